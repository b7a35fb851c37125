"""The covering record: who was covered for whom, why, by which rule, and who looked at it."""
