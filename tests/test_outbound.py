"""What the program never does: speak to a strange host, or offer a way out for pictures."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("app", "domain", "imaging", "server", "commands", "resources")
TEXTS = frozenset({".py", ".html", ".css", ".js", ".json", ".svg", ".sql", ".txt"})
HOST = re.compile(r"https?://([A-Za-z0-9.\-]+)")
# Names inside documents that nobody ever asks for, and addresses on the machine itself.
NEVER_ASKED = frozenset(
    {"www.w3.org", "127.0.0.1", "localhost", "example.org", "lucide.dev", "scripts.sil.org", "openfontlicense.org", "github.com"}
)
WAYS_OUT = (
    "QFileDialog",
    "QClipboard",
    ".clipboard(",
    "QDesktopServices",
    "QPrinter",
    "QtWebEngine",
    "QProcess",
    "captureToFile",
    "shareUrl",
)


def sources() -> list[Path]:
    return [path for folder in CODE for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in TEXTS]


def test_c52_c53_no_source_names_a_strange_host() -> None:
    named = {(path.name, host) for path in sources() for host in HOST.findall(path.read_text(encoding="utf-8"))}

    strange = {(name, host) for name, host in named if host not in NEVER_ASKED and not name.lower().startswith(("ofl", "license"))}
    assert strange == set()


# Words and lines only: paper sheets for a pause, the kiosk's reports, an inspector's record, what the office copies to a device or person.
WORDS_ONLY = {
    "QPrinter": {
        "app/ui/paused/paper.py",
        "app/ui/paused/presenter.py",
        "app/ui/kiosk/printing.py",
        "app/ui/office/tablets/paper.py",
        "app/ui/office/parts/paper.py",
    },
    ".clipboard(": {"app/ui/office/parts/copying.py", "app/ui/shell.py"},  # the shell empties it
    "QClipboard": {"app/ui/shell.py"},
}
PICTURES = ("QImage", "QPixmap", "jpeg", "storage.vault")


@pytest.mark.parametrize("way", WAYS_OUT)
def test_c13_c33_no_screen_offers_a_way_out_for_pictures(way: str) -> None:
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py")}
    using = {path for path, text in texts.items() if way in text}

    assert using - WORDS_ONLY.get(way, set()) == set()
    assert not [path for path in using if any(picture in texts[path] for picture in PICTURES)]


@pytest.mark.parametrize("module", ["app.main", "commands.server", "server.journal.visible"])
def test_no_window_and_no_server_process_loads_the_pixel_library(module: str) -> None:
    """cv2 brings a Qt of its own, and what decodes strangers' files must live in the worker."""
    line = "; ".join(
        (
            "import os, sys, django",
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'server.config.settings_test'",
            "django.setup()",
            f"import {module}",
            "sys.exit('cv2' in sys.modules or 'PIL' in sys.modules)",
        )
    )

    assert subprocess.run([sys.executable, "-c", line], cwd=ROOT, check=False).returncode == 0
