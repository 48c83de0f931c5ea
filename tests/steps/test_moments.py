"""Any sequence of ordinary moments: no value changes without a return that says so, or a finding that does."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from helpers.kantor import NOON, hand_in, open_office, rewrite_master
from helpers.returning import saved
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import INPUTS
from rkt_excel.errors import UnknownArgumentError
from rkt_excel.model.forms.choosing import Putusan
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import Plan
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.pakai import pakai

FIRST: Final = datetime(2026, 11, 25, tzinfo=UTC)
NAMES: Final = ("a.xlsx", "b.xlsx", "minggu ini/a.xlsx")


@cache
def begun() -> tuple[Path, tuple[bytes, ...]]:
    """An office with its forms out, and what its two bagian may send: four complete returns and one that is not."""
    home = Path(tempfile.mkdtemp()) / "kantor"
    place = open_office(home)
    format(place)
    master = place.master()[0]
    contents = []
    for hour, (owner, note) in enumerate([(0, "satu"), (0, "dua"), (0, "tiga"), (1, "empat"), (0, "rusak")]):
        bagian = master.bagian[owner].kode
        kunci = next(each.kode for each in master.indikator if each.bagian == (bagian,))
        path = hand_in(place, bagian, {("Kinerja", kunci, "keterangan"): f"Catatan {note}"})
        if note == "rusak":
            book = load_workbook(path)
            book.remove(book["Usulan"])
            book.save(path)
        saved(path, (FIRST + timedelta(hours=hour)).timestamp())
        contents.append(path.read_bytes())
        path.unlink()
    return home, tuple(contents)


def _target(master: Master) -> Master:
    row = master.indikator[0].model_copy(update={"indikator": "Bunyi indikator yang lain sama sekali"})
    return replace(master, indikator=(row, *master.indikator[1:]))


def _fewer(master: Master) -> Master:
    """Without one indikator of a sasaran that has more."""
    sasaran = [each.sasaran for each in master.indikator]
    gone = next((each for each in master.indikator if sasaran.count(each.sasaran) > 1), None)
    return replace(master, indikator=tuple(each for each in master.indikator if each is not gone))


EDITS: Final[tuple[Callable[[Master], Master], ...]] = (_target, _fewer)


class Moments(RuleBasedStateMachine):
    """The folder 3-kembali, the master, and everything that people do to both."""

    @initialize()
    def begin(self) -> None:
        home, self.contents = begun()
        self.home = Path(tempfile.mkdtemp())
        shutil.copytree(home, self.home / "kantor")
        kantor = self.home / "kantor"
        self.place = Workplace(inputs=kantor / INPUTS, outputs=kantor / "output", now=lambda: NOON)
        self.folder = self.place.folder(self.place.master()[0])
        self.inbox = self.folder / "3-kembali"
        self.before: HasilGabung | None = None
        self.pinned: set[str] = set()
        self.reissued = False

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.home)

    @rule(content=st.integers(0, 4), name=st.sampled_from(NAMES))
    def put(self, content: int, name: str) -> None:
        """A file is saved, over another one too."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.contents[content])
        moment = (FIRST + timedelta(hours=content)).timestamp()
        os.utime(path, (moment, moment))

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        """A file is deleted."""
        (self.inbox / name).unlink(missing_ok=True)

    @rule()
    def tidy(self) -> None:
        """The folder is emptied."""
        shutil.rmtree(self.inbox)
        self.inbox.mkdir()

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename(self, name: str, other: str) -> None:
        """A file gets another name or folder, perhaps one that was taken."""
        if (self.inbox / name).exists():
            (self.inbox / other).parent.mkdir(parents=True, exist_ok=True)
            (self.inbox / name).replace(self.inbox / other)

    @rule(name=st.sampled_from(NAMES))
    def pack(self, name: str) -> None:
        """A file is put into an archive."""
        path = self.inbox / name
        if path.exists():
            with zipfile.ZipFile(path.with_suffix(".zip"), "w") as archive:
                archive.write(path, path.name)
            path.unlink()

    @rule(name=st.sampled_from(NAMES))
    def empty(self, name: str) -> None:
        """A file is saved with nothing in it."""
        if (self.inbox / name).exists():
            (self.inbox / name).write_bytes(b"")

    @rule(edit=st.sampled_from(EDITS))
    def edit_master(self, edit: Callable[[Master], Master]) -> None:
        """The master is edited."""
        rewrite_master(self.place, edit)

    @rule()
    def issue_again(self) -> None:
        """The forms are issued anew."""
        self.reissued = format(self.place).versi > 1

    @precondition(lambda self: self.before is not None and self.before.returns)
    @rule(data=st.data())
    def pakai(self, data: st.DataObject) -> None:
        """The Kasubag decides for a file, whether it is still there or not."""
        assert self.before is not None
        known = [one for one in self.before.returns if self.before.chosen.verdicts[one.berkas] is not Putusan.DITOLAK]
        if known:
            one = data.draw(st.sampled_from(known))
            try:
                pakai(self.place, one.berkas, oleh="Kasubag Program", alasan="disahkan kepala bagian")
            except UnknownArgumentError:
                return
            self.pinned.add(one.sha256)

    @rule()
    def merge(self) -> None:
        """`rkt gabung`, held against the one before."""
        now = gabung(self.place)
        if self.before is not None:
            self.compare(self.before, now)
        self.before = now

    def compare(self, before: HasilGabung, now: HasilGabung) -> None:
        """Every value, and every bagian."""
        told = {each.owner for each in now.findings if each.code.name in {"ISIAN_BERKURANG", "ISIAN_BERGANTI"}}
        for bagian, one in before.chosen.counted.items():
            counted = now.chosen.counted.get(bagian)
            assert counted is not None, f"{bagian} counted and counts no more"
            if counted.sha256 == one.sha256 or counted.sha256 in self.pinned:
                continue
            assert (counted.complete, counted.times.best) > (one.complete and not self.reissued, one.times.best)
        for place, value in _values(before.plan).items():
            after = _values(now.plan).get(place)
            if after != value:
                owners = {origin.bagian for origin in before.plan.isi[place].origins}
                said = {each for each in owners if _counted(before, each) != _counted(now, each)}
                assert said or owners & told, f"{place}: {value} → {after}"
        gone = {one.berkas for one in now.chosen.counted.values()} & now.tersimpan
        assert gone == {each.file for each in now.findings if each.code.name == "KIRIMAN_TERSIMPAN"}
        assert "TERKUNCI_BERUBAH" not in {each.code.name for each in now.findings}, "no sender changed anything"


def _values(plan: Plan) -> dict[tuple[str, str], Any]:
    return {place: isi.nilai for place, isi in plan.isi.items()}


def _counted(result: HasilGabung, bagian: str) -> str | None:
    one = result.chosen.counted.get(bagian)
    return one.sha256 if one else None


TestMoments = Moments.TestCase
TestMoments.settings = settings(
    max_examples=25, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
pytestmark = pytest.mark.lama
