"""Every command, disturbed at its writes one by one: killed, refused, or told that a file stands where it does not.

Afterwards nothing that was there is lost, nothing stands there by half, the journal fits together, and the same command
given again leaves what it would have left undisturbed. A sample of the writes; all of them with RKT_SETIAP_TULISAN=1.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from helpers.arriving import letter
from helpers.desks import Browser
from helpers.disturbed import Command, Ended, Fault, disturbed, kill, refuse
from helpers.kantor import KASUBAG, KEPALA, NOON, SEKRETARIS, hand_in, official, officials, open_office, scan
from helpers.mail_office import at as place_in
from helpers.mail_servers import HOST, PASSWORD, USER, authority, dovecot
from helpers.returning import saved
from helpers.tahapan import distributed, drafted, filled, initialled, merged, received, sealed, typed_in_the_konsep

from rkt_excel.cli import COMMANDS
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import FILE, Register
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import kembalikan, tandatangan
from rkt_excel.steps.rapat import rapat

SEED = int(os.environ.get("RKT_BENIH", "4711"))
EVERY = os.environ.get("RKT_SETIAP_TULISAN") == "1"
SAMPLE = 3
YEAR = "output/2027"
# What tells of the last run only, and what holds the moments of the journal.
BY_THE_RUN = (f"{YEAR}/4-konsep/laporan.html", f"{YEAR}/9-arsip/")
DONE = {ExitCode.DONE, ExitCode.LOOK}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")


def _nothing(_: Workplace) -> None:
    """An office in which nothing was done."""


def _half(place: Workplace) -> None:
    """One of two bagian has answered."""
    format(place)
    hand_in(place, place.master()[0].bagian[0].kode)
    gabung(place)


def _edited(place: Workplace) -> None:
    """A Konsep into which the meeting typed something, and a return that came after it."""
    merged(place)
    rapat(place)
    typed_in_the_konsep(place)
    kode = place.master()[0].indikator[-1].kode
    later = hand_in(place, "PEM", {("Kinerja", kode, "penanggung_jawab"): "Kepala Bidang Pembinaan"})
    saved(later, later.stat().st_mtime + 3_600)  # two returns of one moment would be asked about, once


def _sent_back(place: Workplace) -> None:
    initialled(place)
    kembalikan(place, oleh=KASUBAG, catatan="perbaiki targetnya")


def _signed(place: Workplace) -> None:
    tandatangan(initialled(place), oleh=KEPALA)


def _filled_beside(place: Workplace) -> None:
    """All bagian have answered, but their forms lie where somebody saved them."""
    filled(place)
    (place.folder(place.master()[0]) / "3-kembali").rename(place.inputs.parent / BESIDE)
    (place.folder(place.master()[0]) / "3-kembali").mkdir()


def _dropped_at_the_desk(home: Path) -> int:
    """Drop the answers on a page of the desk, whose own writes these are; what its buttons begin is a command."""
    person = Browser(place_in(home)).come_in()
    answers = [(BytesIO(path.read_bytes()), path.name) for path in sorted((home / BESIDE).iterdir())]
    answer = person.post("/titip", {"berkas": answers}, X_Meja=person.desk.keys.token)
    kept = answer.json["hasil"] if answer.status_code == 200 and answer.json else []
    sys.stdout.write("\n".join(each["kalimat"] for each in kept))
    return int(ExitCode.DONE if kept and all(each["di"] for each in kept) else ExitCode.OUTPUT)


BESIDE = "titipan"
Stage = Callable[[Workplace], object]
AT_WORK: dict[str, tuple[Stage, Command]] = {
    "mulai": (_nothing, ("mulai",)),
    "format": (_nothing, ("format",)),
    "format lagi": (merged, ("format",)),
    "kirim": (merged, ("kirim",)),
    "kirim --ingatkan": (_half, ("kirim", "--ingatkan")),
    "gabung": (filled, ("gabung",)),
    "gabung susulan": (_edited, ("gabung",)),
    "pakai": (merged, ("pakai", f"{YEAR}/3-kembali/kiriman SEK.xlsx", "--oleh", KASUBAG, "--alasan", "lebih lengkap")),
    "rapat": (merged, ("rapat",)),
    "draft": (_edited, ("draft",)),
    "draft kedua": (_sent_back, ("draft",)),
    "periksa": (drafted, ("periksa",)),
    "paraf": (drafted, ("paraf", "--oleh", KASUBAG)),
    "kembalikan": (initialled, ("kembalikan", "--oleh", KASUBAG, "--catatan", "perbaiki targetnya")),
    "tandatangan": (initialled, ("tandatangan", "--oleh", KEPALA, "--pindaian", "pindaian.pdf")),
    "pindaian": (_signed, ("tandatangan", "--oleh", KEPALA, "--pindaian", "pindaian.pdf")),
    "distribusi": (_signed, ("distribusi",)),
    "diterima": (distributed, ("distribusi", "--diterima", "SEK", "--oleh", "Staf")),
    "arsip": (received, ("arsip",)),
    "jejak": (drafted, ("jejak", "IK.7.1", "--salin", "salinan")),
    "ambil": (_filled_beside, ("ambil", "--imap", "{imap}", "--ca", "{ca}")),
    "meja": (_filled_beside, _dropped_at_the_desk),
}  # fmt: skip
ROWS = [pytest.param(name, marks={"ambil": pytest.mark.program("Dovecot")}.get(name, ())) for name in AT_WORK]
ONLY_LOOK: dict[str, tuple[Stage, tuple[str, ...]]] = {
    "status": (drafted, ("status",)),
    "periksa jurnal": (drafted, ("status", "--periksa-jurnal")),
    "templat": (drafted, ("templat",)),
    "templat --periksa": (drafted, ("templat", "--periksa")),
    "jejak": (drafted, ("jejak", "IK.7.1")),
    "arsip --periksa": (sealed, ("arsip", "--periksa", f"{YEAR}/9-arsip/RKT-2027-murni")),
}
ELSEWHERE = {
    "rekap": "tests/steps/test_rekap.py",
    "contoh": "below, and test_full_disk.py",
}


def test_every_command_is_in_the_table() -> None:
    words = [command for _, command in (*AT_WORK.values(), *ONLY_LOOK.values())]
    known = {"meja" if callable(command) else command[0] for command in words}
    assert known | set(ELSEWHERE) == set(COMMANDS)


# ------------------------------------------------------------------ offices


@dataclass(frozen=True)
class Prepared:
    """An office that is due for a command, and what the command makes of it undisturbed; never touched."""

    home: Path
    command: Command
    undisturbed: Ended
    after: dict[str, bytes]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Prepared]]:
    homes: dict[Stage, Path] = {}
    known: dict[str, Prepared] = {}
    servers = ExitStack()

    def office(name: str) -> Prepared:
        stage, command = AT_WORK[name]
        if stage not in homes:
            home = homes[stage] = tmp_path_factory.mktemp("tahap") / "kantor"
            staff = officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA))
            stage(open_office(home, staff))
            scan(home / "pindaian.pdf")
        if name not in known:
            if name == "ambil":
                ca = tmp_path_factory.mktemp("ca")
                command = servers.enter_context(_with_a_mailbox(command, homes[stage] / BESIDE, ca))
            whole = Path(shutil.copytree(homes[stage], tmp_path_factory.mktemp("utuh") / "kantor"))
            ended = disturbed(whole, command)
            assert ended.code in DONE, ended.said
            known[name] = Prepared(homes[stage], command, ended, _files(whole))
        return known[name]

    with servers:
        yield office


@contextmanager
def _with_a_mailbox(command: Command, answers: Path, ca: Path) -> Iterator[Command]:
    """A mailbox in which the answers wait; gives the command that fetches them."""
    trusted = authority(ca)
    assert not callable(command)
    with dovecot(trusted) as mailbox, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RKT_IMAP_USER", USER)
        patch.setenv("RKT_IMAP_PASSWORD", PASSWORD)
        for path in sorted(answers.iterdir()):
            mail = letter((path.name, path.read_bytes()))
            mail["To"], mail["Message-ID"] = USER, f"<{path.stem.replace(' ', '.')}@contoh.go.id>"
            mailbox.deliver(mail.as_bytes(), NOON)
        yield [each.format(imap=f"{HOST}:{mailbox.tls_port}", ca=trusted.ca) for each in command]


def _files(home: Path) -> dict[str, bytes]:
    """What people see of an office; not the journal, which is looked at by itself."""
    paths = (path for path in home.rglob("*") if path.is_file() and not path.name.startswith("rkt."))
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths}


def _sound(home: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Nothing is lost and nothing stands there by half."""
    now = {name: data for name, data in _files(home).items() if not name.endswith(".sementara")}
    now = {name: data for name, data in now.items() if ".sementara/" not in name}
    for name in before.keys() - now.keys():
        assert name not in after, f"lost: {name}"
    for name, data in now.items():
        same = data in {before.get(name), after.get(name)}
        assert same or (name not in before and _whole(name, data)), f"half made: {name}"
    _journal_fits(home)


def _whole(name: str, data: bytes) -> bool:
    """Whether a file that may differ from run to run is whole: what holds a moment, or names of what does."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(BytesIO(data)) as package:
            return package.testzip() is None
    return name.startswith(BY_THE_RUN) and bool(data)


def _journal_fits(home: Path) -> None:
    if (home / YEAR / FILE).is_file():
        with Register(home / YEAR, lambda: NOON, read_only=True) as register:
            checked = check_journal(register)
        assert checked.sah, checked.kalimat


def _again(home: Path, command: Command, after: dict[str, bytes]) -> None:
    """The same command once more, undisturbed: the office is as it would have been, or was so already."""
    ended = disturbed(home, command)
    assert ended.code in {*DONE, ExitCode.NOT_NOW, ExitCode.ARGUMENTS}, ended.said
    now = _files(home)
    assert set(now) == set(after)
    differing = [name for name in after if now[name] != after[name] and not name.startswith(BY_THE_RUN)]
    assert not differing
    _journal_fits(home)


def _points(count: int, name: str) -> Iterator[int]:
    chance = random.Random(f"{SEED} {name}")
    yield from range(1, count + 1) if EVERY else sorted(chance.sample(range(1, count + 1), min(SAMPLE, count)))


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("fault", [kill, refuse])
def test_a_command_that_is_stopped_at_any_write_can_simply_be_given_again(
    prepared: Callable[[str], Prepared], tmp_path: Path, name: str, fault: Fault
) -> None:
    known = prepared(name)
    whole, command, undisturbed, after = known.home, known.command, known.undisturbed, known.after
    before = _files(whole)
    assert undisturbed.writes, "it writes something"
    for at in _points(undisturbed.writes, name):
        home = Path(shutil.copytree(whole, tmp_path / f"kantor {at}"))
        ended = disturbed(home, command, fault, at)
        try:
            assert "Traceback" not in ended.said
            assert ended.code in ({None} if fault is kill else {*DONE, ExitCode.OUTPUT}), ended.said
            _sound(home, before, after)
            _again(home, command, after)
        except BaseException as error:
            error.add_note(f"{name}: {fault.__name__} at write {at} of {undisturbed.writes}: {ended.said[-400:]}")
            raise
        shutil.rmtree(home)


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ROWS)
def test_a_share_that_drops_a_move_is_told_and_nothing_is_taken_for_written(
    prepared: Callable[[str], Prepared], tmp_path: Path, name: str
) -> None:
    known = prepared(name)
    whole, command, undisturbed, after = known.home, known.command, known.undisturbed, known.after
    before = _files(whole)
    for at in _points(undisturbed.moves, name):
        home = Path(shutil.copytree(whole, tmp_path / f"kantor {at}"))
        ended = disturbed(home, command, drop=at)
        if ended.code in DONE:  # the very same content stood there already
            assert {name: data for name, data in _files(home).items() if not name.startswith(BY_THE_RUN)} == {
                name: data for name, data in after.items() if not name.startswith(BY_THE_RUN)
            }, at
        else:
            assert ended.code == ExitCode.OUTPUT, (at, ended.said)
            assert "terputus" in ended.said
        _sound(home, before, after)
        _again(home, command, after)
        shutil.rmtree(home)


@pytest.mark.tuntas
def test_an_example_that_is_killed_at_any_write_is_begun_anew(tmp_path: Path) -> None:
    """Its own writes are those of the beginning; then it goes through the other commands, which have been tried."""
    later = 250
    for at in (*range(1, 7), *sorted(random.Random(SEED).sample(range(7, later), 3))):
        assert disturbed(tmp_path, ("contoh",), kill, at).code is None
    again = disturbed(tmp_path, ("contoh",), kill, later)
    assert again.code is None, again.said  # it came as far as that
    made = {path.name for path in (tmp_path / "output/contoh").rglob("*")}
    assert "contoh.txt" in made
    assert not [name for name in made if name.endswith(".sementara")]


@pytest.mark.parametrize("name", ONLY_LOOK)
def test_a_command_that_only_looks_writes_nothing(
    offices: Callable[[Stage], Path], tmp_path: Path, name: str
) -> None:  # fmt: skip
    stage, command = ONLY_LOOK[name]
    home = Path(shutil.copytree(offices(stage), tmp_path / "kantor"))
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    ended = disturbed(home, command)
    assert ended.code in {*DONE, ExitCode.INPUT}, ended.said
    assert ended.writes == 0, ended.said
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


# ------------------------------------------------------------------ a folder that can only be read


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Lays an office on a file system of its own that can only be read, where the system lets us make one."""
    mounted = tmp_path / "hanya baca"
    mounted.mkdir()
    made = subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "tmpfs", str(mounted)], capture_output=True, check=False)
    if made.returncode and os.geteuid() == 0:
        pytest.skip("root may write anywhere, and here it may mount nothing")

    def lay(home: Path) -> Path:
        office = Path(shutil.copytree(home, mounted / "kantor"))
        _writable(office, mounted, real=made.returncode == 0, writable=False)
        return office

    yield lay
    _writable(mounted / "kantor", mounted, real=made.returncode == 0, writable=True)
    if made.returncode == 0:
        subprocess.run(["/usr/bin/umount", "-l", str(mounted)], check=True)


def _writable(office: Path, mounted: Path, *, real: bool, writable: bool) -> None:
    if real:
        way = "rw" if writable else "ro"
        subprocess.run(["/usr/bin/mount", "-o", f"remount,{way}", str(mounted)], check=True, capture_output=True)
        return
    for path in (office, *office.rglob("*")):
        path.chmod((0o700 if writable else 0o500) if path.is_dir() else (0o600 if writable else 0o400))


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ROWS)
def test_a_folder_that_can_only_be_read_is_told_and_stays_as_it_is(
    prepared: Callable[[str], Prepared],
    read_only: Callable[[Path], Path],
    name: str,
) -> None:
    known = prepared(name)
    home = read_only(known.home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    ended = disturbed(home, known.command)
    assert ended.code == ExitCode.OUTPUT, ended.said
    assert "Traceback" not in ended.said
    assert "baca" in ended.said or "tidak diizinkan" in ended.said or "hak akses" in ended.said
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
