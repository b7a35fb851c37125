from __future__ import annotations

from uuid import UUID

from server.journal.waiting import ClipQueue, Turn

ONE, OTHER = UUID(int=1), UUID(int=2)


def test_covering_further_comes_before_new_clips_and_families_copies_come_last() -> None:
    waiting = ClipQueue()
    for turn, clip in ((Turn.MARK, ONE), (Turn.DRAW, ONE), (Turn.DRAW, OTHER), (Turn.COVER_FURTHER, OTHER)):
        waiting.add(turn, clip, "words" if turn is Turn.MARK else "")

    done = [waiting.next() for _ in range(4)]

    assert [(work.turn, work.rendition_id) for work in done] == [
        (Turn.COVER_FURTHER, OTHER),
        (Turn.DRAW, ONE),
        (Turn.DRAW, OTHER),
        (Turn.MARK, ONE),
    ]
    assert waiting.is_empty()


def test_what_is_asked_for_twice_waits_once_and_again_after_it_was_done() -> None:
    waiting = ClipQueue()
    for _ in range(2):
        waiting.add(Turn.MARK, ONE, "one family")
        waiting.add(Turn.MARK, ONE, "another")

    assert {waiting.next().mark, waiting.next().mark} == {"one family", "another"} and waiting.is_empty()
    waiting.add(Turn.MARK, ONE, "another")
    assert not waiting.is_empty()
