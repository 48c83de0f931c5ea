"""Working days, the dates of the ten steps, and what `rkt status` says of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office, rewrite_master
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.calendar import OfficeCalendar, OwnDay
from rkt_excel.errors import ExitCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.jadwal import Masukan, Tenggat, jadwal
from rkt_excel.model.procedure.sop import LANGKAH
from rkt_excel.model.tables.renstra import HariLibur
from rkt_excel.model.vocabulary.terms import SifatHari
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.distribusi import distribusi, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.status import status


@pytest.mark.parametrize("laid_out", ["as files", "otherwise"])
def test_the_days_off_are_those_of_the_library_and_no_other_country_is_loaded(laid_out: str) -> None:
    code = """
import sys
from pathlib import Path
from rkt_excel.edges.calendar import _known
if sys.argv[1] == "otherwise":
    Path.is_file = lambda _: False
ours = [_known(year, kind) for year in range(2024, 2032) for kind in ("public", "government")]
alone = not [each for each in sys.modules if each.startswith("holidays.countries")]
assert alone == (sys.argv[1] == "as files"), alone
import holidays
theirs = [dict(holidays.country_holidays("ID", years=year, categories=(kind,), language="id"))
          for year in range(2024, 2032) for kind in ("public", "government")]
assert ours == theirs and all(ours[:4])
"""
    subprocess.run([sys.executable, "-c", code, laid_out], check=True)


def d(text: str) -> date:
    """A date as 24/11/2026."""
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


# ------------------------------------------------------------------ days

_OWN = (
    OwnDay(d("25/11/2026"), "Pilkades"),
    OwnDay(d("24/12/2026"), "tetap melayani", off=False),
    OwnDay(d("28/11/2026"), "Sabtu kerja bakti", off=False),
)


@pytest.mark.parametrize(
    ("start", "days", "own", "end"),
    [
        ("23/11/2026", 3, (), "26/11/2026"),  # the first day does not count
        ("26/11/2026", 2, (), "30/11/2026"),  # over a weekend
        ("28/11/2026", 1, (), "30/11/2026"),  # from a Saturday
        ("28/11/2026", 0, (), "30/11/2026"),  # what takes minutes waits for the next working day
        ("27/11/2026", 0, (), "27/11/2026"),
        ("23/12/2026", 1, (), "28/12/2026"),  # cuti bersama on the 24th, Natal on the 25th, a weekend
        ("17/03/2026", 1, (), "25/03/2026"),  # Nyepi and Idul Fitri with all their cuti bersama (Keppres 42/2025)
        ("24/11/2026", 1, _OWN, "26/11/2026"),  # the office's own day off
        ("23/12/2026", 1, _OWN, "24/12/2026"),  # a cuti bersama on which the office works
        ("27/11/2026", 1, _OWN, "28/11/2026"),  # a Saturday on which it works
    ],
)  # fmt: skip
def test_a_deadline_lies_so_many_working_days_after_a_date(
    start: str, days: int, own: tuple[OwnDay, ...], end: str
) -> None:
    assert OfficeCalendar(own).after(d(start), days) == d(end)


@given(st.dates(date(2024, 1, 1), date(2027, 6, 30)), st.integers(1, 40))
def test_counting_there_and_back_agrees(start: date, days: int) -> None:
    calendar = OfficeCalendar(_OWN)
    end = calendar.after(start, days)
    assert calendar.working(end)
    assert calendar.between(start, end) == days
    assert calendar.between(end, start) == 0
    assert calendar.after(start, days + 1) > end


def test_a_day_off_of_the_office_is_not_counted() -> None:
    assert OfficeCalendar([OwnDay(d("25/11/2026"))]).after(d("24/11/2026"), 1) == d("26/11/2026")


@pytest.mark.parametrize(
    ("start", "end", "own", "years"),
    [
        ("01/11/2026", "31/12/2026", (), ()),
        ("01/12/2027", "15/01/2028", (), (2028,)),  # the library knows no cuti bersama of 2028 yet
        ("01/12/2028", "15/01/2029", (OwnDay(d("24/01/2028"), "Cuti Bersama Imlek"),), (2029,)),
    ],
)  # fmt: skip
def test_a_year_without_a_decree_is_said(start: str, end: str, own: tuple[OwnDay, ...], years: tuple[int, ...]) -> None:
    assert OfficeCalendar(own).undecreed(d(start), d(end)) == years


def test_days_off_that_are_estimates_are_named_until_the_office_settles_them() -> None:
    span = d("01/03/2027"), d("31/05/2027")
    found = OfficeCalendar().estimated(*span)
    assert {day: name for day, name in found.items() if day.month == 3} == {
        d("10/03/2027"): "Hari Raya Idul Fitri", d("11/03/2027"): "Hari kedua dari Hari Raya Idul Fitri",
    }  # fmt: skip
    settled = OfficeCalendar([OwnDay(d("10/03/2027"), off=False), OwnDay(d("11/03/2027"))])
    assert {day.month for day in settled.estimated(*span)} == {5}
    assert not OfficeCalendar().estimated(d("12/03/2027"), d("14/05/2027"))


# ------------------------------------------------------------------ the ten steps


def at(text: str) -> datetime:
    return datetime.combine(d(text), time(9))


def dates(done: Mapping[int, str], today: str, kembali: str = "27/11/2026") -> dict[int, Tenggat]:
    finished = {step: at(day) for step, day in done.items()}
    known = Masukan(d("23/11/2026"), d(kembali), finished, d(today))
    return {each.langkah.nomor: each for each in jadwal(known, OfficeCalendar())}


def limits(found: Mapping[int, Tenggat]) -> list[str]:
    return [f"{each.batas:%d/%m}" for each in found.values()]


def test_the_norm_times_plan_all_ten_steps_from_the_start_date() -> None:
    planned = dates({}, "23/11/2026")
    assert [f"{each.rencana:%d/%m}" for each in planned.values()] == [
        "26/11", "01/12", "03/12", "03/12", "08/12", "08/12", "08/12", "08/12", "11/12", "11/12",
    ]  # fmt: skip
    assert limits(planned) == [f"{each.rencana:%d/%m}" for each in planned.values()]
    assert [each.langkah.norma for each in planned.values()] == [
        "3 hari", "3 hari", "2 hari", "3 jam", "3 hari", "20 menit", "1 jam", "20 menit", "3 hari", "5 menit",
    ]  # fmt: skip
    assert sum(each.hari for each in LANGKAH) == 14


@pytest.mark.parametrize(
    ("done", "today", "expected"),
    [
        # early: everything after moves forward; the return of forms keeps its own date
        ({1: "24/11/2026", 2: "24/11/2026"}, "24/11/2026",
         ["26/11", "27/11", "27/11", "27/11", "02/12", "02/12", "02/12", "02/12", "07/12", "07/12"]),
        # late: the plan stays, the real dates move on
        ({1: "30/11/2026", 2: "30/11/2026"}, "30/11/2026",
         ["26/11", "03/12", "02/12", "02/12", "07/12", "07/12", "07/12", "07/12", "10/12", "10/12"]),
        # overdue and not done: what follows cannot be due before today
        ({}, "15/12/2026", ["26/11", "18/12", "22/12", "22/12", "29/12", "29/12", "29/12", "29/12", "04/01", "04/01"]),
        # a meeting that nobody told the program of is passed over
        ({1: "24/11/2026", 2: "24/11/2026", 3: "27/11/2026", 5: "01/12/2026"}, "01/12/2026",
         ["26/11", "27/11", "27/11", "27/11", "02/12", "01/12", "01/12", "01/12", "04/12", "04/12"]),
        # done on a Saturday: minutes wait for Monday, days count from there
        ({1: "24/11/2026", 2: "24/11/2026", 3: "28/11/2026"}, "28/11/2026",
         ["26/11", "27/11", "27/11", "30/11", "03/12", "03/12", "03/12", "03/12", "08/12", "08/12"]),
    ],
)  # fmt: skip
def test_deadlines_follow_what_was_really_done(done: dict[int, str], today: str, expected: list[str]) -> None:
    assert limits(dates(done, today)) == expected


def test_days_late_are_working_days() -> None:
    found = dates({1: "30/11/2026"}, "04/12/2026")
    assert found[1].terlambat == 2  # due Thursday, done Monday
    assert found[2].terlambat == 1  # due Thursday, today is Friday
    assert [each.terlambat for each in found.values()][2:] == [0] * 8
    assert dates({}, "29/11/2026")[1].terlambat == 1  # a Sunday does not count


@given(st.lists(st.integers(0, 30), min_size=0, max_size=10), st.integers(0, 60))
def test_no_step_is_due_before_the_one_before_it(gaps: list[int], waited: int) -> None:
    day, finished = d("23/11/2026"), {}
    for step, gap in enumerate(gaps, 1):
        day += timedelta(days=gap)
        finished[step] = datetime.combine(day, time(9))
    known = Masukan(d("23/11/2026"), d("27/11/2026"), finished, day + timedelta(days=waited))
    steps = jadwal(known, OfficeCalendar())
    waiting = steps[len(gaps) :]
    assert [each.batas for each in waiting] == sorted(each.batas for each in waiting)
    assert [each.rencana for each in steps] == sorted(each.rencana for each in steps)
    assert all(each.terlambat == 0 for each in waiting[1:])


# ------------------------------------------------------------------ rkt status


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    return open_office(tmp_path, officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA)))


def whole(place: Workplace) -> None:
    """Up to a Konsep to which everybody answered."""
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)


def drafted(place: Workplace) -> None:
    whole(place)
    draft(place)


def initialled(place: Workplace) -> None:
    drafted(place)
    paraf(place, oleh=KASUBAG)


def returned(place: Workplace) -> None:
    drafted(place)
    kembalikan(place, oleh=KASUBAG, catatan="Target SS.1 belum jelas")


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("done", "step", "turn", "typed"),
    [
        (lambda _: None, 1, KASUBAG, "rkt format"),
        (format, 3, "Staf", "rkt kirim"),
        (whole, 4, SEKRETARIS, "rkt rapat"),
        (drafted, 6, KASUBAG, "rkt periksa"),
        (initialled, 6, SEKRETARIS, 'rkt paraf --oleh "Sekretaris"'),
        (returned, 7, "Staf", "rkt draft"),
    ],
)
def test_status_says_which_step_whose_turn_and_what_to_type(
    office: Workplace, done: Callable[[Workplace], object], step: int, turn: str, typed: str
) -> None:
    done(office)
    found = status(office)
    assert (found.langkah.nomor, found.pelaksana, found.ketik) == (step, turn, typed)
    assert found.draft == (1 if step > 5 else 0)
    assert found.catatan == ("Target SS.1 belum jelas" if step == 7 else "")
    assert {each.langkah.nomor for each in found.tenggat if each.selesai} >= set(range(1, step)) - {4}


def test_the_next_command_names_the_work_folder_where_it_is_not_the_usual_one(office: Workplace) -> None:
    elsewhere = replace(office, kerja=office.inputs.parent / "lain")
    assert status(elsewhere).ketik == f'rkt format --kerja "{(office.inputs.parent / "lain").as_posix()}"'


@pytest.mark.tuntas
def test_the_next_receipt_is_typed_with_who_is_missing(office: Workplace) -> None:
    initialled(office)
    paraf(office, oleh=SEKRETARIS)
    tandatangan(office, oleh=KEPALA)
    distribusi(office)
    terima(office, status(office).ketik.split()[3], oleh="Staf bagian")
    found = status(office)
    assert found.berikutnya == "rkt distribusi --diterima"
    assert found.ketik == "rkt distribusi --diterima PEM --oleh NAMA"


def test_status_before_the_first_command_makes_nothing(office: Workplace) -> None:
    before = sorted(office.inputs.parent.rglob("*"))
    status(office)
    assert sorted(office.inputs.parent.rglob("*")) == before


def test_status_names_the_official_of_today(tmp_path: Path) -> None:
    place = open_office(
        tmp_path, officials(official(KASUBAG, 1, nama="Pejabat Lama", sampai=d("30/09/2026")),
                            official(KASUBAG, 1, nama="Pejabat Baru", mulai=d("01/10/2026")), official(KEPALA))
    )  # fmt: skip
    assert status(place).nama == "Pejabat Baru"


@pytest.mark.tuntas
def test_who_has_not_returned_is_named(office: Workplace) -> None:
    format(office)
    hand_in(office, "SEK")
    gabung(office)
    assert [each.kode for each in status(office).belum_masuk] == ["PEM"]


def _days(*rows: HariLibur) -> Callable[[Master], Master]:
    return lambda master: replace(master, hari_libur=rows)


def test_the_sheet_hari_libur_adds_days_and_takes_days_away(office: Workplace) -> None:
    assert status(office).batas == d("26/11/2026")
    rewrite_master(office, _days(HariLibur(tanggal=d("25/11/2026"), keterangan="Pilkades")))
    assert status(office).batas == d("27/11/2026")
    rows = (
        HariLibur(tanggal=d("25/11/2026"), keterangan="Pilkades"),
        HariLibur(tanggal=d("28/11/2026"), keterangan="Sabtu masuk", sifat=SifatHari.MASUK),
        HariLibur(tanggal=d("27/11/2026"), keterangan="Upacara", sifat=SifatHari.LIBUR),
    )
    rewrite_master(office, _days(*rows))
    assert status(office).batas == d("28/11/2026")


@pytest.mark.tuntas
def test_a_master_of_before_the_column_sifat_is_read_as_it_was_meant(office: Workplace) -> None:
    rewrite_master(office, _days(HariLibur(tanggal=d("25/11/2026"), keterangan="Pilkades")))
    path = office.inputs / "renstra.xlsx"
    book = load_workbook(path)
    sheet = book["Hari Libur"]
    number = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "kolom:sifat")
    assert number is not None
    sheet.delete_cols(number)
    book.save(path)
    found = status(office)
    assert found.batas == d("27/11/2026")


def _start(day: str, back: str) -> Callable[[Master], Master]:
    def change(master: Master) -> Master:
        office = master.instansi.model_copy(update={"mulai": d(day), "batas_kembali": d(back)})
        return replace(master, instansi=office)

    return change


def test_dates_that_are_not_decreed_yet_are_said(tmp_path: Path) -> None:
    place = open_office(tmp_path, _start("03/01/2028", "10/01/2028"), day=lambda: datetime(2028, 1, 3, 9))  # noqa: DTZ001
    told = {each.code.name: each.message for each in status(place).findings}
    assert set(told) == {"CUTI_BERSAMA_BELUM_ADA"}
    assert "2028" in told["CUTI_BERSAMA_BELUM_ADA"]
    rewrite_master(place, _start("24/01/2028", "31/01/2028"))
    told = {each.code.name: each.message for each in status(place).findings}
    assert "Tahun Baru Imlek (Rabu, 26 Januari 2028)" in told["HARI_LIBUR_PERKIRAAN"]


def call(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, Any, str]:
    code = run(arguments)
    told = capsysbinary.readouterr()
    return code, told.out.decode("utf-8"), told.err.decode("utf-8")


def test_the_screen_ends_with_the_next_command(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    format(office)
    code, out, _ = call(capsysbinary, "status")
    assert code == ExitCode.DONE
    assert out.rstrip().splitlines()[-1] == "Berikutnya: rkt kirim"
    assert "2 dari 2 bagian belum masuk" in out
    assert max(len(line) for line in out.splitlines()) <= 100
    assert call(capsysbinary)[1] == out  # `rkt` alone


def test_the_json_of_status_keeps_its_keys(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    format(office)
    code, out, _ = call(capsysbinary, "status", "--json", "--periksa-jurnal")
    result = json.loads(out)
    assert code == ExitCode.DONE
    keys = {"langkah", "pelaksana", "mulai", "batas", "terlambat", "berikutnya", "bagian", "draft"}  # design.md §4
    assert keys | {"nama", "hari_kerja", "jadwal", "temuan", "jurnal"} <= set(result)
    assert (result["langkah"], result["berikutnya"], result["terlambat"]) == (3, "rkt kirim", False)
    assert [each["langkah"] for each in result["jadwal"]] == list(range(1, 11))
    assert result["jurnal"]["sah"]
    assert result["jurnal"]["entri"] > 0


def test_a_broken_journal_is_exit_3_with_the_first_misfit(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    import sqlite3  # noqa: PLC0415

    monkeypatch.chdir(office.inputs.parent)
    assert call(capsysbinary, "status", "--periksa-jurnal")[0] == ExitCode.DONE  # nothing begun, nothing broken
    format(office)
    with sqlite3.connect(office.folder(office.master()[0]) / "rkt.sqlite") as raw:
        raw.execute("DROP TRIGGER jurnal_update")
        raw.execute("UPDATE jurnal SET rincian = replace(rincian, 'SEK', 'XXX') WHERE nomor = 1")
    raw.close()
    code, out, err = call(capsysbinary, "status", "--periksa-jurnal", "--json")
    assert code == ExitCode.INPUT
    broken = json.loads(out)["jurnal"]
    assert (broken["sah"], broken["entri"], broken["temuan"]["entri"]) == (False, 0, 1)
    code, out, err = call(capsysbinary, "status", "--periksa-jurnal")
    assert (code, out) == (ExitCode.INPUT, "")
    assert err.startswith("Jurnal TIDAK utuh pada entri 1 (2026-11-24T12:00:00)")


@pytest.mark.tuntas
def test_a_received_archive_is_kept_as_it_came(office: Workplace) -> None:
    import hashlib  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    format(office)
    form = hand_in(office, "SEK")
    with zipfile.ZipFile(form.with_name("kiriman.zip"), "w") as archive:
        archive.write(form, "Formulir SEK.xlsx")
    form.unlink()
    data = form.with_name("kiriman.zip").read_bytes()
    gabung(office)
    with office.read_register(office.folder(office.master()[0])) as register:
        entry = register.last("digabung")
        assert entry is not None
        assert entry.details["wadah"] == {"3-kembali/kiriman.zip": hashlib.sha256(data).hexdigest()}
        assert register.kept(entry.details["wadah"]["3-kembali/kiriman.zip"]) == data
        assert register.kept(entry.details["berkas"]["3-kembali/kiriman.zip/Formulir SEK.xlsx"]) is not None
