"""The demo nursery, ready to play with: its server, a paired room tablet, office PC and kiosk. Without a display it plays the tour."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from commands.touring.serving import ROOT, Ready, ServerProcess

DATA = ROOT / "data" / "demo"
STATIONS = {"room": "T-02", "office": "OFFICE-1", "kiosk": "KIOSK-1"}
PORT = 8443


def main(words: list[str]) -> int:
    """Open the demo, or play the tour where nothing can be shown; returns an exit code."""
    parser = argparse.ArgumentParser(prog="run.py demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "tour", help="without a display: where the tour writes")
    parser.add_argument("--camera", default="synthetic", help="auto, synthetic, none, or folder:DIR")
    given = parser.parse_args(words)
    return open_demo(given.camera) if has_display() else play_tour(given.out)


def has_display() -> bool:
    """Whether a window can be shown."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_demo(camera: str) -> int:
    """Start the server, pair the stations that are new, open their windows, and wait until all are closed."""
    DATA.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(ServerProcess(DATA / "server", DATA / "server.log", revives=True)) as server:
        ready = server.start(PORT)  # always the same: the stations were paired with this address
        for station, device in STATIONS.items():
            pair(station, device, ready)
        print(logins(ready), flush=True)
        windows = [subprocess.Popen(line_of(station, camera), cwd=ROOT) for station in STATIONS]
        for window in windows:
            window.wait()
    return 0


def pair(station: str, device: str, ready: Ready) -> None:
    """Pair a station that is not paired yet."""
    from app.keys.device_secret import FolderKeyStore
    from app.keys.enrolment import load_enrolment
    from app.services.enrolling import Enrolling
    from app.sync.pairing import HttpPairing

    folder = DATA / station
    if load_enrolment(folder) is None:
        pairing = ready.pairing(device)
        enrolling = Enrolling(folder, FolderKeyStore(DATA / "keys" / station), HttpPairing())
        enrolling.pair(pairing.server_url, pairing.ca_sha256, pairing.code)


def line_of(station: str, camera: str) -> list[str]:
    """The words that open a station's window."""
    line = [sys.executable, "-m", "app.main", station, "--data", str(DATA / station), "--window", "--any-network"]
    return [*line, "--key-store", str(DATA / "keys" / station), "--camera", camera]


def logins(ready: Ready) -> str:
    """What a person needs to look around."""
    parents = [parent for parent in ready.demo["parents"] if parent["child"] in ("Amelia", "Noah", "Isla", "Mei-Lin")]
    lines = [
        "",
        "Hazel Lane Nursery, all made up. The password of everybody: " + ready.demo["password"],
        "  Room tablet   sam.morris",
        "  Office PC     ruth.adeyemi (manager), tom.hughes (deputy)",
        "  Kiosk         ellis.grant; the PIN of everybody but Kit Doyle, who chooses one there: " + ready.demo.get("pin", ""),
        f"  Portal        {ready.url}   (its certificate is the nursery's own: the browser asks once)",
        *(
            f"                {parent['email']}   {parent['child']}'s {'parent' if parent['signed'] else 'parent, has not signed yet'}"
            for parent in parents
        ),
        "Close all windows to stop.",
    ]
    return "\n".join(lines)


def play_tour(out: Path) -> int:
    """Play the tour on pictures that are drawn here."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from commands import tour
    from commands.touring.scenes import draw_scenes

    print(f"There is no display here, so the tour is played instead. It writes to {out}", flush=True)
    with tempfile.TemporaryDirectory(prefix="daybook-scenes-") as folder:
        draw_scenes(Path(folder))
        return tour.main(["--photos", folder, "--out", str(out)])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
