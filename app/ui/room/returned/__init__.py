"""An entry that the office sent back: why, its words, and handing it in again."""
