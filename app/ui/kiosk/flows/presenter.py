"""Carries one flow at a time from its first step to the server, and is the host that its steps ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from app.services.at_kiosk import AtKiosk, KioskDesk
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.camera import FrameSource, Shot
from app.ui.kiosk.flows.flow import Flow
from app.ui.kiosk.flows.panel import FlowPanel
from app.ui.kiosk.flows.photos import PhotoStep
from app.ui.kiosk.flows.step import Step
from domain.errors import KnownError
from domain.wire.kiosk import Board, Done

T = TypeVar("T")
LEFT_ALONE_MS = 120_000  # whoever walks away leaves the board behind, not their half of a flow


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTools:
    """What flows work with. `print_sheet` puts HTML on paper and raises KnownError without a printer."""

    kiosk: AtKiosk
    net: Lane
    cpu: Lane
    frames: FrameSource
    clock: Clock
    zone: ZoneInfo
    print_sheet: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FlowWays:
    """Where a flow leads: `done` says what was done and asks for a fresh board, `say` is a word on the board."""

    board: Callable[[], Board]
    done: Callable[[Done], None]
    say: Callable[[str], None]


class FlowPresenter(QObject):
    """One flow at a time. Every answer of the server is heard only while its flow is still the one on the screen."""

    def __init__(self, panel: FlowPanel, tools: FlowTools, ways: FlowWays) -> None:
        super().__init__(panel)
        self._panel, self._tools, self._ways = panel, tools, ways
        self.kiosk = tools.kiosk
        self.flow: Flow | None = None
        self._is_busy, self._is_camera, self._turn = False, False, 0
        self.alone = QTimer(self)
        self.alone.setSingleShot(True)
        self.alone.setInterval(LEFT_ALONE_MS)
        self.alone.timeout.connect(self.leave)
        self._connect()

    # -- What the board asks ----------------------------------------------------------------------------------------------------------

    def begin(self, flow: Flow) -> None:
        """Show its first step."""
        self.camera(on=False)
        self.flow, self._is_busy, self._turn = flow, False, self._turn + 1
        flow.begin(self)
        if not flow.steps():
            self._carry_out(flow)
            return
        if not self._panel.isVisible():
            self._panel.open()
        self.show()

    def board_changed(self) -> None:
        """A fresh board came while somebody stands here: draw it, and let the two minutes run on."""
        if self.flow is not None and self.flow.steps() and not self._is_busy:
            self._panel.show_screen(self.flow.screen(self, is_busy=False))

    def leave(self) -> None:
        """Back to the board; what was typed is forgotten with the flow."""
        self.alone.stop()
        self.camera(on=False)
        self.flow, self._is_busy, self._turn = None, False, self._turn + 1
        self._panel.forget()

    # -- What steps ask ---------------------------------------------------------------------------------------------------------------

    @property
    def desk(self) -> KioskDesk:
        """The line to the server; only inside `ask`."""
        return self.kiosk.desk

    @property
    def board(self) -> Board:
        """The board as it was heard last."""
        return self._ways.board()

    @property
    def zone(self) -> ZoneInfo:
        """The site's zone."""
        return self._tools.zone

    @property
    def year(self) -> int:
        """This year."""
        return self._tools.clock().astimezone(self.zone).year

    def ask(self, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[KnownError], None]) -> None:
        """Work in the net lane; a second tap meanwhile does nothing."""
        if self._is_busy:
            return
        self._is_busy = True
        self._tools.net.run(work, partial(self._came, self._turn, done), partial(self._failed, self._turn, refused))
        self.show()

    def take_photo(self, kept: Callable[[str], None], refused: Callable[[KnownError], None], shot: Shot) -> None:
        """First nobody is in it, then it leaves the kiosk."""
        kiosk, turn = self.kiosk, self._turn

        def looked(jpeg: bytes) -> None:
            if turn == self._turn:
                self.ask(partial(kiosk.send_condition, jpeg), kept, refused)

        self._tools.cpu.run(lambda: kiosk.condition_picture(shot()), looked, partial(self._failed, turn, refused))

    def shot(self) -> Shot | None:
        """The frame of this moment."""
        return self._tools.frames.take()

    def camera(self, *, on: bool) -> None:
        """Open the camera, or let it go with its last frame."""
        if on == self._is_camera:
            return
        self._is_camera = on
        if on:
            self._tools.frames.start()
        else:
            self._tools.frames.stop()
            self._panel.camera.live.forget()

    def print_sheet(self, html: str) -> None:
        """On paper, or the sentence that says why not."""
        try:
            self._tools.print_sheet(html)
        except KnownError as error:
            self._panel.hint(error.sentence)

    def go_on(self) -> None:
        """The next step without an answer, or carry it out."""
        if self.flow is not None and self.flow.is_answered:
            self._carry_out(self.flow)
        else:
            self.show()

    def show(self) -> None:
        """Draw the step."""
        self.alone.start()
        if self.flow is not None and self.flow.steps():
            self._panel.show_screen(self.flow.screen(self, is_busy=self._is_busy))

    # -- Carrying out -----------------------------------------------------------------------------------------------------------------

    def _carry_out(self, flow: Flow) -> None:
        self.ask(flow.carry_out(self), partial(self._done, flow), partial(self._not_done, flow))

    def _done(self, flow: Flow, done: Done) -> None:
        following = flow.after(done, self)
        self._ways.done(done)
        if following is not None:
            self.begin(following)
        else:
            self.leave()

    def _not_done(self, flow: Flow, error: KnownError) -> None:
        if not flow.steps():
            self._ways.say(error.sentence)
            self.leave()
            return
        flow.refused(error)
        self.show()

    def _came(self, turn: int, done: Callable[[T], None], answer: T) -> None:
        if turn == self._turn:
            self._is_busy = False
            done(answer)

    def _failed(self, turn: int, refused: Callable[[KnownError], None], error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        if turn == self._turn:
            self._is_busy = False
            refused(error)

    # -- Wishes -----------------------------------------------------------------------------------------------------------------------

    def _act(self, deed: Callable[[Step], None]) -> None:
        """A touch: the sentence of the last refusal goes, the step hears it."""
        if self.flow is None or self._is_busy:
            return
        self.alone.start()
        step = self.flow.current
        step.error = ""
        deed(step)

    def _back(self) -> None:
        if self.flow is not None and not self._is_busy:
            self.flow.current.error = ""
            self.camera(on=False)
            self.flow.back()
            self.show()

    def _frame(self, image: QImage) -> None:
        if self._is_camera:
            self._panel.camera.live.show_frame(image, self._tools.frames.turn)

    def _no_camera(self, sentence: str) -> None:
        if self.flow is not None and isinstance(step := self.flow.current, PhotoStep):
            step.no_camera(sentence, self)

    def _connect(self) -> None:
        panel = self._panel
        panel.picked.connect(lambda name: self._act(lambda step: step.picked(name, self)))
        panel.typed.connect(lambda name, text: self._act(lambda step: step.typed(name, text, self)))
        panel.ticked.connect(lambda name, is_on: self._act(lambda step: step.ticked(name, is_on, self)))
        panel.entered.connect(lambda secret: self._act(lambda step: step.entered(secret, self)))
        panel.went.connect(lambda: self._act(lambda step: step.go(self)))
        panel.back_asked.connect(self._back)
        panel.cancelled.connect(self.leave)
        panel.touched.connect(self.alone.start)
        self._tools.frames.shown.connect(self._frame)
        self._tools.frames.failed.connect(self._no_camera)
