"""The master is edited after the forms went out: nobody is blamed, every command says it, `rkt format` is next."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers.chaining import chain_anew
from helpers.kantor import KASUBAG, hand_in, open_office, rewrite_master
from helpers.returning import call, fill
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.work_folder.register import FILE
from rkt_excel.errors import ExitCode, InputUnusableError
from rkt_excel.events import FORMULIR_TERBIT
from rkt_excel.model.forms.choosing import choose
from rkt_excel.model.forms.in_force import SHOWN, differences, in_force
from rkt_excel.model.forms.returns import StatusBagian, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.office.place.journalled import issued, keadaan
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.office.state.next_step import what_next
from rkt_excel.office.state.standing_plan import standing_plan
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.paraf import kembalikan
from rkt_excel.steps.rapat import rapat
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.openbook import open_book

Change = Callable[[Master], Master]
IK = "IK.7.1"  # answered by SEK alone, a number


def _with(master: Master, attribute: str, rows: Iterable[Any]) -> Master:
    changed: dict[str, Any] = {attribute: tuple(rows)}
    return replace(master, **changed)


def rows(attribute: str, kode: str, **values: Any) -> Change:
    """Change one row of a sheet."""

    def change(master: Master) -> Master:
        told = [each.model_copy(update=values) if each.kode == kode else each for each in getattr(master, attribute)]
        assert told != list(getattr(master, attribute))
        return _with(master, attribute, told)

    return change


def office(**values: Any) -> Change:
    """Change the sheet Instansi."""
    return lambda master: replace(master, instansi=master.instansi.model_copy(update=values))


def without(attribute: str, kode: str) -> Change:
    """Take a row out."""
    return lambda master: _with(master, attribute, [each for each in getattr(master, attribute) if each.kode != kode])


def with_indikator(master: Master) -> Master:
    """Another indikator for SEK."""
    row = next(each for each in master.indikator if each.kode == IK)
    new = row.model_copy(
        update={"kode": "IK.7.99", "indikator": "Nilai pengawasan kearsipan internal perangkat daerah"}
    )
    return replace(master, indikator=(*master.indikator, new))


def with_program(master: Master) -> Master:
    """Another line of the budget for SEK."""
    row = next(each for each in master.program if each.kode == "2.23.01.2.09.0009")
    return replace(master, program=(*master.program, row.model_copy(update={"kode": "2.23.01.2.09.0010"})))


def renamed_bagian(master: Master) -> Master:
    """A bagian gets another kode everywhere."""

    def owner(each: Indikator) -> Indikator:
        return each.model_copy(update={"bagian": tuple("SKR" if one == "SEK" else one for one in each.bagian)})

    def line(each: Program) -> Program:
        return each.model_copy(update={"bagian": "SKR"}) if each.bagian == "SEK" else each

    return replace(
        master,
        bagian=tuple(each.model_copy(update={"kode": "SKR"}) if each.kode == "SEK" else each for each in master.bagian),
        indikator=tuple(map(owner, master.indikator)),
        program=tuple(map(line, master.program)),
    )


def long(*cases: str) -> list[Any]:
    """The same with other cases, for the long run."""
    return [pytest.param(case, marks=pytest.mark.lama) for case in cases]


# What the office does, and where the difference is told: sheet, row, column.
EDITS: dict[str, tuple[Change, tuple[str, str | None, str | None]]] = {
    "target Renstra": (rows("indikator", IK, target=Decimal(77)), ("Indikator", IK, "target")),
    "satuan": (rows("indikator", IK, satuan="dokumen"), ("Indikator", IK, "satuan")),
    "words": (rows("indikator", IK, indikator="Bunyi yang lain sama sekali"), ("Indikator", IK, "indikator")),
    "capaian lalu": (rows("indikator", IK, capaian_lalu=Decimal(1)), ("Indikator", IK, "capaian_lalu")),
    "mode": (rows("indikator", IK, mode="jumlah"), ("Indikator", IK, "mode")),
    "arah": (rows("indikator", IK, arah="negatif"), ("Indikator", IK, "arah")),
    "jenis": (rows("indikator", IK, jenis="teks", mode="posisi akhir"), ("Indikator", IK, "jenis")),
    "scale of an indikator": (rows("indikator", IK, skala="Predikat SAKIP"), ("Indikator", IK, "skala")),
    "sasaran of an indikator": (rows("indikator", IK, sasaran="SS.1"), ("Indikator", IK, "sasaran")),
    "owner of an indikator": (rows("indikator", IK, bagian=("PEM",)), ("Indikator", IK, "bagian")),
    "a second owner": (
        rows("indikator", IK, bagian=("SEK", "PEM"), cara_gabung="rata-rata"), ("Indikator", IK, "bagian")
    ),
    "way of joining": (rows("indikator", "IK.7.6", cara_gabung="utama"), ("Indikator", "IK.7.6", "cara_gabung")),
    "words of a sasaran": (rows("sasaran", "SS.7", sasaran="Sasaran yang lain"), ("Sasaran", "SS.7", "sasaran")),
    "an indikator removed": (without("indikator", IK), ("Indikator", IK, None)),
    "an indikator added": (with_indikator, ("Indikator", "IK.7.99", None)),
    "name of a bagian": (rows("bagian", "SEK", nama="Sekretariat Dinas"), ("Bagian", "SEK", "nama")),
    "kode of a bagian": (renamed_bagian, ("Bagian", "SEK", None)),
    "words of a program": (rows("program", "2.23.01", uraian="Program lain"), ("Program", "2.23.01", "uraian")),
    "indikator of a program": (
        rows("program", "2.23.01", indikator="Keluaran lain", satuan="dokumen"), ("Program", "2.23.01", "indikator")
    ),
    "pagu indikatif": (rows("program", "2.23.01.2.09.0009", pagu=Decimal(1)), ("Program", "2.23.01.2.09.0009", "pagu")),
    "owner of a program": (
        rows("program", "2.23.01.2.09.0009", bagian="PEM"), ("Program", "2.23.01.2.09.0009", "bagian")
    ),
    "a program removed": (without("program", "2.23.01.2.09.0009"), ("Program", "2.23.01.2.09.0009", None)),
    "a program added": (with_program, ("Program", "2.23.01.2.09.0010", None)),
}  # fmt: skip


@pytest.fixture(scope="module")
def merged(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, HasilGabung]:
    """Forms went out, all but one came back in order and were merged; made once."""
    home = tmp_path_factory.mktemp("kantor")
    place = Workplace(inputs=inputs, outputs=home, kerja=home / "kerja")
    format(place)
    master = place.master()[0]
    for each in master.bagian[:2]:
        fill(place, master, each.kode)
    return inputs, home / "kerja", gabung(place)


def edited(merged: tuple[Path, Path, HasilGabung], home: Path, change: Change) -> Workplace:
    """The same office after the Kasubag has edited the master."""
    inputs, kerja, _ = merged
    shutil.copytree(inputs, home / "input_templates")
    shutil.copytree(kerja, home / "kerja")
    place = Workplace(inputs=home / "input_templates", outputs=home, kerja=home / "kerja")
    rewrite_master(place, change)
    return place


def about_the_master(findings: tuple[Finding, ...]) -> list[Finding]:
    """What is told of the master against the forms."""
    return [each for each in findings if each.code.name.startswith("RENSTRA_")]


@pytest.mark.tuntas
@pytest.mark.parametrize("case", EDITS)
def test_every_return_says_the_same_whatever_the_office_changed(
    merged: tuple[Path, Path, HasilGabung], case: str
) -> None:
    """The table over everything that forms lock, without writing anything."""
    inputs, kerja, before = merged
    place = Workplace(inputs=inputs, outputs=kerja.parent, kerja=kerja)
    then = place.master()[0]
    now = EDITS[case][0](then)
    master = in_force(now, then)
    with place.read_register(kerja) as register:
        issue = issued(register)
        again = [
            judge(one.berkas, one.sha256, one.times, open_book(register.kept(one.sha256) or b""), master, issue)
            for one in before.returns
        ]
    assert [one.findings for one in again] == [one.findings for one in before.returns]
    assert merge(master, choose(again, master))[0].isi == before.plan.isi
    assert EDITS[case][1] in [(each.sheet, each.key, each.column) for each in differences(now, then, "rkt format")]


WALKED = ("target Renstra", "an indikator removed", "kode of a bagian")


@pytest.mark.tuntas
@pytest.mark.parametrize("case", [*WALKED, *long(*(each for each in EDITS if each not in WALKED))])
def test_what_the_office_changed_is_told_of_the_master_and_of_no_sender(
    merged: tuple[Path, Path, HasilGabung], tmp_path: Path, case: str
) -> None:
    change, where = EDITS[case]
    before = merged[2]
    place = edited(merged, tmp_path, change)
    after = gabung(place)
    assert after.plan.isi == before.plan.isi
    assert after.plan.status == before.plan.status
    assert {each for each in after.findings if each.owner} == {each for each in before.findings if each.owner}
    assert not after.keluaran.perbaikan
    assert not after.keluaran.surel
    found = about_the_master(after.findings)
    assert where in [(each.sheet, each.key, each.column) for each in found]
    assert all("rkt format" in each.remedy for each in found)
    assert {(each.file, each.owner) for each in found} == {(MASTER_FILE, None)}


def test_every_column_that_forms_lock_is_in_the_table() -> None:
    """A column that is added to the forms has to come into the table, too."""
    told = {(sheet, column) for _, (sheet, _, column) in EDITS.values() if column}
    held = {(each.sheet, name) for each in SHOWN for name in each.held}
    unlike = {("Predikat", "urutan"), ("Program", "tingkat"), ("Program", "satuan")}  # need more than one cell
    assert held - told == unlike


@pytest.mark.tuntas
@pytest.mark.parametrize(
    "case", ["an indikator removed", "kode of a bagian", *long("target Renstra", "pagu indikatif")]
)
def test_after_format_the_new_master_counts_and_what_that_costs_is_told(
    merged: tuple[Path, Path, HasilGabung], tmp_path: Path, case: str
) -> None:
    place = edited(merged, tmp_path, EDITS[case][0])
    assert format(place).versi == 2
    after = gabung(place)
    assert not about_the_master(after.findings)
    assert "TERKUNCI_BERUBAH" not in {each.code.name for each in after.findings}
    gone = {place for place in merged[2].plan.isi if place not in after.plan.isi}
    told = [each.message for each in after.findings if each.code.name == "ISIAN_BERKURANG"]
    assert bool(gone) == bool(told)
    if case == "kode of a bagian":
        assert "BAGIAN_DIHAPUS" in {each.code.name for each in after.findings}


@pytest.mark.tuntas
def test_what_the_sender_changed_is_still_told_of_the_sender(
    merged: tuple[Path, Path, HasilGabung], tmp_path: Path
) -> None:
    place = edited(merged, tmp_path, EDITS["target Renstra"][0])
    path = next((tmp_path / "kerja" / "3-kembali").glob("*SEK*"))
    book = load_workbook(path)
    row = next(cell.row for cell in book["Kinerja"]["A"] if cell.value == IK)
    column = next(cell.column for cell in book["Kinerja"][4] if cell.value == "kolom:satuan")
    book["Kinerja"].cell(row, column).value = "orang"
    book.save(path.with_name("kiriman kedua.xlsx"))
    path.unlink()
    after = gabung(place)
    told = [each for each in after.findings if each.code.name == "KIRIMAN_BARU_BELUM_LENGKAP"]
    assert ["Satuan diubah dari" in each.message for each in told] == [True]


@pytest.mark.tuntas
def test_what_is_the_offices_own_counts_at_once(merged: tuple[Path, Path, HasilGabung], tmp_path: Path) -> None:
    place = edited(merged, tmp_path, office(alamat="Jalan Lain 1", perangkat_daerah="Dinas Kearsipan"))
    after = gabung(place)
    assert not about_the_master(after.findings)
    assert after.plan.master.instansi.alamat == "Jalan Lain 1"
    assert after.plan.status == merged[2].plan.status
    format(place)
    assert gabung(place).plan.status == merged[2].plan.status, "forms under the name before are ours, too"


@pytest.mark.tuntas
@pytest.mark.parametrize("column", ["definisi", *long("formula", "sumber_data")])
def test_what_forms_only_explain_is_a_note(merged: tuple[Path, Path, HasilGabung], tmp_path: Path, column: str) -> None:
    place = edited(merged, tmp_path, rows("indikator", IK, **{column: "Penjelasan yang lain"}))
    (one,) = about_the_master(gabung(place).findings)
    assert (one.severity, one.column) == (Severity.INFO, column)


# ------------------------------------------------------------------ every command


COMMANDS: tuple[list[str], ...] = (
    ["gabung"], ["status"], [], ["rapat"], ["draft"], ["periksa"], ["kirim"], ["kirim", "--perbaikan"],
    ["jejak", "IK.1.2"], ["paraf", "--oleh", "Kasubag Program"], ["distribusi"], ["arsip"],
    ["kembalikan", "--oleh", "Sekretaris", "--catatan", "x y"], ["tandatangan", "--oleh", "Kepala"],
    ["pakai", "kiriman.xlsx", "--oleh", "a", "--alasan", "b"],
)  # fmt: skip


@pytest.mark.tuntas
def test_every_command_says_that_the_master_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = open_office(tmp_path)
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    kunci = place.master()[0].indikator[0].kode
    rewrite_master(place, rows("indikator", kunci, indikator="Bunyi yang lain sama sekali"))
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        run(command)
        told = capsys.readouterr().err
        assert f"{kunci} di renstra.xlsx kini" in told, command
        assert "rkt format" in told, command
    assert run(["format"]) == ExitCode.DONE
    for command in COMMANDS:
        run(command)
        assert "di renstra.xlsx kini" not in capsys.readouterr().err, command


def test_status_as_json_says_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    place = open_office(tmp_path)
    format(place)
    kunci = place.master()[0].indikator[0].kode
    rewrite_master(place, rows("indikator", kunci, indikator="Bunyi yang lain sama sekali"))
    monkeypatch.chdir(tmp_path)
    _, told = call(capsysbinary, "status")
    assert [(each["kode"], each["kunci"]) for each in told["temuan"] if each["kode"].startswith("RENSTRA")] == [
        ("RENSTRA_BERUBAH", kunci)
    ]


def edit(place: Workplace, **values: Any) -> None:
    rewrite_master(place, rows("indikator", place.master()[0].indikator[0].kode, **values))


@pytest.mark.tuntas
@pytest.mark.parametrize("far", range(5), ids=["issued", "merged", "met", "drafted", "given back"])
def test_what_comes_next_is_to_issue_the_forms_anew_wherever_that_may_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], far: int
) -> None:
    place = open_office(tmp_path)
    monkeypatch.chdir(tmp_path)

    def returned() -> None:
        for each in place.master()[0].bagian:
            hand_in(place, each.kode)
        gabung(place)

    steps: tuple[Callable[[], object], ...] = (
        lambda: format(place), returned, lambda: rapat(place), lambda: draft(place),
        lambda: kembalikan(place, oleh=KASUBAG, catatan="Target belum tepat"),
    )  # fmt: skip
    for step in steps[: far + 1]:
        step()
    usual = what_next(place)
    edit(place, definisi="Penjelasan yang lain")  # forms only explain it
    assert what_next(place).ketik == usual.ketik
    edit(place, target=Decimal(77))
    then = what_next(place)
    assert (then.perintah, then.ketik) == ("rkt format", "rkt format")
    assert "formulir yang beredar" in then.dahulu
    assert usual.ketik in [each for each, _ in then.atau]
    assert call(capsysbinary, "status")[1]["berikutnya"] == "rkt format"
    assert run(["format"]) == ExitCode.DONE
    assert capsysbinary.readouterr().out.decode().rstrip().endswith("Berikutnya: rkt kirim")
    assert run(["kirim"]) == ExitCode.LOOK  # no addresses in this office
    assert capsysbinary.readouterr().out.decode().rstrip().endswith("Berikutnya: rkt gabung")
    returned()
    assert what_next(place).ketik not in {"rkt format", "rkt kirim", "rkt gabung"}


# ------------------------------------------------------------------ journals of earlier programs


def _as_before(folder: Path, master: Master) -> None:
    """The journal as a program wrote it that did not keep the master, but the words of the indikator."""
    words = {each.kode: [each.indikator, each.satuan, each.jenis] for each in master.indikator}
    file = folder / "rkt.sqlite"
    with sqlite3.connect(file) as database:
        database.executescript("DROP TRIGGER jurnal_update; DROP TRIGGER kepala_update;")
        for number, text in database.execute(
            "SELECT nomor, rincian FROM jurnal WHERE peristiwa = ?", (FORMULIR_TERBIT,)
        ):
            details = {name: value for name, value in json.loads(text).items() if name not in ("renstra", "bagian")}
            details["indikator"] = words
            database.execute("UPDATE jurnal SET rincian = ? WHERE nomor = ?",
                             (json.dumps(details, ensure_ascii=False, sort_keys=True), number))  # fmt: skip
        chain_anew(database)
    database.close()


@pytest.mark.tuntas
def test_an_older_journal_learns_the_master_while_it_is_the_same(tmp_path: Path) -> None:
    place = open_office(tmp_path)
    format(place)
    master = place.master()[0]
    folder = place.folder(master)
    for each in master.bagian:
        hand_in(place, each.kode)
    _as_before(folder, master)
    first = gabung(place)
    assert not about_the_master(first.findings)
    rewrite_master(place, rows("indikator", master.indikator[0].kode, satuan="dokumen"))
    again = gabung(place)
    assert [each.code.name for each in about_the_master(again.findings)] == ["RENSTRA_BERUBAH"]
    assert again.plan.isi == first.plan.isi


@pytest.mark.tuntas
def test_an_older_journal_blames_nobody_though_it_does_not_know_what_changed(tmp_path: Path) -> None:
    place = open_office(tmp_path)
    format(place)
    master = place.master()[0]
    for each in master.bagian:
        hand_in(place, each.kode)
    _as_before(place.folder(master), master)
    kunci = master.indikator[0].kode
    rewrite_master(place, rows("indikator", kunci, indikator="Bunyi yang lain sama sekali"))
    result = gabung(place)
    (one,) = about_the_master(result.findings)
    assert one.code.name == "RENSTRA_TIDAK_TERCATAT"
    assert kunci in one.message
    assert "TERKUNCI_BERUBAH" not in {each.code.name for each in result.findings}
    assert set(result.plan.status.values()) == {StatusBagian.LENGKAP}


@pytest.mark.tuntas
def test_a_draft_goes_on_by_the_issued_rows(tmp_path: Path) -> None:
    place = open_office(tmp_path)
    format(place)
    master = place.master()[0]
    for each in master.bagian:
        hand_in(place, each.kode)
    gabung(place)
    rewrite_master(place, rows("indikator", master.indikator[0].kode, satuan="dokumen"))
    made = draft(place)
    assert not made.perubahan
    assert [each.code.name for each in about_the_master(made.findings)] == ["RENSTRA_BERUBAH"]


@pytest.mark.tuntas
@pytest.mark.parametrize("case", ["indikator", "satuan"])
def test_what_was_drafted_stays_as_it_is_until_it_is_merged_again(tmp_path: Path, case: str) -> None:
    """New forms go out while a draft is read: what is initialled and signed is that draft, not the new master."""
    place = open_office(tmp_path)
    format(place)
    master = place.master()[0]
    for each in master.bagian:
        hand_in(place, each.kode)
    gabung(place)
    draft(place)
    with place.open_register(place.folder(master)) as register:
        before = standing_plan(register, master, issued(register), keadaan(register))
    kunci = master.indikator[0].kode
    rewrite_master(place, rows("indikator", kunci, **{case: "dokumen"}))
    assert format(place).versi == 2
    now = place.master()[0]
    with place.open_register(place.folder(now)) as register:
        after = standing_plan(register, now, issued(register), keadaan(register))
    assert after.master.indikator == before.master.indikator
    assert after.isi == before.isi
    assert not draft(place).berubah
    gabung(place)
    assert draft(place).berubah


@pytest.mark.tuntas
@pytest.mark.parametrize("change", [office(tahun=Decimal(2030)), office(edisi="perubahan")], ids=["year", "edition"])
def test_another_year_or_edition_is_another_round_and_writes_nothing_into_this_one(
    merged: tuple[Path, Path, HasilGabung], tmp_path: Path, change: Change
) -> None:
    place = edited(merged, tmp_path, change)
    assert place.kerja
    before = (place.kerja / FILE).read_bytes()
    for step in (gabung, format, draft):
        with pytest.raises(InputUnusableError, match="Folder kerja ini berisi RKT 2027 edisi murni"):
            step(place)
    assert (place.kerja / FILE).read_bytes() == before
