"""States of offices as a recap reads them, made of a few words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rkt_excel.model.recap.office_recap import (
    IndikatorKantor,
    Langkah10,
    OfficeRecap,
    PrioritasKantor,
    ProgramKantor,
    Wujud,
)

STEP = Langkah10(
    4, "rapat koordinasi", "Sekretaris", "Konsep RKT sudah digabungkan", date(2026, 12, 1), 0, False, 2, 2, 0
)
SIGNED = datetime(2026, 12, 8, 9, 0)  # noqa: DTZ001 - the program works in local time


def indikator(target: str, **more: Any) -> IndikatorKantor:
    """An indikator with its target."""
    known: dict[str, Any] = {
        "kode": "IK.1", "sasaran": "SS.1", "uraian_sasaran": "Arsip tertib", "indikator": "Persentase arsip baik",
        "satuan": "%", "jenis": "persen", "bagian": "SEK", "target": target, "tw1": None, "tw2": None, "tw3": None,
        "tw4": target, "angka": Decimal(target),
    }  # fmt: skip
    return IndikatorKantor(**{**known, **more})


def program(kode: str, pagu: int | None) -> ProgramKantor:
    """A line of the budget."""
    return ProgramKantor(kode, f"Program {kode}", "program", None if pagu is None else Decimal(pagu))


def office(name: str, *rows: IndikatorKantor, **more: Any) -> OfficeRecap:
    """A state of an office."""
    known: dict[str, Any] = {
        "tempat": f"kumpulan/{name}", "wujud": Wujud.FOLDER, "pemda": "Kabupaten Contoh", "tahun": 2027,
        "edisi": "murni", "rantai": (f"{name}-1", f"{name}-2"), "langkah": STEP, "ditandatangani": None,
        "rencana": "Konsep", "program": (), "prioritas": (), "temuan": (),
    }  # fmt: skip
    return OfficeRecap(perangkat_daerah=name, indikator=rows, **{**known, **more})


def prioritas(kode: str, uraian: str, *sasaran: str) -> PrioritasKantor:
    """A priority that these sasaran carry."""
    return PrioritasKantor(kode, uraian, "RPJMD", sasaran)
