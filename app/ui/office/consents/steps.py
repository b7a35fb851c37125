"""The three sheets of the consents section, and what is wrong with what was filled in."""

from __future__ import annotations

from datetime import date, datetime

from app.services.consents import FUTURE, NO_SIGNATURE
from app.ui.office.consents.wording import ITEMS, SCOPE_SENTENCES
from app.ui.office.parts.screen import WORDS, Answer, Ask, AskChoice, AskField
from app.ui.office.parts.wording import begun
from domain.consent import Answer as Signed
from domain.consent import Evidence, Purpose, effective_scope, evidence_suffices
from domain.wire.consents import AdultAnswers, ChildConsents, RecordAnswer

ADULT, ITEM, SAYS, EVIDENCE, DATE, NAME = "adult", "item", "says", "evidence", "date", "name"
YES, NO = "yes", "no"
RECORD, KEEP_OUT, LET_IN = "record", "keep-out", "let-in"
FIELD_OF = {
    "no_signature": EVIDENCE,
    "future": DATE,
    "before_birth": DATE,
    "older_than_no": DATE,
    "not_responsible": ADULT,
    "name_missing": NAME,
}
LABELS = {ADULT: "Adult", ITEM: "Item", SAYS: "Answer", EVIDENCE: "How we know", DATE: "Signed on", NAME: "Signed by"}
FORMS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
MISSING = {
    ADULT: "Choose whose answer it is.",
    ITEM: "Choose which item was answered.",
    SAYS: "Choose yes or no.",
    EVIDENCE: "Choose how we know.",
    NAME: "Write the full name as it stands on the form. For a spoken no: who said it.",
}
NO_DATE = "Write the day like 22/11/2026: day, month, year."


def ask_record(child: ChildConsents, today: date) -> Ask:
    """The sheet for an answer from paper, or a spoken no."""
    adults = tuple((adult.adult_id, adult.name) for adult in child.adults if adult.has_responsibility)
    return Ask(
        id=f"{RECORD} {child.child_id}",
        title=f"An answer for {child.name}",
        sentence="It counts as soon as it is written down. Nothing is overwritten: the answers before stay in the history.",
        choices=(
            AskChoice(LABELS[ADULT], adults, key=ADULT, value=adults[0][0] if len(adults) == 1 else ""),
            AskChoice(LABELS[ITEM], tuple((item.value, words) for item, words in ITEMS.items()), key=ITEM),
            AskChoice(LABELS[SAYS], ((YES, "Yes"), (NO, "No")), key=SAYS),
            AskChoice(
                LABELS[EVIDENCE],
                ((Evidence.PAPER.value, "Signed paper"), (Evidence.SPOKEN.value, "Spoken: only a no")),
                key=EVIDENCE,
            ),
        ),
        choices_first=True,
        fields=(
            AskField(key=DATE, label=LABELS[DATE], icon="calendar", value=f"{today:%d/%m/%Y}", limit=20),
            AskField(key=NAME, label=LABELS[NAME], icon="pencil", hint="The name as it stands on the form"),
        ),
        button="Write it down",
        icon="pencil",
    )


def ask_keep_out(child: ChildConsents) -> Ask:
    """The sheet before a child is kept out of every picture."""
    return Ask(
        id=f"{KEEP_OUT} {child.child_id}",
        title=f"{child.name} in no picture at all",
        sentence=(
            f"From now on {child.name}’s face is covered in every journal, the own one too, whatever was signed. Pictures from before "
            "are covered as well. The reason stays on paper: it stands on no screen, and rooms only see that there is no photo."
        ),
        words="Note for the file",
        words_hint="Where the paper lies, not what it says. May stay empty.",
        button="Keep out of every picture",
        icon="hand",
        is_danger=True,
    )


def ask_let_in(child: ChildConsents) -> Ask:
    """The sheet before the signatures count again."""
    then = SCOPE_SENTENCES[effective_scope([signed(adult) for adult in child.adults if adult.has_responsibility])].format(name=child.name)
    return Ask(
        id=f"{LET_IN} {child.child_id}",
        title=f"Let the signatures count for {child.name}",
        sentence=f"What was signed counts again: {then} Pictures that were covered stay covered.",
        words="Note for the file",
        words_hint="Where the paper lies, not what it says. May stay empty.",
        button="Let the signatures count",
        icon="undo-2",
    )


def signed(adult: AdultAnswers) -> Signed:
    """The adult's answers as the rule knows them."""
    own, others = adult.own_journal, adult.other_journals
    return Signed(own_journal=own.answer if own else None, other_journals=others.answer if others else None)


def errors_of(answer: Answer, today: date) -> dict[str, str]:
    """What is missing or wrong in an answer, each at its field; empty = it can be sent."""
    found = {key: sentence for key, sentence in MISSING.items() if not answer.of(key)}
    if (evidence := evidence_error(answer)) and EVIDENCE not in found:
        found[EVIDENCE] = evidence
    day = day_of(answer.of(DATE))
    if day is None or day > today:
        found[DATE] = NO_DATE if day is None else FUTURE
    return found


def evidence_error(answer: Answer) -> str:
    """The way out for a spoken yes; "" = the evidence is enough."""
    says, evidence = answer.of(SAYS), answer.of(EVIDENCE)
    return NO_SIGNATURE if evidence and says and not evidence_suffices(Evidence(evidence), says == YES) else ""


def record_of(answer: Answer) -> RecordAnswer:
    """The message of an answer without errors."""
    return RecordAnswer(
        adult_id=answer.of(ADULT),
        purpose=Purpose(answer.of(ITEM)),
        answer=answer.of(SAYS) == YES,
        evidence=Evidence(answer.of(EVIDENCE)),
        signed_on=day_of(answer.of(DATE)) or date.min,
        typed_name=answer.of(NAME),
    )


def at_field(sentence: str) -> str:
    """The server's sentence without the field's name, which stands above it already: "Signed on: this day …"."""
    label, _, rest = sentence.partition(": ")
    return begun(rest) if label in LABELS.values() else sentence


def note_of(answer: Answer) -> str:
    """The note for the file, as long as the message takes."""
    return answer.of(WORDS)[:300]


def day_of(text: str) -> date | None:
    """The day that somebody wrote, day first; None = it is none."""
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
