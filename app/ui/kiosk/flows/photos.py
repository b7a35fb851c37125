"""Pictures of a tablet alone, taken while a step is on the screen."""

from __future__ import annotations

from functools import partial

from app.ui.kiosk.flows.pages import CameraPage, Tile
from app.ui.kiosk.flows.step import Host, Step
from domain.errors import KnownError

NOT_YET = "The picture is not there yet. Wait until you see it."
MOST_PHOTOS = 4
PHOTO, SHOOT = "photo", "shoot"


class PhotoStep(Step):
    """A step that can open the camera over its own page. What was taken stays, whatever is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.photos: tuple[str, ...] = ()
        self._is_camera, self._is_taking, self._problem = False, False, ""

    @property
    def camera_page(self) -> CameraPage | None:
        """The camera, while it is open."""
        return CameraPage(problem=self._problem, is_taking=self._is_taking) if self._is_camera else None

    @property
    def photo_words(self) -> str:
        """What the button that opens the camera says; "" when there are enough."""
        if len(self.photos) >= MOST_PHOTOS:
            return ""
        return f"Photos kept: {len(self.photos)}. Take another" if self.photos else "Take a photo of it"

    @property
    def photo_tiles(self) -> tuple[Tile, ...]:
        """The same as a way beside the answers."""
        return (Tile(name=PHOTO, words=self.photo_words, icon="camera"),) if self.photo_words else ()

    def picked(self, name: str, host: Host) -> None:
        """Open the camera, shoot, or put it away."""
        if name == SHOOT:
            self._shoot(host)
            return
        self._is_camera, self._problem, self._is_taking = name == PHOTO, "", False
        host.camera(on=self._is_camera)
        host.show()

    def no_camera(self, sentence: str, host: Host) -> None:
        """The camera said why there is none."""
        self._problem = sentence
        host.show()

    def _shoot(self, host: Host) -> None:
        shot = host.shot()
        if shot is None:
            self.error = NOT_YET
        elif not self._is_taking:
            self._is_taking = True
            host.take_photo(partial(self._kept, host), partial(self._not_kept, host), shot)
        host.show()

    def _kept(self, host: Host, photo_id: str) -> None:
        self.photos, self._is_taking, self._is_camera = (*self.photos, photo_id), False, False
        host.camera(on=False)
        host.show()

    def _not_kept(self, host: Host, error: KnownError) -> None:
        self._is_taking, self.error = False, error.sentence
        host.show()
