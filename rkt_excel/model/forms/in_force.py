"""What the forms were issued with holds until they are issued anew; what the master says otherwise by now is told.

A return answers the form that its bagian was sent. So the rows that forms show are taken from the master that they came
from, and the office's own data (officials, addresses, days off, dates, paper) from the master as it stands. Nobody is
blamed for what the office changed meanwhile: the difference is a finding about the master, and `rkt format` is next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.issuing import begun_rows
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary.nilai import KOSONG
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.workbook.declaration.declare import Row, RowT
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.values.numbers import written


@dataclass(frozen=True)
class _Shown:
    """A sheet of the master that forms show.

    Attributes:
        sheet: Its name.
        attribute: Its rows in the master.
        key: The columns that name a row.
        held: The columns by which answers are judged: as they were issued, until the forms are issued anew.
        told: Columns that forms only explain; they hold as they stand now.
    """

    sheet: str
    attribute: str
    key: tuple[str, ...]
    held: tuple[str, ...]
    told: tuple[str, ...] = ()


SHOWN: Final = (
    _Shown(renstra.BAGIAN, "bagian", ("kode",), ("nama",)),
    _Shown(renstra.SASARAN, "sasaran", ("kode",), ("sasaran",)),
    _Shown(
        renstra.INDIKATOR,
        "indikator",
        ("kode",),
        (
            "sasaran",
            "indikator",
            "satuan",
            "jenis",
            "arah",
            "mode",
            "skala",
            "capaian_lalu",
            "target",
            "bagian",
            "cara_gabung",
        ),
        ("definisi", "formula", "sumber_data"),
    ),
    _Shown(renstra.PROGRAM, "program", ("kode",), ("uraian", "tingkat", "indikator", "satuan", "bagian", "pagu")),
    _Shown(renstra.PREDIKAT, "predikat", ("skala", "nilai"), ("urutan",)),
)


def in_force(now: Master, then: Master) -> Master:
    """The master by which returns are judged and joined.

    Args:
        now: As it stands.
        then: As the forms were issued with.
    """
    rows: dict[str, Any] = {
        each.attribute: _laid(getattr(now, each.attribute), getattr(then, each.attribute), each) for each in SHOWN
    }
    whole = replace(now, satuan=_units(now, then), **rows)
    return replace(
        whole,
        sasaran=_pointing(whole.sasaran, "prioritas", {each.kode for each in whole.prioritas}),
        program=_pointing(whole.program, "sasaran", {each.kode for each in whole.sasaran}),
    )


def _laid(now: Sequence[RowT], then: Sequence[RowT], shown: _Shown) -> tuple[RowT, ...]:
    """The issued rows, each with what forms do not hold it by from the row as it stands."""
    current = {_key(each, shown): each for each in now}
    return tuple(
        current[_key(row, shown)].model_copy(update={name: getattr(row, name) for name in shown.held})
        if _key(row, shown) in current
        else row
        for row in then
    )


def _key(row: Row, shown: _Shown) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in shown.key)


def _units(now: Master, then: Master) -> tuple[renstra.Satuan, ...]:
    """The units of both, for a list that grew or shrank says nothing about an answer that was asked for."""
    aliases = {each.satuan: each.alias for each in then.satuan if each.alias}
    known = {each.satuan for each in now.satuan}
    both = (
        each.model_copy(
            update={"alias": "; ".join(dict.fromkeys(filter(None, (each.alias, aliases.get(each.satuan)))))}
        )
        for each in now.satuan
    )
    return (*both, *(each for each in then.satuan if each.satuan not in known))


def _pointing(rows: Sequence[RowT], name: str, known: set[str]) -> tuple[RowT, ...]:
    """The rows, none of which points to a row that is not there."""
    return tuple(
        row if getattr(row, name) in known or getattr(row, name) is None else row.model_copy(update={name: None})
        for row in rows
    )


def forms_digest(master: Master) -> str:
    """A hash of everything that answers are given to; the version of the forms goes by it."""
    text = "\n".join(
        f"{each.kode} {sheet} {row!r}"
        for each in master.bagian
        for sheet, rows in begun_rows(master, each.kode).items()
        for row in rows
    )
    text += "".join(f"\n{each.kode} {each.skala}" for each in master.indikator if each.skala)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# ------------------------------------------------------------------ what differs


def differences(now: Master, then: Master, remedy: str) -> Iterator[Finding]:
    """What the master says otherwise than the forms that are out: rows, then cells, each with both texts.

    Args:
        now: As it stands.
        then: As the forms were issued with.
        remedy: What makes the master's word count.
    """
    found: list[Finding] = []
    for shown in SHOWN:
        found += _sheet(shown, getattr(now, shown.attribute), getattr(then, shown.attribute), remedy)
    for each in found:
        cell = now.sel.get((each.sheet or "", each.key or "", each.column or ""))
        yield replace(each, cells=(cell,)) if cell else each


def _sheet(shown: _Shown, now: Sequence[Row], then: Sequence[Row], remedy: str) -> Iterator[Finding]:
    rows: Mapping[tuple[str, ...], Row] = {_key(each, shown): each for each in now}
    issued = {_key(each, shown): each for each in then}
    for key, row in issued.items():
        kunci = " ".join(key)
        if key not in rows:
            yield finding(PlanCode.RENSTRA_BARIS_DIHAPUS, sheet=shown.sheet, key=kunci, saran=remedy)
            continue
        for name in shown.held:
            yield from _cell(shown.sheet, kunci, name, row, rows[key], remedy)
        for name in shown.told:
            yield from _cell(shown.sheet, kunci, name, row, rows[key], remedy, Severity.INFO)
    for key in rows:
        if key not in issued:
            yield finding(PlanCode.RENSTRA_BARIS_BARU, sheet=shown.sheet, key=" ".join(key), saran=remedy)


def _cell(
    sheet: str, kunci: str | None, name: str, then: Row, now: Row, remedy: str, weight: Severity | None = None
) -> Iterator[Finding]:  # fmt: skip
    before, after = getattr(then, name), getattr(now, name)
    if before != after:
        heading = type(now).columns()[name].heading
        yield finding(
            PlanCode.RENSTRA_BERUBAH, sheet=sheet, key=kunci, column=name, found=_text(after), weight=weight,
            kolom=heading, baris=f" {kunci}" if kunci else "", asli=_text(before), saran=remedy,
        )  # fmt: skip


def _text(value: object) -> str:
    """A value of the master as people read it."""
    if value is None or value == ():
        return KOSONG
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, date):
        return tanggal(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
