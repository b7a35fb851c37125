"""What the line does with answers, refusals and silence."""

from __future__ import annotations

import hashlib

import pytest

from app.sync.failures import NetworkError
from app.sync.pairing import HttpPairing
from app.sync.transport import Transport
from tests.app.sync.conftest import QUICK
from tests.model.door import Door, Fault


def test_hello_is_understood(door: Door, transport: Transport) -> None:
    assert transport.hello().epoch == door.model.epoch


def test_one_connection_serves_many_calls(door: Door, transport: Transport) -> None:
    for _ in range(5):
        transport.hello()

    assert door.asked == ["GET /api/device/v1/hello"] * 5
    pools = transport.line._session.get_adapter(door.url).poolmanager.pools  # type: ignore[attr-defined]
    assert [pools[key].num_connections for key in pools.keys()] == [1]  # noqa: SIM118  (a urllib3 container without iteration)


@pytest.mark.parametrize("fault", [Fault("lose request"), Fault("lose answer"), Fault("status", status=503), Fault("status", status=429)])
def test_what_may_pass_is_not_permanent(door: Door, transport: Transport, fault: Fault) -> None:
    door.faults = lambda method, path: fault

    with pytest.raises(NetworkError) as caught:
        transport.hello()

    assert not caught.value.permanent


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(door: Door, transport: Transport, status: int) -> None:
    door.faults = lambda method, path: Fault("status", status=status, headers=(("Location", f"{door.url}/api/device/v1/elsewhere"),))

    with pytest.raises(NetworkError) as caught:
        transport.hello()

    assert caught.value.permanent
    assert door.asked == ["GET /api/device/v1/hello"]


def test_a_revoked_device_hears_it_for_good(door: Door, transport: Transport) -> None:
    transport.line._session.headers["Authorization"] = "Bearer of-somebody-else"

    with pytest.raises(NetworkError) as caught:
        transport.hello()

    assert (caught.value.permanent, caught.value.status, caught.value.code) == (True, 401, "device_unknown")


def test_an_answer_that_makes_no_sense_is_a_network_error(door: Door, transport: Transport) -> None:
    door.faults = lambda method, path: Fault("status", status=200)

    with pytest.raises(NetworkError):
        transport.hello()


def test_environment_variables_change_nothing(door: Door, transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")

    assert transport.hello().epoch == door.model.epoch


def test_no_ca_of_this_machine_is_trusted(door: Door, transport: Transport) -> None:
    transport.hello()

    context = transport.line._session.get_adapter(door.url)._context  # type: ignore[attr-defined]
    assert [hashlib.sha256(der).hexdigest() for der in context.get_ca_certs(binary_form=True)] == [door.authority.sha256]


def test_pairing_keeps_the_pins(door: Door) -> None:
    paired = HttpPairing(QUICK).pair(door.url, door.authority.sha256.upper(), "RIGHT-CODE")

    assert paired.ca_pem == door.authority.pem
    assert paired.server_key_sha256 == door.identity.key_sha256
    assert paired.answer.device_name == "T-02"


def test_the_code_is_not_said_to_a_server_with_another_fingerprint(door: Door) -> None:
    with pytest.raises(NetworkError) as caught:
        HttpPairing(QUICK).pair(door.url, "ab" * 32, "RIGHT-CODE")

    assert caught.value.permanent
    assert door.asked == ["GET /ca.pem"]


def test_a_wrong_code_is_refused_for_good(door: Door) -> None:
    with pytest.raises(NetworkError) as caught:
        HttpPairing(QUICK).pair(door.url, door.authority.sha256, "WRONG-CODE")

    assert (caught.value.permanent, caught.value.code) == (True, "wrong_code")
