"""Konsep & draft: the plan as a table, where each figure came from, what people changed, two drafts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.work.moves import in_buttons
from rkt_excel.desk.work.results import FaultTold, faults_of
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.errors import RktError
from rkt_excel.events import DRAFT_DIBUAT
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.history import JenisPeristiwa, Peristiwa, changed_values, histories
from rkt_excel.model.plans.konsep import BARIS, heading
from rkt_excel.model.vocabulary.nilai import Place
from rkt_excel.model.vocabulary.terms import QUARTERS
from rkt_excel.office.state.minutes import minutes_waiting
from rkt_excel.office.state.sources import draft_of, konsep_of, untouched
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.values.numbers import written

_SHOWN: Final = ("target", *QUARTERS, "penanggung_jawab")  # of an indikator
_OF_PROGRAM: Final = ("target", "pagu")
_FIGURES: Final = frozenset({"target", "pagu", *QUARTERS})
_EVENTS: Final = {
    JenisPeristiwa.DIGABUNG: "digabungkan dari formulir",
    JenisPeristiwa.DITARIK: "tidak diberikan formulir lagi",
    JenisPeristiwa.DIUBAH: "diubah",
    JenisPeristiwa.DIHAPUS: "dikosongkan",
    JenisPeristiwa.DITAHAN: "kiriman sesudahnya berbeda, belum diputuskan",
    JenisPeristiwa.BARIS_BARU: "baris baru",
    JenisPeristiwa.BARIS_DIHAPUS: "baris dihapus",
    JenisPeristiwa.BARIS_KEMBALI: "baris dikembalikan",
}

Histories = Mapping[Place, Sequence[Peristiwa]]


@dataclass(frozen=True)
class FigureShown:
    """A value as the table shows it: its text, and whether a person typed another one than the forms gave."""

    kolom: str
    text: str
    figure: bool
    changed: bool


@dataclass(frozen=True)
class PlanLine:
    """A row of the plan.

    Attributes:
        kunci: Its key.
        uraian: What it says.
        satuan: The unit of its figures.
        values: The values of the columns that are shown, in their order.
        dropped: Whether people dropped it.
    """

    kunci: str
    uraian: str
    satuan: str
    values: tuple[FigureShown, ...]
    dropped: bool = False


@dataclass(frozen=True)
class TypedChange:
    """What people changed for a draft, or have typed for the next; texts as they are shown."""

    kunci: str
    kolom: str
    dari: str
    ke: str
    alasan: str
    oleh: str


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Konsep & draft shows: the plan, and the history of the value that is asked for."""
    given = {"ada": False, "gabung": button(standing, "gabung"), "draft": button(standing, "draft")}
    if standing.folder is None or standing.master is None or standing.status is None or not standing.merged:
        return given
    with office.place.read_register(standing.folder) as register:
        entries = list(register.entries())
        drafts = [each for each in entries if each.event == DRAFT_DIBUAT]
        found = _told_by(entries)
        book = draft_of(register) or konsep_of(register, standing.master)
        berkas = book.berkas if book else ""
        edited = bool(berkas) and (standing.folder / berkas).is_file() and not untouched(
            register, standing.folder, berkas
        )  # fmt: skip
        sides = _sides(register, drafts, asked)
        coming = _coming(standing, register) if edited or minutes_waiting(register, standing.folder) else None
    wanted = asked.get("cari", "").strip().casefold()
    return {
        **given,
        "ada": True,
        "buku": berkas,
        "kertas": list(_papers(standing, berkas)),
        "disunting": edited or coming is not None,
        "nanti": coming,
        "kepala": [heading(each).replace("{tahun}", str(standing.master.tahun)) for each in _SHOWN],
        "kelompok": [(name, lines) for name, lines in _grouped(standing.master, found, wanted) if lines],
        "program": list(_programs(standing.master, found, wanted)),
        "cari": asked.get("cari", ""),
        "jejak": _trace(found, asked),
        "daftar_draft": [each.details["nomor"] for each in drafts],
        "perubahan": [(each.details["nomor"], list(_typed(each.details["perubahan"]))) for each in reversed(drafts)],
        "banding": sides,
    }


def _papers(standing: Standing, book: str) -> Iterator[str]:
    """What lies beside the workbook that is edited and is read, not edited: the document, the report."""
    beside = book.rpartition("/")[0]
    for name in standing.written:
        if name.rpartition("/")[0] == beside and name.endswith((".docx", ".html")) and "Lembar " not in name:
            yield name


def _told_by(entries: Sequence[Entry]) -> Histories:
    return histories((each.when, each.details) for each in entries)


def value_now(found: Histories, kunci: str, kolom: str) -> str | None:
    """What a value is, as JSON has it; `None` where there is none."""
    events = found.get((kunci, kolom))
    return events[-1].ke if events else None


def shown_value(kolom: str, text: str | None) -> str:
    """A value as people read it: 1.250 and 85,5 for figures, other texts as they are, "" for none."""
    if text is None or kolom not in _FIGURES:
        return text or ""
    try:
        return written(Decimal(text))
    except InvalidOperation:
        return text


def _line(found: Histories, kunci: str, uraian: str, satuan: str, columns: Sequence[str]) -> PlanLine:
    rows = found.get((kunci, BARIS), ())
    values = tuple(_shown(found, kunci, kolom) for kolom in columns)
    dropped = bool(rows) and rows[-1].peristiwa is JenisPeristiwa.BARIS_DIHAPUS
    return PlanLine(kunci, uraian, satuan, values, dropped)


def _shown(found: Histories, kunci: str, kolom: str) -> FigureShown:
    events = found.get((kunci, kolom), ())
    text = shown_value(kolom, events[-1].ke if events else None)
    changed = any(each.peristiwa is JenisPeristiwa.DIUBAH for each in events)
    return FigureShown(kolom, text, kolom in _FIGURES and not text[-1:].isalpha(), changed)


def _grouped(master: Master, found: Histories, wanted: str) -> Iterator[tuple[str, list[PlanLine]]]:
    """The indikator under their sasaran, then what was proposed."""
    for sasaran in master.sasaran:
        lines = [
            _line(found, each.kode, each.indikator, each.satuan, _SHOWN)
            for each in master.indikator
            if each.sasaran == sasaran.kode
        ]
        yield f"{sasaran.kode} · {sasaran.sasaran}", [each for each in lines if _holds(each, wanted)]
    known = {each.kode for each in master.indikator} | {each.kode for each in master.program}
    others = dict.fromkeys(kunci for kunci, _ in found if kunci not in known)
    lines = [
        _line(found, each, value_now(found, each, "indikator") or "", value_now(found, each, "satuan") or "", _SHOWN)
        for each in others
    ]
    yield "Usulan dan baris tambahan", [each for each in lines if _holds(each, wanted)]


def _programs(master: Master, found: Histories, wanted: str) -> Iterator[PlanLine]:
    for each in master.program:
        line = _line(found, each.kode, each.uraian, each.satuan or "", _OF_PROGRAM)
        if _holds(line, wanted):
            yield line


def _holds(line: PlanLine, wanted: str) -> bool:
    return wanted in " ".join((line.kunci, line.uraian, line.satuan, *(each.text for each in line.values))).casefold()


def _trace(found: Histories, asked: Mapping[str, str]) -> Mapping[str, object] | None:
    """The history of the value that is asked for, newest last."""
    place = (asked.get("kunci", ""), asked.get("kolom", ""))
    events = found.get(place)
    if not events:
        return None
    return {
        "kunci": place[0],
        "kolom": heading(place[1]).replace(" {tahun}", ""),
        "nilai": shown_value(place[1], events[-1].ke),
        "riwayat": [
            (each, _EVENTS[each.peristiwa], shown_value(place[1], each.dari), shown_value(place[1], each.ke))
            for each in events
        ],
    }


@dataclass(frozen=True)
class Coming:
    """What the next draft would bring, were it made now.

    Attributes:
        isi: What people typed.
        salah: What is wrong or open in it.
        sebab: Why it cannot be told, a sentence; empty where it can.
    """

    isi: tuple[TypedChange, ...] = ()
    salah: tuple[FaultTold, ...] = ()
    sebab: str = ""


def _coming(standing: Standing, register: Register) -> Coming:
    from rkt_excel.steps.draft import next_draft  # noqa: PLC0415 - heavy, and only where something was typed

    assert standing.folder
    assert standing.master
    try:
        found = next_draft(register, standing.folder, standing.master)
    except (RktError, OSError) as error:  # also: the moment in which Excel saves it
        return Coming(sebab=in_buttons(str(error)))
    heavy = (each for each in found.findings if each.severity is not Severity.INFO)
    return Coming(tuple(_typed(changed_values(found.perubahan))), tuple(faults_of(heavy)))


def _typed(told: Iterable[Mapping[str, Any]]) -> Iterator[TypedChange]:
    for each in told:
        kolom = each["kolom"]
        yield TypedChange(
            each["kunci"], heading(kolom).replace(" {tahun}", ""), shown_value(kolom, each["dari"]),
            shown_value(kolom, each["ke"]), each["alasan"] or "", each.get("oleh") or "",
        )  # fmt: skip


def _sides(register: Register, drafts: Sequence[Entry], asked: Mapping[str, str]) -> Mapping[str, object] | None:
    """What differs between two drafts, `None` where not two of them are asked for."""
    numbers = {str(each.details["nomor"]): each.number for each in drafts}
    left, right = asked.get("kiri", ""), asked.get("kanan", "")
    if left == right or left not in numbers or right not in numbers:
        return None
    one, other = (
        _told_by([each for each in register.entries() if each.number <= numbers[side]]) for side in (left, right)
    )
    differing = [
        (kunci, heading(kolom).replace(" {tahun}", ""), shown_value(kolom, before), shown_value(kolom, after))
        for kunci, kolom in dict.fromkeys((*one, *other))
        if (before := value_now(one, kunci, kolom)) != (after := value_now(other, kunci, kolom))
    ]
    return {"kiri": left, "kanan": right, "beda": differing}
