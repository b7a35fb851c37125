"""Devices: pairing, closing, and each one's history of hands."""
