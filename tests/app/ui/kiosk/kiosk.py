"""A kiosk with real widgets, presenters and service; the server, the camera and the printer are the test's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.at_kiosk import AtKiosk
from app.ui.camera import FrameSource, Shot
from app.ui.kiosk.flows.panel import FlowPanel
from app.ui.kiosk.flows.presenter import FlowTools
from app.ui.kiosk.presenter import KioskPresenter
from app.ui.kiosk.view import KioskView
from app.ui.theme.look import Look
from imaging.values import FoundFace, KeptPicture
from tests.app.ui.held import HeldLane
from tests.app.ui.kiosk.desk import PIN, Desk
from tests.app.ui.lanes import PromptLane
from tests.app.ui.seen import jpeg_of, scene
from tests.app.ui.walk import faults_of

ZONE = ZoneInfo("Europe/London")


class Camera(FrameSource):
    """A green field, whenever it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.is_on = False

    def start(self) -> None:
        self.is_on = True
        self.shown.emit(scene())

    def stop(self) -> None:
        self.is_on = False

    def take(self) -> Shot | None:
        return (lambda: jpeg_of(scene())) if self.is_on else None


class Imaging:
    """The picture worker; `faces` are what it finds."""

    def __init__(self) -> None:
        self.faces: tuple[FoundFace, ...] = ()

    def keep(self, data: bytes, max_side: int = 2560) -> KeptPicture:
        image = QImage.fromData(data)
        return KeptPicture(data, image.width(), image.height())

    def keep_frame(self, rgb: bytes, width: int, height: int, turn: int) -> KeptPicture:
        return self.keep(jpeg_of(scene()))

    def find(self, jpeg: bytes) -> tuple[FoundFace, ...]:
        return self.faces


@dataclass
class Kiosk:
    """Somebody stands in front of it; `taps` counts every touch."""

    desk: Desk
    view: KioskView
    panel: FlowPanel
    presenter: KioskPresenter
    imaging: Imaging
    camera: Camera
    rung: list[bool] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    taps: int = 0

    def tap(self, widget: QWidget) -> None:
        QApplication.processEvents()
        assert widget.isVisible(), f"{widget.accessibleName()} cannot be seen"
        self.taps += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def tap_card(self, number: int) -> None:
        self.tap(self.view.card(str(number)))

    def pick(self, name: str) -> None:
        self.tap(self.panel.pick.tiles[name])

    def enter_pin(self, pin: str = PIN) -> None:
        for digit in pin:
            self.tap(self.panel.secret.pad.keys[digit])
        self.tap(self.panel.secret.pad.keys["open"])

    def below(self, words: str) -> None:
        """One of the ways beside the pad."""
        self.tap(next(button for button in self.panel.secret._below if button.text() == words and button.isVisible()))

    def enter_password(self, password: str) -> None:
        self.panel.secret.password.editor.setText(password)
        self.tap(self.panel.secret.open_button)

    def type(self, text: str, name: str = "text") -> None:
        self.panel.form.fields[name].editor.setText(text)

    def tick(self, name: str) -> None:
        self.tap(self.panel.form.ticks[name])

    def go(self) -> None:
        self.tap(self.panel.form.go)

    @property
    def question(self) -> str:
        """What the panel asks."""
        drawn = self.panel.drawn
        assert drawn is not None
        return str(getattr(drawn.page, "question", "") or getattr(drawn.page, "prompt", ""))

    @property
    def faults(self) -> list[str]:
        QApplication.processEvents()  # a room that scrolls settles one turn after what it lies in
        return faults_of(self.view)


def kiosk_with(desk: Desk, look: Look, net: HeldLane | None = None, *, width: int = 1280, height: int = 800) -> Kiosk:
    """A kiosk that has asked for its board."""
    view = KioskView(look)
    panel = FlowPanel(look, view)
    view.bar_measured.connect(panel.set_top)
    view.resize(width, height)
    imaging, camera, rung, papers = Imaging(), Camera(), list[bool](), list[str]()

    def clock() -> datetime:
        return desk.now

    tools = FlowTools(
        kiosk=AtKiosk(desk, imaging, clock), net=net or PromptLane(), cpu=PromptLane(), frames=camera, clock=clock, zone=ZONE,
        print_sheet=papers.append,
    )  # fmt: skip
    presenter = KioskPresenter(view, panel, tools, ring=lambda: rung.append(True))
    view.show()
    presenter.start()
    QApplication.processEvents()
    return Kiosk(desk, view, panel, presenter, imaging, camera, rung, papers)
