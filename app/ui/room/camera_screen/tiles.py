"""The strip's small pictures, made in the vault's lane: covered always, held in memory only."""

from __future__ import annotations

from app.services.capturing import Capturing
from app.services.clips import Clips, ClipUnderReview
from app.services.reviewing import Reviewing
from app.services.session import Session
from app.storage.photos import Look as Search
from app.ui.room.camera_screen.screen import ShotTile, ShotWord, clock_words
from domain.covering import Region, Says
from domain.ids import PhotoId

STRIP_SIDE_PX = 320  # twice the tile, for a sharp picture on a fine screen


def photo_tile(reviewing: Reviewing, capturing: Capturing, photo: PhotoId, session: Session) -> tuple[ShotTile, bool]:
    """The tile, and whether nobody has looked for faces to the end."""
    under_review = reviewing.photo(photo, session)
    picture = capturing.covered_thumbnail(photo, STRIP_SIDE_PX, session)
    word = word_of(under_review.look, under_review.regions)
    return ShotTile(photo, word, picture), under_review.look in (Search.WAITING, Search.FIRST)


def clip_tile(clips: Clips, photo: PhotoId, session: Session) -> tuple[ShotTile, bool]:
    """The same for a video. The camera never looks for its faces, which takes a minute: its review does. Before, nothing of it is shown."""
    clip = clips.clip(photo, session)
    is_looked_at = clip.look is Search.DONE
    word = word_of(clip.look, clip.regions) if is_looked_at or clip.look is Search.FAILED else ShotWord.TO_NAME
    picture = clips.frame(photo, first_frame(clip), session, max_side=STRIP_SIDE_PX) if is_looked_at else None
    return ShotTile(photo, word, picture, clock_words(clip.span.end_s - clip.span.start_s)), False


def first_frame(clip: ClipUnderReview) -> int:
    """The first frame of the part that is kept."""
    return next((number for number, at_s in enumerate(clip.times_s) if clip.span.contains(at_s)), 0)


def word_of(look: Search, regions: tuple[Region, ...]) -> ShotWord:
    """What the photo waits for, in a word."""
    if look is Search.FAILED:
        return ShotWord.HELD
    if look is not Search.DONE:
        return ShotWord.LOOKING
    if not regions:
        return ShotWord.NO_FACE
    return ShotWord.TO_NAME if any(region.says is Says.NOTHING for region in regions) else ShotWord.NAMED
