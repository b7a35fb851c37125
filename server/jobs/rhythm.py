"""When the server does what it does by itself, in a thread beside the requests: looked for every hour, a backup and a tidying-up a day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from server.jobs.backup import BackupFailed, back_up
from server.jobs.leftovers import destroy_leftovers
from server.jobs.models import Backup
from server.journal.from_home.files import sweep
from server.journal.from_home.sending import DRAFT_LIFE

log = logging.getLogger("daybook.jobs")

EVERY = timedelta(hours=24)
LOOK_S = 3600.0


def is_due(now: datetime) -> bool:
    """Whether the newest backup is a day old, or there is none."""
    newest = Backup.objects.order_by("-made_at").first()
    return newest is None or now - newest.made_at >= EVERY


def run_due(now: datetime) -> None:
    """Do what is due. A failure is logged and tried again at the next look."""
    if is_due(now):
        for job in (back_up, tidy_up):
            _do_safely(job, now)


def tidy_up(now: datetime) -> None:
    """Destroy what families began and forgot, and the files that no row means."""
    sweep(now, DRAFT_LIFE)
    destroy_leftovers(now)


def _do_safely(job: Callable[[datetime], object], now: datetime) -> None:
    """One that fails does not keep the next from its work."""
    try:
        job(now)
    except BackupFailed as error:
        log.error("%s", error.sentence)
    except Exception:
        log.exception("%s failed", job.__name__)


def start(stop: threading.Event) -> threading.Thread:
    """Begin; `stop` ends it."""

    def work() -> None:
        run_due(timezone.now())
        while not stop.wait(LOOK_S):
            run_due(timezone.now())
        connections.close_all()

    thread = threading.Thread(target=work, name="jobs", daemon=True)
    thread.start()
    return thread
