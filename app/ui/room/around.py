"""What the room's screens have around them: for whom an entry is, and how high the top bar stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.ui.widgets.bars import TopBar
from domain.ids import ChildId
from domain.wire import ChildFact

CAPSULES_PX = 84  # the camera has capsules in place of a bar


def for_words(chosen: Sequence[ChildId], children: Sequence[ChildFact]) -> str:
    """ "For Amelia K.", "For Amelia K. and Noah B.", "For Amelia K. and 2 others"."""
    names = [f"{child.first_name} {child.last_initial}" for child in children if child.id in chosen]
    if len(names) > 2:
        return f"For {names[0]} and {len(names) - 1} others"
    return f"For {' and '.join(names)}" if names else "For nobody yet"


def top_px_of(view: QWidget) -> int:
    """How high the screen's top bar is: what lies over a screen leaves it free, for the fault button's sake."""
    bar = view.findChild(TopBar)
    return bar.minimumHeight() if bar is not None else CAPSULES_PX  # its fixed height, known before it is laid out
