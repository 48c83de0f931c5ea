"""What the Word template of the RKT is filled with: the plan as Indonesian texts, ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from rkt_excel.model import nip, terms
from rkt_excel.model.form import QUARTERS
from rkt_excel.model.master import Master
from rkt_excel.model.plan import Plan
from rkt_excel.model.renstra import Indikator, Pejabat, Sasaran
from rkt_excel.model.terms import Penugasan, Peran, Tingkat
from rkt_excel.workbook.numbers import written

DOTS: Final = "……………………………………"
OPEN: Final = "–"  # printed where a value is not there yet
_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def tanggal(day: date) -> str:
    """A date as it is printed: 23 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def paper(master: Master) -> Literal["F4", "A4"]:
    """The paper that documents are printed on."""
    return "A4" if master.instansi.kertas == terms.Kertas.A4 else "F4"


def naskah(plan: Plan, *, tanda: str, day: date) -> dict[str, object]:
    """Everything that the template may print.

    Args:
        plan: The RKT.
        tanda: "KONSEP", "DRAFT 1" or nothing.
        day: The day of making; decides who signs.
    """
    master = plan.master
    sasaran = [_sasaran(plan, number, each) for number, each in enumerate(master.sasaran, 1)]
    return {
        "tanda": tanda,
        "tahun": str(master.tahun),
        "edisi": master.instansi.edisi,
        "dibuat": tanggal(day),
        "instansi": _instansi(master),
        "kepala": _kepala(master, day),
        "tempat_tanggal": f"{master.instansi.kota}, …………………… {day.year}",
        "paraf": [{"jabatan": each.jabatan} for each in _initialing(master, day)],
        "prioritas": [{"kode": p.kode, "uraian": p.uraian, "sumber": p.sumber or OPEN} for p in master.prioritas],
        "sasaran": sasaran,
        "program": _program(plan),
        "ada_program": bool(master.program),
        "ada_pagu": any(_pagu(plan, each.kode) is not None for each in master.program),
        "total_pagu": written(_total(plan)),
        "bagian_belum": [{"kode": kode, "nama": master.nama_bagian(kode)} for kode in plan.belum_masuk],
        "jumlah_sasaran": len(master.sasaran),
        "jumlah_indikator": len(master.indikator),
        "terbilang_sasaran": terbilang(len(master.sasaran)),
        "terbilang_indikator": terbilang(len(master.indikator)),
    }


def _instansi(master: Master) -> Mapping[str, str]:
    office = master.instansi
    return {
        "pemda": office.pemda,
        "daerah": office.pemda.removeprefix("Pemerintah "),
        "perangkat_daerah": office.perangkat_daerah,
        "alamat": office.alamat or "",
        "surel": office.surel or "",
        "kode_pos": office.kode_pos or "",
        "kota": office.kota,
        "renstra": office.renstra,
        "renstra_versi": office.renstra_versi or OPEN,
        "renstra_tanggal": tanggal(office.renstra_tanggal) if office.renstra_tanggal else OPEN,
    }


def _kepala(master: Master, day: date) -> Mapping[str, str]:
    """Who signs on a day; unknown names are dotted lines, an acting head is named so."""
    pejabat = master.official(Peran.KEPALA, day)
    title = (pejabat.jabatan if pejabat else f"Kepala {master.instansi.perangkat_daerah}").upper()
    prefix = _prefix(pejabat)
    return {
        "jabatan": f"{prefix}{title}",
        "nama": (pejabat.nama if pejabat else None) or DOTS,
        "pangkat": (pejabat.pangkat if pejabat else None) or DOTS,
        "nip": nip.printed(pejabat.nip) if pejabat and pejabat.nip else DOTS,
    }


def _prefix(pejabat: Pejabat | None) -> str:
    return f"{pejabat.penugasan} " if pejabat and pejabat.penugasan != Penugasan.DEFINITIF else ""


def _initialing(master: Master, day: date) -> list[Pejabat]:
    """Who initials, in order."""
    roles = {each.peran for each in master.pejabat if each.urutan_paraf is not None}
    holding = [each for peran in Peran if peran in roles and (each := master.official(peran, day))]
    return sorted(holding, key=lambda each: each.urutan_paraf or Decimal(0))


def _sasaran(plan: Plan, number: int, each: Sasaran) -> Mapping[str, object]:
    prioritas = [p for p in plan.master.prioritas if p.kode == each.prioritas]
    rows = [row for row in plan.master.indikator if row.sasaran == each.kode]
    return {
        "nomor": str(number),
        "kode": each.kode,
        "tujuan": each.tujuan or OPEN,
        "uraian": each.sasaran,
        "prioritas": [{"kode": p.kode, "uraian": p.uraian} for p in prioritas],
        "indikator": [_indikator(plan, f"{number}.{place}", row) for place, row in enumerate(rows, 1)],
    }


def _indikator(plan: Plan, number: str, row: Indikator) -> Mapping[str, object]:
    kind = terms.NILAI[terms.Jenis(row.jenis)]

    def shown(value: object) -> str:
        return OPEN if value is None else kind.shown(value)  # type: ignore[arg-type]

    return {
        "nomor": number,
        "kode": row.kode,
        "uraian": row.indikator,
        "satuan": row.satuan,
        "capaian_lalu": shown(row.capaian_lalu),
        "target_renstra": shown(row.target),
        "target": shown(plan.nilai(row.kode, "target")),
        "tw": [shown(plan.nilai(row.kode, name)) for name in QUARTERS],
        "mode": row.mode,
        "penanggung_jawab": shown(plan.nilai(row.kode, "penanggung_jawab")),
        "alasan": str(plan.nilai(row.kode, "alasan") or ""),
        "definisi": row.definisi or OPEN,
        "formula": row.formula or OPEN,
        "sumber_data": row.sumber_data or OPEN,
        "bagian": ", ".join(plan.master.nama_bagian(kode) for kode in row.bagian),
    }


def _program(plan: Plan) -> list[Mapping[str, str]]:
    lines: list[Mapping[str, str]] = []
    for each in plan.master.program:
        target, pagu = plan.nilai(each.kode, "target"), _pagu(plan, each.kode)
        lines.append(
            {
                "kode": each.kode, "uraian": each.uraian, "tingkat": each.tingkat, "indikator": each.indikator or "",
                "satuan": each.satuan or "", "target": written(target) if isinstance(target, Decimal) else OPEN,
                "pagu": written(pagu) if pagu is not None else OPEN, "bagian": each.bagian or "",
            }
        )  # fmt: skip
    return lines


def _pagu(plan: Plan, kode: str) -> Decimal | None:
    value = plan.nilai(kode, "pagu")
    return value if isinstance(value, Decimal) else None


def _total(plan: Plan) -> Decimal:
    """The sum over program lines only: kegiatan and sub kegiatan are their parts."""
    programs = [each.kode for each in plan.master.program if each.tingkat == Tingkat.PROGRAM]
    return sum((_pagu(plan, kode) or Decimal(0) for kode in programs), Decimal(0))


_ONES: Final = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()  # noqa: SIM905 - reads as one line


def terbilang(number: int) -> str:
    """A whole number up to 999.999 in words."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for size, one, many in ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "", "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            head = one if count == 1 and one else f"{terbilang(count)} {many}"
            return f"{head} {terbilang(rest)}" if rest else head
    raise ValueError(number)
