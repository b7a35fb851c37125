"""The photo permissions: this adult's own answers alone, each changed in the same two steps, whichever way (C21; the day's 13:30)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from domain.consent import FORM_VERSION, PICTURES, Evidence, Purpose
from server.accounts.models import Parent
from server.audit import trail
from server.journal.consenting import answer
from server.journal.visible import visible_child
from server.portal.consent_words import AGREE, BUTTONS, HEADINGS, HOW, ITEMS, NOW_BUTTONS, REFUSE, WITHDRAW, of_child
from server.portal.house import House
from server.portal.not_found import not_found
from server.portal.visits import Family, OwnChild, for_families
from server.registry.families import is_responsible
from server.registry.models import ConsentAnswer

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Panel:
    """What one answer does, and the form that gives it. says: "yes" or "no"."""

    way: str
    says: str
    heading: str | Promise
    button: str | Promise
    points: tuple[tuple[str, SafeString], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A button that opens a panel."""

    words: str | Promise
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One permission as its adult sees it. says: None while it was never answered; panel: what is open below it."""

    id: str
    title: SafeString
    means: SafeString
    says: bool | None
    since: date | None
    how: str | Promise
    has_no_effect: bool
    ways: tuple[Way, ...]
    panel: Panel | None


class AnswerForm(forms.Form):
    """One answer with its signature."""

    item = forms.ChoiceField(choices=[(purpose.value, purpose.value) for purpose in Purpose])
    says = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    name = forms.CharField(
        max_length=NAME_LIMIT,
        error_messages={
            "required": gettext_lazy("Type your full name. It is your signature."),
            "max_length": gettext_lazy("Shorten your name to 120 characters."),
        },
    )

    def clean_name(self) -> str:
        """The name, when it is one: letters, and no control characters."""
        typed = str(self.cleaned_data["name"])
        if sum(letter.isalpha() for letter in typed) < 2 or not typed.isprintable():
            raise forms.ValidationError(_("Type your full name. It is your signature."))
        return typed

    @property
    def purpose(self) -> Purpose | None:
        """The item that was on the form; None for one that is none."""
        return Purpose(self.cleaned_data["item"]) if "item" in self.cleaned_data else None


@require_http_methods(["GET", "POST"])
@for_families
def consents(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """The own answers, and the panel of the one that is being changed; a post gives an answer."""
    if not is_responsible(parent, family.child.id):
        return not_for_them(request, parent, family, house)
    if request.method == "POST":
        return take_answer(request, parent, family, house)
    return show_page(request, parent, family, house, opened=(request.GET.get("item", ""), request.GET.get("says", "")))


def not_for_them(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """The calm sentence for an adult whose answer does not count; an answer all the same is refused and written down."""
    if request.method == "POST":
        trail.record("consent_refused", who=trail.parent_name(parent.id), about=family.child.id, detail={"why": "not_responsible"})
    context = {"house": house, "family": family, "tab": "more"}
    return render(request, "portal/consents_not_yours.html", context, status=403 if request.method == "POST" else 200)


def take_answer(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """Record it, or show the form again with what is missing beside its field."""
    form = AnswerForm(request.POST)
    form.is_valid()
    child, purpose, says = visible_child(parent, family.child.id), form.purpose, form.cleaned_data.get("says")
    if child is None or purpose is None or says is None:
        return not_found(request)
    if request.POST.get("child") != str(child.pk):
        form.add_error(None, _("Another child’s pages were opened meanwhile. Look whose name stands here, then answer."))
    if request.POST.get("version") != str(FORM_VERSION):
        form.add_error(None, _("The words of the form are new since you opened it. Read them, then answer."))
    if form.errors:
        return show_page(request, parent, family, house, opened=(purpose.value, says), form=form, status=400)
    way = way_of(own_answers(parent, child.pk).get(purpose), says)
    answer(
        parent,
        child,
        purpose,
        says == "yes",
        evidence=Evidence.PORTAL,
        typed_name=form.cleaned_data["name"],
        recorded_by=trail.parent_name(parent.id),
        now=timezone.now(),
    )
    messages.success(request, of_child(ITEMS[purpose].done[way], child.first_name))
    return redirect("portal:consents")


def show_page(
    request: HttpRequest,
    parent: Parent,
    family: Family,
    house: House,
    *,
    opened: tuple[str, str],
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page. opened: the item and the answer whose panel is open; nothing is open for words that are none."""
    context = {
        "house": house,
        "family": family,
        "tab": "more",
        "items": items_of(parent, family.child, opened),
        "form": form,
        "version": FORM_VERSION,
        "today": house.today,
    }
    return render(request, "portal/consents.html", context, status=status)


def items_of(parent: Parent, child: OwnChild, opened: tuple[str, str]) -> list[Item]:
    """Every item with this adult's own answers: no other adult's, and nothing that the nursery decided."""
    answers = own_answers(parent, child.id)
    has_own = (own := answers.get(Purpose.OWN_JOURNAL)) is not None and own.answer
    return [item_of(purpose, answers.get(purpose), child.first_name, opened, has_own=has_own) for purpose in Purpose]


def item_of(purpose: Purpose, row: ConsentAnswer | None, child: str, opened: tuple[str, str], *, has_own: bool) -> Item:
    """One item. Each button leads to a panel, and each panel has the same form: agreeing and withdrawing are alike."""
    offered = ("yes", "no") if row is None else ("no",) if row.answer else ("yes",)
    item, says = opened
    return Item(
        id=purpose.value,
        title=of_child(ITEMS[purpose].title, child),
        means=of_child(ITEMS[purpose].means, child),
        says=row.answer if row else None,
        since=row.signed_on if row else None,
        how=HOW[Evidence(row.evidence)] if row else "",
        has_no_effect=row is not None and row.answer and not has_own,
        ways=tuple(Way(BUTTONS[way_of(row, each)], address_of(purpose, each)) for each in offered),
        panel=panel_of(purpose, row, child, says) if item == purpose.value and says in offered else None,
    )


def panel_of(purpose: Purpose, row: ConsentAnswer | None, child: str, says: str) -> Panel:
    """What that answer does to that item."""
    way = way_of(row, says)
    points = tuple((point.icon, of_child(point.words, child)) for point in ITEMS[purpose].points[way])
    return Panel(way, says, HEADINGS[way], NOW_BUTTONS[way], points)


def way_of(row: ConsentAnswer | None, says: str) -> str:
    """What giving that answer is called, after the one in force."""
    if says == "yes":
        return AGREE
    return REFUSE if row is None else WITHDRAW


def address_of(purpose: Purpose, says: str) -> str:
    """Where the panel is open; the page rolls to its item."""
    return f"{reverse('portal:consents')}?item={purpose.value}&says={says}#{purpose.value}"


def own_answers(parent: Parent, child_id: UUID) -> dict[Purpose, ConsentAnswer]:
    """This adult's answers in force."""
    rows: Iterable[ConsentAnswer] = ConsentAnswer.objects.filter(adult=parent, child=child_id).order_by("id")
    return {Purpose(row.purpose): row for row in rows}


def wants_answers(parent: Parent, child_id: UUID) -> bool:
    """Whether this adult's answer counts and an item about pictures is still without one. Nobody is pressed about the voice."""
    return is_responsible(parent, child_id) and not own_answers(parent, child_id).keys() >= set(PICTURES)
