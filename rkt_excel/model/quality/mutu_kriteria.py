"""The criteria by which the quality of a plan is examined, in their order (LKE of SAKIP, and the SOP's warning).

A criterion is one line of the list at the end: what it is called, how it is proved, and the rules whose findings fall
short of it, or a function where no rule says that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.form import KINERJA, leaves_renstra
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.quality.mutu import Butir, Dinilai, FaktaMutu, Sifat, split
from rkt_excel.model.rules import words
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary.terms import QUARTERS
from rkt_excel.workbook.declaration.declare import as_known
from rkt_excel.workbook.findings import Severity

Kekurangan = Mapping[str, str]  # what falls short, each with why
_WITHOUT: Final = "belum diisi"
_STATES: Final = {
    StatusBagian.PERLU_PERBAIKAN: "formulirnya masih perlu diperbaiki",
    StatusBagian.BELUM_MASUK: "formulirnya belum masuk",
}


@dataclass(frozen=True)
class Kriteria:
    """A criterion before it is applied.

    Attributes:
        kelompok: The heading that it stands under.
        kriteria: What is asked.
        cara: How it is proved.
        sifat: Proof, hint, or left to the examiner.
        objek: What is counted.
        semua: Everything that is looked at.
        kurang: What falls short, where that is more than what `codes` name.
        catatan: What the examiner should know besides.
        codes: What falls short is what these rules name,
        lembar: on this sheet, where one is said.
    """

    kelompok: str
    kriteria: str
    cara: str
    sifat: Sifat
    objek: str = ""
    semua: Callable[[Dinilai], Iterable[str]] = lambda _: ()
    kurang: Callable[[Dinilai], Kekurangan] | None = None
    catatan: Callable[[Dinilai], str] = lambda _: ""
    codes: tuple[PlanCode, ...] = ()
    lembar: str | None = None

    def lacking(self, dinilai: Dinilai) -> Kekurangan:
        """Who falls short of it, by kode, each with why in Indonesian."""
        return self.kurang(dinilai) if self.kurang else dinilai.named(*self.codes, sheet=self.lembar)


def periksa_mutu(plan: Plan, fakta: FaktaMutu | None = None) -> tuple[Butir, ...]:
    """Examine a plan by every criterion.

    Args:
        plan: The RKT as it stands.
        fakta: What is known beside it: open findings, changes in the journal.
    """
    dinilai = Dinilai(plan, fakta or FaktaMutu())
    return tuple(_applied(number, each, dinilai) for number, each in enumerate(KRITERIA, 1))


def _applied(number: int, each: Kriteria, dinilai: Dinilai) -> Butir:
    met, lacking = split(each.semua(dinilai), each.lacking(dinilai))
    changes = max(dinilai.fakta.perubahan.values(), default=0) if each.kurang is _changed else None
    return Butir(
        number, each.kelompok, each.kriteria, each.cara, each.sifat, each.objek, met, lacking, each.catatan(dinilai),
        changes,
    )  # fmt: skip


# ------------------------------------------------------------------ what is counted


_SASARAN: Final = attrgetter("sasaran")
_INDIKATOR: Final = attrgetter("indikator")


def _bagian(dinilai: Dinilai) -> Iterable[str]:
    return (each.kode for each in dinilai.plan.master.bagian)


# ------------------------------------------------------------------ complete


def _not_returned(dinilai: Dinilai) -> Kekurangan:
    return {kode: _STATES[state] for kode, state in dinilai.plan.status.items() if state in _STATES}


def _without_target(dinilai: Dinilai) -> Kekurangan:
    return {each.kode: f"target {_WITHOUT}" for each in dinilai.kinerja if each.target is None}


def _without_quarters(dinilai: Dinilai) -> Kekurangan:
    """The quarters that the form asks for, by the mode of the row."""
    found: dict[str, str] = {}
    for each in dinilai.kinerja:
        asked = [name for name in QUARTERS if each.columns()[name].required_for(as_known(each))]
        blank = [each.columns()[name].heading for name in asked if getattr(each, name) is None]
        if blank:
            found[each.kode] = f"{', '.join(blank)} {_WITHOUT}"
    return found


def _without_post(dinilai: Dinilai) -> Kekurangan:
    return {each.kode: f"penanggung jawab {_WITHOUT}" for each in dinilai.kinerja if not each.penanggung_jawab}


def _open_galat(dinilai: Dinilai) -> Kekurangan:
    """Findings of the weight galat that are still open, by the row that they are about."""
    heavy = [each for each in dinilai.terbuka if each.severity is Severity.GALAT]
    return {each.key: each.message for each in reversed(heavy) if each.key}


def _open_elsewhere(dinilai: Dinilai) -> str:
    counts = Counter(each.severity for each in dinilai.terbuka)
    heavy = (Severity.GALAT, Severity.PERINGATAN)
    parts = [f"{counts[each]} {each.value}" for each in heavy if counts[each]]
    return f"Seluruh temuan terbuka: {', '.join(parts)}." if parts else "Tidak ada temuan terbuka."


# ------------------------------------------------------------------ aligned


def _without_prioritas(dinilai: Dinilai) -> Kekurangan:
    master = dinilai.plan.master
    if not master.prioritas:
        return dict.fromkeys(dinilai.sasaran, "lembar Prioritas masih kosong")
    return dinilai.named(PlanCode.SASARAN_TANPA_PRIORITAS)


def _unserved(dinilai: Dinilai) -> str:
    unserved = dinilai.named(PlanCode.PRIORITAS_TANPA_SASARAN)
    return f"Prioritas yang belum didukung sasaran mana pun: {', '.join(unserved)}." if unserved else ""


def _leaves_renstra(dinilai: Dinilai) -> Kekurangan:
    silent = dinilai.named(PlanCode.BEDA_RENSTRA_TANPA_ALASAN, PlanCode.ALASAN_TANPA_ISI)
    return {**_without_target(dinilai), **silent}


def _explained(dinilai: Dinilai) -> str:
    left = [
        each.kode for each in dinilai.kinerja if leaves_renstra(as_known(each)) and words.explains(each.alasan or "")
    ]
    return f"Berbeda dari Renstra dengan alasan: {', '.join(left)}." if left else ""


# ------------------------------------------------------------------ figures


def _quarters_differ(dinilai: Dinilai) -> Kekurangan:
    open_rows = {**_without_target(dinilai), **_without_quarters(dinilai)}
    return {**open_rows, **dinilai.named(PlanCode.TRIWULAN_TIDAK_SAMA)}


# ------------------------------------------------------------------ wording


def _not_measurable(dinilai: Dinilai) -> Kekurangan:
    activities = dinilai.named(PlanCode.RUMUSAN_KEGIATAN, sheet=renstra.INDIKATOR)
    unsaid = [each for each in dinilai.plan.master.indikator if not words.measurable(each.indikator)]
    return {**{each.kode: "tidak menyebut ukurannya (jumlah, persentase, indeks, …)" for each in unsaid}, **activities}


def _no_outcome(dinilai: Dinilai) -> Kekurangan:
    activities = dinilai.named(PlanCode.RUMUSAN_KEGIATAN, sheet=renstra.SASARAN)
    unsaid = [each for each in dinilai.plan.master.sasaran if not words.outcome(each.sasaran)]
    return {**{each.kode: "tidak diawali hasil, misalnya “Meningkatnya”" for each in unsaid}, **activities}


def _blank(name: str, called: str) -> Callable[[Dinilai], Kekurangan]:
    def lacking(dinilai: Dinilai) -> Kekurangan:
        empty = [each.kode for each in dinilai.plan.master.indikator if not getattr(each, name)]
        return dict.fromkeys(empty, f"{called} {_WITHOUT}")

    return lacking


def _changed(dinilai: Dinilai) -> Kekurangan:
    changed = dinilai.fakta.perubahan
    return {kode: f"target diubah {times} kali" for kode, times in changed.items() if times > 1}


def _how_many(dinilai: Dinilai) -> str:
    counts = Counter(each.sasaran for each in dinilai.plan.master.indikator)
    return "Banyaknya indikator: " + "; ".join(f"{kode} {counts[kode]}" for kode in dinilai.sasaran) + "."


_FULL, _ALIGNED, _FIGURES, _WORDING, _DATA, _EXAMINER = (
    "Kelengkapan", "Keselarasan", "Ketepatan angka", "Rumusan", "Data dukung", "Pertimbangan pemeriksa",
)  # fmt: skip
_B, _P, _E = Sifat.BUKTI, Sifat.PETUNJUK, Sifat.PEMERIKSA

KRITERIA: Final = (
    Kriteria(_FULL, "Semua bagian mengembalikan formulir yang lengkap", "keadaan formulir setiap bagian", _B, "bagian",
             _bagian, _not_returned),
    Kriteria(_FULL, "Setiap sasaran mempunyai indikator", "baris lembar Indikator", _B, "sasaran", _SASARAN,
             codes=(PlanCode.SASARAN_TANPA_INDIKATOR,)),
    Kriteria(_FULL, "Setiap indikator mempunyai target", "isian target", _B, "indikator", _INDIKATOR, _without_target),
    Kriteria(_FULL, "Triwulan terisi sebagaimana modenya meminta", "isian TW I sampai TW IV", _B, "indikator",
             _INDIKATOR, _without_quarters),
    Kriteria(_FULL, "Setiap indikator mempunyai penanggung jawab", "isian penanggung jawab", _B, "indikator",
             _INDIKATOR, _without_post),
    Kriteria(_FULL, "Tidak ada temuan galat yang terbuka", "aturan atas isi draft, dan temuannya", _B, "indikator",
             _INDIKATOR, _open_galat, _open_elsewhere),
    Kriteria(_ALIGNED, "Sasaran selaras dengan prioritas pembangunan", "kode prioritas setiap sasaran (peringatan SOP)",
             _B, "sasaran", _SASARAN, _without_prioritas, _unserved),
    Kriteria(_ALIGNED, "Target Renstra diturunkan menjadi target RKT", "target sama dengan Renstra, atau ada alasannya",
             _B, "indikator", _INDIKATOR, _leaves_renstra, _explained),
    Kriteria(_ALIGNED, "Target menantang: tidak nol dan tidak mundur", "dibandingkan dengan capaian tahun lalu", _P,
             "indikator", _INDIKATOR, codes=(PlanCode.TARGET_MUNDUR, PlanCode.TARGET_NOL), lembar=KINERJA),
    Kriteria(_FIGURES, "Triwulan sesuai dengan target menurut modenya", "perhitungan TW I sampai TW IV", _B,
             "indikator", _INDIKATOR, _quarters_differ),
    Kriteria(_FIGURES, "Besaran target wajar", "dibandingkan dengan Renstra dan capaian lalu", _P, "indikator",
             _INDIKATOR, codes=(PlanCode.SKALA_TIDAK_WAJAR,), lembar=KINERJA),
    Kriteria(_FIGURES, "Pagu program dan kegiatan sama dengan jumlah di bawahnya", "penjumlahan pagu", _B,
             "baris induk", attrgetter("induk"), attrgetter("pagu_berbeda")),
    Kriteria(_WORDING, "Satuan dan jenis sesuai dengan bunyi indikator", "kata pertama indikator", _B, "indikator",
             _INDIKATOR, codes=(PlanCode.SATUAN_TIDAK_SESUAI,), lembar=renstra.INDIKATOR),
    Kriteria(_WORDING, "Tidak ada indikator yang sama bunyinya", "perbandingan bunyi", _B, "indikator", _INDIKATOR,
             codes=(PlanCode.INDIKATOR_GANDA,)),
    Kriteria(_WORDING, "Indikator terukur (SMART)", "kata ukuran dalam bunyi indikator", _P, "indikator", _INDIKATOR,
             _not_measurable),
    Kriteria(_WORDING, "Sasaran berorientasi hasil", "kata pertama sasaran", _P, "sasaran", _SASARAN, _no_outcome),
    Kriteria(_WORDING, "Indikator tidak sering berubah", "target yang diubah orang menurut jurnal", _B, "indikator",
             _INDIKATOR, _changed),
    Kriteria(_DATA, "Definisi operasional terisi", "lembar Indikator", _B, "indikator", _INDIKATOR,
             _blank("definisi", "definisi operasional")),
    Kriteria(_DATA, "Formula terisi", "lembar Indikator", _B, "indikator", _INDIKATOR, _blank("formula", "formula")),
    Kriteria(_DATA, "Sumber data terisi", "lembar Indikator", _B, "indikator", _INDIKATOR,
             _blank("sumber_data", "sumber data")),
    Kriteria(_EXAMINER, "Indikator cukup untuk menggambarkan sasarannya", "", _E, catatan=_how_many),
    Kriteria(_EXAMINER, "Indikator spesifik, tidak berdwimakna", "", _E),
    Kriteria(_EXAMINER, "Target dapat dicapai, dalam tugas dan kendali dinas", "", _E),
    Kriteria(_EXAMINER, "Indikator relevan dengan sasarannya dan berjenjang dari Renstra", "", _E),
    Kriteria(_EXAMINER, "Program dan kegiatan mendukung pencapaian target", "", _E),
)  # fmt: skip
