"""What the presenter of the writing page knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.services.session import Session
from app.services.writing import Draft
from app.ui.room.compose.screen import AWAKE, AreaChoice, ChildChip, ComposeScreen, FamilyPage, HintCard, PhotoTile
from app.ui.room.face_review.screen import ChildChoice, Wish
from app.ui.room.face_review.state import BADGES, first_names, short_name
from domain.curriculum import Framework
from domain.entries import EntryKind, Missing, title_of
from domain.ids import ChildId, DraftId, PhotoId
from domain.language import Hint, HintKind
from domain.wire import ChildFact

TITLES = {EntryKind.OBSERVATION: "Observation", EntryKind.SNAPSHOT: "Snapshot"}
CARDS = {
    HintKind.PAST_TENSE: "We write as if it is happening now.",
    HintKind.OTHER_NAME: "This journal is one child’s. Others stay without a name.",
}
YOU_DECIDE = "Only a hint. You decide."
NOTHING_LOST = "Nothing is lost if you stop here."
CLEAR_ONES_GO = "Handing in covers the photos for good and removes the clear ones."
VIDEOS_TAKE_TIME = "Handing in covers the video behind your work. It takes a few minutes."
BUSY = "It is being handed in."

Id = TypeVar("Id", bound=str)
Word = tuple[HintKind, str]  # a kind and a lower-case word that a person chose to keep


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeTask:
    """Which draft, by whom, in which room; `named` are children who were named in its photos since it was last open."""

    draft_id: DraftId
    session: Session
    children: tuple[ChildFact, ...]
    framework: Framework
    zone: ZoneInfo
    named: tuple[ChildId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeState:
    """All that can change while one entry is written. `draft` is what the person sees; `saved_at` is when the store last had it all."""

    draft: Draft | None = None
    saved_at: datetime | None = None
    is_dirty: bool = False
    cursor: int = 0
    hints: tuple[Hint, ...] = ()
    kept: frozenset[Word] = frozenset()
    missing: tuple[Missing, ...] = ()
    clips: frozenset[PhotoId] = frozenset()  # which of the draft's photos are videos
    shows_missing: bool = False
    tiles: Mapping[PhotoId, PhotoTile] = field(default_factory=dict)
    removing: PhotoId | None = None
    progress: str = ""
    family_child: ChildId | None = None
    family_pictures: tuple[QImage, ...] | None = None
    message: str = ""


def open_hints(state: ComposeState) -> tuple[Hint, ...]:
    """The hints that stand where they were found and whose word nobody chose to keep."""
    text = state.draft.text if state.draft else ""
    return tuple(
        hint for hint in state.hints if text[hint.start : hint.end] == hint.word and (hint.kind, hint.word.casefold()) not in state.kept
    )


def current_hint(state: ComposeState) -> Hint | None:
    """The open hint under the cursor, else the first one."""
    hints = open_hints(state)
    return next((hint for hint in hints if hint.start <= state.cursor <= hint.end), hints[0] if hints else None)


def changed_text(text: str, hint: Hint) -> str:
    """The text with the hint's other words in place."""
    return text[: hint.start] + hint.instead + text[hint.end :]


def screen_of(state: ComposeState, task: ComposeTask) -> ComposeScreen:
    """The screen for this state."""
    draft = state.draft
    if draft is None:
        return ComposeScreen(message=state.message)
    is_snapshot = draft.kind is EntryKind.SNAPSHOT
    photos = shown_photos(state)
    saved, short, line = saved_words(state, task, has_photos=bool(photos), has_clips=any(photo.film for photo in photos))
    return ComposeScreen(
        title=TITLES[draft.kind],
        line=f"{who(draft, task)} · {moment(draft.happened_at, task.zone)}",
        is_snapshot=is_snapshot,
        children=chips(draft.children, task),
        others=others(draft, task),
        journals=journals_words(draft, task, has_photos=bool(photos)),
        photos=photos,
        last_step=last_step(draft, task) if not is_snapshot else "",
        text=draft.text,
        next_step=draft.next_step,
        hints=open_hints(state),
        card=card_of(current_hint(state)),
        areas=tuple(AreaChoice(area.id, area.name, area.icon, area.id in draft.areas) for area in task.framework.areas),
        wellbeing=draft.wellbeing,
        involvement=draft.involvement,
        saved=saved,
        saved_short=short,
        saved_line=line,
        hand_in=hand_in_wish(state),
        progress=state.progress,
        errors={reason.field: reason.sentence for reason in reversed(state.missing)} if state.shows_missing else {},
        family=family_page(state, task),
        message=state.message,
    )


def shown_photos(state: ComposeState) -> tuple[PhotoTile, ...]:
    """A tile per photo, without the one that is being taken out."""
    blank = {
        photo: PhotoTile(id=photo, picture=None, note="One moment", asks=False, film="video" if photo in state.clips else "")
        for photo in (state.draft.photo_ids if state.draft else ())
    }
    return tuple(state.tiles.get(photo, tile) for photo, tile in blank.items() if photo != state.removing)


def hand_in_wish(state: ComposeState) -> Wish:
    """Whether "Hand in" is awake; what is missing is said at once, so that nobody taps to find out."""
    if state.progress:
        return Wish(False, BUSY)
    return Wish(False, state.missing[0].sentence) if state.missing else AWAKE


def saved_words(state: ComposeState, task: ComposeTask, *, has_photos: bool, has_clips: bool = False) -> tuple[str, str, str]:
    """The draft line, the same in short, and the line under it."""
    line = f"{NOTHING_LOST} {VIDEOS_TAKE_TIME if has_clips else CLEAR_ONES_GO}" if has_photos else NOTHING_LOST
    if state.saved_at is None:
        return "Saving the draft", "Saving", line
    at = f"{state.saved_at.astimezone(task.zone):%H:%M}"
    return f"Draft saved on this tablet, {at}", f"Saved, {at}", line


def card_of(hint: Hint | None) -> HintCard | None:
    """The open hint in words."""
    if hint is None:
        return None
    return HintCard(
        hint=hint,
        title=CARDS[hint.kind],
        line=YOU_DECIDE,
        change=f"Change to “{hint.instead}”",
        keep=f"Keep “{hint.word}”",
    )


def family_page(state: ComposeState, task: ComposeTask) -> FamilyPage | None:
    """The entry as the chosen family will read it."""
    draft = state.draft
    if draft is None or state.family_child is None:
        return None
    return FamilyPage(
        families=chips(draft.children, task),
        child=state.family_child,
        title=title_of(draft.words()) or TITLES[draft.kind],
        when=moment(draft.happened_at, task.zone),
        text=draft.text,
        pictures=state.family_pictures or (),
        areas=tuple(area.plain_name for area in task.framework.areas if area.id in draft.areas),
        next_step=draft.next_step,
        is_loading=state.family_pictures is None and bool(draft.photo_ids),
    )


def chips(children: Sequence[ChildId], task: ComposeTask) -> tuple[ChildChip, ...]:
    """The children as "Amelia K.", in the entry's order."""
    known = {child.id: child for child in task.children}
    return tuple(ChildChip(child, short_name(known[child]), known[child].avatar) for child in children if child in known)


def others(draft: Draft, task: ComposeTask) -> tuple[ChildChoice, ...]:
    """All children of the room; those of the entry are marked."""
    names = first_names(task.children)
    return tuple(
        ChildChoice(
            id=ChildId(child.id),
            first_name=names[ChildId(child.id)],
            avatar=child.avatar,
            badge=BADGES[child.scope],
            is_named=child.id in draft.children,
        )
        for child in task.children
    )


def who(draft: Draft, task: ComposeTask) -> str:
    """ "Amelia K.", "Amelia K. and Noah B.", "12 children"."""
    names = [chip.name for chip in chips(draft.children, task)]
    if not names:
        return "Nobody chosen yet"
    return " and ".join(names) if len(names) < 3 else f"{len(names)} children"


def journals_words(draft: Draft, task: ComposeTask, *, has_photos: bool) -> str:
    """Into how many journals it goes."""
    count = len(draft.children)
    if count < 2:
        return f"Into {chips(draft.children, task)[0].name}’s journal" if count else ""
    return f"Into {count} journals" + (", one picture each" if has_photos else "")


def last_step(draft: Draft, task: ComposeTask) -> str:
    """The first child's last next step, so that this entry can answer it."""
    first = next((child for child in task.children if draft.children and child.id == draft.children[0]), None)
    return f"Next step: {first.last_next_step}" if first is not None and first.last_next_step else ""


def moment(at: datetime, zone: ZoneInfo) -> str:
    """ "Thursday 19 November, 10:05"."""
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"


def toggled(chosen: tuple[Id, ...], one: Id) -> tuple[Id, ...]:
    """`chosen` without `one`, or with it at the end."""
    return tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)


def moved(hint: Hint, after: int, by: int) -> Hint:
    """The hint where it stands once the text has grown `by` characters at `after`."""
    return replace(hint, start=hint.start + by, end=hint.end + by) if hint.start >= after else hint
