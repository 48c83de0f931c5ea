"""The merge: the answers of all bagian as one table, joined place by place as the master says.

A place is a kunci with a kolom. What the bagian answered for one is brought together by operations on whole columns;
from the joined table the plan is read off, and what cannot be joined is a finding, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import NUMERIC, Return, StatusBagian
from rkt_excel.model.forms.unanswered import unanswered
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.plan import Diusulkan, Isi, Origin, Plan
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS, TEXTS, Kinerja, Usulan
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.nilai import Place
from rkt_excel.model.vocabulary.terms import CaraGabung
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.reading.read import ReadRow
from rkt_excel.workbook.values.cells import plain
from rkt_excel.workbook.values.numbers import written

if TYPE_CHECKING:
    import pandas as pd

_PLACE: Final = ["kunci", "kolom"]
_ORIGIN: Final = ["bagian", "berkas", "sha256", "lembar", "sel", "nilai"]  # the fields of `Origin`, in their order
_COLUMNS: Final = ["kunci", "kolom", "nilai", "bagian", "berkas", "sha256", "lembar", "sel"]
_AVERAGE_STEP: Final = Decimal("0.01")
_BETWEEN: Final = "; "  # texts that stand side by side


class Joining(StrEnum):
    """How what was answered for a place becomes one value."""

    ALONE = "alone"  # one bagian answers
    LEADING = "leading"  # the first one that the master names answers; the others have to agree
    COMPUTED = "computed"  # numbers are added up or averaged
    TEXTS = "texts"  # texts stand side by side


def merge(master: Master, chosen: Chosen) -> tuple[Plan, list[Finding]]:
    """Join the answers of all bagian as the master says.

    Args:
        master: What the forms were made of.
        chosen: The returns that count.

    Returns:
        The plan, its values in the order of the first answer to each, and what could not be joined.
    """
    counted = chosen.counted
    answers = _ordered(_with_signed(tidy(counted), master, counted), master)
    isi, findings = _read_off(answers, _joined(answers, master), master)
    states = {each.kode: chosen.status(each.kode) for each in master.bagian}
    states |= dict.fromkeys(_nothing_left(master), StatusBagian.LENGKAP)
    proposed = tuple(_proposals(counted, master.murni.signed.kode if master.murni else frozenset()))
    for bagian, returned, row, read in proposed:
        isi.update(_proposed_values(bagian, returned, row, read))
    return Plan(master, isi, states, tuple((bagian, row) for bagian, _, row, _ in proposed)), findings


# ------------------------------------------------------------------------------------------ what was answered


def tidy(counted: Mapping[str, Return]) -> pd.DataFrame:
    """All accepted values of all bagian as one tidy table, each with its address.

    Columns: kunci, kolom, nilai (`Decimal` or text), bagian, berkas, sha256, lembar, sel.
    """
    return _table([line for bagian in sorted(counted) for line in _lines(counted[bagian])], _COLUMNS)


def _table(lines: list[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    """A table that keeps every value as it is."""
    import pandas as pd  # noqa: PLC0415 - heavy; loaded where values are merged

    return pd.DataFrame(lines, columns=columns, dtype=object)


def _lines(returned: Return) -> Iterator[tuple[object, ...]]:
    heavy = [each for each in returned.findings if each.severity is Severity.GALAT]
    wrong = {(each.sheet, cell) for each in heavy for cell in each.cells}
    # A target stands until it is itself at fault; a missing reason or quarters that differ are mended beside it.
    wrong_targets = {(each.sheet, cell) for each in heavy if each.column == "target" for cell in each.cells}
    doubtful = _doubtful_rows(returned)
    for sheet, names in ((form.KINERJA, ANSWERS), (form.PROGRAM, PROGRAM_ANSWERS)):
        for each in returned.result.rows.get(sheet, ()):
            for name in names if (sheet, each.key) not in doubtful else ():
                value, cell = getattr(each.row, name), each.address(name)
                if value is not None and (sheet, cell) not in (wrong_targets if name == "target" else wrong):
                    yield each.key, name, value, returned.bagian, returned.berkas, returned.sha256, sheet, cell


def _doubtful_rows(returned: Return) -> set[tuple[str | None, str | None]]:
    """The rows whose answers wait, because what they answer to is itself in doubt (a changed satuan, a key twice)."""
    filled = {*ANSWERS, *PROGRAM_ANSWERS}
    return {
        (each.sheet, each.key)
        for each in returned.findings
        if each.severity is Severity.GALAT and each.key and each.column not in filled
    }


def _with_signed(table: pd.DataFrame, master: Master, counted: Mapping[str, Return]) -> pd.DataFrame:
    """The answers with those of the signed plan that still hold; they point to it instead of a cell."""
    if master.murni is None:
        return table
    import pandas as pd  # noqa: PLC0415 - heavy; loaded where values are merged

    accepted = set(zip(table["kunci"], table["kolom"], table["bagian"], strict=True))
    name = master.murni.signed.nama
    lines: list[tuple[object, ...]] = [
        (kunci, kolom, value, bagian, name, "", sheet, "")
        for sheet, kunci, kolom, bagian, value in unanswered(master, counted, accepted)
    ]
    return pd.concat([table, _table(lines, _COLUMNS)], ignore_index=True) if lines else table


# ------------------------------------------------------------------------------------------ how it is joined


def _ordered(answers: pd.DataFrame, master: Master) -> pd.DataFrame:
    """The answers to each place below each other, those of the bagian that the master names first at the top.

    Adds columns: tempat (the number of the place, in the order of the first answers), urutan (the place of the bagian
    among those that the indikator names, missing for any other), cara (a `Joining`).
    """
    rows = {each.kode: each for each in master.indikator}.values()
    asked = [(row.kode, bagian, place) for row in rows for bagian, place in _places(row).items()]
    ways = _table([(row.kode, _joining(row)) for row in rows], ["kunci", "cara"])
    answers = answers.merge(_table(list(asked), ["kunci", "bagian", "urutan"]), how="left", on=["kunci", "bagian"])
    answers = answers.merge(ways, how="left", on="kunci")
    answers["cara"] = answers["cara"].where(answers["cara"].notna(), Joining.ALONE)  # the lines of programs
    shared = answers["cara"] != Joining.ALONE
    answers.loc[shared & answers["kolom"].isin(TEXTS), "cara"] = Joining.TEXTS
    answers["urutan"] = answers["urutan"].astype(float)
    answers["tempat"] = answers.groupby(_PLACE, sort=False).ngroup()
    return answers.sort_values(["tempat", "urutan"], ignore_index=True)  # stable; what is missing comes last


def _places(row: Indikator) -> dict[str, int]:
    return {kode: place for place, kode in enumerate(row.bagian)}


def _joining(row: Indikator) -> Joining:
    if len(row.bagian) == 1:
        return Joining.ALONE
    computed = row.cara_gabung in (CaraGabung.JUMLAH, CaraGabung.RATA) and row.jenis in NUMERIC
    return Joining.COMPUTED if computed else Joining.LEADING


def _joined(answers: pd.DataFrame, master: Master) -> pd.DataFrame:
    """One line for each place.

    Columns: kunci, kolom, cara; nilai and urutan of the first answer; berbeda (how many values differ), ada (how many
    of the bagian that are asked have answered), sampai (the line of `answers` after its last); for what several bagian
    answered also jumlah and banyak (the sum and the count of the numbers), and teks (the texts side by side).
    """
    places = answers.groupby("tempat")
    joined = places.agg(
        kunci=("kunci", "first"), kolom=("kolom", "first"), cara=("cara", "first"), nilai=("nilai", "first"),
        urutan=("urutan", "min"), berbeda=("nilai", "nunique"), ada=("urutan", "nunique"), lebar=("nilai", "size"),
    )  # fmt: skip
    joined["sampai"] = joined["lebar"].cumsum()
    numbers = answers[(answers["cara"] == Joining.COMPUTED) & (answers["nilai"].map(type) == Decimal)].groupby("tempat")
    joined["jumlah"], joined["banyak"] = numbers["nilai"].sum(), numbers["nilai"].size()
    joined["teks"] = _side_by_side(answers[answers["cara"] == Joining.TEXTS], joined["berbeda"], master)
    return joined


def _side_by_side(texts: pd.DataFrame, differ: pd.Series[int], master: Master) -> pd.Series[str]:
    """The texts of each place: once where they agree, else with their bagian, which a post names by itself."""
    named = (texts["kolom"] != "penanggung_jawab") & (texts["tempat"].map(differ) > 1)
    names = {each: f"{master.nama_bagian(each)}: " for each in texts["bagian"].unique()}
    who = texts["bagian"].map(names).astype(object).where(named, "")
    said = _BETWEEN + who + texts["nilai"].map(str).astype(object)
    once = named | ~texts.duplicated(["tempat", "nilai"])
    together: pd.Series[str] = said[once].groupby(texts["tempat"]).sum()  # texts add up to one text
    return together.str.removeprefix(_BETWEEN)


# ------------------------------------------------------------------------------------------ the plan, read off


def _read_off(answers: pd.DataFrame, joined: pd.DataFrame, master: Master) -> tuple[dict[Place, Isi], list[Finding]]:
    cells = [Origin(*line) for line in answers[_ORIGIN].itertuples(index=False, name=None)]
    indikator = {each.kode: each for each in master.indikator}
    isi: dict[Place, Isi] = {}
    findings: list[Finding] = []
    for each in joined.itertuples(index=False):
        line: Any = each  # a named tuple of the columns, unknown to type checkers
        origins = tuple(cells[line.sampai - line.lebar : line.sampai])
        place, row = (line.kunci, line.kolom), indikator.get(line.kunci)
        if row is None or line.cara == Joining.ALONE:
            isi[place] = Isi(line.nilai, origins[:1])
        elif line.cara == Joining.TEXTS:
            isi[place] = Isi(line.teks, origins)
        elif line.cara == Joining.LEADING:
            if line.berbeda > 1:
                findings.append(_disagreement(place, origins))
            if line.urutan == 0:
                isi[place] = Isi(line.nilai, origins, CaraGabung.UTAMA)
        elif line.ada < len(_places(row)):  # a partial sum would be a wrong number
            findings.append(_waiting(place, row, origins, master))
        else:
            isi[place] = _computed(row, line.jumlah, int(line.banyak), origins)
    return isi, findings


def _computed(row: Indikator, total: Decimal, count: int, origins: tuple[Origin, ...]) -> Isi:
    """A sum, or an average with two decimals."""
    if row.cara_gabung == CaraGabung.JUMLAH:
        return Isi(plain(total), origins, CaraGabung.JUMLAH)
    return Isi(plain((total / count).quantize(_AVERAGE_STEP, ROUND_HALF_UP)), origins, CaraGabung.RATA)


def _waiting(place: Place, row: Indikator, origins: tuple[Origin, ...], master: Master) -> Finding:
    kunci, kolom = place
    answered = {each.bagian for each in origins}
    return finding(
        PlanCode.GABUNGAN_BELUM_LENGKAP, key=kunci, column=kolom, kolom=_header(kolom, str(master.tahun)),
        cara=row.cara_gabung,
        menunggu=", ".join(master.nama_bagian(each) for each in row.bagian if each not in answered),
    )  # fmt: skip


def _disagreement(place: Place, origins: tuple[Origin, ...]) -> Finding:
    kunci, kolom = place
    shown = [written(each.nilai) if isinstance(each.nilai, Decimal) else each.nilai for each in origins]
    return finding(
        PlanCode.BEDA_ANTAR_BAGIAN, sheet=form.KINERJA, cells=[each.sel for each in origins], key=kunci, column=kolom,
        kolom=_header(kolom, ""),
        rincian=" dan ".join(f"{each.bagian} {text}" for each, text in zip(origins, shown, strict=True)),
        tempat=_BETWEEN.join(f"{each.sel} di {each.berkas}" for each in origins),
        parties=[(each.bagian, each.sel) for each in origins],
    )  # fmt: skip


def _header(kolom: str, year: str) -> str:
    return Kinerja.columns()[kolom].header.format(tahun=year).strip()


def _nothing_left(master: Master) -> set[str]:
    """The bagian all of whose rows were dropped before the signature: nothing is asked of them any more."""
    if master.murni is None or not master.murni.dihapus:
        return set()
    answering = {bagian for row in master.indikator for bagian in row.bagian} | {row.bagian for row in master.program}
    return {each.kode for each in master.bagian if each.kode in answering} - set(form.busy(master))


# ------------------------------------------------------------------------------------------ what was proposed


def _proposals(counted: Mapping[str, Return], used: frozenset[str]) -> Iterator[tuple[str, Return, Diusulkan, ReadRow]]:
    """The proposals of all bagian, named by their order within each form; no kode that was signed is used again."""
    for bagian in sorted(counted):
        rows = counted[bagian].result.rows.get(form.USULAN, ())
        free = (name for number in count(1) if (name := f"U.{bagian}.{number}") not in used)
        for each in (one for one in rows if isinstance(one.row, Usulan)):
            known = {name: getattr(each.row, name) for name in Usulan.columns()}
            yield bagian, counted[bagian], Diusulkan(kode=next(free), **known), each


def _proposed_values(bagian: str, returned: Return, row: Diusulkan, read: ReadRow) -> Iterator[tuple[Place, Isi]]:
    """The values of a proposal with their cells."""
    for name in Usulan.columns():
        value, cell = getattr(row, name), read.address(name)
        if value is not None:
            origin = Origin(bagian, returned.berkas, returned.sha256, form.USULAN, cell or "", value)
            yield (row.kode, name), Isi(value, (origin,))
