"""What each item of the photo permission means, and what an answer does, in parents' words. {child} is the own child's name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from domain.consent import Evidence, Purpose
from server.portal.templatetags.portal import name

AGREE, WITHDRAW, REFUSE = "agree", "withdraw", "refuse"
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Point:
    """One line of what an answer does: something that happens (check), or something to know (info)."""

    icon: str
    words: Words


@dataclass(frozen=True, slots=True)
class ItemWords:
    """One item of the form: its title, what a yes means, what each answer does, and what is said once it is given."""

    title: Words
    means: Words
    points: dict[str, tuple[Point, ...]]
    done: dict[str, Words]


def happens(words: Words) -> Point:
    """Something that the answer does."""
    return Point("check", words)


def to_know(words: Words) -> Point:
    """Something that it does not do, or what can be done later."""
    return Point("info", words)


BEFORE = happens(_("In pictures already shared we cover it too, most within minutes."))
SAVED = to_know(_("A picture that a family has printed or saved cannot be called back."))
AGAIN = to_know(_("You can agree again later. A picture that was covered stays covered."))
AT_ANY_TIME = to_know(_("You can withdraw here at any time."))
STAYS_COVERED = to_know(_("A picture that was covered before stays covered."))
LATER = to_know(_("You can agree later, at any time."))

ITEMS = {
    Purpose.OWN_JOURNAL: ItemWords(
        title=_("Photos and videos in {child}’s own journal"),
        means=_("Staff take pictures and short videos of {child} for this journal."),
        points={
            AGREE: (
                happens(_("From now on staff take pictures and short videos of {child} for this journal.")),
                to_know(_("In other children’s journals {child}’s face is covered unless you agree to that too.")),
                STAYS_COVERED,
                AT_ANY_TIME,
            ),
            WITHDRAW: (
                happens(_("From now on {child}’s face is covered in every picture, in this journal too.")),
                BEFORE,
                SAVED,
                AGAIN,
            ),
            REFUSE: (happens(_("{child}’s face stays covered in every picture.")), LATER),
        },
        done={
            AGREE: _("Thank you. You agreed to photos and videos in {child}’s own journal."),
            WITHDRAW: _("Withdrawn. From now on {child}’s face is covered in every picture."),
            REFUSE: _("Thank you. Your answer is no. {child}’s face stays covered in every picture."),
        },
    ),
    Purpose.OTHER_JOURNALS: ItemWords(
        title=_("{child}’s face in other children’s journals"),
        means=_("When {child} plays in a group, the other families may see {child}’s face."),
        points={
            AGREE: (
                happens(_("From now on the families of the children in a picture may see {child}’s face in it.")),
                to_know(_("They have signed that pictures stay in their own family.")),
                STAYS_COVERED,
                AT_ANY_TIME,
            ),
            WITHDRAW: (
                happens(_("From now on {child}’s face is covered in other children’s pictures.")),
                BEFORE,
                SAVED,
                # With "own journal only" a child is seen alone there (docs/adr/0006).
                to_know(_("In {child}’s own journal {child} stays in sight, and other children’s faces are covered.")),
                AGAIN,
            ),
            REFUSE: (happens(_("{child}’s face stays covered in other children’s pictures.")), LATER),
        },
        done={
            AGREE: _("Thank you. You agreed that other families may see {child}’s face."),
            WITHDRAW: _("Withdrawn. From now on {child}’s face is covered in other children’s pictures."),
            REFUSE: _("Thank you. Your answer is no. {child}’s face stays covered in other children’s pictures."),
        },
    ),
    Purpose.VOICE: ItemWords(
        title=_("{child}’s voice in videos"),
        means=_("Videos in which {child} is heard may keep their sound, wherever {child}’s face may be seen."),
        points={
            AGREE: (
                happens(_("From now on {child} may be heard in videos, in the journals where {child}’s face may be seen.")),
                to_know(_("A video keeps its sound only when every child in it may be heard.")),
                to_know(_("A video that was silent before stays silent.")),
                AT_ANY_TIME,
            ),
            WITHDRAW: (
                happens(_("From now on every video in which {child} is heard is silent, in this journal too.")),
                happens(_("Videos already shared become silent too, most within minutes.")),
                to_know(_("A video that a family has saved cannot be called back.")),
                to_know(_("You can agree again later. A video that became silent stays silent.")),
            ),
            REFUSE: (happens(_("Videos in which {child} is heard stay silent.")), LATER),
        },
        done={
            AGREE: _("Thank you. You agreed that {child} may be heard in videos."),
            WITHDRAW: _("Withdrawn. From now on every video in which {child} is heard is silent."),
            REFUSE: _("Thank you. Your answer is no. Videos in which {child} is heard stay silent."),
        },
    ),
}
HEADINGS: dict[str, Words] = {AGREE: _("If you agree"), WITHDRAW: _("If you withdraw"), REFUSE: _("If you say no")}
BUTTONS: dict[str, Words] = {AGREE: _("Agree"), WITHDRAW: _("Withdraw"), REFUSE: _("Say no")}
NOW_BUTTONS: dict[str, Words] = {AGREE: _("Agree now"), WITHDRAW: _("Withdraw now"), REFUSE: _("Say no now")}
HOW: dict[Evidence, Words] = {Evidence.PORTAL: "", Evidence.PAPER: _("on paper"), Evidence.SPOKEN: _("as you told us")}


def of_child(words: Words, first_name: str) -> SafeString:
    """The sentence with the child's name in it, kept whole when its script runs the other way than the page."""
    return format_html(str(words), child=name(first_name))
