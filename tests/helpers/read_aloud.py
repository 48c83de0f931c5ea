"""A page for users done as it is written: its commands run, its tables typed into workbooks, from above to below.

What people do between the commands stands in the page as comments, which no reader sees. Before a table:

    <!-- ketik: FILE | SHEET -->    typed into the line of its first column, else into the first empty line
    <!-- tambah: FILE | SHEET -->   typed into empty lines
    <!-- isi: BAGIAN -->            typed into the newest form of a bagian, which is put into 3-kembali
    <!-- perbaiki: BAGIAN -->       the same with its perbaikan form
    <!-- lihat: FILE | SHEET -->    stands there by now

and alone: `hari: DAY` (the clock), `kembali: BAGIAN` (its form comes back as it went out), `pindai: FILE` (a scan is
put there), `salin: FROM => TO`, `folder: FOLDER` (where commands are typed, seen from the office).
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.kantor import scan

_ACT: Final = re.compile(r"<!-- (\w+): (.+) -->")
_FENCE: Final = "```"
_NAMES, _HEADINGS, _FIRST = 4, 5, 6  # rows of a table: the fields, what people read, the first line


@dataclass(frozen=True)
class Act:
    """One thing to do.

    Attributes:
        word: What; "rkt" is a command.
        said: About which file, bagian, day; the command itself.
        rows: The table that follows, its heading first.
    """

    word: str
    said: str
    rows: tuple[tuple[str, ...], ...] = ()


def acts(page: str) -> Iterator[Act]:
    """What a page says is to be done, in its order."""
    lines = iter(page.splitlines())
    for line in lines:
        if line == _FENCE:
            for typed in iter(lambda: next(lines), _FENCE):
                yield Act("rkt", typed)
        elif told := _ACT.fullmatch(line):
            yield Act(told[1], told[2], tuple(_table(lines)) if told[1] in _TABLED else ())


def _table(lines: Iterator[str]) -> Iterator[tuple[str, ...]]:
    for line in iter(lambda: next(lines), ""):
        cells = tuple(each.strip() for each in line.strip("|").split("|"))
        if not set("".join(cells)) <= {"-"}:
            yield cells


_TABLED: Final = frozenset({"ketik", "tambah", "isi", "perbaiki", "lihat"})


@dataclass
class Reader:
    """Somebody who has the page and an empty folder.

    Attributes:
        home: The folder of the office.
        run: Types a command in a folder; the office's clock is the second argument.
        now: What the clock shows.
        here: Where commands are typed.
        seen: Every path that was there after one of the acts, from the office's folder, with "/".
    """

    home: Path
    run: Callable[[list[str], datetime, Path], None]
    now: datetime = datetime(2026, 11, 16, 9, 0)  # noqa: DTZ001 - the program works in local time
    here: Path = Path()
    seen: set[str] = field(default_factory=set)

    def do(self, act: Act) -> None:
        """Do it."""
        self.here = self.here or self.home
        getattr(self, f"_{act.word}")(act)
        self.seen |= {each.relative_to(self.home).as_posix() for each in self.home.rglob("*")}

    def _rkt(self, act: Act) -> None:
        self.run(shlex.split(act.said)[1:], self.now, self.home / self.here)

    def _hari(self, act: Act) -> None:
        self.now = datetime.strptime(act.said, "%d/%m/%Y").replace(hour=9)  # noqa: DTZ007 - local time

    def _folder(self, act: Act) -> None:
        self.here = Path(act.said)
        (self.home / self.here).mkdir(exist_ok=True)

    def _salin(self, act: Act) -> None:
        source, target = act.said.split(" => ")
        shutil.copytree(self.home / source, self.home / target)

    def _pindai(self, act: Act) -> None:
        scan(self.home / act.said)

    def _ketik(self, act: Act) -> None:
        file, sheet = act.said.split(" | ")
        type_table(self.home / file, sheet, act.rows)

    def _tambah(self, act: Act) -> None:
        file, sheet = act.said.split(" | ")
        type_table(self.home / file, sheet, act.rows, always_new=True)

    def _lihat(self, act: Act) -> None:
        file, sheet = act.said.split(" | ")
        page = load_workbook(self.home / file)[sheet]
        for row, wanted in _lines(page, act.rows):
            shown = {each: _shown(page.cell(row, each).value) for each in wanted}
            assert shown == {each: text or None for each, text in wanted.items()}, (file, row)

    def _isi(self, act: Act) -> None:
        self._hand_in(act, "1-formulir/*.xlsx")

    _kembali = _isi

    def _perbaiki(self, act: Act) -> None:
        self._hand_in(act, "4-konsep/perbaikan/*.xlsx")

    def _hand_in(self, act: Act, where: str) -> None:
        work = max((self.home / "output").iterdir(), key=lambda each: (each / "rkt.sqlite").stat().st_mtime_ns)
        (form,) = (each for each in work.glob(where) if f" {act.said} " in each.name)
        came = work / "3-kembali" / f"kiriman {act.said}{' 2' * ('perbaikan' in where)}.xlsx"
        shutil.copyfile(form, came)
        if act.rows:
            type_table(came, "Kinerja", act.rows)


def type_table(path: Path, sheet: str, rows: tuple[tuple[str, ...], ...], *, always_new: bool = False) -> None:
    """Type a table of the page into a sheet, as a person with a spreadsheet program would."""
    book = load_workbook(path)
    page = book[sheet]
    for row, wanted in _lines(page, rows, always_new=always_new):
        for column, text in wanted.items():
            if text:
                cell = page.cell(row, column)
                cell.value = text if cell.number_format == "@" else _typed(text)
    book.save(path)


def _lines(
    page: Worksheet, rows: tuple[tuple[str, ...], ...], *, always_new: bool = False
) -> Iterator[tuple[int, dict[int, str]]]:
    """For each line of the table the row of the sheet, and its texts by column."""
    heading, *lines = rows
    if not str(page.cell(_NAMES, 2).value).startswith("kolom:"):  # a card: what is asked for stands beside the cell
        labels = {_plain(page.cell(row, 2).value): row for row in range(_NAMES, page.max_row + 1)}
        for label, text in lines:
            yield labels[label], {3: text}
        return
    columns = {_plain(each.value): each.column for each in page[_HEADINGS] if each.value}
    first = columns[heading[0]]
    for line in lines:
        rows_there = range(_FIRST, page.max_row + 2)
        found = () if always_new else (row for row in rows_there if page.cell(row, first).value == line[0])
        row = next(iter(found), None) or next(row for row in rows_there if page.cell(row, first).value is None)
        yield row, {columns[name]: text for name, text in zip(heading, line, strict=True)}


def _plain(heading: object) -> str:
    return re.sub(r"\s*\*$", "", str(heading).replace("\xa0", " ")).replace("\n", " ")


def _typed(text: str) -> int | float | datetime | str:
    """What Excel with Indonesian settings makes of what is typed into an ordinary cell."""
    if re.fullmatch(r"\d+(,\d+)?", text):
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() else number
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007 - a day
    return text


def _shown(value: object) -> str | None:
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)
