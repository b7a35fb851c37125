"""What one step of a flow shows, as values. A page says nothing about what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from app.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One thing to tap. `name` comes back; `missing` is why it rests, and stands on it; `initials` draw a disc instead of an icon."""

    name: str
    words: str
    second: str = ""
    icon: str = ""
    initials: str = ""
    tone: Tone = Tone.QUIET
    missing: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPage:
    """A question with its answers as large tiles; `below` is at most one small way beside the answers."""

    question: str
    second: str = ""
    tiles: tuple[Tile, ...]
    columns: int = 2
    is_tall: bool = True
    below: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPage:
    """Somebody proves who they are: PIN pad, or password field. `tries` counts, so that the same refusal is said again.

    `locked`: the sentence that says who helps, when neither is heard.
    """

    name: str
    initials: str
    prompt: str
    second: str = ""
    is_password: bool = False
    refusal: str = ""
    locked: str = ""
    tries: int = 0
    open_words: str = "Next"
    below: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One line to type into; `quick` are words that fill it with a tap."""

    name: str
    label: str
    text: str = ""
    placeholder: str = ""
    error: str = ""
    quick: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """Facts to read, numbers to choose from, lines to type, boxes to tick, and the button that goes on.

    `pictures` are of tablets alone; `photo` is the words of the button that takes one, "" = there is none.
    """

    question: str
    second: str = ""
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[QImage, ...] = field(default=(), repr=False)
    numbers: tuple[Tile, ...] = ()
    fields: tuple[FormField, ...] = ()
    ticks: tuple[Tile, ...] = ()
    photo: str = ""
    go: str = "Next"
    go_icon: str = "check"
    missing: str = ""
    below: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPage:
    """The camera, for the tablet alone."""

    question: str = "Take the tablet alone"
    second: str = "No person, no child in the picture. A picture with a face is not kept."
    problem: str = ""
    is_taking: bool = False


Page = PickPage | SecretPage | FormPage | CameraPage


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowScreen:
    """One step of a flow as it is drawn."""

    title: str
    number: str = ""
    tone: Tone = Tone.PRIMARY
    step: int = 1
    steps: int = 1
    page: Page
    is_busy: bool = False
    error: str = ""
    can_back: bool = False
    way_out: str = "Cancel"
