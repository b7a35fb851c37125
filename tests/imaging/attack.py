"""An attack on covers: a plain linear classifier that learns to tell five persons apart from what a hidden face still shows.

A blur and a mosaic are its peers: hidden so, faces look unknowable to people and are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.boxes import Box, cover_region
from imaging.covers import cover
from tests.imaging.pictures import Placed, Rgb, scene

PEOPLE, LEARNT, ASKED = 5, 40, 20  # persons; pictures of each that the attacker knows, and that it names
CHANCE = 1 / PEOPLE
SIDE_PX, FACE_PX, SEEN_PX = 256, 72, 24
RIDGE = 30.0

Hide = Callable[[Rgb, Box], Rgb]


def blurred(image: Rgb, region: Box) -> Rgb:
    """The region under a blur as wide as a third of it."""
    hidden = image.copy()
    part = hidden[region.y0 : region.y1, region.x0 : region.x1]
    part[:] = cv2.GaussianBlur(part, (0, 0), region.width / 6)
    return hidden


def mosaic(image: Rgb, region: Box) -> Rgb:
    """The region as 8 × 8 squares."""
    hidden = image.copy()
    part = hidden[region.y0 : region.y1, region.x0 : region.x1]
    coarse = cv2.resize(part, (8, 8), interpolation=cv2.INTER_AREA)
    part[:] = cv2.resize(coarse, (region.width, region.height), interpolation=cv2.INTER_NEAREST)
    return hidden


def drawn(image: Rgb, region: Box) -> Rgb:
    """The region under a cover of ours."""
    return cover(image, [region])


def named_share(hide: Hide, seed: int = 1) -> float:
    """How many of the asked pictures the attacker names rightly, 0 to 1. By chance it is .2."""
    pictures = [list(pictures_of(person, LEARNT + ASKED, seed)) for person in range(PEOPLE)]
    shown = np.array([[seen(hide(image, region), region) for image, region in each] for each in pictures])
    learnt, asked = shown[:, :LEARNT].reshape(PEOPLE * LEARNT, -1), shown[:, LEARNT:].reshape(PEOPLE * ASKED, -1)
    guesses = named(learnt, np.repeat(np.arange(PEOPLE), LEARNT), asked)
    return float((guesses == np.repeat(np.arange(PEOPLE), ASKED)).mean())


def pictures_of(person: int, count: int, seed: int) -> Iterator[tuple[Rgb, Box]]:
    """Pictures of one person with the region that is hidden: another place, light and grain each time."""
    chance = np.random.default_rng([seed, person])
    for _ in range(count):
        x, y = (int(each) for each in chance.integers(110, 146, 2))
        image, (face,) = scene(SIDE_PX, SIDE_PX, [Placed(x, y, FACE_PX, float(chance.normal(0, 4)))])
        looks = as_person(image, face, person) * chance.uniform(0.85, 1.15) + chance.normal(0, 5, image.shape)
        yield np.clip(looks, 0, 255).astype(np.uint8), cover_region(face, SIDE_PX, SIDE_PX)


def as_person(image: Rgb, face: Box, person: int) -> NDArray[np.float64]:
    """The head made another's: its own width, colours of skin and hair, and eyes."""
    part = np.s_[face.y0 - face.height // 3 : face.y1, face.x0 - face.width // 4 : face.x1 + face.width // 4]
    changed = image.astype(float)
    tint = np.array([(1, 1, 1), (0.62, 0.55, 0.5), (1.12, 0.95, 0.85), (0.8, 0.78, 0.9), (0.95, 1.05, 0.8)][person])
    changed[part] *= tint
    eyes = face.y0 + face.height * (36 + 3 * person) // 100
    changed[eyes : eyes + 3 + person, face.x0 + 8 : face.x1 - 8] *= 0.5 + 0.1 * person
    return changed


def seen(image: Rgb, region: Box) -> NDArray[np.float64]:
    """What the attacker looks at: the hidden region, small, in three colours."""
    part = image[region.y0 : region.y1, region.x0 : region.x1]
    return np.asarray(cv2.resize(part, (SEEN_PX, SEEN_PX), interpolation=cv2.INTER_AREA), float).ravel() / 255


def named(learnt: NDArray[np.float64], people: NDArray[np.intp], asked: NDArray[np.float64]) -> NDArray[np.intp]:
    """Whom ridge regression takes each of `asked` for."""
    mean = learnt.mean(axis=0)
    known, wanted = learnt - mean, np.eye(PEOPLE)[people] - CHANCE
    weights = known.T @ np.linalg.solve(known @ known.T + RIDGE * np.eye(len(known)), wanted)
    return np.asarray(((asked - mean) @ weights).argmax(axis=1))
