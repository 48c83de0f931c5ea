"""What the letters that go out with forms say: which kinds there are, and what their {placeholders} stand for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import ADDRESSED, addressed, file_name
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.perbaikan import letter_facts
from rkt_excel.model.vocabulary.terms import Peran


class JenisSurat(StrEnum):
    """Why a letter goes out."""

    FORMULIR = "formulir"
    PENGINGAT = "pengingat"
    PERBAIKAN = "perbaikan"


FORM_FACTS: Final = ADDRESSED | {"kontak"}
REMINDER_FACTS: Final = FORM_FACTS | {"keadaan", "sisa_waktu", "daftar"}
_PREFIX: Final = {JenisSurat.FORMULIR: "", JenisSurat.PENGINGAT: "Pengingat ", JenisSurat.PERBAIKAN: "Perbaikan "}


def letter_name(master: Master, bagian: str, jenis: JenisSurat) -> str:
    """The name of a letter, without folder and ending; that of a perbaikan form, too."""
    return f"{_PREFIX[jenis]}{file_name(master, bagian)}"


def kind_of(name: str) -> JenisSurat:
    """Why a letter goes out, by the name that `letter_name` gave it."""
    prefixed = (jenis for jenis, prefix in _PREFIX.items() if prefix and name.startswith(prefix))
    return next(prefixed, JenisSurat.FORMULIR)


def form_facts(master: Master, kode: str, formulir: str, day: date) -> dict[str, str]:
    """What the {placeholders} of the letter stand for that brings a form.

    Args:
        master: The plan.
        kode: The bagian.
        formulir: The file name of the attached form.
        day: Says who is in office.
    """
    return {**addressed(master, kode, formulir), "kontak": _contact(master, day)}


def reminder_facts(master: Master, kode: str, formulir: str, day: date, returned: Return | None) -> dict[str, str]:
    """What the {placeholders} of a reminder stand for.

    Args:
        master: The plan.
        kode: The bagian.
        formulir: The file name of the attached form.
        day: Of the reminder.
        returned: What came back and has to be mended; `None` where nothing did.
    """
    if returned:
        told = letter_facts(master, returned, formulir)
        state = f"sudah kami terima, tetapi masih ada {told['jumlah']} hal yang harus diperbaiki"
        listed = told["daftar"]
    else:
        state, listed = "belum kami terima", "\n".join(_to_fill(master, kode))
    left = _left((master.instansi.batas_kembali - day).days)
    return {**form_facts(master, kode, formulir, day), "keadaan": state, "sisa_waktu": left, "daftar": listed}


def _to_fill(master: Master, kode: str) -> Iterator[str]:
    """What an unreturned form asks for."""
    rows = form.form_rows(master, kode)
    for sheet, noun in ((form.KINERJA, "indikator"), (form.PROGRAM, "baris")):
        if rows.get(sheet):
            yield f"- lembar {sheet}: {len(rows[sheet])} {noun}"


def _left(days: int) -> str:
    if days < 0:
        return f"sudah lewat {-days} hari"
    return ("hari ini", "besok")[days] if days < 2 else f"{days} hari lagi"


def _contact(master: Master, day: date) -> str:
    """Whom to ask."""
    official = master.official(Peran.KASUBAG, day)
    name = f"{Peran.KASUBAG} ({official.nama})" if official and official.nama else str(Peran.KASUBAG)
    return f"{name}, {master.instansi.surel}" if master.instansi.surel else name
