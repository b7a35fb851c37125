"""The agreement: read it, sign it, keep it. Before that nothing of any child is shown, not even a first name (C7, C49)."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from server.accounts.agreements import current_agreement, sign
from server.accounts.models import Agreement, Signature
from server.audit import trail
from server.portal.visits import SIGNED, Standing, Visit, for_signed_in

WORDS_A_MINUTE = 200  # an adult's unhurried reading


@dataclass(frozen=True, slots=True)
class InPlainWords:
    """One of the five promises on top of the full text."""

    icon: str
    title: str | Promise
    words: str | Promise


PROMISES = (
    InPlainWords(
        "key-round",
        gettext_lazy("Your login is yours alone"),
        gettext_lazy("Nobody else uses it, not even family. We can invite them too."),
    ),
    InPlainWords(
        "house",
        gettext_lazy("Pictures stay in your family"),
        gettext_lazy("You do not post, e-mail or text any picture or video from here, even of your own child."),
    ),
    InPlainWords(
        "flower",
        gettext_lazy("Every child is protected"),
        gettext_lazy(
            "Other faces are covered unless that family agreed. Do you see a child’s page that is not yours? Press Privacy fault."
        ),
    ),
    InPlainWords(
        "pencil",
        gettext_lazy("You add, you do not change"),
        gettext_lazy("What you add we read first. What others wrote stays as it is."),
    ),
    InPlainWords(
        "undo-2",
        gettext_lazy("You can change your mind"),
        gettext_lazy("Tell us at any time. Your access then ends and the journal stays safe."),
    ),
)


class SignatureForm(forms.Form):
    """A tick that nobody made for you, and a typed name."""

    agreed = forms.BooleanField(error_messages={"required": gettext_lazy("Tick that you have read the agreement.")})
    name = forms.CharField(
        max_length=120,
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


@require_http_methods(["GET", "POST"])
@for_signed_in(Standing.UNSIGNED)
def agreement(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The five promises, the full text and the form; a signature counts only for the version that was on the screen."""
    current = current_agreement()
    if current is None:
        return render(request, "portal/closed.html", {"house": visit.house, "can_sign_out": True})
    form = SignatureForm(request.POST) if request.method == "POST" else SignatureForm()
    if request.method != "POST":
        return show_agreement(request, visit, current, form)
    if request.POST.get("version") != str(current.version):
        form.add_error("agreed", _("The agreement is new since you opened it. Read this version, then sign."))
    if not form.is_valid():
        return show_agreement(request, visit, current, form, status=400)
    sign(visit.signed_in, current, form.cleaned_data["name"], timezone.now())
    trail.record(
        "agreement_signed", who=trail.parent_name(visit.signed_in.id), detail={"version": current.version, "sha256": current.sha256}
    )
    messages.success(request, _("Signed. Thank you. You find what you signed under More."))
    return redirect("portal:start")


def show_agreement(request: HttpRequest, visit: Visit, current: Agreement, form: SignatureForm, status: int = 200) -> HttpResponse:
    """The page of the version in force."""
    context = {
        "house": visit.house,
        "agreement": {"version": current.version, "text": current.text, "minutes": minutes_to_read(current.text)},
        "promises": PROMISES,
        "form": form,
        "today": visit.house.today,
        "can_sign_out": True,
    }
    return render(request, "portal/agreement.html", context, status=status)


def minutes_to_read(text: str) -> int:
    """Whole minutes, one at least."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


@require_http_methods(["GET", "POST"])
@for_signed_in(Standing.UNSIGNED)
def rather_not(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What happens without a signature; on the parent's word the office hears of it, and the session ends."""
    if request.method == "POST":
        trail.record("agreement_declined", who=trail.parent_name(visit.signed_in.id))
        auth.logout(request)
        return render(request, "portal/declined.html", {"house": visit.house})
    return render(request, "portal/rather_not.html", {"house": visit.house, "can_sign_out": True})


@require_safe
@for_signed_in(*SIGNED)
def signed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the parent signed, to read again or print: the text, the typed name, the moment and the version's hash."""
    signature = Signature.objects.select_related("agreement").filter(parent=visit.parent).order_by("-agreement__version").first()
    return render(request, "portal/signed.html", {"house": visit.house, "signature": signature, "can_report": True})
