"""The kiosk in the office: `app.main kiosk` with the words that follow."""

from __future__ import annotations

import sys

from app.main import main

if __name__ == "__main__":
    raise SystemExit(main(["kiosk", *sys.argv[1:]]))
