"""How many cases nobody has ticked off, for the bar, whichever section is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.services.consents import Consents
from app.ui.background import Lane
from domain.errors import KnownError
from domain.wire.consents import RecheckList


class UnseenCount:
    """Asks in `net` and tells the number. Out of reach, the number stays: the section says why."""

    def __init__(self, consents: Consents, tell: Callable[[int], None], *, net: Lane) -> None:
        self._consents, self._tell, self._net, self._is_closed = consents, tell, net, False

    def refresh(self) -> None:
        """Ask anew."""
        self._net.run(partial(self._consents.rechecks, everything=False), self._came, self._not_came)

    def close(self) -> None:
        """Fall silent."""
        self._is_closed = True

    def _came(self, known: RecheckList) -> None:
        if not self._is_closed:
            self._tell(sum(not case.is_seen for case in known.cases))

    def _not_came(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
