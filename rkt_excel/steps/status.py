"""`rkt status`: which step, whose turn, until when, who has not returned, and what to type next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rkt_excel.edges.calendar import add_working_days
from rkt_excel.edges.register import Register
from rkt_excel.model.master import Master
from rkt_excel.model.procedure import LANGKAH, Langkah
from rkt_excel.model.returns import StatusBagian
from rkt_excel.workplace import DRAFTED, ISSUED, MERGED, Workplace, has_register


@dataclass(frozen=True)
class BagianStatus:
    """How far a bagian has come."""

    kode: str
    nama: str
    status: StatusBagian


@dataclass(frozen=True)
class Status:
    """Where the procedure stands."""

    tahun: int
    langkah: Langkah
    mulai: date
    batas: date
    terlambat: bool
    berikutnya: str
    bagian: tuple[BagianStatus, ...]
    draft: int


def status(place: Workplace) -> Status:
    """Where the procedure stands.

    Raises:
        InputUnusableError: The master cannot be used.
    """
    master, _ = place.master()
    folder = place.folder(master)
    if not has_register(folder):
        return _status(place, master, 1, {}, 0)
    with place.open_register(folder) as register:
        drafts = sum(1 for _ in register.entries(DRAFTED))
        return _status(place, master, _step(register, drafts), _states(register), drafts)


def _step(register: Register, drafts: int) -> int:
    """The step that is due next, from what the journal holds."""
    if drafts:
        return 6
    if register.last(MERGED):
        return 5
    return 3 if register.last(ISSUED) else 1


def _states(register: Register) -> dict[str, StatusBagian]:
    entry = register.last(MERGED)
    states = entry.details.get("status", {}) if entry else {}
    return {kode: StatusBagian(state) for kode, state in states.items()}


def _status(place: Workplace, master: Master, number: int, states: dict[str, StatusBagian], drafts: int) -> Status:
    step = LANGKAH[number - 1]
    waiting = any(states.get(each.kode) is not StatusBagian.LENGKAP for each in master.bagian)
    command = "rkt gabung" if number == 5 and waiting else step.perintah
    limit = _limit(master, number)
    return Status(
        tahun=master.tahun,
        langkah=step,
        mulai=master.instansi.mulai,
        batas=limit,
        terlambat=place.today > limit,
        berikutnya=command or "rkt draft",
        bagian=tuple(
            BagianStatus(each.kode, each.nama, states.get(each.kode, StatusBagian.BELUM_MASUK))
            for each in master.bagian
        ),
        draft=drafts,
    )


def _limit(master: Master, number: int) -> date:
    """The last day of a step by the SOP's norm times; the return of forms has a date of its own."""
    own = [each.tanggal for each in master.hari_libur]
    days = sum(step.hari for step in LANGKAH[:number])
    limit = add_working_days(master.instansi.mulai, days, own)
    return max(limit, master.instansi.batas_kembali) if number == 3 else limit
