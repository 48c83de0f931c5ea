"""Build the kit for Windows, `rkt-windows-<version>.zip`: `python packaging/windows.py`.

The kit holds the program, every package that it needs on 64-bit Windows with each Python of `PYTHONS`, in versions of
constraints.txt, and what installs and removes them without administrator and without internet. It is put into dist/.
With --here it is a folder with the packages of the machine and Python that run this, to try an installation from.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from papers import print_papers
from wheels import HERE, Target, gather

PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
ROOT: Final = Path(__file__).resolve().parents[1]
_TEXTS: Final = Path(__file__).with_name("kit")
_FOLDER: Final = "RKT untuk Windows"  # in the zip: one folder, however it is unpacked
_SHELF: Final = "paket"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: equal content gives equal bytes


def build(folder: Path, targets: Iterable[Target]) -> str:
    """Put the kit into an empty folder.

    Args:
        folder: Where its files are put.
        targets: For which Pythons.

    Returns:
        The version of the program in it.

    Raises:
        SystemExit: The program or a package cannot be had, or no browser prints; the sentence says which.
    """
    shelf = folder / _SHELF
    shelf.mkdir(parents=True)
    own = _own_wheel(shelf)
    name, version = own.name.split("-")[:2]
    refused: dict[str, tuple[str, ...]] = {}
    taken: list[str] = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as several:
        gathered = several.map(lambda each: gather(ROOT, each, Path(scratch) / each.python), targets)
        for each in gathered:
            if each.missing:
                refused[each.python] = each.missing
                continue
            taken.append(each.python)
            lines = {f"{name}[keyring]=={version}": own, **each.wheels}
            _text(shelf / f"{each.python}.txt", "".join(_line(*line) for line in lines.items()))
            for wheel in each.wheels.values():
                shutil.copy(wheel, shelf)
    if not taken:
        raise SystemExit(f"No Python can be served: {refused}")
    put_texts(folder, version, taken, refused)
    print_papers(folder)
    sums = [f"{_sha256(each)}  {each.relative_to(folder)}".replace("/", "\\") for each in _files(folder)]
    _text(folder / "SIDIK SHA-256.txt", "\n".join(sums) + "\n")
    return version


def _own_wheel(shelf: Path) -> Path:
    """The wheel of the program itself, built from this tree."""
    line = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(shelf), str(ROOT)]
    subprocess.run(line, check=True)
    (wheel,) = shelf.glob("rkt_excel-*.whl")
    return wheel


def _line(requirement: str, wheel: Path) -> str:
    """A requirement as pip reads it from a file; it takes nothing but this wheel for it."""
    return f"{requirement} --hash=sha256:{_sha256(wheel)}\n"


def _refusal(python: str, missing: Iterable[str]) -> str:
    return f"Python {python} belum dapat dipakai: {', '.join(missing)} belum tersedia untuknya di Windows.\n"


def put_texts(folder: Path, version: str, taken: Sequence[str], refused: Mapping[str, Sequence[str]]) -> None:
    """Put what a person reads and double-clicks into a kit whose packages are there.

    Args:
        folder: The kit.
        version: Of the program.
        taken: The Pythons that it serves, such as "3.12".
        refused: Those that it does not, each with what is missing for it, as lines `name==version`.
    """
    newest = sorted([*taken, *refused], key=lambda each: int(each.split(".")[1]), reverse=True)
    *others, last = taken
    words = {
        "VERSI": version,
        "PYTHON": " ".join(newest),
        "PYTHON_KATA": f"{', '.join(others)}, atau {last}" if others else last,
        "JUMLAH": str(len(list((folder / _SHELF).glob("*.whl")))),
        "PENOLAKAN": "".join("\n" + _refusal(python, missing) for python, missing in refused.items()),
    }
    for python, missing in refused.items():
        _text(folder / _SHELF / f"{python} tidak dapat.txt", _refusal(python, missing))
    for path in sorted(_TEXTS.rglob("*.*")):
        _text(folder / path.relative_to(_TEXTS), _filled(path.read_text(encoding="ascii"), words))


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


def _text(path: Path, text: str) -> None:
    """Write a text as Windows reads it everywhere: plain ASCII, lines ended by CR and LF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.replace("\n", "\r\n").encode("ascii"))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file())


def pack(folder: Path, archive: Path) -> None:
    """Pack a kit; wheels, which are packed already, as they are."""
    with zipfile.ZipFile(archive, "w") as packed:
        for each in _files(folder):
            member = zipfile.ZipInfo(f"{_FOLDER}/{each.relative_to(folder).as_posix()}", _MOMENT)
            member.external_attr = 0o100644 << 16
            member.compress_type = zipfile.ZIP_STORED if each.suffix == ".whl" else zipfile.ZIP_DEFLATED
            packed.writestr(member, each.read_bytes())


def main() -> None:
    """Build the kit and say where it is."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--to", type=Path, default=ROOT / "dist", metavar="FOLDER", help="where the kit is put (dist)")
    asked.add_argument("--here", action="store_true", help="for this machine and Python instead, as a folder")
    options = asked.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    if options.here:
        build(options.to / _FOLDER, [HERE])
        print(options.to / _FOLDER)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / _FOLDER
        version = build(folder, [Target(each, "win_amd64") for each in PYTHONS])
        archive = options.to / f"rkt-windows-{version}.zip"
        pack(folder, archive)
    print(archive)


if __name__ == "__main__":
    main()
