"""The pairing line: what the office shows as a QR code, and a new device reads or has typed in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.errors import KnownError

HEAD = "daybook"
URL = re.compile(r"https://[A-Za-z0-9.\-\[\]:]+")
SHA256 = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[A-Z0-9\-]{6,40}")


class PairingUnreadable(KnownError):
    """The text is no pairing line."""

    def __init__(self) -> None:
        super().__init__("This is not a pairing line. Copy the whole line that the office shows; it begins with “daybook”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Where the server is, the SHA-256 of its CA certificate (hex, of the DER form), and the one-time code."""

    server_url: str
    ca_sha256: str
    code: str

    def line(self) -> str:
        """The line as text."""
        return " ".join((HEAD, self.server_url, self.ca_sha256, self.code))


def read_pairing(line: str) -> Pairing:
    """The pairing in a line; spaces and line breaks may have crept in. Raises PairingUnreadable."""
    parts = line.split()
    if len(parts) != 4 or parts[0].casefold() != HEAD:
        raise PairingUnreadable
    url, fingerprint, code = parts[1].rstrip("/"), parts[2].casefold(), parts[3].upper()
    if not (URL.fullmatch(url) and SHA256.fullmatch(fingerprint) and CODE.fullmatch(code)):
        raise PairingUnreadable
    return Pairing(server_url=url, ca_sha256=fingerprint, code=code)
