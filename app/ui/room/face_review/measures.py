"""The measure of an answer in the panels beside the picture."""

from __future__ import annotations

from app.ui.widgets.buttons import Measure

ANSWER = Measure(52, 20, "helper", 12, 8, "field")
