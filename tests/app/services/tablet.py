"""A tablet of Caterpillars with the real store and the real vault, and Sam at work on it."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.handing_in import HandedIn, HandingIn
from app.services.later import HandingInLater, Power
from app.services.looking import Looking
from app.services.pixels import Imaging
from app.services.reviewing import Reviewing
from app.services.room import Room
from app.services.sending import Sending
from app.services.session import Session
from app.services.starting import Starting
from app.services.writing import Draft, Writing
from app.storage import facts
from app.storage.database import Connection, Store, transaction
from app.storage.vault import Vault
from domain.consent import Scope
from domain.covering import Region, Says, Source
from domain.curriculum import Framework, framework_from_json
from domain.entries import EntryKind
from domain.ids import ChildId, PhotoId, StaffId
from domain.permissions import Station
from domain.wire import FactKind
from tests import cast
from tests.fakes.clock import FakeClock
from tests.fakes.imaging import FakeImaging
from tests.stores import KEY, lay_store

ROOT = Path(__file__).resolve().parents[3]


def framework() -> Framework:
    """This year's framework, as it is delivered."""
    return framework_from_json((ROOT / "resources/frameworks/eyfs-2025.json").read_text(encoding="utf-8"))


def session_of(staff_id: StaffId = cast.SAM, station: Station = Station.ROOM) -> Session:
    """A person at work."""
    person = next(each for each in cast.STAFF if each.id == staff_id)
    return Session(
        staff_id=staff_id,
        username=person.username,
        first_name=person.first_name,
        last_name=person.last_name,
        role=person.role,
        station=station,
    )


class Tablet:
    """Everything that main would build; `worker` may be the real one."""

    def __init__(self, folder: Path, *, now: datetime = cast.NOW, worker: Imaging | None = None) -> None:
        self.folder, self.clock, self.imaging = folder, FakeClock(now), FakeImaging()
        self.store, self.vault, self.session = Store(folder, KEY), Vault(folder), session_of()
        imaging = worker or self.imaging
        parts = (self.store, self.vault, imaging, self.clock)
        self.capturing, self.looking, self.reviewing = Capturing(*parts), Looking(*parts), Reviewing(*parts)
        self.clips, self.power = Clips(*parts), Power()
        self.writing = Writing(self.store, self.vault, self.clock)
        self.handing_in = HandingIn(self.store, self.vault, imaging, framework(), self.clock)
        self.later = HandingInLater(self.store, self.handing_in, self.clock, lambda: self.power)
        self.sending, self.room = Sending(self.store, self.clock), Room(self.store, cast.CATERPILLARS, self.clock)
        self.starting = Starting(self.store, self.vault, self.clock)

    @property
    def connection(self) -> Connection:
        """This thread's connection."""
        return self.store.connect()

    def learn(self) -> None:
        """Take in the facts of the cast, confirmed now."""
        if not self.store.path.exists():
            lay_store(self.folder)
        with transaction(self.connection):
            facts.put(self.connection, FactKind.SITE, cast.SITE.id, 1, cast.SITE.model_dump(mode="json"))
            for kind, group in ((FactKind.ROOM, cast.ROOMS), (FactKind.STAFF, cast.STAFF), (FactKind.CHILD, cast.CHILDREN)):
                for fact in group:
                    facts.put(self.connection, kind, fact.id, 1, fact.model_dump(mode="json"))
            facts.confirm(self.connection, self.clock())

    def set_scope(self, child_id: ChildId, scope: Scope) -> None:
        """A parent changed their mind, and the server said so."""
        child = next(each for each in cast.CHILDREN if each.id == child_id)
        with transaction(self.connection):
            facts.put(self.connection, FactKind.CHILD, child_id, 2, {**child.model_dump(mode="json"), "scope": scope.value})

    def allow_voices(self, *children: ChildId) -> None:
        """These children's families agree that they are heard, and nobody else's does; everyone's scope is the cast's."""
        with transaction(self.connection):
            for child in cast.CHILDREN:
                fact = {**child.model_dump(mode="json"), "is_voice_allowed": child.id in children}
                facts.put(self.connection, FactKind.CHILD, child.id, 2, fact)

    def draft(self, *children: ChildId, kind: EntryKind = EntryKind.OBSERVATION, text: str = "She pours the water.") -> Draft:
        """A draft with its words."""
        draft = self.writing.new_draft(kind, children or (cast.AMELIA,), self.session)
        return self.writing.save(with_words(draft, text), self.session)

    def photo(self, draft: Draft, data: bytes) -> PhotoId:
        """A photo, taken and looked at."""
        taken = self.capturing.capture(data, draft.id, self.session)
        self.looking.look(taken.photo_id, self.session)
        return taken.photo_id

    def name(self, photo_id: PhotoId, *children: ChildId | None) -> None:
        """Say who is who, in reading order; None leaves a face covered."""
        regions = [region for region in self.regions(photo_id) if region.source is not Source.DRAWN]
        for region, child in zip(regions, children, strict=False):
            if child is not None:
                self.reviewing.say([region.id], Says.CHILD, child, self.session)

    def regions(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """The regions in reading order."""
        return self.reviewing.photo(photo_id, self.session).regions

    def reviewed(self, draft: Draft, data: bytes, *children: ChildId | None) -> PhotoId:
        """A photo with its review finished."""
        photo_id = self.photo(draft, data)
        self.name(photo_id, *children)
        assert self.reviewing.finish(photo_id, self.session) == ()
        return photo_id

    def clip(self, draft: Draft, recording: bytes) -> PhotoId:
        """A clip, recorded and looked at."""
        taken = self.clips.keep(recording, draft.id, self.session)
        self.clips.look(taken.photo_id, self.session)
        return taken.photo_id

    def clip_regions(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """A clip's regions in reading order."""
        return self.clips.clip(photo_id, self.session).regions

    def reviewed_clip(self, draft: Draft, recording: bytes, *children: ChildId | None) -> PhotoId:
        """A clip with its review finished; None leaves a face covered."""
        photo_id = self.clip(draft, recording)
        for region, child in zip(self.clip_regions(photo_id), children, strict=False):
            if child is not None:
                self.reviewing.say([region.id], Says.CHILD, child, self.session)
        assert self.reviewing.finish(photo_id, self.session) == ()
        return photo_id

    def hand_in(self, draft: Draft) -> HandedIn:
        """Hand the draft in."""
        return self.handing_in.hand_in(draft.id, self.session)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def with_words(draft: Draft, text: str) -> Draft:
    """The draft with a text."""
    return dataclasses.replace(draft, text=text)
