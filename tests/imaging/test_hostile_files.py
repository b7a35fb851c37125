"""Three hundred prepared files: an answer or a sentence for each, one process for all of them, and nothing but pixels in what is kept."""

from __future__ import annotations

import pytest

from domain.errors import KnownError
from imaging.values import PictureTooLarge, PictureUnreadable
from imaging.worker import ImagingWorker
from tests.imaging.hostile import PLACE, SCRIPT, hostile_files
from tests.imaging.test_covers import markers

ALLOWED = {"SOI", "APP0", "DQT", "SOF0", "DHT", "SOS", "EOI"}
PLANTED = (SCRIPT, PLACE.encode(), b"<?php", b"alert", b"PK\x03\x04", b"%PDF", b"Exif")


@pytest.mark.slow
def test_c22_no_prepared_file_breaks_the_worker_or_leaves_a_byte_of_its_own(worker: ImagingWorker) -> None:
    files = hostile_files()
    faults = [fault for name, data in files.items() for fault in faults_of(worker, name, data)]

    assert len(files) >= 300
    assert faults == []


def faults_of(worker: ImagingWorker, name: str, data: bytes) -> list[str]:
    """What is wrong with the answers about one file."""
    found = []
    for question in (worker.keep, worker.rewrite):
        try:
            jpeg = question(data).jpeg
        except (PictureUnreadable, PictureTooLarge) as error:
            if not error.sentence.endswith("."):
                found.append(f"{name}: no sentence")
        except KnownError as error:  # the process died or came too late over it
            found.append(f"{name}: {error!r}")
        else:
            if not set(markers(jpeg)) <= ALLOWED or any(each in jpeg for each in PLANTED):
                found.append(f"{name}: more than pixels is kept")
    return found
