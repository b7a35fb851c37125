"""One photo from the shutter to the hand-in, in a process of its own that DAYBOOK_CRASH_AT ends on the way.

`python -m tests.app.services.crashing FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path

from domain.boxes import Box
from domain.covering import Says
from tests import cast
from tests.app.services.tablet import Tablet
from tests.fakes.imaging import face, picture

LEFT, RIGHT = Box(100, 100, 200, 220), Box(1100, 100, 1200, 220)
# Larger than one chunk of the vault, so that half a file can lie there.
PICTURE = picture(face("amelia", LEFT), face("noah", RIGHT), pad_bytes=100_000)


def play(tablet: Tablet) -> None:
    """A photo that is thrown away, then one that is handed in for two families."""
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    thrown = tablet.capturing.capture(PICTURE, draft.id, tablet.session)
    tablet.capturing.discard(thrown.photo_id, tablet.session)
    taken = tablet.capturing.capture(PICTURE, draft.id, tablet.session)
    tablet.looking.look(taken.photo_id, tablet.session)
    amelia, noah = tablet.regions(taken.photo_id)
    tablet.reviewing.say([amelia.id], Says.CHILD, cast.AMELIA, tablet.session)
    tablet.reviewing.say([noah.id], Says.CHILD, cast.NOAH, tablet.session)
    tablet.reviewing.finish(taken.photo_id, tablet.session)
    tablet.hand_in(draft)


if __name__ == "__main__":
    tablet = Tablet(Path(sys.argv[1]))
    tablet.learn()
    play(tablet)
    tablet.close()
