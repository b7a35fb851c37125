"""A detector and a worker over real JPEGs that the test paints: it finds what the test says, and covers with grey."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from domain.boxes import Box
from imaging.values import CoveredPicture, DetectorUnavailable, FaceLeftUncovered, FoundFace, KeptPicture, SearchStopped, Tier
from tests.fakes.clips import FakeClips

FACE_COLOUR = QColor(255, 0, 255)  # no cover and no theme has this colour
WIDTH, HEIGHT = 1600, 900


def face(x: int, y: int, size: int = 80, tier: Tier = Tier.FACE) -> FoundFace:
    """A face at that place."""
    return FoundFace(Box(x, y, x + size, y + size), 0.9 if tier is Tier.FACE else 0.15, tier)


def scene(*faces: FoundFace) -> QImage:
    """A green field with a magenta square for every face."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(60, 120, 60))
    painter = QPainter(image)
    for each in faces:
        painter.fillRect(each.box.x0, each.box.y0, each.box.width, each.box.height, FACE_COLOUR)
    painter.end()
    return image


def jpeg_of(image: QImage) -> bytes:
    """The picture as a JPEG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(95)
    writer.write(image)
    return bytes(content.data())


class SeenImaging(FakeClips):
    """Answers as the worker does. `first` are the faces of the quick look, `late` what only the last look finds."""

    def __init__(self, *faces: FoundFace, first: Sequence[FoundFace] | None = None) -> None:
        self.faces, self.first = faces, faces if first is None else tuple(first)
        self.late: tuple[Box, ...] = ()
        self.fails = False
        self.between_covers: Callable[[], None] = lambda: None
        self.between: Callable[[], None] = lambda: None  # what the test looks at after the quick look

    def keep(self, data: bytes) -> KeptPicture:
        return KeptPicture(data, WIDTH, HEIGHT)

    def keep_frame(self, rgb: bytes, width: int, height: int, turn: int) -> KeptPicture:
        return self.keep(jpeg_of(scene(*self.faces)))

    def find(
        self,
        jpeg: bytes,
        on_first: Callable[[tuple[FoundFace, ...]], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[FoundFace, ...]:
        if self.fails:
            raise DetectorUnavailable("the test said so")
        if on_first is not None:
            on_first(tuple(self.first))
        self.between()
        if stop is not None and stop():
            raise SearchStopped
        return self.faces

    def cover(self, jpeg: bytes, regions: Sequence[Box], seen: Sequence[Box], *, crop: Box | None = None) -> CoveredPicture:
        self.between_covers()
        if self.late:
            late, self.late = self.late, ()
            raise FaceLeftUncovered(late)
        image = kept(covered(QImage.fromData(jpeg), regions), crop)
        written = jpeg_of(image)
        return CoveredPicture(written, image.width(), image.height(), hashlib.sha256(written).hexdigest())

    def preview(self, jpeg: bytes, regions: Sequence[Box], max_side: int, crop: Box | None = None) -> tuple[bytes, int, int]:
        image = kept(covered(QImage.fromData(jpeg), regions), crop)
        small = image.scaled(max_side, max_side, Qt.AspectRatioMode.KeepAspectRatio).convertToFormat(QImage.Format.Format_RGB888)
        bits, stride = bytes(small.constBits()), small.bytesPerLine()
        rows = [bits[row * stride : row * stride + small.width() * 3] for row in range(small.height())]
        return b"".join(rows), small.width(), small.height()


def covered(image: QImage, regions: Sequence[Box]) -> QImage:
    """A copy with grey over the regions."""
    copy = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(copy)
    for box in regions:
        painter.fillRect(QRect(box.x0, box.y0, box.width, box.height), QColor(128, 128, 128))
    painter.end()
    return copy


def kept(image: QImage, crop: Box | None) -> QImage:
    """The part that is kept."""
    return image if crop is None else image.copy(QRect(crop.x0, crop.y0, crop.width, crop.height))


def has_face(image: QImage) -> bool:
    """Whether any pixel of a face shows; JPEG moves colours a little."""
    flat = image.convertToFormat(QImage.Format.Format_RGB888)
    bits, stride = bytes(flat.constBits()), flat.bytesPerLine()
    for row in range(0, flat.height(), 4):
        line = bits[row * stride : row * stride + flat.width() * 3]
        if any(red > 200 and blue > 200 and green < 90 for red, green, blue in zip(line[::12], line[1::12], line[2::12], strict=False)):
            return True
    return False
