"""The rules of the master workbook: within its rows, and between its rows and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.origin.skala import scale_of, scales
from rkt_excel.model.rules import words
from rkt_excel.model.rules.counting import mode_fits_jenis, satuan_fits_wording, things_are_whole
from rkt_excel.model.rules.rule import Line, Rule, Told, at, lines_of, over_lines
from rkt_excel.model.rules.scale import slip
from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.renstra import Indikator, Instansi, Pejabat, Predikat, Program, Sasaran
from rkt_excel.model.vocabulary.nomenklatur import gaps, parent_of
from rkt_excel.model.vocabulary.terms import CaraGabung, Jenis, Peran
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.reading.read import ReadResult
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare
from rkt_excel.workbook.values.numbers import written


def judge_master(result: ReadResult) -> Iterator[Finding]:
    """What the rules say about the master."""
    for rule in MASTER_RULES:
        yield from rule.run(result)
    for sheet, rules in MASTER_ROW_RULES.items():
        yield from over_lines(rules, lines_of(result, sheet))


# ------------------------------------------------------------------ single rows


def dates_in_order(line: Line) -> Iterator[Told]:
    """Forms cannot be due before the work begins."""
    start, due = line.row.get("mulai"), line.row.get("batas_kembali")
    if isinstance(start, date) and isinstance(due, date) and due < start:
        yield line.told("batas_kembali", "mulai", mulai=f"{start:%d/%m/%Y}")


def name_known(line: Line) -> Iterator[Told]:
    """Names may stay open until the signature."""
    if not line.text("nama"):
        yield line.told("nama", peran=line.text("peran"))


def nip_known(line: Line) -> Iterator[Told]:
    """An NIP may stay open until the signature, as the name may."""
    if not line.text("nip"):
        yield line.told("nip", peran=line.text("peran"))


def join_fits_jenis(line: Line) -> Iterator[Told]:
    """Grades and texts cannot be added up over bagian."""
    jenis = line.text("jenis")
    if jenis in (Jenis.PREDIKAT, Jenis.TEKS) and line.text("cara_gabung") in (CaraGabung.JUMLAH, CaraGabung.RATA):
        yield line.told("cara_gabung", "jenis", jenis=jenis)


def target_has_the_scale_of_last_year(line: Line) -> Iterator[Told]:
    """A Renstra target about a hundred or a thousand times last year's score or per cent is a slip."""
    target, before = line.number("target"), line.number("capaian_lalu")
    if target is None or before is None or line.text("jenis") not in (Jenis.PERSEN, Jenis.INDEKS):
        return
    found = slip(target, before, about=True)
    if found:
        yield line.told(
            "target",
            "capaian_lalu",
            nilai=written(target),
            banding=found,
            acuan=f"capaian tahun lalu {written(before)}",
        )


def sasaran_names_a_result(line: Line) -> Iterator[Told]:
    """A sasaran begins with a result such as "Meningkatnya", not with an activity (LKE; a hint for evaluators)."""
    found = words.activity(line.text("sasaran"))
    if found:
        yield line.told("sasaran", kata=found, contoh="Meningkatnya …")


def indikator_names_a_measure(line: Line) -> Iterator[Told]:
    """An indikator names what is measured, not an activity (SMART: measurable; a hint for evaluators)."""
    found = words.activity(line.text("indikator"))
    if found:
        yield line.told("indikator", kata=found, contoh="Persentase …")


# ------------------------------------------------------------------ between rows and sheets


def _faulty(result: ReadResult, sheet: str) -> bool:
    """Whether a sheet has rows that could not be read for faults that are told; nothing more follows of them."""
    named = result.named.get((sheet, "kode"), {})
    return bool(named.keys() - {each.key for each in result.rows.get(sheet, ())})


def what_forms_are_made_of_is_there(result: ReadResult) -> Iterator[Told]:
    """Without bagian, sasaran or indikator there is no form (SOP step 1); told once the office itself is filled in."""
    for sheet in (renstra.BAGIAN, renstra.SASARAN, renstra.INDIKATOR):
        if result.rows.get(renstra.INSTANSI) and not result.rows.get(sheet) and not _faulty(result, sheet):
            yield Told(sheet=sheet, details={"nama": sheet})


def lists_in_use_are_filled(result: ReadResult) -> Iterator[Told]:
    """A list that is chosen from says something; told once, not in every row that chooses from it."""
    lines = list(lines_of(result, renstra.INDIKATOR))
    graded = any(line.text("jenis") == Jenis.PREDIKAT for line in lines)
    for sheet, used in ((renstra.SATUAN, bool(lines)), (renstra.PREDIKAT, graded)):
        if used and not result.rows.get(sheet):
            yield Told(sheet=sheet, details={"nama": sheet})


def scale_is_clear(result: ReadResult) -> Iterator[Told]:
    """A form offers the grades of one scale, best first; where nothing tells which, the office is asked."""
    known = scales(result.of(renstra.PREDIKAT, Predikat))
    for each in result.rows.get(renstra.INDIKATOR, ()):
        row = each.row
        assert isinstance(row, Indikator)
        if known and row.jenis == Jenis.PREDIKAT and not row.skala and row.target and scale_of(row, known) is None:
            yield at(renstra.INDIKATOR, each, "target", "capaian_lalu")


def sasaran_has_indikator(result: ReadResult) -> Iterator[Told]:
    """Every sasaran is measured (SOP step 1: sasaran, indikator, target)."""
    if _faulty(result, renstra.INDIKATOR):
        return
    measured = {each.sasaran for each in result.of(renstra.INDIKATOR, Indikator)}
    for each in result.rows.get(renstra.SASARAN, ()):
        if each.key not in measured:
            yield at(renstra.SASARAN, each, "kode")


def sasaran_has_prioritas(result: ReadResult) -> Iterator[Told]:
    """A draft that misses the priorities is sent back (the SOP's own warning)."""
    if not result.rows.get(renstra.PRIORITAS):
        return
    for line in lines_of(result, renstra.SASARAN):
        if not line.text("prioritas") and "prioritas" not in line.each.faulty:
            yield line.told("prioritas")


def prioritas_are_listed(result: ReadResult) -> Iterator[Told]:
    """Without priorities nobody can see what a sasaran serves; told once, for the sheet may be empty."""
    if result.rows.get(renstra.SASARAN) and not result.rows.get(renstra.PRIORITAS):
        yield Told(sheet=renstra.PRIORITAS)


def prioritas_is_served(result: ReadResult) -> Iterator[Told]:
    """A priority that no sasaran serves may be another office's; it is told as soon as any sasaran names one."""
    served = {each.prioritas for each in result.of(renstra.SASARAN, Sasaran)} - {None}
    for each in result.rows.get(renstra.PRIORITAS, ()):
        if served and each.key not in served:
            yield at(renstra.PRIORITAS, each, "kode")


def bagian_has_indikator(result: ReadResult) -> Iterator[Told]:
    """A bagian without anything to fill gets no form."""
    if _faulty(result, renstra.INDIKATOR) or _faulty(result, renstra.PROGRAM):
        return
    busy = {kode for each in result.of(renstra.INDIKATOR, Indikator) for kode in each.bagian}
    busy |= {each.bagian for each in result.of(renstra.PROGRAM, Program) if each.bagian}
    for each in result.rows.get(renstra.BAGIAN, ()):
        if each.key not in busy:
            yield at(renstra.BAGIAN, each, "kode")


def indikator_differ(result: ReadResult) -> Iterator[Told]:
    """One indikator stands once, whatever its sasaran (a target in two places ends as two targets)."""
    seen: dict[str, Line] = {}
    for line in lines_of(result, renstra.INDIKATOR):
        first = seen.setdefault(bare(line.text("indikator")), line)
        if first is not line:
            told = line.told("indikator", lain=first.each.key)
            yield replace(told, cells=(*told.cells, *first.told("indikator").cells))


_VALUED: Final = (renstra.INDIKATOR, renstra.PROGRAM)  # whose values stand under their kode


def kodes_name_one_row(result: ReadResult) -> Iterator[Told]:
    """Under one kode stands one row's values: those of an indikator and of a program are kept and typed alike."""
    seen: dict[str, Line] = {}
    for line in (line for sheet in _VALUED for line in lines_of(result, sheet)):
        first = seen.setdefault(folded(line.each.key), line)
        if first is not line and (first.sheet, first.each.key) != (line.sheet, line.each.key):
            yield line.told("kode", lain=f"{first.sheet} {first.told('kode').cells[0]}")


def kodes_differ_between_sheets(result: ReadResult) -> Iterator[Told]:
    """Papers print the kode of every row to be talked about, so that one kode had better name one thing."""
    seen: dict[str, Line] = {}
    for sheet in (*_VALUED, renstra.SASARAN, renstra.PRIORITAS):
        for line in lines_of(result, sheet):
            first = seen.setdefault(folded(line.each.key), line)
            if first.sheet != sheet and not {first.sheet, sheet} <= set(_VALUED):
                yield line.told("kode", lain=first.sheet)


def term_not_over(result: ReadResult) -> Iterator[Told]:
    """An official whose term is over on the first day cannot sign; of one whose successor is named nobody asks it."""
    start = _start(result)
    officials = result.of(renstra.PEJABAT, Pejabat)
    for line in lines_of(result, renstra.PEJABAT):
        row = line.each.row
        if not (start and isinstance(row, Pejabat) and row.sampai and row.sampai < start.mulai):
            continue
        if not any(_after(each, row) for each in officials):
            yield line.told("sampai", peran=row.peran, tanggal=f"{row.sampai:%d/%m/%Y}")


def _after(one: Pejabat, other: Pejabat) -> bool:
    """Whether an official holds the same post longer than the other; a term without end is the longest."""
    return one.peran == other.peran and (one.sampai or date.max) > (other.sampai or date.max)


def roles_held(result: ReadResult) -> Iterator[Told]:
    """Somebody can sign and initial on the day the work begins."""
    start = _start(result)
    if start is None:
        return
    roles = {
        each.peran
        for each in result.of(renstra.PEJABAT, Pejabat)
        if (each.sampai or start.mulai) >= start.mulai >= (each.mulai or start.mulai)
    }
    for role in (Peran.KEPALA, Peran.KASUBAG):
        if role not in roles:
            yield Told(sheet=renstra.PEJABAT, details={"peran": role.value, "tanggal": f"{start.mulai:%d/%m/%Y}"})


def _start(result: ReadResult) -> Instansi | None:
    return next(iter(result.of(renstra.INSTANSI, Instansi)), None)


def programs_have_parents(result: ReadResult) -> Iterator[Told]:
    """A kegiatan stands under its program, a sub kegiatan under its kegiatan."""
    known = {each.key for each in result.rows.get(renstra.PROGRAM, ())}
    for each in result.rows.get(renstra.PROGRAM, ()):
        parent = parent_of(each.key)
        if parent and parent not in known:
            yield at(renstra.PROGRAM, each, "kode", induk=parent)


def pagu_adds_up(result: ReadResult) -> Iterator[Told]:
    """Parts may differ from their whole in real budgets: the difference is shown, nothing is blocked.

    In a real table sub kegiatan fell short of their kegiatan by 415.451.508 (domain notes, 2.2).
    """
    lines = {line.each.key: line for line in lines_of(result, renstra.PROGRAM)}
    unknown = {kode for kode, line in lines.items() if "pagu" in line.each.faulty}
    for gap in gaps({kode: line.number("pagu") for kode, line in lines.items()}, unknown):
        told = lines[gap.kode].told(
            "pagu", pagu=written(gap.whole), jumlah=written(gap.parts), selisih=written(gap.difference)
        )
        parts = [cell for kode in gap.children for cell in lines[kode].told("pagu").cells]
        yield replace(told, cells=(*told.cells, *parts))


MASTER_RULES: Final[tuple[Rule[ReadResult], ...]] = (
    Rule(PlanCode.LEMBAR_BELUM_DIISI, what_forms_are_made_of_is_there),
    Rule(PlanCode.DAFTAR_BELUM_DIISI, lists_in_use_are_filled),
    Rule(PlanCode.SKALA_BELUM_DIPILIH, scale_is_clear),
    Rule(PlanCode.SASARAN_TANPA_INDIKATOR, sasaran_has_indikator),
    Rule(PlanCode.SASARAN_TANPA_PRIORITAS, sasaran_has_prioritas),
    Rule(PlanCode.PRIORITAS_KOSONG, prioritas_are_listed),
    Rule(PlanCode.PRIORITAS_TANPA_SASARAN, prioritas_is_served),
    Rule(PlanCode.BAGIAN_TANPA_ISIAN, bagian_has_indikator),
    Rule(PlanCode.KODE_RANGKAP, kodes_name_one_row),
    Rule(PlanCode.KODE_SAMA, kodes_differ_between_sheets),
    Rule(PlanCode.INDIKATOR_GANDA, indikator_differ),
    Rule(PlanCode.MASA_TUGAS_LEWAT, term_not_over),
    Rule(PlanCode.PERAN_TIDAK_ADA, roles_held),
    Rule(PlanCode.INDUK_PROGRAM_TIDAK_ADA, programs_have_parents),
    Rule(PlanCode.PAGU_TIDAK_SAMA, pagu_adds_up),
)
MASTER_ROW_RULES: Final[Mapping[str, tuple[Rule[Line], ...]]] = {
    renstra.INSTANSI: (Rule(PlanCode.BATAS_SEBELUM_MULAI, dates_in_order, needs=("mulai", "batas_kembali")),),
    renstra.PEJABAT: (
        Rule(PlanCode.NAMA_BELUM_ADA, name_known, reads=("nama",)),
        Rule(PlanCode.NAMA_BELUM_ADA, nip_known, reads=("nip",)),
    ),
    renstra.SASARAN: (Rule(PlanCode.RUMUSAN_KEGIATAN, sasaran_names_a_result, needs=("sasaran",)),),
    renstra.INDIKATOR: (
        Rule(PlanCode.MODE_TIDAK_SESUAI_JENIS, mode_fits_jenis, needs=("jenis", "mode")),
        Rule(PlanCode.GABUNG_TIDAK_SESUAI_JENIS, join_fits_jenis, needs=("jenis", "cara_gabung")),
        Rule(PlanCode.SATUAN_TIDAK_SESUAI, satuan_fits_wording, needs=("indikator", "satuan"), reads=("jenis",)),
        Rule(PlanCode.PECAHAN_BENDA, things_are_whole, needs=("satuan",), reads=("jenis",)),
        Rule(PlanCode.SKALA_TIDAK_WAJAR, target_has_the_scale_of_last_year, needs=("target", "capaian_lalu")),
        Rule(PlanCode.RUMUSAN_KEGIATAN, indikator_names_a_measure, needs=("indikator",)),
    ),
    renstra.PROGRAM: (Rule(PlanCode.SATUAN_TIDAK_SESUAI, satuan_fits_wording, needs=("indikator", "satuan")),),
}
