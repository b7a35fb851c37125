"""A frozen program is its own picture worker: it starts itself again with a flag. Imports no pixels until it is asked."""

from __future__ import annotations

import sys

from imaging.channel import WORKER_FLAG


def serve_if_asked() -> None:
    """Become the worker when the program started itself as one; first line of its `main`."""
    if WORKER_FLAG in sys.argv[1:]:
        from imaging.serving import main  # only here: cv2 brings a Qt of its own, which must never meet the window's

        main()
        raise SystemExit(0)
