"""Other children's names on their way to a family: an entry of several children names the own child alone, others by initial (C20)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from domain.wire import EntryBody
from server.accounts.models import Parent
from server.registry.models import Child


@dataclass(frozen=True, slots=True)
class Hidden:
    """The names that must not be read in one journal; none when the entry and its pictures know the own child alone."""

    names: tuple[str, ...]

    def out_of(self, text: str) -> str:
        """The text with each of these names as its initial: “Noah Bennett pours.” becomes “N. B. pours.”"""
        if not self.names:
            return text
        return _pattern(self.names).sub(_initial, unicodedata.normalize("NFC", text))


def hidden_names(parent: Parent, child: Child, body: EntryBody) -> Hidden:
    """The first and last names of the other children of the entry and of its pictures, but for this parent's own and for names they share.

    Only children whom the entry knows: every name of the nursery would take words such as “rose” out of every text. The moderator is
    shown the others.
    """
    named = {region.child_id for rendition in body.renditions for region in rendition.regions if region.child_id}
    others = {UUID(other) for other in {*body.children, *named}} - {child.pk}
    if not others:
        return Hidden(())
    own = Q(pk=child.pk) | Q(links__parent=parent, links__is_active=True)
    people = Child.objects.filter(Q(pk__in=others) | own).distinct()
    ours = set(people.filter(own).values_list("pk", flat=True))
    kept = _folded(person for person in people if person.pk in ours)
    wanted = (name for person in people if person.pk not in ours for name in (person.first_name, person.last_name))
    return Hidden(tuple(sorted({name for name in wanted if name.casefold() not in kept}, key=len, reverse=True)))


def _folded(people: Iterable[Child]) -> frozenset[str]:
    return frozenset(name.casefold() for person in people for name in (person.first_name, person.last_name))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Whole words, whatever their capitals: a name that was typed in small letters is a name. Longer names first."""
    any_name = "|".join(re.escape(unicodedata.normalize("NFC", name)) for name in names if name)
    return re.compile(rf"(?<!\w)(?:{any_name})(?!\w)(\.?)", re.IGNORECASE)


def _initial(found: re.Match[str]) -> str:
    """With one stop, also where a sentence ends."""
    return f"{found.group()[0].upper()}."
