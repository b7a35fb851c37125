"""The page “Add from home” as a family sees it: its draft, the files in it, and what was sent before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from domain.entries import CLIPS_LIMIT, PHOTOS_LIMIT, TEXT_LIMIT, TITLE_LIMIT, EntryText, Missing, title_of
from domain.lifecycle import EntryState
from domain.wire import EntryBody
from server.accounts.models import Parent
from server.audit.ids import new_id
from server.journal.from_home.sending import draft_of, sent_by
from server.journal.models import Entry, HomeDraft
from server.portal.adding_files import CLIP_LIMIT, MB, PICTURE_LIMIT, RefusedFile
from server.portal.house import House
from server.portal.visits import Family
from server.portal.words import day_words
from server.registry.models import Child

SHOWN = 20  # of what was sent; the journal shows the rest


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state of what was sent, as its chip says it. tone: the chip's class."""

    words: str | Promise
    icon: str
    tone: str


STATES = {
    EntryState.WAITING: StateWords(gettext_lazy("Waiting to be read"), "clock", "chip-info"),
    EntryState.PUBLISHED: StateWords(gettext_lazy("In the journal"), "check", "chip-ok"),
    EntryState.RETURNED: StateWords(gettext_lazy("Back with you"), "undo-2", "chip-warn"),
    EntryState.REMOVED: StateWords(gettext_lazy("Not used"), "minus", "chip-plain"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCard:
    """One entry of the family's. left_out: how many of its pictures and videos the nursery did not use."""

    id: UUID
    title: str
    text: str
    day: str
    state: StateWords
    reason: str
    pictures: int
    videos: int
    left_out: int
    is_waiting: bool
    is_returned: bool
    is_published: bool


def sent_card(entry: Entry, house: House) -> SentCard:
    """The card of what a parent sent."""
    body = EntryBody.model_validate_json(entry.versions.get(number=entry.version).body)
    words = EntryText(kind=body.kind, children=(), happened_at=body.happened_at, title=body.title, text=body.text)
    state, pictures = EntryState(entry.state), list(entry.home_pictures.all())
    return SentCard(
        id=entry.pk,
        title=title_of(words),
        text=body.text,
        day=day_words(entry.happened_at.astimezone(house.zone).date(), house.today),
        state=STATES[state],
        reason=entry.reason if state is EntryState.RETURNED else "",
        pictures=sum(not picture.is_clip for picture in pictures),
        videos=sum(picture.is_clip for picture in pictures),
        left_out=sum(picture.discarded_at is not None for picture in pictures) if state is EntryState.PUBLISHED else 0,
        is_waiting=state is EntryState.WAITING,
        is_returned=state is EntryState.RETURNED,
        is_published=state is EntryState.PUBLISHED,
    )


def draft_page(
    request: HttpRequest,
    parent: Parent,
    child: Child,
    family: Family,
    house: House,
    *,
    wrong: Sequence[Missing] = (),
    refused: Sequence[RefusedFile] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed, and what is wrong with it beside its field."""
    draft = draft_of(parent, child)
    context = {
        "house": house,
        "family": family,
        "tab": "add",
        "draft": draft or HomeDraft(id=new_id(), parent=parent, child=child),
        "day": (draft.day if draft else "") or f"{house.today:%Y-%m-%d}",
        "born": f"{child.born_on:%Y-%m-%d}",
        "today": f"{house.today:%Y-%m-%d}",
        "wrong": {reason.field: spoken(reason, child) for reason in reversed(wrong)},
        "refused": refused,
        "files": draft.pictures.all() if draft else (),
        "limits": {"files": PHOTOS_LIMIT, "clips": CLIPS_LIMIT, "picture": PICTURE_LIMIT // MB, "clip": CLIP_LIMIT // MB},
        "text_limit": TEXT_LIMIT,
        "title_limit": TITLE_LIMIT,
        "sent": [sent_card(entry, house) for entry in sent_by(parent, child)[:SHOWN]],
    }
    return render(request, "portal/add.html", context, status=status)


def files_part(request: HttpRequest, draft: HomeDraft, refused: Sequence[RefusedFile]) -> HttpResponse:
    """The list of files alone, for a page that is open."""
    return render(request, "portal/parts/files.html", {"files": draft.pictures.all(), "refused": refused})


def spoken(reason: Missing, child: Child) -> str:
    """The rule's sentence in the portal's words."""
    if reason.field == "text" and reason.sentence.startswith("Write"):
        return _("Write what %(child)s did. One line is enough.") % {"child": child.first_name}
    return reason.sentence.replace("'", "’")
