"""An older copy of the journal, or none where work lies, is noticed by what lies outside; nothing begins anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from helpers.kantor import KASUBAG, KEPALA, NOON, hand_in, rewrite_master
from helpers.perubahan import begin
from helpers.tahapan import Stage, distributed, drafted, folder, initialled, received

from rkt_excel.cli import run
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import FILE, LOCK, Register
from rkt_excel.errors import ExitCode
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import receivers, terima
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.status import status


def _worded_otherwise(master: Master) -> Master:
    first = master.indikator[0].model_copy(update={"indikator": "Jumlah kunjungan menurut buku tamu"})
    return replace(master, indikator=(first, *master.indikator[1:]))


def _issued_again(place: Workplace) -> None:
    rewrite_master(place, _worded_otherwise)
    format(place)


def _second_drafted(place: Workplace) -> None:
    tandatangan(initialled(place), oleh=KEPALA)
    begin(place)
    draft(place)


def _sent(place: Workplace) -> None:
    """A copy of a letter that went out since; the sending itself is tried elsewhere."""
    path = folder(place) / "2-surel/terkirim/Surel formulir RKT 2027 - SEK.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"To: a@example.go.id\r\nSubject: RKT\r\n\r\nisi\r\n")


def _next_draft(place: Workplace) -> None:
    kembalikan(place, oleh=KASUBAG, catatan="ulangi sekali lagi")
    draft(place)


def _merged_again(place: Workplace) -> None:
    kode = place.master()[0].indikator[0].kode
    hand_in(place, place.master()[0].indikator[0].bagian[0], {("Kinerja", kode, "keterangan"): "catatan baru"})
    gabung(place)


def _received_and_sealed(place: Workplace) -> None:
    for each in receivers(place.master()[0]):
        terima(place, each, oleh="Staf")
    arsip(place)


def _both_parafs(place: Workplace) -> None:
    paraf(place, oleh=KASUBAG)
    paraf(place, oleh="Sekretaris")


# What happens after the copy was made, and what of it lies outside and knows better.
AFTER: dict[str, tuple[Callable[[Workplace], object], Callable[[Workplace], object], str]] = {
    "paket disegel": (distributed, _received_and_sealed, "paket 9-arsip/RKT-2027-murni"),
    "formulir versi baru": (drafted, _issued_again, "versi 2, sedangkan jurnal baru mengenal versi 1"),
    "surat terkirim": (drafted, _sent, "2-surel/terkirim/Surel formulir RKT 2027 - SEK.eml sudah dikirim"),
    "draft berikutnya": (drafted, _next_draft, "draft terakhir menurut jurnal 1"),
    "gabung lagi": (drafted, _merged_again, "4-konsep/laporan.html bukan dari penggabungan"),
    "naskah disiapkan": (drafted, _both_parafs, "7-rkt/RKT 2027.docx tidak ada di jurnal"),
    "naskah perubahan": (_second_drafted, _both_parafs, "7-rkt/RKT Perubahan 2027.docx tidak ada di jurnal"),
}


def _rolled_back(place: Workplace, after: Callable[[Workplace], object], *, whole: bool) -> None:
    """Put back the journal of before; whole is with the mark, as when a backup of all small files is put back."""
    home = folder(place)
    names = (FILE, LOCK) if whole else (FILE,)
    kept = {name: (home / name).read_bytes() for name in names if (home / name).exists()}
    after(place)
    for name, data in kept.items():
        (home / name).write_bytes(data)


@pytest.mark.tuntas
@pytest.mark.parametrize("whole", [False, True], ids=["jurnal saja", "jurnal dan tanda"])
@pytest.mark.parametrize("case", AFTER)
def test_an_older_journal_put_back_is_told_by_status_and_by_the_next_command(
    at: Stage, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, case: str, *, whole: bool
) -> None:
    stage, after, told = AFTER[case]
    place = at(stage)
    _rolled_back(place, after, whole=whole)
    assert [told in each.message for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"] == [True]
    monkeypatch.chdir(place.inputs.parent)
    run(["gabung"])
    assert told in " ".join(capfd.readouterr().err.split())


@pytest.mark.tuntas
def test_nothing_is_said_of_a_journal_that_is_the_newest(at: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    place = at(received)
    arsip(place)
    assert not [each for each in status(place).findings if each.code.name.startswith("JURNAL")]
    assert "lebih tua" not in capfd.readouterr().err


def test_an_entry_that_left_no_file_is_missed_by_the_mark(at: Stage) -> None:
    place = at(drafted)
    _rolled_back(place, lambda office: paraf(office, oleh=KASUBAG), whole=False)
    (told,) = [each.message for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"]
    assert "jurnal pernah sampai entri" in told
    paraf(place, oleh=KASUBAG)
    with Register(folder(place), lambda: NOON, read_only=True) as register:
        assert check_journal(register).sah
    codes = [each.code.name for each in status(place).findings]
    assert "JURNAL_LEBIH_TUA" not in codes
    assert "JURNAL_PERNAH_DIKEMBALIKAN" in codes, "it stays known"


def test_forms_after_an_older_journal_get_a_version_that_is_not_out_yet(at: Stage) -> None:
    place = at(drafted)
    _rolled_back(place, _issued_again, whole=True)
    assert format(place).versi == 3


def test_a_spoiled_mark_says_nothing_and_stops_no_look(at: Stage) -> None:
    place = at(drafted)
    (folder(place) / LOCK).write_bytes(b"rusak " * 999)
    assert not [each for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"]


# ------------------------------------------------------------------ the journal is gone

LEFT = ("formulir", "konsep", "paket")


@pytest.mark.tuntas
@pytest.mark.parametrize("how", ["hapus", "kosong"])
@pytest.mark.parametrize("left", LEFT)
def test_a_journal_that_is_gone_while_outputs_remain_is_no_new_beginning(
    at: Stage, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], how: str, left: str
) -> None:
    place = at(distributed if left == "paket" else drafted)
    home = folder(place)
    for each in [each for each in home.iterdir() if each.is_dir()]:
        if left == "formulir" and each.name not in {"1-formulir", "3-kembali"}:
            shutil.rmtree(each)
        if left == "konsep" and each.name not in {"4-konsep", "3-kembali"}:
            shutil.rmtree(each)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and path.name[:4] != "rkt."}
    (home / FILE).unlink()
    if how == "kosong":
        (home / FILE).touch()
    monkeypatch.chdir(place.inputs.parent)
    for command in (["status"], ["format"], ["gabung"], ["draft"], ["arsip"], ["status", "--periksa-jurnal"], []):
        assert run(command) == ExitCode.INPUT, command
        said = capfd.readouterr()
        assert "padahal hasil pekerjaan ada di sampingnya" in said.err
        assert "cadangan terakhir" in said.err
    assert {path: path.read_bytes() for path in before} == before


def test_files_of_people_alone_do_not_hold_a_beginning_back(
    at: Stage, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    place = at(drafted)
    home = folder(place)
    for each in home.iterdir():
        if each.name != "3-kembali":
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    monkeypatch.chdir(place.inputs.parent)
    assert run(["format", "--json"]) == ExitCode.DONE
    assert json.loads(capfd.readouterr().out)["versi"] == 1


def test_a_folder_of_a_later_stage_is_as_it_was_after_a_refusal(at: Stage) -> None:
    place = at(initialled)
    _rolled_back(place, lambda _: None, whole=True)
    assert not [each for each in status(place).findings if each.code.name.startswith("JURNAL")]
    assert isinstance(folder(place), Path)


# ------------------------------------------------------------------ the whole work folder is an older one


def _answered(place: Workplace, target: str) -> None:
    """The form that was issued since comes back, as a file or as what somebody sent on."""
    kode = place.master()[0].bagian[0].kode
    came = hand_in(place, kode)
    if target.endswith(".eml"):
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "a@example.go.id", "b@example.go.id", "Formulir RKT"
        letter.set_content("terlampir")
        letter.add_attachment(came.read_bytes(), maintype="application", subtype="octet-stream", filename="x.xlsx")
        came.with_name(target).write_bytes(letter.as_bytes())
    else:
        came.replace(came.with_name(target))


def _whole_folder_back(place: Workplace, after: Callable[[Workplace], object], left: tuple[str, ...]) -> None:
    """Put the whole work folder of before back, and lay beside what somebody still has or what comes back."""
    home, kept = folder(place), folder(place).parent.parent / "cadangan"
    shutil.copytree(home, kept)
    after(place)
    newer = home.parent.parent / "baru"
    shutil.move(home, newer)
    shutil.move(kept, home)
    for name in left:
        source = newer if name == "." else newer / name
        target = {".": home.parent / "2027 rusak", "9-arsip/RKT-2027-murni": home.parent / "RKT-2027-murni"}
        place_of = target.get(name, home / name)
        shutil.copytree(source, place_of) if source.is_dir() else shutil.copy(source, place_of)


def _issued_and_answered(target: str) -> Callable[[Workplace], None]:
    def both(place: Workplace) -> None:
        _issued_again(place)
        _answered(place, target)

    return both


# What happens after the backup was made, what of it is still at hand, and what is said.
OUTSIDE: dict[str, tuple[Callable[[Workplace], object], Callable[[Workplace], object], tuple[str, ...], str]] = {
    "an answer to a newer form": (
        drafted, _issued_and_answered("jawaban.xlsx"), ("3-kembali/jawaban.xlsx",), "menjawab formulir versi 2",
    ),
    "a package beside it": (
        distributed, _received_and_sealed, ("9-arsip/RKT-2027-murni",),
        "paket RKT-2027-murni di samping folder kerja disegel dengan jurnal yang lain atau lebih baru",
    ),
    "the newer folder under another name": (
        drafted, _next_draft, (".",), "jurnal di 2027 rusak bermula dengan entri yang sama dan lebih panjang",
    ),
}  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("case", OUTSIDE)
def test_a_whole_older_folder_put_back_is_told_by_status_and_by_the_next_command(
    at: Stage, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    stage, after, left, told = OUTSIDE[case]
    place = at(stage)
    assert not [each for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"]
    _whole_folder_back(place, after, left)
    found = [each.message for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"]
    assert [told in each for each in found] == [True], found
    monkeypatch.chdir(place.inputs.parent)
    run(["gabung"])
    assert told in " ".join(capfd.readouterr().err.split())
    if left != (".",):  # a journal that went on grows past the one of the other folder
        assert [each for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"]


@pytest.mark.tuntas
@pytest.mark.parametrize("target", ["jawaban.xlsx", "salinan surat.eml"])
def test_an_answer_to_a_form_that_the_journal_never_issued_is_told_wherever_it_lay(at: Stage, target: str) -> None:
    place = at(drafted)
    _whole_folder_back(place, _issued_and_answered(target), (f"3-kembali/{target}",))
    found = gabung(place).findings
    (told,) = [each.message for each in found if each.code.name == "VERSI_LEBIH_BARU"]
    assert "Formulir versi 2 lebih baru daripada versi 1" in told
    assert [each for each in status(place).findings if each.code.name == "JURNAL_LEBIH_TUA"], "also afterwards"


@pytest.mark.tuntas
def test_forms_after_a_whole_older_folder_get_a_version_that_nobody_has_answered(at: Stage) -> None:
    place = at(drafted)
    _whole_folder_back(place, _issued_and_answered("jawaban.xlsx"), ("3-kembali/jawaban.xlsx",))
    assert format(place).versi == 3


@pytest.mark.tuntas
def test_other_years_and_copies_as_old_as_this_one_are_no_reason_to_tell(at: Stage) -> None:
    place = at(received)
    arsip(place)
    home = folder(place)
    shutil.copytree(home, home.parent / "2027 cadangan")
    shutil.copytree(home / "9-arsip/RKT-2027-murni", home.parent / "RKT-2027-murni")
    other = home.parent / "RKT-2026-murni"
    shutil.copytree(home / "9-arsip/RKT-2027-murni", other)
    info = (other / "bag-info.txt").read_text(encoding="utf-8")
    (other / "bag-info.txt").write_text(
        info.replace("RKT 2027", "RKT 2026").replace("Journal-Head: ", "Journal-Head: 9"), encoding="utf-8"
    )
    assert not [each for each in status(place).findings if each.code.name.startswith("JURNAL")]
