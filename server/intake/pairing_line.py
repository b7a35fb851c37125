"""The pairing line that the office shows as a QR code: where the server is called, and whose certificate it has."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.http import HttpRequest

from domain.pairing import Pairing
from server.intake.problems import Refused

CA_FILE = "tls/ca.pem"  # within the data folder


def pairing_line(request: HttpRequest, code: str) -> str:
    """The whole line. Raises Refused 503 when the server has no authority of its own to name."""
    return Pairing(server_url=server_url(request), ca_sha256=ca_sha256(), code=code).line()


def server_url(request: HttpRequest) -> str:
    """How a tablet reaches this server: by the name it was given for devices, else as the office calls it now."""
    hosts = [host for host in settings.ALLOWED_HOSTS[1:] if host != "*"]
    called = hosts[0] if hosts else request.get_host().removesuffix(f":{request.get_port()}")
    return f"https://{called}:{request.get_port()}"


def ca_sha256() -> str:
    """The fingerprint of the authority that devices pin: SHA-256 of the DER form, hex. Raises Refused 503."""
    path = settings.DAYBOOK_DATA / CA_FILE if settings.DAYBOOK_DATA else None
    if path is None or not path.exists():
        raise Refused(503, "no_authority", "This server has no certificate of its own. Pair the device with its command instead.")
    return x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(SHA256()).hex()
