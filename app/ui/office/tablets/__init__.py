"""Tablets: where they are now, whose hands they were in, and what was broken."""
