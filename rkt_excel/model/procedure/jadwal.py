"""The schedule of the ten steps: as the SOP's norm times plan it, and as it became by what was really done.

The SOP says "3 Hari" and not which days, nor whether the first one counts. Here days are working days and a deadline
lies so many of them after the day on which the step before was due or done; what takes hours or minutes is due on the
same working day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from rkt_excel.model.procedure.sop import LANGKAH, Langkah

MEETING_STEP: Final = 4
RETURN_STEP: Final = 3  # the return of forms has a date of its own, in the master


class Kalender(Protocol):
    """What a schedule has to know about days."""

    def after(self, start: date, days: int) -> date:
        """The working day so many working days after a date."""

    def between(self, start: date, end: date) -> int:
        """How many working days lie after a date up to and with another."""


@dataclass(frozen=True)
class Tenggat:
    """The dates of one step.

    Attributes:
        langkah: The step.
        rencana: Its deadline by the norm times from the start date.
        batas: Its deadline by what was really done before it.
        selesai: When it was done, `None` while it is not.
        terlambat: Working days that it was late, or is by now; 0 where it is not.
    """

    langkah: Langkah
    rencana: date
    batas: date
    selesai: datetime | None
    terlambat: int


@dataclass(frozen=True)
class Masukan:
    """What a schedule is made from.

    Attributes:
        mulai: The first day of the procedure.
        batas_kembali: The last day for forms to come back.
        selesai: When each step was finished; a step that was passed over may be missing.
        hari_ini: What is not done cannot be due before today, nor can what follows it.
    """

    mulai: date
    batas_kembali: date
    selesai: Mapping[int, datetime]
    hari_ini: date


def jadwal(known: Masukan, kalender: Kalender) -> tuple[Tenggat, ...]:
    """The dates of all ten steps, in order."""
    planned = real = known.mulai
    steps = []
    for step in LANGKAH:
        planned = _due(step, planned, known, kalender)
        done = known.selesai.get(step.nomor)
        limit = _due(step, real, known, kalender)
        if done and done.date() > known.hari_ini:  # a meeting that is fixed for a day to come is due on that day
            limit, done = done.date(), None
        steps.append(Tenggat(step, planned, limit, done, _late(step, limit, known, kalender)))
        if done:
            real = done.date()
        elif not _passed(step, known):
            real = max(limit, known.hari_ini)
    return tuple(steps)


def forms_due(batas_kembali: date, rapat: date | None, after: Callable[[date, int], date]) -> date:
    """The day by which forms that are still out come back: that of the master, or the one after the meeting, if later.

    Args:
        batas_kembali: Of the master, as the forms print it.
        rapat: The day of the meeting, whose minutes ask for what is missing; `None` before there is one.
        after: Counts working days.
    """
    return max(batas_kembali, after(rapat, 1)) if rapat else batas_kembali


def ahead(dates: Iterable[Tenggat]) -> tuple[Tenggat, ...]:
    """What still lies ahead of a meeting: the steps after it that are not done, nor passed over by later ones."""
    told = tuple(dates)
    done = max((each.langkah.nomor for each in told if each.selesai), default=0)
    return tuple(each for each in told if each.langkah.nomor > max(done, MEETING_STEP))


def _due(step: Langkah, before: date, known: Masukan, kalender: Kalender) -> date:
    limit = kalender.after(before, step.hari)
    return max(limit, known.batas_kembali) if step.nomor == RETURN_STEP else limit


def _passed(step: Langkah, known: Masukan) -> bool:
    """Whether a later step is done already, so that nobody waits for this one."""
    return any(number > step.nomor for number in known.selesai)


def _late(step: Langkah, limit: date, known: Masukan, kalender: Kalender) -> int:
    """Working days over the deadline; of what is not done, by today."""
    done = known.selesai.get(step.nomor)
    if done is None and _passed(step, known):
        return 0
    return kalender.between(limit, done.date() if done else known.hari_ini)
