"""Tracks as JSON values, for the way between the program and its worker. Safe to import anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.boxes import Box
from imaging.values import Tier
from imaging.video_values import Track

Edges = tuple[int, int, int, int]


def tell_tracks(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    """The tracks as JSON values."""
    return [
        {
            "id": each.id,
            "tier": each.tier.value,
            "first": each.first,
            "best": each.best,
            "boxes": tell_boxes(each.boxes),
            "reach": each.reach,
        }
        for each in tracks
    ]


def hear_tracks(told: Sequence[dict[str, Any]]) -> tuple[Track, ...]:
    """The tracks out of JSON values."""
    return tuple(
        Track(each["id"], Tier(each["tier"]), each["first"], each["best"], hear_boxes(each["boxes"]), (each["reach"][0], each["reach"][1]))
        for each in told
    )


def tell_boxes(boxes: Sequence[Box]) -> list[Edges]:
    """The boxes as JSON values."""
    return [(box.x0, box.y0, box.x1, box.y1) for box in boxes]


def hear_boxes(told: Sequence[Sequence[int]]) -> tuple[Box, ...]:
    """The boxes out of JSON values."""
    return tuple(Box(*edges) for edges in told)
