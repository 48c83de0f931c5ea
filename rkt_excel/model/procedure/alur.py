"""How far the procedure has come and what may be done next: the journal replayed, and one table of legal moves.

Nothing else says what is allowed. The SOP gives the order (steps 1 to 10, the returns of steps 6 and 8); what it leaves
open is decided here: a draft may be made without the papers of step 4, for a meeting may be held without this program;
and every new draft is initialled anew, for a paraf is given to a text that was read, not to the one that follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rkt_excel import events
from rkt_excel.events import Details

TANGGAL: Final = "tanggal"  # under this name the journal keeps the day of an act beside the moment of its recording


class Gerak(StrEnum):
    """What can be done, by the command that does it."""

    FORMAT = "rkt format"
    GABUNG = "rkt gabung"
    PAKAI = "rkt pakai"
    RAPAT = "rkt rapat"
    DRAFT = "rkt draft"
    PERIKSA = "rkt periksa"
    PARAF = "rkt paraf"
    KEMBALIKAN = "rkt kembalikan"
    TANDATANGAN = "rkt tandatangan"
    PINDAIAN = "rkt tandatangan --pindaian"
    DISTRIBUSI = "rkt distribusi"
    TERIMA = "rkt distribusi --diterima"
    ARSIP = "rkt arsip"


class Tahap(StrEnum):
    """A state of the procedure, in words that finish the sentence "Saat ini …"."""

    AWAL = "formulir belum dibuat"
    TERBIT = "formulir sudah dibuat dan ditunggu kembali"
    KONSEP = "Konsep RKT sudah digabungkan"
    RAPAT = "bahan rapat sudah disiapkan"
    DINILAI = "draft menunggu diperiksa"
    DIPARAF = "draft baru diparaf sebagian"
    NASKAH = "naskah menunggu tanda tangan Kepala"
    DIKEMBALIKAN = "draft dikembalikan untuk diperbaiki"
    DITANDATANGANI = "RKT sudah ditandatangani"
    DIBAGIKAN = "RKT sedang dibagikan"
    DIARSIPKAN = "RKT sudah diarsipkan"


_REWORK: Final = (Gerak.GABUNG, Gerak.PAKAI, Gerak.FORMAT)  # answers may still come and change the plan
LEGAL: Final[Mapping[Tahap, tuple[Gerak, ...]]] = {  # the usual next one first
    Tahap.AWAL: (Gerak.FORMAT,),
    Tahap.TERBIT: (Gerak.GABUNG, Gerak.FORMAT),
    Tahap.KONSEP: (Gerak.RAPAT, Gerak.DRAFT, *_REWORK),
    Tahap.RAPAT: (Gerak.DRAFT, Gerak.RAPAT, *_REWORK),
    Tahap.DINILAI: (Gerak.PERIKSA, Gerak.PARAF, Gerak.KEMBALIKAN, Gerak.DRAFT, Gerak.RAPAT, *_REWORK),
    Tahap.DIPARAF: (Gerak.PARAF, Gerak.KEMBALIKAN, Gerak.PERIKSA),
    Tahap.NASKAH: (Gerak.TANDATANGAN, Gerak.KEMBALIKAN, Gerak.PERIKSA),
    Tahap.DIKEMBALIKAN: (Gerak.DRAFT, Gerak.RAPAT, *_REWORK),
    Tahap.DITANDATANGANI: (Gerak.DISTRIBUSI, Gerak.PINDAIAN),
    Tahap.DIBAGIKAN: (Gerak.ARSIP, Gerak.TERIMA, Gerak.DISTRIBUSI, Gerak.PINDAIAN),
    Tahap.DIARSIPKAN: (Gerak.TERIMA,),
}
_STEP: Final[Mapping[Tahap, int]] = {
    Tahap.AWAL: 1,
    Tahap.TERBIT: 3,
    Tahap.KONSEP: 4,
    Tahap.RAPAT: 5,
    Tahap.DINILAI: 6,
    Tahap.DIPARAF: 6,
    Tahap.NASKAH: 8,
    Tahap.DIKEMBALIKAN: 7,
    Tahap.DITANDATANGANI: 9,
    Tahap.DIBAGIKAN: 9,
    Tahap.DIARSIPKAN: 10,
}


@dataclass(frozen=True)
class Keadaan:
    """The state of the procedure.

    Attributes:
        tahap: Where it stands.
        lengkap: Whether every bagian's form is in and in order.
        draft: The number of the newest draft, 0 before the first.
        berkas: The files of the newest draft with their SHA-256; what is initialled is these and no others.
        paraf: Who has initialled the newest draft, by peran, in order.
        catatan: What was asked for when the draft came back last, empty where it did not.
        naskah: The clean copy for the signature with its SHA-256, and who it names.
        diterima: The receivers that have their copy.
        penerima: Who gets a copy.
        selesai: When each step of the SOP was finished; the day that was told of an act (`--tanggal`), else that of its
            recording. The day of a meeting may still lie ahead.
        terakhir: What was done last with the draft or the RKT, and on which day; what follows cannot lie before it.
        diterima_terakhir: When the last of these copies was received.
        digabung: The day of the first Konsep, before which there was nothing to meet about.
    """

    tahap: Tahap = Tahap.AWAL
    lengkap: bool = False
    draft: int = 0
    berkas: Mapping[str, str] = field(default_factory=dict)
    paraf: tuple[str, ...] = ()
    catatan: str = ""
    naskah: Details = field(default_factory=dict)
    diterima: tuple[str, ...] = ()
    penerima: tuple[str, ...] = ()
    selesai: Mapping[int, datetime] = field(default_factory=dict)
    terakhir: tuple[str, date] | None = None
    diterima_terakhir: datetime | None = None
    digabung: date | None = None

    @property
    def langkah(self) -> int:
        """The step of the SOP that is due."""
        if self.tahap is Tahap.KONSEP and not self.lengkap:
            return 3
        if self.tahap is Tahap.DIBAGIKAN and set(self.penerima) <= set(self.diterima):
            return 10
        return _STEP[self.tahap]

    @property
    def boleh(self) -> tuple[Gerak, ...]:
        """What may be done now, the usual next one first."""
        moves = LEGAL[self.tahap]
        if self.tahap is Tahap.KONSEP and not self.lengkap:
            return (Gerak.GABUNG, *(move for move in moves if move is not Gerak.GABUNG))
        if self.tahap is Tahap.DIBAGIKAN and self.langkah == 9:
            return (Gerak.TERIMA, *(move for move in moves if move is not Gerak.TERIMA))
        return moves

    @property
    def tamat(self) -> bool:
        """Whether nothing is left to do."""
        return self.tahap is Tahap.DIARSIPKAN

    def why_not(self, gerak: Gerak) -> str | None:
        """The sentence that refuses a move, `None` where it may be made."""
        if gerak in self.boleh:
            return None
        allowed = ", ".join(self.boleh)
        return (
            f"{gerak} belum atau tidak lagi dapat dijalankan: saat ini {self.tahap}. Yang dapat dilakukan: {allowed}."
        )


def replay(entries: Iterable[tuple[str, datetime, Details]]) -> Keadaan:
    """The state that the journal tells.

    Args:
        entries: Event, moment and details of all entries, oldest first; events that move nothing are passed over.
    """
    state = Keadaan()
    for event, when, details in entries:
        state = after(state, event, when, details)
    return state


def after(state: Keadaan, event: str, when: datetime, details: Details) -> Keadaan:
    """The state once an entry is written; the same where the event moves nothing."""
    return _MOVES[event](state, when, details) if event in _MOVES else state


def moment(when: datetime, details: Details) -> datetime:
    """When something happened: on the day that was told of it, else when it was recorded.

    Args:
        when: The moment of the recording.
        details: What was recorded.
    """
    day = details.get(TANGGAL)
    return datetime.combine(date.fromisoformat(day), when.time(), when.tzinfo) if day else when


def _done(state: Keadaan, when: datetime, *steps: int) -> Mapping[int, datetime]:
    """The finished steps with these, later ones being open again."""
    kept = {step: moment for step, moment in state.selesai.items() if step < min(steps)}
    return {**kept, **dict.fromkeys(steps, when)}


def _issued(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    del details
    if state.tahap in {Tahap.AWAL, Tahap.TERBIT}:
        return replace(
            state, tahap=Tahap.TERBIT, selesai={1: state.selesai.get(1, when), 2: state.selesai.get(2, when)}
        )
    return replace(state, lengkap=False)


def _merged(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    states = details.get("status", {}).values()
    complete = bool(states) and all(each == "lengkap" for each in states)
    begun = state.tahap in {Tahap.AWAL, Tahap.TERBIT, Tahap.KONSEP}
    done = _done(state, when, 3) if begun and complete else state.selesai
    stage, first = Tahap.KONSEP if begun else state.tahap, state.digabung or when.date()
    return replace(state, tahap=stage, lengkap=complete, selesai=done, digabung=first)


def _met(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    if state.tahap in {Tahap.KONSEP, Tahap.RAPAT}:
        done = {3: when, **state.selesai}
        held = _done(replace(state, selesai=done), moment(when, details), 4)
        return replace(state, tahap=Tahap.RAPAT, selesai=held)
    return state


def _drafted(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    step = 7 if state.tahap is Tahap.DIKEMBALIKAN else 5
    earlier = {**dict.fromkeys(range(3, step), when), **state.selesai}
    return replace(
        state,
        tahap=Tahap.DINILAI,
        draft=int(details["nomor"]),
        berkas=dict(details.get("keluaran", {})),
        paraf=(),
        naskah={},
        selesai=_done(replace(state, selesai=earlier), when, step),
        terakhir=(f"draft {details['nomor']} dibuat", when.date()),
    )


def _initialled(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    paraf, acted = (*state.paraf, str(details["peran"])), moment(when, details)
    last = (f"{details['jabatan']} memaraf", acted.date())
    if not details["lengkap"]:
        return replace(state, tahap=Tahap.DIPARAF, paraf=paraf, terakhir=last)
    done = {**state.selesai, 6: acted, 7: acted}
    return replace(state, tahap=Tahap.NASKAH, paraf=paraf, selesai=done, terakhir=last)


def _returned(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    acted, note = moment(when, details), str(details["catatan"])
    done = {step: each for step, each in state.selesai.items() if step < 6} | {6: acted}
    last = (f"draft {details['draft']} dikembalikan", acted.date())
    return replace(state, tahap=Tahap.DIKEMBALIKAN, catatan=note, naskah={}, selesai=done, terakhir=last)


def _readied(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    del when
    return replace(state, naskah=details)


def _signed(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    acted = moment(when, details)
    last = ("RKT ditandatangani", acted.date())
    return replace(state, tahap=Tahap.DITANDATANGANI, selesai={**state.selesai, 8: acted}, terakhir=last)


def _distributed(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    last = state.terakhir if state.tahap is Tahap.DIBAGIKAN else ("RKT mulai dibagikan", when.date())
    return replace(state, tahap=Tahap.DIBAGIKAN, penerima=tuple(details["penerima"]), terakhir=last)


def _received(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    got = (*state.diterima, str(details["penerima"]))
    last = max(moment(when, details), state.diterima_terakhir or datetime.min.replace(tzinfo=when.tzinfo))
    done = {**state.selesai, 9: last} if set(state.penerima) <= set(got) else state.selesai
    return replace(state, diterima=got, selesai=done, diterima_terakhir=last)


def _sealed(state: Keadaan, when: datetime, details: Details) -> Keadaan:
    del details
    return replace(state, tahap=Tahap.DIARSIPKAN, selesai={9: when, **state.selesai, 10: when})


_Move = Callable[[Keadaan, datetime, Details], Keadaan]
_MOVES: Final[Mapping[str, _Move]] = {
    events.FORMULIR_TERBIT: _issued,
    events.DIGABUNG: _merged,
    events.RAPAT_DISIAPKAN: _met,
    events.DRAFT_DIBUAT: _drafted,
    events.DIPARAF: _initialled,
    events.DIKEMBALIKAN: _returned,
    events.NASKAH_DISIAPKAN: _readied,
    events.DITANDATANGANI: _signed,
    events.DISTRIBUSI_DISIAPKAN: _distributed,
    events.TANDA_TERIMA: _received,
    events.ARSIP_DISEGEL: _sealed,
}
