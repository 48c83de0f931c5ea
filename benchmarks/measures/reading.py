"""Reading returned forms: opened and judged, beside the least that any reader must do and beside other readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from xml.parsers import expat

import openpyxl
import pandas as pd

from measures.paired import Row, Way, in_turn, rows
from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder.folder import sha256
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.workbook.reading.openbook import open_book

FLOOR: Final = "unzip and expat over its sheets, thrown away"
OPENED: Final = "opened by rkt"
JUDGED: Final = "opened and judged by rkt"
_LIMITS: Final = {OPENED: 5.0, JUDGED: 9.0}
_THEN: Final = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - the program works in local time


def measured(forms: list[bytes], master: Master, issue: Issue, rounds: int) -> Iterator[tuple[str, list[Row]]]:
    """The table of each program that saved the forms.

    Args:
        forms: Answered forms as openpyxl saved them.
        master: What they were issued from.
        issue: The issue.
        rounds: How often all of them are read in each way.
    """
    yield f"One of {len(forms)} returned forms, saved by openpyxl", _table(forms, master, issue, rounds)
    if libreoffice.available():
        saved = resaved(forms)
        yield f"One of {len(saved)} returned forms, saved by LibreOffice", _table(saved, master, issue, rounds)


def _table(forms: list[bytes], master: Master, issue: Issue, rounds: int) -> list[Row]:
    ways: dict[str, Callable[[bytes], object]] = {
        FLOOR: _floor,
        "the same with handlers that do nothing": _heard,
        "openpyxl, read-only, all values": lambda data: _values(data, read_only=True),
        "openpyxl, whole": lambda data: _values(data, read_only=False),
        "pandas with openpyxl": lambda data: pd.read_excel(io.BytesIO(data), sheet_name=None, header=None),
        OPENED: open_book,
        JUDGED: lambda data: judge("formulir.xlsx", sha256(data), Times(_THEN), open_book(data), master, issue),
    }
    each: dict[str, Way] = {name: _all(way, forms) for name, way in ways.items()}
    return rows(in_turn(each, rounds), FLOOR, len(forms), _LIMITS)


def _all(way: Callable[[bytes], object], forms: list[bytes]) -> Way:
    def run() -> None:
        for data in forms:
            way(data)

    return run


def _floor(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in _told(package):
            expat.ParserCreate().Parse(package.read(member), True)


def _heard(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in _told(package):
            parser = expat.ParserCreate()
            parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = _nothing
            parser.Parse(package.read(member), True)


def _nothing(*_: object) -> None:
    """Hear an event of the parser."""


def _told(package: zipfile.ZipFile) -> list[str]:
    """The parts that hold what a form says."""
    return [name for name in package.namelist() if "worksheets/sheet" in name or name.endswith("sharedStrings.xml")]


def _values(data: bytes, *, read_only: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=read_only, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def resaved(forms: list[bytes]) -> list[bytes]:
    """The forms as LibreOffice saves them; one start for all."""
    import subprocess  # noqa: PLC0415 - for this alone
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as home:
        names = [f"{number:04}.xlsx" for number in range(len(forms))]
        for name, data in zip(names, forms, strict=True):
            write_whole(Path(home, name), data)
        command = [str(libreoffice.available()), f"-env:UserInstallation={Path(home, 'profil').as_uri()}", "--headless"]
        command += [
            "--convert-to",
            "xlsx",
            "--outdir",
            str(Path(home, "lo")),
            *(str(Path(home, name)) for name in names),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return [file_bytes(Path(home, "lo", name)) for name in names]
