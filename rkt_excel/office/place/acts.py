"""When people acted: the day that is told of a paraf, a return, a signature, a receipt, a meeting (`--tanggal`)."""

from __future__ import annotations

from datetime import date

from rkt_excel.errors import UnknownArgumentError
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.office.place.workplace import Workplace


def act_day(place: Workplace, state: Keadaan, told: date | None) -> date:
    """The day of a decision or receipt: as told, else today.

    Args:
        place: Whose clock says which day it is.
        state: How far the procedure has come; what was done last comes before.
        told: `--tanggal`.

    Raises:
        UnknownArgumentError: The day is still to come, or lies before what the act follows.
    """
    if told is None:
        return place.today
    if told > place.today:
        raise UnknownArgumentError(
            f"--tanggal {told:%d/%m/%Y} belum tiba; hari ini {place.today:%d/%m/%Y}. Catatlah sesudah terjadi."
        )
    if state.terakhir and told < state.terakhir[1]:
        _too_early(told, *state.terakhir)
    return told


def meeting_day(state: Keadaan, told: date) -> date:
    """The day of the meeting, which may lie ahead.

    Raises:
        UnknownArgumentError: There was no Konsep yet to meet about.
    """
    if state.digabung and told < state.digabung:
        _too_early(told, "Konsep RKT pertama digabungkan", state.digabung)
    return told


def _too_early(told: date, what: str, day: date) -> None:
    raise UnknownArgumentError(
        f"--tanggal {told:%d/%m/%Y} terlalu awal: {what} pada {day:%d/%m/%Y}. Sebutkan hari itu atau sesudahnya."
    )
