"""What a person waits for: the first screen after the start, and the first faces after the shutter (12 megapixels)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from app.keys.device_secret import FolderKeyStore, make_device_secret
from app.keys.enrolment import Enrolment, save_enrolment, with_token
from app.services.capturing import Capturing
from app.services.looking import Looking
from app.services.pixels import Frame
from app.services.session import Session
from app.services.writing import Writing
from app.storage.database import Store
from app.storage.vault import Vault
from benchmarks.common import figure, percentile, show
from domain.entries import EntryKind
from domain.ids import DeviceId, StaffId, uuid7
from domain.permissions import Role, Station
from imaging.worker import ImagingWorker

ROOT = Path(__file__).resolve().parent.parent
STARTS, SHOTS = 7, 12
FRAME = (4000, 3000)
NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)


def main() -> None:
    """Print every figure."""
    start_to_the_lock_screen()
    shutter_to_the_first_faces()


def start_to_the_lock_screen() -> None:
    """From the start of the process until the lock screen is painted; offscreen, so without a graphics driver's part."""
    with tempfile.TemporaryDirectory(prefix="daybook-bench-") as name:
        folder, keys = Path(name) / "tablet", Path(name) / "keys"
        enrol(folder, keys)
        taken = [one_start(folder, keys) for _ in range(STARTS)]
    show(figure("start_to_lock_screen_p95", taken, "ms", value=percentile(taken, 0.95)))


def one_start(folder: Path, keys: Path) -> float:
    """One start in a process of its own, in milliseconds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-m", "benchmarks.rig.first_screen", str(folder), str(keys)]
    began = time.time()
    said = subprocess.run(line, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return (float(said) - began) * 1000


def enrol(folder: Path, keys: Path) -> None:
    """A device that was paired with a server which is out of reach now."""
    folder.mkdir()
    device = uuid7(NOW, b"\1" * 10)
    secret = make_device_secret(FolderKeyStore(keys), device)
    enrolment = Enrolment(
        device_id=DeviceId(device),
        device_name="T-02",
        station=Station.ROOM,
        room_id=None,
        nursery_name="Hazel Lane Nursery",
        server_url="https://127.0.0.1:1",
        ca_pem=self_signed(),
        ca_sha256="0" * 64,
        server_key_sha256="0" * 64,
        signing_key="",
        recovery_key="",
        token_sealed="",
        key_store="folder",
    )
    save_enrolment(folder, with_token(enrolment, secret, "token"))


def self_signed() -> str:
    """Any certificate: the line is built with it and reaches nobody."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    return (
        made.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1)).sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()
    )


def shutter_to_the_first_faces() -> None:
    """A camera's frame of 12 megapixels: kept upright, sealed durably, looked at, until the first faces can be shown."""
    frame = Frame(rgb=astronaut(*FRAME), width=FRAME[0], height=FRAME[1])
    session = Session(
        staff_id=StaffId(uuid7(NOW, b"\2" * 10)),
        username="sam.morris",
        first_name="Sam",
        last_name="Morris",
        role=Role.PRACTITIONER,
        station=Station.ROOM,
    )
    with tempfile.TemporaryDirectory(prefix="daybook-bench-") as name, ImagingWorker() as imaging:
        store, vault = Store(Path(name), os.urandom(32)), Vault(Path(name))
        imaging.start()
        capturing, looking = Capturing(store, vault, imaging, lambda: NOW), Looking(store, vault, imaging, lambda: NOW)
        first: list[float] = []
        whole: list[float] = []
        for _ in range(SHOTS):
            draft = Writing(store, vault, lambda: NOW).new_draft(EntryKind.OBSERVATION, (), session)
            heard: list[float] = []
            began = time.perf_counter()
            photo = capturing.capture(frame, draft.id, session).photo_id
            looking.look(photo, session, partial(note, heard))
            first.append((heard[0] - began) * 1000)
            whole.append((time.perf_counter() - began) * 1000)
        store.close()
    show(figure("shutter_to_first_faces_12mp_p95", first, "ms", value=percentile(first, 0.95)))
    show(figure("shutter_to_all_faces_12mp", whole, "ms"))


def note(heard: list[float], faces: object) -> None:
    """Remember when the first faces came."""
    heard.append(time.perf_counter())


def astronaut(width: int, height: int) -> bytes:
    """The astronaut's picture at that size, as a camera's rows of RGB."""
    from PIL import Image

    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise RuntimeError("scikit-image is not installed")
    with Image.open(Path(spec.origin).parent / "data" / "astronaut.png") as picture:
        return picture.convert("RGB").resize((width, height)).tobytes()


if __name__ == "__main__":
    main()
