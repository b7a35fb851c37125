"""The key person's part of the tour, on the room tablet's own screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.program import Program
from app.storage import renditions
from app.ui.camera import FolderSource, FrameSource
from app.ui.enrol.view import EnrolView
from app.ui.room.camera_screen.screen import ShotTile, ShotWord
from app.ui.room.camera_screen.view import CameraView
from app.ui.room.compose.view import ComposeView
from app.ui.room.face_review.screen import MarkKind
from app.ui.room.face_review.view import ReviewView
from app.ui.room.home.view import HomeView
from app.ui.room.sync_panel.view import SyncSheet
from app.ui.unlock.choose_pin import ChoosePinView
from app.ui.unlock.view import UnlockView
from commands.touring.hands import Hands
from commands.touring.marks import Mark
from commands.touring.report import StepFailed
from domain.boxes import Box
from domain.lifecycle import RenditionState
from domain.pairing import Pairing

TEXT = "{name} fills the yellow jug at the water tray. {name} pours the water slowly and says “all gone!” Then {name} sings “{planted}”."
NEXT_STEP = "Offer cups of three sizes and words for full and empty."
LOOK_S = 90.0
TODAYS_PIN = "5937"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the review of one photo came to."""

    found: int
    named: tuple[str, ...]
    note: str


class Tablet:
    """A room tablet and the person who holds it."""

    def __init__(self, program: Program, frames: FrameSource, hands: Hands) -> None:
        self._program, self._frames, self._hands = program, frames, hands
        self._shot: set[str] = set()

    def shoot_once(self, name: str) -> None:
        """A picture of a screen, the first time that it is met."""
        if name not in self._shot:
            self._shot.add(name)
            self._hands.shoot(name)

    def pair(self, pairing: Pairing) -> None:
        """Pair the new device by its line."""
        view = self._hands.screen(EnrolView)
        view.field.set_text(pairing.line())
        self._hands.shoot("01-pairing")
        self._hands.tap(view.pair_button)
        self._hands.screen(UnlockView)

    def unlock(self, username: str, password: str) -> None:
        """Log in by user name and password."""
        view = self._hands.screen(UnlockView)
        self._hands.until("the holder of this tablet", lambda: view.open_button.isVisible())
        self._hands.shoot("02-room-unlock")
        self._hands.type(view.user_name.editor, username)
        self._hands.type(view.password.editor, password)
        self._hands.tap(view.open_button)
        self.choose_pin()
        home = self._hands.screen(HomeView)
        self._hands.until("the children of the room", lambda: bool(home.grid.cards))

    def choose_pin(self, pin: str = TODAYS_PIN) -> None:
        """Choose the PIN for today, twice."""
        view = self._hands.screen(ChoosePinView)
        self._hands.until("the pad", lambda: view.pad.isVisible())
        self.shoot_once("02-room-choose-pin")
        for _ in range(2):
            self._hands.enter_pin(view.pad, pin)

    def choose(self, children: Sequence[str]) -> None:
        """Tap the cards of those children on home. Raises StepFailed for a name that is not there."""
        home = self._hands.screen(HomeView)
        self._hands.until("the children of the room", lambda: bool(home.grid.cards))
        self.shoot_once("03-room-home")
        for name in children:
            card = next((card for card in home.grid.cards if first_name(card.tile.name) == name), None)
            if card is None:
                raise StepFailed(f"“{name}” is not in this room. The marks name a child of another room or none.")
            home.grid.ensureWidgetVisible(card)
            self._hands.tap(card)
        self.shoot_once("04-room-home-chosen")

    def take_photo(self, name: str) -> str:
        """Take the picture of that name; returns "" when it is kept, else the sentence that says why not."""
        home = self._hands.screen(HomeView)
        if isinstance(self._frames, FolderSource):
            self._frames.go_to(name)
        self._hands.tap(home.bar.photo_button)
        camera = self._hands.screen(CameraView)
        self._hands.until("the shutter", lambda: camera.shutter.isVisible())
        self._hands.tap(camera.shutter)
        self._hands.until("the photo", lambda: bool(shots_of(camera)) or camera.toast.isVisible(), LOOK_S)
        if not shots_of(camera):
            sentence = camera.toast.sentence
            self.shoot_once("05-camera-refused")
            self._hands.tap(camera.away_button)
            self._hands.screen(HomeView)
            return sentence
        self._hands.until("the covered small picture", lambda: shots_of(camera)[0].word is not ShotWord.LOOKING, LOOK_S)
        self.shoot_once("05-camera")
        self._hands.tap(camera.name_button)
        return ""

    def review(self, marks: Sequence[Mark], scale: float) -> Reviewed:
        """Name the marked faces, leave the others covered, and keep the photo. `scale`: kept picture's pixels per upright pixel."""
        view = self._hands.screen(ReviewView)
        self._hands.until("the last pass over the photo", lambda: is_looked(view), LOOK_S)
        notes = [self._name(view, mark, scale) for mark in marks]
        screen = view.drawn
        found = sum(mark.kind not in (MarkKind.DRAWN, MarkKind.NOT_A_FACE) for mark in screen.marks)
        if not screen.marks:
            self._hands.tap(view.tools.no_child)
            self._hands.until("“no child visible”", lambda: view.drawn.no_child_said)
            notes.append("No face was found: “no child visible” was said.")
        self.shoot_once("06-face-review" if screen.marks else "06-face-review-no-face")
        self._look_as_a_family(view)
        self._hands.until("leave to keep the photo", lambda: view.drawn.finish.awake)
        self._hands.tap(view.who.finish)
        named = tuple(child.first_name for child in view.drawn.children if child.is_named)
        return Reviewed(found, named, " ".join(note for note in notes if note))

    def write(self, name: str, planted: str, *, shot: str = "08-compose") -> None:
        """Write the observation and hand it in. `planted` is a word that must lie clear in no file of the tablet."""
        view = self._hands.screen(ComposeView)
        self._hands.until("the draft", lambda: bool(view.drawn.areas))
        view.text.setFocus()
        view.text.insertPlainText(TEXT.format(name=name, planted=planted))
        for area in ("Mathematics", "Understanding the World"):
            self._hands.press(area, view.areas)
        self._hands.press("4, ", view.leuven.wellbeing)
        self._hands.press("5, ", view.leuven.involvement)
        view.step.insertPlainText(NEXT_STEP)
        self._hands.until("leave to hand in", lambda: view.drawn.hand_in.awake)
        self._hands.until("the small pictures", lambda: all(tile.picture is not None for tile in view.drawn.photos))
        self.shoot_once(shot)
        self._hands.tap(view.hand_in)
        self._hands.screen(HomeView)

    def sync(self, expected: int) -> None:
        """Open the sync panel, try now, and wait until every rendition is wiped. Raises StepFailed."""
        home = self._hands.screen(HomeView)
        self._hands.tap(home.connection_pill)
        self._hands.until("the sync panel", lambda: home.findChild(SyncSheet) is not None)
        sheet = home.findChild(SyncSheet)
        if sheet is None:
            raise StepFailed("The sync panel closed by itself.")
        self._hands.press("Try now", sheet)
        wiped = RenditionState.WIPED
        self._hands.until("everything sent and removed", lambda: self.states().count(wiped) >= expected, LOOK_S + 5 * expected)
        self._hands.until("the panel to say so", lambda: not sheet.drawn.is_trying)
        self._hands.shoot("09-sync-panel")
        self._hands.press("Close", sheet)

    def home_again(self) -> None:
        """Back to home from wherever a failed step has left the person."""
        for _ in range(4):
            view = self._hands.shell.screen_now
            if isinstance(view, HomeView):
                return
            self._hands.press("Put camera away" if isinstance(view, CameraView) else "Back")
            self._hands.until("the screen before", partial(self._is_away_from, view))
        raise StepFailed("There is no way back to home.")

    def _is_away_from(self, view: QWidget | None) -> bool:
        return self._hands.shell.screen_now is not view

    def covers(self) -> int:
        """How many covers all renditions of this tablet carry."""
        opened = self._program.opened
        if opened is None:
            return 0
        rows = renditions.in_state(opened.store.connect(), *RenditionState)
        return sum(region.covered for row in rows for region in row.manifest.regions)

    def states(self) -> list[RenditionState]:
        """The state of every rendition on this tablet."""
        opened = self._program.opened
        if opened is None:
            return []
        return [row.state for row in renditions.in_state(opened.store.connect(), *RenditionState)]

    def _name(self, view: ReviewView, mark: Mark, scale: float) -> str:
        """Tap the face under the mark, then the child. A child who may be in no picture stays covered: the dialog's second way."""
        x, y = mark.x * scale, mark.y * scale
        region = next((region for region in view.drawn.marks if region.box.contains(x, y)), None)
        region = region or next((region for region in view.drawn.marks if region.cover.contains(x, y)), None)
        if region is None:
            return f"No face was found at ({mark.x:.0f}, {mark.y:.0f}) for {mark.child}."
        left, top, width, height = view.canvas.placement.to_view(Box(round(x), round(y), round(x) + 1, round(y) + 1))
        self._hands.tap(view.canvas, QPoint(round(left + width / 2), round(top + height / 2)))
        if view.drawn.chosen != region.id:
            view.region_chosen.emit(region.id)  # another face lies over it; the strip reaches it
        if not any(child.first_name == mark.child for child in view.drawn.children):
            return f"“{mark.child}” is not in this room."
        self._hands.press(mark.child, view.who.grid)
        self._hands.until(
            f"{mark.child} to be named",
            lambda: view.stop.isVisible() or any(child.is_named and child.first_name == mark.child for child in view.drawn.children),
        )
        if not view.stop.isVisible():
            return ""
        self._hands.shoot("07-face-review-stop")
        self._hands.tap(view.stop.cover)
        self._hands.until("the dialog to close", lambda: not view.stop.isVisible())
        return f"{mark.child} may be in no picture and stays covered."

    def _look_as_a_family(self, view: ReviewView) -> None:
        """Look once as the first family gets it."""
        if "07-face-review-family" in self._shot or not view.drawn.tabs:
            return
        view.tab_chosen.emit(1)
        self._hands.until("the family's picture", lambda: view.drawn.family is not None and view.drawn.family.picture is not None)
        self.shoot_once("07-face-review-family")
        view.tab_chosen.emit(0)
        self._hands.until("who is who", lambda: view.drawn.family is None)


def shots_of(camera: CameraView) -> tuple[ShotTile, ...]:
    """The photos of this entry that the camera shows."""
    return camera.drawn.shots if camera.drawn is not None else ()


def is_looked(view: ReviewView) -> bool:
    """Whether the picture is there and the last pass is over. Raises StepFailed when the finder failed."""
    if view.drawn.held:
        raise StepFailed(view.drawn.held)
    return view.drawn.picture is not None and not view.drawn.is_looking


def first_name(name: str) -> str:
    """ "Amelia" of "Amelia K."."""
    return name.rsplit(" ", 1)[0]


def kept_scale(width: int, height: int, limit: int = 2560) -> float:
    """Pixels of the kept picture per pixel of the upright one."""
    return min(1.0, limit / max(width, height))
