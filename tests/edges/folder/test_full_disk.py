"""A disk that is full leaves what was there before, says so, and the same command succeeds once there is room.

The disk is a real small file system where the system lets us make one, else a limit on what a process may write.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, official, officials, open_office, scan
from helpers.paths import ROOT
from helpers.tahapan import distributed, drafted, initialled, received

from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.disk.starters import STARTERS
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file systems and limits of POSIX")
YEAR = Path("output", "2027")
MOST = 64 * 1024 * 1024  # bytes of the small file system


@dataclass(frozen=True)
class SmallDisk:
    """A disk of which only so much is free.

    Attributes:
        home: Where it is.
        real: Whether it is a file system of its own.
    """

    home: Path
    real: bool

    def run(self, command: list[str], free: int | None) -> subprocess.CompletedProcess[str]:
        """A command that may write so many bytes altogether, or into one file where there is no such disk."""
        ballast = self.home.parent / "isi"
        before = None
        if free is not None and self.real:
            seen = os.statvfs(self.home)
            with ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(1, seen.f_bavail * seen.f_frsize - free))
        elif free is not None:
            before = _limited(free)
        line = [sys.executable, "-m", "rkt_excel", *command]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": str(Path(sys.executable).parent)}
        try:
            return subprocess.run(
                line, cwd=self.home, env=env, capture_output=True, encoding="utf-8", check=False, preexec_fn=before
            )
        finally:
            ballast.unlink(missing_ok=True)


def _limited(size: int) -> Callable[[], None]:
    def limit() -> None:
        import resource  # noqa: PLC0415 - POSIX only
        import signal  # noqa: PLC0415

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk with an empty folder on it."""
    mounted = tmp_path / "kecil"
    mounted.mkdir()
    line = ["/usr/bin/mount", "-t", "tmpfs", "-o", f"size={MOST}", "tmpfs", str(mounted)]
    real = False
    with suppress(OSError):
        real = subprocess.run(line, capture_output=True, check=False).returncode == 0
    home = mounted / "kantor"
    home.mkdir()
    yield SmallDisk(home, real)
    if real:
        subprocess.run(["/usr/bin/umount", "-l", str(mounted)], check=True)


def _files(home: Path) -> dict[str, bytes]:
    names = (path for path in home.rglob("*") if path.is_file())
    own = ("rkt.sqlite", "rkt.kunci", "rkt.sqlite-journal")
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in names if path.name not in own}


@pytest.mark.tuntas
@pytest.mark.parametrize("free", [0, 6_000, 30_000, 120_000, 300_000])
@pytest.mark.parametrize("more", [[], ["--kosong"]], ids=" ".join)
def test_a_new_office_on_a_full_disk_holds_whole_files_or_none(small: SmallDisk, free: int, more: list[str]) -> None:
    done = small.run(["mulai", *more], free)
    shipped = {f"{INPUTS}/{each.name}": each.read_bytes() for each in shipped_inputs().iterdir() if each.is_file()}
    if done.returncode != ExitCode.DONE:
        assert done.returncode == ExitCode.OUTPUT, done.stderr
        assert "penuh" in done.stderr or "terlalu besar" in done.stderr
    shipped |= {name: text.encode() for name, text in STARTERS.items()}
    blank = {f"{INPUTS}/renstra.xlsx"} if more else set()
    for name, data in _files(small.home).items():
        assert name in blank or data == shipped[name], f"half made: {name}"
    assert small.run(["mulai", *more], None).returncode == ExitCode.DONE
    made = _files(small.home)
    assert {name: made[name] for name in shipped if name not in blank} == {
        name: data for name, data in shipped.items() if name not in blank
    }


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_on_a_full_disk_is_whole_or_not_there(small: SmallDisk, name: str) -> None:
    assert small.run(["mulai"], None).returncode == ExitCode.DONE
    (small.home / name).unlink()
    done = small.run(["mulai"], 0)
    assert done.returncode in {ExitCode.DONE, ExitCode.OUTPUT}, done.stderr
    made = _files(small.home)
    if done.returncode == ExitCode.OUTPUT:
        assert name not in made
    assert small.run(["mulai"], None).returncode == ExitCode.DONE
    assert _files(small.home)[name] == STARTERS[name].encode()


COMMANDS: tuple[tuple[list[str], Callable[[Workplace], object]], ...] = (
    (["format"], lambda place: place),
    (["kirim"], drafted),
    (["gabung"], drafted),
    (["rapat"], drafted),
    (["draft"], drafted),
    (["periksa"], drafted),
    (["paraf", "--oleh", KASUBAG], drafted),
    (["tandatangan", "--oleh", KEPALA, "--pindaian", "pindaian.pdf"], initialled),
    (["distribusi"], distributed),
    (["arsip"], received),
    (["jejak", "IK.7.1", "--salin", "salinan"], drafted),
)


@pytest.mark.lama
@pytest.mark.parametrize(("command", "stage"), COMMANDS, ids=[each[0][0] for each in COMMANDS])
def test_every_command_on_a_full_disk_leaves_what_was_there_and_succeeds_later(
    small: SmallDisk, tmp_path: Path, command: list[str], stage: Callable[[Workplace], object]
) -> None:
    whole = tmp_path / "utuh"
    place = open_office(
        whole, officials(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA)), day=datetime.now
    )
    stage(place)
    scan(whole / "pindaian.pdf")
    for free in (0, 4_096, 20_000, 60_000, 150_000, 400_000, 1_000_000):
        shutil.rmtree(small.home)
        shutil.copytree(whole, small.home)
        before = _files(small.home)
        done = small.run(command, free)
        assert "Traceback" not in done.stderr
        assert done.returncode in {ExitCode.DONE, ExitCode.LOOK, ExitCode.OUTPUT}, (free, done.stderr)
        if done.returncode == ExitCode.OUTPUT:
            made = _files(small.home)
            assert {name: made.get(name) for name in before} == before, free
            assert not [name for name in made if name.endswith(".sementara")]
        here = Workplace(inputs=small.home / INPUTS, outputs=small.home / "output")
        if (small.home / YEAR / "rkt.sqlite").exists():
            with here.read_register(small.home / YEAR) as register:
                assert check_journal(register).sah
        again = small.run(command, None) if done.returncode == ExitCode.OUTPUT else done
        assert again.returncode in {ExitCode.DONE, ExitCode.LOOK}, (free, again.stderr)
        assert not [name for name in _files(small.home) if "(baru" in name]


@pytest.mark.lama
def test_an_example_that_was_cut_off_by_a_full_disk_is_made_anew(small: SmallDisk) -> None:
    for free in (0, 200_000, 700_000, 2_000_000):
        done = small.run(["contoh"], free)
        assert done.returncode in {ExitCode.DONE, ExitCode.OUTPUT}, (free, done.stderr)
    assert small.run(["contoh"], None).returncode == ExitCode.DONE
