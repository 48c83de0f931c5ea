"""One damaged byte in a file that is read again: a template, a Konsep, a draft, minutes, a form, a document.

A worn stick or a broken copy does that. Every such file is a zip, whose sums tell of the damage; what must not be is a
fault of the program, a value that differs in silence, or a good output that is replaced because of it.
With RKT_SETIAP_BITA=1 every byte of the template is tried instead of a sample.
"""

from __future__ import annotations

import os
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from helpers.contoh_naskah import naskah
from helpers.kantor import KASUBAG, KEPALA
from helpers.paths import INPUTS
from helpers.tahapan import Stage, distributed, drafted, folder, initialled, merged, met

from rkt_excel.cli import run
from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.package.word_text import added_words
from rkt_excel.edges.docx.word import TemplateError
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.paraf import kembalikan
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

SEED = int(os.environ.get("RKT_BENIH", "4711"))
EVERY = os.environ.get("RKT_SETIAP_BITA") == "1"
SAMPLE = 80


def _damaged(data: bytes, place: int, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    spoiled[place] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _places(data: bytes, chance: random.Random) -> Iterator[int]:
    """Where a byte is damaged: in every record of the zip, in the middle of every member, and anywhere."""
    if EVERY:
        yield from range(len(data))
        return
    with zipfile.ZipFile(BytesIO(data)) as package:
        for each in package.infolist():
            yield each.header_offset + chance.randrange(30)
            yield _within(data, each)
    start = data.index(b"PK\x01\x02")
    yield from (chance.randrange(start, len(data)) for _ in range(SAMPLE // 2))
    yield from (chance.randrange(len(data)) for _ in range(SAMPLE // 2))


def _within(data: bytes, member: zipfile.ZipInfo) -> int:
    """The middle of what a member of a zip holds."""
    name, more = struct.unpack_from("<HH", data, member.header_offset + 26)
    return int(member.header_offset + 30 + name + more + member.compress_size // 2)


@pytest.mark.tuntas
@pytest.mark.parametrize("name", ["rkt.docx", "undangan-rapat.docx"])
def test_one_byte_of_a_template_is_told_or_changes_nothing(tmp_path: Path, name: str) -> None:
    values, chance = naskah(2), random.Random(SEED)
    whole, place = (INPUTS / name).read_bytes(), tmp_path / name

    def printed() -> bytes | None:
        try:
            return word.render(place, values, paper="F4")
        except TemplateError:
            return None

    place.write_bytes(whole)
    good = printed()
    told = 0
    for at in _places(whole, chance):
        place.write_bytes(_damaged(whole, at, chance))
        made = printed()
        told += made is None
        assert made in (None, good), at
    assert told > SAMPLE // 2, "nearly every byte counts"


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 99], ids=lambda method: f"method {method}")
def test_a_part_that_is_said_to_be_packed_another_way_is_damage(tmp_path: Path, method: int) -> None:
    """Each way of packing stumbles with an error of its own."""
    whole = (INPUTS / "rkt.docx").read_bytes()
    data = bytearray(whole)
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    local = struct.unpack_from("<I", data, entry + 42)[0]
    struct.pack_into("<H", data, entry + 10, method)
    struct.pack_into("<H", data, local + 8, method)
    (tmp_path / "rkt.docx").write_bytes(bytes(data))
    with pytest.raises(TemplateError, match="utuh"):
        word.render(tmp_path / "rkt.docx", naskah(2), paper="F4")
    assert isinstance(added_words(whole, bytes(data)), str)


# ------------------------------------------------------------------ workbooks and documents of an office


def _sent_back(place: Workplace) -> None:
    met(place)
    draft(place)
    kembalikan(place, oleh=KASUBAG, catatan="perbaiki targetnya")


BOOKS = ("4-konsep/Konsep*.xlsx", "6-draft/draft-1/Draft*.xlsx", "5-rapat/*.xlsx", "1-formulir/*SEK*.xlsx")


@pytest.mark.tuntas
@pytest.mark.parametrize("pattern", BOOKS)
def test_one_byte_of_a_workbook_that_people_edit_gives_no_other_cells(at: Stage, pattern: str) -> None:
    whole, chance = next(folder(at(_sent_back)).glob(pattern)).read_bytes(), random.Random(SEED)
    good = repr(open_book(whole).grids)
    told = 0
    for place in _places(whole, chance):
        try:
            assert repr(open_book(_damaged(whole, place, chance)).grids) == good, place
        except Unreadable:
            told += 1
    assert told > SAMPLE // 2


@pytest.mark.tuntas
def test_one_byte_of_a_document_that_was_edited_stops_no_comparison(at: Stage) -> None:
    whole, chance = next(folder(at(drafted)).glob("6-draft/draft-1/Draft*.docx")).read_bytes(), random.Random(SEED)
    for place in _places(whole, chance):
        assert isinstance(added_words(whole, _damaged(whole, place, chance)), str)


def test_a_member_whose_name_is_damaged_is_no_member_that_is_missing(at: Stage) -> None:
    """Without its styles 85 % would read as 0,85; without its comments nobody would hear what was written there."""
    whole = next(folder(at(merged)).glob("1-formulir/*SEK*.xlsx")).read_bytes()
    directory = whole.index(b"PK\x01\x02")
    for name in (
        b"xl/styles.xml",
        b"xl/comments1.xml",
        b"xl/sharedStrings.xml",
        b"xl/worksheets/_rels/sheet2.xml.rels",
    ):
        place = whole.index(name, directory) + len(name) - 5
        with pytest.raises(Unreadable, match="nama salah satu bagiannya rusak"):
            open_book(whole[:place] + b"X" + whole[place + 1 :])


# Which command reads which file again, and whether it goes on without it.
READ: tuple[tuple[Callable[[Workplace], object], str, tuple[str, ...], set[ExitCode]], ...] = (
    (merged, "input_templates/renstra.xlsx", ("status",), {ExitCode.INPUT}),
    (merged, "input_templates/rkt.docx", ("draft",), {ExitCode.INPUT}),
    (merged, "input_templates/rkt.docx", ("gabung",), {ExitCode.INPUT}),
    (merged, "input_templates/notulen-rapat.docx", ("rapat",), {ExitCode.INPUT}),
    (merged, "output/2027/4-konsep/Konsep RKT 2027.xlsx", ("draft",), {ExitCode.INPUT}),
    (merged, "output/2027/4-konsep/Konsep RKT 2027.xlsx", ("gabung",), {ExitCode.LOOK}),
    (merged, "output/2027/4-konsep/Konsep RKT 2027.docx", ("gabung",), {ExitCode.LOOK}),
    (merged, "output/2027/1-formulir/*SEK*.xlsx", ("kirim",), {ExitCode.LOOK}),
    (merged, "output/2027/3-kembali/kiriman SEK.xlsx", ("gabung",), {ExitCode.LOOK}),
    (_sent_back, "output/2027/6-draft/draft-1/Draft 1 RKT 2027.xlsx", ("draft",), {ExitCode.INPUT}),
    (_sent_back, "output/2027/5-rapat/*.xlsx", ("draft",), {ExitCode.LOOK}),
    (drafted, "output/2027/6-draft/draft-1/Draft 1 RKT 2027.docx", ("paraf", "--oleh", KASUBAG), {ExitCode.NOT_NOW}),
    (drafted, "output/2027/6-draft/draft-1/Draft 1 RKT 2027.xlsx", ("paraf", "--oleh", KASUBAG), {ExitCode.NOT_NOW}),
    (drafted, "input_templates/lembar-disposisi.docx", ("periksa",), {ExitCode.INPUT}),
    (initialled, "output/2027/7-rkt/RKT 2027.docx", ("tandatangan", "--oleh", KEPALA), {ExitCode.NOT_NOW}),
    (distributed, "output/2027/7-rkt/RKT 2027.docx", ("distribusi",), {ExitCode.LOOK}),
    (distributed, "output/2027/7-rkt/RKT 2027.docx", ("arsip", "--tanpa-tanda-terima"), {ExitCode.LOOK}),
    (distributed, "input_templates/daftar-arsip.docx", ("arsip", "--tanpa-tanda-terima"), {ExitCode.INPUT}),
)  # fmt: skip


@pytest.mark.tuntas
@pytest.mark.parametrize("row", READ, ids=[f"{' '.join(each[2][:1])} {each[1]}" for each in READ])
def test_a_command_that_meets_one_damaged_byte_says_so_and_spoils_nothing(
    at: Stage,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    row: tuple[Callable[[Workplace], object], str, tuple[str, ...], set[ExitCode]],
) -> None:
    stage, pattern, command, codes = row
    home = at(stage).inputs.parent
    path = next(home.glob(pattern))
    monkeypatch.chdir(home)
    whole = path.read_bytes()
    with zipfile.ZipFile(BytesIO(whole)) as package:
        largest = max(package.infolist(), key=lambda each: each.compress_size)
    before = {each: each.read_bytes() for each in home.rglob("*") if each.is_file() and each.name[:4] != "rkt."}
    path.write_bytes(_damaged(whole, _within(whole, largest), random.Random(SEED)))
    spoiled = path.read_bytes()
    code = run(list(command))
    said = " ".join(" ".join(capfd.readouterr()).split())
    assert code in codes, said
    assert path.stem in said
    kept = {each: data for each, data in before.items() if each != path}
    if code not in {ExitCode.DONE, ExitCode.LOOK}:
        assert {each: each.read_bytes() for each in kept} == kept, "a refused command changes nothing"
    assert path.read_bytes() == spoiled, "it is left to people, who may save it yet"
    path.write_bytes(whole)
    assert run(list(command)) in {ExitCode.DONE, ExitCode.LOOK, ExitCode.NOT_NOW}
    assert not list(home.rglob("*.log"))
