"""The comparison of a perubahan with what was signed before it: each target and each pagu, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.murni import Murni
from rkt_excel.model.papers.isian import Isian, arti
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingans, without_dropped
from rkt_excel.model.rules import words
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.model.vocabulary.nilai import Nilai, shown
from rkt_excel.model.vocabulary.printed import OPEN
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.values.cells import folded

RUPIAH: Final = "Rp"
BERUBAH: Final = "berubah"


class BandingIsian(Isian):
    """One row of the perubahan beside what was signed before."""

    kode: str = arti("Kode indikator atau program", "IK.1.2")
    uraian: str = arti("Bunyi indikator atau program", "Nilai pengawasan kearsipan")
    satuan: str = arti("Satuan; Rp untuk pagu", "Nilai")
    murni: str = arti("Target atau pagu yang ditandatangani; – bila belum ada", "72")
    perubahan: str = arti("Target atau pagu edisi perubahan; – bila tidak ada lagi", "72,5")
    keterangan: str = arti("tetap, berubah, baru, dihapus, atau belum diisi", BERUBAH)
    alasan: str = arti("Alasan; kosong bila tidak ditulis", "Penyesuaian anggaran")


def compared_with(master: Master) -> tuple[str, str]:
    """What the comparison is called, and the column of what was signed: a second perubahan follows no murni."""
    if master.perubahan_lagi:
        return "Perbandingan Sebelum dan Sesudah Perubahan", "Sebelum"
    return "Perbandingan Murni dan Perubahan", "Murni"


def banding(plan: Plan, printed: Sequence[Program]) -> Iterator[BandingIsian]:
    """Each target and each pagu beside the signed one; nothing in a first edition.

    Args:
        plan: The perubahan without the rows that people dropped.
        printed: Its program lines, where the office prints them.
    """
    signed = plan.master.murni
    if signed is None:
        return
    for row in plan.master.indikator:
        there = signed.signed.indikator.get(signed.asal.get(row.kode, ""))
        yield _beside(plan, signed, row, there)
    yield from _gone_indikator(plan, signed)
    for line in printed:
        then = signed.signed.nilai.get((line.kode, "pagu")) if line.kode in signed.asal else None
        now = plan.pagu(line.kode)
        if (then, now) != (None, None):
            word = _word(then, now, known=line.kode in signed.asal)
            why = _why(plan, signed, (line.kode, "pagu"), "keterangan", changed=then != now)
            yield _row(line.kode, line.uraian, RUPIAH, shown(then, OPEN), shown(now, OPEN), word, why)
    if printed:
        yield from _gone_program(plan, signed)


def _beside(plan: Plan, signed: Murni, row: Indikator, there: Indikator | None) -> BandingIsian:
    now = plan.nilai(row.kode, "target")
    then = signed.signed.nilai.get((there.kode, "target")) if there else None
    same = there is None or (folded(there.satuan), there.jenis) == (folded(row.satuan), row.jenis)
    murni = shown(then, OPEN)
    word = _word(then, now, known=there is not None)
    if word == "tetap" and not same:
        word = BERUBAH  # the same figure of another satuan
    before = murni if same or there is None or then is None else f"{murni} {there.satuan}"
    why = _why(plan, signed, (row.kode, "target"), "alasan", changed=word != "tetap")
    return _row(row.kode, row.indikator, row.satuan, before, shown(now, OPEN), word, why)


def _gone_indikator(plan: Plan, signed: Murni) -> Iterator[BandingIsian]:
    """What was signed and is in the plan no more."""
    here = {signed.asal.get(row.kode) for row in plan.master.indikator}
    now = {then: kode for kode, then in signed.asal.items()}
    for kode, row in signed.signed.indikator.items():
        if kode not in here:
            murni = shown(signed.signed.nilai.get((kode, "target")), OPEN)
            why = plan.sebab.get((now.get(kode, kode), "dihapus"), "")
            yield _row(kode, row.indikator, row.satuan, murni, OPEN, "dihapus", why)


def _gone_program(plan: Plan, signed: Murni) -> Iterator[BandingIsian]:
    here = {line.kode for line in plan.master.program}
    for kode, line in signed.signed.program.items():
        value = signed.signed.nilai.get((kode, "pagu"))
        if kode not in here and value is not None:
            yield _row(kode, line.uraian, RUPIAH, shown(value), OPEN, "dihapus", plan.sebab.get((kode, "dihapus"), ""))


def _word(then: Nilai | None, now: Nilai | None, *, known: bool) -> str:
    """What became of a value, in one word; a row that is still there without one is open, not dropped."""
    if then == now:
        return "tetap" if known else "baru"
    if not known:
        return "baru"
    return "belum diisi" if now is None else BERUBAH


def _why(plan: Plan, signed: Murni, place: tuple[str, str], told: str, *, changed: bool) -> str:
    """Why: what was typed beside the change in this edition, else what the row itself says and prints.

    What the row had said before the signature explains no change since. And what it says of a target that stayed (why
    it is not that of the Renstra) is no reason of a change: the table of the RKT prints it.
    """
    said = plan.nilai(place[0], told)
    explains = changed and said != signed.nilai.get((place[0], told))
    return plan.sebab.get(place) or (str(said or "") if explains else "")


def unexplained(plan: Plan, edits: Suntingans) -> Iterator[Finding]:
    """Targets and pagu that are no longer what was signed, and nobody has said why: the comparison prints a blank.

    Args:
        plan: As it stands.
        edits: What people typed, who are asked for their reasons anyway.
    """
    typed = {place for place, each in edits.items() if not each.warisan}
    for each in banding(without_dropped(plan), plan.master.program):
        if each.keterangan == BERUBAH and not words.explains(each.alasan):
            kolom, told = ("pagu", "keterangan") if each.satuan == RUPIAH else ("target", "alasan")
            if (each.kode, kolom) in typed:
                continue
            isi = plan.isi.get((each.kode, kolom))
            here = next((one for one in isi.origins if one.sel), None) if isi else None
            yield finding(
                PlanCode.BERUBAH_TANPA_ALASAN, sheet=here.lembar if here else None, cells=[here.sel] if here else [],
                key=each.kode, column=kolom, file=here.berkas if here else None, owner=here.bagian if here else None,
                kolom=konsep.heading(kolom), semula=each.murni, menjadi=each.perubahan, tempat=konsep.heading(told),
            )  # fmt: skip


def _row(kode: str, uraian: str, satuan: str, murni: str, perubahan: str, word: str, alasan: str) -> BandingIsian:
    return BandingIsian(
        kode=kode, uraian=uraian, satuan=satuan, murni=murni, perubahan=perubahan, keterangan=word, alasan=alasan
    )
