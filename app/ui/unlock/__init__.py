"""The lock screen: who holds this tablet, and how it opens."""
