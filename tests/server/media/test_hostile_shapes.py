"""Three hundred prepared files against the shape that a tablet may send: a refusal or a size, and never another error."""

from __future__ import annotations

from server.media.jpeg import WrongShape, size_of
from tests.imaging.hostile import hostile_files
from tests.imaging.test_hostile_files import PLANTED


def test_l20_no_prepared_file_passes_with_something_beside_its_pixels() -> None:
    passed = {name: data for name, data in hostile_files().items() if passes(data)}

    assert not [name for name, data in passed.items() if any(each in data for each in PLANTED)]
    assert all("JPEG" in name for name in passed)


def passes(data: bytes) -> bool:
    """Whether the shape is right; what is behind it is decoded in another process."""
    try:
        size_of(data)
    except WrongShape:
        return False
    return True
