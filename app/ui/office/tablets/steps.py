"""What a lead does with a case of damage, as a table; and the words of a case."""

from __future__ import annotations

from dataclasses import replace

from app.ui.office.parts.screen import AMOUNT, WORDS, Answer, Ask, AskField, Deed
from app.ui.office.parts.step_words import StepWords
from domain.damage import DeliberateState
from domain.wire.people import DamageCase

MOST_PENCE = 10_000_00
DECIDE = "decide"
NO_WORDS = "Write it down in a few words."
NO_MONEY = "Write an amount like 12.50, up to 10000, or leave it empty."


CASE_STEPS = {
    DECIDE: StepWords(
        "Decide", "notebook-pen",
        "What is decided?",
        "Wear and accidents cost nobody anything. A charge needs these words, and can be appealed.",
        "The decision is written down.",
    ),
    "appeal": StepWords(
        "Note an appeal", "message-square",
        "What does the appeal say?",
        "It stands beside the decision, word for word.",
        "The appeal is noted.",
    ),
    "close": StepWords(
        "Close the case", "check",
        "How did it end?",
        "It goes to the end of the ledger, and nothing of it is lost.",
        "The case is closed.",
    ),
    "reopen": StepWords(
        "Open again", "undo-2",
        "Why is it open again?",
        "It stands among the open cases.",
        "The case is open again.",
    ),
    "say_deliberate": StepWords(
        "Say it was on purpose", "triangle-alert",
        "Why was it on purpose?",
        "It stands only when the other manager confirms it.",
        "The other manager can confirm it now.", is_danger=True,
    ),
    "confirm_deliberate": StepWords(
        "Confirm: on purpose", "triangle-alert",
        "Why do you confirm it?",
        "{said_by} said it. From now on it stands, and the person can be charged.",
        "It stands: on purpose.", is_danger=True,
    ),
    "reject_deliberate": StepWords(
        "Reject: not on purpose", "undo-2",
        "Why was it not on purpose?",
        "What {said_by} said does not stand.",
        "It does not stand.",
    ),
}  # fmt: skip


def deed(step: str, missing: str = "") -> Deed:
    """The button of a step. missing: why it rests."""
    return CASE_STEPS[step].deed(step, missing)


def deeds_of(case: DamageCase, missing: str = "") -> tuple[Deed, ...]:
    """The ordinary steps. missing: why none can be taken now."""
    if not case.report.is_open:
        return (deed("reopen", missing),)
    steps = [DECIDE] + (["appeal"] if case.decision else [])
    unsettled = "Somebody said it was on purpose. Confirm or reject that first." if case.deliberate is DeliberateState.SAID else ""
    undecided = "" if case.decision else "Decide first."
    return (*(deed(step, missing) for step in steps), deed("close", missing or unsettled or undecided))


def dangers_of(case: DamageCase, me: str, missing: str = "") -> tuple[Deed, ...]:
    """Whether it was on purpose: said by one, confirmed or rejected by another. me: full name of whoever looks."""
    if not case.report.is_open:
        return ()
    if case.deliberate is DeliberateState.SAID:
        own = "You said it. The other manager confirms it." if case.said_by == me else ""
        return (deed("confirm_deliberate", missing or own), deed("reject_deliberate", missing))
    return (deed("say_deliberate", missing),) if case.deliberate is not DeliberateState.CONFIRMED else ()


def ask_for(step: str, case: DamageCase) -> Ask:
    """The sheet before a step; a decision may name a charge."""
    amount = AskField(key=AMOUNT, label="Charge in pounds", hint="empty = no charge", icon="ticket", limit=8)
    ask = CASE_STEPS[step].ask(f"{step} {case.report.id}", words="In words", said_by=case.said_by)
    return replace(ask, fields=(amount,) if step == DECIDE else (), words_limit=2000)


class NotMoney(ValueError):
    """What was typed is no amount."""


def pence_of(typed: str) -> int | None:
    """ "12.50" as 1250; "" = no charge. Raises NotMoney."""
    plain = typed.strip().removeprefix("£").strip().replace(",", ".")
    if not plain:
        return None
    pounds, _, pence = plain.partition(".")
    if not (pounds + pence).isdecimal() or not pounds or len(pence) > 2 or not plain.isascii():
        raise NotMoney
    amount = int(pounds) * 100 + int((pence + "00")[:2])
    if amount > MOST_PENCE:
        raise NotMoney
    return amount


def money(pence: int | None) -> str:
    """ "£12.50"; None and 0 are no charge."""
    return f"£{pence // 100}.{pence % 100:02}" if pence else "no charge"


def wrong_of(answer: Answer) -> dict[str, str]:
    """What is missing or wrong in an answer, by part; "" = nothing."""
    return {WORDS: "" if answer.of(WORDS) else NO_WORDS, AMOUNT: "" if is_money(answer.of(AMOUNT)) else NO_MONEY}


def is_money(typed: str) -> bool:
    """Whether `pence_of` can read it."""
    try:
        pence_of(typed)
    except NotMoney:
        return False
    return True
