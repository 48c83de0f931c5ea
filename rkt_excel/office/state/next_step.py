"""What comes next in a work folder, by its journal and by what lies there; every command ends with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import NotNowError
from rkt_excel.events import (
    DIGABUNG,
    DIPAKAI_DIPUTUSKAN,
    DITANDATANGANI,
    DRAFT_DIBUAT,
    FORMULIR_TERBIT,
    KELUARAN_DITULIS,
    PEMERIKSAAN_DISIAPKAN,
    PINDAIAN_DILAMPIRKAN,
    SUREL_TERKIRIM,
)
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import paraf_chain
from rkt_excel.model.papers.letters import JenisSurat, kind_of
from rkt_excel.model.plans.history import NILAI
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.procedure.alur import Gerak, Keadaan, Tahap, after
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.journalled import keadaan, other_round
from rkt_excel.office.place.workplace import Workplace, has_register, not_lost
from rkt_excel.office.state.berikutnya import Berikutnya, Fakta, berikutnya, quoted_word
from rkt_excel.office.state.minutes import minutes_waiting
from rkt_excel.office.state.readying import current
from rkt_excel.office.state.sources import draft_of, konsep_of


def what_next(place: Workplace) -> Berikutnya:
    """The next step after a command has ended.

    Raises:
        InputUnusableError: The master or the journal cannot be used.
    """
    master, _ = place.master()
    folder = place.folder(master)
    not_lost(folder)
    if not has_register(folder):
        return berikutnya(Fakta()).at(_elsewhere(place))
    with place.read_register(folder) as register:
        return next_step(place, master, register)


def next_step(place: Workplace, master: Master, register: Register, state: Keadaan | None = None) -> Berikutnya:
    """The next step, by the journal.

    Args:
        place: Where the work is done.
        master: The office.
        register: The journal.
        state: How far the procedure has come, where that is known already.
    """
    then = berikutnya(facts(place, master, register, state or keadaan(register)))
    other = other_round(register, master)
    if other and then.perintah in {Gerak.TERIMA, Gerak.PINDAIAN}:
        return replace(then, atau=()).at(_elsewhere(place))
    if other and then.perintah:
        own = quoted_word(replace(place, kerja=None).folder(master).as_posix(), always=True)
        return Berikutnya("rkt status", f"rkt status --kerja {own}", other)
    return then.at(_elsewhere(place))


def after_merge(place: Workplace, register: Register, plan: Plan, *, changed: bool) -> Berikutnya:
    """The next step once a consolidation stands in the journal, for the papers that are written before it does.

    Args:
        place: Where the work is done.
        register: The journal.
        plan: As it was merged.
        changed: Whether values differ from those of the consolidation before.
    """
    details = {"status": {kode: state.value for kode, state in plan.status.items()}}
    state = after(keadaan(register), DIGABUNG, place.now(), details)
    known = facts(place, plan.master, register, state)
    letters = known.surat & {JenisSurat.FORMULIR}
    late = known.tertunda or (changed and state.draft > 0)
    told = replace(known, status=plan.status, datang=False, surat=letters, tertunda=late, terbit_lagi=False)
    return berikutnya(told).at(_elsewhere(place))


def _elsewhere(place: Workplace) -> str:
    return place.kerja.as_posix() if place.kerja else ""


def facts(place: Workplace, master: Master, register: Register, state: Keadaan) -> Fakta:
    """How things stand, as far as the next step depends on it; nothing is written."""
    folder = place.folder(master)
    drafted, book = draft_of(register), draft_of(register) or konsep_of(register, master)
    turn, vacant = whose_paraf(place, master, state)
    changed = any(disk.digest(folder / name) != digest for name, digest in state.berkas.items())
    scans = (
        each.details.get("pindaian")
        for event in (DITANDATANGANI, PINDAIAN_DILAMPIRKAN)
        for each in register.entries(event)
    )
    examined = register.last(PEMERIKSAAN_DISIAPKAN, draft=state.draft)
    return Fakta(
        keadaan=state,
        status=merged_status(register),
        giliran=turn,
        kosong=vacant,
        datang=state.tahap not in _CLOSED and _arrived(folder, register),
        surat=frozenset(_letters(register)),
        tertunda=bool(drafted) and (_answered_since(register) or bool(minutes_waiting(register, folder))),
        berubah=changed,
        diperiksa=examined is not None and drafted is not None and examined.number > drafted.entry.number,
        naskah_sah=state.tahap is not Tahap.NASKAH or current(place, folder, master, state.naskah),
        dipindai=any(scans),
        konsep=book.berkas if book else "",
        mendahului=master.mendahului,
        terbit_lagi=_issued_since(register),
    )


# Where answers no longer change what is initialled or signed.
_CLOSED = frozenset({Tahap.AWAL, Tahap.DIPARAF, Tahap.NASKAH, Tahap.DITANDATANGANI, Tahap.DIBAGIKAN, Tahap.DIARSIPKAN})


def merged_status(register: Register) -> dict[str, StatusBagian]:
    """How far each bagian had come at the last consolidation."""
    entry = register.last(DIGABUNG)
    states = entry.details.get("status", {}) if entry else {}
    return {kode: StatusBagian(state) for kode, state in states.items()}


def whose_paraf(place: Workplace, master: Master, state: Keadaan) -> tuple[str, str]:
    """Whose paraf is next, by role, and why there is nobody, empty where there is somebody."""
    if state.tahap is Tahap.NASKAH:
        kepala = master.official(Peran.KEPALA, place.today)
        return Peran.KEPALA, "" if kepala else "Belum ada Kepala yang berlaku hari ini. Lengkapi lembar Pejabat."
    try:
        chain = paraf_chain(master, place.today)
    except NotNowError as error:
        return Peran.KASUBAG, str(error)
    left = [each.peran for each in chain if each.peran not in state.paraf]
    if left:
        return left[0], ""
    return Peran.KASUBAG, "Belum ada pejabat dengan urutan paraf. Isilah kolom Urutan paraf di lembar Pejabat."


def _letters(register: Register) -> Iterator[JenisSurat]:
    """The kinds of letters that were written or sent since the forms went out, or since the last consolidation."""
    issued, merged = _first_issue(register), register.last(DIGABUNG)
    since = dict.fromkeys(JenisSurat, max(issued, merged.number if merged else 0)) | {JenisSurat.FORMULIR: issued}
    for each in register.entries(KELUARAN_DITULIS):
        name = each.details["berkas"]
        kind = kind_of(Path(name).name) if name.startswith(f"{disk.SUREL}/") else None
        if kind and each.number > since[kind]:
            yield kind
    for each in register.entries(SUREL_TERKIRIM):
        kind = JenisSurat(each.details["jenis"])
        if each.number > since[kind]:
            yield kind


def _first_issue(register: Register) -> int:
    """The entry that issued the forms first that are out; made again with the same content they are the same."""
    number, content = 0, None
    for each in register.entries(FORMULIR_TERBIT):
        if each.details.get("isi") != content:
            number, content = each.number, each.details.get("isi")
    return number


def _issued_since(register: Register) -> bool:
    """Whether forms with another content went out since the last consolidation."""
    merged = register.last(DIGABUNG)
    return merged is not None and _first_issue(register) > merged.number


def _answered_since(register: Register) -> bool:
    """Whether a consolidation since the newest draft changed a value."""
    drafted = register.last(DRAFT_DIBUAT)
    after = drafted.number if drafted else 0
    return any(each.number > after and each.details.get(NILAI) for each in register.entries(DIGABUNG))


def _arrived(folder: Path, register: Register) -> bool:
    """Whether a file lies in 3-kembali that no consolidation has read, or that says something else since."""
    entry, decided = register.last(DIGABUNG), register.last(DIPAKAI_DIPUTUSKAN)
    if entry and decided and decided.number > entry.number:
        return True  # another return counts now
    details = entry.details if entry else {}
    known = {**details.get("berkas", {}), **details.get("wadah", {})}
    with suppress(OSError):
        for name in inbox.names_waiting(folder):
            digest = disk.digest(folder / name)
            if digest and known.get(name) not in {digest, ""}:
                return True
    return False
