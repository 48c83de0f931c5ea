"""How findings are told: cut, joined, grouped, counted and listed; and which strange characters are named."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from rkt_excel.workbook.characters import cleaned, fit, strange
from rkt_excel.workbook.declaration.declare import Table, as_declared
from rkt_excel.workbook.findings import (
    Finding,
    Severity,
    SheetCode,
    finding,
    heaviest,
    joined,
    sentence,
)  # fmt: skip
from rkt_excel.workbook.reading.around import Declared, foreign, merged, number_ranges, quoted_cells, strays, titles
from rkt_excel.workbook.reading.grouped import by_file, groups, lines
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, column_letters
from rkt_excel.workbook.values.ranges import ranges


def blank(*cells: str, file: str = "a.xlsx", sheet: str = "Isian", hint: str = "ketik angka.") -> Finding:
    """A required cell that is blank."""
    return finding(SheetCode.WAJIB_DIISI, sheet=sheet, cells=cells, file=file, owner="SEK", kolom="Target",
                   petunjuk=hint, key=cells[0] if cells else None)  # fmt: skip


def info(cell: str) -> Finding:
    return finding(SheetCode.ANGKA_DARI_TEKS, sheet="Isian", cells=[cell], found="5", nilai="5", file="a.xlsx")


def warned(cell: str) -> Finding:
    return finding(SheetCode.PERSEN_LEBIH_SERATUS, sheet="Isian", cells=[cell], nilai="120", file="a.xlsx")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([], ""),
        (["L7"], "L7"),
        (["L7", "L8"], "L7, L8"),
        (["L7", "L8", "L9"], "L7–L9"),
        (["L9", "L7", "L8", "L7"], "L7–L9"),
        (["L7", "L9", "L11", "L12", "L13", "L14"], "L7, L9, L11–L14"),
        (["A1", "B1", "C1"], "A1–C1"),
        (["A1", "B2", "C3"], "A1, B2, C3"),
        (["A1", "A2", "B2"], "A1, A2, B2"),
        (["AA1", "B1"], "B1, AA1"),
        (["A10", "A9", "A2"], "A2, A9, A10"),
    ],
)
def test_cells_are_listed_column_by_column(cells: list[str], told: str) -> None:
    assert ranges(cells) == told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([], ""), ([7], "7"), ([7, 8], "7–8"), ([7, 8, 9, 12], "7–9, 12"), (list(range(1, 101, 2)), None)],
)
def test_rows_are_listed_as_ranges_and_fifty_at_most(numbers: list[int], told: str | None) -> None:
    said = number_ranges(numbers, str)
    assert said == (", ".join(map(str, numbers)) if told is None else told)
    more = number_ranges([*numbers, 1_000], str)
    assert more == (f"{said}, …" if told is None else ", ".join(filter(None, (said, "1000"))))


def test_the_same_fault_in_many_cells_is_one_line_with_all_of_them() -> None:
    (group,) = groups([blank("B9"), blank("B7"), blank("B8", "B7")])
    assert group.told() == "Target belum diisi: B7–B9."
    assert group.told(["K.1", "K.2"]) == "Target belum diisi: K.1, K.2."
    assert group.told([]) == "Target belum diisi."
    assert (group.cells, group.keys, group.found) == (("B7", "B8", "B9"), ("B9", "B7", "B8"), (None,))
    assert group.remedy == "Isilah Target: ketik angka."


def test_remedies_that_differ_are_all_told_and_their_beginning_once() -> None:
    (group,) = groups([blank("B7"), blank("B8", hint="pilih dari daftar."), blank("B9")])
    assert group.remedy == "Isilah Target: ketik angka; pilih dari daftar."


def test_groups_are_those_of_one_sheet_and_file_the_heaviest_first() -> None:
    found = [info("A1"), warned("A2"), blank("B7"), blank("B8", sheet="Lain"), blank("B9", file="b.xlsx"), blank("C7")]
    assert [(each.severity, each.cells) for each in groups(found)] == [
        (Severity.GALAT, ("B7", "C7")),
        (Severity.GALAT, ("B8",)),
        (Severity.GALAT, ("B9",)),
        (Severity.PERINGATAN, ("A2",)),
        (Severity.INFO, ("A1",)),
    ]
    assert list(by_file(found)) == [(None, "a.xlsx"), ("SEK", "a.xlsx"), ("SEK", "b.xlsx")]
    assert heaviest(found) is Severity.GALAT
    assert heaviest(found[:2]) is Severity.PERINGATAN
    assert heaviest([]) is None


def test_lines_for_a_screen_count_all_and_name_each_file_once() -> None:
    told = list(lines([blank("B7"), blank("C7"), info("A1"), blank("B9", file="b.xlsx")]))
    assert told == [
        "Temuan: 3 galat, 1 info",
        "  SEK, a.xlsx",
        "    GALAT      Isian – Target belum diisi: B7, C7. Isilah Target: ketik angka.",
        "  a.xlsx",
        "    INFO       Isian – Teks “5” dibaca sebagai 5: A1. Tidak perlu tindakan bila sudah benar.",
        "  SEK, b.xlsx",
        "    GALAT      Isian – Target belum diisi: B9. Isilah Target: ketik angka.",
    ]
    assert list(lines([])) == []


@pytest.mark.parametrize(("count", "hidden"), [(20, ""), (21, "1 temuan lagi"), (25, "5 temuan lagi")])
def test_with_a_page_to_read_twenty_lines_are_shown_and_the_rest_is_counted(count: int, hidden: str) -> None:
    found = [blank("B7", sheet=f"Lembar {number}") for number in range(count)]
    told = list(lines(found, "laporan.html"))
    assert sum(line.startswith("    GALAT") for line in told) == min(count, 20)
    assert told[-1].startswith("  Tidak ditampilkan") is bool(hidden)
    assert hidden in told[-1]
    infos = list(lines([*found, info("A1"), info("A2")], "laporan.html"))
    assert infos[-1].endswith(f"{hidden}{' dan ' if hidden else ''}2 info. Semuanya ada di laporan.html")
    always = list(lines([info("A1")], "laporan.html", [SheetCode.ANGKA_DARI_TEKS]))
    assert len(always) == 3


def test_the_same_fault_is_joined_where_all_else_is_the_same() -> None:
    found = joined([info("A1"), blank("B7"), info("A2"), finding(SheetCode.ANGKA_DARI_TEKS, found="6", nilai="5")])
    assert [(each.severity, each.cells, each.found) for each in found] == [
        (Severity.GALAT, ("B7",), None),
        (Severity.INFO, ("A1", "A2"), "5"),
        (Severity.INFO, (), "6"),
    ]


@pytest.mark.parametrize(("length", "cut"), [(300, False), (301, True)])
def test_a_message_quotes_three_hundred_characters_of_a_cell(length: int, cut: bool) -> None:
    found = finding(SheetCode.BUKAN_ANGKA, found="a" * length, petunjuk="x")
    assert found.message == f"“{'a' * 300}{'…' if cut else ''}” tidak dapat dibaca sebagai angka."
    assert found.found == "a" * length


@pytest.mark.parametrize(("length", "cut"), [(1_000, False), (1_001, True)])
def test_a_message_holds_a_thousand_characters_of_anything_else(length: int, cut: bool) -> None:
    found = finding(SheetCode.RUMUS_DIPAKAI, nilai="a" * length)
    assert found.message.endswith(f" {'a' * 1_000}…." if cut else f" {'a' * 1_000}.")


@pytest.mark.parametrize(
    ("text", "said"),
    [("isi", "Isi."), ("isi.", "Isi."), ("isi..", "Isi."), ("isi?", "Isi?"), (" isi! ", "Isi!"), ("a", "A.")],
)
def test_a_sentence_has_a_capital_and_one_stop(text: str, said: str) -> None:
    assert sentence(text) == said


# ------------------------------------------------------------ what lies around a table


def filled(addresses: Iterable[tuple[int, int]], text: str = "isi") -> Grid:
    return Grid("Isian", cells={place: Cell(*place, CellContent.TEXT, text) for place in addresses})


@pytest.mark.parametrize(
    ("span", "within"),
    [
        ((5, 1, 9, 3), [(6, 2), (6, 3), (8, 2), (8, 3)]),
        ((6, 2, 6, 2), [(6, 2)]),
        ((8, 3, 8, 3), [(8, 3)]),
        ((7, 1, 7, 9), []),
        ((1, 4, 99, 9), []),
        ((6, 3, 8, 3), [(6, 3), (8, 3)]),
    ],
)
def test_declared_cells_within_a_range(span: tuple[int, int, int, int], within: list[tuple[int, int]]) -> None:
    assert Declared([8, 6], [3, 2]).within(span) == within


@pytest.mark.parametrize(("count", "told"), [(50, 50), (51, 51), (60, 51)])
def test_fifty_strays_are_told_one_by_one_and_the_rest_together(count: int, told: int) -> None:
    cells = [Cell(row, 20, CellContent.TEXT, f"isi {row}") for row in range(1, count + 1)]
    found = list(strays("Isian", cells))
    assert len(found) == told
    if count > 50:
        assert str(found[-1].found).startswith(f"{count - 50} sel lain, antara lain T51 “isi 51”")
        assert len(found[-1].cells) == count - 50


def test_fifty_merges_are_told_one_by_one_and_what_the_rest_encloses_is_asked_again() -> None:
    grid = filled([(7, 2), (8, 2)])
    grid.merges = [(7, 2, 8, 2)] * 50
    found, hidden = merged("Isian", grid, Declared([7, 8], [2]).within)
    assert (len(found), hidden) == (50, {(8, 2)})
    grid.merges = [(1, 9, 2, 9)] * 50 + [(6, 3, 7, 4), (8, 1, 9, 1)]
    found, hidden = merged("Isian", grid, Declared([7, 8], [2]).within)
    assert (len(found), hidden) == (1, {(7, 2), (8, 2)})
    assert "A6:D9" in found[0].message


def test_contents_are_quoted_five_at_most_and_cut_at_sixty_characters() -> None:
    cells = [Cell(1, 1, CellContent.TEXT, "a" * 60), Cell(2, 1, CellContent.TEXT, "b" * 61)]
    assert quoted_cells(cells) == f"“{'a' * 60}”, “{'b' * 60}…”"
    assert quoted_cells(cells[:1], addressed=True) == f"A1 “{'a' * 60}”"
    assert quoted_cells([Cell(1, 1, CellContent.TEXT, "a")] * 5) == ", ".join(["“a”"] * 5)
    assert quoted_cells([Cell(1, 1, CellContent.TEXT, "a")] * 6) == ", ".join(["“a”"] * 5) + ", …"


@pytest.mark.parametrize("count", [0, 1, 5, 6])
def test_a_sheet_of_ones_own_is_told_with_its_first_five_cells(count: int) -> None:
    found = list(foreign(filled([(row, 1) for row in range(1, count + 1)])))
    assert len(found) == bool(count)
    if found:
        assert len(found[0].cells) == min(count, 5)
        assert found[0].message.count("“isi”") == min(count, 5)
        assert ("…" in found[0].message) is (count > 5)


@pytest.mark.parametrize(
    ("text", "ours"),
    [("Buku 2027", True), ("Buku", True), ("Isilah.", True), ("Berubah sejak 2026", True), ("Buku 2027 lagi", True),
     ("lain", False), ("", False), ("Buku " + "x" * 995, True), ("Buku " + "x" * 996, False)],
)  # fmt: skip
def test_what_the_form_says_above_its_headings_is_no_stray(text: str, ours: bool) -> None:
    table = Table("Buku", "Buku {tahun}", "Isilah.", legend="Berubah sejak {lalu}")
    assert titles(table, Cell(1, 1, CellContent.TEXT, text)) is ours


# ------------------------------------------------------------ strange characters


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("baik\n\tsekali\u0085", ""),
        ("a\x00b", "karakter kosong"),
        ("a\ufffd", "huruf yang rusak (�)"),
        ("\x01", "karakter kendali (U+0001)"),
        ("\u202e", "pengubah arah tulisan (U+202E)"),
        ("\x01\x01\x00", "karakter kendali (U+0001), karakter kosong"),
        ("\x01\x02\x03\x04\x05", ", ".join(f"karakter kendali (U+000{each})" for each in range(1, 6))),
        ("\x01\x02\x03\x04\x05\x06", ", ".join(f"karakter kendali (U+000{each})" for each in range(1, 6)) + ", …"),
    ],
)
def test_strange_characters_are_named_five_at_most(text: str, told: str) -> None:
    assert strange(text) == told


def test_what_no_file_holds_becomes_a_space_and_what_turns_the_writing_goes() -> None:
    assert fit("a\x00b\x7fc\x85\ud800") == "a b c\x85 "
    assert cleaned("a\u202eb\u2069\x01") == "ab "


def test_columns_are_listed_by_their_letters() -> None:
    assert number_ranges([1, 2, 3, 28], column_letters) == "A–C, AB"


@pytest.mark.parametrize(
    ("declared", "text", "same"),
    [
        ("Jumlah {tahun}", "jumlah 2027", True),
        ("Jumlah {tahun}", "Jumlah", True),
        ("Jumlah {tahun}", "Jumlahkan", False),
        ("Jumlah {tahun} besar", "Jumlah 2027 besar", True),
        ("Jumlah {tahun} besar", "Jumlah besar", True),
        ("Jumlah {tahun} besar", "Jumlah 2027 kecil", False),
        ("Jumlah {tahun} besar", "Jumlah 2027", False),
        ("{tahun} jumlah", "jumlah", True),
        ("{tahun} jumlah {unit}", "2027 jumlah buku", True),
        ("{tahun} jumlah {unit}", "2027 buku", False),
        ("Jumlah (buku)", "Jumlah (buku)", True),
        ("Jumlah (buku)", "Jumlah buku", False),
    ],
)
def test_a_heading_is_known_whatever_stands_in_place_of_its_facts(declared: str, text: str, same: bool) -> None:
    assert as_declared(declared, text) is same
