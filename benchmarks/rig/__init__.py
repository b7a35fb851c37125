"""What the benchmarks of sync stand on: a real server process, and a tablet that is paired with it."""
