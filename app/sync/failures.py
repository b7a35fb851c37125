"""What the network and the server do to us, as sentences. Only the sync engine tries again; everybody else shows the sentence."""

from __future__ import annotations

from domain.errors import KnownError

NO_ANSWER = "The nursery’s server does not answer. Nothing is lost; Daybook tries again by itself."
NOT_OUR_SERVER = "This is not your nursery’s server, so nothing was sent. Tell the office if you see this again."
NOT_UNDERSTOOD = "The server’s answer makes no sense to this program. Nothing is lost; Daybook tries again by itself."
TOO_OLD = "This program is too old for the nursery’s server. Nothing is lost; ask the office to update this device."


class NetworkError(KnownError):
    """No useful answer came. `permanent`: trying again as we are cannot help.

    status: the HTTP status, 0 when no answer came at all; code: the server's short word for it, "" when it gave none.
    """

    def __init__(self, sentence: str, *, permanent: bool, status: int = 0, code: str = "") -> None:
        super().__init__(sentence)
        self.permanent, self.status, self.code = permanent, status, code

    @property
    def is_answered(self) -> bool:
        """Whether our server answered; False = the bytes may have got lost on the way."""
        return self.status > 0


def no_answer() -> NetworkError:
    """The server is gone, slow or broke off."""
    return NetworkError(NO_ANSWER, permanent=False)


def not_our_server() -> NetworkError:
    """Whoever answered could not prove to be the nursery's server."""
    return NetworkError(NOT_OUR_SERVER, permanent=True, code="not_our_server")


def not_understood() -> NetworkError:
    """The right server said something that the protocol does not know."""
    return NetworkError(NOT_UNDERSTOOD, permanent=False, code="not_understood")
