"""Why somebody does not get in, or does not stay: each with a word for the log and a sentence for the person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.storage import facts
from app.storage.database import Connection
from domain.custody import Lease, LoginRefusal, refusal_sentence
from domain.errors import KnownError
from domain.hours import OpeningHours, is_open
from domain.wire import SiteFact


class LoginRefused(KnownError):
    """The password may be right, and yet this person does not get in here and now. `code`: for the log and the tests."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def incomplete() -> LoginRefused:
    """Nothing was typed, or far too much."""
    return LoginRefused("incomplete", "Type your username and your password.")


def unknown_person() -> LoginRefused:
    """A slot whose person the server no longer names."""
    return LoginRefused("unknown", "This tablet no longer knows you. Log in near the office, on the nursery’s network.")


def suspended() -> LoginRefused:
    """The office closed this person's access."""
    return LoginRefused("suspended", "You cannot log in just now. Ask the office.")


def login_changed() -> LoginRefused:
    """Another password, role or standing since: what opened before opens no more (the server counts it in `login_version`)."""
    return LoginRefused("login_changed", "The office has changed your log-in. Log in again near the office, on the nursery’s network.")


def not_here() -> LoginRefused:
    """The role has nothing to do at this station."""
    return LoginRefused("not_here", "You cannot log in here. Ask the office.")


def clock_is_back() -> LoginRefused:
    """The clock says a time that has passed already, and no server is near to say better."""
    return LoginRefused(
        "clock_back", "This tablet’s clock has gone back. Bring it near the office, on the nursery’s network, and try again."
    )


def sealed(reason: str) -> LoginRefused:
    """The office sealed the device; `reason` is its sentence."""
    return LoginRefused("sealed", reason)


def ended(reason: str) -> LoginRefused:
    """The office, or the same person's log-in elsewhere, ended this session."""
    return LoginRefused("ended", reason or "The office has ended your work on this tablet. What waits is sent first.")


def custody_refused(refusal: LoginRefusal, lease: Lease | None) -> LoginRefused:
    """The tablet is in other hands, in nobody's, or its time is over."""
    return LoginRefused(refusal.value, refusal_sentence(refusal, lease))


def hours_refusal(site: SiteFact | None, now: datetime, connection: Connection) -> LoginRefused | None:
    """Staff log in while the nursery is open, give or take its grace. Before the first pull the hours are unknown, and no child is here."""
    if site is None or not site.fences_hours:
        return None
    if is_open(hours_of(site), now.astimezone(facts.zone(connection))):
        return None
    return LoginRefused("outside_hours", f"The nursery is closed. You can log in on working days from {site.opens} to {site.closes}.")


def hours_of(site: SiteFact) -> OpeningHours:
    """The site's opening hours, as the rule knows them."""
    return OpeningHours(
        opens=time.fromisoformat(site.opens),
        closes=time.fromisoformat(site.closes),
        weekdays=frozenset(site.weekdays),
        closure_dates=frozenset(date.fromisoformat(day) for day in site.closure_dates),
        grace=timedelta(minutes=site.grace_minutes),
    )
