"""For any faces, names and permissions a family sees exactly whom it may, by a rule written once more here (L19, L20, C22)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage import renditions
from domain.boxes import Box
from domain.consent import Scope
from domain.ids import ChildId
from tests import cast
from tests.app.services.tablet import Tablet
from tests.fakes.imaging import PLANTED, face, picture, read

PEOPLE = (cast.AMELIA, cast.NOAH, cast.ZOE, cast.ISLA)
PLACES = [Box(100 + 350 * column, 150 + 500 * row, 200 + 350 * column, 270 + 500 * row) for row in range(2) for column in range(4)]


def may_be_seen(person: ChildId | None, journal: ChildId, scopes: dict[ChildId, Scope]) -> bool:
    """The policy in our own words: never without permission; alone in an own-only journal; in others' only with permission for all."""
    if person is None or scopes[person] is Scope.NONE:
        return False
    if person == journal:
        return True
    return scopes[person] is Scope.ALL and scopes[journal] is not Scope.OWN_ONLY


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    named=st.lists(st.one_of(st.none(), st.sampled_from(PEOPLE)), min_size=1, max_size=8),
    allowed=st.lists(st.sampled_from(Scope), min_size=4, max_size=4),
    journals=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True),
)
def test_every_family_sees_exactly_whom_it_may(named: list[ChildId | None], allowed: list[Scope], journals: list[ChildId]) -> None:
    scopes = dict(zip(PEOPLE, allowed, strict=True))
    faces = [face(str(number), box) for number, box in zip(range(len(named)), PLACES, strict=False)]
    with TemporaryDirectory() as folder:
        tablet = Tablet(Path(folder))
        tablet.learn()
        for child, scope in scopes.items():
            tablet.set_scope(child, scope)
        draft = tablet.draft(*journals)
        tablet.reviewed(draft, picture(*faces), *named)

        handed = tablet.hand_in(draft)

        for row in renditions.of_entry(tablet.connection, handed.entry_id):
            left = {each["pixels"] for each in read(tablet.vault.open(tablet.connection, row.file_id or ""))["faces"]}
            assert left == {f"{PLANTED}-{number}" for number, who in enumerate(named) if may_be_seen(who, row.child_id, scopes)}
        tablet.close()
