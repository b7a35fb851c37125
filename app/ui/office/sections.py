"""The sections of the office, and what a person must be allowed to do to see one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.permissions import Action


class Section(StrEnum):
    """The office's sections, in the order of the bar."""

    MODERATION = "moderation"
    CONSENTS = "consents"
    CHANGES = "changes"
    COVERING = "covering"
    DEVICES = "devices"
    TABLETS = "tablets"
    STAFF = "staff"
    AGREEMENTS = "agreements"
    REFUSALS = "refusals"


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What a section is called, and what a person must be allowed to do to see it."""

    words: str
    needs: Action


SECTIONS = {
    Section.MODERATION: SectionWords("Moderation", Action.SEE_QUEUE),
    Section.CONSENTS: SectionWords("Consents", Action.SEE_CONSENTS),
    Section.CHANGES: SectionWords("Changes", Action.SEE_CONSENTS),
    Section.COVERING: SectionWords("Covering", Action.INSPECT_COVERING),
    Section.DEVICES: SectionWords("Devices", Action.MANAGE_DEVICES),
    Section.TABLETS: SectionWords("Tablets", Action.SEE_CUSTODY),
    Section.STAFF: SectionWords("Staff", Action.MANAGE_STAFF),
    Section.AGREEMENTS: SectionWords("Agreements", Action.MANAGE_AGREEMENTS),
    Section.REFUSALS: SectionWords("Refusals", Action.SEE_REFUSALS),
}
