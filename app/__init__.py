"""The desktop program: room tablet, office and kiosk are the same program started as another station."""
