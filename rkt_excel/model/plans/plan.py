"""The plan: what the bagian answered, joined into one RKT, each value with the cells that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import TYPE_CHECKING, Any, Final, cast

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import NUMERIC, Return, StatusBagian
from rkt_excel.model.forms.unanswered import unanswered
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS, TEXTS, Kinerja, Usulan
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary.nilai import Nilai
from rkt_excel.model.vocabulary.terms import CaraGabung
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.reading.read import ReadRow
from rkt_excel.workbook.values.cells import plain
from rkt_excel.workbook.values.numbers import written

if TYPE_CHECKING:
    import pandas as pd

_AVERAGE_STEP: Final = Decimal("0.01")


@dataclass(frozen=True)
class Origin:
    """The cell that a value came from, and what it said there."""

    bagian: str
    berkas: str
    sha256: str
    lembar: str
    sel: str
    nilai: Nilai


Answer = tuple[Nilai, tuple[Origin, ...]]  # what one bagian answered, and where


@dataclass(frozen=True)
class Isi:
    """One value of the plan with where it came from and how it was joined."""

    nilai: Nilai
    origins: tuple[Origin, ...]
    cara: str = ""


class Diusulkan(Usulan):
    """A proposed indikator with the name that it carries from the form to the plan, such as U.SEK.1."""

    kode: str = ""


@dataclass(frozen=True)
class Plan:
    """The whole RKT as it stands.

    Attributes:
        master: What it was planned from; its indikator include the proposals that were accepted.
        isi: Values by (kunci, kolom).
        status: How far each bagian has come, by kode.
        usulan: Proposed indikator with the bagian that proposed each, empty where the meeting did.
        dihapus: The kunci of the rows that people dropped; they stay in the workbook, marked, and are not printed.
        sebab: Why a value is as it is, for those that people typed in this edition.
    """

    master: Master
    isi: Mapping[tuple[str, str], Isi]
    status: Mapping[str, StatusBagian]
    usulan: tuple[tuple[str, Diusulkan], ...] = ()
    dihapus: frozenset[str] = frozenset()
    sebab: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def nilai(self, kunci: str, kolom: str) -> Nilai | None:
        """The value of a row and column, `None` while it is open."""
        found = self.isi.get((kunci, kolom))
        return found.nilai if found else None

    def pagu(self, kode: str) -> Decimal | None:
        """The pagu of a program line in rupiah, `None` while it is open."""
        value = self.nilai(kode, "pagu")
        return value if isinstance(value, Decimal) else None

    @property
    def belum_masuk(self) -> tuple[str, ...]:
        """The bagian whose form has not come back."""
        return tuple(kode for kode, state in self.status.items() if state is StatusBagian.BELUM_MASUK)


@dataclass(frozen=True)
class Proposal:
    """A proposed indikator and the row of the form that proposes it."""

    row: Diusulkan
    read: ReadRow


def tidy(counted: Mapping[str, Return]) -> pd.DataFrame:
    """All accepted values of all bagian as one tidy table, each with its address.

    Columns: kunci, kolom, nilai (`Decimal` or text), bagian, berkas, sha256, lembar, sel.
    """
    import pandas as pd  # noqa: PLC0415 - heavy; loaded where values are merged

    columns = ["kunci", "kolom", "nilai", "bagian", "berkas", "sha256", "lembar", "sel"]
    lines = [line for bagian in sorted(counted) for line in _lines(counted[bagian])]
    return pd.DataFrame(lines, columns=columns, dtype=object)


def _lines(returned: Return) -> list[tuple[object, ...]]:
    lines: list[tuple[object, ...]] = []
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
                    lines.append(
                        (
                            each.key,
                            name,
                            value,
                            returned.bagian,
                            returned.berkas,
                            returned.sha256,
                            sheet,
                            cell,
                        )
                    )
    return lines


def _doubtful_rows(returned: Return) -> set[tuple[str | None, str | None]]:
    """The rows whose answers wait, because what they answer to is itself in doubt (a changed satuan, a key twice)."""
    filled = {*ANSWERS, *PROGRAM_ANSWERS}
    return {
        (each.sheet, each.key)
        for each in returned.findings
        if each.severity is Severity.GALAT and each.key and each.column not in filled
    }


def merge(master: Master, chosen: Chosen) -> tuple[Plan, list[Finding]]:
    """Join the answers of all bagian as the master says; what cannot be joined is a finding, never a guess."""
    counted = chosen.counted
    table = _with_signed(tidy(counted), master, counted)
    indikator = {each.kode: each for each in master.indikator}
    isi: dict[tuple[str, str], Isi] = {}
    findings: list[Finding] = []
    for place, group in table.groupby(["kunci", "kolom"], sort=False):
        kunci, kolom = map(str, cast("tuple[str, str]", place))
        answers = _answers(group)
        row = indikator.get(kunci)
        joined = _join(row, kunci, kolom, answers, master, findings) if row else Isi(*answers[0])
        if joined:
            isi[kunci, kolom] = joined
    states = {each.kode: chosen.status(each.kode) for each in master.bagian}
    states |= dict.fromkeys(_nothing_left(master), StatusBagian.LENGKAP)
    proposed = tuple(_proposals(counted, master.murni.signed.kode if master.murni else frozenset()))
    for bagian, returned, each in proposed:
        isi.update(_proposed_values(bagian, returned, each))
    return Plan(master, isi, states, tuple((bagian, each.row) for bagian, _, each in proposed)), findings


def _with_signed(table: pd.DataFrame, master: Master, counted: Mapping[str, Return]) -> pd.DataFrame:
    """The answers with those of the signed plan that still hold; they point to it instead of a cell."""
    if master.murni is None:
        return table
    import pandas as pd  # noqa: PLC0415 - heavy; loaded where values are merged

    accepted = set(zip(table["kunci"], table["kolom"], table["bagian"], strict=True))
    name = master.murni.signed.nama
    lines = [
        (kunci, kolom, value, bagian, name, "", sheet, "")
        for sheet, kunci, kolom, bagian, value in unanswered(master, counted, accepted)
    ]
    if not lines:
        return table
    return pd.concat([table, pd.DataFrame(lines, columns=list(table.columns), dtype=object)], ignore_index=True)


def _nothing_left(master: Master) -> set[str]:
    """The bagian all of whose rows were dropped before the signature: nothing is asked of them any more."""
    if master.murni is None or not master.murni.dihapus:
        return set()
    answering = {bagian for row in master.indikator for bagian in row.bagian} | {row.bagian for row in master.program}
    return {each.kode for each in master.bagian if each.kode in answering} - set(form.busy(master))


def _answers(group: pd.DataFrame) -> list[Answer]:
    lines: list[Any] = list(group.itertuples(index=False))  # named tuples of the columns, unknown to type checkers
    return [
        (line.nilai, (Origin(line.bagian, line.berkas, line.sha256, line.lembar, line.sel, line.nilai),))
        for line in lines
    ]


def _join(
    row: Indikator,
    kunci: str,
    kolom: str,
    answers: Sequence[Answer],
    master: Master,
    findings: list[Finding],
) -> Isi | None:
    """One value of what one or several bagian answered."""
    order = {kode: place for place, kode in enumerate(row.bagian)}
    answers = sorted(answers, key=lambda answer: order.get(answer[1][0].bagian, len(order)))
    if len(row.bagian) == 1:
        return Isi(*answers[0])
    origins = tuple(origin for _, places in answers for origin in places)
    if kolom in TEXTS:
        named = kolom != "penanggung_jawab"  # a post names its bagian by itself
        return Isi(_side_by_side(answers, master, named=named), origins)
    if row.cara_gabung in (CaraGabung.JUMLAH, CaraGabung.RATA) and row.jenis in NUMERIC:
        return _computed(row, kunci, kolom, answers, master, findings)
    if len({answer[0] for answer in answers}) > 1:
        findings.append(_disagreement(kunci, kolom, answers))
    return Isi(answers[0][0], origins, CaraGabung.UTAMA) if order.get(origins[0].bagian) == 0 else None


def _computed(
    row: Indikator,
    kunci: str,
    kolom: str,
    answers: Sequence[Answer],
    master: Master,
    findings: list[Finding],
) -> Isi | None:
    """A sum or an average; a partial one would be a wrong number, so it waits for all."""
    origins = tuple(origin for _, places in answers for origin in places)
    waiting = [kode for kode in row.bagian if kode not in {origin.bagian for origin in origins}]
    numbers = [value for value, _ in answers if isinstance(value, Decimal)]
    if waiting:
        names = ", ".join(master.nama_bagian(kode) for kode in waiting)
        header = _header(kolom, master)
        findings.append(
            finding(
                PlanCode.GABUNGAN_BELUM_LENGKAP,
                key=kunci,
                column=kolom,
                kolom=header,
                cara=row.cara_gabung,
                menunggu=names,
            )
        )
        return None
    total = sum(numbers, Decimal(0))
    if row.cara_gabung == CaraGabung.JUMLAH:
        return Isi(plain(total), origins, CaraGabung.JUMLAH)
    mean = (total / len(numbers)).quantize(_AVERAGE_STEP, ROUND_HALF_UP)
    return Isi(plain(mean), origins, CaraGabung.RATA)


def _side_by_side(answers: Sequence[Answer], master: Master, *, named: bool) -> str:
    """Texts of several bagian: once where they agree, else side by side, with their bagian where that is asked."""
    texts = list(dict.fromkeys(str(value) for value, _ in answers))
    if len(texts) == 1 or not named:
        return "; ".join(texts)
    return "; ".join(f"{master.nama_bagian(places[0].bagian)}: {value}" for value, places in answers)


def _disagreement(kunci: str, kolom: str, answers: Sequence[Answer]) -> Finding:
    shown = [(written(value) if isinstance(value, Decimal) else value, places[0]) for value, places in answers]
    parts = [f"{place.bagian} {text}" for text, place in shown]
    cells = [f"{place.sel} di {place.berkas}" for _, place in shown]
    return finding(
        PlanCode.BEDA_ANTAR_BAGIAN, sheet=form.KINERJA, cells=[places[0].sel for _, places in answers], key=kunci,
        column=kolom, kolom=_header(kolom, None), rincian=" dan ".join(parts), tempat="; ".join(cells),
        parties=[(place.bagian, place.sel) for _, places in answers for place in places],
    )  # fmt: skip


def _header(kolom: str, master: Master | None) -> str:
    year = str(master.tahun) if master else ""
    return Kinerja.columns()[kolom].header.format(tahun=year).strip()


def _proposals(counted: Mapping[str, Return], used: frozenset[str]) -> Iterator[tuple[str, Return, Proposal]]:
    """The proposals of all bagian, named by their order within each form; no kode that was signed is used again."""
    for bagian in sorted(counted):
        rows = counted[bagian].result.rows.get(form.USULAN, ())
        free = (name for number in count(1) if (name := f"U.{bagian}.{number}") not in used)
        for each in (one for one in rows if isinstance(one.row, Usulan)):
            known = {name: getattr(each.row, name) for name in Usulan.columns()}
            yield bagian, counted[bagian], Proposal(Diusulkan(kode=next(free), **known), each)


def _proposed_values(bagian: str, returned: Return, proposal: Proposal) -> Iterator[tuple[tuple[str, str], Isi]]:
    """The values of a proposal with their cells."""
    for name in Usulan.columns():
        value, cell = getattr(proposal.row, name), proposal.read.address(name)
        if value is not None:
            origin = Origin(bagian, returned.berkas, returned.sha256, form.USULAN, cell or "", value)
            yield (proposal.row.kode, name), Isi(value, (origin,))
