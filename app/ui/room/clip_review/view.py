"""The review of a video as a page: covered frame and timeline in the photo's place. It draws a `ClipScreen`."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.clip_review.side import ClipSide
from app.ui.room.clip_review.sound_sheet import SoundSheet
from app.ui.room.clip_review.timeline import TimelineBar
from app.ui.room.clip_review.tools import ClipTools, NobodyButton, PlayButton
from app.ui.room.face_review.page import LARGE_TEXT, PicturePage
from app.ui.room.face_review.side import FaceOf
from app.ui.theme.look import Look, is_compact
from app.ui.widgets.buttons import SMALL, ActionButton, Kind


class ClipReviewView(PicturePage):
    """Emits wishes; the presenter answers with another screen."""

    several_asked = Signal(bool)
    moment_asked = Signal(float)
    play_asked = Signal()
    part_asked = Signal(float, float)
    write_asked = Signal()
    sound_said = Signal(object)  # a tuple of child ids, or None: it stays silent

    draw_hint = "Drag over what should be covered, or tap two corners. It stays for the whole video."
    tools: ClipTools
    side: ClipSide

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._screen = ClipScreen()
        self.write = self.side.write
        self.play, self.timeline = PlayButton(look), TimelineBar(look)
        self.several = ActionButton(look, "Same child", "users", measure=SMALL)
        self.no_child = NobodyButton(look)
        self.voices = SoundSheet(look, self, self.bar.height())
        self.put_under_picture(self._line_of_time())
        self.put_beside_faces(self.several, self.no_child)
        self.put_under_more(*self.tools.rare)
        self._connect_strip()
        self._connect_time()
        self._connect_words()

    def _make_tools(self, look: Look) -> ClipTools:
        return ClipTools(look)

    def _make_side(self, look: Look, face_of: FaceOf) -> ClipSide:
        return ClipSide(look, face_of)

    def _line_of_time(self) -> QWidget:
        line = QWidget()
        self._line = QHBoxLayout(line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addWidget(self.play)
        self._line.addWidget(self.timeline, 1)
        return line

    @property
    def drawn(self) -> ClipScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: ClipScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen, review = screen, screen.review
        self.canvas.show_picture(review.picture, screen.waiting)
        self.canvas.show_marks(screen.on_picture, review.chosen, screen.picks)
        self.canvas.setAccessibleName(f"Video. {review.line}")
        self.strip.show_faces(None, review.marks, review.chosen, screen.picks, review.faces)
        self.several.kind = Kind.TINT if screen.is_several else Kind.SECONDARY
        self.several.setVisible(len(review.marks) > 1)
        self.several.setAccessibleDescription("chosen" if screen.is_several else "Choose several faces of one child, and name them once.")
        for part in (self.play, self.tools, self.no_child):
            part.show_screen(screen)
        self.timeline.show_timeline(screen.timeline)
        self.side.show_sound(screen.sound)
        if screen.sound is None:
            self.voices.shut()
        self.show_review(review)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays; the rest as for any picture."""
        if event.key() == Qt.Key.Key_Space:
            self.play_asked.emit()
        else:
            super().keyPressEvent(event)

    def _left_own(self) -> bool:
        if not self._screen.is_several:
            return False
        self.several_asked.emit(False)
        return True

    def _fold(self, folded: bool) -> None:
        """On the small tablet the faces get the room of "Same child"."""
        if folded != self._is_folded:
            (self._line if folded else self._foot).insertWidget(2 if folded else 1, self.several)
        super()._fold(folded)

    def _fit(self) -> None:
        """Large letters on the small tablet: the children come before the sound, which lies under "More" then."""
        super()._fit()
        is_tight = is_compact(self.width(), self.height()) and self._look.theme.text_percent > LARGE_TEXT
        if is_tight:
            self.put_under_more(self.side.sound)
        else:
            self.side.put_sound()

    # -- Which part's signal becomes which wish ---------------------------------------------------------------------------------------

    def _connect_strip(self) -> None:
        for tapped in (self.strip.face_held, self.strip.face_added, self.strip.range_tapped):
            tapped.connect(self.region_chosen)
        self.several.asked.connect(lambda: self.several_asked.emit(not self._screen.is_several))
        self.no_child.asked.connect(self.no_child_asked)
        for button in (self.play, self.several, self.no_child):
            button.refused.connect(self.say)

    def _connect_time(self) -> None:
        self.play.asked.connect(self.play_asked)
        self.timeline.played.connect(self.play_asked)
        self.timeline.moved.connect(self.moment_asked)
        self.timeline.trimmed.connect(self.part_asked)
        self.tools.start_asked.connect(lambda: self._ask_part(self._screen.timeline.at_s, self._screen.timeline.end_s))
        self.tools.end_asked.connect(lambda: self._ask_part(self._screen.timeline.start_s, self._screen.timeline.at_s))
        self.tools.whole_asked.connect(lambda: self._ask_part(0.0, self._screen.timeline.seconds))

    def _connect_words(self) -> None:
        self.write.asked.connect(self.write_asked)
        self.side.sound.asked.connect(self._ask_voices)
        self.voices.said.connect(self.sound_said)
        self.voices.refused.connect(self.say)
        self.tools.discard_asked.connect(self.discard_asked)

    def _ask_voices(self) -> None:
        self.sheet.shut()
        if self._screen.sound is not None:
            self.voices.set_top(self.bar.height())
            self.voices.ask(self._screen.sound)

    def _ask_part(self, start_s: float, end_s: float) -> None:
        self.sheet.shut()
        self.part_asked.emit(start_s, end_s)
