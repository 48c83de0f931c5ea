"""Ordinary moments in 3-kembali: files vanish, change, are replaced or locked; what counted goes on counting."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import pytest
from helpers.kantor import NOON, hand_in, open_office
from helpers.returning import saved
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.disk.shipped import INPUTS
from rkt_excel.errors import ExitCode, InputUnusableError
from rkt_excel.model.forms.choosing import Putusan
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.pakai import pakai
from rkt_excel.workbook.findings import Finding

NEWER: Final = datetime(2026, 11, 25, tzinfo=UTC).timestamp()


class Office:
    """A small office whose first bagian has answered twice: 55 first, 100 later."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.master = place.master()[0]
        self.folder = place.folder(self.master)
        self.inbox = self.folder / "3-kembali"
        self.bagian, self.other = (each.kode for each in self.master.bagian)
        self.kunci = next(each.kode for each in self.master.indikator if each.bagian == (self.bagian,))
        self.old, self.new = self.inbox / "lama.xlsx", self.inbox / "baru.xlsx"

    def answer(self, name: str, note: str | None, when: float, bagian: str = "") -> Path:
        """A complete return that carries a note, written at a moment by the program's word and the file's."""
        bagian = bagian or self.bagian
        kunci = next(each.kode for each in self.master.indikator if each.bagian == (bagian,))
        path = hand_in(self.place, bagian, {("Kinerja", kunci, "keterangan"): f"Catatan {note}"} if note else {})
        kept = path.rename(path.with_name(f"{name}.xlsx"))
        saved(kept, when)
        return kept

    def merged(self) -> HasilGabung:
        """`rkt gabung`."""
        return gabung(self.place)

    def note(self, result: HasilGabung) -> str:
        """What the plan says now."""
        return str(result.plan.nilai(self.kunci, "keterangan")).removeprefix("Catatan ")

    def pakai(self, berkas: str) -> None:
        """`rkt pakai`."""
        pakai(self.place, berkas, oleh="Kasubag Program", alasan="disahkan kepala bagian")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with both returns, made once; each test has a copy."""
    home = tmp_path_factory.mktemp("kantor") / "kantor"
    place = open_office(home)
    format(place)
    office = Office(place)
    office.answer("lama", "55", NEWER - 9_000)
    office.answer("baru", "100", NEWER)
    return home


@pytest.fixture
def office(begun: Path, tmp_path: Path) -> Office:
    """With both returns."""
    home = shutil.copytree(begun, tmp_path / "kantor")
    return Office(Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON))


def told(result: HasilGabung, code: str) -> list[Finding]:
    """The findings of a code."""
    return [each for each in result.findings if each.code.name == code]


# ------------------------------------------------------------------ the file is gone


def _zipped(path: Path) -> Path:
    holder = path.with_suffix(".zip")
    with zipfile.ZipFile(holder, "w") as archive:
        archive.write(path, path.name)
    os.utime(holder, (path.stat().st_mtime, path.stat().st_mtime))
    path.unlink()
    return holder


def _mailed(path: Path) -> Path:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "bagian@contoh.go.id", "Formulir"
    letter["Date"] = "Wed, 25 Nov 2026 07:00:00 +0700"
    letter.set_content("Terlampir.")
    letter.add_attachment(path.read_bytes(), "application", "octet-stream", filename=path.name)
    holder = path.with_suffix(".eml")
    holder.write_bytes(letter.as_bytes())
    path.unlink()
    return holder


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _spoiled(path: Path) -> None:
    when = path.stat().st_mtime
    book = load_workbook(path)
    book.remove(book["Kinerja"])
    book.save(path)
    saved(path, when + 60)


def _swapped(path: Path) -> None:
    """The form of the other bagian is saved under this name."""
    path.write_bytes((path.parent / "lain.xlsx").read_bytes())


def _folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _tidied(path: Path) -> None:
    shutil.rmtree(path.parent)


VANISHES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "moved out of the folder": lambda path: path.rename(path.parents[1] / path.name),
    "renamed to a lock file": lambda path: path.rename(path.with_name(f"~${path.name}")),
    "emptied": _emptied,
    "saved over by a text": lambda path: path.write_text("catatan", encoding="utf-8"),
    "spoiled and saved": _spoiled,
    "saved over by the form of another bagian": _swapped,
    "a folder in its place": _folder_in_its_place,
    "the whole folder removed": _tidied,
}


@pytest.mark.tuntas
@pytest.mark.parametrize("how", VANISHES)
@pytest.mark.parametrize(
    "pinned", [False, pytest.param(True, marks=pytest.mark.lama)], ids=["the newest", "the chosen"]
)
def test_what_counted_goes_on_counting_when_its_file_is_gone(office: Office, how: str, *, pinned: bool) -> None:
    office.answer("lain", "7", NEWER, office.other)
    counts = office.old if pinned else office.new
    office.merged()
    if pinned:
        office.pakai(office.old.name)
    first = office.merged()
    VANISHES[how](counts)
    again = office.merged()
    assert again.plan.isi.keys() == first.plan.isi.keys()
    assert office.note(again) == office.note(first) == ("55" if pinned else "100")
    assert again.plan.status == first.plan.status
    (one,) = (each for each in told(again, "KIRIMAN_TERSIMPAN") if each.owner == office.bagian)
    assert f"3-kembali/{counts.name}" in one.message
    assert "24 November 2026" in one.message
    assert "rkt pakai" in one.remedy
    third = office.merged()
    assert office.note(third) == office.note(first)
    assert [each.message for each in told(third, "KIRIMAN_TERSIMPAN")] == [
        each.message for each in told(again, "KIRIMAN_TERSIMPAN")
    ], "since when stays the same"


@pytest.mark.tuntas
@pytest.mark.parametrize("wrap", [_zipped, _mailed])
def test_what_came_in_an_archive_or_letter_counts_when_that_is_gone(
    office: Office, wrap: Callable[[Path], Path]
) -> None:
    holder = wrap(office.new)
    assert office.note(office.merged()) == "100"
    holder.unlink()
    again = office.merged()
    assert office.note(again) == "100"
    assert holder.name in told(again, "KIRIMAN_TERSIMPAN")[0].message


@pytest.mark.tuntas
@pytest.mark.parametrize("target", ["nama lain.xlsx", "diterima/baru.xlsx"])
def test_a_file_that_is_only_called_otherwise_is_no_matter(office: Office, target: str) -> None:
    office.merged()
    (office.inbox / target).parent.mkdir(exist_ok=True)
    office.new.rename(office.inbox / target)
    again = office.merged()
    assert office.note(again) == "100"
    assert not told(again, "KIRIMAN_TERSIMPAN")
    assert again.chosen.counted[office.bagian].berkas == f"3-kembali/{target}"


@pytest.mark.tuntas
def test_a_newer_complete_return_under_the_same_name_counts_and_the_difference_is_told(office: Office) -> None:
    office.merged()
    office.answer("baru", "120", NEWER + 9_000)
    again = office.merged()
    assert office.note(again) == "120"
    assert any("(tersimpan)" in (each.file or "") for each in told(again, "KIRIMAN_BERBEDA"))
    office.pakai("baru (tersimpan).xlsx")
    assert office.note(office.merged()) == "100"


@pytest.mark.tuntas
def test_an_older_complete_return_saved_over_a_newer_one_does_not_count(office: Office) -> None:
    office.merged()
    shutil.copy2(office.old, office.new)
    again = office.merged()
    assert office.note(again) == "100"
    assert told(again, "KIRIMAN_TERSIMPAN")


@pytest.mark.tuntas
def test_a_newer_return_that_needs_mending_is_told_and_does_not_count(office: Office) -> None:
    office.merged()
    third = office.answer("ketiga", "7", NEWER + 9_000)
    _spoiled(third)
    again = office.merged()
    assert office.note(again) == "100"
    (one,) = told(again, "KIRIMAN_BARU_BELUM_LENGKAP")
    assert (one.file, one.owner) == ("3-kembali/ketiga.xlsx", office.bagian)
    assert "Kinerja" in one.message


@pytest.mark.tuntas
def test_pakai_takes_what_is_kept_though_its_file_is_gone(office: Office) -> None:
    office.merged()
    office.old.unlink()
    office.merged()
    office.pakai("lama.xlsx")
    result = office.merged()
    assert office.note(result) == "55"
    assert told(result, "KIRIMAN_TERSIMPAN")
    office.pakai("3-kembali/baru.xlsx")
    assert office.note(office.merged()) == "100"


@pytest.mark.tuntas
def test_what_lies_there_again_is_told_no_more(office: Office) -> None:
    office.merged()
    data = office.new.read_bytes()
    office.new.unlink()
    assert told(office.merged(), "KIRIMAN_TERSIMPAN")
    office.new.write_bytes(data)
    result = office.merged()
    assert office.note(result) == "100"
    assert not told(result, "KIRIMAN_TERSIMPAN")


@pytest.mark.tuntas
def test_the_json_says_which_return_lies_in_the_journal_only(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    office.merged()
    office.new.unlink()
    monkeypatch.chdir(office.place.inputs.parent)
    assert run(["gabung", "--json"]) == ExitCode.LOOK
    files = json.loads(capsysbinary.readouterr().out)["berkas"]
    assert {each["berkas"]: (each["putusan"], each["tersimpan"]) for each in files} == {
        "3-kembali/baru.xlsx": (Putusan.DIPAKAI, True), "3-kembali/lama.xlsx": (Putusan.DIGANTIKAN, False),
    }  # fmt: skip


# ------------------------------------------------------------------ what cannot be listed


def _walled(monkeypatch: pytest.MonkeyPatch, wall: Path) -> None:
    """The system refuses to list one folder."""
    real = os.scandir

    def scandir(path: Any = ".") -> Any:
        if Path(path) == wall:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)


def _as_file(inbox: Path) -> None:
    shutil.rmtree(inbox)
    inbox.write_bytes(b"")


def _as_dangling_link(inbox: Path) -> None:
    shutil.rmtree(inbox)
    inbox.symlink_to("tidak ada")


def _as_loop(inbox: Path) -> None:
    shutil.rmtree(inbox)
    inbox.symlink_to(inbox.name)


@pytest.mark.tuntas
@pytest.mark.parametrize("spoil", [_as_file, _as_dangling_link, _as_loop])
def test_something_else_in_the_place_of_the_folder_is_refused_and_nothing_is_written(
    office: Office, spoil: Callable[[Path], None]
) -> None:
    first = office.merged()
    konsep = (office.folder / first.keluaran.konsep_xlsx).read_bytes()
    spoil(office.inbox)
    with pytest.raises(InputUnusableError, match="3-kembali"):
        office.merged()
    assert (office.folder / first.keluaran.konsep_xlsx).read_bytes() == konsep


def test_a_folder_that_cannot_be_listed_is_refused_and_nobody_is_reminded(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.merged()
    konsep = (office.folder / first.keluaran.konsep_xlsx).read_bytes()
    _walled(monkeypatch, office.inbox)
    with pytest.raises(InputUnusableError, match="3-kembali tidak dapat dibaca: tidak diizinkan"):
        office.merged()
    with pytest.raises(InputUnusableError, match="3-kembali tidak dapat dibaca: tidak diizinkan"):
        kirim(office.place, JenisSurat.PENGINGAT)
    assert (office.folder / first.keluaran.konsep_xlsx).read_bytes() == konsep


@pytest.mark.tuntas
def test_a_folder_within_that_cannot_be_listed_is_named_and_what_counted_counts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = office.inbox / "minggu ini"
    within.mkdir()
    office.new.rename(within / office.new.name)
    office.merged()
    _walled(monkeypatch, within)
    again = office.merged()
    assert [each.file for each in told(again, "TEMPAT_TIDAK_TERBACA")] == ["3-kembali/minggu ini"]
    assert office.note(again) == "100"
    assert "tidak dapat dibaca lagi" in told(again, "KIRIMAN_TERSIMPAN")[0].message


@pytest.mark.tuntas
def test_a_file_that_cannot_be_opened_is_named_and_what_counted_counts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.merged()
    real = os.open

    def refusing(path: Any, *args: Any, **how: Any) -> Any:
        if Path(path).resolve() == office.new.resolve():
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **how)

    monkeypatch.setattr(os, "open", refusing)
    os.utime(office.new, (NEWER - 1e6, NEWER - 1e6))
    again = office.merged()
    assert office.note(again) == "100"
    assert "tidak dapat dibaca lagi" in told(again, "KIRIMAN_TERSIMPAN")[0].message


def _outside(office: Office) -> Path:
    path = office.folder.parent / "di luar.xlsx"
    office.new.rename(path)
    return path


LINKS: dict[str, Callable[[Office], Path]] = {
    "to a file outside": _outside,
    "to nowhere": lambda _: Path("tidak ada.xlsx"),
    "to itself": lambda office: Path(office.new.name),
    "to a folder outside": lambda office: office.folder / "1-formulir",
    "to the folder itself": lambda office: office.inbox,
}


@pytest.mark.tuntas
@pytest.mark.parametrize("how", LINKS)
def test_a_link_that_leads_out_or_nowhere_is_named_and_not_followed(office: Office, how: str) -> None:
    office.merged()
    target = LINKS[how](office)
    office.new.unlink(missing_ok=True)
    office.new.symlink_to(target)
    again = office.merged()
    assert [each.file for each in told(again, "TAUTAN_TIDAK_DIBACA")] == ["3-kembali/baru.xlsx"]
    assert office.note(again) == "100", "it counts by what the journal keeps"


def test_a_link_to_a_file_within_is_read_as_that_file(office: Office) -> None:
    (office.inbox / "tautan.xlsx").symlink_to(office.new)
    result = office.merged()
    assert not told(result, "TAUTAN_TIDAK_DIBACA")
    assert told(result, "KIRIMAN_SAMA")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are of POSIX systems")
def test_a_pipe_is_named_and_waited_for_by_nobody(office: Office) -> None:
    os.mkfifo(office.inbox / "pipa.xlsx")
    assert [each.file for each in told(office.merged(), "TEMPAT_TIDAK_TERBACA")] == ["3-kembali/pipa.xlsx"]


# ------------------------------------------------------------------ less than last time


def _codes(result: HasilGabung) -> set[str]:
    return {each.code.name for each in result.findings}


@pytest.mark.tuntas
def test_a_newer_return_that_says_less_is_told_as_its_own_word(office: Office) -> None:
    office.new.unlink()
    assert office.note(office.merged()) == "55"
    office.answer("ketiga", None, NEWER + 9_000)
    result = office.merged()
    assert result.plan.nilai(office.kunci, "keterangan") is None
    (one,) = told(result, "ISIAN_BERKURANG")
    assert (one.severity.value, one.owner) == ("info", office.bagian)
    assert f"{office.kunci} Keterangan “Catatan 55”" in one.message


def _names(findings: Iterable[Finding]) -> set[str]:
    return {each.code.name for each in findings}


@pytest.mark.tuntas
def test_two_merges_of_the_same_folder_say_the_same(office: Office) -> None:
    first = office.merged()
    again = office.merged()
    assert again.plan.isi == first.plan.isi
    assert _names(again.findings) == _names(first.findings)
    assert again.plan.status[office.bagian] is StatusBagian.LENGKAP
