"""The nursery's facts: rooms, children, families, permissions, devices, and the feed that carries them to tablets."""
