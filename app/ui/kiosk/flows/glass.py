"""The look at the glass: all fine, or what is broken, in few words and with a picture of the tablet alone."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.kiosk.flows.pages import FormField, FormPage, Page, PickPage, Tile
from app.ui.kiosk.flows.photos import PhotoStep
from app.ui.kiosk.flows.step import Host, PickStep, Step
from app.ui.theme.tokens import Tone
from domain.damage import DAMAGE_WORDS, FILING_SENTENCES, GONE, DamageKind, FilingRefusal
from domain.wire.kiosk import NewDamage

FINE, BROKEN = "fine", "broken"
KIND_ICONS = {
    DamageKind.LOSS: "search",
    DamageKind.ACCIDENTAL: "bandage",
    DamageKind.LIQUID: "droplets",
    DamageKind.THEFT: "triangle-alert",
    DamageKind.ALTERATION: "wrench",
    DamageKind.SOFTWARE: "hard-drive",
}


class DamageStep(PhotoStep):
    """What happened in a few words, whether it can still be used, and pictures."""

    def __init__(self, *, tick_usable: bool = True) -> None:
        super().__init__()
        self.text, self.is_usable, self.is_deliberate, self.is_said = "", False, False, False
        self._tick_usable, self._missing = tick_usable, ""

    @property
    def is_answered(self) -> bool:
        """It was said, and the button tapped."""
        return self.is_said

    def page(self, host: Host) -> Page:
        """The form, or the camera over it."""
        usable = Tile(name="usable", words="It can still be used today", is_chosen=self.is_usable)
        deliberate = Tile(name="deliberate", words="It looks as if it was done on purpose", is_chosen=self.is_deliberate)
        return self.camera_page or FormPage(
            question="What happened?",
            second="Unusable tablets are put aside. Whether it was on purpose, two managers decide.",
            fields=(
                FormField(name="text", label="In a few words", text=self.text, error=self._missing, placeholder="A crack across the glass"),
            ),
            ticks=(usable, deliberate) if self._tick_usable else (deliberate,),
            photo=self.photo_words,
            go="Next",
            missing="" if self.text.strip() else FILING_SENTENCES[FilingRefusal.NOTHING_SAID],
        )

    def forget(self) -> None:
        """Ask again; the words and pictures stay."""
        self.is_said = False

    def typed(self, name: str, text: str, host: Host) -> None:
        """The words as they stand."""
        self.text, self._missing = text, ""
        host.show()

    def ticked(self, name: str, is_on: bool, host: Host) -> None:
        """One of the two boxes."""
        if name == "usable":
            self.is_usable = is_on
        else:
            self.is_deliberate = is_on
        host.show()

    def go(self, host: Host) -> None:
        """Said."""
        self.is_said = True
        host.go_on()

    def damage(self, kind: DamageKind) -> NewDamage:
        """The report as it is sent."""
        return NewDamage(
            kind=kind, text=self.text.strip(), photos=self.photos, is_usable=self.is_usable, seems_deliberate=self.is_deliberate
        )


class ConditionStep(PhotoStep):
    """All fine or broken, with one tap; a picture of how it looks now is offered beside it, and nobody has to take one."""

    def __init__(self) -> None:
        super().__init__()
        self.choice, self.offers_photo = "", True

    @property
    def is_answered(self) -> bool:
        """It was looked at."""
        return bool(self.choice)

    def page(self, host: Host) -> Page:
        """Two answers, or the camera over them."""
        below = self.photo_tiles if self.offers_photo else ()
        question = PickPage(question="Look at the glass", second="Hold it to the light and turn it round.", tiles=CONDITIONS, below=below)
        return self.camera_page or question

    def forget(self) -> None:
        """Look again."""
        self.choice = ""

    def picked(self, name: str, host: Host) -> None:
        """An answer, or the camera."""
        if name in (FINE, BROKEN):
            self.choice = name
            host.go_on()
        else:
            super().picked(name, host)


class Glass:
    """The steps of the look. here: the tablet is in somebody's hand, so it is neither lost nor stolen."""

    def __init__(self, *, only_damage: bool = False) -> None:
        self._only_damage = only_damage
        self.condition = ConditionStep()
        self.kind = PickStep("What is it?", kind_tiles)
        self.words = DamageStep()

    @property
    def steps(self) -> tuple[Step, ...]:
        """One tap when all is fine."""
        if self._only_damage:
            return (self.kind, self.words)
        return (self.condition, self.kind, self.words) if self.condition.choice == BROKEN else (self.condition,)

    @property
    def photos(self) -> tuple[str, ...]:
        """How the tablet looks now, beside any report."""
        return self.condition.photos

    @property
    def damage(self) -> NewDamage | None:
        """The report; None when all is fine."""
        if self.kind.choice and (self._only_damage or self.condition.choice == BROKEN):
            return self.words.damage(DamageKind(self.kind.choice))
        return None


CONDITIONS = (
    Tile(name=FINE, words="All fine", second="No crack, no drop, it switches on", icon="circle-check", tone=Tone.OK),
    Tile(name=BROKEN, words="Something is broken", second="Say what, in a few words", icon="triangle-alert", tone=Tone.WARN),
)


def kind_tiles(host: Host) -> Sequence[Tile]:
    """The six kinds of the policy; two of them cannot be while somebody holds the tablet."""
    return tuple(
        Tile(
            name=kind.value,
            words=words,
            icon=KIND_ICONS[kind],
            tone=Tone.WARN,
            missing="Not while it is here. Cancel, then More." if kind in GONE else "",
        )
        for kind, words in DAMAGE_WORDS.items()
    )
