"""The workbook of a recap: the tidy tables as sheets, and one that says first what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Annotated, Any, Final

from rkt_excel.model.recap import recap_tables
from rkt_excel.model.recap.recap import Recap
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Nilai, as_number
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.workbook.declaration.declare import Column, Page, Row, Table, Use, Workbook
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.kinds import Choice, Day, Money, Number
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.writing.content import Content, Paragraph, SmallTable

KIND: Final = "rekap"
RINGKASAN: Final = "Ringkasan"
MOST_ROWS: Final = 20_000  # of one sheet; what is more stands in the file beside the workbook
_ANY: Final = Number(least=None)


# A column is a line or two, so that the declaration reads as a table:
# fmt: off
def _text(header: str, width: float) -> Column:
    return Column(header, use=Use.GIVEN, width=width)


def _code(header: str, width: float) -> Column:
    return Column(header, Choice(), use=Use.GIVEN, width=width)


def _count(header: str, width: float = 9) -> Column:
    return Column(header, _ANY, use=Use.GIVEN, width=width)


_DAY: Final = Day()


class BarisKantor(Row):
    """An office: how far it has come, and what its plan holds."""

    perangkat_daerah: Annotated[str, Column("Kantor", use=Use.KEY, width=38)]
    pemda: Annotated[str, _text("Pemerintah daerah", 24)]
    tahun: Annotated[Decimal, _count("Tahun", 7)]
    edisi: Annotated[str, _code("Edisi", 11)]
    langkah: Annotated[Decimal, _count("Langkah", 8)]
    uraian: Annotated[str, _text("Yang sedang dikerjakan", 34)]
    pelaksana: Annotated[str | None, _text("Giliran", 18)] = None
    batas: Annotated[date | None, Column("Batas", _DAY, use=Use.GIVEN, width=12)] = None
    terlambat: Annotated[Decimal, _count("Terlambat (hari kerja)", 11)] = Decimal(0)
    lengkap: Annotated[Decimal, _count("Bagian lengkap", 9)] = Decimal(0)
    bagian: Annotated[Decimal, _count("Dari bagian", 9)] = Decimal(0)
    draft: Annotated[Decimal, _count("Draft", 7)] = Decimal(0)
    ditandatangani: Annotated[date | None, Column("Ditandatangani", _DAY, use=Use.GIVEN, width=14)] = None
    berjalan: Annotated[str | None, _text("Edisi lain yang berjalan", 20)] = None
    rencana: Annotated[str, _text("Rencana yang dihitung", 20)] = ""
    sasaran: Annotated[Decimal, _count("Sasaran")] = Decimal(0)
    indikator: Annotated[Decimal, _count("Indikator")] = Decimal(0)
    pagu: Annotated[Decimal | None, Column("Pagu (Rp)", Money(), use=Use.GIVEN, width=20)] = None
    galat: Annotated[Decimal | None, _count("Temuan galat")] = None
    peringatan: Annotated[Decimal | None, _count("Temuan peringatan", 11)] = None
    wujud: Annotated[str, _text("Dibaca dari", 14)] = ""
    tempat: Annotated[str, _text("Tempat", 60)] = ""


class _DariKantor(Row):
    """What a row says of its office."""

    perangkat_daerah: Annotated[str, Column("Kantor", use=Use.KEY, width=38)]
    pemda: Annotated[str, _text("Pemerintah daerah", 24)]
    tahun: Annotated[Decimal, _count("Tahun", 7)]
    edisi: Annotated[str, _code("Edisi", 11)]


class BarisLain(_DariKantor):
    """A state of an office that does not count."""

    langkah: Annotated[Decimal, _count("Langkah", 8)]
    hubungan: Annotated[str, _text("Hubungannya dengan yang dihitung", 40)]
    wujud: Annotated[str, _text("Dibaca dari", 14)]
    tempat: Annotated[str, _text("Tempat", 60)]
    dihitung: Annotated[str, _text("Yang dihitung", 60)]


class BarisIndikator(_DariKantor):
    """An indikator with its target."""

    kode_sasaran: Annotated[str, _code("Kode sasaran", 10)]
    sasaran: Annotated[str | None, _text("Sasaran strategis", 40)]
    kode: Annotated[str, _code("Kode", 10)]
    indikator: Annotated[str, _text("Indikator kinerja", 44)]
    satuan: Annotated[str, _code("Satuan", 12)]
    jenis: Annotated[str, _code("Jenis", 10)]
    bagian: Annotated[str | None, _code("Bagian", 12)]
    target: Annotated[Nilai | None, Column("Target", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=12)] = None
    tw1: Annotated[Nilai | None, Column("TW I", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9)] = None
    tw2: Annotated[Nilai | None, Column("TW II", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9)] = None
    tw3: Annotated[Nilai | None, Column("TW III", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9)] = None
    tw4: Annotated[Nilai | None, Column("TW IV", terms.NILAI_INDIKATOR, use=Use.GIVEN, width=9)] = None


class BarisProgram(_DariKantor):
    """A line of the budget."""

    kode: Annotated[str, _code("Kode", 20)]
    uraian: Annotated[str, _text("Program / kegiatan / sub kegiatan", 60)]
    tingkat: Annotated[str, _code("Tingkat", 14)]
    pagu: Annotated[Decimal | None, Column("Pagu (Rp)", Money(), use=Use.GIVEN, width=20)] = None


class BarisTemuan(_DariKantor):
    """One kind of finding of an office."""

    kode: Annotated[str, _text("Jenis temuan", 32)]
    tingkat: Annotated[str, _code("Tingkat", 12)]
    jumlah: Annotated[Decimal, _count("Jumlah")]
    contoh: Annotated[str, _text("Contohnya", 80)]


class BarisKembar(_DariKantor):
    """An indikator that an office has more than once."""

    kode: Annotated[str, _text("Kode", 24)]
    indikator: Annotated[str, _text("Indikator kinerja", 60)]
    satuan: Annotated[str, _code("Satuan", 14)]


class BarisPrioritas(Row):
    """A priority and who carries it."""

    uraian: Annotated[str, Column("Prioritas", use=Use.KEY, width=60)]
    pemda: Annotated[str, _text("Pemerintah daerah", 24)]
    tahun: Annotated[Decimal, _count("Tahun", 7)]
    kode: Annotated[str, _code("Kode", 12)]
    dokumen: Annotated[str | None, _code("Dokumen", 11)]
    menyebut: Annotated[Decimal, _count("Kantor yang menyebut", 12)]
    mendukung: Annotated[Decimal, _count("Kantor yang mendukung", 12)]
    kantor: Annotated[str | None, _text("Pendukungnya", 60)] = None


class BarisPenyimpangan(_DariKantor):
    """A target far from those of other offices."""

    kode: Annotated[str, _code("Kode", 10)]
    indikator: Annotated[str, _text("Indikator kinerja", 50)]
    satuan: Annotated[str, _code("Satuan", 12)]
    target: Annotated[Decimal, _count("Target", 14)]
    tengah: Annotated[Decimal, _count("Nilai tengah kantor lain", 14)]
    skor: Annotated[Decimal | None, _count("Jarak (kali simpangan)", 12)]
    banyak: Annotated[Decimal, _count("Banyak kantor", 10)]
    mungkin: Annotated[Decimal | None, _count("Mungkin maksudnya", 14)] = None


class BarisTidakTerbaca(Row):
    """Something that does not count."""

    tempat: Annotated[str, Column("Tempat", use=Use.KEY, width=70)]
    sebab: Annotated[str, _text("Sebabnya", 90)]


# fmt: on
@dataclass(frozen=True)
class _Sheet:
    """A tidy table as a sheet."""

    table: str
    name: str
    row: type[Row]
    lead: str
    across: int = 1


_SHEETS: Final = (
    _Sheet(recap_tables.KANTOR, "Kantor", BarisKantor, "Setiap kantor sekali: langkah, rencana, dan temuannya.", 2),
    _Sheet(recap_tables.INDIKATOR, "Indikator", BarisIndikator, "Semua indikator dari rencana yang dihitung.", 2),
    _Sheet(recap_tables.PROGRAM, "Program", BarisProgram, "Semua program, kegiatan, dan sub kegiatan dengan pagunya."),
    _Sheet(recap_tables.TEMUAN, "Temuan", BarisTemuan, "Temuan penggabungan terakhir setiap kantor, menurut jenisnya."),
    _Sheet(recap_tables.KEMBAR, "Kembar", BarisKembar, "Indikator yang ada lebih dari sekali dalam satu kantor."),
    _Sheet(recap_tables.PRIORITAS, "Prioritas", BarisPrioritas, "Prioritas daerah dan kantor yang mendukungnya."),
    _Sheet(recap_tables.PENYIMPANGAN, "Penyimpangan", BarisPenyimpangan,
           "Target yang jauh dari nilai tengah kantor lain untuk indikator dan satuan yang sama."),
    _Sheet(recap_tables.LAIN, "Keadaan lain", BarisLain, "Salinan, paket, dan edisi lain dari kantor yang dihitung."),
    _Sheet(recap_tables.TIDAK_TERBACA, "Tidak terbaca", BarisTidakTerbaca, "Yang ditemukan tetapi tidak dihitung."),
)  # fmt: skip

REKAP_BOOK: Final = Workbook(
    KIND,
    1,
    (
        Page(RINGKASAN, "Rekap RKT {tahun}", "{ringkas}", columns=(34, 14, 14, 14)),
        *(
            Table(each.name, f"{each.name} – rekap RKT {{tahun}}", f"{each.lead}{{lebih_{number}}}", row=each.row,
                  across=each.across, judged=False, empty="Tidak ada.", optional=True)
            for number, each in enumerate(_SHEETS)
        ),
    ),
)  # fmt: skip


def recap_content(recap: Recap, ringkas: str, dibuat: date, beside: Mapping[str, str]) -> Content:
    """What the workbook is written with.

    Args:
        recap: What it says.
        ringkas: The whole recap in one line.
        dibuat: The day of the recap.
        beside: The file with all rows of each table.
    """
    years = sorted({str(each.tahun) for each in recap.kantor})
    counts = {each.table: sum(1 for _ in recap_tables.tidy_rows(recap, each.table)) for each in _SHEETS}
    return Content(
        identity=Identity(KIND, {"dibuat": dibuat.isoformat()}),
        facts={
            "tahun": " dan ".join(years), "ringkas": ringkas, "kaki": f"Rekap RKT {' dan '.join(years)}",
            **{f"lebih_{number}": _more(counts[each.table], beside[each.table])
               for number, each in enumerate(_SHEETS)},
        },
        rows={
            each.name: [_as_row(row, each) for row in islice(recap_tables.tidy_rows(recap, each.table), MOST_ROWS)]
            for each in _SHEETS
        },
        pages={RINGKASAN: tuple(_ringkasan(recap, dibuat))},
        paper=terms.Kertas.F4,
    )  # fmt: skip


def _more(count: int, file: str) -> str:
    """What the lead adds where a sheet cannot hold all."""
    if count <= MOST_ROWS:
        return ""
    return f" Lembar ini memuat {written(MOST_ROWS)} dari {written(count)} baris; semuanya ada di {file}."


def _as_row(row: Mapping[str, Any], sheet: _Sheet) -> dict[str, Any]:
    """The fields of a sheet; whole numbers and texts of numbers as the engine holds figures."""
    return {name: _figure(name, row) for name in sheet.row.columns()}


_ANSWERS: Final = frozenset({"target", *terms.QUARTERS})


def _figure(name: str, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever a row holds
    value = row[name]
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and name in _ANSWERS and row.get("jenis") not in {terms.Jenis.PREDIKAT, terms.Jenis.TEKS}:
        number = as_number(value)
        return value if number is None else number
    return value


def _ringkasan(recap: Recap, dibuat: date) -> list[Paragraph | SmallTable]:
    """How many offices are at which step."""
    offices = recap_tables.tidy_rows(recap, recap_tables.KANTOR)
    steps: dict[str, list[Mapping[str, Any]]] = {}
    for each in sorted(offices, key=lambda row: (row["langkah"], row["uraian"])):
        steps.setdefault(f"{each['langkah']}. {each['uraian']}", []).append(each)
    rows = tuple((name, str(len(several)), str(sum(row["terlambat"] > 0 for row in several)),
                  str(sum(row["indikator"] for row in several))) for name, several in steps.items())  # fmt: skip
    return [
        Paragraph(tanggal(dibuat), label="Dibuat"),
        Paragraph("Langkah yang sedang dikerjakan", heading=True),
        SmallTable(("Langkah", "Kantor", "Terlambat", "Indikator"), rows, centred=frozenset({1, 2, 3})),
    ]
