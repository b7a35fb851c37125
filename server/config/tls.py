"""The nursery's own certificate authority, made at the first start, and the server's certificate under it.

A tablet pins this authority when it is paired; no public one is asked, and none could vouch for an address within a house.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.media.key_files import sync_folder

CA_FILE, CA_KEY_FILE, SERVER_FILE, SERVER_KEY_FILE = "ca.pem", "ca.key", "server.pem", "server.key"
CA_LIFE, SERVER_LIFE = timedelta(days=20 * 365), timedelta(days=397)
RENEW_BEFORE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Certificates:
    """Where they lie, and the authority's fingerprint (SHA-256 of its DER, hex) that goes into the pairing code."""

    ca: Path
    chain: Path
    key: Path
    ca_sha256: str


def certificates(folder: Path, hosts: Sequence[str], now: datetime | None = None) -> Certificates:
    """The certificates in `folder`: the authority is made once, the server's when it is missing, runs out or lacks a host."""
    now = now or datetime.now(UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ca_key, ca = _authority(folder, now)
    if not _is_good(folder, ca, hosts, now):
        _make_server(folder, ca_key, ca, hosts, now)
    fingerprint = ca.fingerprint(hashes.SHA256()).hex()
    return Certificates(ca=folder / CA_FILE, chain=folder / SERVER_FILE, key=folder / SERVER_KEY_FILE, ca_sha256=fingerprint)


def _authority(folder: Path, now: datetime) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    if not (folder / CA_FILE).exists():
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Daybook nursery authority")])
        builder = _builder(name, name, key.public_key(), now, CA_LIFE)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        certificate = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False).sign(
            key, hashes.SHA256()
        )
        _write(folder / CA_KEY_FILE, _pem_of(key), 0o600)
        _write(folder / CA_FILE, certificate.public_bytes(Encoding.PEM), 0o644)
    return _read_key(folder / CA_KEY_FILE), x509.load_pem_x509_certificate((folder / CA_FILE).read_bytes())


def _make_server(folder: Path, ca_key: ec.EllipticCurvePrivateKey, ca: x509.Certificate, hosts: Sequence[str], now: datetime) -> None:
    key = _server_key(folder)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Daybook server")])
    certificate = (
        _builder(name, ca.subject, key.public_key(), now, SERVER_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    _write(folder / SERVER_FILE, certificate.public_bytes(Encoding.PEM) + ca.public_bytes(Encoding.PEM), 0o644)


def _server_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """The server's key, made once: tablets pin it beside the authority, so a renewed certificate must keep it."""
    if not (folder / SERVER_KEY_FILE).exists():
        _write(folder / SERVER_KEY_FILE, _pem_of(ec.generate_private_key(ec.SECP256R1())), 0o600)
    return _read_key(folder / SERVER_KEY_FILE)


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    loaded = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds another kind of key")
    return loaded


def _is_good(folder: Path, ca: x509.Certificate, hosts: Sequence[str], now: datetime) -> bool:
    """Whether the server's certificate is there, under this authority, for these hosts, and lasts."""
    if not (folder / SERVER_FILE).exists() or not (folder / SERVER_KEY_FILE).exists():
        return False
    certificate = x509.load_pem_x509_certificate((folder / SERVER_FILE).read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        certificate.issuer == ca.subject
        and set(names) >= {_general_name(host) for host in hosts}
        and certificate.not_valid_after_utc - RENEW_BEFORE > now
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a tablet's clock may be behind
        .not_valid_after(now + life)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes, mode: int) -> None:
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
