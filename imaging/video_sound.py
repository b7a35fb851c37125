"""The sound of a part of a clip: what was recorded is coded, Opus is carried over packet by packet, nothing else can be kept."""

from __future__ import annotations

from collections.abc import Generator

from imaging.opus import opus_sound
from imaging.recorded_sound import BYTES_PER_MS, SAMPLE_BYTES, SOUND_HZ
from imaging.sound_coding import coded, coding
from imaging.sound_track import PCM, SoundTrack, samples_of, sound_track
from imaging.video_file import Sound
from imaging.video_values import SoundCannotBeKept, Span

LEAST_MS = 20  # one packet; a span in which the microphone heard nothing is silence, and no reason to refuse
_MOST_PACKET_BYTES = 1275 * 3 + 64  # RFC 6716: three frames, and what surrounds them


def sound_of(clip: bytes, span: Span) -> Sound:
    """The sound of the clip's first track inside `span`, as Opus, times from its start. Nothing of it was heard outside.

    Raises SoundCannotBeKept for a clip without sound, with another codec, or in another kind of file.
    """
    track = sound_track(clip)
    return coded(_part(samples_of(track), span)) if track.codec == PCM else _carried(track, span)


def sound_steps(clip: bytes, span: Span) -> Generator[bool, None, Sound]:
    """The same in steps that take no longer than a frame's; what cannot be kept is refused at once."""
    track = sound_track(clip)
    return coding(_part(samples_of(track), span)) if track.codec == PCM else _there_already(_carried(track, span))


def _there_already(sound: Sound) -> Generator[bool, None, Sound]:
    yield True
    return sound


def _part(samples: bytes, span: Span) -> bytes:
    start, end = (round(at_s * SOUND_HZ) * SAMPLE_BYTES for at_s in (span.start_s, span.end_s))
    return samples[start:end].ljust(LEAST_MS * BYTES_PER_MS, b"\0")


def _carried(track: SoundTrack, span: Span) -> Sound:
    start_ms = span.start_s * 1000
    packets = [(round(at_ms - start_ms), packet) for at_ms, packet in track.packets if span.contains(max(0.0, at_ms / 1000))]
    if not packets or any(len(packet) > _MOST_PACKET_BYTES for _, packet in packets):
        raise SoundCannotBeKept
    return opus_sound(track.head, packets)
