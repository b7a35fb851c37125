"""What the presenter of the covering record knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.ui.office.covering.screen import CoveringScreen, Outline, PicturePart, RecordDetail
from app.ui.office.covering.wording import STATES, chip_of, counts_of, source_of, who_of, why_of
from app.ui.office.heard import SILENT, Heard, heard_words
from app.ui.office.parts.screen import Cell, Deed, FactLine, ListPart, RowLine, TableRow, found
from app.ui.office.parts.state import ListedState, stage_of
from app.ui.office.parts.wording import begun, listed, moment
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.wire.covering_record import CoveringRecord, PictureRecord, PublishedLine, RegionRecord, StepRecord

PRINT = "print"
CHOOSE = "Choose an entry on the left", "It shows who was covered for whom, and why. Who opens a record is written down."
NO_PICTURES = "No picture yet", "Entries with pictures come in here as soon as a tablet hands them in."
COMES = "The picture is coming."
CLIP_COMES = "The video is coming."


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveringState(ListedState):
    """All that can change. Only the chosen entry's pictures are held. notes: why a picture is not here."""

    lines: tuple[PublishedLine, ...] | None = None
    more: bool = False
    record: CoveringRecord | None = None
    turn: int = 0
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    clips: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # only the one that is looked at: it may have 20 MB
    notes: Mapping[str, str] = field(default_factory=dict)
    has_outlines: bool = True
    region: int = 0

    @property
    def subject(self) -> PublishedLine | None:
        """The chosen entry as the list has it."""
        return next((line for line in self.lines or () if line.entry_id == self.chosen), None)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The entries of the list."""
        return tuple(line.entry_id for line in shown_lines(self))

    @property
    def read(self) -> CoveringRecord | None:
        """The chosen entry's record, once it came."""
        return self.record if self.record is not None and self.record.entry_id == self.chosen else None

    @property
    def picture(self) -> PictureRecord | None:
        """The picture that is looked at."""
        return self.read.pictures[self.turn % len(self.read.pictures)] if self.read and self.read.pictures else None


def screen_of(state: CoveringState, zone: ZoneInfo, now: datetime) -> CoveringScreen:
    """The screen for this state. Nothing opens by itself: who reads a record is written down."""
    line, lines = state.subject, shown_lines(state)
    known = len(state.lines or ())
    none = (
        f"Nothing among the {known} newest bears these words. Older ones can be loaded below."
        if state.more
        else "Nothing here bears these words."
    )
    return CoveringScreen(
        around=state.around(stage_of(line, state.lines)),
        list=ListPart(rows=tuple(row_of(each, each.entry_id == state.chosen, zone, now) for each in lines), search=state.search, none=none),
        empty=CHOOSE if known else NO_PICTURES,
        older="Load older" if state.more else "",
        older_missing="One moment: older ones are on their way." if state.is_busy else state.offline,
        detail=detail_of(line, state, zone, now) if line is not None else None,
    )  # fmt: skip


# -- The list -------------------------------------------------------------------------------------------------------------------------


def shown_lines(state: CoveringState) -> tuple[PublishedLine, ...]:
    """The entries that the search leaves, the newest first."""
    return tuple(line for line in state.lines or () if found(f"{line.title} {line.author} {' '.join(line.children)}", state.search))


def row_of(line: PublishedLine, is_chosen: bool, zone: ZoneInfo, now: datetime) -> RowLine:
    """One entry's card."""
    later = ChipFact(f"{line.covered_later} covered later", "shield-check", Tone.INFO) if line.covered_later else None
    return RowLine(
        id=line.entry_id,
        title=line.title,
        line=f"{begun(moment(line.happened_at, zone, now))} · {listed(line.children)} · {line.author}",
        chip=later,
        icon="image",
        is_chosen=is_chosen,
    )


# -- One entry ------------------------------------------------------------------------------------------------------------------------


def detail_of(line: PublishedLine, state: CoveringState, zone: ZoneInfo, now: datetime) -> RecordDetail:
    """The entry in the middle: what the list knows at once, the rest when it came."""
    record, picture = state.read, state.picture
    at = moment(line.happened_at, zone, now)
    regions = picture.regions if picture else ()
    nobody = "A person said that no child is visible." if picture and picture.no_child_said else "No face was found, and no cover drawn."
    return RecordDetail(
        title=line.title,
        line=f"{line.author} · {at} · {listed(line.children)}",
        chips=(STATES[record.state if record else line.state],),
        picture=picture_of(picture, state) if picture else None,
        regions=tuple(region_row(region, zone, now) for region in regions),
        regions_note="" if regions else nobody if picture else "Asking the server.",
        facts=facts_of(picture, zone, now) if picture else (),
        steps=tuple(step_row(step, number, zone, now) for number, step in enumerate(record.steps)) if record else (),
        deeds=(Deed(key=PRINT, words="Print for an inspector", icon="printer"),) if record else (),
    )


def picture_of(picture: PictureRecord, state: CoveringState) -> PicturePart:
    """The picture with its outlines. A clip moves: one place is not where its faces are, so none is drawn."""
    record, number = state.read, state.turn
    many = len(record.pictures) if record else 1
    which = f"Picture {number % many + 1} of {many} · " if many > 1 else ""
    outlines = () if picture.is_clip else tuple(Outline(each.number, each.box, each.is_covered) for each in picture.regions)
    image, clip = state.pictures.get(picture.rendition_id), state.clips.get(picture.rendition_id)
    missing = state.notes.get(picture.rendition_id, CLIP_COMES if picture.is_clip else COMES)
    return PicturePart(
        image=image,
        clip=clip,
        heard=Heard(picture.has_sound, picture.heard),
        size=(picture.width, picture.height),
        outlines=outlines,
        are_shown=state.has_outlines,
        chosen=state.region,
        note=missing if image is None and clip is None else begun(counts_of(picture.regions)),
        title=f"{which}{picture.journal_name}’s journal",
        can_turn=many > 1,
    )


def sound_of(picture: PictureRecord, zone: ZoneInfo, now: datetime) -> str:
    """Whether a clip is heard in that journal, and who is heard in it."""
    if picture.silenced_at is not None:
        return f"taken away {moment(picture.silenced_at, zone, now)}, for a permission changed"
    return heard_words(picture.heard) if picture.has_sound else SILENT


def region_row(region: RegionRecord, zone: ZoneInfo, now: datetime) -> TableRow:
    """One face or cover."""
    chip = chip_of(region)
    cells = (
        Cell(words=str(region.number), order=float(region.number)),
        Cell(words=who_of(region), is_quiet=not region.person),
        Cell(words=source_of(region)),
        Cell(words=chip.word, chip=chip),
        Cell(words=why_of(region, zone, now)),
    )
    return TableRow(id=str(region.number), cells=cells)


def facts_of(picture: PictureRecord, zone: ZoneInfo, now: datetime) -> tuple[FactLine, ...]:
    """By which rule, looked at by whom and by what, the proof of the bytes, arrived and wiped."""
    sound = (FactLine("Sound", sound_of(picture, zone, now)),) if picture.is_clip else ()
    return (
        FactLine("Looked at by", picture.reviewed_by),
        *sound,
        FactLine("Rule", f"version {picture.by_rule}"),
        FactLine("Searched by", picture.detector or "nothing"),
        FactLine("Arrived", moment(picture.arrived_at, zone, now, never="not yet")),
        FactLine("Wiped on the tablet", moment(picture.wiped_at, zone, now, never="no word yet")),
        FactLine("Hash (SHA-256)", grouped(picture.sha256)),
    )


def grouped(sha256: str) -> str:
    """The hash in groups of eight, so that it wraps and can be read out."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def step_row(step: StepRecord, number: int, zone: ZoneInfo, now: datetime) -> TableRow:
    """One step in the life of the entry."""
    what = f"{step.what}: {step.reason}" if step.reason else step.what
    cells = (
        Cell(words=moment(step.at, zone, now), order=step.at.timestamp()),
        Cell(words=what.replace("'", "’")),
        Cell(words=step.by),
    )
    return TableRow(id=str(number), cells=cells)
