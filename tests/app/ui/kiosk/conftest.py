from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.ui.theme.look import Look
from tests.app.ui.held import HeldLane
from tests.app.ui.kiosk.desk import Desk
from tests.app.ui.kiosk.kiosk import Kiosk, kiosk_with
from tests.app.ui.sweeping import swept

__all__ = ["swept"]

KioskOf = Callable[..., Kiosk]


@pytest.fixture
def kiosk_of(look: Look) -> Iterator[KioskOf]:
    """Builds kiosks, and puts them away at the end."""
    built: list[Kiosk] = []

    def build(desk: Desk | None = None, net: HeldLane | None = None, *, width: int = 1280, height: int = 800) -> Kiosk:
        built.append(kiosk_with(desk or Desk(), look, net, width=width, height=height))
        return built[-1]

    yield build
    for kiosk in built:
        kiosk.presenter.close()
        kiosk.view.close()
        kiosk.view.deleteLater()


@pytest.fixture
def kiosk(kiosk_of: KioskOf) -> Kiosk:
    """The look's own evening."""
    return kiosk_of()
