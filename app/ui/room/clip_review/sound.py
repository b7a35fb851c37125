"""What the review says of a video's sound: who can be heard, and which family hears it. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.services.outcome import listed
from app.ui.room.clip_review.screen import SoundPart, VoiceChoice
from app.ui.room.clip_review.state import ClipState
from app.ui.room.face_review.state import ReviewTask, family_children, first_names, likely_first, named_children
from domain.consent import Scope
from domain.ids import ChildId
from domain.sound import voices_in

SILENT, SOUNDING = "Without sound", "With sound"
STAYS_SILENT = "Sound: stays silent"
ALL_SILENT = "Every family sees it without sound, until you say who can be heard."
ALL_HEAR, NOBODY_HEARS = "Every family hears it.", "Every family sees it without sound."
LONGEST_NAME = 14  # letters; the row has no room for more


def sound_of(state: ClipState, task: ReviewTask) -> SoundPart | None:
    """The sound's part of the screen; None for a video that was recorded without, or is not looked at yet."""
    clip = state.clip
    if clip is None or not clip.has_sound or state.is_looking or state.has_failed:
        return None
    names, families = first_names(task.children), family_children(state, task)
    voices = voices_in(clip.heard or (), state.regions)
    return SoundPart(
        words=row_words(voices, names) if clip.heard is not None else STAYS_SILENT,
        is_heard=clip.heard is not None,
        voices=choices_of(state, task, names),
        told=told_of(families, state.silenced, names) if clip.heard is not None else NOBODY_HEARS,
        outcome=outcome_of(families, state.silenced, names) if clip.heard is not None else ALL_SILENT,
        family=family_words(state, names) if state.family_child is not None else "",
        is_family_silent=not hears(state, state.family_child),
    )


def choices_of(state: ClipState, task: ReviewTask, names: Mapping[ChildId, str]) -> tuple[VoiceChoice, ...]:
    """The children of the room, likely ones first; whoever the picture names is heard anyway."""
    heard = frozenset(state.clip.heard or ()) if state.clip is not None else frozenset()
    seen = frozenset(named_children(state.regions))
    return tuple(
        VoiceChoice(
            child=ChildId(child.id),
            first_name=names[ChildId(child.id)],
            avatar=child.avatar,
            is_heard=child.id in heard | seen,
            is_in_picture=child.id in seen,
            may_be_heard=child.is_voice_allowed and child.scope is not Scope.NONE,
        )
        for child in likely_first(task.children, task.journals)
    )


def row_words(voices: Sequence[ChildId], names: Mapping[ChildId, str]) -> str:
    """ "Sound: Amelia", "Sound: 3 children", "Sound: only grown-ups"."""
    if not voices:
        return "Sound: only grown-ups"
    name = names.get(voices[0], "")
    if len(voices) == 1 and 0 < len(name) <= LONGEST_NAME:
        return f"Sound: {name}"
    return f"Sound: {len(voices)} {'child' if len(voices) == 1 else 'children'}"


def outcome_of(families: Sequence[ChildId], silenced: Mapping[ChildId, tuple[ChildId, ...]], names: Mapping[ChildId, str]) -> str:
    """Who gets it without its sound, and why; a sentence for each family."""
    silent = silent_of(families, silenced)
    told = (f"{names.get(child, 'One')}’s family sees it without sound: {why_silent(silenced[child], names)}." for child in silent)
    return " ".join(told) if silent else ALL_HEAR


def told_of(families: Sequence[ChildId], silenced: Mapping[ChildId, tuple[ChildId, ...]], names: Mapping[ChildId, str]) -> str:
    """The same in short, to be said once."""
    silent = silent_of(families, silenced)
    if len(silent) == len(families):
        return NOBODY_HEARS if families else ALL_HEAR
    return f"Without sound for {listed([names.get(child, 'one') for child in silent])}’s family." if silent else ALL_HEAR


def silent_of(families: Sequence[ChildId], silenced: Mapping[ChildId, tuple[ChildId, ...]]) -> tuple[ChildId, ...]:
    """The families that get it without its sound."""
    return tuple(child for child in families if silenced.get(child, ()))


def why_silent(by: Sequence[ChildId], names: Mapping[ChildId, str]) -> str:
    """ "Maya and Noah may not be heard there"."""
    return f"{listed([names.get(child, 'another child') for child in by])} may not be heard there"


def family_words(state: ClipState, names: Mapping[ChildId, str]) -> str:
    """What the family that is looked at gets: with sound, or without and why."""
    if state.family_child is None or hears(state, state.family_child):
        return SOUNDING
    by = state.silenced.get(state.family_child, ())
    return f"{SILENT}: {why_silent(by, names)}." if by else SILENT


def hears(state: ClipState, family: ChildId | None) -> bool:
    """Whether that family hears it."""
    return state.clip is not None and state.clip.heard is not None and family is not None and not state.silenced.get(family, ())


def is_audible(state: ClipState) -> bool:
    """Whether it is heard while it plays here: whoever reviews it hears it all, but for a family that gets it silent."""
    return state.clip is not None and state.clip.has_sound and (state.family_child is None or hears(state, state.family_child))
