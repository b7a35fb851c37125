"""One file per thing a person does. No Qt; every answer is a frozen dataclass."""
