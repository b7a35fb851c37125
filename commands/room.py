"""The room tablet: `app.main room` with the words that follow."""

from __future__ import annotations

import sys

from app.main import main

if __name__ == "__main__":
    raise SystemExit(main(["room", *sys.argv[1:]]))
