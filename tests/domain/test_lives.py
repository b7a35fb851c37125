"""Every life is a table: all pairs are walked, and every state can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from domain import damage, lifecycle, tablet_day, tablets
from domain.life import IllegalTransition, next_state

LIVES: list[tuple[Any, Any, Any, Any]] = [  # states, events, steps, first: each table is of its own enums
    (lifecycle.PhotoState, lifecycle.PhotoEvent, lifecycle.PHOTO_STEPS, lifecycle.PhotoState.CAPTURED),
    (lifecycle.RenditionState, lifecycle.RenditionEvent, lifecycle.RENDITION_STEPS, lifecycle.RenditionState.QUEUED),
    (lifecycle.OpState, lifecycle.OpEvent, lifecycle.OP_STEPS, lifecycle.OpState.WAITING),
    (lifecycle.MediaState, lifecycle.MediaEvent, lifecycle.MEDIA_STEPS, lifecycle.MediaState.EXPECTED),
    (lifecycle.EntryState, lifecycle.EntryEvent, lifecycle.ENTRY_STEPS, lifecycle.EntryState.WAITING),
    (tablets.Place, tablets.PlaceEvent, tablets.PLACE_STEPS, tablets.Place.IN),
    (tablet_day.DayState, tablet_day.DayEvent, tablet_day.DAY_STEPS, tablet_day.DayState.NOT_OPEN),
    (damage.DeliberateState, damage.DeliberateEvent, damage.DELIBERATE_STEPS, damage.DeliberateState.NOT_SAID),
]


@pytest.mark.parametrize(("states", "events", "steps", "first"), LIVES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_pair_either_steps_or_refuses_and_every_state_is_reached(
    states: type[StrEnum], events: type[StrEnum], steps: Mapping[tuple[StrEnum, StrEnum], StrEnum], first: StrEnum
) -> None:
    for state, event in product(states, events):
        if (state, event) in steps:
            assert next_state(steps, state, event) is steps[state, event]
        else:
            with pytest.raises(IllegalTransition):
                next_state(steps, state, event)

    reached = {first}
    while more := {after for (before, _), after in steps.items() if before in reached} - reached:
        reached |= more
    assert reached == set(states)


def test_c39_a_rendition_is_wiped_only_by_way_of_a_receipt_or_a_persons_discard() -> None:
    before_wiping = {before for (before, _), after in lifecycle.RENDITION_STEPS.items() if after is lifecycle.RenditionState.WIPING}

    assert before_wiping == {lifecycle.RenditionState.ACKNOWLEDGED, lifecycle.RenditionState.HELD}


def test_c18_nothing_is_published_but_by_an_approval() -> None:
    ways = {pair for pair, after in lifecycle.ENTRY_STEPS.items() if after is lifecycle.EntryState.PUBLISHED}

    assert ways == {(lifecycle.EntryState.WAITING, lifecycle.EntryEvent.APPROVE)}
