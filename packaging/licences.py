"""Write docs/licences.md, every package of constraints.txt with its licence and size: `python packaging/licences.py`.

Licence and size are those of the wheel for 64-bit Windows, or of the one for every machine.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from wheels import Target, fetch

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs/licences.md"
_TARGET: Final = Target("3.11", "win_amd64")
_MEGABYTE: Final = 1_000_000
_SPDX: Final = {  # what old packages say in their own words
    "mit": "MIT",
    "mit license": "MIT",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "apache software license": "Apache-2.0",
    "zope public license": "ZPL-2.1",
    "public domain": "CC0-1.0",
    "dual license": "Apache-2.0 OR BSD-3-Clause",  # python-dateutil
    "python software foundation license": "PSF-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
_IN_ITS_FILE: Final = {"imapclient": "BSD-3-Clause"}  # its metadata name none; its COPYING was read
_HEAD: Final = (
    "# Licences and sizes\n\n"
    "Every package of [constraints.txt](../constraints.txt), by what it is for; written by `python\n"
    "packaging/licences.py` from the wheels themselves (Python 3.11, 64-bit Windows where there is one of its own).\n"
    "`program` is what an office installs. RKT itself is MIT.\n\n"
    "| package | version | licence | for | wheel, MB | unpacked, MB |\n|---|---|---|---|---:|---:|\n"
)


@dataclass(frozen=True)
class Package:
    """One package as its wheel says it.

    Attributes:
        packed: Bytes of the wheel.
        unpacked: Bytes of what it holds.
        needs: The names of what it needs, without what only its extras do.
    """

    name: str
    version: str
    licence: str
    packed: int
    unpacked: int
    needs: frozenset[str]


def read_wheel(path: Path) -> Package:
    """What a wheel says of itself."""
    with zipfile.ZipFile(path) as wheel:
        (metadata,) = (each for each in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
        told = message_from_string(wheel.read(metadata).decode("utf-8"))
        size = sum(each.file_size for each in wheel.infolist())
    needs = (Requirement(each) for each in told.get_all("Requires-Dist", []))
    wanted = frozenset(canonicalize_name(each.name) for each in needs if "extra" not in str(each.marker or ""))
    return Package(told["Name"], told["Version"], licence_of(told), path.stat().st_size, size, wanted)


def licence_of(told: Message) -> str:
    """The licence by its SPDX identifier, as the metadata of a package tells it in one of three ways.

    Raises:
        SystemExit: It tells none that is known.
    """
    if told["License-Expression"]:
        return str(told["License-Expression"])
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if each.startswith("License :: ")
    ]
    said = [told["License"] or "", *classified]
    for each in said:
        if known := _SPDX.get(each.strip().casefold()):
            return known
        if re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9.]+)+", each):
            return each
    if known := _IN_ITS_FILE.get(canonicalize_name(told["Name"])):
        return known
    raise SystemExit(f"{told['Name']}: which licence is {said}?")


def uses(packages: Mapping[str, Package]) -> dict[str, str]:
    """What each package is for, by its name: the program, an extra of it, the tests, or the checks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    groups = {
        "program": project["dependencies"],
        **{each: extras[each] for each in ("keyring", "parquet", "test", "dev")},
    }
    found: dict[str, str] = {}
    for group, asked in groups.items():
        names = {canonicalize_name(Requirement(each).name) for each in asked}
        for each in _closure(names, packages):
            found.setdefault(each, group)
    return found


def _closure(names: Iterable[str], packages: Mapping[str, Package]) -> Iterator[str]:
    """These and all that they need, as far as constraints.txt has them."""
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in packages and name not in seen:
            seen.add(name)
            waiting += packages[name].needs
            yield name


def page(packages: Mapping[str, Package]) -> str:
    """The whole page."""
    purpose = uses(packages)
    order = ["program", "keyring", "parquet", "test", "dev"]
    rows = sorted(packages.items(), key=lambda each: (order.index(purpose[each[0]]), each[0]))
    cells = (
        (each.name, each.version, each.licence, purpose[name], _mb(each.packed), _mb(each.unpacked))
        for name, each in rows
    )
    lines = [f"| {' | '.join(row)} |" for row in cells]
    own = [each for name, each in packages.items() if purpose[name] == "program"]
    total = (
        f"{_mb(sum(each.packed for each in own))} MB of wheels, {_mb(sum(each.unpacked for each in own))} MB unpacked"
    )
    return _HEAD + "\n".join(lines) + f"\n\nWhat an office installs: {len(own)} packages, {total}.\n"


def _mb(size: int) -> str:
    return f"{size / _MEGABYTE:.2f}"


def main() -> None:
    """Fetch every package and write the page."""
    pins = [each for each in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in each]
    pins = [each for each in pins if not each.startswith("#")]
    with tempfile.TemporaryDirectory() as shelf:
        missing = fetch(pins, _TARGET, Path(shelf))
        if missing:
            raise SystemExit(f"no wheel: {' '.join(missing)}")
        read = [read_wheel(each) for each in sorted(Path(shelf).glob("*.whl"))]
    PAGE.write_text(page({canonicalize_name(each.name): each for each in read}), encoding="utf-8", newline="\n")
    print(f"{len(read)} packages: {PAGE}")


if __name__ == "__main__":
    main()
