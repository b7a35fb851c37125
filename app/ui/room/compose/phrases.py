"""Quick phrases: what stands in the text after one is tapped, and where the cursor goes. Plain text, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

PHRASES = ("looks closely", "tries again", "says “…”", "points to", "with a friend", "asks for more")
GAP = "…"  # where the cursor goes: the child's own words


@dataclass(frozen=True, slots=True)
class Piece:
    """What is put in at the cursor, and where the cursor stands within it afterwards; `marked` characters before it are selected."""

    text: str
    cursor: int
    marked: int = 0


def piece(before: str, after: str, phrase: str) -> Piece:
    """`phrase` with the spaces that it needs between the text before and after the cursor."""
    lead = "" if not before or before[-1].isspace() or before[-1] in "“(" else " "
    trail = "" if after and (after[0].isspace() or after[0] in ".,;:!?”)") else " "
    text = lead + phrase + trail
    at = text.find(GAP)
    return Piece(text, at + len(GAP), len(GAP)) if at >= 0 else Piece(text, len(text))
