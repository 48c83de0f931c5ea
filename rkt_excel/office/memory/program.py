"""Which program this is, as a digest that changes when anything of it does."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from pyexpat import EXPAT_VERSION
from typing import Final

import rkt_excel
from rkt_excel.edges.disk.one_way import named_file_bytes

_INSTALLED: Final = (".dist-info", ".egg-info")  # how pip calls what it notes of a package: name and version


@lru_cache(maxsize=1)
def program() -> str:
    """The digest of the program itself: its own files, Python, and all packages; "" where it has no files.

    So every rule counts, whatever it is called: a changed one judges everything anew.
    """
    home = Path(rkt_excel.__file__).parent
    found = sorted(home.rglob("*.py"))
    if not found:
        return ""  # packed away somewhere: then nothing is remembered
    told = hashlib.sha256(f"{sys.version} {EXPAT_VERSION} {sorted(set(_packages()))}".encode("utf-8", "surrogatepass"))
    for path in found:
        told.update(f"\n{path.relative_to(home).as_posix()}\n".encode())
        told.update(hashlib.sha256(named_file_bytes(path)).digest())
    return told.hexdigest()


def _packages() -> Iterator[str]:
    """The packages by name and version, as they lie there: `importlib.metadata` takes longer than all the rest."""
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            yield from (each.name for each in Path(folder or ".").iterdir() if each.suffix in _INSTALLED)
