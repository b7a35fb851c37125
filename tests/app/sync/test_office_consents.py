"""Every call about permissions and covers on the line: its method, its place, the session, its question, and what the answer becomes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.sync.office_consents import HttpConsentDesk
from domain import wire
from domain.consent import Evidence, Purpose
from domain.wire.consents import KeepOut, RecordAnswer
from tests import cast
from tests.app.sync.test_office_house import HeardLine, Lined
from tests.app.ui.office.consent_desk import CASE_ONE, ENTRY, SARAH, MemoryConsents, some_children

ID = cast.AMELIA
MEMORY, CHILD = MemoryConsents(), some_children()[0]
ANSWER = RecordAnswer(
    adult_id=SARAH, purpose=Purpose.OWN_JOURNAL, answer=False, evidence=Evidence.PAPER, signed_on=cast.TODAY, typed_name="Sarah Price"
)
CALLS: list[tuple[str, str, Callable[[HttpConsentDesk], object], wire.Message, dict[str, str]]] = [
    ("GET", "consents", lambda desk: desk.consents(), MEMORY.consents(), {}),
    ("GET", f"consents/{ID}", lambda desk: desk.child_consents(ID), CHILD, {}),
    ("POST", f"consents/{ID}/answers", lambda desk: desk.record_answer(ID, ANSWER), CHILD, {}),
    ("POST", f"consents/{ID}/keep-out", lambda desk: desk.keep_out(ID, KeepOut(is_kept_out=True)), CHILD, {}),
    ("GET", "rechecks", lambda desk: desk.rechecks(everything=False), MEMORY.rechecks(everything=False), {"all": "0"}),
    ("GET", "rechecks", lambda desk: desk.rechecks(everything=True), MEMORY.rechecks(everything=True), {"all": "1"}),
    ("POST", f"rechecks/{CASE_ONE}/seen", lambda desk: desk.recheck_seen(CASE_ONE), MEMORY.rechecks(everything=True), {}),
    ("GET", "covering", lambda desk: desk.published(None), MEMORY.published(None), {}),
    ("GET", "covering", lambda desk: desk.published(cast.NOW), MEMORY.published(None), {"before": cast.NOW.isoformat()}),
    ("GET", f"covering/{ENTRY}", lambda desk: desk.covering_record(ENTRY), MEMORY.covering_record(ENTRY), {}),
]


@pytest.mark.parametrize(("method", "path", "call", "answer", "asked"), CALLS)
def test_every_call_goes_to_its_place_with_the_session(
    method: str, path: str, call: Callable[[HttpConsentDesk], object], answer: wire.Message, asked: dict[str, str]
) -> None:
    line = HeardLine(answer)
    desk = HttpConsentDesk(Lined(line), lambda: "a-session")  # type: ignore[arg-type]  # what it asks of a transport is its line

    came = call(desk)

    assert came == answer and line.params == asked
    assert line.heard == [(method, f"/api/office/v1/{path}", {"Daybook-Session": "a-session"})]


def test_a_picture_is_its_bytes() -> None:
    line = HeardLine(b"\xff\xd8jpeg")

    assert HttpConsentDesk(Lined(line), lambda: "s").picture(ID) == b"\xff\xd8jpeg"  # type: ignore[arg-type]
    assert line.heard[0][1] == f"/api/office/v1/media/{ID}"
