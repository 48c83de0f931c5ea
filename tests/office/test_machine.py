"""The whole procedure under random commands, legal and illegal: what must hold after every one of them."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, open_office, scan
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from openpyxl import load_workbook

from rkt_excel.edges.work_folder.register import broken_line
from rkt_excel.errors import NotNowError
from rkt_excel.events import DIGABUNG, DITANDATANGANI
from rkt_excel.model.procedure.alur import Tahap, replay
from rkt_excel.office.place.journalled import keadaan
from rkt_excel.office.place.workplace import has_register
from rkt_excel.steps.arsip import arsip, check_package
from rkt_excel.steps.distribusi import distribusi, receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat

OFFICIALS = st.sampled_from([KASUBAG, SEKRETARIS, KEPALA, "Pengadministrasi Umum"])
BAGIAN = ("SEK", "PEM")


REACHED: set[str] = set()
AFTER_SIGNATURE = {Tahap.DITANDATANGANI, Tahap.DIBAGIKAN, Tahap.DIARSIPKAN}


class Procedure(RuleBasedStateMachine):
    """An office in which anybody may type any command at any time.

    What is expected stands here once more, in the plainest way that the SOP can be told: who has done what to the
    newest draft. It shares nothing with the program's own table of moves.
    """

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="rkt-mesin-"))
        self.place = open_office(self.home)
        self.master, _ = self.place.master()
        self.folder = self.place.folder(self.master)
        self.issued = self.merged = self.signed = self.shared = self.sealed = False
        self.drafts = 0
        self.open = False  # whether a draft lies before the officials
        self.parafs: list[str] = []
        self.spoiled = False  # whether a byte of that draft was changed
        self.handed: set[str] = set()
        self.received: set[str] = set()
        self.signed_bytes: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    def attempt(self, legal: bool, command: Callable[[], Any]) -> Any:
        """Run a command: it succeeds where it is legal, and is refused with a sentence and no trace where it is not."""
        before = self.journal()
        if legal:
            return command()
        with pytest.raises(NotNowError) as refusal:
            command()
        assert str(refusal.value).endswith("."), str(refusal.value)
        assert self.journal() == before, "a refused command wrote into the journal"
        return None

    def journal(self) -> list[str]:
        if not has_register(self.folder):
            return []
        with self.place.open_register(self.folder) as register:
            return list(register.lines())

    @property
    def free(self) -> bool:
        """Whether answers may still change: nobody has initialled, nothing is signed."""
        return self.issued and not self.signed and not self.parafs

    # ------------------------------------------------------------ commands

    @initialize()
    def forms(self) -> None:
        format(self.place)
        self.issued = True

    @rule()
    def format(self) -> None:
        self.attempt(self.free, lambda: format(self.place))

    @rule(bagian=st.sampled_from(BAGIAN), who=st.sampled_from(["Kepala Bidang", "Sekretaris", "Arsiparis"]))
    def return_form(self, bagian: str, who: str) -> None:
        first = next(each.kode for each in self.master.indikator if each.bagian == (bagian,))
        path = hand_in(self.place, bagian, {("Kinerja", first, "penanggung_jawab"): who})
        self.handed.add(hashlib.sha256(path.read_bytes()).hexdigest())

    @rule()
    def gabung(self) -> None:
        here = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.folder / "3-kembali").iterdir()}
        if self.attempt(self.free, lambda: gabung(self.place)):
            self.merged = True
            self.received |= here

    @rule(typed=st.sampled_from([None, "Kepala Dinas", "Sekretaris Dinas"]))
    def draft(self, typed: str | None) -> None:
        if typed and self.merged and self.free:
            self.edit(typed)
        made = self.attempt(self.merged and self.free, lambda: draft(self.place))
        if made:
            assert made.berubah or self.open, "a returned draft has to be followed by a new one"
            self.drafts = made.nomor
            self.open, self.parafs, self.spoiled = True, [], False

    def edit(self, typed: str) -> None:
        """The meeting types into the Konsep or the newest draft."""
        with self.place.open_register(self.folder) as register:
            state = keadaan(register)
        names = [name for name in state.berkas if name.endswith(".xlsx")]
        path = self.folder / (names[0] if names else f"4-konsep/Konsep {self.master.rkt_tahun}.xlsx")
        book = load_workbook(path)
        sheet = book["Kinerja"]
        columns = {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4] if cell.value}
        row = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, columns["kode"]).value)
        sheet.cell(row, columns["penanggung_jawab"]).value = typed
        book.save(path)
        self.spoiled = self.open  # the draft that lies before the officials is no longer what was written

    @rule(who=OFFICIALS)
    def paraf(self, who: str) -> None:
        turn = [KASUBAG, SEKRETARIS][len(self.parafs)] if len(self.parafs) < 2 else None
        legal = self.open and not self.spoiled and not self.signed and who == turn
        if self.attempt(legal, lambda: paraf(self.place, oleh=who)):
            self.parafs.append(who)

    @rule()
    def rapat(self) -> None:
        self.attempt(self.merged and self.free, lambda: rapat(self.place))

    @rule()
    def periksa(self) -> None:
        self.attempt(self.open and not self.signed and not self.spoiled, lambda: periksa(self.place))

    @rule(who=OFFICIALS)
    def kembalikan(self, who: str) -> None:
        before_kepala = len(self.parafs) == 2
        legal = self.open and not self.signed and (who in {KASUBAG, SEKRETARIS} or (who == KEPALA and before_kepala))
        if self.attempt(legal, lambda: kembalikan(self.place, oleh=who, catatan="Lengkapi alasan target")):
            self.open, self.parafs = False, []

    @rule()
    def tamper(self) -> None:
        """Somebody changes one byte of the draft."""
        if self.open and not self.signed:
            path = self.folder / f"6-draft/draft-{self.drafts}/Draft {self.drafts} RKT {self.master.tahun}.docx"
            data = path.read_bytes()
            path.write_bytes(data + b"x")
            self.spoiled = True

    @rule(who=OFFICIALS, with_scan=st.booleans())
    def tandatangan(self, who: str, with_scan: bool) -> None:
        page = scan(self.home / "pindaian.pdf") if with_scan else None
        first = len(self.parafs) == 2 and self.open and not self.spoiled and not self.signed
        later = self.signed and with_scan and not self.sealed
        if self.attempt(who == KEPALA and (first or later), lambda: tandatangan(self.place, oleh=who, pindaian=page)):
            self.signed = True

    @rule()
    def distribusi(self) -> None:
        if self.attempt(self.signed and not self.sealed, lambda: distribusi(self.place)):
            self.shared = True

    @rule(place=st.integers(min_value=0, max_value=2))
    def terima(self, place: int) -> None:
        who = receivers(self.master)[place]
        with self.place.open_register(self.folder) as register:
            had = who in keadaan(register).diterima
        self.attempt(self.shared and not had, lambda: terima(self.place, who, oleh="Staf"))

    @rule()
    def arsip(self) -> None:
        if self.attempt(
            self.shared and not self.sealed, lambda: arsip(self.place, tanpa_pindaian=True, tanpa_tanda_terima=True)
        ):
            self.sealed = True

    @rule(rounds=st.integers(min_value=1, max_value=4))
    def onward(self, rounds: int) -> None:
        """The usual next command, so that the later steps are reached as well."""
        for _ in range(rounds):
            REACHED.add(self._next())

    def _next(self) -> str:
        if not self.merged:
            self.return_form("SEK", "Sekretaris")
            self.return_form("PEM", "Kepala Bidang")
            self.gabung()
        elif self.spoiled and not self.signed:
            self.kembalikan(KASUBAG)
        elif not self.open:
            self.draft("Kepala Dinas" if self.drafts else None)  # a draft that was given back has to change
        elif len(self.parafs) < 2:
            self.paraf([KASUBAG, SEKRETARIS][len(self.parafs)])
        elif not self.signed:
            self.tandatangan(KEPALA, with_scan=True)
        elif not self.shared:
            self.distribusi()
        elif not self.sealed:
            self.arsip()
        return "sealed" if self.sealed else "signed" if self.signed else "before"

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_journal_is_whole_and_replays_to_the_same_state(self) -> None:
        lines = self.journal()
        assert broken_line(lines) is None
        told = [json.loads(line) for line in lines]  # as the archive keeps it, for programs that are not this one
        again = replay((each["peristiwa"], datetime.fromisoformat(each["kapan"]), each["rincian"]) for each in told)
        with self.place.open_register(self.folder) as register:
            assert again == keadaan(register)
        assert again.draft == self.drafts
        assert list(again.paraf) == (self.parafs if self.open or self.signed else list(again.paraf))
        assert (again.tahap in AFTER_SIGNATURE) == self.signed
        assert again.tamat == self.sealed

    @invariant()
    def no_signed_byte_ever_changes(self) -> None:
        with self.place.open_register(self.folder) as register:
            for entry in register.entries(DITANDATANGANI):
                for name, digest in {**entry.details["berkas"], **entry.details["pindaian"]}.items():
                    assert hashlib.sha256((self.folder / name).read_bytes()).hexdigest() == digest
                    assert hashlib.sha256(register.kept(digest) or b"").hexdigest() == digest

    @invariant()
    def nothing_received_is_lost(self) -> None:
        with self.place.open_register(self.folder) as register:
            told = {digest for entry in register.entries(DIGABUNG) for digest in entry.details["berkas"].values()}
            assert self.received <= told
            assert all(register.kept(digest) for digest in self.received)

    @invariant()
    def a_sealed_package_stays_whole(self) -> None:
        if self.sealed:
            assert check_package(self.folder / f"9-arsip/RKT-{self.master.tahun}-murni").kesalahan == ()


def _run(examples: int, steps: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Procedure,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet),
    )


@pytest.mark.tuntas
def test_random_commands_never_break_the_procedure() -> None:
    _run(examples=4, steps=12)


@pytest.mark.lama
def test_many_random_commands_never_break_the_procedure() -> None:
    _run(examples=40, steps=30)
    assert "sealed" in REACHED, "no run came as far as the archive"
