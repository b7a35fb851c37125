"""What families send from home, at the office: who is in each picture, before anybody sees it (R10)."""
