"""Made certificates: a private CA, and server certificates that are right or wrong in one way each."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.sync.tls import key_sha256

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Authority:
    """A CA with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.certificate.public_bytes(serialization.Encoding.DER)).hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """A server's certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def key_sha256(self) -> str:
        return key_sha256(self.certificate.public_bytes(serialization.Encoding.DER))

    def context(self, folder: Path) -> ssl.SSLContext:
        """A server's TLS context; the PEM lies in `folder` because OpenSSL reads files only."""
        path = folder / f"{self.certificate.serial_number}.pem"
        key = self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(key + self.certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def make_authority(name: str = "Hazel Lane Nursery") -> Authority:
    """A fresh CA."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + 365 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def make_identity(
    authority: Authority,
    *,
    host: str = "127.0.0.1",
    expires_in: timedelta = 90 * DAY,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> Identity:
    """A server certificate from that CA; `expires_in` may lie in the past. host: a name or an address."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    end = datetime.now(UTC) + expires_in
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - 100 * DAY)
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([name_of(host)]), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return Identity(certificate, key)


def name_of(host: str) -> x509.GeneralName:
    """The host as a certificate names it."""
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
