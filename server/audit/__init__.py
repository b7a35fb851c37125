"""What happened, in a chain of hashes that shows an edited row."""
