"""Looking for faces in what families send, one picture after the other, beside the requests. A look that failed holds the picture."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable
from uuid import UUID

from django.db import connection
from django.utils import timezone

from domain.covering import Source
from domain.errors import KnownError
from domain.wire.home import HomeLook
from imaging.values import DetectorUnavailable, Tier
from server.journal.from_home.asking import ask, clips, pictures
from server.journal.from_home.clips import cover_clip, look_at_clip
from server.journal.from_home.files import FileGone, original, sweep, unfinished
from server.journal.from_home.regions import MAX_REGIONS, MarksRefused, TooManyFaces, home_region
from server.journal.from_home.sending import DRAFT_LIFE
from server.journal.models import HomePicture
from server.media.chest import chest

log = logging.getLogger("daybook.from_home")
SOURCES = {Tier.FACE: Source.FACE, Tier.MAYBE: Source.MAYBE}
Work = Callable[[HomePicture], None]

_starting = threading.Lock()
_threads: list[threading.Thread] = []


def start() -> None:
    """Begin to work in two threads of this process, with what an earlier process left: a picture does not wait for minutes of a clip."""
    with _starting:
        if not _threads:
            _threads.append(threading.Thread(target=_work_on_pictures, name="from home", daemon=True))
            _threads.append(threading.Thread(target=_serve, args=(clips, _clip), name="clips from home", daemon=True))
            for thread in _threads:
                thread.start()


def work_all() -> None:
    """Do what is waiting, in this thread, and return."""
    for waiting, work in ((pictures, _look), (clips, _clip)):
        while not waiting.empty():
            _do_safely(waiting.get(), work)


def _work_on_pictures() -> None:
    try:
        sweep(timezone.now(), DRAFT_LIFE)
        for picture in unfinished():
            ask(picture)
    except Exception:
        log.exception("what an earlier process left could not be read")
    _serve(pictures, _look)


def _serve(waiting: queue.SimpleQueue[UUID], work: Work) -> None:
    while True:
        _do_safely(waiting.get(), work)


def _do_safely(picture_id: UUID, work: Work) -> None:
    try:
        picture = HomePicture.objects.select_related("entry", "reviewed_by").filter(pk=picture_id, destroyed_at=None).first()
        if picture is not None:
            work(picture)
    except TooManyFaces:
        HomePicture.objects.filter(pk=picture_id).update(look=HomeLook.FAILED.value)
    except (FileGone, MarksRefused):
        pass  # taken out of its draft, or decided, meanwhile
    except DetectorUnavailable as error:
        HomePicture.objects.filter(pk=picture_id).exclude(look=HomeLook.DONE.value).update(look=HomeLook.FAILED.value)
        log.warning("picture %s from home waits: %s", picture_id, error.reason)
    except KnownError as error:
        HomePicture.objects.filter(pk=picture_id).update(look=HomeLook.FAILED.value)
        log.warning("picture %s from home is held: %s", picture_id, type(error).__name__)
    except Exception:
        log.exception("picture %s from home could not be looked at", picture_id)  # a bug, but the next one is not to blame
        connection.close()


def _look(picture: HomePicture) -> None:
    """Search it with all looks, and keep what was found. Raises TooManyFaces, DetectorUnavailable and the like: it is held then."""
    if picture.look == HomeLook.DONE.value:
        return
    found = [home_region(face.box, SOURCES[face.tier]) for face in chest().worker.find(original(picture))]
    if len(found) > MAX_REGIONS:
        raise TooManyFaces
    regions = json.dumps([region.model_dump(mode="json") for region in found])
    HomePicture.objects.filter(pk=picture.pk).update(found=regions, look=HomeLook.DONE.value)


def _clip(picture: HomePicture) -> None:
    """What is to be done next with a clip: the search, then the covers once somebody answered."""
    if picture.look != HomeLook.DONE.value:
        look_at_clip(picture)
    elif picture.marks and picture.reviewed_at is None and picture.discarded_at is None:
        cover_clip(picture, timezone.now())
