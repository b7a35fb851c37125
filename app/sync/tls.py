"""Who is at the other end: the nursery's own CA and the server's own key, nothing that this machine happens to trust."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class PinnedContext(ssl.SSLContext):
    """A context that trusts one CA, and at its first handshake pins the server's key unless it was given.

    The check runs inside the handshake call, so that no byte of a request exists yet when it fails.
    """

    server_key_sha256: str = ""

    def wrap_socket(self, *arguments: Any, **options: Any) -> ssl.SSLSocket:
        """A connected socket whose other end holds the pinned key. Raises ssl.SSLError, and closes the socket, when it does not."""
        wrapped = super().wrap_socket(*arguments, **options)
        try:
            self._check_key(wrapped.getpeercert(binary_form=True))
        except BaseException:
            wrapped.close()
            raise
        return wrapped

    def _check_key(self, certificate: bytes | None) -> None:
        if certificate is None:
            raise ssl.SSLError("the handshake left no certificate to check")
        key = key_sha256(certificate)
        if not self.server_key_sha256:
            self.server_key_sha256 = key
        if not hmac.compare_digest(key, self.server_key_sha256):
            raise ssl.SSLCertVerificationError("the certificate holds another key than the pinned one")


def pinned_context(ca_pem: str, server_key_sha256: str = "") -> PinnedContext:
    """A client context for the server whose CA is `ca_pem` and whose public key has that SHA-256 (hex); "" = pin the first one seen.

    Raises ValueError when `ca_pem` is no certificate. TLS 1.2 at least; the host's name is checked; no system CA is loaded.
    """
    context = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=ca_pem)
    except ssl.SSLError as error:
        raise ValueError("The CA certificate cannot be read") from error
    context.server_key_sha256 = server_key_sha256
    return context


def blind_context() -> ssl.SSLContext:
    """A context that trusts anybody: for fetching the CA certificate alone, whose fingerprint is then checked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def key_sha256(certificate_der: bytes) -> str:
    """SHA-256 (hex) of a certificate's SubjectPublicKeyInfo: it stays the same when the certificate is renewed with its key."""
    key = x509.load_der_x509_certificate(certificate_der).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def certificate_sha256(pem: str) -> str:
    """SHA-256 (hex) of the one certificate in `pem`, as the pairing screen shows it. Raises ValueError when it is none, or several."""
    if pem.count("-----BEGIN CERTIFICATE-----") != 1:
        raise ValueError("Not exactly one certificate")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem.strip())).hexdigest()


def decoded(text: str) -> bytes:
    """The bytes of a key or signature of the wire (URL-safe base64 with padding). Raises ValueError."""
    return base64.b64decode(text, altchars=b"-_", validate=True)
