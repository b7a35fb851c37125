"""What the world does to us, said in a sentence that a person can act on."""

from __future__ import annotations


class KnownError(Exception):
    """Something outside the program went wrong; `sentence` says what happened and what to do, and is shown once."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
