"""The signed plan: what an RKT says once it is signed.

The edition perubahan, its comparison, the figures of the year after, recaps and the archive all go by this one thing.
It is made of the data that the signature keeps (`model/papers/isi_arsip.py`), so that an archive says the same as the
journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.model.vocabulary.nilai import Nilai, Place, as_text
from rkt_excel.model.vocabulary.terms import YA, Jenis
from rkt_excel.workbook.declaration.declare import Row

Facts = Mapping[str, Any]  # a row of the master as JSON holds it
ANGKA: Final = "angka"  # how a value of the data is to be read
DIHAPUS: Final = "dihapus"  # under this name the data hold the rows that were dropped
ISIAN: Final = "isian"  # what such a row had said last
SUNTINGAN: Final = "suntingan"  # and what people had typed into the Konsep and its drafts
_NUMERIC: Final = (Jenis.ANGKA, Jenis.PERSEN, Jenis.INDEKS)


@dataclass(frozen=True)
class Sebab:
    """Why something stands in the signed plan that no form had said, and who asked for it."""

    alasan: str | None = None
    oleh: str | None = None


@dataclass(frozen=True)
class Dihapus:
    """A row that was dropped before the signature.

    Attributes:
        uraian: Its words, `None` where an older journal does not say.
        sebab: Why it was dropped.
        isian: What it had said last, by column; empty where an older journal does not say.
    """

    uraian: str | None
    sebab: Sebab = field(default_factory=Sebab)
    isian: Mapping[str, Nilai] = field(default_factory=dict)


@dataclass(frozen=True)
class SignedPlan:
    """What was signed.

    Attributes:
        tahun: The year that it is of.
        edisi: Its edition.
        fakta: Its rows by sheet of the master and by kode, accepted proposals among them, as JSON holds them.
        nilai: Every value by (kunci, kolom).
        isian: What a bagian had answered, by (kunci, kolom, bagian); differs from the value where several were joined.
        diketik: Why a value is another one than the forms said, for those that people typed.
        dihapus: The rows that were dropped, by kode.
    """

    tahun: int
    edisi: str
    fakta: Mapping[str, Mapping[str, Facts]]
    nilai: Mapping[Place, Nilai]
    isian: Mapping[tuple[str, str, str], Nilai] = field(default_factory=dict)
    diketik: Mapping[Place, Sebab] = field(default_factory=dict)
    dihapus: Mapping[str, Dihapus] = field(default_factory=dict)

    @property
    def nama(self) -> str:
        """As people call it."""
        return f"RKT {self.tahun} edisi {self.edisi} yang ditandatangani"

    @cached_property
    def kode(self) -> frozenset[str]:
        """Every kode that has named something in it, so that none comes to name two things."""
        rows = (kode for sheet in (renstra.INDIKATOR, renstra.PROGRAM) for kode in self.fakta.get(sheet, {}))
        return frozenset({*rows, *(kunci for kunci, _ in self.nilai), *self.dihapus})

    @cached_property
    def indikator(self) -> dict[str, Indikator]:
        """Its indikator by kode."""
        return {kode: _indikator(facts) for kode, facts in self.fakta.get(renstra.INDIKATOR, {}).items()}

    @cached_property
    def program(self) -> dict[str, Program]:
        """Its lines of program, kegiatan and sub kegiatan by kode."""
        return {kode: _program(facts) for kode, facts in self.fakta.get(renstra.PROGRAM, {}).items()}


def _indikator(facts: Facts) -> Indikator:
    known = {name: value for name, value in facts.items() if name in Indikator.model_fields}
    if known["jenis"] in _NUMERIC:
        known |= {name: Decimal(known[name]) for name in ("target", "capaian_lalu") if known.get(name) is not None}
    return Indikator.model_validate({**known, "bagian": tuple(known["bagian"])})


def _program(facts: Facts) -> Program:
    known = {name: value for name, value in facts.items() if name in Program.model_fields}
    if known.get("pagu") is not None:
        known["pagu"] = Decimal(known["pagu"])
    return Program.model_validate(known)


def facts_of(row: Row | Mapping[str, object]) -> dict[str, Any]:
    """A row of the master as the data of a signature hold it: decimals with a dot, dates by ISO 8601."""
    known = row.model_dump() if isinstance(row, Row) else row
    return {name: _fact(value) for name, value in known.items()}


def _fact(value: object) -> object:
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


# ------------------------------------------------------------------ from its data


def signed_plan(data: bytes) -> SignedPlan:
    """The signed plan from the data that the signature kept.

    Args:
        data: As `completed` gives them.
    """
    told = json.loads(data)
    lines = told["nilai"]
    return SignedPlan(
        tahun=int(told["tahun"]),
        edisi=str(told["edisi"]),
        fakta={
            sheet: {row["kode"]: row for row in rows if "kode" in row} for sheet, rows in told["renstra"].items()
        },
        nilai={(each["kunci"], each["kolom"]): _value(each, "nilai") for each in lines},
        isian={
            (each["kunci"], each["kolom"], each["bagian"]): _value(each, "isian")
            for each in lines
            if each.get("bagian")
        },
        diketik={
            (each["kunci"], each["kolom"]): _sebab(each)
            for each in told.get(SUNTINGAN, ())
            if each["ke"] != each.get("atas")
        },
        dihapus=dict(_dropped(told)),
    )  # fmt: skip


def _value(each: Mapping[str, str], name: str) -> Nilai:
    return Decimal(each[name]) if each["jenis"] == ANGKA else each[name]


def _sebab(edit: Mapping[str, Any]) -> Sebab:
    return Sebab(edit.get("alasan"), edit.get("oleh"))


def _dropped(told: Mapping[str, Any]) -> Iterator[tuple[str, Dihapus]]:
    why = {each["kunci"]: _sebab(each) for each in told.get(SUNTINGAN, ()) if each["kolom"] == "dihapus"}
    for row in told.get(DIHAPUS, ()):
        said = {each["kolom"]: _value(each, "nilai") for each in row.get(ISIAN, ())}
        yield row["kode"], Dihapus(row.get("uraian") or row.get("indikator"), why.get(row["kode"], Sebab()), said)


def completed(data: bytes, edits: Iterable[Mapping[str, Any]], words: Mapping[str, str]) -> bytes:
    """The data of a signature, those of an older program with what its journal alone knew.

    Args:
        data: As the signature kept them.
        edits: What people had typed, as the entry of the signed draft holds it.
        words: What each row was called, by kode, as far as the journal knows it.
    """
    told = json.loads(data)
    if SUNTINGAN in told:
        return data
    told[SUNTINGAN] = list(edits)
    gone = [each["kunci"] for each in told[SUNTINGAN] if each["kolom"] == "dihapus" and each["ke"] == YA]
    told[DIHAPUS] = [{"kode": kode, "indikator": words.get(kode)} for kode in gone]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
