"""Turns the pairing line into an enrolled device."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from app.ui.background import Lane
from app.ui.enrol.view import EnrolScreen, EnrolView
from app.ui.errors import sentence_for
from domain.pairing import Pairing, PairingUnreadable, read_pairing

Enrolled = TypeVar("Enrolled")


class EnrolPresenter:
    """`pair` asks the server in the lane; `enrolled` hears its outcome."""

    def __init__(self, view: EnrolView, pair: Callable[[Pairing], Enrolled], enrolled: Callable[[Enrolled], None], net: Lane) -> None:
        self._view, self._pair, self._enrolled, self._net = view, pair, enrolled, net
        view.pair_asked.connect(self.pair)
        view.show_screen(EnrolScreen())

    def pair(self, line: str) -> None:
        """Read the line and ask the server; a bad line is said at the field, and stays there."""
        try:
            pairing = read_pairing(line)
        except PairingUnreadable as error:
            self._view.show_screen(EnrolScreen(error=error.sentence))
            return
        self._view.show_screen(EnrolScreen(is_pairing=True))
        self._net.run(partial(self._pair, pairing), self._enrolled, self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.show_screen(EnrolScreen(error=sentence_for(error)))
