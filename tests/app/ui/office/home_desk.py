"""The server's desk with entries that a family sent: it keeps their pictures, covers them, and can find one face more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.boxes import Box
from domain.covering import Source, Why
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.lifecycle import EntryState
from domain.wire import OfficeEntry
from domain.wire.clips import WireClip
from domain.wire.home import HomeLook, HomeMarks, HomePicture, HomeRegion
from tests import cast
from tests.app.ui.office.desk import Desk, office_entry, region, rendition

LATE = "One face more was found. It is marked now; look at the picture again."
SEARCHING = "Daybook is still looking for faces. Wait a moment."
SARAH = cast.id_of(9001)
TWO_FACES = (Box(300, 300, 420, 460), Box(700, 300, 820, 460))


def home_picture(number: int, *boxes: Box, look: HomeLook = HomeLook.DONE, is_clip: bool = False) -> HomePicture:
    """A picture of 1600 × 900 with faces there."""
    found = tuple(face_at(number, place, box) for place, box in enumerate(boxes))
    return HomePicture(
        id=picture_id(number), width=1600, height=900, look=look, regions=found, is_clip=is_clip, frames=12 if is_clip else 0
    )


def picture_id(number: int) -> str:
    """The id of that picture."""
    return cast.id_of(7000 + number)


def face_at(number: int, place: int, box: Box) -> HomeRegion:
    """A face of that picture."""
    return HomeRegion(id=cast.id_of(7100 + 20 * number + place), box=(box.x0, box.y0, box.x1, box.y1), source=Source.FACE)


def from_home(*pictures: HomePicture, text: str = "Amelia watered her sunflower. Noah from next door helped.") -> OfficeEntry:
    """Amelia's mother wrote, and sent these."""
    entry = office_entry(60, cast.AMELIA, text=text, kind=EntryKind.FROM_HOME, title="Amelia’s sunflower")
    item = entry.item.model_copy(update={"author_id": SARAH, "author_name": "Sarah P., Amelia's mum"})
    body = entry.body.model_copy(update={"author_id": SARAH, "next_step": "", "areas": (), "wellbeing": None, "framework": ""})
    others = tuple(child for child in cast.CHILDREN if child.id != cast.AMELIA)
    changed = {"item": item, "body": body, "author": None, "home_pictures": pictures, "children": (*entry.children, *others)}
    return entry.model_copy(update=changed)


@dataclass
class HomeMemory(Desk):
    """finds: a face that the last look at a picture finds, by its id. fetched: which clear pictures were asked for, in order."""

    kept: bytes = b""
    finds: dict[str, HomeRegion] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    marks: list[tuple[str, HomeMarks]] = field(default_factory=list)

    def home_picture(self, picture_id: str, region_id: str = "", frame: int | None = None) -> bytes:
        """What was kept; a search that failed begins again."""
        self._reach()
        picture = self.told(picture_id)
        if picture.look is not HomeLook.DONE:
            self.put(picture.model_copy(update={"look": HomeLook.WAITING}))
            raise KnownError(SEARCHING)
        self.fetched.append(picture_id if frame is None else f"{picture_id} {frame}")
        return self.kept

    def home_picture_now(self, entry_id: str, picture_id: str) -> HomePicture | None:
        """As it is now."""
        self._reach()
        return self.told(picture_id)

    def home_marks(self, picture_id: str, marks: HomeMarks) -> HomePicture:
        """Covered at once; a video later, by `cover_clip`."""
        self._reach()
        picture = self.told(picture_id)
        late = self.finds.pop(picture_id, None)
        if late is not None:
            self.put(picture.model_copy(update={"regions": (*picture.regions, late)}))
            raise KnownError(LATE)
        self.marks.append((picture_id, marks))
        reviewed = picture.model_copy(update={"regions": marks.regions, "no_child_said": marks.no_child_said})
        self.put(reviewed)
        if not picture.is_clip:
            self.cover(picture_id)
        return self.told(picture_id)

    def home_discard(self, picture_id: str) -> HomePicture:
        """Left out."""
        self._reach()
        self.put(self.told(picture_id).model_copy(update={"is_discarded": True}))
        return self.told(picture_id)

    def cover(self, picture_id: str) -> None:
        """Make the covered picture, or video, of what was said."""
        self.put(self.told(picture_id).model_copy(update={"is_reviewed": True}))
        entry = self._entry_of(picture_id)
        number = [picture.id for picture in entry.home_pictures].index(picture_id) + 1
        made = rendition(600 + number, cast.AMELIA, region(1, cast.AMELIA, covered=False, why=Why.OWN_CHILD))
        clips = (WireClip(photo_id=made.photo_id, frames=12, duration_ms=504),) if self.told(picture_id).is_clip else ()
        body = {"renditions": (*entry.body.renditions, made), "clips": (*entry.body.clips, *clips)}
        self.entries[entry.item.id] = entry.model_copy(update={"body": entry.body.model_copy(update=body)})

    def told(self, picture_id: str) -> HomePicture:
        """The picture as it is now."""
        return next(each for each in self._entry_of(picture_id).home_pictures if each.id == picture_id)

    def put(self, picture: HomePicture) -> None:
        """Let it be otherwise from now on."""
        entry = self._entry_of(picture.id)
        pictures = tuple(picture if each.id == picture.id else each for each in entry.home_pictures)
        self.entries[entry.item.id] = entry.model_copy(update={"home_pictures": pictures})

    def _entry_of(self, picture_id: str) -> OfficeEntry:
        return next(entry for entry in self.entries.values() if picture_id in {each.id for each in entry.home_pictures})


def home_desk(*pictures: HomePicture, beside: Sequence[OfficeEntry] = (), kept: bytes = b"", covered: bytes = b"") -> HomeMemory:
    """A desk with one entry from home, and others."""
    entries = (from_home(*pictures), *beside)
    assert all(entry.state is EntryState.WAITING for entry in entries)
    return HomeMemory({entry.item.id: entry for entry in entries}, covered, kept=kept)
