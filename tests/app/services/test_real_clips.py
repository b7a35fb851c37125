"""The same way with the real worker, a real face and a note: a third of a second of the astronaut, recorded as a tablet does."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.storage import entries, renditions
from app.storage.database import transaction
from app.sync.recheck_clips import ClipRecheck
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Says, Source
from domain.ids import EntryId, PhotoId
from domain.lifecycle import RenditionEvent, RenditionState
from domain.wire.clips import unpacked
from imaging.recorded import SOUND_HZ, ClipRecording, pcm_of
from imaging.worker import ImagingWorker
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.services.test_crashes import files_of, keys_of
from tests.imaging.pictures import Placed, jpeg, scene

COUNT, WIDTH, HEIGHT = 8, 320, 192


def recording() -> tuple[bytes, list[Box]]:
    """Frames in which a head walks slowly to the right while a note sounds, and where it is on each."""
    film, boxes = ClipRecording(WIDTH, HEIGHT), []
    for number in range(COUNT):
        pixels, (box,) = scene(WIDTH, HEIGHT, [Placed(120 + 3 * number, 100, 80)])
        film.add(jpeg(pixels, quality=90), number * 0.04)
        boxes.append(box)
    film.hear(tone(COUNT * 0.04), 0.0)
    return film.finish(), boxes


def tone(seconds: float) -> bytes:
    """A quiet note of 440 Hz."""
    at_s = np.arange(round(seconds * SOUND_HZ)) / SOUND_HZ
    return (3000 * np.sin(2 * np.pi * 440 * at_s)).astype("<i2").tobytes()


def pixels_of(worker: ImagingWorker, clip: bytes, number: int) -> np.ndarray:
    """One frame of a clip. (H, W, 3) int16."""
    return np.asarray(Image.open(io.BytesIO(worker.video_frame(clip, number, ()))).convert("RGB"), np.int16)


def hidden(worker: ImagingWorker, clip: bytes, original: bytes, boxes: list[Box]) -> list[bool]:
    """Whether the face is gone on the first, a middle and the last frame."""
    frames = (0, COUNT // 2, COUNT - 1)
    cuts = ((number, slice(boxes[number].y0, boxes[number].y1), slice(boxes[number].x0, boxes[number].x1)) for number in frames)
    return [
        bool(np.abs(pixels_of(worker, clip, number)[ys, xs] - pixels_of(worker, original, number)[ys, xs]).mean() > 30)
        for number, ys, xs in cuts
    ]


@pytest.mark.slow
def test_l20_a_real_face_is_seen_where_it_may_be_and_gone_from_every_frame_once_it_may_not(tmp_path: Path) -> None:
    original, boxes = recording()
    with ImagingWorker() as worker:
        tablet = Tablet(tmp_path / "data", worker=worker)
        tablet.learn()
        tablet.allow_voices(cast.AMELIA)
        draft = tablet.draft(cast.AMELIA)
        photo_id = tablet.clip(draft, original)
        assert_frames_are_covered_but_for_whom_is_asked(tablet, photo_id, boxes)
        name_all(tablet, photo_id)
        assert tablet.clips.pcm(photo_id, tablet.session) == pcm_of(original) != b""
        tablet.clips.hear(photo_id, (), tablet.session)
        tablet.later.ask(draft.id, tablet.session)
        assert tablet.later.run_next(tablet.session) is not None, tablet.later.waiting(tablet.session)

        (row,) = renditions.of_entry(tablet.connection, EntryId(draft.id))
        sent = tablet.vault.open(tablet.connection, row.file_id or "")
        assert hidden(worker, sent, original, boxes) == [False] * 3
        assert worker.video_measure(sent).has_sound and row.manifest.has_sound
        assert files_of(tablet) == keys_of(tablet) == {row.file_id}
        entry = entries.read(tablet.connection, EntryId(draft.id))
        assert entry is not None
        (told,) = entry.body.clips
        face = next(track for track in told.tracks if len(unpacked(track.boxes)) == COUNT)
        assert all(found.overlap(box) > 0.3 for found, box in zip(unpacked(face.boxes), boxes, strict=True))

        with transaction(tablet.connection):
            renditions.advance(tablet.connection, row.id, RenditionState.QUEUED, RenditionEvent.HOLD, tablet.clock(), hold_reason="!")
        tablet.set_scope(cast.AMELIA, Scope.NONE)  # the permission is gone, for the voice too
        assert ClipRecheck(tablet.store, tablet.vault, worker, tablet.clock).work(lambda: False) == 1

        (row,) = renditions.of_entry(tablet.connection, EntryId(draft.id))
        further = tablet.vault.open(tablet.connection, row.file_id or "")
        assert hidden(worker, further, original, boxes) == [True] * 3
        assert not worker.video_measure(further).has_sound and not row.manifest.has_sound
        assert files_of(tablet) == keys_of(tablet) == {row.file_id}
        tablet.close()


def assert_frames_are_covered_but_for_whom_is_asked(tablet: Tablet, photo_id: PhotoId, boxes: list[Box]) -> None:
    """One frame as the review shows it, out of the middle of the vault's file."""
    number, everybody = 3, frozenset(region.id for region in tablet.clip_regions(photo_id))
    frames = [tablet.clips.frame(photo_id, number, tablet.session, show=show) for show in (frozenset(), everybody)]
    covered, bare = (np.frombuffer(each.rgb, np.uint8).reshape(each.height, each.width, 3).astype(np.int16) for each in frames)
    box = boxes[number]
    assert np.abs(covered - bare)[box.y0 : box.y1, box.x0 : box.x1].mean() > 30
    assert tablet.clips.face(photo_id, tablet.clip_regions(photo_id)[0].id, tablet.session).width > 40


def name_all(tablet: Tablet, photo_id: PhotoId) -> None:
    """Every face is Amelia; the room's patterns are none."""
    for region in tablet.clip_regions(photo_id):
        is_face = region.source is Source.FACE
        tablet.reviewing.say([region.id], Says.CHILD if is_face else Says.NOT_A_FACE, cast.AMELIA if is_face else None, tablet.session)
    assert tablet.reviewing.finish(photo_id, tablet.session) == ()
