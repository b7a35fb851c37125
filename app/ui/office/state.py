"""What the office's presenter knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.services.moderating import EntryToCheck, PictureToCheck
from app.ui.office.heard import SAID_NOTHING, Heard
from app.ui.office.home.state import Doing, checks_of, first_of, is_home, part_of, why_not_yet
from app.ui.office.parts.state import SectionState
from app.ui.office.screen import AWAKE, Family, OfficeScreen, QueueLine, Stage, Subject
from app.ui.room.face_review.screen import Wish
from app.ui.room.face_review.state import short_name
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.curriculum import Framework
from domain.entries import EntryKind
from domain.ids import ChildId, EntryId, RenditionId
from domain.sound import voices_in
from domain.wire import ChildFact, QueueItem

WEEK = 7
KINDS = {EntryKind.FROM_HOME: "From home"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeState(SectionState):
    """All that can change. `entries` are the entries that came, by id; only the chosen one's pictures are held."""

    items: tuple[QueueItem, ...] | None = None
    entries: Mapping[EntryId, EntryToCheck] = field(default_factory=dict)
    children: Mapping[str, ChildFact] = field(default_factory=dict)
    chosen: EntryId | None = None
    family: int = 0
    turn: int = 0
    pictures: Mapping[RenditionId, QImage] = field(default_factory=dict)
    clips: Mapping[RenditionId, bytes] = field(default_factory=dict, repr=False)
    seen_clips: frozenset[RenditionId] = frozenset()  # whose first frame was shown to the person
    withheld: Mapping[RenditionId, str] = field(default_factory=dict)  # videos that the server does not give, each with its sentence
    notes: Mapping[EntryId, str] = field(default_factory=dict)
    note_error: str = ""
    doing: Doing = field(default_factory=Doing)  # with pictures from home
    search: str = ""

    @property
    def entry(self) -> EntryToCheck | None:
        """The chosen entry, once it came."""
        return self.entries.get(self.chosen) if self.chosen is not None else None

    @property
    def note(self) -> str:
        """The note to the chosen entry's author."""
        return self.notes.get(self.chosen, "") if self.chosen is not None else ""


def shown_items(state: OfficeState) -> tuple[QueueItem, ...]:
    """The items that the search leaves, due first."""
    items = sorted(state.items or (), key=lambda item: item.due_at)
    wanted = state.search.casefold().strip()
    return tuple(item for item in items if wanted in f"{names_of(item, state)} {item.title} {what_of(item, state)}".casefold())


def neighbour(state: OfficeState, way: int) -> EntryId | None:
    """The entry `way` places from the chosen one, no further than the ends."""
    ids = [EntryId(item.id) for item in shown_items(state)]
    if not ids:
        return None
    at = ids.index(state.chosen) if state.chosen in ids else -1 if way > 0 else len(ids)
    return ids[min(max(0, at + way), len(ids) - 1)]


def after_decision(state: OfficeState, decided: EntryId) -> EntryId | None:
    """The entry to go on with once `decided` has left the list: the one that moves into its place."""
    ids = [EntryId(item.id) for item in shown_items(state)]
    if decided not in ids:
        return ids[0] if ids else None
    at, rest = ids.index(decided), [each for each in ids if each != decided]
    return rest[min(at, len(rest) - 1)] if rest else None


def after_queue(state: OfficeState, items: tuple[QueueItem, ...]) -> OfficeState:
    """With the list as the server has it now: what changed there, or left it, is known no more."""
    known = {item.id: item for item in items}  # whole: a video that was drawn meanwhile changes no version
    entries = {key: entry for key, entry in state.entries.items() if known.get(key) == entry.entry.item}
    return replace(state, items=items, entries=entries, chosen=state.chosen if state.chosen in known else None)


def without(state: OfficeState, decided: EntryId) -> OfficeState:
    """With an entry less, and nothing chosen: it was decided."""
    items = tuple(item for item in state.items or () if item.id != decided)
    entries = {key: each for key, each in state.entries.items() if key != decided}
    return replace(state, items=items, entries=entries, chosen=None, pictures={}, clips={}, is_busy=False)


def screen_of(state: OfficeState, framework: Framework, zone: ZoneInfo, now: datetime) -> OfficeScreen:
    """The screen for this state."""
    items = shown_items(state)
    subject = subject_of(state, state.entry, framework, zone, now) if state.entry is not None else None
    return OfficeScreen(
        stage=stage_of(state),
        count=len(state.items or ()),
        lines=tuple(line_of(item, state, zone, now) for item in items),
        search=state.search,
        subject=subject,
        note=state.note,
        note_error=state.note_error,
        offline=state.offline,
        is_busy=state.is_busy,
        message=state.message,
    )


def stage_of(state: OfficeState) -> Stage:
    """What the middle of the page is about."""
    if state.entry is not None:
        return Stage.ENTRY
    return Stage.EMPTY if state.items is not None and not state.items else Stage.LOADING


def line_of(item: QueueItem, state: OfficeState, zone: ZoneInfo, now: datetime) -> QueueLine:
    """One entry of the list."""
    first = state.children.get(item.children[0]) if len(item.children) == 1 else None
    return QueueLine(
        id=item.id,
        names=names_of(item, state),
        what=what_of(item, state),
        due=due_of(item.due_at, zone, now),
        avatar=first.avatar if first else None,
        is_chosen=item.id == state.chosen,
    )


def names_of(item: QueueItem, state: OfficeState) -> str:
    """ "Amelia K.", "Amelia and Noah", "5 children"; the title while the children are not known here."""
    known = [child for each in item.children if (child := state.children.get(each))]
    if len(known) != len(item.children):
        return item.title or "One moment"
    if len(known) == 1:
        return short_name(known[0])
    return " and ".join(child.first_name for child in known) if len(known) == 2 else f"{len(known)} children"


def what_of(item: QueueItem, state: OfficeState) -> str:
    """ "Observation · Sam Morris"; "late" when it was handed in after its week."""
    entry = state.entries.get(EntryId(item.id))
    author = f" · {item.author_name}" if entry or item.author_name else ""
    return f"{KINDS.get(item.kind, item.kind.value.capitalize())}{author}" + (" · late" if item.is_late else "")


def due_of(due_at: datetime, zone: ZoneInfo, now: datetime) -> ChipFact:
    """When it is due, in the word that is nearest: late, a time today, a day this week, a date."""
    due, today = due_at.astimezone(zone), now.astimezone(zone)
    if due < today:
        return ChipFact("Late", "clock", Tone.BAD)
    days = (due.date() - today.date()).days
    if days == 0:
        return ChipFact(f"{due:%H:%M}", "clock", Tone.WARN)
    if days < WEEK:
        return ChipFact(f"{due:%A}" if days > 1 else "Tomorrow", "calendar-check", Tone.QUIET)
    return ChipFact(f"{due.day} {due:%b}", "calendar-check", Tone.QUIET)


def is_clip(entry: EntryToCheck, picture: PictureToCheck | None) -> bool:
    """Whether it is a video."""
    return picture is not None and picture.rendition.photo_id in {clip.photo_id for clip in entry.entry.body.clips}


def heard_in(entry: EntryToCheck, picture: PictureToCheck | None) -> Heard:
    """Who is heard in that video, as its author said: whom they heard, and whom the picture names."""
    clip = next((clip for clip in entry.entry.body.clips if picture and clip.photo_id == picture.rendition.photo_id), None)
    if picture is None or clip is None or not clip.has_sound:
        return SAID_NOTHING
    names = {child.id: child.first_name for child in entry.entry.children}
    voices = voices_in((ChildId(child) for child in clip.heard), (region.region() for region in picture.rendition.regions))
    return Heard(was_wished=True, names=tuple(names.get(child, "another child") for child in voices))


def unseen(state: OfficeState, entry: EntryToCheck, shown: PictureToCheck | None) -> str:
    """Why not everything was looked at yet; "" = it was. Of pictures the one in the middle, of videos each one of each family."""
    clips = [picture.rendition for picture in entry.pictures if is_clip(entry, picture)]
    waiting = next((clip for clip in clips if RenditionId(clip.id) not in state.seen_clips), None)
    if waiting is not None:
        names = {child.id: child.first_name for child in entry.entry.children}
        return f"Look at the video first. What {names.get(waiting.child_id, 'a child')}’s family sees was not opened yet."
    is_missing = shown is not None and not is_clip(entry, shown) and RenditionId(shown.rendition.id) not in state.pictures
    return "The picture is not here yet. Nobody approves what they have not seen." if is_missing else ""


def subject_of(state: OfficeState, entry: EntryToCheck, framework: Framework, zone: ZoneInfo, now: datetime) -> Subject:
    """The entry in the middle."""
    item, body = entry.entry.item, entry.entry.body
    own = [child for each in body.children for child in entry.entry.children if child.id == each]
    pictures = family_pictures(entry, state.family)
    shown = pictures[state.turn % len(pictures)] if pictures else None
    checks = checks_of(entry)
    return Subject(
        title=item.title or names_of(item, state),
        line=f"{KINDS.get(body.kind, body.kind.value.capitalize())} by {item.author_name} · "
        f"{day_of(body.happened_at, zone, now)} · {'sent' if is_home(entry) else 'handed in'} {time_of(item.handed_in_at, zone, now)}",
        avatar=own[0].avatar if len(own) == 1 else None,
        families=tuple(Family(child.first_name, child.avatar) for child in own),
        family=min(state.family, max(0, len(own) - 1)),
        has_pictures=bool(body.renditions),
        picture=state.pictures.get(RenditionId(shown.rendition.id)) if shown else None,
        is_clip=is_clip(entry, shown),
        clip=state.clips.get(RenditionId(shown.rendition.id)) if shown else None,
        heard=heard_in(entry, shown),
        picture_note=note_of(shown, state.turn % len(pictures) + 1, len(pictures)) if shown else "No picture for this family.",
        can_turn=len(pictures) > 1,
        text=body.text,
        hints=entry.hints,
        chips=chips_of(entry, framework),
        next_step=body.next_step,
        checks=checks,
        to_look=sum(check.look for check in checks),
        author=first_name_of(entry),
        disowned=disowned_of(entry),
        home=part_of(entry, state.doing),
        approve=Wish(False, why) if (why := why_not(state, entry, shown)) else AWAKE,
    )


def why_not(state: OfficeState, entry: EntryToCheck, shown: PictureToCheck | None) -> str:
    """Why it cannot be approved now; "" = it can. What the server says of a video is nearer to the truth than what a rule makes of it."""
    return why_not_yet(entry, state.doing) or withheld_of(state, entry) or entry.refusal or unseen(state, entry, shown)


def withheld_of(state: OfficeState, entry: EntryToCheck) -> str:
    """Why the server does not give a video of the entry; "" = it was not asked, or gives them."""
    sentences = (state.withheld.get(RenditionId(picture.rendition.id)) for picture in entry.pictures)
    return next((sentence for sentence in sentences if sentence), "")


def first_name_of(entry: EntryToCheck) -> str:
    """How its author is called: a colleague by first name, a family as the office knows it."""
    author = entry.entry.author
    return author.first_name if author is not None else first_of(entry.entry.item.author_name)


def disowned_of(entry: EntryToCheck) -> str:
    """What is to be known of an entry that its author did not write; "" = they wrote it."""
    name = first_name_of(entry)
    words = f"{name} says that somebody else wrote this in their session. Find out who did; return it or remove it."
    return words if entry.entry.is_disowned else ""


def family_pictures(entry: EntryToCheck, family: int) -> tuple[PictureToCheck, ...]:
    """The pictures that go into the journal of the entry's child at that place."""
    children = entry.entry.body.children
    child = children[min(family, len(children) - 1)]
    return tuple(picture for picture in entry.pictures if picture.rendition.child_id == child)


def note_of(picture: PictureToCheck, number: int, of: int) -> str:
    """ "1 face seen, 2 covered · 1 of 2"."""
    seen = "no face seen" if picture.seen == 0 else "1 face seen" if picture.seen == 1 else f"{picture.seen} faces seen"
    return f"{seen}, {picture.covered} covered".capitalize() + (f" · {number} of {of}" if of > 1 else "")


def chips_of(entry: EntryToCheck, framework: Framework) -> tuple[ChipFact, ...]:
    """Areas and levels as they were tagged; an area of another year keeps its id as its name."""
    body, known = entry.entry.body, {area.id: area for area in framework.areas}
    areas = [
        ChipFact(known[each].name, known[each].icon, Tone.PRIMARY) if each in known else ChipFact(each, "circle-alert", Tone.WARN)
        for each in body.areas
    ]
    levels = [
        ChipFact(f"{word} {level}", "smile", Tone.INFO)
        for word, level in (("Well-being", body.wellbeing), ("Involvement", body.involvement))
        if level
    ]
    return (*areas, *levels)


def day_of(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """ "today 10:05", "Thursday 19 November 10:05"."""
    local = at.astimezone(zone)
    day = "today" if local.date() == now.astimezone(zone).date() else f"{local:%A} {local.day} {local:%B}"
    return f"{day} {local:%H:%M}"


def time_of(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """ "13:12" today, "Tuesday 13:12" before."""
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else f"{local:%A %H:%M}"


def learned(state_children: Mapping[str, ChildFact], found: Sequence[EntryToCheck]) -> dict[str, ChildFact]:
    """The children that are known after these entries came."""
    return {**state_children, **{child.id: child for entry in found for child in entry.entry.children}}
