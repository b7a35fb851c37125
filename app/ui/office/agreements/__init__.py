"""The staff agreement: what is in force, who has signed, and a new version beside it."""
