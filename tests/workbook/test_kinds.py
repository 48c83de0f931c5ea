"""Every kind of value: what a cell may hold, what comes of it, and what is told."""

import calendar
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.model.vocabulary.nip import NipKind, faults, printed_nip
from rkt_excel.model.vocabulary.terms import KODE_PROGRAM, NILAI_INDIKATOR
from rkt_excel.workbook.declaration.declare import Column
from rkt_excel.workbook.findings import FindingCode
from rkt_excel.workbook.kinds import (
    AnyValue,
    ByRow,
    Choice,
    Choices,
    Code,
    Day,
    Email,
    Kind,
    Money,
    Number,
    Percent,
    Score,
    Text,
    Value,
)
from rkt_excel.workbook.values.cells import Cell, CellContent, CellValue
from rkt_excel.workbook.values.days import MONTHS, month_named, read_day
from rkt_excel.workbook.values.numbers import Doubt
from rkt_excel.workbook.writing.signs import acceptable

LISTS = {
    "satuan": Choices(("Persen", "Dokumen", "Orang"), {"%": "Persen", "p": "Persen", "dok.": "Dokumen"}),
    "bagian": Choices(("SEK", "PEM", "PLY")),
}


def cell(value: CellValue | float, *, percent: bool = False) -> Cell:
    """A cell that holds a value."""
    match value:
        case bool():
            return Cell(1, 1, CellContent.BOOL, value)
        case float() | int() | Decimal():
            return Cell(1, 1, CellContent.NUMBER, Decimal(str(value)), percent=percent)
        case date():
            return Cell(1, 1, CellContent.DATE, value)
        case None:
            return Cell(1, 1)
        case _:
            return Cell(1, 1, CellContent.TEXT, value)


def outcome(kind: Kind, held: Cell, choices: Mapping[str, Choices] = LISTS) -> tuple[Value | FindingCode, list[str]]:
    """The value or the code that asks it back, and the codes of what is told."""
    notes: list[str] = []

    def note(code: FindingCode, **_: object) -> None:
        notes.append(code.name)

    try:
        return kind.read(held, note, choices), notes
    except Doubt as doubt:
        return doubt.code, notes


def number(text: str) -> Decimal:
    """Short for the tables."""
    return Decimal(text)


UP_TO_TEN = Number(least=Decimal(1), most=Decimal(10))
ANY_SIGN = Number(least=None)
WHOLE = Number(whole=True)
SHORT = Text(longest=5)
UNIT = Choice(source="satuan")
SECTIONS = Choice(source="bagian", many=True)
GRADE = Choice(options=("AA", "A", "BB", "B"))
POSTCODE = Code(pattern=r"\d{5}", example="71662")

# The kind, what the cell holds, the value or the code that asks it back, what is told.
READ: list[tuple[Kind, CellValue | float, Value | str, list[str]]] = [
    (Number(), 85.5, number("85.5"), []),
    (Number(), 0, number("0"), []),
    (Number(), "12 dokumen", number("12"), ["ANGKA_DARI_TEKS"]),
    (Number(), "1.250", number("1250"), ["ANGKA_DARI_TEKS"]),
    (Number(), "1,250", number("1.25"), ["KOMA_DIBACA_DESIMAL"]),
    (Number(), "7.5", number("7.5"), ["TITIK_DIBACA_DESIMAL"]),
    (Number(), "-", "ISIAN_SEMU", []),
    (Number(), "n/a", "ISIAN_SEMU", []),
    (Number(), "xxx", "ISIAN_SEMU", []),
    (Number(), "banyak", "BUKAN_ANGKA", []),
    (Number(), "85 %", "ANGKA_BERTANDA_PERSEN", []),
    (Number(), True, "BUKAN_ANGKA", []),
    (Number(), date(2026, 2, 1), "TANGGAL_BUKAN_ANGKA", []),
    (Number(), -0.5, "KURANG_DARI_BATAS", []),
    (ANY_SIGN, -0.5, number("-0.5"), []),
    (UP_TO_TEN, 1, number("1"), []),
    (UP_TO_TEN, 10, number("10"), []),
    (UP_TO_TEN, 10.01, "LEBIH_DARI_BATAS", []),
    (UP_TO_TEN, 0.99, "KURANG_DARI_BATAS", []),
    (UP_TO_TEN, "11", "LEBIH_DARI_BATAS", ["ANGKA_DARI_TEKS"]),
    (WHOLE, 3, number("3"), []),
    (WHOLE, 3.5, "HARUS_BULAT", []),
    (WHOLE, "3,0", number("3"), ["ANGKA_DARI_TEKS"]),
    (Money(), "Rp 5.000,-", number("5000"), ["ANGKA_DARI_TEKS"]),
    (Money(), 1234.5, "HARUS_BULAT", []),
    (Money(), "Rp 5 juta", "BUKAN_ANGKA", []),
    (Score(), 3.125, number("3.125"), []),
    (Score(), "3,125", number("3.125"), ["KOMA_DIBACA_DESIMAL"]),
    (Score(), "1.250", "ANGKA_BERMAKNA_GANDA", []),
    (Score(), "80.01", number("80.01"), ["TITIK_DIBACA_DESIMAL"]),
    (Percent(), 85, number("85"), []),
    (Percent(), 0, number("0"), []),
    (Percent(), "98,58%", number("98.58"), ["ANGKA_DARI_TEKS"]),
    (Percent(), "85 persen", number("85"), ["ANGKA_DARI_TEKS"]),
    (Percent(), "1.250", "ANGKA_BERMAKNA_GANDA", []),
    (Percent(), 0.85, number("0.85"), ["PERSEN_PECAHAN"]),
    (Percent(), 1, number("1"), ["PERSEN_PECAHAN"]),
    (Percent(), 1.5, number("1.5"), []),
    (Percent(), 100, number("100"), []),
    (Percent(), 105.62, number("105.62"), ["PERSEN_LEBIH_SERATUS"]),
    (Percent(), -1, "KURANG_DARI_BATAS", []),
    (Text(), "  dua\u00a0 kata\u200b ", "dua kata", []),
    (Text(), "dua\r\nbaris ", "dua\nbaris", []),
    (Text(), 2026, "2026", []),
    (Text(), 85.5, "85,5", []),
    (Text(), True, "TRUE", []),
    (Text(), date(2026, 12, 31), "31/12/2026", []),
    (SHORT, "lima!", "lima!", []),
    (SHORT, "enam!!", "TEKS_TERLALU_PANJANG", []),
    (POSTCODE, "71662", "71662", []),
    (POSTCODE, " 71662 ", "71662", []),
    (POSTCODE, 71662, "KODE_MENJADI_ANGKA", []),
    (POSTCODE, date(2026, 2, 1), "KODE_MENJADI_ANGKA", []),
    (POSTCODE, "7166", "BENTUK_KODE_SALAH", []),
    (POSTCODE, "71662\n7", "BENTUK_KODE_SALAH", []),
    (KODE_PROGRAM, "2.23.02.2.01.0004", "2.23.02.2.01.0004", []),
    (KODE_PROGRAM, "2.23.02.2.01.04", "2.23.02.2.01.04", []),
    (KODE_PROGRAM, "2.23.02.2.01", "2.23.02.2.01", []),
    (KODE_PROGRAM, "2.23.02", "2.23.02", []),
    (KODE_PROGRAM, "2.23", "2.23", []),
    (KODE_PROGRAM, 2.23, "KODE_MENJADI_ANGKA", []),
    (KODE_PROGRAM, "2.23.2", "BENTUK_KODE_SALAH", []),
    (KODE_PROGRAM, "2.23.02.2.01.004", "BENTUK_KODE_SALAH", []),
    (Email(), "a.b@contoh.go.id", "a.b@contoh.go.id", []),
    (Email(), "a@contoh", "SUREL_SALAH", []),
    (Email(), "a@b.c, d@e.f", "SUREL_SALAH", []),
    (Email(), "contoh.go.id", "SUREL_SALAH", []),
    (UNIT, "Dokumen", "Dokumen", []),
    (UNIT, "dokumen ", "Dokumen", ["PILIHAN_DISESUAIKAN"]),
    (UNIT, "%", "Persen", ["PILIHAN_DISESUAIKAN"]),
    (UNIT, " P", "Persen", ["PILIHAN_DISESUAIKAN"]),
    (UNIT, "Dok.", "Dokumen", ["PILIHAN_DISESUAIKAN"]),
    (UNIT, "Nilai", "PILIHAN_TIDAK_DIKENAL", []),
    (UNIT, "-", "ISIAN_SEMU", []),
    (UNIT, 0, "PILIHAN_TIDAK_DIKENAL", []),
    (GRADE, "bb", "BB", ["PILIHAN_DISESUAIKAN"]),
    (GRADE, "BBB", "PILIHAN_TIDAK_DIKENAL", []),
    (SECTIONS, "SEK", ("SEK",), []),
    (SECTIONS, "SEK; PEM", ("SEK", "PEM"), []),
    (SECTIONS, "PEM;SEK", ("PEM", "SEK"), []),
    (SECTIONS, "SEK, ply", ("SEK", "PLY"), ["PILIHAN_DISESUAIKAN"]),
    (SECTIONS, "SEK\nPEM;", ("SEK", "PEM"), []),
    (SECTIONS, "SEK; SEK", ("SEK",), []),
    (SECTIONS, "SEK; UMUM", "PILIHAN_TIDAK_DIKENAL", []),
    (Day(), date(2026, 12, 31), date(2026, 12, 31), []),
    (Day(), datetime(2026, 12, 31, 23, 59), date(2026, 12, 31), ["TAMPILAN_LAIN"]),  # noqa: DTZ001 - cells know no zone
    (Day(), "31/12/2026", date(2026, 12, 31), ["ANGKA_DARI_TEKS"]),
    (Day(), 46387, "BUKAN_TANGGAL", []),
    (Day(), "akhir tahun", "BUKAN_TANGGAL", []),
    (AnyValue(), 85.5, "85,5", []),
    (AnyValue(), "BB", "BB", []),
    # NIP: as printed, as stored, and as it goes wrong
    (NipKind(), "196804111993031009", "196804111993031009", []),
    (NipKind(), "19680411 199303 1 009", "196804111993031009", []),
    (NipKind(), "19660801.198803.1.001", "196608011988031001", []),
    (NipKind(), "199001012024211003", "199001012024211003", []),  # PPPK: digits 13 and 14 are no month
    (NipKind(), 196603131989031000, "NIP_TERSIMPAN_ANGKA", []),
    (NipKind(), "1968041119930310091", "1968041119930310091", ["NIP_TIDAK_SAH"]),
    (NipKind(), "19680411199303100", "19680411199303100", ["NIP_TIDAK_SAH"]),
    (NipKind(), "000000000000000099", "000000000000000099", ["NIP_TIDAK_SAH", "NIP_TIDAK_SAH"]),
    (NipKind(), "000000000640051916", "000000000640051916", ["NIP_TIDAK_SAH"]),
    (NipKind(), "19680431 199303 1 009", "196804311993031009", ["NIP_TIDAK_SAH"]),
    (NipKind(), "196804111970031009", "196804111970031009", ["NIP_TIDAK_SAH"]),
    (NipKind(), "196804112999031009", "196804112999031009", ["NIP_TIDAK_SAH"]),
    (NipKind(), "196804111993033009", "196804111993033009", ["NIP_TIDAK_SAH"]),
    (NipKind(), "belum ada", "belumada", ["NIP_TIDAK_SAH"]),
    # characters that nobody typed on purpose
    (Text(), "a\x07b\x1f", "a b", ["KARAKTER_DIBERSIHKAN"]),
    (Text(), "\x93kutip\x94", "kutip", ["KARAKTER_DIBERSIHKAN"]),
    (Text(), "a\ufffeb\ufdd0c", "a b c", ["KARAKTER_DIBERSIHKAN"]),
    (Text(), "a\ud800b", "a b", ["KARAKTER_DIBERSIHKAN"]),
    (Text(), "\u202eterbalik\u202c", "terbalik", ["KARAKTER_DIBERSIHKAN"]),
    (Text(), "\u2067x\u2069", "x", ["KARAKTER_DIBERSIHKAN"]),
    (Text(), "tanda\ufffdrusak", "tanda\ufffdrusak", ["KARAKTER_DIBERSIHKAN"]),
    (UNIT, "Dok\x00umen", "PILIHAN_TIDAK_DIKENAL", ["KARAKTER_DIBERSIHKAN"]),
    (UNIT, "\u202dDokumen", "Dokumen", ["KARAKTER_DIBERSIHKAN"]),
    (KODE_PROGRAM, "2.23\x1b", "2.23", ["KARAKTER_DIBERSIHKAN"]),
    (Number(), "8\x075", "BUKAN_ANGKA", []),  # a number is asked back, never made up
    (Number(), "\u202e58", "BUKAN_ANGKA", []),
    (Score(), "1\u202d.5", "BUKAN_ANGKA", []),
    # and such as belong to a script
    (Text(), "مكتبة وأرشيف", "مكتبة وأرشيف", []),
    (Text(), "\u200fספרייה\u200f", "\u200fספרייה\u200f", []),
    (Text(), "👩\u200d💻 ꦲꦏ꧀\u200dꦱ", "👩\u200d💻 ꦲꦏ꧀\u200dꦱ", []),
    (Text(), "per\u200dpus\u200c \u200dtakaan\u200d", "perpus takaan", []),
    (Text(), "dua\nbaris\x85lagi", "dua\nbaris\x85lagi", []),
]


def test_a_cell_with_nothing_to_see_is_blank() -> None:
    for held in ("\x07", "\u202e\u202c", " \x00\n", "\u200d\u2069"):
        assert cell(held).blank, repr(held)


@pytest.mark.parametrize(("kind", "held", "meant", "notes"), READ, ids=lambda value: str(value)[:40])
def test_a_cell_is_read_or_asked_back(
    kind: Kind, held: CellValue | float, meant: Value | str, notes: list[str]
) -> None:
    value, told = outcome(kind, cell(held))
    assert (value.name if isinstance(value, FindingCode) else value, told) == (meant, notes)


@pytest.mark.parametrize("text", [";", ", ;"])
def test_marks_between_choices_are_no_choice(text: str) -> None:
    value, _ = outcome(SECTIONS, cell(text))
    assert isinstance(value, FindingCode)


def test_a_dash_is_no_nip() -> None:
    value, _ = outcome(NipKind(), cell("-"))
    assert value != ""


# The kind, the number under a percent format, the value or the code, what is told.
PERCENT_CELLS = [
    (Percent(), "0.85", number("85"), ["PERSEN_DARI_FORMAT"]),
    (Percent(), "0.8558", number("85.58"), ["PERSEN_DARI_FORMAT"]),
    (Percent(), "0", number("0"), ["PERSEN_DARI_FORMAT"]),
    (Percent(), "1.0562", number("105.62"), ["PERSEN_DARI_FORMAT", "PERSEN_LEBIH_SERATUS"]),
    (Percent(), "0.005", number("0.5"), ["PERSEN_DARI_FORMAT", "PERSEN_PECAHAN"]),
    (Number(), "0.85", "ANGKA_BERTANDA_PERSEN", []),
    (Score(), "0.85", "ANGKA_BERTANDA_PERSEN", []),
    (Text(), "0.85", "85 %", []),
]


@pytest.mark.parametrize(("kind", "held", "meant", "notes"), PERCENT_CELLS, ids=lambda value: str(value)[:40])
def test_a_percent_format_makes_a_percentage(kind: Kind, held: str, meant: Value | str, notes: list[str]) -> None:
    value, told = outcome(kind, cell(Decimal(held), percent=True))
    assert (value.name if isinstance(value, FindingCode) else value, told) == (meant, notes)


DAYS = [
    ("31/12/2026", date(2026, 12, 31)),
    ("31-12-2026", date(2026, 12, 31)),
    ("31.12.2026", date(2026, 12, 31)),
    ("1/2/2026", date(2026, 2, 1)),
    ("2026-12-31", date(2026, 12, 31)),
    ("31 Desember 2026", date(2026, 12, 31)),
    ("1 mei 2026", date(2026, 5, 1)),
    ("17 Agt 2026", date(2026, 8, 17)),
    ("5 Pebruari 2026", date(2026, 2, 5)),
    ("10  Nopember\u00a02026", date(2026, 11, 10)),
    ("29/02/2028", date(2028, 2, 29)),
    ("29/02/2027", None),
    ("31/13/2026", None),
    ("12/31/2026", None),
    ("0/1/2026", None),
    ("31/12/26", None),
    ("31/12", None),
    ("Desember 2026", None),
    ("31 December 2026", None),
    ("31/12/2026 s.d. 1/1/2027", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_in_indonesian_order(text: str, day: date | None) -> None:
    assert read_day(text) == day


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)))
def test_a_day_as_printed_reads_back(day: date) -> None:
    assert read_day(Day().shown(day)) == day
    assert read_day(day.isoformat()) == day


# The digits, the parts that are said to be wrong.
NIPS = [
    ("196804111993031009", []),
    ("1968041119930310091", ["berisi 19 angka, seharusnya 18"]),
    ("", ["berisi huruf atau tanda lain"]),
    ("19680411199303100X", ["berisi huruf atau tanda lain"]),
    ("196813111993031009", ["19681311 bukan tanggal lahir"]),
    ("196804111982031009", ["tahun pengangkatan 1982 tidak sesuai dengan tahun lahir 1968"]),
    ("196804111983031009", []),
    ("196804111993030009", ["angka ke-15 (0) seharusnya 1 atau 2"]),
]


@pytest.mark.parametrize(("digits", "reasons"), NIPS)
def test_a_wrong_nip_says_which_part_is_wrong(digits: str, reasons: list[str]) -> None:
    assert faults(digits) == reasons


@pytest.mark.parametrize(
    ("digits", "text"),
    [("196804111993031009", "19680411 199303 1 009"), ("1968041119930310091", "1968041119930310091"), ("", "")],
)
def test_a_nip_is_printed_in_groups(digits: str, text: str) -> None:
    assert printed_nip(digits) == text


# The deciding value, what the cell holds, the value or the code.
BY_ROW = [
    ("angka", "1.250", number("1250")),
    ("persen", "85 %", number("85")),
    ("indeks", "1.250", "ANGKA_BERMAKNA_GANDA"),
    ("predikat", "bb", "BB"),
    ("predikat", "85", "PILIHAN_TIDAK_DIKENAL"),
    ("teks", "WTP", "WTP"),
    (None, "WTP", "WTP"),
]


@pytest.mark.parametrize(("jenis", "held", "meant"), BY_ROW)
def test_the_row_decides_the_kind(jenis: str | None, held: str, meant: Value) -> None:
    lists = {"predikat": Choices(("BB", "B"))}
    value, _ = outcome(NILAI_INDIKATOR.of({"jenis": jenis}), cell(held), lists)
    assert (value.name if isinstance(value, FindingCode) else value) == meant


OFFERED = [
    ("Dokumne", "Dokumen"),
    ("orangg", "Orang"),
    ("Zzz", "Persen, Dokumen, Orang"),
]


@pytest.mark.parametrize(("text", "offered"), OFFERED)
def test_an_unknown_choice_offers_what_looks_like_it(text: str, offered: str) -> None:
    with pytest.raises(Doubt) as caught:
        UNIT.read(cell(text), lambda *_, **__: None, LISTS)
    assert caught.value.details == {"pilihan": offered}


ALL_KINDS: list[Kind] = [
    Kind(), Text(), Code(example="A.1"), Email(), Number(), Score(), Money(), Percent(), Choice(), Day(), AnyValue(),
    NipKind(), UP_TO_TEN, WHOLE, SECTIONS,
]  # fmt: skip


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_kind_tells_what_to_type_in_one_sentence(kind: Kind) -> None:
    assert kind.told.endswith(".")
    assert kind.told[:1].islower()
    assert "{" not in kind.told


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_take_its_own_hint(kind: Kind) -> None:
    assert type(kind)(hint="ketik begini.").told == "ketik begini."


# The kind, what Excel is asked to allow.
LIMITS = [
    (UNIT, {"validate": "list", "source": ["Persen", "Dokumen", "Orang"]}),
    (SECTIONS, {"validate": "any"}),
    (Choice(source="tidak ada"), {"validate": "any"}),
    (UP_TO_TEN, {"validate": "decimal", "criteria": "between", "minimum": 1.0, "maximum": 10.0}),
    (Number(), {"validate": "decimal", "criteria": ">=", "value": 0.0}),
    (Number(least=None, most=Decimal(5)), {"validate": "decimal", "criteria": "<=", "value": 5.0}),
    (WHOLE, {"validate": "integer", "criteria": ">=", "value": 0.0}),
    (SHORT, {"validate": "length", "criteria": "<=", "value": 5}),
    (Code(example="A"), {"validate": "any"}),
]


@pytest.mark.parametrize(("kind", "allowed"), LIMITS)
def test_excel_is_asked_to_allow_the_same(kind: Kind, allowed: dict[str, object]) -> None:
    assert kind.validation(LISTS) == allowed


def test_a_long_list_is_taken_from_its_range() -> None:
    lists = {"satuan": Choices(("a", "b, c"), range="'_daftar'!$A$1:$A$2")}
    assert not lists["satuan"].inline
    assert UNIT.validation(lists) == {"validate": "list", "source": "='_daftar'!$A$1:$A$2"}
    assert UNIT.wrong("B2", lists) == "ISNA(MATCH(B2,'_daftar'!$A$1:$A$2,0))"


@pytest.mark.parametrize(
    ("values", "inline"),
    [
        (("a", "b"), True),
        (("a,b",), False),
        (("a" * 255,), True),
        (("a" * 256,), False),
        (("a" * 127, "b" * 128), False),
    ],
)
def test_a_list_fits_into_the_drop_down_or_not(values: tuple[str, ...], inline: bool) -> None:
    assert Choices(values).inline is inline


def test_a_kind_by_row_is_open_while_its_decider_is() -> None:
    by_row = ByRow("jenis", {"angka": Number()})
    assert isinstance(by_row.of({}), AnyValue)
    assert isinstance(Column("Nilai", by_row).kind_for({"jenis": "angka"}), Number)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_known_by_its_indonesian_and_english_name_in_full_and_in_three_letters(number: int) -> None:
    english = calendar.month_name[number]
    for name in (*MONTHS[number - 1], english, english[:3]):
        assert month_named(name.lower()) == number, name
    assert month_named("bulan") is None


# ------------------------------------------------------------------ what a form shows as in order before it is opened


@pytest.mark.parametrize(
    ("kind", "value", "accepted"),
    [
        (Number(), Decimal(0), True),
        (Number(), Decimal(-1), False),
        (Number(), "banyak", False),
        (WHOLE, Decimal("1.5"), False),
        (UP_TO_TEN, Decimal(11), False),
        (Day(), date(2027, 5, 6), True),
        (Day(), "besok", False),
        (Day(), Decimal(46_000), False),
        (Text(), "isi", True),
    ],
)
def test_a_kept_answer_is_in_order_or_not(kind: Kind, value: Value, accepted: bool) -> None:
    assert acceptable(Column("Isi", kind), {}, value, {}) is accepted
