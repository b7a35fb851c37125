"""Picture bytes: keys, sealed storage, arriving uploads, and the receipts that permit a tablet to wipe."""
