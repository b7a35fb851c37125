from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.config.serve import tls_adapter
from server.config.tls import certificates

HOSTS = ("127.0.0.1", "localhost", "nursery.local")
NOW = datetime(2026, 11, 19, tzinfo=UTC)


def leaf(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_the_authority_and_the_servers_certificate_are_made_once(tmp_path: Path) -> None:
    first, second = certificates(tmp_path, HOSTS, NOW), certificates(tmp_path, HOSTS, NOW)

    assert first == second and len(first.ca_sha256) == 64
    assert leaf(first.ca).fingerprint(hashes.SHA256()).hex() == first.ca_sha256
    leaf(first.chain).verify_directly_issued_by(leaf(first.ca))
    names = leaf(first.chain).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "nursery.local"]


def test_a_new_name_or_a_late_day_renews_the_certificate_under_the_same_key_and_authority(tmp_path: Path) -> None:
    first = certificates(tmp_path, HOSTS[:2], NOW)
    before = leaf(first.chain)

    for hosts, now in ((HOSTS, NOW), (HOSTS, NOW + timedelta(days=340))):
        renewed = certificates(tmp_path, hosts, now)
        after = leaf(renewed.chain)
        assert after.serial_number != before.serial_number and renewed.ca_sha256 == first.ca_sha256
        pins = [one.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) for one in (before, after)]
        assert pins[0] == pins[1]
        before = after


def test_the_keys_are_for_the_server_alone(tmp_path: Path) -> None:
    certificates(tmp_path, HOSTS, NOW)

    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.glob("*.key"))


def test_nothing_older_than_tls_1_2_is_spoken(tmp_path: Path) -> None:
    context = tls_adapter(certificates(tmp_path, HOSTS)).context

    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
