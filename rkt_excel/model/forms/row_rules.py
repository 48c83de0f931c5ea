"""The rules on single rows of a returned form: answers against each other and against what the Renstra says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.origin.master import Master
from rkt_excel.model.rules import words
from rkt_excel.model.rules.counting import mode_fits_jenis, satuan_fits_wording, things_are_whole
from rkt_excel.model.rules.rule import Line, Rule, Told
from rkt_excel.model.rules.scale import money_slip, slip
from rkt_excel.model.tables.renstra import Predikat
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.terms import QUARTERS, Arah, CaraGabung, Jenis, ModeTriwulan
from rkt_excel.workbook.findings import FindingCode, Severity, SheetCode
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare
from rkt_excel.workbook.values.numbers import Doubt, written


@dataclass(frozen=True)
class FormLine(Line):
    """One row of a returned form, with the master that the form was made from."""

    master: Master


# ------------------------------------------------------------------ Kinerja


def quarters_make_target(line: Line) -> Iterator[Told]:
    """TW I-IV make the target by the indikator's mode (the three modes: domain notes on "kumulatif")."""
    fault = form.quarters_fault(line.row)
    if fault:
        yield line.told(*fault.fields, sebab=fault.reason, target=line.text("target"), mode=line.text("mode"))


def reason_is_given(line: Line) -> Iterator[Told]:
    """A target that leaves the Renstra says why (LKE: Renstra targets are broken down into RKT targets)."""
    if form.needs_reason(line.row):
        yield line.told("alasan", "target", target=line.text("target"), renstra=line.text("target_renstra"))


def reason_explains(line: Line) -> Iterator[Told]:
    """A reason that only says "ok" or "-" is none; only where the target leaves the Renstra."""
    if form.leaves_renstra(line.row) and not words.explains(line.text("alasan")):
        yield line.told("alasan", "target", target=line.text("target"), renstra=line.text("target_renstra"))


def target_is_not_zero(line: Line) -> Iterator[Told]:
    """Zero is often a placeholder in real tables; of what should shrink, and of one bagian's part, it can be meant."""
    meant = line.text("arah") == Arah.NEGATIF or line.text("pengisian") == f"bersama: {CaraGabung.JUMLAH}"
    if line.number("target") == 0 and not meant:
        yield line.told("target")


def target_does_not_fall(line: FormLine) -> Iterator[Told]:
    """A target behind last year's result needs a look and a reason (LKE: a target challenges).

    Real series do fall ("Persentase Desa Maju", because villages move up a class), so it blocks nothing; a fall that
    the Renstra itself plans is only told. One bagian's part of a sum or average is judged when it is joined.
    """
    whole = line.text("pengisian") in (form.SENDIRI, form.BERSAMA_UTAMA)
    explained = words.explains(line.text("alasan"))
    if not whole or explained or not falls(line.row, line.row["target"], line.master.predikat):
        return
    planned = not form.leaves_renstra(line.row)
    yield line.told(
        "target", "alasan", weight=Severity.INFO if planned else None, target=line.text("target"),
        lalu=line.text("capaian_lalu"), arah=line.text("arah"),
    )  # fmt: skip


def falls(row: Mapping[str, object], target: object, predikat: tuple[Predikat, ...]) -> bool:
    """Whether a target is worse than last year's result, by the direction; grades by their scales."""
    before = row.get("capaian_lalu")
    if isinstance(target, Decimal) and isinstance(before, Decimal):
        return target > before if row.get("arah") == Arah.NEGATIF else target < before
    if row.get("jenis") != Jenis.PREDIKAT or row.get("arah") == Arah.NEGATIF:
        return False
    scales: dict[str, dict[str, Decimal]] = {}
    for each in predikat:
        scales.setdefault(each.skala, {})[folded(each.nilai)] = each.urutan
    now, then = folded(str(target)), folded(str(before))
    ranks = [(scale[now], scale[then]) for scale in scales.values() if now in scale and then in scale]
    return bool(ranks) and all(after > earlier for after, earlier in ranks)


def target_has_the_scale_of_the_renstra(line: Line) -> Iterator[Told]:
    """A target ten, a hundred or a thousand times the Renstra's is a slip, unless a reason is given."""
    target = line.number("target")
    part = line.text("pengisian") == f"bersama: {CaraGabung.JUMLAH}"
    if target is None or part or words.explains(line.text("alasan")) or _told_by_itself(line, "target"):
        return
    for name, title in (("target_renstra", "target Renstra"), ("capaian_lalu", "capaian tahun lalu")):
        reference = line.number(name)
        if reference is not None:
            found = _slip(line, target, reference)
            if found:
                yield line.told("target", nilai=written(target), banding=found, acuan=f"{title} {written(reference)}")
            return


def quarters_have_the_scale_of_the_target(line: Line) -> Iterator[Told]:
    """Scores and per cent of one year are of one size; sums and running totals may begin small."""
    target = line.number("target")
    if target is None or line.text("mode") != ModeTriwulan.AKHIR or line.text("jenis") == Jenis.ANGKA:
        return
    for name in QUARTERS[:-1]:
        value = line.number(name)
        found = None if value is None or _told_by_itself(line, name) else _slip(line, value, target)
        if found and value is not None:
            yield line.told(name, "target", nilai=written(value), banding=found, acuan=f"target {written(target)}")


def _slip(line: Line, value: Decimal, reference: Decimal) -> str | None:
    return slip(value, reference, about=line.text("jenis") in (Jenis.PERSEN, Jenis.INDEKS))


def _told_by_itself(line: Line, name: str) -> bool:
    """Whether the reading of the cell has already asked for a hundred times the figure."""
    notes: list[FindingCode] = []
    value = line.number(name)
    try:
        terms.NILAI_INDIKATOR.of(line.row).judge(value or Decimal(0), lambda code, **_: notes.append(code))
    except Doubt:
        return True
    return SheetCode.PERSEN_PECAHAN in notes


def post_is_no_person(line: Line) -> Iterator[Told]:
    """The column asks for a post: people change within the year, and the RKT is printed once."""
    if words.person(line.text("penanggung_jawab")):
        yield line.told("penanggung_jawab", isi_pendek=words.short(line.text("penanggung_jawab")))


# ------------------------------------------------------------------ Program


def output_is_planned(line: Line) -> Iterator[Told]:
    """An output of zero without money is often a placeholder."""
    if line.number("target") == 0 and not line.number("pagu"):
        yield line.told("target")


def pagu_has_output(line: Line) -> Iterator[Told]:
    """Money buys an output (LKE: targets are a condition for budget)."""
    pagu = line.number("pagu")
    if pagu and line.number("target") == 0:
        yield line.told("target", "pagu", pagu=written(pagu))


def output_has_pagu(line: Line) -> Iterator[Told]:
    """An output without money is seldom reached."""
    target = line.number("target")
    if target and line.number("pagu") == 0:
        yield line.told("pagu", "target", target=written(target))


def pagu_keeps_to_indikatif(line: Line) -> Iterator[Told]:
    """A pagu that leaves the pagu indikatif is shown with the difference; it may be right, and blocks nothing."""
    pagu, indikatif = line.number("pagu"), line.number("pagu_indikatif")
    if pagu is None or indikatif is None or pagu == indikatif or money_slip(pagu, indikatif):
        return
    more = "lebih" if pagu > indikatif else "kurang"
    explained = words.explains(line.text("keterangan"))
    yield line.told(
        "pagu", weight=Severity.INFO if explained else None, pagu=written(pagu), indikatif=written(indikatif),
        selisih=written(abs(pagu - indikatif)), arah=more,
    )  # fmt: skip


def pagu_is_in_rupiah(line: Line) -> Iterator[Told]:
    """A pagu exactly a thousandth or a millionth of the pagu indikatif was typed in thousands or millions."""
    pagu, indikatif = line.number("pagu"), line.number("pagu_indikatif")
    if pagu is None or indikatif is None:
        return
    found = money_slip(pagu, indikatif)
    if found:
        reference = f"pagu indikatif Rp{written(indikatif)}"
        yield line.told("pagu", kolom="Pagu", nilai=f"Rp{written(pagu)}", banding=found, acuan=reference)


# ------------------------------------------------------------------ Usulan


def proposal_is_new(line: FormLine) -> Iterator[Told]:
    """What the Renstra already measures need not be proposed."""
    wanted = bare(line.text("indikator"))
    known = [each.kode for each in line.master.indikator if bare(each.indikator) == wanted]
    if known:
        yield line.told("indikator", lain=known[0])


KINERJA_RULES: Final[tuple[Rule[FormLine], ...]] = (
    Rule(PlanCode.TRIWULAN_TIDAK_SAMA, quarters_make_target, needs=("target", "tw4"), reads=QUARTERS),
    Rule(PlanCode.BEDA_RENSTRA_TANPA_ALASAN, reason_is_given, needs=("target", "target_renstra"), reads=("alasan",)),
    Rule(PlanCode.ALASAN_TANPA_ISI, reason_explains, needs=("target", "target_renstra", "alasan")),
    Rule(PlanCode.TARGET_NOL, target_is_not_zero, needs=("target",)),
    Rule(PlanCode.TARGET_MUNDUR, target_does_not_fall, needs=("target", "capaian_lalu"), reads=("alasan",)),
    Rule(PlanCode.SKALA_TIDAK_WAJAR, target_has_the_scale_of_the_renstra, needs=("target",), reads=("alasan",)),
    Rule(PlanCode.SKALA_TIDAK_WAJAR, quarters_have_the_scale_of_the_target, needs=("target",), reads=QUARTERS),
    Rule(PlanCode.PECAHAN_BENDA, things_are_whole, needs=("satuan",)),
    Rule(PlanCode.PENANGGUNG_JAWAB_ORANG, post_is_no_person, needs=("penanggung_jawab",)),
)
PROGRAM_RULES: Final[tuple[Rule[FormLine], ...]] = (
    Rule(PlanCode.TARGET_NOL, output_is_planned, needs=("target",), reads=("pagu",)),
    Rule(PlanCode.PECAHAN_BENDA, things_are_whole, needs=("satuan",)),
    Rule(PlanCode.PAGU_TANPA_TARGET, pagu_has_output, needs=("target", "pagu")),
    Rule(PlanCode.TARGET_TANPA_PAGU, output_has_pagu, needs=("target", "pagu")),
    Rule(
        PlanCode.PAGU_BEDA_INDIKATIF, pagu_keeps_to_indikatif, needs=("pagu", "pagu_indikatif"), reads=("keterangan",)
    ),
    Rule(PlanCode.SKALA_TIDAK_WAJAR, pagu_is_in_rupiah, needs=("pagu", "pagu_indikatif")),
)
USULAN_RULES: Final[tuple[Rule[FormLine], ...]] = (
    Rule(PlanCode.SATUAN_TIDAK_SESUAI, satuan_fits_wording, needs=("indikator", "satuan"), reads=("jenis",)),
    Rule(
        PlanCode.MODE_TIDAK_SESUAI_JENIS, mode_fits_jenis, needs=("jenis", "mode"),
        weight=Severity.PERINGATAN,  # the meeting may still mend a proposal
    ),
    Rule(PlanCode.TARGET_NOL, target_is_not_zero, needs=("target",), reads=("arah",)),
    Rule(PlanCode.PECAHAN_BENDA, things_are_whole, needs=("satuan",), reads=("jenis",)),
    Rule(PlanCode.USULAN_SUDAH_ADA, proposal_is_new, needs=("indikator",)),
)  # fmt: skip

ROW_RULES: Final[Mapping[str, tuple[Rule[FormLine], ...]]] = {
    form.KINERJA: KINERJA_RULES,
    form.PROGRAM: PROGRAM_RULES,
    form.USULAN: USULAN_RULES,
}
