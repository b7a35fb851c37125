"""Looking for faces in what families send, one picture after the other, beside the requests. A look that failed holds the picture."""

from __future__ import annotations

import json
import logging
import queue
import threading
from uuid import UUID

from django.db import connection
from django.utils import timezone

from domain.boxes import Box
from domain.covering import Source
from domain.errors import KnownError
from domain.wire.home import HomeLook, HomeRegion
from imaging.values import FoundFace, Tier
from server.audit.ids import new_id
from server.journal.from_home import DRAFT_LIFE
from server.journal.from_home_files import FileGone, original, sweep, unlooked
from server.journal.models import HomePicture
from server.media.chest import chest

log = logging.getLogger("daybook.from_home")
SOURCES = {Tier.FACE: Source.FACE, Tier.MAYBE: Source.MAYBE}

_waiting: queue.SimpleQueue[UUID] = queue.SimpleQueue()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def ask(picture_id: UUID) -> None:
    """Have the picture looked at soon."""
    _waiting.put(picture_id)


def start() -> None:
    """Begin to work in a thread of this process, with what an earlier process left."""
    global _thread
    with _starting:
        if _thread is None:
            _thread = threading.Thread(target=_work, name="from home", daemon=True)
            _thread.start()


def look_all() -> None:
    """Look at what is waiting, in this thread, and return."""
    while not _waiting.empty():
        _look_safely(_waiting.get())


def home_region(box: Box, source: Source) -> HomeRegion:
    """A region of the server's own search."""
    return HomeRegion(id=str(new_id()), box=(box.x0, box.y0, box.x1, box.y1), source=source)


def _work() -> None:
    try:
        sweep(timezone.now(), DRAFT_LIFE)
        for picture_id in unlooked():
            ask(picture_id)
    except Exception:
        log.exception("what an earlier process left could not be read")
    while True:
        _look_safely(_waiting.get())


def _look_safely(picture_id: UUID) -> None:
    try:
        picture = HomePicture.objects.filter(pk=picture_id, destroyed_at=None).exclude(look=HomeLook.DONE.value).first()
        if picture is not None:
            _look(picture)
    except FileGone:
        pass  # taken out of its draft meanwhile
    except KnownError as error:
        HomePicture.objects.filter(pk=picture_id).update(look=HomeLook.FAILED.value)
        log.warning("picture %s from home is held: %s", picture_id, type(error).__name__)
    except Exception:
        log.exception("picture %s from home could not be looked at", picture_id)  # a bug, but the next one is not to blame
        connection.close()


def _look(picture: HomePicture) -> None:
    """Search it with all looks, and keep what was found. Raises DetectorUnavailable and the like: it is held then."""
    found = [_region(face) for face in chest().worker.find(original(picture))]
    regions = json.dumps([region.model_dump(mode="json") for region in found])
    HomePicture.objects.filter(pk=picture.pk).update(found=regions, look=HomeLook.DONE.value)


def _region(face: FoundFace) -> HomeRegion:
    return home_region(face.box, SOURCES[face.tier])
