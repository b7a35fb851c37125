"""When the server does what it does by itself: a backup a day, looked for every hour, in a thread beside the requests."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from server.jobs.backup import BackupFailed, back_up
from server.jobs.models import Backup

log = logging.getLogger("daybook.jobs")

EVERY = timedelta(hours=24)
LOOK_S = 3600.0


def is_due(now: datetime) -> bool:
    """Whether the newest backup is a day old, or there is none."""
    newest = Backup.objects.order_by("-made_at").first()
    return newest is None or now - newest.made_at >= EVERY


def run_due(now: datetime) -> None:
    """Do what is due. A failure is logged and tried again at the next look."""
    try:
        if is_due(now):
            back_up(now)
    except BackupFailed as error:
        log.error("%s", error.sentence)
    except Exception:
        log.exception("the backup failed")


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
