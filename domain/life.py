"""A life is a table: every allowed step from a state by an event. One function walks every such table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

State = TypeVar("State", bound=StrEnum)
Event = TypeVar("Event", bound=StrEnum)


class IllegalTransition(Exception):
    """A step that the table does not hold: a bug of the caller."""


def next_state(table: Mapping[tuple[State, Event], State], state: State, event: Event) -> State:
    """The state that `event` leads to from `state`. Raises IllegalTransition when the table holds no such step."""
    try:
        return table[state, event]
    except KeyError:
        raise IllegalTransition(f"{type(state).__name__}: no step from {state} by {event}") from None
