"""What a covered video sounds like: a switch, its volume by keys, and a line that says who is heard in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QtAudio
from PySide6.QtWidgets import QWidget

from app.ui.office.heard import SAID_NOTHING, STEPS, Heard, sound_words
from app.ui.theme.look import Look
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.words import Words


def has_loudspeaker() -> bool:
    """Whether this computer can be heard."""
    return not QMediaDevices.defaultAudioOutput().isNull()


class MuteButton(IconButton):
    """A loudspeaker; crossed out while it is muted."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "volume-2", "", fill="surface")
        self.show_muted(False)

    def show_muted(self, is_muted: bool) -> None:
        """Draw and say it."""
        self._icon, name = ("volume-x", "Muted") if is_muted else ("volume-2", "Sound on")
        self.setAccessibleName(name)
        self.setToolTip(f"{name}. Key M mutes, + and - are louder and softer.")
        self.update()


class ClipSound(QObject):
    """The switch and the line beside one player. A video is heard from the start: nobody approves what they have not heard."""

    def __init__(self, look: Look, parent: QWidget, loudspeaker: Callable[[], bool] = has_loudspeaker) -> None:
        super().__init__(parent)
        self.switch = MuteButton(look)
        self.words = Words(look, "", "second", "text", "muted", wrap=True)
        self._loudspeaker = loudspeaker
        self._output: QAudioOutput | None = None  # made with the first video that is heard
        self._heard, self._has_sound, self._can_be_heard = SAID_NOTHING, False, False
        self.is_muted, self.volume = False, STEPS
        self.switch.clicked.connect(self.toggle)
        for key, step in (("+", 1), ("-", -1)):
            QShortcut(QKeySequence(key), parent, lambda step=step: self.turn(step))
        QShortcut(QKeySequence("M"), parent, self.toggle)
        self._show()

    def show_sound(self, heard: Heard, *, has_sound: bool) -> None:
        """Say who is heard in the video that is shown now, and whether it has sound at all."""
        self._heard, self._has_sound = heard, has_sound
        self._can_be_heard = has_sound and self._loudspeaker()
        self._show()

    def forget(self) -> None:
        """No video is there."""
        self._can_be_heard = False
        self.switch.hide()
        self.words.setText("")

    def join(self, player: QMediaPlayer) -> None:
        """Let that player be heard, where there is a loudspeaker: without one a video would wait for it for ever."""
        if self._can_be_heard and self._output is None:
            self._output = QAudioOutput(self)
        player.setAudioOutput(self._output if self._can_be_heard else None)  # type: ignore[arg-type] # Qt takes none
        self._set()

    def toggle(self) -> None:
        """Mute it, or not any more; the next video stays as this one."""
        self.is_muted = not self.is_muted
        self._set()

    def turn(self, step: int) -> None:
        """Louder or softer; louder than muted is heard again."""
        self.volume = min(STEPS, max(0, self.volume + step))
        self.is_muted = self.is_muted and step < 0
        self._set()

    def _set(self) -> None:
        if self._output is not None:
            scales = QtAudio.VolumeScale
            self._output.setVolume(QtAudio.convertVolume(self.volume / STEPS, scales.LogarithmicVolumeScale, scales.LinearVolumeScale))
            self._output.setMuted(self.is_muted)
        self._show()

    def _show(self) -> None:
        self.switch.show_muted(self.is_muted)
        self.switch.setVisible(self._can_be_heard)
        self.words.setText(sound_words(self._heard, has_sound=self._has_sound, can_be_heard=self._can_be_heard, steps=self.volume))
