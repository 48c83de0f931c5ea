"""The whole procedure walked by somebody who knows nothing but the screen: what it calls next is what is typed next."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office, rewrite_master, scan

from rkt_excel.cli import run
from rkt_excel.errors import ExitCode
from rkt_excel.example.typist import type_into
from rkt_excel.model.forms import form
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace

_LONGEST = 60  # commands; a walk that goes in circles ends there


def edition(edisi: str) -> Callable[[Master], Master]:
    return lambda master: replace(master, instansi=master.instansi.model_copy(update={"edisi": edisi}))


@dataclass
class Walker:
    """Somebody who copies what stands after "Berikutnya", and does by hand what paper and people ask for.

    Attributes:
        office: Where they work.
        options: What is typed behind every first command.
        typed: The commands so far.
        returns: Who still gives a draft back.
    """

    office: Workplace
    capsys: pytest.CaptureFixture[str]
    options: tuple[str, ...] = ()
    typed: list[str] = field(default_factory=list)
    returns: list[str] = field(default_factory=lambda: [KASUBAG, KEPALA])

    @property
    def folder(self) -> Path:
        return self.office.folder(self.office.master()[0])

    def rkt(self, line: str) -> str:
        """Type a line; gives the screen."""
        self.typed.append(line)
        words = shlex.split(self.filled(line))
        assert words[0] == "rkt", line
        code = run(words[1:])
        told = self.capsys.readouterr()
        assert code in {ExitCode.DONE, ExitCode.LOOK}, (self.typed, told.err)
        return told.out

    def filled(self, line: str) -> str:
        """The line with what stands in capitals filled in."""
        paper = scan(self.office.inputs.parent / "pindaian.pdf")
        for word, text in (
            ("NAMA", '"Staf bagian"'),
            ("TEKS", '"Penanggung jawab belum tepat"'),
            ("BERKAS", paper.name),
        ):
            line = re.sub(rf"\b{word}\b", text, line)
        return line

    def walk(self, screen: str) -> str:
        """Go on until nothing comes next; gives the last screen."""
        while "Berikutnya:" in screen:
            assert len(self.typed) < _LONGEST, self.typed
            assert screen.count("Berikutnya:") == 1
            said = screen.rstrip().splitlines()[-1]
            self.people(said)
            screen = self.rkt(self.instead(screen, said.removeprefix("Berikutnya: ")))
        return screen

    def instead(self, screen: str, line: str) -> str:
        """What is typed: the next command, or the other way that the screen offers to one who returns the draft."""
        for who in self.returns:
            back = f'rkt kembalikan --oleh "{who}"'
            offered = next((each for each in screen.splitlines() if back in each), None)
            if offered:
                self.returns.remove(who)
                return offered[offered.index("rkt ") :]
        return line

    def people(self, said: str) -> None:
        """What people do before they type the next command."""
        if said.startswith("Berikutnya: rkt gabung"):
            self.answer()
        if said.startswith("Berikutnya: rkt draft") and (self.folder / "6-draft").is_dir():
            self.mend()

    def answer(self) -> None:
        """The first bagian makes a slip, then mends it; the second answers after it was reminded."""
        first, second = (each.kode for each in self.office.master()[0].bagian)
        kode = next(each.kode for each in self.office.master()[0].indikator if each.bagian == (first,))
        merged = sum(each.startswith("rkt gabung") for each in self.typed)
        if self.late:
            hand_in(self.office, first, {(form.KINERJA, kode, "target"): "delapan puluh"} if not merged else None)
        else:
            hand_in(self.office, first)
        if merged or not self.late:
            hand_in(self.office, second)

    late: bool = True

    def mend(self) -> None:
        drafts = sorted((self.folder / "6-draft").glob("draft-*/Draft *.xlsx"))
        if drafts:
            row = self.office.master()[0].indikator[len(drafts) % 2].kode
            told = {
                "penanggung_jawab": f"Sekretaris {len(drafts)}",
                "alasan_perubahan": "Catatan",
                "diminta_oleh": KEPALA,
            }
            type_into(drafts[-1], form.KINERJA, ("kode", row), told)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    place = open_office(tmp_path, officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA)))
    monkeypatch.chdir(place.inputs.parent)
    return Workplace(inputs=place.inputs, outputs=place.outputs)


STEPS = (
    "status format kirim gabung kirim kirim gabung rapat draft periksa kembalikan draft periksa paraf paraf kembalikan "
    "draft periksa paraf paraf tandatangan distribusi distribusi distribusi distribusi tandatangan arsip"
)


@pytest.mark.tuntas
def test_the_procedure_walks_by_what_the_screen_calls_next(
    office: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    walker = Walker(office, capsys)
    screen = walker.walk(walker.rkt("rkt status"))
    assert " ".join(each.split()[1] for each in walker.typed) == STEPS
    assert "Paket arsip disegel" in screen
    sealed = re.search(r"rkt arsip --periksa .+", screen)
    assert sealed, screen
    assert "utuh" in walker.rkt(sealed[0])
    assert "Semua langkah selesai." in walker.rkt("rkt status")

    rewrite_master(office, edition("perubahan"))
    second = Walker(office, capsys, returns=[KEPALA], late=False)
    screen = second.walk(second.rkt("rkt"))
    assert "Paket arsip disegel" in screen
    assert {each.name for each in office.outputs.iterdir() if each.is_dir()} == {"2027", "2027-perubahan"}
    assert [each.split()[1] for each in second.typed[1:5]] == ["format", "kirim", "gabung", "rapat"]


@pytest.mark.tuntas
def test_a_work_folder_of_its_own_is_walked_too(office: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = replace(office, kerja=Path("folder kerja lain"))
    walker = Walker(elsewhere, capsys, returns=[], late=False)
    screen = walker.walk(walker.rkt('rkt status --kerja "folder kerja lain"'))
    assert "Paket arsip disegel" in screen
    assert not office.outputs.exists()


def test_the_folder_of_another_edition_is_only_looked_at(office: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    walker = Walker(office, capsys, returns=[], late=False)
    walker.rkt("rkt format")
    before = (office.outputs / "2027" / "rkt.sqlite").read_bytes()
    rewrite_master(office, edition("perubahan"))
    screen = walker.rkt("rkt status --kerja output/2027")
    assert "Folder kerja ini berisi RKT 2027 edisi murni" in screen
    assert screen.rstrip().endswith('Berikutnya: rkt status --kerja "output/2027-perubahan"')
    for command in ("format", "gabung", "rapat", "draft"):
        assert run([command, "--kerja", "output/2027"]) in {ExitCode.INPUT, ExitCode.NOT_NOW}
        told = capsys.readouterr().err
        assert "edisi" in told or command in {"rapat", "draft"}
    assert (office.outputs / "2027" / "rkt.sqlite").read_bytes() == before
