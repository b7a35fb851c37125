"""“Add”: a family tells what happened at home, with pictures. One form; whatever is pressed, what was typed is kept (L5, C17, C27)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from domain.entries import Missing
from domain.errors import KnownError
from server.accounts.models import Parent
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.journal.from_home import sending
from server.journal.from_home.asking import ask
from server.journal.from_home.clips import add_clip
from server.journal.from_home.files import TooManyFiles, add_picture, drop
from server.journal.from_home.sending import DraftGone, EnoughToday, NotReady
from server.journal.models import HomeDraft
from server.journal.visible import visible_child
from server.portal.adding_files import MB, Arrived, InMemory, RefusedFile
from server.portal.adding_pages import draft_page, files_part
from server.portal.house import House
from server.portal.not_found import not_found
from server.portal.visits import CHOSEN_CHILD, Family, for_families, own_child
from server.registry.models import Child

PLACE = "photos"  # the field that a refused file belongs to
WAIT_S = 2.0  # for a place among those who send files
_room = threading.BoundedSemaphore(4)  # forms with files at a time: each may hold 65 MB
OF_ONE_PARENT = 2  # of them: the page sends one file after the other, and a second phone may
_senders: Counter[UUID] = Counter()
_guard = threading.Lock()  # of the senders


@csrf_exempt  # for the reading of the form alone: `add_page` asks for its mark, after the limits are in place
@require_http_methods(["GET", "HEAD", "POST"])
@for_families
def add(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """The page, and everything that its form does."""
    child = visible_child(parent, family.child.id)
    if child is None:
        return not_found(request)
    if request.method != "POST":
        return draft_page(request, parent, child, family, house)
    handler = InMemory(request)
    request.upload_handlers = [handler]
    if handler.form_bytes <= MB:
        return written(request, parent, child, family, house)
    with place_for(parent.pk) as has_place:
        handler.is_busy = not has_place
        return written(request, parent, child, family, house)


@contextmanager
def place_for(parent_id: UUID) -> Iterator[bool]:
    """Whether there is a place among those who send files, held until the block ends. One slow parent must not hold them all."""
    with _guard:
        _senders[parent_id] += 1
        is_own = _senders[parent_id] <= OF_ONE_PARENT
    has_place = is_own and _room.acquire(timeout=WAIT_S)
    try:
        yield has_place
    finally:
        if has_place:
            _room.release()
        with _guard:
            _senders[parent_id] -= 1
            if not _senders[parent_id]:
                del _senders[parent_id]


@csrf_protect
def written(request: HttpRequest, parent: Parent, child: Child, family: Family, house: House) -> HttpResponse:
    """What the form does: keep, add files, take one out, or send."""
    now, what = timezone.now(), request.POST.get("do", "keep")  # reads the form
    handler = next(handler for handler in request.upload_handlers if isinstance(handler, InMemory))
    meant = child_of_page(request, parent, child)
    if meant is None:
        return not_found(request)
    if meant != child:  # another child's pages were opened meanwhile: what was typed belongs to this one
        child, family = meant, Family(family.children, own_child(meant, house.today))
        request.session[CHOSEN_CHILD] = str(meant.pk)
    try:
        draft = sending.begin(parent, child, uuid_or_none(request.POST.get("draft", "")), now)
    except DraftGone as error:
        messages.info(request, error.sentence)
        return redirect("portal:add")
    words = {name: request.POST.get(name, "") for name in ("title", "text", "day")}
    sending.keep_words(draft, **words, now=now)
    refused = [*handler.refused, *added(parent, draft, handler.arrived)]
    if request.headers.get("X-Requested-With") == "daybook":
        return files_part(request, draft, refused)
    if handler.is_cut_off or refused:
        status = 413 if handler.is_cut_off else 503 if handler.is_busy else 400  # a 413 closes the line: the rest is never read
        return draft_page(request, parent, child, family, house, refused=refused, status=status)
    if what.startswith("drop:"):
        return dropped(request, parent, draft, what.removeprefix("drop:"))
    if what == "send":
        return sent(request, parent, child, family, house, draft)
    return redirect("portal:add")


def child_of_page(request: HttpRequest, parent: Parent, chosen: Child) -> Child | None:
    """The child for whom the page was opened; None for one who is not theirs."""
    told = request.POST.get("child")
    if told is None or told == str(chosen.pk):
        return chosen
    key = uuid_or_none(told)
    return visible_child(parent, key) if key else None


def added(parent: Parent, draft: HomeDraft, files: Sequence[Arrived]) -> list[RefusedFile]:
    """Add what can be read to the draft; returns the others, each with its sentence."""
    refused = []
    for file in files:
        try:
            sending.count(parent, timezone.now(), files=1, size=len(file.data))
            keep_one(draft, file)
        except (TooManyFiles, EnoughToday) as error:
            refused.append(RefusedFile(file.name, _("Not taken."), error.sentence))
        except KnownError as error:
            refused.append(RefusedFile(file.name, _("Not taken."), error.sentence))
            trail.record("home_file_refused", who=trail.parent_name(parent.pk), detail={"why": type(error).__name__})
    return refused


def keep_one(draft: HomeDraft, file: Arrived) -> None:
    """Have the imaging process read it, and look for faces beside the requests. Raises KnownError."""
    keep = add_clip if file.is_clip else add_picture
    ask(keep(draft, file.name, file.data, timezone.now()))


def dropped(request: HttpRequest, parent: Parent, draft: HomeDraft, picture_id: str) -> HttpResponse:
    """Take one file out. Another's is not there, and the audit holds that somebody asked for it (C17)."""
    key = uuid_or_none(picture_id)
    picture = draft.pictures.filter(pk=key).first() if key else None
    if picture is None:
        trail.record("change_refused", who=trail.parent_name(parent.pk), about=key or "")
        return not_found(request)
    drop(picture)
    return redirect("portal:add")


def sent(request: HttpRequest, parent: Parent, child: Child, family: Family, house: House, draft: HomeDraft) -> HttpResponse:
    """Send the draft, or show what is missing."""
    try:
        entry = sending.send(parent, child, draft.pk, timezone.now())
    except NotReady as error:
        return draft_page(request, parent, child, family, house, wrong=error.reasons, status=400)
    except EnoughToday as error:
        return draft_page(request, parent, child, family, house, wrong=[Missing(PLACE, error.sentence)], status=429)
    except DraftGone as error:
        messages.info(request, error.sentence)
        return redirect("portal:add")
    messages.success(request, _("Sent. We look at it first, then it joins the journal."))
    return redirect("portal:sent", entry.pk)
