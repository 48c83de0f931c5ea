"""What a journal tells of an office, as the rows of a recap: the signed plan, else what it says by now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from rkt_excel.edges.work_folder.register import ReadJournal
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.history import last_merged
from rkt_excel.model.plans.revision import from_details
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.model.procedure.jadwal import Masukan, jadwal
from rkt_excel.model.procedure.sop import LANGKAH
from rkt_excel.model.recap.office_recap import (
    IndikatorKantor,
    Langkah10,
    OfficeRecap,
    PrioritasKantor,
    ProgramKantor,
    TemuanKantor,
    Wujud,
)
from rkt_excel.model.tables import renstra
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.model.vocabulary.nilai import Place, as_number, as_text
from rkt_excel.model.vocabulary.terms import QUARTERS, YA, Jenis
from rkt_excel.office.place.dates import office_calendar
from rkt_excel.office.place.heard import findings_of_merge
from rkt_excel.office.place.journalled import keadaan
from rkt_excel.office.place.signed_rkt import SignedRkt, signed_rkt

_NUMERIC: Final = (Jenis.ANGKA, Jenis.PERSEN, Jenis.INDEKS)


@dataclass(frozen=True)
class _Planned:
    """The plan that counts: its rows by sheet, and every value by (kunci, kolom) as JSON has it."""

    rencana: str
    sasaran: Mapping[str, tuple[str, str | None]]
    prioritas: tuple[tuple[str, str, str], ...]
    indikator: tuple[Indikator, ...]
    program: tuple[Program, ...]
    nilai: Mapping[Place, str]


def reduced(journal: ReadJournal, folder: Path, master: Master, today: date) -> OfficeRecap:
    """What a journal tells, without where it was read from.

    Args:
        journal: In which forms were issued.
        folder: Where it lies.
        master: What the forms were made from.
        today: The day by which steps are late.

    Raises:
        InputUnusableError: The journal lacks what was signed, or cannot be read.
    """
    state = keadaan(journal)
    signed = signed_rkt(journal, folder)
    planned = _signed(signed) if signed else _standing(journal, master, state)
    office = master.instansi
    return OfficeRecap(
        tempat="",
        wujud=Wujud.FOLDER,
        pemda=office.pemda,
        perangkat_daerah=office.perangkat_daerah,
        tahun=master.tahun,
        edisi=office.edisi,
        rantai=(),
        langkah=_step(journal, master, state, today),
        ditandatangani=signed.when if signed else None,
        rencana=planned.rencana,
        indikator=tuple(_indikator(planned)),
        program=tuple(
            ProgramKantor(each.kode, each.uraian, each.tingkat, as_number(planned.nilai.get((each.kode, "pagu"))))
            for each in planned.program
        ),
        prioritas=tuple(_prioritas(planned)),
        temuan=_temuan(journal),
    )


def _step(journal: ReadJournal, master: Master, state: Keadaan, today: date) -> Langkah10:
    office = master.instansi
    dates = jadwal(Masukan(office.mulai, office.batas_kembali, state.selesai, today), office_calendar(master))
    due, step = dates[state.langkah - 1], LANGKAH[state.langkah - 1]
    merged = journal.last(DIGABUNG)
    states = merged.details.get("status", {}) if merged else {}
    return Langkah10(
        nomor=step.nomor,
        uraian=step.uraian,
        pelaksana=step.pelaksana,
        tahap=str(state.tahap),
        batas=due.batas,
        terlambat=0 if state.tamat else due.terlambat,
        tamat=state.tamat,
        lengkap=sum(each == StatusBagian.LENGKAP for each in states.values()),
        bagian=len(master.bagian),
        draft=state.draft,
    )


def _signed(signed: SignedRkt) -> _Planned:
    plan = signed.isi
    sasaran = plan.fakta.get(renstra.SASARAN, {})
    prioritas = plan.fakta.get(renstra.PRIORITAS, {})
    return _Planned(
        rencana="yang ditandatangani",
        sasaran={kode: (row["sasaran"], row.get("prioritas")) for kode, row in sasaran.items()},
        prioritas=tuple((kode, row["uraian"], row.get("sumber") or "") for kode, row in prioritas.items()),
        indikator=tuple(each for kode, each in plan.indikator.items() if kode not in plan.dihapus),
        program=tuple(each for kode, each in plan.program.items() if kode not in plan.dihapus),
        nilai={place: as_text(value) for place, value in plan.nilai.items()},
    )


def _standing(journal: ReadJournal, master: Master, state: Keadaan) -> _Planned:
    """What the returns said last, and over it what people typed into the newest draft, as the journal keeps both."""
    merged = last_merged(each.details for each in journal.entries(DIGABUNG))
    values: dict[Place, str] = {place: each["ke"] for place, each in merged.items() if each["ke"] is not None}
    drafted = journal.last(DRAFT_DIBUAT)
    for place, edit in (from_details(drafted.details) if drafted else {}).items():
        values.pop(place, None)
        if edit.nilai is not None:
            values[place] = as_text(edit.nilai)
    gone = {kunci for (kunci, kolom), text in values.items() if kolom == "dihapus" and text == YA}
    what = f"draft {state.draft}" if state.draft else "Konsep" if merged else "belum ada yang digabungkan"
    accepted = (each for kunci in _accepted(values) if (each := _proposed(kunci, values, master)))
    return _Planned(
        rencana=what,
        sasaran={each.kode: (each.sasaran, each.prioritas) for each in master.sasaran},
        prioritas=tuple((each.kode, each.uraian, each.sumber or "") for each in master.prioritas),
        indikator=tuple(each for each in (*master.indikator, *accepted) if each.kode not in gone),
        program=tuple(each for each in master.program if each.kode not in gone),
        nilai=values,
    )


def _accepted(values: Mapping[Place, str]) -> Iterator[str]:
    return (kunci for (kunci, kolom), text in values.items() if kolom == "diterima" and text == YA)


def _proposed(kunci: str, values: Mapping[Place, str], master: Master) -> Indikator | None:
    """An accepted proposal as an indikator; `None` while it lacks what makes one."""
    said: dict[str, Any] = {
        name: values.get((kunci, name)) for name in ("sasaran", "indikator", "satuan", "jenis", "arah", "mode")
    }
    if kunci in {each.kode for each in master.indikator} or not all(said.values()):
        return None
    return Indikator(kode=kunci, bagian=(values.get((kunci, "bagian"), ""),), **said)


def _indikator(planned: _Planned) -> Iterator[IndikatorKantor]:
    for each in planned.indikator:
        said = {kolom: planned.nilai.get((each.kode, kolom)) for kolom in ("target", *QUARTERS)}
        yield IndikatorKantor(
            kode=each.kode,
            sasaran=each.sasaran,
            uraian_sasaran=planned.sasaran.get(each.sasaran, ("", None))[0],
            indikator=each.indikator,
            satuan=each.satuan,
            jenis=each.jenis,
            bagian=", ".join(each.bagian),
            angka=as_number(said["target"]) if each.jenis in _NUMERIC else None,
            **said,
        )


def _prioritas(planned: _Planned) -> Iterator[PrioritasKantor]:
    for kode, uraian, dokumen in planned.prioritas:
        carried = tuple(name for name, (_, carries) in planned.sasaran.items() if carries == kode)
        yield PrioritasKantor(kode, uraian, dokumen, carried)


def _temuan(journal: ReadJournal) -> tuple[TemuanKantor, ...] | None:
    found = findings_of_merge(journal)
    if found is None:
        return None
    counts = Counter((each.code.name, each.severity.value) for each in found)
    first = {(each.code.name, each.severity.value): each.message for each in reversed(found)}
    return tuple(TemuanKantor(*kind, count, first[kind]) for kind, count in sorted(counts.items()))
