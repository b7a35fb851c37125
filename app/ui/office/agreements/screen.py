"""What the agreements section shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.office.parts.screen import AROUND, Around


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPart:
    """One version: its text, and who has signed it and who has not."""

    title: str
    line: str
    text: str
    signed: str
    signed_title: str
    missing: str
    missing_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsScreen:
    """The whole section. `draft` None = nobody writes; publish_missing: why Publish rests; error stands below the draft."""

    around: Around = AROUND
    versions: tuple[str, ...] = ()
    current: int = 0
    version: VersionPart | None = None
    draft: str | None = None
    draft_title: str = ""
    publish_missing: str = ""
    error: str = ""
