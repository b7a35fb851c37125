"""The office PC: `app.main office` with the words that follow."""

from __future__ import annotations

import sys

from app.main import main

if __name__ == "__main__":
    raise SystemExit(main(["office", *sys.argv[1:]]))
