"""What a person writes and chooses in an entry: the words with their hints, the children, the areas and the levels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.ui.room.compose.desk import ComposeDesk
from app.ui.room.compose.state import changed_text, current_hint, moved, open_hints, toggled
from app.ui.room.compose.view import ComposeView
from domain.ids import ChildId


class Fields:
    """first_child_changed: the pictures show what the first child's family sees."""

    def __init__(self, desk: ComposeDesk, first_child_changed: Callable[[], None]) -> None:
        self._desk, self._first_child_changed = desk, first_child_changed

    def connect(self, view: ComposeView) -> None:
        """Hear what the page wishes."""
        for signal, slot in (
            (view.text_typed, self.type_text),
            (view.next_step_typed, self.type_next_step),
            (view.cursor_moved, self.move_cursor),
            (view.change_asked, self.take_hint),
            (view.keep_asked, self.keep_word),
            (view.child_toggled, self.toggle_child),
            (view.area_toggled, self.toggle_area),
            (view.wellbeing_chosen, self.choose_wellbeing),
            (view.involvement_chosen, self.choose_involvement),
        ):
            signal.connect(slot)

    def type_text(self, text: str) -> None:
        """The text as it stands now."""
        self._desk.edit(lambda draft: replace(draft, text=text))

    def type_next_step(self, text: str) -> None:
        """The next step as it stands now."""
        self._desk.edit(lambda draft: replace(draft, next_step=text))

    def move_cursor(self, at: int) -> None:
        """Open the hint under the cursor, if there is one."""
        desk, before = self._desk, current_hint(self._desk.state)
        desk.note(replace(desk.state, cursor=at))
        if current_hint(desk.state) != before:
            desk.show(desk.state)

    def take_hint(self) -> None:
        """Put the hint's words in; the other hints move with the text at the next save."""
        state = self._desk.state
        hint, draft = current_hint(state), state.draft
        if hint is not None and draft is not None:
            text = changed_text(draft.text, hint)
            grown = len(text) - len(draft.text)
            rest = tuple(moved(other, hint.end, grown) for other in open_hints(state) if other != hint)
            self._desk.note(replace(state, hints=rest))
            self._desk.change(replace(draft, text=text))

    def keep_word(self) -> None:
        """Leave the word as it is, everywhere in this entry."""
        state = self._desk.state
        if (hint := current_hint(state)) is not None:
            self._desk.show(replace(state, kept=state.kept | {(hint.kind, hint.word.casefold())}))

    def toggle_child(self, child: str) -> None:
        """Take a child in, or out."""
        before = self._desk.state.draft
        self._desk.edit(lambda draft: replace(draft, children=toggled(draft.children, ChildId(child))))
        after = self._desk.state.draft
        if before is not None and after is not None and before.children[:1] != after.children[:1]:
            self._desk.save_then(self._first_child_changed)

    def toggle_area(self, area: str) -> None:
        """Choose an area of learning, or take it back; areas keep the framework's order."""
        areas = self._desk.task.framework.areas
        self._desk.edit(lambda draft: replace(draft, areas=tuple(each.id for each in areas if each.id in toggled(draft.areas, area))))

    def choose_wellbeing(self, level: int) -> None:
        """1 to 5, or 0 for none."""
        self._desk.edit(lambda draft: replace(draft, wellbeing=level or None))

    def choose_involvement(self, level: int) -> None:
        """1 to 5, or 0 for none."""
        self._desk.edit(lambda draft: replace(draft, involvement=level or None))
