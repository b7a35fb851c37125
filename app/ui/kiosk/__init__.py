"""The kiosk: the tablets' board, and what is done standing in front of it."""
