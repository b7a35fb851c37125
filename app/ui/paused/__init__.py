"""The holding page of the room while the nursery has paused Daybook."""
