"""The covering record of one entry on paper, for an inspector: every picture as a drawing of its frames, never as a picture."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.ui.office.covering.wording import STATES, chip_of, reason_of, source_of, who_of
from app.ui.office.heard import SILENT, heard_words
from app.ui.office.parts.paper import Paper, PaperPart, PaperTable
from app.ui.office.parts.paper_lines import LineDrawing, PaperFrame
from domain.wire.covering_record import CoveringRecord, PictureRecord, RegionRecord

REGIONS = (("Nr", 6), ("Who", 14), ("Found or drawn", 14), ("Shown", 11), ("Why", 37), ("Covered later", 18))
STEPS = (("When", 20), ("What", 55), ("By", 25))
LEGEND = "Solid and grey: covered. Dashed: seen by the family. The drawing shows where, not whom."


def covering_paper(record: CoveringRecord, head: str, zone: ZoneInfo) -> Paper:
    """Each picture with its table and facts, then the life of the entry."""
    many = len(record.pictures)
    pictures = tuple(picture_part(picture, number, many, zone) for number, picture in enumerate(record.pictures, start=1))
    steps = tuple((written(step.at, zone), f"{step.what}: {step.reason}" if step.reason else step.what, step.by) for step in record.steps)
    about = f"Written by {record.author}. It happened on {written(record.happened_at, zone)}. Now: {STATES[record.state].word.lower()}."
    return Paper(
        title=f"Covering record: {record.title}",
        head=head,
        parts=(
            PaperPart(heading="The entry", words=f"{about}\nNumber {record.entry_id}"),
            *pictures,
            PaperPart(heading="What was done with the entry", table=PaperTable(STEPS, steps)),
        ),
    )


def picture_part(picture: PictureRecord, number: int, many: int, zone: ZoneInfo) -> PaperPart:
    """One picture in one journal."""
    kind = "Clip" if picture.is_clip else "Picture"
    frames = tuple(PaperFrame(each.number, each.box, each.is_covered) for each in picture.regions)
    return PaperPart(
        heading=f"{kind} {number} of {many}, as {picture.journal_name}’s family sees it",
        words=facts_of(picture, zone) if picture.is_clip or not frames else f"{facts_of(picture, zone)}\n{LEGEND}",
        drawing=None if picture.is_clip or not frames else LineDrawing(picture.width, picture.height, frames),
        table=PaperTable(REGIONS, tuple(region_row(region, zone) for region in picture.regions)),
    )


def facts_of(picture: PictureRecord, zone: ZoneInfo) -> str:
    """The facts in lines."""
    said = "A person said that no child is visible." if picture.no_child_said else ""
    return "\n".join(
        line
        for line in (
            f"Looked at by {picture.reviewed_by}. {said}".strip(),
            f"{sound_of(picture, zone)}." if picture.is_clip else "",
            f"Rule version {picture.by_rule}. Searched by {picture.detector or 'nothing'}.",
            f"Arrived {written(picture.arrived_at, zone)}. Wiped on the tablet {written(picture.wiped_at, zone)}.",
            f"SHA-256 of what the tablet sent: {picture.sha256}",
        )
        if line
    )


def sound_of(picture: PictureRecord, zone: ZoneInfo) -> str:
    """Whether a clip is heard in that journal, and who is heard in it."""
    if picture.silenced_at is not None:
        return f"Its sound was taken away {written(picture.silenced_at, zone)}, for a permission changed"
    return heard_words(picture.heard) if picture.has_sound else SILENT


def region_row(region: RegionRecord, zone: ZoneInfo) -> tuple[str, ...]:
    """One face or cover."""
    later = written(region.covered_later_at, zone) if region.covered_later_at else ""
    return (str(region.number), who_of(region), source_of(region), chip_of(region).word, reason_of(region), later)


def written(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment in full: paper is read on another day."""
    return f"{at.astimezone(zone):%d/%m/%Y %H:%M}" if at is not None else "not yet"
