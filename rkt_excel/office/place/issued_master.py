"""Which master the forms that are out came from, by the journal, and what the master says otherwise by now."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from rkt_excel.edges.work_folder.register import Entry, ReadJournal, Register
from rkt_excel.events import DIGABUNG, FORMULIR_TERBIT
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.in_force import differences, forms_digest, in_force
from rkt_excel.model.origin.continuing import continued
from rkt_excel.model.origin.master import Master, understood
from rkt_excel.model.procedure.alur import Gerak, replay
from rkt_excel.model.vocabulary.terms import Edisi
from rkt_excel.office.place.signed_rkt import base_of
from rkt_excel.workbook.findings import Finding, Severity, finding

RENSTRA: Final = "renstra"  # under this name the journal keeps the SHA-256 of the master that forms were made from
AGAINST_FORMS: Final = frozenset(
    {
        PlanCode.RENSTRA_BERUBAH,
        PlanCode.RENSTRA_BARIS_BARU,
        PlanCode.RENSTRA_BARIS_DIHAPUS,
        PlanCode.RENSTRA_TIDAK_TERCATAT,
    }
)
_BACK: Final = (
    "Yang dipakai tetap yang di formulir; bila yang baru harus berlaku, jalankan rkt kembalikan, lalu rkt format."
)
_SIGNED: Final = "Yang dipakai tetap yang ditandatangani; yang baru berlaku pada edisi perubahan atau tahun berikutnya."
_FORMAT: Final = "Jalankan rkt format agar yang baru berlaku; sampai saat itu yang dipakai tetap yang di formulir."


def master_in_force(register: Register, master: Master, data: bytes) -> tuple[Master, list[Finding]]:
    """The master by which returns are judged, and how the one in the folder differs from it.

    Args:
        register: The journal of the work folder.
        master: As it stands in the folder.
        data: The bytes of its workbook.
    """
    entry = register.last(FORMULIR_TERBIT)
    if entry is None or not _same_round(master, entry):
        return master, []
    digest = entry.details.get(RENSTRA) or _origin(register)
    if digest == hashlib.sha256(data).hexdigest() or (digest is None and _alike(master, entry)):
        return master, []
    kept = register.kept(digest) if digest else None
    then = _again(register, kept, master) if kept else None
    remedy = _remedy(register)
    if then is None:
        return replace(master, berubah=True, mendahului=True), [_unknown(master, entry, remedy)]
    told = list(differences(master, then, remedy))
    ahead = any(each.severity is not Severity.INFO for each in told)
    return replace(in_force(master, then), mendahului=ahead), told


def as_of(register: Register, master: Master, number: int) -> Master:
    """The master by which was judged when an entry of the journal was written.

    Forms may have been issued anew since; what was merged, drafted or initialled under the ones before says the same
    until it is merged again.

    Args:
        register: The journal.
        master: As it is in force now.
        number: The entry.
    """
    then, now = _origin(register, number), _origin(register)
    data = register.kept(then) if then and then != now else None
    before = _again(register, data, master) if data else None
    return in_force(master, before) if before else master


def adopted(register: Register, master: Master, data: bytes) -> dict[str, str]:
    """What a consolidation adds to a journal of an earlier program: the master, where it still is that of the forms."""
    entry = register.last(FORMULIR_TERBIT)
    if entry is None or _origin(register) or not _alike(master, entry):
        return {}
    digest = hashlib.sha256(data).hexdigest()
    register.keep(digest, data)
    return {RENSTRA: digest}


def issued_master(register: ReadJournal) -> Master | None:
    """The master that the forms which are out came from; `None` where there are none, or the journal lacks it."""
    digest = _origin(register)
    data = register.kept(digest) if digest else None
    if data is None:
        return None
    master, _ = understood(data)
    base = base_of(register) if master and master.instansi.edisi != Edisi.MURNI else None
    return continued(master, base.isi)[0] if master and base else master


def _again(register: Register, data: bytes, now: Master) -> Master | None:
    """A kept master, in a perubahan with what was signed; `None` where today's program finds a fault in it."""
    master, _ = understood(data)
    if master is None:
        return None
    base = base_of(register) if master.instansi.edisi != Edisi.MURNI else None
    master = replace(master, lalu=now.lalu)
    return continued(master, base.isi)[0] if base else master


def _origin(register: ReadJournal, number: int | None = None) -> str | None:
    """The SHA-256 of the master that the newest forms came from, or those that were out at an entry of the journal."""
    found: str | None = None
    entries = sorted((*register.entries(FORMULIR_TERBIT), *register.entries(DIGABUNG)), key=lambda each: each.number)
    for each in entries:
        if number is not None and each.number > number:
            break
        known = each.details.get(RENSTRA)
        found = known if each.event == FORMULIR_TERBIT else found or known
    return found


def _alike(master: Master, entry: Entry) -> bool:
    """Whether forms made of a master would hold what those of an entry held; last year's folder may be tidied."""
    known = (forms_digest(master), forms_digest(replace(master, lalu=None)))
    return _same_round(master, entry) and entry.details["isi"] in known


def _same_round(master: Master, entry: Entry) -> bool:
    """Whether forms were issued for the year and the edition of a master; another one has a work folder of its own."""
    return (str(entry.details["tahun"]), entry.details["edisi"]) == (str(master.tahun), master.instansi.edisi)


def _remedy(register: Register) -> str:
    state = replay((each.event, each.when, each.details) for each in register.entries())
    return _FORMAT if Gerak.FORMAT in state.boleh else _BACK if Gerak.KEMBALIKAN in state.boleh else _SIGNED


def _unknown(master: Master, entry: Entry, remedy: str) -> Finding:
    """The journal is of a program that did not keep the master; of the indikator it has the words."""
    before = entry.details.get("indikator", {})
    now = {each.kode: [each.indikator, each.satuan, each.jenis] for each in master.indikator}
    changed = [kode for kode in {**before, **now} if before and before.get(kode) != now.get(kode)]
    told = f" (antara lain {', '.join(changed[:5])})" if changed else ""
    return finding(PlanCode.RENSTRA_TIDAK_TERCATAT, rincian=told, versi=entry.details["versi"], saran=remedy)
