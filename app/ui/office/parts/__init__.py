"""What the sections of the office are made of: lists, tables, facts, and the sheet that asks for a reason."""
