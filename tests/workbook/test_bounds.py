"""No file that anybody sends takes more than two seconds or 200 MB: the benchmark over files made to hurt."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from helpers.issued_form import own_form
from helpers.paths import ROOT
from helpers.raw_books import (
    SHEET,
    SIMPLE,
    TEXTS,
    Parts,
    compound,
    ods_cell,
    ods_parts,
    packed,
    parts_of,
    relations,
    written,
)

from rkt_excel.model.forms import form
from rkt_excel.model.origin.master import Master
from rkt_excel.workbook.containers import limits
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

BENCHMARKS = ROOT / "benchmarks"

STYLES = "xl/styles.xml"

Results = dict[str, dict[str, object]]


def benchmark(folder: Path, *options: str) -> tuple[int, Results, str]:
    """The exit code of the benchmark over a folder, its results by file, and what it printed."""
    out = folder.parent / "hasil.json"
    command = [sys.executable, str(BENCHMARKS / "corpus.py"), str(folder), "--json", str(out), *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=900, check=False, env=environment)
    files: Results = json.loads(out.read_text(encoding="utf-8"))["files"] if out.exists() else {}
    return done.returncode, files, done.stdout + done.stderr


def many(count: int, text: str) -> str:
    """A text once for each number from 1, put in place of an asterisk."""
    return "".join(text.replace("*", str(number)) for number in range(1, count + 1))


def many_merges(count: int) -> bytes:
    merges = many(count, '<mergeCell ref="A*:C*"/>')
    sheet = f"<worksheet><sheetData>{SIMPLE}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    return packed(parts_of(SIMPLE) | {SHEET: sheet})


def many_comments(count: int) -> bytes:
    said = many(count, '<comment ref="A*" authorId="0"><text><t>catatan *</t></text></comment>')
    parts: Parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(comments="../comments1.xml"),
        "xl/comments1.xml": f"<comments><commentList>{said}</commentList></comments>",
    }
    return packed(parts_of(SIMPLE) | parts)


def ods_repeats(rows: int, columns: int) -> bytes:
    cell = ods_cell("<text:p>x</text:p>", office_value_type="string", table_number_columns_repeated=str(columns))
    return packed(ods_parts(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'))


def cells(rows: int) -> str:
    return many(rows, '<row r="*">' + "".join(f'<c r="{column}*"><v>*.5</v></c>' for column in "ABCDEFGHIJ") + "</row>")


def pasted(master: Master, sheet: str, text: str, *, rows: int, first: int, last: int) -> bytes:
    """Our own form with a great block of texts in it."""
    book = openpyxl.load_workbook(io.BytesIO(own_form(master)))
    for row in range(1, rows + 1):
        for column in range(first, last + 1):
            book[sheet].cell(row + (first < 20) * 5, column).value = f"{text} {row}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.tuntas
def test_files_made_to_hurt_stay_within_the_bounds(tmp_path: Path) -> None:
    hostile = {
        "bomb.xlsx": (packed(parts_of("") | {TEXTS: b"<sst><si><t>" + b" " * 130_000_000}), "TERLALU_BESAR"),
        "texts.xlsx": (packed(parts_of("", texts="<si><t>a</t></si>" * 1_000_000)), "TERLALU_BESAR"),
        "hidden.xlsx": (packed(parts_of(SIMPLE + many(500_000, '<row r="*" hidden="1"/>'))), "BUKAN_FORMULIR_INI"),
        "merges.xlsx": (many_merges(42_000), "BUKAN_FORMULIR_INI"),
        "more merges.xlsx": (many_merges(310_000), "TERLALU_BESAR"),
        "comments.xlsx": (many_comments(20_000), "BUKAN_FORMULIR_INI"),
        "deep.xlsx": (packed(parts_of("") | {SHEET: b"<a>" * 1_000_000}), "TERLALU_BESAR"),
        "members.xlsx": (packed(parts_of(SIMPLE) | {f"m/{each}": "" for each in range(9_900)}), "BUKAN_FORMULIR_INI"),
        "repeats.ods": (ods_repeats(1_048_576, 16_384), "TERLALU_BESAR"),
        "tables.ods": (packed(ods_parts("", after='<table:table table:name="x"/>' * 100_000)), "TERLALU_BESAR"),
        "claims.xls": (compound("Workbook", "Book")[:2000], "RUSAK"),
    }
    folder = tmp_path / "berkas"
    folder.mkdir()
    for name, (data, _) in hostile.items():
        (folder / name).write_bytes(data)
    code, results, said = benchmark(folder)
    assert {name: each["code"] for name, each in results.items()} == {name: code for name, (_, code) in hostile.items()}
    assert code == 0, said


def test_a_large_honest_workbook_is_read_however_slow_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    computing = time.thread_time
    monkeypatch.setattr(limits, "thread_time", lambda: 8 * computing())
    opened = open_book(packed(parts_of(cells(8_000))))
    assert len(opened.grids[0].cells) == 80_000


def ruled(rules: int, span: str, rows: int) -> bytes:
    """Cells with as many conditional formats, each on a span in which an asterisk stands for its number."""
    said = many(
        rules,
        f'<conditionalFormatting sqref="{span}"><cfRule type="cellIs" dxfId="0" priority="*" operator="equal">'
        "<formula>1</formula></cfRule></conditionalFormatting>",
    )
    dxfs = '<dxfs><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'
    parts = parts_of(cells(rows))
    styles = {STYLES: str(parts[STYLES]).replace("</styleSheet>", f"{dxfs}</styleSheet>")}
    sheet = str(parts[SHEET]).replace("</sheetData>", f"</sheetData>{said}")
    return packed(parts | styles | {SHEET: sheet})


@pytest.mark.tuntas
def test_rules_against_cells_are_counted_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "thread_time", lambda: 0.0)
    assert open_book(ruled(1_500, "A*:J*", 1_500)).grids  # as pasting leaves them: many rules, each on a little
    with pytest.raises(Unreadable, match="terlalu banyak aturan"):
        open_book(ruled(100, "A1:Z999*", 3_000))


def test_what_one_archive_holds_is_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = limits.Budget(files=2)
    one = packed(parts_of(cells(100)))
    monkeypatch.setattr(limits, "CELLS", 1_200)
    open_book(one, whole), open_book(one, whole)
    with pytest.raises(Unreadable, match=r"lebih dari 2\.400 sel"):
        open_book(one, whole)


@pytest.mark.lama
def test_the_largest_files_stay_within_the_bounds(tmp_path: Path, master: Master) -> None:
    noise = os.urandom(18_000_000)
    blank = many(1_048_575, '<row r="*"><c r="A*" s="1"/><c r="B*" s="1"/><c r="C*" s="1"/></row>')
    wide = ("<si><t>" + "\N{GRINNING FACE}" * 30_000 + "</t></si>") * 700
    names = many(800_000, '<definedName name="N*">"x"</definedName>')
    large = {
        "blanks.xlsx": packed(parts_of(blank)),
        "20 MB.xlsx": packed(parts_of(cells(9_000)) | {"xl/media/image1.png": noise}),
        "200.000 cells.xlsx": packed(parts_of(cells(19_900))),
        "wide.xlsx": packed(parts_of("", texts=wide)),
        "merges.xlsx": many_merges(1_000_000),
        "comments.xlsx": many_comments(500_000),
        "names.xlsx": packed(parts_of(SIMPLE, book=f"<definedNames>{names}</definedNames>")),
        "repeats.ods": ods_repeats(399, 500),
        "proposals.xlsx": pasted(master, form.USULAN, "usul", rows=15_000, first=1, last=7),
        "beside.xlsx": pasted(master, form.KINERJA, "lihat", rows=2_500, first=30, last=80),
        "headings.xlsx": pasted(master, form.KINERJA, "Target", rows=40, first=20, last=1_500),
    }
    folder = tmp_path / "berkas"
    folder.mkdir()
    for name, data in large.items():
        (folder / name).write_bytes(data)
    code, results, said = benchmark(folder)
    assert len(results) == len(large)
    assert code == 0, said


@pytest.mark.tuntas
def test_the_benchmark_gives_forms_strangers_and_no_spreadsheets_their_verdict(tmp_path: Path, master: Master) -> None:
    folder = tmp_path / "berkas" / "dalam sekali"
    folder.mkdir(parents=True)
    (folder / "kosong").write_bytes(b"")
    (folder / "lain.bin").write_bytes(written(lambda _, sheet: sheet.write("B2", "lain")))
    (folder / "formulir (1).ods").write_bytes(own_form(master))
    code, results, said = benchmark(tmp_path / "berkas")
    told = {Path(name).name: (each["verdict"], each["code"]) for name, each in results.items()}
    assert told == {
        "kosong": ("ditolak", "KOSONG"),
        "lain.bin": ("ditolak", "BUKAN_FORMULIR_INI"),
        "formulir (1).ods": ("perlu-perbaikan", "WAJIB_DIISI"),
    }
    assert "3 files" in said
    assert code == 0, said


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("work", "verdict"),
    [("time.sleep, 1.0, 60", "hang"), ("os._exit, 60.0, 7", "death"), ("int, 60.0, 'x'", "traceback")],
)
def test_a_file_that_hangs_kills_or_raises_is_reported(work: str, verdict: str) -> None:
    program = f"import corpus, os, time\nif __name__ == '__main__': print(corpus.supervised({work}).verdict)"
    assert said_by(program) == verdict


@pytest.mark.tuntas
def test_what_leaves_the_bounds_fails() -> None:
    program = "import corpus as c; print([c.outside(e, s) for e, s in ((c.Examined('x', seconds=2.5), 9), "
    program += "(c.Examined('x', peak=201.0), 9), (c.Examined('x', seconds=1.9, peak=199.0), 9), "
    program += "(c.Examined('x', seconds=9.0), 30_000_000))])"
    assert said_by(program) == "['2.50 s', '201 MB', '', '']"


@pytest.mark.tuntas
def test_a_file_that_was_slow_once_is_judged_by_its_quickest_try_and_one_that_is_slow_always_fails() -> None:
    program = "import corpus as c; once = iter([3.0, 2.5, 1.8, 1.7]); seen = lambda s: c.Examined('x', seconds=s); "
    program += "print([c.outside(c.steadied(lambda: seen(next(each)), 9), 9) for each in (once, iter([2.5] * 9))])"
    assert said_by(program) == "['', '2.50 s']"


def said_by(program: str) -> str:
    """What a line of Python prints that has the benchmark at hand."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(BENCHMARKS)))}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True, env=environment)
    return done.stdout.strip()
