from __future__ import annotations

from tests.app.ui.sweeping import swept

__all__ = ["swept"]
