from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.reporting import Reporting
from app.services.rewording import Rewording
from app.services.tablet import TabletServices
from app.storage import entries, facts, outbox
from app.storage.database import transaction
from app.ui.errors import sentence_for
from app.ui.room.needs_you import NeedsYou, NeedsYouWays
from app.ui.room.returned.view import ReturnedSheet
from app.ui.theme.look import Look
from app.ui.widgets.page import Page
from domain.entries import EntryKind
from domain.ids import DraftId, EntryId, OpId
from domain.lifecycle import EntryState, OpEvent
from domain.wire import FactKind
from tests import cast
from tests.app.services.tablet import Tablet, framework
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.seen import SeenImaging
from tests.app.ui.sweeping import swept
from tests.app.ui.tablet import tablet_with

__all__ = ["Room", "room", "swept"]
TOP_PX = 80
TEXT = "Amelia fills the jug. She poured the water over Zoë and says “all gone!”"
REASON = "Say “a friend”: this journal is Amelia’s."
T = TypeVar("T")


@dataclass
class Room:
    """A tablet whose office has answered, and what "Look" opens over the page `host`."""

    tablet: Tablet
    host: QWidget
    lane: HeldToldLane
    said: list[str] = field(default_factory=list)
    woken: list[str] = field(default_factory=list)
    drafts: list[DraftId] = field(default_factory=list)

    def run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self.lane.run(work, then, lambda error: self.said.append(sentence_for(error)))

    def needs_you(self, look: Look) -> NeedsYou:
        ways = NeedsYouWays(
            go_on=self.drafts.append,
            over_home=lambda then: then(self.host, TOP_PX),
            say=self.said.append,
            wake=lambda: self.woken.append("now"),
            run=self.run,
        )
        return NeedsYou(look, services_of(self.tablet), self.tablet.session, self.lane, ways)

    def returned(self, kind: EntryKind = EntryKind.OBSERVATION, text: str = TEXT, reason: str = REASON) -> EntryId:
        """An entry of Amelia that came back."""
        entry_id = self.tablet.hand_in(self.tablet.draft(cast.AMELIA, kind=kind, text=text)).entry_id
        connection = self.tablet.connection
        with transaction(connection):
            (queued,) = outbox.of_entity(connection, entry_id)
            outbox.advance(connection, OpId(queued.operation.op_id), OpEvent.ACKNOWLEDGE, server_seq=1)
            said = {"id": entry_id, "state": EntryState.RETURNED.value, "reason": reason, "decided_at": cast.NOW.isoformat()}
            facts.put(connection, FactKind.ENTRY, entry_id, 3, said)
        self.tablet.clock.now += timedelta(hours=1)
        return entry_id

    def pause(self) -> None:
        """The nursery stops Daybook."""
        with transaction(self.tablet.connection):
            facts.put(self.tablet.connection, FactKind.SITE, cast.SITE.id, 9, {**cast.SITE.model_dump(mode="json"), "is_paused": True})

    def text_of(self, entry_id: EntryId) -> str:
        """The words as they are stored."""
        row = entries.read(self.tablet.connection, entry_id)
        assert row is not None
        return row.body.text

    @property
    def sheet(self) -> ReturnedSheet:
        """The sheet that is open."""
        QApplication.processEvents()
        (sheet,) = [each for each in self.host.findChildren(ReturnedSheet) if each.isVisible()]
        return sheet


def services_of(tablet: Tablet) -> TabletServices:
    """The room's services over the test's store."""
    return TabletServices(
        room=tablet.room,
        writing=tablet.writing,
        capturing=tablet.capturing,
        clips=tablet.clips,
        looking=tablet.looking,
        reviewing=tablet.reviewing,
        handing_in=tablet.handing_in,
        later=tablet.later,
        rewording=Rewording(tablet.store, framework(), tablet.clock),
        sending=tablet.sending,
        reporting=Reporting(tablet.store, tablet.clock),
        starting=tablet.starting,
    )


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    tablet = tablet_with(tmp_path / "data", SeenImaging())
    host = Page(look)
    qtbot.addWidget(host)
    host.resize(1280, 800)
    host.show()
    yield Room(tablet, host, PromptLane())
    tablet.close()
