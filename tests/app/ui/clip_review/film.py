"""Clips with pixels: a green field with a magenta square for every face of every frame; covers are grey, as in `tests.app.ui.seen`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtGui import QColor, QImage, QPainter

from domain.boxes import Box, cover_region
from imaging.video_values import WHOLE, ClipMeasure, CoveredClip, DrawnRegion, FoundTracks, Span, Track
from tests.app.ui.seen import FACE_COLOUR, SeenImaging, covered, jpeg_of
from tests.fakes.clips import clip, moving_face, read_clip

WIDTH, HEIGHT = 640, 360
Paint = Callable[[dict[str, object], int], QImage]


def walk(x: int, y: int, frames: int, *, step: int = 0, size: int = 48) -> list[Box]:
    """Where a face is that moves by `step` pixels a frame."""
    return [Box(x + step * number, y, x + step * number + size, y + size) for number in range(frames)]


def recording(*faces: list[Box], frames: int = 50, firsts: Sequence[int] = ()) -> bytes:
    """A recording of 25 frames a second with these faces, from frame `firsts` on."""
    begins = [*firsts, *(0 for _ in faces[len(firsts) :])]
    moving = [moving_face(f"child-{number}", *boxes, first=begins[number]) for number, boxes in enumerate(faces)]
    return clip(*moving, frames=frames, width=WIDTH, height=HEIGHT)


class FilmedImaging(SeenImaging):
    """Answers about clips with real pictures. asked: which frames were asked for, with how many covers."""

    def __init__(self, paint: Paint | None = None) -> None:
        super().__init__()
        self._paint = paint or field_with_faces
        self.asked: list[tuple[int, int]] = []

    def video_frame(self, clip: bytes, frame: int, tracks: Sequence[Track], seen: Collection[int] = (), max_side: int = 640) -> bytes:
        self._refuse()
        content = read_clip(clip)
        boxes = [box for track in tracks if track.id not in seen and (box := track.box_at(frame)) is not None]
        self.asked.append((frame, len(boxes)))
        width, height = content["width"], content["height"]
        return jpeg_of(covered(self._paint(content, frame), [cover_region(box, width, height) for box in boxes]))


def field_with_faces(content: dict[str, object], frame: int) -> QImage:
    """The frame as it was recorded."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(60, 120, 60))
    painter = QPainter(image)
    faces = content["faces"]
    assert isinstance(faces, list)
    for face in faces:
        index = frame - face["first"]
        if 0 <= index < len(face["boxes"]):
            x0, y0, x1, y1 = face["boxes"][index]
            painter.fillRect(x0, y0, x1 - x0, y1 - y0, FACE_COLOUR)
    painter.end()
    return image


class PretendImaging(FilmedImaging):
    """Takes whatever a camera recorded for two seconds with one child."""

    def __init__(self) -> None:
        super().__init__()
        self.pretended = recording(walk(60, 120, 50))

    def video_measure(self, clip: bytes) -> ClipMeasure:
        return super().video_measure(self.pretended)

    def video_tracks(
        self, clip: bytes, on_progress: Callable[[float], None] | None = None, stop: Callable[[], bool] | None = None
    ) -> FoundTracks:
        return super().video_tracks(self.pretended, on_progress, stop)

    def video_frame(self, clip: bytes, frame: int, tracks: Sequence[Track], seen: Collection[int] = (), max_side: int = 640) -> bytes:
        return super().video_frame(self.pretended, frame, tracks, seen, max_side)

    def video_cover(
        self,
        clip: bytes,
        tracks: Sequence[Track],
        seen: Collection[int] = (),
        drawn: Sequence[DrawnRegion] = (),
        *,
        span: Span = WHOLE,
        with_sound: bool = False,
        check: bool = True,
        on_progress: Callable[[float], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> CoveredClip:
        return super().video_cover(
            self.pretended, tracks, seen, drawn, span=span, with_sound=with_sound, check=check, on_progress=on_progress, stop=stop
        )
