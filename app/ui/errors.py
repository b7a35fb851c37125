"""An error as the sentence a person reads."""

from __future__ import annotations

from domain.errors import KnownError


def sentence_for(error: Exception) -> str:
    """The sentence of an error that came from the world. Re-raises anything else: a bug is never explained away."""
    if isinstance(error, KnownError):
        return error.sentence
    raise error
