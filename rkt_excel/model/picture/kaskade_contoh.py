"""A small cascade that stands for the office's own when a template is tried out."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rkt_excel.model.picture.kaskade import IndikatorPeta, Kaskade, PrioritasPeta, ProgramPeta, SasaranPeta

CONTOH: Final = Kaskade(
    tahun="2026",
    prioritas=(PrioritasPeta("P4", "Peningkatan kualitas pendidikan masyarakat", Decimal(284_231_881)),),
    sasaran=(
        SasaranPeta(
            nomor="SS.1",
            uraian="Meningkatnya kualitas pengelolaan arsip",
            prioritas=0,
            indikator=(IndikatorPeta("IK.1.1", "Nilai pengawasan kearsipan", "72,5 Nilai"),),
            jumlah=1,
            bagian=frozenset({"ARS"}),
            pagu=Decimal(284_231_881),
        ),
    ),
    program=(ProgramPeta("2.24.02", "Program Pengelolaan Arsip", Decimal(284_231_881), (0,), (), 2, 5),),
    total=Decimal(284_231_881),
)
