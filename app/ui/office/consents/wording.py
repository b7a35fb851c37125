"""Permissions in the office's words."""

from __future__ import annotations

from app.ui.office.parts.wording import listed
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.consent import Evidence, Purpose, Scope
from domain.wire.consents import AdultAnswers, AnswerRow, ChildConsents

ITEMS = {
    Purpose.OWN_JOURNAL: "Photos in the own journal",
    Purpose.OTHER_JOURNALS: "Face in other children’s journals",
    Purpose.VOICE: "Voice in videos",
}
EVIDENCE_WORDS = {Evidence.PORTAL: "in the portal", Evidence.PAPER: "on paper", Evidence.SPOKEN: "spoken"}
SCOPE_CHIPS = {
    Scope.ALL: ChipFact("Every journal", "camera", Tone.OK),
    Scope.OWN_ONLY: ChipFact("Own journal only", "book-open", Tone.INFO),
    Scope.NONE: ChipFact("In no picture", "camera-off", Tone.WARN),
}
SCOPE_SENTENCES = {
    Scope.ALL: "{name} may be seen in the own journal and in other children’s journals.",
    Scope.OWN_ONLY: "{name} is seen in the own journal only, and alone there. In every other journal the face is covered.",
    Scope.NONE: "{name}’s face is covered in every picture, in the own journal too.",
}
VOICE_SENTENCES = {
    True: "The voice may be heard in videos, wherever the face may be seen.",
    False: "Videos in which {name} is heard are silent.",
}
FROM_NOW = {
    Scope.OWN_ONLY: "From now on {name}’s face is covered in other children’s journals.",
    Scope.NONE: "From now on {name}’s face is covered in every picture.",
}
FROM_NOW_SILENT = "From now on videos in which {name} is heard are silent."
STRICTER = (
    "Pictures and videos from before are being changed now. Until one is done, nobody is shown it. "
    "What a family has printed or saved cannot be called back."
)
HEARD = ChipFact("May be heard", "mic", Tone.OK)
YES, NO = ChipFact("Yes", "circle-check", Tone.OK), ChipFact("No", "ban", Tone.WARN)
UNSIGNED = ChipFact("Not signed", "circle-alert", Tone.WARN)
KEPT_OUT = ChipFact("Kept out", "hand", Tone.WARN)
DISAGREE = ChipFact("They disagree", "users", Tone.WARN)
MISSING = ChipFact("Not signed", "circle-alert", Tone.WARN)


def permission_words(child: ChildConsents) -> str:
    """What holds in plain words, and why it is so."""
    return " ".join(part for part in (seen_words(child), why_of(child), heard_words(child)) if part)


def seen_words(child: ChildConsents) -> str:
    """Where the face may be seen."""
    return SCOPE_SENTENCES[child.scope].format(name=child.name)


def heard_words(child: ChildConsents) -> str:
    """Whether the voice may be heard; "" while the child is in no picture at all, for nothing is left to say then."""
    return "" if child.scope is Scope.NONE else VOICE_SENTENCES[child.is_voice_allowed].format(name=child.name)


def rows_by_item(adult: AdultAnswers) -> dict[Purpose, AnswerRow | None]:
    """The adult's answer to every item, in the form's order; None = never signed."""
    return {Purpose.OWN_JOURNAL: adult.own_journal, Purpose.OTHER_JOURNALS: adult.other_journals, Purpose.VOICE: adult.voice}


def why_of(child: ChildConsents) -> str:
    """What keeps the scope from being wider; "" = nothing does."""
    if child.is_kept_out:
        by = f" by {child.kept_out_by}" if child.kept_out_by else ""
        return f"Kept out{by}, whatever was signed. The reason stays on paper."
    counting = [adult for adult in child.adults if adult.has_responsibility]
    if not counting:
        return "No adult with parental responsibility is known here, so nobody can agree."
    unsigned = [adult.name for adult in counting if adult.own_journal is None or adult.other_journals is None]
    noes = [adult.name for adult in counting if says_no(adult)]
    parts = []
    if noes:
        parts.append(f"{listed(noes)} said no; one no is enough." if len(counting) > 1 else f"{noes[0]} said no.")
    if unsigned:
        parts.append(f"{listed(unsigned)} {'has' if len(unsigned) == 1 else 'have'} not signed both items; until then it counts as no.")
    return " ".join(parts)


def says_no(adult: AdultAnswers) -> bool:
    """Whether that adult answered an item about pictures with no."""
    return any(row is not None and not row.answer for row in (adult.own_journal, adult.other_journals))


def answer_word(row: AnswerRow) -> str:
    """ "Yes" or "No"."""
    return "Yes" if row.answer else "No"
