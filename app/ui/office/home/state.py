"""How far each picture from home is, and what the page says of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.services.moderating import EntryToCheck
from app.ui.office.home.screen import Act, HomePart, HomeRow
from app.ui.office.screen import CheckLine
from app.ui.room.face_review.screen import Wish
from domain.covering import Says, Source
from domain.entries import EntryKind
from domain.moderation import CheckKind
from domain.wire.home import HomeLook, HomePicture

SEARCHING = "Daybook is looking for faces. You can go on in a moment."
BEING_COVERED = "The video is being covered. It can be approved in a minute or two."


class Stage(StrEnum):
    """How far one picture is."""

    SEARCHED = "searched"
    FAILED = "failed"
    TO_REVIEW = "to_review"
    COVERING = "covering"  # a video, of which everything was said
    REVIEWED = "reviewed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Shown:
    """How a stage is shown: words, icon, colour token, and what can be done."""

    words: str
    icon: str
    colour: str
    acts: tuple[Act, ...] = ()


SHOWN = {
    Stage.SEARCHED: Shown("Daybook is looking for faces", "refresh-cw", "info", (Act.LEAVE_OUT,)),
    Stage.FAILED: Shown("Could not be searched: leave it out, or try again", "circle-alert", "warn", (Act.SEARCH, Act.LEAVE_OUT)),
    Stage.TO_REVIEW: Shown("To review", "scan-face", "warn", (Act.LEAVE_OUT,)),
    Stage.COVERING: Shown("Being covered, for a minute or two", "refresh-cw", "info", (Act.REVIEW,)),
    Stage.REVIEWED: Shown("Reviewed", "circle-check", "ok", (Act.REVIEW,)),
    Stage.LEFT_OUT: Shown("Left out: nobody sees it", "eye-off", "muted"),
}
MOVING = frozenset({Stage.SEARCHED, Stage.COVERING})
SETTLED = frozenset({Stage.REVIEWED, Stage.LEFT_OUT})


@dataclass(frozen=True, slots=True)
class Doing:
    """What is under way here. sent: videos of which everything was said. busy: why nothing can be begun, "" = it can."""

    sent: frozenset[str] = frozenset()
    busy: str = ""


def stage_of(picture: HomePicture, sent: Collection[str]) -> Stage:
    """How far that picture is."""
    if picture.is_discarded:
        return Stage.LEFT_OUT
    if picture.is_reviewed:
        return Stage.REVIEWED
    if picture.look is not HomeLook.DONE:
        return Stage.FAILED if picture.look is HomeLook.FAILED else Stage.SEARCHED
    return Stage.COVERING if picture.is_clip and (picture.id in sent or is_marked(picture)) else Stage.TO_REVIEW


def is_marked(picture: HomePicture) -> bool:
    """Whether the server knows what somebody said of it: of a video that comes before it is covered."""
    return picture.no_child_said or any(each.says is not Says.NOTHING or each.source is Source.DRAWN for each in picture.regions)


def stages_of(entry: EntryToCheck, sent: Collection[str]) -> tuple[Stage, ...]:
    """How far each picture is, in the order they came."""
    return tuple(stage_of(picture, sent) for picture in entry.entry.home_pictures)


def is_home(entry: EntryToCheck | None) -> bool:
    """Whether a family sent it."""
    return entry is not None and entry.entry.body.kind is EntryKind.FROM_HOME


def is_moving(entry: EntryToCheck | None, sent: Collection[str]) -> bool:
    """Whether the server is at work on a picture of it."""
    return entry is not None and any(stage in MOVING for stage in stages_of(entry, sent))


def next_to_review(entry: EntryToCheck, sent: Collection[str], after: str = "") -> HomePicture | None:
    """The picture to go on with: the next one after that one, else the first of those before it."""
    pictures = entry.entry.home_pictures
    ids = [picture.id for picture in pictures]
    start = ids.index(after) + 1 if after in ids else 0
    turned = (*pictures[start:], *pictures[:start])
    return next((picture for picture in turned if stage_of(picture, sent) is Stage.TO_REVIEW), None)


def part_of(entry: EntryToCheck, doing: Doing) -> HomePart | None:
    """What is said of its pictures; None when it has none."""
    pictures, stages = entry.entry.home_pictures, stages_of(entry, doing.sent)
    if not pictures:
        return None
    left = [picture for picture, stage in zip(pictures, stages, strict=True) if stage not in SETTLED]
    is_ready = Stage.TO_REVIEW in stages
    button = f"Say who is in {them(left)}" if is_ready or Stage.SEARCHED in stages else ""
    why = doing.busy or ("" if is_ready else SEARCHING)
    return HomePart(
        title=f"{counted(left or pictures)} from home",
        line=line_of(left, stages),
        button=button,
        wish=Wish(not why, why),
        rows=tuple(row_of(number, picture, stage) for number, (picture, stage) in enumerate(zip(pictures, stages, strict=True), 1)),
    )


def line_of(left: Sequence[HomePicture], stages: Sequence[Stage]) -> str:
    """What is to be done; "" = nothing."""
    if not left:
        return ""
    if set(stages) & {Stage.TO_REVIEW, Stage.SEARCHED, Stage.FAILED}:
        return f"Say who is in {them(left)} before anybody sees {them(left)}."
    return BEING_COVERED


def row_of(number: int, picture: HomePicture, stage: Stage) -> HomeRow:
    """One picture of the list."""
    shown = SHOWN[stage]
    name = f"{'Video' if picture.is_clip else 'Picture'} {number}"
    return HomeRow(id=picture.id, name=name, state=shown.words, icon=shown.icon, colour=shown.colour, acts=shown.acts)


def counted(pictures: Sequence[HomePicture]) -> str:
    """ "3 pictures", "1 video", "2 pictures and 1 video"."""
    clips = sum(picture.is_clip for picture in pictures)
    photos = len(pictures) - clips
    parts = [f"{number} {one if number == 1 else one + 's'}" for number, one in ((photos, "picture"), (clips, "video")) if number]
    return " and ".join(parts)


def them(pictures: Sequence[HomePicture]) -> str:
    """ "it" of one, "them" of more."""
    return "it" if len(pictures) == 1 else "them"


def checks_of(entry: EntryToCheck) -> tuple[CheckLine, ...]:
    """The checks beside it. Until everybody said who is in the pictures, that is the first of them."""
    left = [picture for picture in entry.entry.home_pictures if not (picture.is_reviewed or picture.is_discarded)]
    lines = [CheckLine(check.title, check.sentence, check.look) for check in entry.checks if not left or check.kind is not CheckKind.FACES]
    if left:
        lines.insert(0, CheckLine("Faces", f"Nobody has said who is in {counted(left)}.", True))
    return tuple(lines)


def why_not_yet(entry: EntryToCheck, doing: Doing) -> str:
    """Why it cannot be approved while all was said and a video is being covered; "" = that is not what it waits for."""
    waiting = set(stages_of(entry, doing.sent)) - SETTLED
    return BEING_COVERED if waiting == {Stage.COVERING} else ""


def first_of(author: str) -> str:
    """ "Sarah P." of "Sarah P., Amelia's mum": as short as a button wants it."""
    return author.split(",")[0]
