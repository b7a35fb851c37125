"""What a sound device can do, in Qt's words and in ours."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtMultimedia import QAudioFormat

from app.ui.sound_samples import OURS, SampleKind, SoundFormat

Word = QAudioFormat.SampleFormat
KINDS = {
    Word.UInt8: SampleKind.UINT8,
    Word.Int16: SampleKind.INT16,
    Word.Int32: SampleKind.INT32,
    Word.Float: SampleKind.FLOAT,
}  # fmt: skip


def wanted_format(is_supported: Callable[[QAudioFormat], bool], preferred: QAudioFormat) -> QAudioFormat:
    """Ours where the device knows it, else its own: what it gives is made into ours, and what it gets out of ours."""
    ours = QAudioFormat()
    ours.setSampleRate(OURS.hz)
    ours.setChannelCount(OURS.channels)
    ours.setSampleFormat(Word.Int16)
    return ours if is_supported(ours) or preferred.sampleFormat() not in KINDS else preferred


def format_of(given: QAudioFormat) -> SoundFormat:
    """Qt's format in our words."""
    return SoundFormat(given.sampleRate(), given.channelCount(), KINDS[given.sampleFormat()])
