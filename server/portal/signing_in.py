"""Signing in and out. A wrong sign-in never says whether the account exists, and slows down whoever guesses."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from server.accounts import tries
from server.accounts.models import Parent
from server.audit import trail
from server.portal.house import the_house
from server.portal.visits import kept_private

EMAIL_LIMIT, PASSWORD_LIMIT = 254, 200  # characters; longer ones are nobody's, and are not hashed


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@kept_private
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and its answer."""
    if request.method == "POST":
        return answer_form(request)
    if isinstance(request.user, Parent):
        return redirect("portal:start")
    return show_form(request)


def answer_form(request: HttpRequest) -> HttpResponse:
    """Let the parent in, or say the same sentence as to everybody else."""
    email, password = request.POST.get("email", "").strip(), request.POST.get("password", "")
    address, now = request.META.get("REMOTE_ADDR", ""), timezone.now()
    key = f"portal:{address}"  # axes counts by account and address; this counts whoever tries many accounts from one address
    wait = tries.wait_for(key, now)
    if wait:
        return show_form(request, email=email, wrong=wait_words(wait), status=429)
    parent = who_is(request, email, password)
    if parent is None:
        tries.failed(key, now)
        trail.record("portal_sign_in_refused", who=trail.address_name(address))
        return show_form(request, email=email, wrong=_("That e-mail and password do not go together."), status=403)
    tries.succeeded(key)
    auth.login(request, parent)
    trail.record("portal_signed_in", who=trail.parent_name(parent.pk))
    return redirect(safe_next(request))


def who_is(request: HttpRequest, email: str, password: str) -> Parent | None:
    """The parent whose e-mail and password these are; a name that does not exist takes the same time."""
    if len(email) > EMAIL_LIMIT or len(password) > PASSWORD_LIMIT or "\x00" in email + password:
        return None
    user = auth.authenticate(request, username=email, password=password)
    return user if isinstance(user, Parent) else None


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: object = None, *rest: object) -> HttpResponse:
    """What axes shows after too many wrong passwords for one account: our page, and the same for an account that does not exist."""
    return show_form(request, email=request.POST.get("email", ""), wrong=wait_words(settings.AXES_COOLOFF_TIME), status=429)


def show_form(request: HttpRequest, *, email: str = "", wrong: str = "", notice: str = "", status: int = 200) -> HttpResponse:
    """The page with what was typed, never the password."""
    where = request.POST.get("next", request.GET.get("next", ""))
    context = {"house": the_house(), "email": email[:EMAIL_LIMIT], "wrong": wrong, "notice": notice, "next": where}
    return render(request, "portal/sign_in.html", context, status=status)


def wait_words(wait: timedelta) -> str:
    """How long to wait, rounded up."""
    seconds = int(wait.total_seconds()) + 1
    if seconds < 60:
        return _("Too many tries. Wait %d seconds and try again, or phone us.") % seconds
    return _("Too many tries. Wait %d minutes and try again, or phone us.") % -(-seconds // 60)


def safe_next(request: HttpRequest) -> str:
    """Where the parent wanted to go, if that is a page of ours."""
    where = request.POST.get("next", "")
    if where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None, require_https=True):
        return where
    return reverse("portal:start")


@require_POST
@kept_private
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; its picture addresses end with it."""
    if isinstance(request.user, Parent):
        trail.record("portal_signed_out", who=trail.parent_name(request.user.pk))
    auth.logout(request)
    return redirect("portal:sign-in")
