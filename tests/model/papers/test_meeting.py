"""`rkt rapat`: its papers say what is open, and the decisions typed into its workbook come back."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.mutu_plan import after_meeting, changed, shipped_master, whole_plan
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.calendar import OfficeCalendar
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.errors import ExitCode, NotNowError
from rkt_excel.events import RAPAT_DISIAPKAN
from rkt_excel.example.contoh import _form, _return, staff_answers
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.meeting.bahan import (
    ANTARBAGIAN,
    BEDA,
    BELUM,
    GALAT,
    PERINGATAN,
    USULAN,
    Bahan,
    Rapat,
    bahan,
    bahan_rapat,
    kertas_rapat,
    notulen,
    terbuka,
)
from rkt_excel.model.meeting.notulen_book import (
    KEPUTUSAN,
    NOTULEN_BOOK,
    Keputusan,
    KeputusanRow,
    keputusan,
    notulen_content,
)
from rkt_excel.model.plans.plan import Diusulkan, Plan
from rkt_excel.model.vocabulary.printed import OPEN
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rapat import Asked, HasilRapat, rapat
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.write import write

MASTER = shipped_master()
PLAN = whole_plan(MASTER)
FIRST = next(each for each in MASTER.indikator if isinstance(each.target, Decimal) and each.mode != "jumlah")
LINE = next(each for each in MASTER.program if each.pagu is not None)
MONDAY = date(2026, 12, 7)


def after(start: date, days: int) -> date:
    return OfficeCalendar().after(start, days)


def prepared(plan: Plan) -> Bahan:
    return bahan(plan, (), Rapat(MONDAY), MONDAY, after_meeting(MONDAY), after)


# ------------------------------------------------------------------ what is open


def test_open_questions_stand_in_the_order_of_their_weight() -> None:
    missing, other = MASTER.bagian[0].kode, MASTER.bagian[1].kode
    plan = changed(PLAN, FIRST.kode, target=Decimal("1.5"), alasan="Anggaran berkurang setelah rasionalisasi.")
    plan = replace(
        plan,
        status={**plan.status, missing: StatusBagian.BELUM_MASUK},
        usulan=((other, Diusulkan(indikator="Jumlah naskah kuno", satuan="naskah", alasan="Baru ditemukan")),),
    )
    findings = [
        finding(PlanCode.TARGET_NOL, key=FIRST.kode, column="target"),
        finding(PlanCode.BEDA_ANTAR_BAGIAN, key=FIRST.kode, column="target", rincian="SEK 1 dan PEM 2", tempat="-"),
        finding(PlanCode.SASARAN_TANPA_INDIKATOR, key="SS.9"),
        finding(PlanCode.NAMA_BELUM_ADA, peran="Kepala"),
        finding(PlanCode.BELUM_MASUK, owner=missing, nama=missing, batas="besok"),
    ]
    asked = list(terbuka(plan, findings))
    assert [(each.kelompok, each.bagian or each.kunci) for each in asked] == [
        (BELUM, missing),
        (GALAT, "SS.9"),
        (BEDA, ", ".join(FIRST.bagian)),
        (ANTARBAGIAN, FIRST.kode),
        (PERINGATAN, FIRST.kode),
        (USULAN, other),
    ]
    assert (asked[2].kolom, asked[3].isi) == ("target", "1,5")


def test_the_same_fault_of_many_rows_is_one_line_of_the_papers_and_keeps_its_rows_in_the_workbook() -> None:
    owner, other = FIRST.bagian[0], next(each.kode for each in MASTER.bagian if (each.kode,) != FIRST.bagian)

    def blank(kunci: str, cell: str, bagian: str = owner, sheet: str = "Kinerja") -> Finding:
        told = finding(PlanCode.TARGET_NOL, key=kunci, column="target", owner=bagian)
        return replace(told, sheet=sheet, cells=(cell,), file=f"3-kembali/{bagian}.xlsx")

    rows = [7, 9, 11, 12, 13, 14]
    kodes = [f"IK.{number}" for number in rows]
    findings = [
        *(blank(kode, f"L{row}") for kode, row in zip(kodes, rows, strict=True)),
        blank("IK.1", "L7", other),
        blank("2.23", "L7", sheet="Program"),
        finding(PlanCode.TARGET_NOL, key="IK.9"),  # of no bagian and no cell
    ]
    made = bahan(PLAN, findings, Rapat(MONDAY), MONDAY, after_meeting(MONDAY), after)
    paper = bahan_rapat(made)
    (group,) = [each for each in paper.kelompok if each.judul == PERINGATAN]
    told = [(each.bagian, each.kunci, each.uraian) for each in group.pertanyaan]
    assert len(told) == 4
    assert told[0][:2] == (owner, ", ".join(kodes))
    assert told[0][2] == "Kinerja – Target bernilai nol: L7, L9, L11–L14."
    assert told[3][1:] == ("IK.9", "Target bernilai nol.")
    assert [each[0] for each in told] == [owner, other, owner, OPEN]
    assert paper.jumlah_terbuka == 4 == len(notulen(made).pembahasan)
    assert [each.nomor for each in notulen(made).pembahasan] == ["(1)", "(2)", "(3)", "(4)"]
    asked = [row.kunci for row in notulen_content(made, "kantor").rows[KEPUTUSAN] if isinstance(row, KeputusanRow)]
    assert asked == [*kodes, "IK.1", "2.23", "IK.9"]  # each is decided by itself


def test_where_bagian_differ_the_papers_ask_for_one_value_and_name_no_cell_of_anybodys_form() -> None:
    differing = finding(
        PlanCode.BEDA_ANTAR_BAGIAN, key=FIRST.kode, column="target", rincian="SEK 1 dan PEM 2",
        tempat="L7 di 3-kembali/Formulir RKT 2027 - PEM.xlsx",
    )  # fmt: skip
    differing = replace(differing, sheet="Kinerja", cells=("L7",), file="3-kembali/Formulir RKT 2027 - SEK.xlsx")
    made = bahan(PLAN, [differing], Rapat(MONDAY), MONDAY, after_meeting(MONDAY), after)
    (group,) = [each for each in bahan_rapat(made).kelompok if each.judul == ANTARBAGIAN]
    (asked,) = group.pertanyaan
    assert (asked.kunci, asked.uraian) == (FIRST.kode, f"Target {FIRST.kode} berbeda antarbagian: SEK 1 dan PEM 2.")
    assert asked.tindakan.startswith("Sepakati satu nilai")
    assert "Keputusan Rapat" in asked.tindakan
    assert ".xlsx" not in asked.tindakan
    (row,) = [row for row in notulen_content(made, "kantor").rows[KEPUTUSAN] if isinstance(row, KeputusanRow)]
    assert (row.kunci, row.kolom) == (FIRST.kode, "Target")


def test_the_schedule_of_what_is_left_counts_working_days() -> None:
    schedule = {each.langkah.nomor: each.batas for each in prepared(PLAN).jadwal}
    assert schedule == {
        5: date(2026, 12, 10), 6: date(2026, 12, 10), 7: date(2026, 12, 10), 8: date(2026, 12, 10),
        9: date(2026, 12, 15), 10: date(2026, 12, 15),
    }  # fmt: skip


def test_who_is_missing_gets_a_task() -> None:
    missing = MASTER.bagian[1]
    plan = replace(PLAN, status={**PLAN.status, missing.kode: StatusBagian.BELUM_MASUK})
    (task,) = [each for each in prepared(plan).tugas if each.penanggung_jawab == f"Kepala {missing.nama}"]
    assert (task.batas, "Mengembalikan" in task.tugas) == (date(2026, 12, 8), True)


# ------------------------------------------------------------------ decisions


@cache
def blank_minutes() -> bytes:
    """The workbook as it goes to the meeting."""
    return write(NOTULEN_BOOK, notulen_content(prepared(PLAN), "kantor"))


def typed(*rows: dict[str, object]) -> tuple[list[Keputusan], list[str]]:
    """What comes back when people type these decisions below the open questions."""
    book = load_workbook(io.BytesIO(blank_minutes()))
    sheet = book[KEPUTUSAN]
    names = {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4] if cell.value}
    for number, row in enumerate(rows, 6):
        for name, value in row.items():
            sheet.cell(number, names[name]).value = value  # type: ignore[assignment]
    target = io.BytesIO()
    book.save(target)
    found, findings = keputusan(open_book(target.getvalue()), PLAN)
    return found, [each.code.name for each in findings]


def decided(**other: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "kunci": FIRST.kode, "hal": "Target", "kolom": "Target", "menjadi": 80, "alasan": "Sesuai capaian terakhir",
        "oleh": "Sekretaris",
    }  # fmt: skip
    return {name: value for name, value in {**usual, **other}.items() if value is not None}


def test_a_decision_comes_back_with_what_was_who_asked_and_where_it_stands() -> None:
    found, codes = typed(decided())
    assert codes == []
    (one,) = found
    assert (one.kunci, one.kolom, one.dari, one.menjadi) == (FIRST.kode, "target", FIRST.target, Decimal(80))
    assert (one.alasan, one.oleh, one.lembar) == ("Sesuai capaian terakhir", "Sekretaris", KEPUTUSAN)
    assert one.sel.endswith("6")


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("other", "kolom", "menjadi"),
    [
        ({"kunci": FIRST.kode.lower()}, "target", Decimal(80)),
        ({"menjadi": "80,5"}, "target", Decimal("80.5")),
        ({"menjadi": "(kosong)"}, "target", None),
        ({"kolom": "Penanggung jawab", "menjadi": "Sekretaris"}, "penanggung_jawab", "Sekretaris"),
        ({"kunci": LINE.kode, "kolom": "Pagu (Rp)", "menjadi": 5_000_000}, "pagu", Decimal(5_000_000)),
        ({"kunci": LINE.kode, "kolom": "Pagu (Rp)", "menjadi": "Rp 5.000.000"}, "pagu", Decimal(5_000_000)),
    ],
)
def test_a_new_value_is_read_as_its_column_reads_it(other: dict[str, object], kolom: str, menjadi: object) -> None:
    found, _ = typed(decided(**other))
    assert [(each.kolom, each.menjadi) for each in found] == [(kolom, menjadi)]


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"alasan": None}, "KEPUTUSAN_TANPA_ALASAN"),
        ({"alasan": "ok"}, "KEPUTUSAN_TANPA_ALASAN"),
        ({"kunci": "IK.99"}, "KEPUTUSAN_KODE_TIDAK_ADA"),
        ({"kunci": None}, "KEPUTUSAN_UMUM"),
        ({"kolom": None}, "KEPUTUSAN_KOLOM_TIDAK_ADA"),
        ({"kolom": "Pagu (Rp)"}, "KEPUTUSAN_KOLOM_TIDAK_ADA"),
        ({"kolom": "Sasaran"}, "PILIHAN_TIDAK_DIKENAL"),
        ({"menjadi": "delapan puluh"}, "BUKAN_ANGKA"),
        ({"menjadi": "1.250"}, "ANGKA_BERMAKNA_GANDA"),
    ],
)
def test_a_decision_that_cannot_be_applied_is_a_finding(other: dict[str, object], code: str) -> None:
    found, codes = typed(decided(**other))
    assert found == []
    assert code in codes


def test_a_question_without_decision_stays_open_without_a_word() -> None:
    assert typed(decided(menjadi=None, alasan=None)) == ([], [])


def test_two_decisions_about_one_value_are_told_and_the_second_is_not_taken() -> None:
    found, codes = typed(decided(), decided(menjadi=81))
    assert [each.menjadi for each in found] == [Decimal(80)]
    assert codes == ["KEPUTUSAN_BERTENTANGAN"]


# ------------------------------------------------------------------ the whole step


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workplace, HasilRapat]:
    """An office where two of five bagian have returned, one of them with slips, and the meeting was prepared."""
    folder = tmp_path_factory.mktemp("rapat") / "kerja"
    place = Workplace(shipped_inputs(), kerja=folder, now=lambda: datetime(2026, 12, 4, 10))  # noqa: DTZ001
    made = format(place)
    with pytest.raises(NotNowError):
        rapat(place)
    with place.open_register(folder) as register:
        issue = issued(register)
    for number, each in enumerate(made.formulir[:2]):
        filled = staff_answers(MASTER, each.bagian, slips=number == 1)
        _return(folder, each.berkas, *_form(MASTER, each.bagian, issue), filled)
    gabung(place)
    return place, rapat(place, Asked(tempat="Ruang Rapat", nomor="005/12/Disperpusip"))


def text_of(path: Path) -> str:
    """All that a document says, tables included."""
    return "\n".join(node.text or "" for node in Document(str(path)).element.iter() if node.tag.endswith("}t"))


@pytest.mark.tuntas
def test_the_papers_of_a_meeting_name_who_is_missing_and_what_is_wrong(office: tuple[Workplace, HasilRapat]) -> None:
    place, result = office
    assert result.rapat.tanggal == MONDAY  # the first working day after the Konsep
    folder = place.kerja or Path()
    invitation, attendance, agenda, minutes, book = [folder / name for name in result.keluaran]
    assert len({Path(name).stem.casefold() for name in result.keluaran}) == len(result.keluaran), "as PDFs on Windows"
    for wanted in ("005/12/Disperpusip", "Senin, 7 Desember 2026", "Ruang Rapat", "Kepala Bidang"):
        assert wanted in text_of(invitation)
    assert "Sekretaris" in text_of(attendance)
    for bagian in MASTER.bagian[2:]:
        assert f"{bagian.nama} belum mengembalikan formulir." in text_of(agenda)
    assert "Yang harus diperbaiki" in text_of(agenda)
    assert "Kamis, 10 Desember 2026" in text_of(minutes)  # step 5, three working days later
    assert keputusan(open_book(book.read_bytes()), PLAN) == ([], [])
    with place.open_register(folder) as register:
        entry = register.last(RAPAT_DISIAPKAN)
    assert entry is not None
    assert entry.details == {"tanggal": "2026-12-07", "keluaran": list(result.keluaran)}


@pytest.mark.tuntas
def test_minutes_that_people_filled_in_are_left(office: tuple[Workplace, HasilRapat]) -> None:
    place, first = office
    book = (place.kerja or Path()) / first.keluaran[-1]
    filled = load_workbook(book)
    filled[KEPUTUSAN]["B20"].value = "Catatan notulis"
    filled.save(book)
    kept = book.read_bytes()
    second = rapat(place, Asked(tempat="Aula"))
    assert book.read_bytes() == kept
    assert second.keluaran[-1] != first.keluaran[-1]
    assert second.keluaran[:-1] == first.keluaran[:-1]
    assert "KONSEP_DISUNTING" in [each.code.name for each in second.findings]


def test_a_day_that_is_none_is_told_before_anything_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rapat", "--tanggal", "besok"]) == ExitCode.ARGUMENTS
    assert "“besok” bukan tanggal" in capsys.readouterr().err


@pytest.mark.tuntas
def test_the_result_as_json_names_what_is_open_and_until_when(
    office: tuple[Workplace, HasilRapat], in_office: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    in_office()
    assert run(["rapat", "--kerja", str(office[0].kerja), "--tanggal", "14/12/2026", "--json"]) == ExitCode.LOOK
    told = json.loads(capsys.readouterr().out)
    assert told["rapat"]["tanggal"] == "2026-12-14"
    assert told["jadwal"][0] == {"langkah": 5, "batas": "2026-12-17"}
    assert [each["bagian"] for each in told["terbuka"][:3]] == [each.kode for each in MASTER.bagian[2:]]
    assert told["keluaran"][0] == "5-rapat/Undangan rapat RKT 2027.docx"
    assert (told["rapat"]["jam"], told["rapat"]["waktu"]) == ("09.00", "09.00 WITA")
    run(["rapat", "--kerja", str(office[0].kerja), "--jam", "13.30"])
    assert capsys.readouterr().out.startswith("Rapat Senin, 14 Desember 2026, pukul 13.30 WITA.")


@pytest.mark.parametrize(
    ("office", "jam", "printed"),
    [
        ({"zona_waktu": "WIB"}, "09.00", "09.00 WIB"),
        ({"zona_waktu": None, "kode_pos": "71662"}, "09.00", "09.00 WITA"),  # Kalimantan Selatan
        ({"zona_waktu": None, "kode_pos": "73112"}, "09.00", "09.00 WIB"),  # Kalimantan Tengah
        ({"zona_waktu": None, "kode_pos": "40115"}, "09.00", "09.00 WIB"),  # Bandung
        ({"zona_waktu": None, "kode_pos": "96115"}, "09.00", "09.00 WITA"),  # Gorontalo
        ({"zona_waktu": None, "kode_pos": "97711"}, "09.00", "09.00 WIT"),  # Ternate
        ({"zona_waktu": None, "kode_pos": "99111"}, "13.30", "13.30 WIT"),  # Jayapura
        ({"zona_waktu": None, "kode_pos": None}, "09.00", "09.00"),
        ({"zona_waktu": "WIB"}, "10.00 WITA", "10.00 WITA"),  # given so
    ],
)
def test_the_hour_carries_the_zone_of_the_office(office: dict[str, str | None], jam: str, printed: str) -> None:
    plan = replace(PLAN, master=replace(MASTER, instansi=MASTER.instansi.model_copy(update=office)))
    for values in kertas_rapat(bahan(plan, (), Rapat(MONDAY, jam), MONDAY, after_meeting(MONDAY), after)).values():
        assert values.model_dump()["rapat"]["waktu"] == printed


def test_no_template_names_a_zone_of_its_own() -> None:
    for path in shipped_inputs().glob("*.docx"):
        text = "".join(each.text or "" for each in Document(str(path)).element.body.iter(qn("w:t")))
        assert not re.search(r"\bWI(B|TA|T)\b", text), path.name
