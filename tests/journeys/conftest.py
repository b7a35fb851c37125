"""Journeys play on real windows without a screen; the multimedia library is quiet, as `app.main` makes it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;qt.multimedia*=false")
