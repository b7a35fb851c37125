"""Whose hands a tablet is in."""
