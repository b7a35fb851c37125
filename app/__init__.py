"""The desktop program: room tablet, office PC and kiosk are the same program started as another station."""
