"""One step that a lead can take, in words: what its button bears, what its sheet asks, and what is said once it is done."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.office.parts.screen import Ask, Deed
from app.ui.widgets.buttons import Kind


@dataclass(frozen=True, slots=True)
class StepWords:
    """Its button, the sheet's title, one sentence of what will follow, and what is said afterwards; {…} are filled in by the section."""

    button: str
    icon: str
    title: str
    follows: str
    done: str
    is_danger: bool = False

    def deed(self, key: str, missing: str = "") -> Deed:
        """Its button. missing: why it rests; "" = it can be tapped."""
        return Deed(key=key, words=self.button, icon=self.icon, kind=Kind.DANGER if self.is_danger else Kind.SECONDARY, missing=missing)

    def ask(self, ask_id: str, *, words: str, hint: str = "", **said: str) -> Ask:
        """Its sheet, with one longer text to be written. words: that text's label; said: what the sentences are filled in with."""
        return Ask(
            id=ask_id,
            title=self.title.format(**said),
            sentence=self.follows.format(**said),
            words=words,
            words_hint=hint,
            button=self.button,
            icon=self.icon,
            is_danger=self.is_danger,
        )
