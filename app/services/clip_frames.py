"""Single frames of a clip, covered, for a screen and for memory only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from app.services.clip_files import ClipFiles
from app.services.own import PhotoGone
from app.services.pixels import Imaging, Preview, preview
from app.services.plans import region_to_cover
from app.services.tracking import best_box, frames_in, part_of, track_of
from app.storage import regions, tracks
from app.storage.database import Connection
from app.storage.photos import Look, Photo
from domain.boxes import FACE_TO_COVER_HEIGHT, FACE_TO_COVER_WIDTH, Box, cover_region
from domain.covering import Region, Source
from domain.ids import RegionId
from domain.lifecycle import PhotoState
from imaging.values import Tier
from imaging.video_values import MAX_LONG_PX, Track

FACE_SIDE_PX = 160  # of the round pictures, at 150 %
AROUND = 1.6  # of a face's box: enough to know a child by
DRAWN = -1  # numbers of drawn regions count down from here; tracks count up from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameOf:
    """A clip whose frames are looked at. tracks: of all regions, also those outside the kept part."""

    photo: Photo
    file_id: str
    files: ClipFiles
    tracks: Mapping[RegionId, Track]
    drawn: tuple[Region, ...]
    times_s: tuple[float, ...]

    @property
    def region_ids(self) -> frozenset[RegionId]:
        """Everything that can be covered in it."""
        return frozenset(self.tracks) | {region.id for region in self.drawn}

    def jpeg(self, number: int) -> bytes | None:
        """The clear frame, for memory only; None when only a decoder can tell."""
        if not self.times_s and number == 0:
            return self.files.frame(self.file_id, 0.0)
        return self.files.frame(self.file_id, self.times_s[number]) if number < len(self.times_s) else None


def frame_of(connection: Connection, photo: Photo, file_id: str, files: ClipFiles) -> FrameOf:
    """The clip with everything that must be covered in it."""
    found = {id: track_of(row) for id, row in tracks.of_photo(connection, photo.id).items()}
    drawn = tuple(region for region in regions.of_photo(connection, photo.id) if region.source is Source.DRAWN)
    times_s = tracks.times_s(connection, photo.id)
    return FrameOf(photo=photo, file_id=file_id, files=files, tracks=found, drawn=drawn, times_s=times_s)


def covered_frame(
    imaging: Imaging, opened: FrameOf, number: int, show: frozenset[RegionId], max_side: int, crop: Box | None = None
) -> Preview:
    """One frame as a small picture for a screen, or the part in `crop`; everything is covered but `show`."""
    if opened.photo.look is not Look.DONE:
        return all_covered(imaging, opened, number, max_side)
    jpeg = opened.jpeg(number)
    if jpeg is not None:
        return preview(imaging, jpeg, covers_at(opened, number, show), max_side, crop)
    drawn = [throughout(opened, DRAWN - index, box) for index, box in enumerate(drawn_covers(opened, show))]
    seen = {track.id for id, track in opened.tracks.items() if id in show}
    content = opened.files.whole(opened.file_id)
    covered = imaging.video_frame(content, number, [*opened.tracks.values(), *drawn], seen, MAX_LONG_PX)
    return preview(imaging, covered, (), max_side, crop)


def covers_at(opened: FrameOf, number: int, show: frozenset[RegionId]) -> list[Box]:
    """What is filled on that frame."""
    width, height = opened.photo.width, opened.photo.height
    boxes = [box for id, track in opened.tracks.items() if id not in show and (box := track.box_at(number)) is not None]
    return [*(cover_region(box, width, height) for box in boxes), *drawn_covers(opened, show)]


def drawn_covers(opened: FrameOf, show: frozenset[RegionId]) -> list[Box]:
    """What a person drew, as it is filled on every frame."""
    return [region_to_cover(region, opened.photo.width, opened.photo.height) for region in opened.drawn if region.id not in show]


def all_covered(imaging: Imaging, opened: FrameOf, number: int, max_side: int) -> Preview:
    """One frame that is all cover."""
    jpeg = opened.jpeg(number)
    if jpeg is not None:
        return preview(imaging, jpeg, [whole(opened.photo)], max_side)
    covered = imaging.video_frame(
        opened.files.whole(opened.file_id), number, [throughout(opened, DRAWN, whole(opened.photo))], (), max_side
    )
    return preview(imaging, covered, (), max_side)


def poster(imaging: Imaging, opened: FrameOf, max_side: int) -> Preview:
    """The first frame of the kept part, for a strip: all cover until the review is finished, then all that was found is covered."""
    if opened.photo.state is not PhotoState.REVIEWED:
        return all_covered(imaging, opened, 0, max_side)
    return first_frame(imaging, opened, frozenset(), max_side)


def first_frame(imaging: Imaging, opened: FrameOf, show: frozenset[RegionId], max_side: int) -> Preview:
    """The first frame of the kept part; everything is covered but `show`."""
    first, _ = frames_in(opened.times_s, opened.photo.trim)
    return covered_frame(imaging, opened, first, show, max_side)


def face_of(imaging: Imaging, opened: FrameOf, region_id: RegionId) -> Preview:
    """One region where it is shown best, cut out. Raises PhotoGone when the clip has no such track."""
    track = opened.tracks.get(region_id)
    first, end = frames_in(opened.times_s, opened.photo.trim)
    part = None if track is None else part_of(track, first, end) or part_of(track, 0, len(opened.times_s))
    if track is None or part is None:
        raise PhotoGone
    number = part.best + (first if part_of(track, first, end) else 0)
    around = square_around(best_box(part), opened.photo.width, opened.photo.height)
    return covered_frame(imaging, opened, number, frozenset({region_id}), FACE_SIDE_PX, around)


def throughout(opened: FrameOf, number: int, region: Box) -> Track:
    """A track that covers just that region on every frame: the worker grows what it is given by hair and ears."""
    frames = max(1, len(opened.times_s))
    return Track(number, Tier.FACE, 0, 0, (face_under(region),) * frames)


def face_under(region: Box) -> Box:
    """The box whose cover is just that region, which lies on the grid."""
    less_x = region.width * (1 - 1 / FACE_TO_COVER_WIDTH) / 2
    less_y = region.height * (1 - 1 / FACE_TO_COVER_HEIGHT) / 2
    return Box(math.ceil(region.x0 + less_x), math.ceil(region.y0 + less_y), math.floor(region.x1 - less_x), math.floor(region.y1 - less_y))


def whole(photo: Photo) -> Box:
    """All of the frame."""
    return Box(0, 0, photo.width, photo.height)


def square_around(box: Box, width: int, height: int) -> Box:
    """A square around the face, as far as it lies in the frame."""
    half = max(box.width, box.height) * AROUND / 2
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return Box(math.floor(x - half), math.floor(y - half), math.ceil(x + half), math.ceil(y + half)).inside(width, height)
