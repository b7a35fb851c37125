"""A covered video in the middle of the office's page, played from memory: play, stop, scrub, mute. No byte of it reaches a disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.clip_sound import ClipSound, has_loudspeaker
from app.ui.office.heard import SAID_NOTHING, Heard
from app.ui.office.key_button import KeyButton
from app.ui.office.memory_picture import MemoryPicture
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL
from app.ui.widgets.paint import Box, draw_box

CANNOT_PLAY = "This video cannot be played here. Look again later, or return the entry."
STEP_MS, LARGE_STEP_MS = 200, 1000
KNOB_PX = 20


class ScrubBar(QWidget):
    """Where the video is: a finger drags it, keys step. `moved` gives milliseconds."""

    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._at, self._length = look, 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_moment(self, at_ms: int, length_ms: int) -> None:
        """Draw that moment."""
        self._at, self._length = at_ms, length_ms
        self.setAccessibleName(f"{at_ms / 1000:.1f} of {length_ms / 1000:.1f} seconds")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a finger."""
        return QSize(160, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, what was played, knob."""
        painter = QPainter(self)
        track = QRectF(self.rect()).adjusted(KNOB_PX, 0, -KNOB_PX, 0)
        line = QRectF(track.left(), track.center().y() - 3, track.width(), 6)
        draw_box(painter, line, Box("sunk", "edge", 1, 3), self._look)
        x = self._x(track)
        done = QRectF(line)
        if self.isRightToLeft():
            done.setLeft(x)
        else:
            done.setRight(x)
        draw_box(painter, done, Box("primary", None, 0, 3), self._look)
        knob = QRectF(x - KNOB_PX / 2, track.center().y() - KNOB_PX / 2, KNOB_PX, KNOB_PX)
        draw_box(painter, knob, Box("primary", "surface", 3, KNOB_PX / 2), self._look)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger."""
        self._go(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, with Shift by a second; Home and End jump."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0) * (-1 if self.isRightToLeft() else 1)
        step = LARGE_STEP_MS if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP_MS
        if way:
            self.moved.emit(min(max(0, self._at + way * step), self._length))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.moved.emit(0 if event.key() == Qt.Key.Key_Home else self._length)
        else:
            super().keyPressEvent(event)

    def _x(self, track: QRectF) -> float:
        share = self._at / self._length if self._length else 0.0
        return track.right() - share * track.width() if self.isRightToLeft() else track.left() + share * track.width()

    def _go(self, x: float) -> None:
        share = min(1.0, max(0.0, (x - KNOB_PX) / max(1, self.width() - 2 * KNOB_PX)))
        self.moved.emit(round((1 - share if self.isRightToLeft() else share) * self._length))


class ClipPlayer(QWidget):
    """Shows one video's frames, and lets it be heard. `seen` comes once for each, with its first frame; `failed` if it cannot be played."""

    seen = Signal()
    failed = Signal(str)

    def __init__(self, look: Look, loudspeaker: Callable[[], bool] = has_loudspeaker) -> None:
        super().__init__()
        self.frame, self.sound = MemoryPicture(look), ClipSound(look, self, loudspeaker)
        self.play = KeyButton(look, "Play", "P", "play", measure=SMALL)
        self.bar = ScrubBar(look)
        self._clip: bytes | None = None
        self._note, self._is_seen, self._heard = "", False, SAID_NOTHING
        self._player: QMediaPlayer | None = None  # made with the first video: the libraries for it take a moment to load
        self._buffer = QBuffer(self)
        controls = QHBoxLayout()
        controls.setSpacing(8)
        controls.addWidget(self.play)
        controls.addWidget(self.bar, 1)
        controls.addWidget(self.sound.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.frame, 1)
        column.addLayout(controls)
        column.addWidget(self.sound.words)
        self.play.asked.connect(self.toggle)
        self.bar.moved.connect(self._go)
        QShortcut(QKeySequence("P"), self, self.toggle)

    @property
    def is_playing(self) -> bool:
        """Whether it runs now."""
        return self._player is not None and self._player.playbackState() is QMediaPlayer.PlaybackState.PlayingState

    def show_clip(self, clip: bytes | None, note: str, heard: Heard = SAID_NOTHING) -> None:
        """Show that video from its beginning, or that it is coming; the same one goes on as it is. heard: what its author said."""
        self._note, self._heard = note, heard
        if clip is self._clip:
            self.frame.show_note(note)
            return
        self.forget()
        self._clip, self._note, self._is_seen = clip, note, False
        self.frame.show_picture(None, note if clip is not None else "The video is coming.")
        if clip is not None:
            self._buffer.setData(QByteArray(clip))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            player = self._made()
            player.setSourceDevice(self._buffer, QUrl("clip.webm"))
            player.pause()  # the first frame

    def forget(self) -> None:
        """Let go of the video and of its last frame."""
        if self._player is not None and self._clip is not None:
            self._player.stop()
            self._player.setSource(QUrl())
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._clip = None
        self.frame.show_picture(None, "")
        self.sound.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody hears what nobody sees."""
        super().hideEvent(event)
        if self._player is not None and self.is_playing:
            self._player.pause()

    def toggle(self) -> None:
        """Play, from the beginning after the end; or stop."""
        if self._player is None or self._clip is None:
            return
        if self.is_playing:
            self._player.pause()
            return
        if self._player.position() >= self._player.duration() - STEP_MS // 2:
            self._player.setPosition(0)
        self._player.play()

    def _go(self, at_ms: int) -> None:
        if self._player is not None and self._clip is not None:
            self._player.pause()
            self._player.setPosition(at_ms)

    def _made(self) -> QMediaPlayer:
        """The player; made with the first video."""
        if self._player is None:
            player, sink = QMediaPlayer(self), QVideoSink(self)
            player.setVideoSink(sink)
            sink.videoFrameChanged.connect(self._framed)
            player.hasAudioChanged.connect(self._sounds)
            player.positionChanged.connect(self._moved)
            player.durationChanged.connect(self._moved)
            player.playbackStateChanged.connect(self._turned)
            player.errorOccurred.connect(lambda *_: self.failed.emit(CANNOT_PLAY) if self._clip is not None else None)
            self._player = player
        return self._player

    def _framed(self, frame: QVideoFrame) -> None:
        picture = frame.toImage() if self._clip is not None and frame.isValid() else QImage()
        if picture.isNull():
            return
        self.frame.show_picture(picture, self._note)
        if not self._is_seen:
            self._is_seen = True
            self._sounds()
            self.seen.emit()

    def _sounds(self) -> None:
        """The bytes themselves say whether they have sound."""
        if self._player is not None and self._clip is not None:
            self.sound.show_sound(self._heard, has_sound=self._player.hasAudio())
            self.sound.join(self._player)

    def _moved(self) -> None:
        if self._player is not None:
            self.bar.show_moment(self._player.position(), self._player.duration())

    def _turned(self) -> None:
        self.play.set_words("Stop" if self.is_playing else "Play", "pause" if self.is_playing else "play")
