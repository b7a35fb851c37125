"""A new device meets its server: it checks who that is before it says anything, and only then shows the one-time code."""

from __future__ import annotations

import hmac
import http.client
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.sync.failures import NetworkError, no_answer, not_our_server
from app.sync.line import Line, Timeouts
from app.sync.tls import blind_context, certificate_sha256, pinned_context
from app.sync.transport import DEVICE, parsed
from domain import wire

CA_LIMIT_BYTES = 1 << 16
WRONG_FINGERPRINT = (
    "This address belongs to another server than the code says. Nothing was sent. Check the address and the code in the office."
)


@dataclass(frozen=True, slots=True)
class Paired:
    """What pairing leaves: the server's answer and the two pins. server_key_sha256: hex, of the server certificate's public key."""

    answer: wire.PairAnswer
    ca_pem: str
    server_key_sha256: str


class HttpPairing:
    """Pairs over the network."""

    def __init__(self, timeouts: Timeouts | None = None) -> None:
        self._timeouts = timeouts or Timeouts()

    def pair(self, server_url: str, ca_sha256: str, code: str) -> Paired:
        """Check the CA against its fingerprint (hex; colons and spaces allowed), then show the code over a line that trusts it alone.

        Raises NetworkError: no server there, another server than the fingerprint says, or a code that is wrong, used or too old.
        """
        ca_pem = self.trusted_ca(server_url, ca_sha256)
        context = pinned_context(ca_pem)
        line = Line(server_url, context, headers={"Daybook-Schema": str(wire.SCHEMA)}, timeouts=self._timeouts)
        try:
            answer = line.call("POST", f"{DEVICE}/pair", message=wire.PairRequest(code=code), accept=(200, 201))
            return Paired(parsed(wire.PairAnswer, answer), ca_pem, context.server_key_sha256)
        finally:
            line.close()

    def trusted_ca(self, server_url: str, ca_sha256: str) -> str:
        """The server's CA certificate (PEM), whose fingerprint is the expected one. Raises NetworkError."""
        pem = fetch_ca(server_url, self._timeouts)
        wanted = ca_sha256.replace(":", "").replace(" ", "").lower()
        try:
            found = certificate_sha256(pem)
        except ValueError as error:
            raise not_our_server() from error
        if not hmac.compare_digest(found, wanted):
            raise NetworkError(WRONG_FINGERPRINT, permanent=True, code="wrong_fingerprint")
        return pem


def fetch_ca(server_url: str, timeouts: Timeouts) -> str:
    """What the server says its CA is, over a line that trusts nobody yet. Raises NetworkError."""
    where = urlsplit(server_url)
    if where.scheme != "https" or not where.hostname:
        raise NetworkError("The server’s address must begin with https://", permanent=True, code="address")
    connection = http.client.HTTPSConnection(where.hostname, where.port or 443, timeout=timeouts.connect_s, context=blind_context())
    try:
        connection.request("GET", "/ca.pem")
        answer = connection.getresponse()
        body = answer.read(CA_LIMIT_BYTES)
    except ssl.SSLError as error:
        raise not_our_server() from error
    except (OSError, http.client.HTTPException) as error:
        raise no_answer() from error
    finally:
        connection.close()
    if answer.status >= http.client.INTERNAL_SERVER_ERROR:
        raise no_answer()
    if answer.status != http.client.OK:
        raise not_our_server()
    return body.decode("ascii", errors="replace")
