"""What the journal of a work folder says: how far the procedure has come, which move may be made, what counted."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from rkt_excel.edges.work_folder.folder import KONSEP
from rkt_excel.edges.work_folder.register import Entry, ReadJournal, Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import DIGABUNG, DIPAKAI_DIPUTUSKAN, DISTRIBUSI_DISIAPKAN, FORMULIR_TERBIT
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import Gerak, Keadaan, replay

_NOT_MERGED: Final = "Belum ada kiriman yang digabungkan. Jalankan rkt gabung lebih dahulu."


def keadaan(register: ReadJournal) -> Keadaan:
    """How far the procedure has come, by the journal."""
    return replay((each.event, each.when, each.details) for each in register.entries())


def allowed(register: Register, gerak: Gerak, master: Master) -> Keadaan:
    """How far the procedure has come, where a move may be made.

    Raises:
        NotNowError: It may not; the sentence says what may.
        InputUnusableError: The work folder is that of another year or edition; scans and receipts still come there.
    """
    state = keadaan(register)
    other = other_round(register, master)
    if other and gerak not in {Gerak.TERIMA, Gerak.PINDAIAN}:
        raise InputUnusableError(other)
    refusal = state.why_not(gerak)
    if refusal:
        raise NotNowError(refusal)
    if gerak is Gerak.DRAFT and _cut_off(register):
        raise NotNowError("Penggabungan terakhir terputus sebelum selesai. Jalankan rkt gabung lagi.")
    return state


def other_round(register: Register, master: Master) -> str:
    """What is said where a work folder is not that of the master's year and edition, empty where it is."""
    entry = register.last(FORMULIR_TERBIT)
    if entry is None:
        return ""
    there = (str(entry.details["tahun"]), str(entry.details["edisi"]))
    here = (str(master.tahun), str(master.instansi.edisi))
    if there == here:
        return ""
    return (
        f"Folder kerja ini berisi RKT {' edisi '.join(there)}, sedangkan renstra.xlsx sekarang untuk RKT "
        f"{' edisi '.join(here)}. Hilangkan --kerja, atau ubah tahun dan edisi di lembar Instansi lebih dahulu."
    )


def _cut_off(register: Register) -> bool:
    """Whether a consolidation wrote a Konsep and was killed before the journal knew what stands in it.

    What differs from the consolidation before would be taken for what people typed.
    """
    merged = register.last(DIGABUNG)
    return merged is not None and register.written_since(merged.number, f"{KONSEP}/")


def issued(register: Register) -> Issue:
    """Which forms are out.

    Raises:
        NotNowError: None are.
    """
    entry = register.last(FORMULIR_TERBIT)
    if entry is None:
        raise NotNowError("Formulir belum dibuat. Jalankan rkt format lebih dahulu.")
    known = entry.details
    first = next(register.entries(FORMULIR_TERBIT)).when.astimezone(UTC)
    same = [each.details for each in register.entries(FORMULIR_TERBIT)]
    same = [each for each in same if (each["tahun"], each["edisi"]) == (known["tahun"], known["edisi"])]
    return Issue(
        known["kantor"], known["tahun"], known["edisi"], known["versi"], first,
        pernah=frozenset(each["kantor"] for each in same),
        bagian=frozenset(kode for each in same for kode in each.get("bagian", ())),
    )  # fmt: skip


def last_merge(register: Register) -> Entry:
    """The newest consolidation.

    Raises:
        NotNowError: There was none.
    """
    entry = register.last(DIGABUNG)
    if entry is None:
        raise NotNowError(_NOT_MERGED)
    return entry


def recipients(register: Register, master: Master) -> dict[str, str]:
    """Who got a copy at the last distribution, by kode with the name of that day; the master may have changed since."""
    entry = register.last(DISTRIBUSI_DISIAPKAN)
    if entry is None:
        return {}
    names = entry.details.get("nama", {})
    return {kode: names.get(kode) or master.nama_bagian(kode) for kode in entry.details["penerima"]}


def decided(register: Register) -> dict[str, str]:
    """The SHA-256 of the return that the Kasubag wants to count, by bagian."""
    return {each.details["bagian"]: each.details["sha256"] for each in register.entries(DIPAKAI_DIPUTUSKAN)}
