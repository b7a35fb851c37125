"""After a change: what a stricter permission did to the pictures that were there before."""
