"""Why a face is seen or covered, in one plain sentence each; where it came from; what became of an entry."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.ui.office.parts.wording import begun, moment
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.covering import SEEN, Source, Why
from domain.lifecycle import EntryState
from domain.wire.covering_record import RegionRecord

REASONS = {
    Why.OWN_CHILD: "This journal is {who}’s own.",
    Why.ALLOWED: "All adults responsible for {who} agreed to other children’s journals.",
    Why.NOT_A_FACE: "A person looked and said that it is no face.",
    Why.NOBODY_SAID: "Nobody said who this is, and what nobody named is covered.",
    Why.NOT_A_CHILD: "A person said that it is nobody of the nursery’s children.",
    Why.DRAWN: "A person drew this cover by hand.",
    Why.OTHER_CHILD_OWN_ONLY: "{who} may be seen in the own journal only, and this is another child’s.",
    Why.ALONE_IN_OWN: "This journal’s child may be seen only alone, so {who} is covered beside.",
    Why.NO_PERMISSION: "{who} may be seen in no picture.",
}
GIVEN_AGAIN = "It was covered when a permission was missing. That is there again, but a cover is never taken off."
FOUND_LATER = "The server found this face itself; nobody had said who it is."
SOURCES = {Source.FACE: "Found", Source.MAYBE: "Maybe a face", Source.DRAWN: "Drawn by hand"}
SEEN_CHIP, COVERED_CHIP = ChipFact("Seen", "eye", Tone.OK), ChipFact("Covered", "eye-off", Tone.INFO)
STATES = {
    EntryState.PUBLISHED: ChipFact("In the journals", "circle-check", Tone.OK),
    EntryState.WAITING: ChipFact("To be checked", "hourglass", Tone.WARN),
    EntryState.RETURNED: ChipFact("Returned", "undo-2", Tone.QUIET),
    EntryState.REMOVED: ChipFact("Removed", "trash-2", Tone.QUIET),
}
NOBODY = "not named"


def who_of(region: RegionRecord) -> str:
    """First name and initial, or that nobody was named."""
    return region.person or NOBODY


def why_of(region: RegionRecord, zone: ZoneInfo, now: datetime) -> str:
    """The reason in one sentence, and since when where it was covered later."""
    if region.covered_later_at is None:
        return reason_of(region)
    return f"{reason_of(region)} Covered later: {moment(region.covered_later_at, zone, now)}."


def reason_of(region: RegionRecord) -> str:
    """The reason alone."""
    if region.is_covered and region.why in SEEN:
        return GIVEN_AGAIN
    if region.covered_later_at is not None and region.why is Why.NOBODY_SAID:
        return FOUND_LATER
    return begun(REASONS[region.why].format(who=region.person or "this child"))


def chip_of(region: RegionRecord) -> ChipFact:
    """Seen or covered."""
    return COVERED_CHIP if region.is_covered else SEEN_CHIP


def source_of(region: RegionRecord) -> str:
    """Who put it there."""
    return SOURCES[region.source]


def counts_of(regions: tuple[RegionRecord, ...]) -> str:
    """ "1 seen, 2 covered" """
    covered = sum(region.is_covered for region in regions)
    return f"{len(regions) - covered} seen, {covered} covered" if regions else "no face found"
