"""The person's button: the menu, "Not me?" and what is asked after it."""
