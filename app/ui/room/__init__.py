"""The room tablet's screens."""
