"""Entries and their pictures: taken in, moderated, and shown through one door."""
