"""One child's consent record on paper."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from app.ui.office.consents.state import answer_line
from app.ui.office.consents.wording import EVIDENCE_WORDS, ITEMS, answer_word, permission_words, rows_by_item
from app.ui.office.parts.paper import Paper, PaperPart, PaperTable
from app.ui.office.parts.wording import long_date
from domain.wire.consents import AdultAnswers, AnswerRow, ChildConsents

ANSWERS = (("Adult", 26), ("Item", 26), ("Answer", 12), ("Since, how, and written down by", 36))
HISTORY = (("Written down", 17), ("Adult", 19), ("Item", 22), ("Answer", 9), ("How", 16), ("By", 17))


def consent_paper(child: ChildConsents, head: str, zone: ZoneInfo) -> Paper:
    """What holds, every adult's answers, and all answers ever."""
    answers = tuple(row for adult in child.adults for row in answer_rows(adult, zone))
    history = tuple(history_row(row, zone) for row in child.history)
    return Paper(
        title=f"Photo permissions: {child.name}, {child.room_name}",
        head=head,
        parts=(
            PaperPart(heading="What holds now", words=permission_words(child)),
            PaperPart(heading="Answers in force", table=PaperTable(ANSWERS, answers), words="" if answers else "Nobody is linked."),
            PaperPart(heading="All answers, the newest first", table=PaperTable(HISTORY, history), words="" if history else "None yet."),
        ),
    )


def answer_rows(adult: AdultAnswers, zone: ZoneInfo) -> list[tuple[str, ...]]:
    """One row for each item."""
    counts = adult.relation if adult.has_responsibility else f"{adult.relation}, does not count"
    return [
        (f"{adult.name} ({counts})", ITEMS[item], answer_word(row) if row else "Not signed", answer_line(row, zone))
        for item, row in rows_by_item(adult).items()
    ]


def history_row(row: AnswerRow, zone: ZoneInfo) -> tuple[str, ...]:
    """One answer."""
    at = row.recorded_at.astimezone(zone)
    how = f"{EVIDENCE_WORDS[row.evidence].capitalize()}, {long_date(row.signed_on)}, form {row.form_version}"
    return (f"{at:%d/%m/%Y %H:%M}", row.adult_name, ITEMS[row.purpose], answer_word(row), how, row.recorded_by)
