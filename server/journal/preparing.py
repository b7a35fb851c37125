"""Writing anew what arrived, one after the other, beside the requests: a tablet's receipt does not wait for it.

Two threads: the long works on clips never keep a picture waiting. The imaging process answers questions about pictures between two
steps of a clip.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from uuid import UUID

from django.db import close_old_connections, connection
from django.utils import timezone

from domain.errors import KnownError
from domain.lifecycle import MediaState
from imaging.values import DetectorUnavailable
from server.journal import waiting
from server.journal.clip_marks import make_mark
from server.journal.clips import draw
from server.journal.models import Rendition
from server.journal.pictures import PictureNotReady, prepare

log = logging.getLogger("daybook.preparing")

_starting = threading.Lock()
_threads: list[threading.Thread] = []


def ask(rendition_id: UUID) -> None:
    """Have the picture or clip prepared soon. A picture is prepared when it is first opened in any case."""
    waiting.pictures.put(rendition_id)


def start() -> None:
    """Begin to work in threads of this process, with what an earlier process left."""
    with _starting:
        if not _threads:
            _threads.extend(
                threading.Thread(target=work, name=name, daemon=True) for name, work in (("preparing", _work), ("clips", _clips))
            )
            for thread in _threads:
                thread.start()


def prepare_all() -> None:
    """Prepare what is waiting, in this thread, and return."""
    while not waiting.pictures.empty():
        _prepare_one(waiting.pictures.get())
    while not waiting.clips.is_empty():
        _do_work(waiting.clips.next())


def left_over() -> list[UUID]:
    """The pictures and clips that were received and never written anew, but for clips that are held."""
    found = Rendition.objects.filter(media__state=MediaState.RECEIVED.value, media__served_sha256="", face_at_s=None)
    return list(found.values_list("pk", flat=True))


def _work() -> None:
    for rendition_id in left_over():
        ask(rendition_id)
    while True:
        rendition_id = waiting.pictures.get()
        close_old_connections()
        _prepare_one(rendition_id)


def _clips() -> None:
    while True:
        work = waiting.clips.next()
        close_old_connections()
        _do_work(work)


def _prepare_one(rendition_id: UUID) -> None:
    """A clip only asks for its own work here."""
    _done_to(rendition_id, lambda rendition: prepare(rendition, timezone.now()))


def _do_work(work: waiting.ClipWork) -> None:
    if work.mark:
        _done_to(work.rendition_id, lambda rendition: make_mark(rendition, work.mark, timezone.now()))
    else:
        _done_to(work.rendition_id, lambda rendition: draw(rendition, timezone.now()))


def _done_to(rendition_id: UUID, do: Callable[[Rendition], None]) -> None:
    try:
        rendition = Rendition.objects.select_related("media").filter(pk=rendition_id).first()
        if rendition is not None:
            do(rendition)
    except PictureNotReady:
        pass  # refused, held or not here: each is on its row
    except DetectorUnavailable as error:
        log.warning("%s waits: %s", rendition_id, error.reason)
    except KnownError as error:
        log.warning("%s waits: %s", rendition_id, type(error).__name__)
    except Exception:
        log.exception("%s could not be prepared", rendition_id)  # a bug, but the next one is not to blame
        connection.close()
