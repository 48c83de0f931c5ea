"""What comes next, stage by stage, and whether every command that is printed anywhere can be typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office

import rkt_excel
from rkt_excel.cli import COMMANDS, rkt, run
from rkt_excel.errors import ExitCode
from rkt_excel.example.typist import type_into
from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.model.procedure.alur import Keadaan, Tahap
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.berikutnya import Berikutnya, Fakta, berikutnya, quoted_word
from rkt_excel.office.state.next_step import what_next, whose_paraf
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.pakai import pakai
from rkt_excel.steps.paraf import kembalikan, paraf
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat

DONE, WRONG, OUT = StatusBagian.LENGKAP, StatusBagian.PERLU_PERBAIKAN, StatusBagian.BELUM_MASUK
ALL = frozenset(JenisSurat)


def at(stage: Tahap, **more: Any) -> Fakta:
    state = {each: more.pop(each) for each in ("lengkap", "penerima", "diterima") if each in more}
    return Fakta(
        Keadaan(stage, catatan="Perbaiki target", **state), giliran=SEKRETARIS, konsep="6-draft/d.xlsx", **more
    )


_SHARED = {"penerima": ("SEK", "Pengadministrasi Umum")}
_NEXT: list[tuple[Fakta, str]] = [
    (at(Tahap.AWAL), "rkt format"),
    (at(Tahap.TERBIT), "rkt kirim"),
    (at(Tahap.TERBIT, surat=ALL), "rkt gabung"),
    (at(Tahap.TERBIT, datang=True), "rkt gabung"),
    (at(Tahap.KONSEP, status={"A": DONE, "B": WRONG}), "rkt kirim --perbaikan"),
    (at(Tahap.KONSEP, status={"A": OUT, "B": WRONG}), "rkt kirim --perbaikan"),
    (at(Tahap.KONSEP, status={"A": OUT, "B": WRONG}, surat=frozenset({JenisSurat.PERBAIKAN})), "rkt kirim --ingatkan"),
    (at(Tahap.KONSEP, status={"A": OUT, "B": WRONG}, surat=ALL), "rkt gabung"),
    (at(Tahap.KONSEP, status={"A": OUT, "B": WRONG}, datang=True), "rkt gabung"),
    (at(Tahap.KONSEP, status={"A": DONE}), "rkt kirim"),  # forms were made anew since
    (at(Tahap.KONSEP, status={"A": DONE}, lengkap=True), "rkt rapat"),
    (at(Tahap.RAPAT), "rkt draft"),
    (at(Tahap.RAPAT, datang=True), "rkt gabung"),
    (at(Tahap.DINILAI), "rkt periksa"),
    (at(Tahap.DINILAI, tertunda=True), "rkt draft"),
    (at(Tahap.DINILAI, berubah=True, diperiksa=True), "rkt draft"),
    (at(Tahap.DINILAI, datang=True), "rkt gabung"),
    (at(Tahap.DINILAI, diperiksa=True), 'rkt paraf --oleh "Sekretaris"'),
    (at(Tahap.DIPARAF), 'rkt paraf --oleh "Sekretaris"'),
    (at(Tahap.DIPARAF, berubah=True), 'rkt kembalikan --oleh "Sekretaris" --catatan TEKS'),
    (at(Tahap.NASKAH), 'rkt tandatangan --oleh "Kepala"'),
    (at(Tahap.NASKAH, naskah_sah=False), "rkt periksa"),
    (at(Tahap.NASKAH, berubah=True), 'rkt kembalikan --oleh "Kepala" --catatan TEKS'),
    (at(Tahap.DIKEMBALIKAN), "rkt draft"),
    (at(Tahap.DIKEMBALIKAN, datang=True), "rkt gabung"),
    (at(Tahap.DITANDATANGANI), "rkt distribusi"),
    (at(Tahap.DIBAGIKAN, **_SHARED), "rkt distribusi --diterima SEK --oleh NAMA"),
    (
        at(Tahap.DIBAGIKAN, **_SHARED, diterima=("SEK",)),
        'rkt distribusi --diterima "Pengadministrasi Umum" --oleh NAMA',
    ),
    (at(Tahap.DIBAGIKAN, **_SHARED, diterima=_SHARED["penerima"]), 'rkt tandatangan --pindaian BERKAS --oleh "Kepala"'),
    (at(Tahap.DIBAGIKAN, **_SHARED, diterima=_SHARED["penerima"], dipindai=True), "rkt arsip"),
    (at(Tahap.DIARSIPKAN), ""),
    *(
        (at(stage, mendahului=True, surat=ALL, lengkap=lengkap, datang=datang, status={"A": DONE}), "rkt format")
        for stage in (Tahap.TERBIT, Tahap.KONSEP, Tahap.RAPAT, Tahap.DINILAI, Tahap.DIKEMBALIKAN)
        for lengkap in (False, True)
        for datang in (False, True)
    ),
    *(
        (at(stage, terbit_lagi=True, surat=surat, lengkap=lengkap, status={"A": DONE, "B": WRONG}), typed)
        for stage in (Tahap.KONSEP, Tahap.RAPAT, Tahap.DINILAI, Tahap.DIKEMBALIKAN)
        for lengkap in (False, True)
        for surat, typed in ((frozenset(), "rkt kirim"), (ALL, "rkt gabung"))
    ),
    (at(Tahap.RAPAT, terbit_lagi=True, datang=True), "rkt gabung"),
    (at(Tahap.AWAL, mendahului=True), "rkt format"),
    (at(Tahap.DIPARAF, mendahului=True), 'rkt paraf --oleh "Sekretaris"'),  # new forms need the draft back first
    (at(Tahap.NASKAH, mendahului=True, terbit_lagi=True), 'rkt tandatangan --oleh "Kepala"'),
    (at(Tahap.DITANDATANGANI, mendahului=True), "rkt distribusi"),
]


@pytest.mark.parametrize(("facts", "typed"), _NEXT)
def test_the_next_step_of_every_stage(facts: Fakta, typed: str) -> None:
    then = berikutnya(facts)
    assert then.ketik == typed
    assert typed.startswith(then.perintah)
    for each in filter(None, (then.ketik, *(line for line, _ in then.atau))):
        _can_be_typed(each)
        _can_be_typed(f'{each} --kerja "folder lain"')
    elsewhere = then.at("folder lain")
    assert not typed or elsewhere.ketik == f'{typed} --kerja "folder lain"'


def test_every_stage_has_a_next_step() -> None:
    assert {facts.keadaan.tahap for facts, _ in _NEXT} == set(Tahap)


_BESIDE: list[tuple[Fakta, str, tuple[str, ...]]] = [  # what people do before it, and the other ways
    (at(Tahap.AWAL), "Isilah input_templates/renstra.xlsx", ()),
    (at(Tahap.TERBIT), "", ("rkt gabung",)),
    (at(Tahap.TERBIT, surat=ALL), "tunggu formulirnya kembali", ()),
    (at(Tahap.TERBIT, datang=True), "kiriman yang belum digabungkan", ()),
    (at(Tahap.KONSEP, status={"A": DONE, "B": WRONG}), "", ("rkt rapat",)),
    (at(Tahap.KONSEP, status={"A": OUT, "B": WRONG}, surat=ALL), "tunggu jawaban bagian", ("rkt rapat",)),
    (at(Tahap.KONSEP, status={"A": DONE}, lengkap=True), "", ()),
    (at(Tahap.RAPAT), "atau di 6-draft/d.xlsx", ()),
    (at(Tahap.DINILAI, tertunda=True), "belum masuk draft terakhir", ()),
    (at(Tahap.DINILAI, diperiksa=True), "lembar pemeriksaannya untuk Sekretaris",
     ('rkt kembalikan --oleh "Sekretaris" --catatan TEKS',)),
    (at(Tahap.DIPARAF, kosong="Belum ada yang memaraf."), "Belum ada yang memaraf.",
     ('rkt kembalikan --oleh "Sekretaris" --catatan TEKS',)),
    (at(Tahap.DIPARAF, berubah=True), "hanya berlaku untuk draft yang dibaca", ()),
    (at(Tahap.NASKAH), "mintakan tanda tangan Kepala", ('rkt kembalikan --oleh "Kepala" --catatan TEKS',)),
    (at(Tahap.NASKAH, kosong="Belum ada Kepala."), "Belum ada Kepala.", ()),
    (at(Tahap.NASKAH, naskah_sah=False), "harus disiapkan lagi", ()),
    (at(Tahap.DIKEMBALIKAN), "Perbaiki 6-draft/d.xlsx menurut catatannya: Perbaiki target", ()),
    (at(Tahap.DIBAGIKAN, **_SHARED), "", ("rkt arsip --tanpa-tanda-terima --tanpa-pindaian",)),
    (at(Tahap.DIBAGIKAN, **_SHARED, dipindai=True), "", ("rkt arsip --tanpa-tanda-terima",)),
    (at(Tahap.DIBAGIKAN, **_SHARED, diterima=_SHARED["penerima"]), "", ("rkt arsip --tanpa-pindaian",)),
    (at(Tahap.DIBAGIKAN, **_SHARED, diterima=_SHARED["penerima"], dipindai=True), "", ()),
    (at(Tahap.KONSEP, mendahului=True, surat=ALL, lengkap=True), "sudah berbeda dari formulir", ("rkt rapat",)),
    (at(Tahap.RAPAT, terbit_lagi=True, surat=ALL), "tunggu formulirnya kembali", ("rkt draft",)),
    (at(Tahap.KONSEP, terbit_lagi=True, status={"A": DONE, "B": WRONG}), "", ("rkt rapat",)),  # not the same once more
]  # fmt: skip


@pytest.mark.parametrize(("facts", "told", "others"), _BESIDE)
def test_beside_the_next_step_it_is_said_what_people_do_before_and_what_else_they_may_do(
    facts: Fakta, told: str, others: tuple[str, ...]
) -> None:
    then = berikutnya(facts)
    assert told in then.dahulu if told else then.dahulu == ""
    assert tuple(line for line, _ in then.atau) == others
    assert all(when.startswith("bila ") for _, when in then.atau)


def test_who_has_to_initial_or_to_sign_and_why_there_is_nobody(office: Workplace) -> None:
    master = office.master()[0]
    nobody = replace(master, pejabat=())
    without_order = replace(
        master, pejabat=tuple(each.model_copy(update={"urutan_paraf": None}) for each in master.pejabat)
    )
    signing, reading = Keadaan(Tahap.NASKAH), Keadaan(Tahap.DINILAI)
    assert whose_paraf(office, master, signing) == (KEPALA, "")
    assert whose_paraf(office, nobody, signing) == (
        KEPALA, "Belum ada Kepala yang berlaku hari ini. Lengkapi lembar Pejabat."
    )  # fmt: skip
    assert whose_paraf(office, master, reading) == (KASUBAG, "")
    assert whose_paraf(office, master, replace(reading, paraf=(KASUBAG,))) == (SEKRETARIS, "")
    assert whose_paraf(office, without_order, reading)[1] != ""


def _can_be_typed(line: str) -> None:
    """Parse a line as the program would; nothing is run."""
    words = shlex.split(line)
    assert words[0] == "rkt", line
    command = rkt.get_command(click.Context(rkt), words[1])
    assert command is not None, line
    command.make_context(words[1], words[2:])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("SEK", "SEK"), ("output/2027", "output/2027"), ("Pengadministrasi Umum", '"Pengadministrasi Umum"'),
        ("D:/RKT kita", '"D:/RKT kita"'), ('a"b', "'a\"b'"), ("harga $5", "'harga $5'"), ("x(1)&y", '"x(1)&y"'),
    ],
)  # fmt: skip
def test_a_word_is_typed_so_that_it_comes_back_whole(text: str, typed: str) -> None:
    assert quoted_word(text) == typed
    assert shlex.split(quoted_word(text)) == [text] == shlex.split(quoted_word(text, always=True))


# ------------------------------------------------------------------ commands that sentences name

_NAMED = re.compile(r"\brkt ([a-z]+)((?: +--[a-z-]+(?: (?:[A-Z]+(?:\[:PORT\])?|\{[^}]*\}))?)*)")


def _sentences() -> Iterator[tuple[str, str, str]]:
    for path in sorted(Path(rkt_excel.__file__).parent.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for found in _NAMED.finditer(text):
            told = found[2] or text[: found.start()].endswith("alankan ") or found[1] in COMMANDS
            if told:  # other words behind the name of the program stand in comments
                yield path.name, found[1], found[2]


def test_every_command_that_a_sentence_names_has_the_options_that_it_names() -> None:
    known = {
        name: {text for each in import_module(f"rkt_excel.commands.{name}").command.params for text in each.opts}
        for name in COMMANDS
    }
    named = list(_sentences())
    assert len(named) > 60
    for where, command, options in named:
        assert command in known, (where, command)
        for option in re.findall(r"--[a-z-]+", options):
            assert option in known[command], (where, command, option)


# ------------------------------------------------------------------ on the way


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    place = open_office(
        tmp_path, officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA)), day=datetime.now
    )
    format(place)
    return place


def folder(place: Workplace) -> Path:
    return place.folder(place.master()[0])


def then(place: Workplace) -> Berikutnya:
    return what_next(place)


@pytest.mark.tuntas
def test_ordinary_moments_on_the_way(office: Workplace) -> None:
    first, second = (each.kode for each in office.master()[0].bagian)
    row = next(each.kode for each in office.master()[0].indikator if each.bagian == (first,))
    assert then(office).ketik == "rkt kirim"
    kirim(office)
    assert then(office).ketik == "rkt gabung"
    format(office)  # the same forms made again need no letters again
    assert then(office).ketik == "rkt gabung"
    hand_in(office, first)
    hand_in(office, second)
    gabung(office)
    assert then(office).ketik == "rkt rapat"
    rapat(office)
    assert then(office).ketik == "rkt draft"
    made = draft(office)
    assert then(office).ketik == "rkt periksa"
    periksa(office)
    assert then(office).ketik == f'rkt paraf --oleh "{KASUBAG}"'
    late = hand_in(office, first, {(form.KINERJA, row, "penanggung_jawab"): "Sekretaris baru"})
    assert then(office).ketik == "rkt gabung"  # a return that came late
    gabung(office)
    assert then(office).ketik == "rkt draft"  # what it changed is not in the draft yet
    draft(office)
    assert then(office).ketik == "rkt periksa"
    pakai(office, late.name, oleh=KASUBAG, alasan="Kiriman ini yang benar")
    assert then(office).ketik == "rkt gabung"  # the decision counts with the next merge
    gabung(office)
    periksa(office)
    paraf(office, oleh=KASUBAG)
    assert then(office).ketik == f'rkt paraf --oleh "{SEKRETARIS}"'
    second_draft = folder(office) / made.draft_xlsx.replace("draft-1", "draft-2").replace("Draft 1", "Draft 2")
    type_into(second_draft, form.KINERJA, ("kode", row), {"penanggung_jawab": "Lain lagi", "alasan_perubahan": "Salah"})
    assert then(office).ketik == f'rkt kembalikan --oleh "{SEKRETARIS}" --catatan TEKS'  # it is not what was read
    kembalikan(office, oleh=SEKRETARIS, catatan="Berkasnya berubah")
    assert then(office).ketik == "rkt draft"
    assert "Berkasnya berubah" in then(office).dahulu
    draft(office)
    periksa(office)
    paraf(office, oleh=KASUBAG)
    paraf(office, oleh=SEKRETARIS)
    assert then(office).ketik == f'rkt tandatangan --oleh "{KEPALA}"'
    next((folder(office) / "7-rkt").glob("*.docx")).unlink()
    assert then(office).ketik == "rkt periksa"  # the clean copy is gone
    periksa(office)
    assert then(office).ketik == f'rkt tandatangan --oleh "{KEPALA}"'


@pytest.mark.tuntas
def test_the_page_of_a_merge_names_the_same_step_as_the_screen(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    first, second = (each.kode for each in office.master()[0].bagian)
    row = next(each.kode for each in office.master()[0].indikator if each.bagian == (first,))

    def both() -> str:
        run(["gabung"])
        screen = capsys.readouterr().out.rstrip().splitlines()[-1].removeprefix("Berikutnya: ")
        page = (folder(office) / "4-konsep" / "laporan.html").read_text(encoding="utf-8")
        assert f"Langkah berikutnya: <strong>{screen}</strong>" in page
        return screen

    assert both() == "rkt kirim --ingatkan"
    hand_in(office, first, {(form.KINERJA, row, "target"): "banyak"})
    assert both() == "rkt kirim --perbaikan"
    hand_in(office, first)
    hand_in(office, second)
    assert both() == "rkt rapat"
    draft(replace(office))
    assert both() == "rkt periksa"
    hand_in(office, first, {(form.KINERJA, row, "penanggung_jawab"): "Sekretaris baru"})
    assert both() == "rkt draft"


@pytest.mark.tuntas
@pytest.mark.parametrize("option", [[], ["--json"]])
def test_forms_that_were_made_with_something_to_look_at_end_like_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: list[str]
) -> None:
    second = open_office(
        tmp_path / "perubahan",
        lambda old: replace(old, instansi=old.instansi.model_copy(update={"edisi": "perubahan"})),
    )
    monkeypatch.chdir(second.inputs.parent)
    assert "peringatan" in {each.severity.value for each in format(second).findings}  # no signed edition is at hand
    assert run(["format", *option]) == ExitCode.LOOK
    first = open_office(tmp_path / "murni")
    monkeypatch.chdir(first.inputs.parent)
    assert run(["format", *option]) == ExitCode.DONE  # notes only
