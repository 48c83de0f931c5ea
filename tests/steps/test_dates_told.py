"""The day on which people acted, and the deadlines that follow: one calculation for papers and screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.commands.status import JSON
from rkt_excel.errors import ExitCode, NotNowError, UnknownArgumentError
from rkt_excel.events import DIKEMBALIKAN, DIPARAF, DITANDATANGANI, RAPAT_DISIAPKAN, TANDA_TERIMA
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.office.place.signed_rkt import signed_in
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.distribusi import distribusi, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.rapat import Asked, rapat
from rkt_excel.steps.status import status


def d(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, day: str) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime.combine(d(self.day), datetime.min.time()).replace(hour=10)


@pytest.fixture
def clock() -> Clock:
    return Clock("24/11/2026")


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Workplace:
    rows = (official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA))
    place = open_office(tmp_path, officials(*rows), day=clock)
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    return place


def folder(place: Workplace) -> Path:
    return place.folder(place.master()[0])


def last(place: Workplace, event: str) -> Any:
    with place.read_register(folder(place)) as register:
        entry = register.last(event)
    assert entry is not None
    return entry


# ------------------------------------------------------------------ deadlines


def texts(path: Path) -> str:
    """Everything that a paper says."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        values = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        return "\n".join(
            hari_tanggal(each.date()) if isinstance(each, datetime) else str(each) for each in values if each
        )
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(each.text for each in document.paragraphs)])


_MEETINGS = [
    (None, "24/11/2026"),  # the next working day
    ("27/11/2026", "24/11/2026"),  # a Friday to come
    ("05/12/2026", "24/11/2026"),  # a Saturday: minutes wait for Monday, days count from there
    ("24/11/2026", "24/11/2026"),  # today
    ("25/11/2026", "04/12/2026"),  # long ago: what is not done cannot be due in the past
    ("30/12/2026", "24/11/2026"),  # over the end of the year
]


@pytest.mark.tuntas
@pytest.mark.parametrize(("told", "today"), _MEETINGS)
def test_papers_and_screen_know_one_deadline(office: Workplace, clock: Clock, told: str | None, today: str) -> None:
    clock.day = today
    made = rapat(office, Asked(d(told) if told else None))
    screen = JSON[0].told(status(office))
    dates = {each["langkah"]: date.fromisoformat(each["batas"]) for each in screen["jadwal"]}
    listed = {each.langkah.nomor: each.batas for each in made.bahan.jadwal}
    assert listed == {step: dates[step] for step in range(5, 11)}
    assert all(day >= clock().date() for step, day in dates.items() if step > 5)
    for name in made.keluaran:
        text = texts(folder(office) / name)
        if "Undangan" in name or "Daftar hadir" in name:
            assert hari_tanggal(made.rapat.tanggal) in text
        if "Notulen" in name:
            assert all(hari_tanggal(dates[step]) in text for step in range(5, 11))
        if name.endswith(".xlsx"):
            assert all(hari_tanggal(dates[step]) in text for step in (5, 9))
    assert date.fromisoformat(screen["batas"]) == dates[5]


@pytest.mark.tuntas
def test_the_day_for_forms_to_come_back_is_one_everywhere(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = open_office(tmp_path, _due("2026-12-03"), day=clock)
    format(place)
    kirim(place)
    monkeypatch.chdir(place.inputs.parent)
    run(["status"])
    assert "batas kembali Kamis, 3 Desember 2026" in capsys.readouterr().out
    assert JSON[0].told(status(place))["batas_kembali"] == "2026-12-03"
    at = folder(place)
    letters = [letter_text(path) for path in (at / "2-surel").glob("*.eml")]
    row = next(each.kode for each in place.master()[0].indikator if each.bagian == ("PEM",))
    hand_in(place, "PEM", {("Kinerja", row, "target"): "banyak"})
    gabung(place)
    kirim(place, JenisSurat.PENGINGAT)
    letters += [letter_text(path) for path in (at / "2-surel").glob("Pengingat*.eml")]
    papers = [texts(path) for path in (at / "1-formulir").glob("*.xlsx")]
    told = (*letters, *papers, (at / "4-konsep" / "laporan.html").read_text("utf-8"))
    assert len(told) == 2 + 2 + 2 + 1
    assert all("Kamis, 3 Desember 2026" in text for text in told)


def _due(day: str) -> Callable[[Master], Master]:
    return lambda master: replace(
        master, instansi=master.instansi.model_copy(update={"batas_kembali": date.fromisoformat(day)})
    )


def letter_text(path: Path) -> str:
    body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.tuntas
def test_a_meeting_that_is_moved_moves_both(office: Workplace) -> None:
    rapat(office, Asked(d("27/11/2026")))
    before = status(office).batas
    rapat(office, Asked(d("30/11/2026")))
    assert (before, status(office).batas) == (d("02/12/2026"), d("03/12/2026"))
    assert rapat(office).rapat.tanggal == d("30/11/2026")  # printed again, the day stays fixed
    assert status(office).tenggat[3].batas == d("30/11/2026")
    assert status(office).tenggat[3].selesai is None  # it is still to come


@pytest.mark.tuntas
def test_a_meeting_that_is_over_is_done_on_its_day(office: Workplace, clock: Clock) -> None:
    rapat(office, Asked(d("27/11/2026")))
    clock.day = "30/11/2026"
    held = status(office).tenggat[3]
    assert held.selesai is not None
    assert held.selesai.date() == d("27/11/2026")


@pytest.mark.tuntas
def test_after_a_draft_the_papers_name_what_still_lies_ahead(office: Workplace) -> None:
    draft(office)
    made = rapat(office)
    dates = {each.langkah.nomor: each.batas for each in status(office).tenggat}
    listed = {each.langkah.nomor: each.batas for each in made.bahan.jadwal}
    assert listed == {step: dates[step] for step in range(6, 11)}


@pytest.mark.tuntas
def test_an_invitation_is_never_for_a_day_that_is_over(office: Workplace, clock: Clock) -> None:
    clock.day = "04/12/2026"
    assert rapat(office).rapat.tanggal == d("07/12/2026")


# ------------------------------------------------------------------ acts


@pytest.mark.tuntas
def test_acts_carry_their_day_beside_that_of_the_recording(office: Workplace, clock: Clock) -> None:
    draft(office)
    clock.day = "01/12/2026"
    paraf(office, oleh=KASUBAG, tanggal=d("28/11/2026"))  # a Saturday
    paraf(office, oleh=SEKRETARIS, tanggal=d("30/11/2026"))
    assert last(office, DIPARAF).details["tanggal"] == "2026-11-30"
    assert last(office, DIPARAF).when.date() == d("01/12/2026")
    assert status(office).tenggat[5].selesai.date() == d("30/11/2026")  # type: ignore[union-attr]
    assert status(office).batas == d("30/11/2026")  # the signature was due on the day of the last paraf
    done = tandatangan(office, oleh=KEPALA, tanggal=d("30/11/2026"))
    assert done.tanggal == d("30/11/2026")
    assert status(office).batas == d("03/12/2026")  # three working days from the signature, not from today
    clock.day = "02/12/2026"
    made = distribusi(office)
    letter = next(name for name in made.keluaran if name.endswith(".eml"))
    assert "30 November 2026" in (folder(office) / letter).read_text(encoding="utf-8").replace("=\n", "")
    clock.day = "07/12/2026"
    for each in made.penerima:
        assert terima(office, each, oleh="Staf", tanggal=d("03/12/2026")).tanggal == d("03/12/2026")
    assert last(office, TANDA_TERIMA).details["tanggal"] == "2026-12-03"
    assert status(office).tenggat[8].selesai.date() == d("03/12/2026")  # type: ignore[union-attr]
    signed = signed_in(folder(office))
    assert signed is not None
    assert signed.when.date() == d("30/11/2026")
    assert last(office, DITANDATANGANI).details["tanggal"] == "2026-11-30"


@pytest.mark.tuntas
def test_a_return_has_its_day_and_the_next_draft_follows_it(office: Workplace, clock: Clock) -> None:
    draft(office)
    clock.day = "27/11/2026"
    kembalikan(office, oleh=KASUBAG, catatan="Periksa target", tanggal=d("26/11/2026"))
    assert last(office, DIKEMBALIKAN).details["tanggal"] == "2026-11-26"
    assert status(office).batas == d("26/11/2026")  # one hour by the norm
    draft(office)
    with pytest.raises(UnknownArgumentError, match="draft 2 dibuat pada 27/11/2026"):
        paraf(office, oleh=KASUBAG, tanggal=d("26/11/2026"))


@pytest.mark.tuntas
def test_an_act_is_judged_by_who_held_the_post_on_its_day(tmp_path: Path, clock: Clock) -> None:
    rows = (
        official(KASUBAG, 1, sampai=d("26/11/2026"), jabatan="Kasubag lama"),
        official(KASUBAG, 1, mulai=d("27/11/2026"), jabatan="Kasubag baru"), official(KEPALA),
    )  # fmt: skip
    place = open_office(tmp_path, officials(*rows), day=clock)
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    draft(place)
    clock.day = "30/11/2026"
    with pytest.raises(NotNowError, match="Kasubag lama"):
        paraf(place, oleh="Kasubag lama")
    paraf(place, oleh="Kasubag lama", tanggal=d("26/11/2026"))
    assert last(place, DIPARAF).details["jabatan"] == "Kasubag lama"


@pytest.mark.tuntas
def test_over_the_end_of_the_year(office: Workplace, clock: Clock) -> None:
    draft(office)
    clock.day = "04/01/2027"
    paraf(office, oleh=KASUBAG, tanggal=d("31/12/2026"))
    with pytest.raises(UnknownArgumentError, match="memaraf pada 31/12/2026"):
        paraf(office, oleh=SEKRETARIS, tanggal=d("30/12/2026"))
    paraf(office, oleh=SEKRETARIS, tanggal=d("04/01/2027"))
    assert status(office).tenggat[5].selesai.date() == d("04/01/2027")  # type: ignore[union-attr]


@pytest.fixture
def in_home(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The commands, in an office where the day goes by the computer's own clock."""
    monkeypatch.chdir(office.inputs.parent)

    def call(*arguments: str) -> tuple[int, str]:
        code = run(arguments)
        told = capsys.readouterr()
        return code, told.out + told.err

    return call


@pytest.mark.tuntas
@pytest.mark.parametrize("spelling", ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"])
@pytest.mark.parametrize(
    "command",
    [
        ["paraf", "--oleh", KASUBAG],
        ["kembalikan", "--oleh", KASUBAG, "--catatan", "Periksa target"],
        ["tandatangan", "--oleh", KEPALA],
        ["distribusi", "--diterima", "SEK", "--oleh", "Staf"],
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(
    office: Workplace, in_home: Callable[..., tuple[int, str]], command: list[str], spelling: str
) -> None:
    today = replace(office, now=datetime.now)
    draft(today)
    if command[0] in {"tandatangan", "distribusi"}:
        paraf(today, oleh=KASUBAG)
        paraf(today, oleh=SEKRETARIS)
    if command[0] == "distribusi":
        tandatangan(today, oleh=KEPALA)
        distribusi(today)
    before = (folder(office) / "rkt.sqlite").read_bytes()
    for day, told in ((date(2099, 1, 2), "belum tiba"), (date(2020, 1, 2), "terlalu awal")):
        code, screen = in_home(*command, "--tanggal", day.strftime(spelling))
        assert (code, told in screen) == (ExitCode.ARGUMENTS, True), screen
        assert f"{day:%d/%m/%Y}" in screen
    code, screen = in_home(*command, "--tanggal", "kemarin")
    assert (code, "“kemarin” bukan tanggal" in screen) == (ExitCode.ARGUMENTS, True)
    assert (folder(office) / "rkt.sqlite").read_bytes() == before  # nothing was written down
    code, screen = in_home(*command, "--tanggal", today.today.strftime(spelling), "--json")
    assert code == ExitCode.DONE, screen
    assert json.loads(screen)["tanggal"] == today.today.isoformat()


@pytest.mark.tuntas
def test_a_meeting_before_the_konsep_is_refused(office: Workplace, in_home: Callable[..., tuple[int, str]]) -> None:
    code, screen = in_home("rapat", "--tanggal", "23 November 2026")
    assert (code, "Konsep RKT pertama digabungkan pada 24/11/2026" in screen) == (ExitCode.ARGUMENTS, True)
    assert not list((folder(office) / "5-rapat").iterdir())
    code, screen = in_home("rapat", "--tanggal", "24 November 2026")
    assert code in {ExitCode.DONE, ExitCode.LOOK}
    assert last(office, RAPAT_DISIAPKAN).details["tanggal"] == "2026-11-24"


@pytest.mark.tuntas
def test_a_day_belongs_to_a_receipt(in_home: Callable[..., tuple[int, str]]) -> None:
    code, screen = in_home("distribusi", "--tanggal", "24/11/2026")
    assert (code, "--diterima" in screen) == (ExitCode.ARGUMENTS, True)


@pytest.mark.tuntas
def test_the_meeting_moves_the_day_for_forms_to_come_back_in_every_paper_and_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = open_office(tmp_path)
    monkeypatch.chdir(tmp_path)
    format(place)
    first = place.master()[0].bagian[0].kode
    hand_in(place, first)
    gabung(place)
    meeting = date(2026, 12, 14)
    made = rapat(place, Asked(meeting)).bahan
    due = date(2026, 12, 15)
    assert {each.batas for each in made.tugas if each.tugas.startswith("Mengembalikan")} == {due}
    assert place.master()[0].instansi.batas_kembali < due
    capsys.readouterr()
    run(["status"])
    assert "batas kembali Selasa, 15 Desember 2026" in capsys.readouterr().out
    kirim(place, JenisSurat.PENGINGAT)
    (letter,) = (folder(place) / "2-surel").glob("Pengingat*.eml")
    body = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body()
    assert body is not None
    days = (due - place.today).days
    assert f"Selasa, 15 Desember 2026 ({days} hari lagi)" in " ".join(body.get_content().split())
    told = [each for each in gabung(place).findings if each.code.name == "BELUM_MASUK"]
    assert "15 Desember 2026" in told[0].message + told[0].remedy
