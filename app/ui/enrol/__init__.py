"""The first screen of a new device: it is paired with the nursery's server."""
