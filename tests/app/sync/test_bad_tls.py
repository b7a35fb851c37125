"""A server that cannot prove to be the nursery's gets not one byte of what we have to say."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from app.sync.failures import NetworkError
from app.sync.pairing import HttpPairing
from app.sync.transport import Transport
from tests.app.sync.conftest import QUICK
from tests.model.certificates import Authority, Identity, make_authority, make_identity
from tests.model.door import TOKEN

RENDITION = "0198c0de-0000-7000-8000-00000000000a"
PAYLOAD = b"a covered picture" * 1000


@dataclass
class Ear:
    """A server that only listens: what it heard after the handshake (TLS), or at all (plain)."""

    url: str
    heard: bytearray = field(default_factory=bytearray)


@contextmanager
def listening(context: ssl.SSLContext | None, host: str = "127.0.0.1") -> Iterator[Ear]:
    """Listen on loopback; `host` is only how the URL calls it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ear = Ear(f"{'https' if context else 'http'}://{host}:{server.getsockname()[1]}")
        thread = threading.Thread(target=hear, args=(server, context, ear), daemon=True)
        thread.start()
        yield ear
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def hear(server: socket.socket, context: ssl.SSLContext | None, ear: Ear) -> None:
    """Take connections one after the other until the socket is closed."""
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.settimeout(5)
                listen_to(connection, context, ear)


def listen_to(connection: socket.socket, context: ssl.SSLContext | None, ear: Ear) -> None:
    """Shake hands when there is a context, then keep all that comes."""
    with context.wrap_socket(connection, server_side=True) if context else connection as stream:
        while got := stream.recv(65536):
            ear.heard += got


@pytest.fixture(scope="module")
def authority() -> Authority:
    return make_authority()


@pytest.fixture(scope="module")
def ours(authority: Authority) -> Identity:
    return make_identity(authority)


def old_tls(context: ssl.SSLContext) -> ssl.SSLContext:
    """The same server, which speaks nothing newer than TLS 1.1."""
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


WRONG: dict[str, Callable[[Authority, Identity], Identity]] = {
    "expired": lambda authority, ours: make_identity(authority, expires_in=timedelta(days=-1), key=ours.key),
    "other CA of the same name": lambda authority, ours: make_identity(make_authority(), key=ours.key),
    "same CA, other key": lambda authority, ours: make_identity(authority),
    "other host's name": lambda authority, ours: make_identity(authority, host="10.9.8.7", key=ours.key),
}


def say_everything(url: str, authority: Authority, ours: Identity) -> list[NetworkError]:
    """Try every kind of call; all of them must fail."""
    transport = Transport(server_url=url, ca_pem=authority.pem, server_key_sha256=ours.key_sha256, token=TOKEN, timeouts=QUICK)
    calls: list[Callable[[], object]] = [
        transport.hello,
        lambda: transport.changes(""),
        lambda: transport.push(()),
        lambda: transport.send_media(RENDITION, 0, PAYLOAD),
        lambda: transport.log_in("sam.morris", "a password"),
    ]
    errors = []
    for call in calls:
        with pytest.raises(NetworkError) as caught:
            call()
        errors.append(caught.value)
    transport.close()
    return errors


@pytest.mark.parametrize("wrong", WRONG)
def test_c38_nothing_is_sent_to_a_server_with_a_wrong_certificate(wrong: str, authority: Authority, ours: Identity, tmp_path: Path) -> None:
    with listening(WRONG[wrong](authority, ours).context(tmp_path)) as ear:
        errors = say_everything(ear.url, authority, ours)

    assert ear.heard == b""
    assert all(error.permanent and error.code == "not_our_server" for error in errors)


def test_nothing_is_sent_under_a_name_that_the_certificate_does_not_hold(authority: Authority, ours: Identity, tmp_path: Path) -> None:
    with listening(ours.context(tmp_path), host="localhost") as ear:
        say_everything(ear.url, authority, ours)

    assert ear.heard == b""


def test_nothing_is_sent_over_plain_http(authority: Authority, ours: Identity) -> None:
    with listening(None) as ear:
        say_everything(ear.url, authority, ours)

    assert ear.heard == b""


def test_nothing_is_sent_over_an_old_tls(authority: Authority, ours: Identity, tmp_path: Path) -> None:
    with listening(old_tls(ours.context(tmp_path))) as ear:
        say_everything(ear.url, authority, ours)

    assert ear.heard == b""


def test_the_right_server_is_heard(authority: Authority, ours: Identity, tmp_path: Path) -> None:
    """Without this the others would pass with a deaf ear."""
    with listening(ours.context(tmp_path)) as ear:
        transport = Transport(server_url=ear.url, ca_pem=authority.pem, server_key_sha256=ours.key_sha256, token=TOKEN, timeouts=QUICK)
        with pytest.raises(NetworkError):
            threading_hello(transport)

    assert b"Bearer" in ear.heard


def threading_hello(transport: Transport) -> None:
    """Ask, and let the ear's silence run into our own read timeout."""
    transport.line._timeouts = QUICK.__class__(connect_s=2, read_s=0.2)
    transport.hello()


def test_a_renewed_certificate_with_the_same_key_is_still_ours(authority: Authority, ours: Identity, tmp_path: Path) -> None:
    renewed = make_identity(authority, key=ours.key)

    assert renewed.certificate.serial_number != ours.certificate.serial_number
    assert renewed.key_sha256 == ours.key_sha256


def test_the_code_is_not_said_over_plain_http() -> None:
    with listening(None) as ear, pytest.raises(NetworkError):
        HttpPairing(QUICK).pair(ear.url, "ab" * 32, "RIGHT-CODE")

    assert ear.heard == b""


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl program")
def test_old_tls_is_really_offered_by_the_test_server(ours: Identity, tmp_path: Path) -> None:
    """The refusal above must be ours: a client that allows TLS 1.1 gets through."""
    with listening(old_tls(ours.context(tmp_path))) as ear:
        host = ear.url.removeprefix("https://")
        line = ["openssl", "s_client", "-connect", host, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]
        said = subprocess.run(line, input=b"Q\n", capture_output=True, timeout=10, check=False)

    assert b"TLSv1.1" in said.stdout
