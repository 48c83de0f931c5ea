"""Rows, forms, plans and masters as the reader gives them, honest ones and changed ones, for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from itertools import count

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import Return, Times
from rkt_excel.model.origin.master import Master, read_master
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan_rules import Joined
from rkt_excel.model.tables.formulir import Kinerja, ProgramBagian, Usulan
from rkt_excel.model.vocabulary.terms import QUARTERS, Arah, Jenis, ModeTriwulan
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.workbook.declaration.declare import Row, RowT
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadResult, ReadRow
from rkt_excel.workbook.values.cells import Cell, CellContent

D = Decimal
LONGEST_MESSAGE = 140  # characters, so that it stays one thought


@cache
def master() -> Master:
    """The shipped master."""
    read_one, _ = read_master(open_book((shipped_inputs() / MASTER_FILE).read_bytes()))
    assert read_one is not None
    return read_one


# ------------------------------------------------------------------ rows as if they were read

ROW_NUMBERS = count(9)
PLACES: dict[str, str] = {}  # what stands at an address, such as "IK.1.1 alasan"; every row has a number of its own


def read_line(
    row: Row, key: str, *, faulty: Iterable[str] = (), raw: Mapping[str, object] | None = None, bagian: str = ""
) -> ReadRow:
    """A row as the reader gives it; faulty fields are empty. `raw` puts values past the validation."""
    number = next(ROW_NUMBERS)
    fields = {**dict.fromkeys(faulty), **(raw or {})}
    row = row.model_copy(update=fields)
    cells = {}
    for place, name in enumerate(row.columns(), 1):
        value = getattr(row, name)
        kind = {Decimal: CellContent.NUMBER, date: CellContent.DATE, type(None): CellContent.BLANK}.get(
            type(value), CellContent.TEXT
        )
        text = "; ".join(value) if isinstance(value, tuple) else value
        cells[name] = Cell(number, place, kind, text)
        PLACES[cells[name].address] = f"{bagian}{key} {name}"
    return ReadRow(row, number, key, cells, frozenset(faulty))


def places(told: Finding) -> list[str]:
    """The cells of a finding by what stands there."""
    return [PLACES[cell] for cell in told.cells]


INDEKS = Kinerja(
    kode="IK.1.1", kode_sasaran="SS.1", sasaran="Meningkatnya literasi", indikator="Indeks Pembangunan Literasi",
    satuan="indeks", jenis=Jenis.INDEKS, arah=Arah.POSITIF, mode=ModeTriwulan.AKHIR, pengisian=form.SENDIRI,
    capaian_lalu=D("71.25"), target_renstra=D("74.5"), target=D("74.5"), tw4=D("74.5"),
    penanggung_jawab="Kepala Bidang Pembinaan Perpustakaan",
)  # fmt: skip
KELUARAN = ProgramBagian(
    kode="2.23.02.2.01.0004", uraian="Pembinaan Perpustakaan", tingkat="sub kegiatan", indikator="Jumlah perpustakaan",
    satuan="perpustakaan", pagu_indikatif=D(62_500_000), target=D(12), pagu=D(62_500_000),
)  # fmt: skip
USUL = Usulan(
    sasaran="SS.1", indikator="Jumlah kampung literasi", satuan="lokus", jenis=Jenis.ANGKA, arah=Arah.POSITIF,
    mode=ModeTriwulan.JUMLAH, target=D(5), alasan="Diminta dalam musrenbang kecamatan",
)  # fmt: skip
LEVELS: dict[str, tuple[Row, str]] = {
    form.KINERJA: (INDEKS, "IK.1.1"),
    form.PROGRAM: (KELUARAN, "2.23.02.2.01.0004"),
    form.USULAN: (USUL, "U.001"),
}
SUM = {"mode": ModeTriwulan.JUMLAH, "jenis": Jenis.ANGKA}
RUNNING = {"mode": ModeTriwulan.KUMULATIF}
GRADE = {"jenis": Jenis.PREDIKAT, "target_renstra": "BB", "capaian_lalu": "BB", "target": "BB", "tw4": "BB"}
PERCENT = {"jenis": Jenis.PERSEN}


def quarters(*values: str) -> dict[str, object]:
    """TW I-IV."""
    return dict(zip(QUARTERS, map(D, values), strict=True))


def changed(base: Row, key: str, changes: Mapping[str, object], *faulty: str) -> ReadRow:
    """A base row with some answers changed."""
    return read_line(base, key, faulty=faulty, raw=changes)


# ------------------------------------------------------------------ the plan of all bagian

Edits = Mapping[tuple[str, str, str, str], object]  # (bagian, sheet, key, field) -> what is answered instead


def returns(
    planned: Master,
    edits: Edits,
    proposals: Mapping[str, tuple[str, ...]],
    missing: tuple[str, ...],
    faulty: set[tuple[str, str, str]],
) -> dict[str, Return]:
    """The returns of all bagian, filled as the example fills them, with some answers changed.

    Args:
        planned: The master that the forms were made from.
        edits: Other answers.
        proposals: Indikator proposed by a bagian.
        missing: Bagian that have not returned.
        faulty: Cells by (bagian, key, field) that could not be read.
    """
    made = {}
    for each in (each for each in planned.bagian if each.kode not in missing):
        typed = staff_answers(planned, each.kode, slips=False)
        rows: dict[str, list[ReadRow]] = {}
        for sheet, issued in form.form_rows(planned, each.kode).items():
            for row in issued:
                assert isinstance(row, (Kinerja, ProgramBagian))
                said = {f: v for (s, k, f), v in typed.items() if (s, k) == (sheet, row.kode)}
                said |= {f: v for (b, s, k, f), v in edits.items() if (b, s, k) == (each.kode, sheet, row.kode)}
                wrong = [f for (b, k, f) in faulty if (b, k) == (each.kode, row.kode)]
                rows.setdefault(sheet, []).append(
                    read_line(row, row.kode, faulty=wrong, raw={**said, **dict.fromkeys(wrong)}, bagian=f"{each.kode}:")
                )
        rows[form.USULAN] = [
            read_line(USUL, f"U.{n:03}", raw={"indikator": text}, bagian=f"{each.kode}:")
            for n, text in enumerate(proposals.get(each.kode, ()), 1)
        ]
        made[each.kode] = Return(f"3-kembali/{each.kode}.xlsx", "0" * 64, Times(NOW), each.kode, ReadResult(rows))
    return made


NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Plans:
    """What a case of the plan changes; made into a subject when the case runs."""

    edits: Edits
    proposals: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    faulty: frozenset[tuple[str, str, str]]
    renstra: Mapping[tuple[str, str], object]

    def subject(self) -> Joined:
        """The joined plan."""
        planned = replace(
            master(),
            indikator=tuple(self._edited(each) for each in master().indikator),
            program=tuple(self._edited(each) for each in master().program),
        )
        counted = returns(planned, self.edits, self.proposals, self.missing, set(self.faulty))
        return Joined(merge(planned, Chosen({}, counted, ()))[0], counted)

    def _edited(self, row: RowT) -> RowT:
        changes = {field: value for (kode, field), value in self.renstra.items() if kode == getattr(row, "kode", "")}
        return row.model_copy(update=changes)


def plan(
    edits: Edits | None = None,
    proposals: Mapping[str, tuple[str, ...]] | None = None,
    missing: tuple[str, ...] = (),
    faulty: Iterable[tuple[str, str, str]] = (),
    renstra: Mapping[tuple[str, str], object] | None = None,
) -> Plans:
    """A case of the plan; `renstra` changes what the master says, by (kode, field)."""
    return Plans(edits or {}, proposals or {}, missing, frozenset(faulty), renstra or {})


def pagu(bagian: str, kode: str, amount: int) -> dict[tuple[str, str, str, str], object]:
    """Another pagu than the pagu indikatif."""
    return {(bagian, form.PROGRAM, kode, "pagu"): D(amount)}


def target(kode: str, **parts: object) -> dict[tuple[str, str, str, str], object]:
    """Other targets of an indikator, by bagian."""
    return {(bagian, form.KINERJA, kode, "target"): value for bagian, value in parts.items()}


# ------------------------------------------------------------------ the master


@dataclass(frozen=True)
class Offices:
    """What a case of the master changes, by (sheet, key, field); `drop` leaves rows or a whole sheet out."""

    edits: Mapping[tuple[str, str, str], object]
    drop: tuple[tuple[str, str], ...]
    faulty: frozenset[tuple[str, str, str]]

    def subject(self) -> ReadResult:
        """The master as the reader gives it."""
        rows = {sheet: list(self._rows(sheet, rows)) for sheet, rows in master().rows().items()}
        return ReadResult(rows)

    def _rows(self, sheet: str, rows: Iterable[object]) -> Iterator[ReadRow]:
        for place, row in enumerate(rows, 1):
            assert isinstance(row, Row)
            key = str(getattr(row, row.key_field() or "", None) or f"{sheet}.{place:03}")
            if (sheet, "") in self.drop or (sheet, key) in self.drop:
                continue
            raw = {f: v for (s, k, f), v in self.edits.items() if (s, k) == (sheet, key)}
            wrong = [f for (s, k, f) in self.faulty if (s, k) == (sheet, key)]
            yield read_line(row, str(raw.get("kode", key)), faulty=wrong, raw=raw)


def office(
    edits: Mapping[tuple[str, str, str], object] | None = None,
    drop: tuple[tuple[str, str], ...] = (),
    faulty: Iterable[tuple[str, str, str]] = (),
) -> Offices:
    """A case of the master."""
    return Offices(edits or {}, drop, frozenset(faulty))
