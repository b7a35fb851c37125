"""Shows the staff agreement's versions, and publishes a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from app.services.house import House
from app.ui.background import Lane
from app.ui.office.agreements.screen import AgreementsScreen, VersionPart
from app.ui.office.agreements.view import AgreementsPage
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import ON_ITS_WAY, Stage
from app.ui.office.parts.state import SectionState
from domain.errors import KnownError
from domain.wire.people import AgreementRow, Agreements

SHORTEST, LONGEST = 20, 20_000  # characters, as `domain.wire.people.NewAgreement` takes them


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsState(SectionState):
    """All that can change. A draft stays while something else is looked at."""

    known: Agreements | None = None
    current: int = 0
    draft: str | None = None
    error: str = ""

    @property
    def newest(self) -> AgreementRow | None:
        """The version in force."""
        return self.known.versions[0] if self.known and self.known.versions else None


class AgreementsPresenter(SectionPresenter[AgreementsState]):
    """The agreements section."""

    def __init__(self, page: AgreementsPage, house: House, zone: ZoneInfo, *, net: Lane) -> None:
        super().__init__(page, AgreementsState(), net=net)
        self._page, self._house, self._zone = page, house, zone
        for signal, slot in (
            (page.version_chosen, self.choose),
            (page.write_asked, self.write),
            (page.draft_typed, self.type),
            (page.draft_dropped, self.drop),
            (page.publish_asked, self.publish),
        ):
            signal.connect(slot)

    def _draw(self, state: AgreementsState) -> None:
        self._page.show_screen(screen_of(state, self._zone))

    def load(self) -> None:
        """Ask for the versions."""
        self.fetch(self._house.agreements, self._came)

    def choose(self, index: int) -> None:
        """Look at another version."""
        self._show(replace(self._state, current=index))

    def write(self) -> None:
        """Begin a new version from the present text."""
        if self._state.draft is None:
            newest = self._state.newest
            self._show(replace(self._state, draft=newest.text if newest else "", current=0, error=""))

    def type(self, text: str) -> None:
        """The draft as it stands."""
        if self._state.draft is not None and text != self._state.draft:
            self._show(replace(self._state, draft=text, error=""))

    def drop(self) -> None:
        """Nobody writes any more."""
        self._show(replace(self._state, draft=None, error=""))

    def publish(self) -> None:
        """Put the draft in force."""
        draft = self._state.draft
        if draft is not None and not publish_missing(self._state):
            self._state = replace(self._state, error="")
            self.act_alone(partial(self._house.publish, draft.strip()), self._published, self._refused)

    def _came(self, known: Agreements) -> None:
        self._show(replace(self._state, known=known, current=min(self._state.current, max(0, len(known.versions) - 1))))

    def _published(self, known: Agreements) -> None:
        version = known.versions[0].version if known.versions else ""
        message = f"Version {version} is in force. Everybody signs it at their next sign-out."
        self._show(replace(self._state, known=known, current=0, draft=None, is_busy=False, message=message))

    def _refused(self, error: KnownError) -> None:
        self._show(replace(self._state, is_busy=False, error=error.sentence))


def screen_of(state: AgreementsState, zone: ZoneInfo) -> AgreementsScreen:
    """The screen for this state."""
    versions = state.known.versions if state.known else ()
    is_writing = state.draft is not None
    stage = Stage.LOADING if state.known is None else Stage.READY if versions or is_writing else Stage.EMPTY
    following = versions[0].version + 1 if versions else 1
    return AgreementsScreen(
        around=state.around(stage),
        versions=tuple(f"Version {row.version}" for row in versions),
        current=state.current,
        version=part_of(versions[state.current], zone, is_newest=state.current == 0) if versions else None,
        draft=state.draft,
        draft_title=f"Version {following}, not published yet",
        publish_missing=publish_missing(state),
        error=state.error,
    )


def publish_missing(state: AgreementsState) -> str:
    """Why the draft cannot be published as it is; "" = it can."""
    draft = (state.draft or "").strip()
    if state.is_busy or state.offline:
        return ON_ITS_WAY if state.is_busy else state.offline
    if len(draft) < SHORTEST:
        return "Write the text first."
    if len(draft) > LONGEST:
        return f"Shorten it by {len(draft) - LONGEST} characters."
    return "It is the same text as now." if state.newest and draft == state.newest.text.strip() else ""


def part_of(row: AgreementRow, zone: ZoneInfo, *, is_newest: bool) -> VersionPart:
    """One version with its names."""
    at: datetime = row.published_at.astimezone(zone)
    state = "In force since" if is_newest else "Was published on"
    return VersionPart(
        title=f"Version {row.version}",
        line=f"{state} {at.day} {at:%B %Y}",
        text=row.text,
        signed_title=f"Signed · {len(row.signed)}",
        signed="\n".join(row.signed) or "Nobody yet.",
        missing_title=f"Not signed · {len(row.missing)}",
        missing="\n".join(row.missing) or "Everybody has signed.",
    )
