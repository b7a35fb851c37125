"""Writing arrived pictures anew, one after the other, beside the requests: a tablet's receipt does not wait for it."""

from __future__ import annotations

import logging
import queue
import threading
from uuid import UUID

from django.db import connection
from django.utils import timezone

from domain.lifecycle import MediaState
from imaging.values import DetectorUnavailable
from server.journal.models import Rendition
from server.journal.pictures import PictureNotReady, prepare

log = logging.getLogger("daybook.preparing")

_waiting: queue.SimpleQueue[UUID] = queue.SimpleQueue()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def ask(rendition_id: UUID) -> None:
    """Have the picture prepared soon. It is prepared when it is first opened in any case."""
    _waiting.put(rendition_id)


def start() -> None:
    """Begin to work in a thread of this process, with what an earlier process left."""
    global _thread
    with _starting:
        if _thread is None:
            _thread = threading.Thread(target=_work, name="preparing", daemon=True)
            _thread.start()


def prepare_all() -> None:
    """Prepare what is waiting, in this thread, and return."""
    while not _waiting.empty():
        _prepare_one(_waiting.get())


def left_over() -> list[UUID]:
    """The pictures that were received and never written anew."""
    found = Rendition.objects.filter(media__state=MediaState.RECEIVED.value, media__served_sha256="")
    return list(found.values_list("pk", flat=True))


def _work() -> None:
    for rendition_id in left_over():
        ask(rendition_id)
    while True:
        _prepare_one(_waiting.get())


def _prepare_one(rendition_id: UUID) -> None:
    try:
        rendition = Rendition.objects.select_related("media").filter(pk=rendition_id).first()
        if rendition is not None:
            prepare(rendition, timezone.now())
    except PictureNotReady:
        pass  # refused or not here: both are on its row
    except DetectorUnavailable as error:
        log.warning("picture %s waits: %s", rendition_id, error.reason)
    except Exception:
        log.exception("picture %s could not be prepared", rendition_id)  # a bug, but the next picture is not to blame
        connection.close()
