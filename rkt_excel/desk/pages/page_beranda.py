"""Beranda: the ten steps with their dates, the one thing to do next, and what is waiting or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rkt_excel.desk.pages.buttons import Button, button, typed_button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.work.moves import in_buttons
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.procedure.jadwal import RETURN_STEP, Tenggat
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.steps.status import Status
from rkt_excel.workbook.findings import Severity


@dataclass(frozen=True)
class Concern:
    """What is waiting or wrong.

    Attributes:
        severity: How urgent it is.
        text: What is so.
        remedy: What to do.
        page: Where more of it stands, empty for nowhere.
    """

    severity: Severity
    text: str
    remedy: str = ""
    page: str = ""


@dataclass(frozen=True)
class Way:
    """Another thing that may be done now."""

    button: Button
    when: str


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Beranda shows."""
    del asked
    told = standing.status
    if told is None:
        return {
            "mulai": button(standing, "siapkan"),
            "kosong": button(standing, "siapkan-kosong"),
            "hal": list(_troubles(standing)),
        }
    return {
        "kini": told,
        "jalur": [(each, _stand(each, told)) for each in told.tenggat],
        "tombol": typed_button(standing, told.ketik),
        "dahulu": in_buttons(told.berikut.dahulu),
        "atau": list(_ways(standing, told)),
        "sisa": remaining(told),
        "hal": sorted(_concerns(told, office.place.today), key=lambda each: each.severity.rank),
    }


def remaining(told: Status) -> str:
    """How much time is left for the step that is due."""
    if told.terlambat:
        return f"terlambat {told.terlambat} hari kerja"
    return f"{told.sisa} hari kerja lagi" if told.sisa else "hari terakhir"


def _stand(each: Tenggat, told: Status) -> str:
    """How a step stands, in the word that is shown and gives it its colour."""
    if each.selesai:
        return "selesai"
    if each is told.sekarang and not told.tamat:
        return "terlambat" if each.terlambat else "sekarang"
    passed = any(other.selesai for other in told.tenggat if other.langkah.nomor > each.langkah.nomor)
    return "dilewati" if passed or told.tamat else "nanti"


def _ways(standing: Standing, told: Status) -> Iterator[Way]:
    for typed, when in told.berikut.atau:
        other = typed_button(standing, typed)
        if other:
            yield Way(other, when)


def _troubles(standing: Standing) -> Iterator[Concern]:
    if standing.begun and standing.trouble:
        yield Concern(Severity.GALAT, in_buttons(standing.trouble), page="renstra" if standing.findings else "")
    for each in standing.findings:
        yield Concern(each.severity, in_buttons(each.message), in_buttons(each.remedy), "renstra")


def _concerns(told: Status, today: date) -> Iterator[Concern]:
    """What is waiting or wrong: what holds the work up first."""
    for each in told.findings:
        yield Concern(each.severity, in_buttons(each.message), in_buttons(each.remedy))
    if told.tamat:
        return
    if told.catatan and told.langkah.nomor == 7:
        yield Concern(Severity.GALAT, f"Draft dikembalikan: {told.catatan}", "Perbaiki menurut catatannya.", "konsep")
    if told.terlambat:
        step = told.langkah
        yield Concern(
            Severity.PERINGATAN, f"Langkah {step.nomor} ({step.uraian}) terlambat {told.terlambat} hari kerja."
        )
    if told.langkah.nomor >= RETURN_STEP:
        yield from _forms(told, today)


def _forms(told: Status, today: date) -> Iterator[Concern]:
    wrong = [each.nama for each in told.bagian if each.status is StatusBagian.PERLU_PERBAIKAN]
    if wrong:
        yield Concern(Severity.PERINGATAN, f"Perlu perbaikan: {', '.join(wrong)}.", "Kirimkan formulir perbaikannya.",
                     "bagian")  # fmt: skip
    missing = [each.nama for each in told.belum_masuk]
    if missing:
        until = hari_tanggal(told.batas_kembali)
        weight = Severity.PERINGATAN if today > told.batas_kembali else Severity.INFO
        yield Concern(weight, f"Belum masuk: {', '.join(missing)}.", f"Batas kembali {until}.", "bagian")
