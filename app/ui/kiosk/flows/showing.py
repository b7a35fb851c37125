"""What is only looked at: a report of damage, the sheet of a lost tablet, what is odd, and everything that is not a tap on a card."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QImage

from app.services.at_kiosk import short_number
from app.ui.kiosk.flows.flow import Flow, ReadingStep
from app.ui.kiosk.flows.pages import FormPage
from app.ui.kiosk.flows.step import Host, Step
from app.ui.kiosk.papers import damage_facts, damage_paper, gone_facts, gone_paper
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import isolated
from domain.errors import KnownError
from domain.wire.kiosk import DamageReport, GoneSheet

ASKING = FormPage(question="Asking the nursery’s server…", go="")


class ShowingFlow(Flow):
    """One page that the server is asked for; its button prints."""

    way_out = "Close"

    def __init__(self) -> None:
        super().__init__()
        self.reading = ReadingStep(ASKING, self._tapped)
        self.paper = ""

    def steps(self) -> Sequence[Step]:
        """One."""
        return (self.reading,)

    def show(self, page: FormPage, paper: str, host: Host) -> None:
        """The answer came."""
        self.reading.shown, self.paper = page, paper
        host.show()

    def failed(self, host: Host, error: KnownError) -> None:
        """It did not."""
        self.reading.error = error.sentence
        host.show()

    def _tapped(self, name: str, host: Host) -> None:
        if name == "go" and self.paper:
            host.print_sheet(self.paper)


class SeeReportFlow(ShowingFlow):
    """A report of damage, with its pictures."""

    tone = Tone.BAD

    def __init__(self, damage_id: str, name: str) -> None:
        super().__init__()
        self._damage_id, self.number = damage_id, short_number(name)
        self.title = f"Report on tablet {self.number}"

    def begin(self, host: Host) -> None:
        """Ask for it."""
        host.ask(partial(self._load, host), partial(self._came, host), partial(self.failed, host))

    def _load(self, host: Host) -> tuple[DamageReport, tuple[bytes, ...]]:
        report = host.desk.damage(self._damage_id)
        return report, tuple(host.desk.photo(photo) for photo in report.photos)

    def _came(self, host: Host, answer: tuple[DamageReport, tuple[bytes, ...]]) -> None:
        report, photos = answer
        facts = tuple((label, isolated(words)) for label, words in damage_facts(report, host.zone))
        pictures = tuple(QImage.fromData(photo) for photo in photos)
        page = FormPage(question=report.text or "Reported", facts=facts, pictures=pictures, go="Print it", go_icon="printer")
        self.show(page, damage_paper(report, host.zone), host)


class SeeGoneFlow(ShowingFlow):
    """What a lost tablet could hold: figures on the screen, first names only on paper."""

    tone = Tone.BAD
    title = "What it could hold"

    def __init__(self, device_id: str) -> None:
        super().__init__()
        self._device_id = device_id

    def begin(self, host: Host) -> None:
        """Ask for it."""
        host.ask(lambda: host.desk.gone(self._device_id), partial(self._came, host), partial(self.failed, host))

    def _came(self, host: Host, sheet: GoneSheet) -> None:
        self.number = short_number(sheet.device_name)
        page = FormPage(
            question=f"Tablet {self.number} is closed" if sheet.is_revoked else f"Tablet {self.number} is gone",
            second=" ".join(sheet.advice),
            facts=tuple((label, isolated(words)) for label, words in gone_facts(sheet, host.zone)),
            go="Print for the manager",
            go_icon="printer",
        )
        self.show(page, gone_paper(sheet, host.zone), host)


class OddFlow(ShowingFlow):
    """Everything that the server found odd, in full."""

    title = "To look into"
    tone = Tone.BAD

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self.reading.shown = FormPage(question="The office sees this too", text="\n\n".join(sentences), go="")
