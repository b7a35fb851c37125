"""What is done at the kiosk, one decision after the other."""
