"""The sync panel: one sentence of what goes on, then each thing in the same five words."""
