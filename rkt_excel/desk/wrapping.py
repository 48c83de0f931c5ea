"""What every page has around it: the menu, the office, the work that runs or has ended, and how things are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from rkt_excel.desk.dropped import MOST_BYTES
from rkt_excel.desk.files import may_be_opened
from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.pages.office import Standing
from rkt_excel.desk.preview import possible
from rkt_excel.desk.work.moves import MOST_TYPED, in_buttons
from rkt_excel.desk.work.results import result_of
from rkt_excel.edges.disk.shipped import OUTPUTS
from rkt_excel.model.vocabulary.printed import hari_tanggal, tanggal

if TYPE_CHECKING:
    from rkt_excel.desk.app import Desk


class Framed:
    """The pages of one desk."""

    def __init__(self, desk: Desk) -> None:
        """Of this desk."""
        self._desk = desk

    def filters(self) -> Mapping[str, Callable[..., object]]:
        """How templates write things."""
        return {
            "tanggal": lambda day: tanggal(_day(day)),
            "hari": lambda day: hari_tanggal(_day(day)),
            "nama": lambda name: PurePosixPath(name).name,
            "dibuka": lambda name: may_be_opened(PurePosixPath(name)),  # type: ignore[arg-type]
            "dilihat": possible,
            "kalimat": in_buttons,
        }

    def common(self) -> dict[str, object]:
        """What every template may use."""
        return {"menu": MENU, "token": self._desk.keys.token, "batas_titip": MOST_BYTES, "batas_ketik": MOST_TYPED}

    def page(
        self, template: str, word: str, standing: Standing, code: int = 200, **given: object
    ) -> ResponseReturnValue:
        """A page with everything around it.

        Args:
            template: What it is made of.
            word: Its place in the menu.
            standing: How the office stands.
            code: Of the answer.
            given: What the template prints.
        """
        last = self._desk.runner.last
        shown = render_template(
            template, word=word, standing=standing, kerja=last, bagaimana=self._ended(), tempat=self._where(standing),
            hari_ini=self._desk.place.today, **given,
        )  # fmt: skip
        return shown, code

    def sentence(self, sentence: str, code: int) -> ResponseReturnValue:
        """A page that only says something; as JSON for the desk's own script."""
        if request.headers.get("X-Meja"):
            return {"kalimat": in_buttons(sentence)}, code
        return render_template("kalimat.html", kalimat=in_buttons(sentence)), code

    def job(self) -> dict[str, Any] | None:
        """The work that runs or has ended last, for the script; `None` before the first."""
        last = self._desk.runner.last
        if last is None:
            return None
        return {
            "nomor": last.number, "jalan": last.running, "apa": last.move.label, "kabar": last.told[-1:],
            "berapa": len(last.told), "dibaca": last.seen,
        }  # fmt: skip

    def _ended(self) -> object:
        last = self._desk.runner.last
        return result_of(last) if last and not last.running and not last.seen else None

    def _where(self, standing: Standing) -> str:
        """The work folder as people call it."""
        if standing.folder is None:
            return str(self._desk.office.home)
        return f"{OUTPUTS}/{standing.folder.name}" if self._desk.place.kerja is None else str(standing.folder)


def _day(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day
