"""A tablet's day on its real screens, in a process of its own that can be killed: what it typed and knew is told on the way out.

`python -m tests.journeys.clear_day BASE PHASE`: `morning` pairs (the line comes on stdin) and works until it is killed,
`afternoon` goes on and logs out. Prints one line of JSON when it has come to its end.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import random
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.keys.device_secret import FolderKeyStore
from app.program import Options, Program
from app.storage import facts
from app.sync.login import HttpLogin
from app.sync.network import AnyNetwork
from app.ui.bugs import catch_bugs
from app.ui.camera import FolderSource
from app.ui.room.compose.view import ComposeView
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.unlock.choose_pin import ChoosePinView
from app.ui.unlock.view import UnlockView
from commands.touring.hands import Bugs, Hands
from commands.touring.tablet import Tablet
from domain.pairing import Pairing
from domain.permissions import Station
from domain.wire import LoginAnswer
from imaging.recorded import SOUND_HZ, ClipRecording
from imaging.recorded_sound import SAMPLE_BYTES
from imaging.worker import ImagingWorker

USERNAME, PASSWORD, PIN = "sam.morris", "Demo-Daybook-2026", "59374816"
WRONG_NAME, WRONG_PASSWORD, WRONG_PIN = "sam.moris-typed-wrong", "A-password-of-somewhere-else-77", "86420975"


class Day:
    """One process's part of the day."""

    def __init__(self, base: Path, imaging: ImagingWorker) -> None:
        self.base, frames = base, FolderSource(base / "photos")
        options = Options(
            station=Station.ROOM, folder=base / "tablet", key_store=lambda: FolderKeyStore(base / "keys"), frames=lambda _: frames,
            clock=lambda: datetime.now(UTC), network=AnyNetwork(), has_real_clock=True,
        )  # fmt: skip
        options.folder.mkdir(exist_ok=True)
        look = Look(reduced_motion=True)
        look.apply()
        self.program = Program(options, look, imaging)
        self.hands = Hands(self.program.shell, base / "pictures", Bugs())
        catch_bugs(options.folder / "bugs.log", self.program.say)
        self.tablet = Tablet(self.program, frames, self.hands)
        self.program.start()
        self.program.shell.show()

    def log_in(self) -> None:
        """A wrong name, a wrong password, then the right one, and a PIN of eight digits."""
        for name, password in ((WRONG_NAME, PASSWORD), (USERNAME, WRONG_PASSWORD), (USERNAME, PASSWORD)):
            view = self.hands.screen(UnlockView)
            self.hands.until("the form", lambda: view.user_name.editor.isVisible() and view.open_button.is_available)  # noqa: B023
            view.user_name.editor.clear()
            self.hands.type(view.user_name.editor, name)
            self.hands.type(view.password.editor, password)
            self.hands.tap(view.open_button)
            if password == PASSWORD and name == USERNAME:
                break
            self.hands.until("the refusal", lambda: bool(view.password.error))  # noqa: B023
        choose = self.hands.screen(ChoosePinView)
        for _ in range(2):
            self.hands.enter_pin(choose.pad, PIN)
        self.children_are_there()

    def children_are_there(self) -> HomeView:
        """Home, with the room's children."""
        home = self.hands.screen(HomeView)
        self.hands.until("the children of the room", lambda: bool(home.grid.cards))
        return home

    def lock_and_unlock(self) -> None:
        """Put down, picked up: a wrong PIN, then the right one."""
        self.hands.press("Sam M.")
        view = self.hands.screen(UnlockView)
        self.hands.enter_pin(view.pin.pad, WRONG_PIN)
        self.hands.until("the wrong PIN to be told", lambda: "not right" in view.pin.pad.line.sentence)
        self.hands.enter_pin(view.pin.pad, PIN)
        self.children_are_there()

    def photo(self) -> None:
        """Taken, every face left covered, the words begun: a draft with an original."""
        self.tablet.choose(["Amelia"])
        assert self.tablet.take_photo("1-person.jpg") == ""
        self.tablet.review((), 1.0)

    def hand_in(self, words: str) -> None:
        """One entry, sent and wiped."""
        self.photo()
        self.tablet.write("Amelia", words)
        self.tablet.sync(len(self.tablet.states()))

    def begin(self, words: str) -> None:
        """One entry, half written."""
        self.photo()
        compose = self.hands.screen(ComposeView)
        self.hands.until("the draft", lambda: bool(compose.drawn.areas))
        compose.text.insertPlainText(words)
        compose.step.insertPlainText(f"Next: {words}")

    def film(self) -> None:
        """A video in the entry that is half written: sealed, and looked at when the power goes."""
        work = self.program.work
        assert work is not None and work.services is not None
        session, services = work.opened.session, work.services
        draft = services.writing.drafts(session)[0]
        clip = services.clips.keep(recording(self.base), draft.id, session).photo_id
        threading.Thread(target=services.clips.look, args=(clip, session), daemon=True).start()

    def known(self) -> dict[str, list[str]]:
        """What nobody may find: names, and keys in base64."""
        opened, device = self.program.opened, self.program.device
        assert opened is not None and device is not None and device.token is not None
        answer = HttpLogin(device.transport()).log_in(USERNAME, PASSWORD)
        assert isinstance(answer, LoginAnswer)
        children = facts.children(opened.store.connect())
        keys = [opened.store.key, base64.urlsafe_b64decode(answer.share)]
        keys += [bytes(row[0]) for row in opened.store.connect().execute("SELECT key FROM vault_file")]
        return {
            "names": sorted({child.first_name for child in children}),
            "words": [PIN, WRONG_PIN, PASSWORD, WRONG_PASSWORD, WRONG_NAME, device.token, answer.session, answer.share],
            "keys": [base64.b64encode(key).decode() for key in keys],
        }


def recording(base: Path) -> bytes:
    """Two seconds of the photo with a face, in which something is heard: each frame is that file."""
    clip, frame = ClipRecording(512, 512), (base / "photos" / "1-person.jpg").read_bytes()
    for number in range(50):
        clip.add(frame, number / 25)
    clip.hear(samples(), 0.0)
    return clip.finish()


def samples() -> bytes:
    """What is heard in it: no other file has such bytes."""
    return random.Random("clear day").randbytes(2 * SOUND_HZ * SAMPLE_BYTES)


def main(base: Path, phase: str) -> None:
    planted = json.loads((base / "planted.json").read_text(encoding="utf-8"))
    application = QApplication([])
    with ImagingWorker() as imaging:
        day = Day(base, imaging)
        if phase == "morning":
            day.tablet.pair(Pairing(**json.loads(sys.stdin.readline())))
            day.log_in()
            day.hand_in(planted["handed in"])
            day.begin(planted["begun"])
            day.film()
            day.lock_and_unlock()
            print(json.dumps(day.known()), flush=True)
            day.hands.until("the end", lambda: False, patience_s=600)
        day.log_in()
        day.lock_and_unlock()
        known = day.known()
        opened = day.program.opened
        day.program.log_out()
        day.hands.until("the store to be closed", lambda: opened is None or opened.store.key == b"")
        day.program.shell.close()
        print(json.dumps(known), flush=True)
    del application


def as_line(pairing: Pairing) -> str:
    """For the process's stdin."""
    return json.dumps(dataclasses.asdict(pairing)) + "\n"


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2])
    except Exception:
        traceback.print_exc()  # the program's own way of hearing bugs would keep it to itself
        raise SystemExit(1) from None
