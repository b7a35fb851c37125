"""The parents' portal: their own child's journal, after they signed; no script needed, no third party, one door to the data."""
