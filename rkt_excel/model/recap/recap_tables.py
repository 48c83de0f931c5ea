"""The recap as tidy tables: one row for each thing, one column for each fact, as pandas and its readers want them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rkt_excel.model.recap.office_recap import OfficeRecap
from rkt_excel.model.recap.recap import Recap
from rkt_excel.model.vocabulary.nilai import as_text

if TYPE_CHECKING:
    from pandas import DataFrame

Frame: TypeAlias = "DataFrame"  # a table of pandas, for those who do not load it
KANTOR: Final = "kantor"
LAIN: Final = "keadaan-lain"
INDIKATOR: Final = "indikator"
PROGRAM: Final = "program"
TEMUAN: Final = "temuan"
KEMBAR: Final = "kembar"
PRIORITAS: Final = "prioritas"
PENYIMPANGAN: Final = "penyimpangan"
TIDAK_TERBACA: Final = "tidak-terbaca"
_OFFICE: Final = ("pemda", "perangkat_daerah", "tahun", "edisi")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    KANTOR: (
        *_OFFICE, "langkah", "uraian", "pelaksana", "batas", "terlambat", "lengkap", "bagian", "draft",
        "ditandatangani", "berjalan", "rencana", "sasaran", "indikator", "pagu", "galat", "peringatan", "wujud",
        "tempat",
    ),
    LAIN: (*_OFFICE, "langkah", "hubungan", "wujud", "tempat", "dihitung"),
    INDIKATOR: (
        *_OFFICE, "rencana", "kode_sasaran", "sasaran", "kode", "indikator", "satuan", "jenis", "bagian", "target",
        "tw1", "tw2", "tw3", "tw4", "angka",
    ),
    PROGRAM: (*_OFFICE, "kode", "uraian", "tingkat", "pagu"),
    TEMUAN: (*_OFFICE, "kode", "tingkat", "jumlah", "contoh"),
    KEMBAR: (*_OFFICE, "kode", "indikator", "satuan"),
    PRIORITAS: ("pemda", "tahun", "kode", "uraian", "dokumen", "menyebut", "mendukung", "kantor"),
    PENYIMPANGAN: (
        *_OFFICE, "kode", "indikator", "satuan", "target", "tengah", "skor", "banyak", "mungkin",
    ),
    TIDAK_TERBACA: ("tempat", "sebab"),
}  # fmt: skip


TidyRows: TypeAlias = "Iterator[dict[str, Any]]"


def tidy_rows(recap: Recap, name: str) -> TidyRows:
    """The rows of a table, made one by one as they are asked for, for there may be hundreds of thousands of them.

    Figures are `Decimal`, days `date`, what is not known `None`.

    Args:
        recap: Whose.
        name: Of the table.
    """
    return _ROWS[name](recap)


def _kantor(recap: Recap) -> TidyRows:
    return ({**_of(each), **_how_far(recap, each)} for each in recap.kantor)


def _indikator(recap: Recap) -> TidyRows:
    for each in recap.kantor:
        office = _of(each)
        for row in each.indikator:
            yield {
                **office, "rencana": each.rencana, "kode_sasaran": row.sasaran, "sasaran": row.uraian_sasaran,
                **{name: getattr(row, name) for name in COLUMNS[INDIKATOR][7:]},
            }  # fmt: skip


def _of_office(take: Callable[[OfficeRecap], Iterable[object]]) -> Callable[[Recap], TidyRows]:
    """The rows of a table that has one for each of several things of an office, as they are."""

    def rows(recap: Recap) -> TidyRows:
        for each in recap.kantor:
            office = _of(each)
            yield from ({**office, **_fields(row)} for row in take(each))

    return rows


def _lain(recap: Recap) -> TidyRows:
    return (
        {**_of(each.ini), "langkah": each.ini.langkah.nomor,
         "hubungan": each.hubungan.value, "wujud": each.ini.wujud.value, "tempat": each.ini.tempat,
         "dihitung": each.dihitung.tempat}
        for each in recap.lain
    )  # fmt: skip


def _tidak_terbaca(recap: Recap) -> TidyRows:
    return (vars(each).copy() for each in recap.tidak_terbaca)


def _of(office: OfficeRecap) -> dict[str, Any]:
    return {name: getattr(office, name) for name in _OFFICE}


def _fields(row: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of an office
    return {name: getattr(row, name) for name in row.__slots__}


def _how_far(recap: Recap, each: OfficeRecap) -> dict[str, Any]:
    step, beside = each.langkah, recap.berjalan(each)
    weights = {
        name: None if each.temuan is None else sum(one.jumlah for one in each.temuan if one.tingkat == name)
        for name in ("galat", "peringatan")
    }
    return {
        "langkah": step.nomor, "uraian": "selesai" if step.tamat else step.uraian,
        "pelaksana": None if step.tamat else step.pelaksana, "batas": None if step.tamat else step.batas,
        "terlambat": step.terlambat, "lengkap": step.lengkap, "bagian": step.bagian, "draft": step.draft,
        "ditandatangani": each.ditandatangani.date() if each.ditandatangani else None,
        "berjalan": f"{beside.edisi}: langkah {beside.langkah.nomor}" if beside else None, "rencana": each.rencana,
        "sasaran": len({row.sasaran for row in each.indikator}), "indikator": len(each.indikator), "pagu": each.pagu,
        **weights, "wujud": each.wujud.value, "tempat": each.tempat,
    }  # fmt: skip


def _kembar(recap: Recap) -> TidyRows:
    return (
        {**_of(each.kantor), "kode": ", ".join(row.kode for row in each.baris),
         "indikator": each.baris[0].indikator, "satuan": each.baris[0].satuan}
        for each in recap.kembar
    )  # fmt: skip


def _prioritas(recap: Recap) -> TidyRows:
    return (
        {"pemda": each.pemda, "tahun": each.tahun, "kode": " / ".join(each.kode), "uraian": each.uraian,
         "dokumen": each.dokumen or None, "menyebut": len(each.menyebut), "mendukung": len(each.mendukung),
         "kantor": "; ".join(each.mendukung) or None}
        for each in recap.prioritas
    )  # fmt: skip


def _penyimpangan(recap: Recap) -> TidyRows:
    return (
        {**_of(each.kantor), "kode": each.baris.kode,
         "indikator": each.baris.indikator, "satuan": each.baris.satuan, "target": each.baris.angka,
         "tengah": each.tengah, "skor": None if each.skor is None else round(each.skor, 1), "banyak": each.banyak,
         "mungkin": each.maksud}
        for each in recap.penyimpangan
    )  # fmt: skip


_ROWS: Final[Mapping[str, Callable[[Recap], TidyRows]]] = {
    KANTOR: _kantor,
    INDIKATOR: _indikator,
    PROGRAM: _of_office(lambda office: office.program),
    TEMUAN: _of_office(lambda office: office.temuan or ()),
    KEMBAR: _kembar,
    PRIORITAS: _prioritas,
    PENYIMPANGAN: _penyimpangan,
    LAIN: _lain,
    TIDAK_TERBACA: _tidak_terbaca,
}


def tidy_table(recap: Recap, name: str) -> DataFrame:
    """The same as a table of pandas, with all its columns however few rows it has."""
    from pandas import DataFrame  # noqa: PLC0415 - heavy, and only a recap needs it here

    held: dict[str, list[Any]] = {column: [] for column in COLUMNS[name]}  # a fifth of what the rows would take
    for row in tidy_rows(recap, name):
        for column, values in held.items():
            values.append(row[column])
    return DataFrame(held if any(held.values()) else [], columns=list(held))


def by_kind(temuan: DataFrame) -> DataFrame:
    """The findings of all offices by kind: how many, in how many offices, and a sentence as an example."""
    if temuan.empty:
        return temuan.loc[:, ["kode", "tingkat", "jumlah"]].assign(kantor=0, contoh="")
    grouped = temuan.groupby(["tingkat", "kode"], sort=True)
    table = grouped.agg(jumlah=("jumlah", "sum"), kantor=("perangkat_daerah", "size"), contoh=("contoh", "first"))
    return table.reset_index().sort_values(["tingkat", "jumlah", "kode"], ascending=[True, False, True])


def as_plain(value: object) -> object:
    """A value as a file of texts holds it."""
    return as_text(value) if isinstance(value, Decimal) else value
