"""SOP steps 6 and 8, `rkt paraf`, `rkt kembalikan`, `rkt tandatangan`: the decisions, each bound to the very files.

A decision holds for the bytes that were looked at. Where one byte of them has changed since, the next step is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rkt_excel.edges.disk import scan
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.errors import NotNowError, UnknownArgumentError
from rkt_excel.events import DIKEMBALIKAN, DIPARAF, DITANDATANGANI, PINDAIAN_DILAMPIRKAN
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import Penanda, as_signer, paraf_chain, pejabat_named, title
from rkt_excel.model.papers.isi_arsip import as_json
from rkt_excel.model.procedure.alur import Gerak, Keadaan, Tahap
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.acts import act_day
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.next_step import next_step
from rkt_excel.office.state.readying import edited_text, intact, ready_naskah, withdraw_naskah
from rkt_excel.office.state.standing_plan import drafted_plan
from rkt_excel.workbook.findings import Finding
from rkt_excel.workbook.values.hollow import hollow


@dataclass(frozen=True)
class HasilParaf:
    """A decision that was written down.

    Attributes:
        oleh: Who, as the journal names them.
        draft: The draft that was decided on.
        berkas: The files with their SHA-256.
        catatan: What was asked for or remarked.
        keluaran: What was made, relative to the work folder.
        tanggal: The day of the decision.
        berikutnya: What comes next.
        findings: What became of clean copies that no longer hold.
    """

    oleh: Penanda
    draft: int
    berkas: Mapping[str, str]
    catatan: str
    keluaran: tuple[str, ...]
    tanggal: date
    berikutnya: Berikutnya
    findings: tuple[Finding, ...] = ()


def paraf(place: Workplace, *, oleh: str, catatan: str = "", tanggal: date | None = None) -> HasilParaf:
    """Give a paraf to the newest draft; the last one of the chain makes the clean copy for the signature.

    Args:
        place: Where the work is done.
        oleh: Who: peran, jabatan or nama in the sheet Pejabat.
        catatan: A remark for the journal.
        tanggal: The day on which it was given; today where none is told.

    Raises:
        NotNowError: It is not the turn of this official, or a file of the draft has changed.
        UnknownArgumentError: The master knows no such official, or the day cannot be.
        InputUnusableError: The master or the Word template cannot be used.
        OutputLockedError: The clean copy is open elsewhere.
    """
    with working(place) as work:
        state = work.allowed(Gerak.PARAF)
        intact(work, state.berkas, f"Draft {state.draft}", "paraf hanya berlaku untuk draft yang dibaca")
        day = act_day(place, state, tanggal)
        official, left = _turn(work.master, state, oleh, day)
        made: tuple[str, ...] = ()
        found: tuple[Finding, ...] = ()
        if not left:
            readied = ready_naskah(work, state)
            made, found = (readied.berkas,), readied.findings
        found = (*edited_word(work), *found)
        work.register.record(DIPARAF, **as_signer(official), draft=state.draft, berkas=dict(state.berkas),
                             catatan=catatan.strip(), lengkap=not left, tanggal=day.isoformat())  # fmt: skip
        then = next_step(place, work.master, work.register)
    return HasilParaf(as_signer(official), state.draft, state.berkas, catatan.strip(), made, day, then, found)


def kembalikan(place: Workplace, *, oleh: str, catatan: str, tanggal: date | None = None) -> HasilParaf:
    """Give the draft back to be mended (SOP steps 6 and 8).

    Args:
        place: Where the work is done.
        oleh: Who: one of those that initial, or the Kepala once it lies before them.
        catatan: What has to be mended.
        tanggal: The day on which it was given back; today where none is told.

    Raises:
        NotNowError: There is no draft to give back, or it does not lie before this official.
        UnknownArgumentError: The master knows no such official, the remark says nothing, or the day cannot be.
    """
    if hollow(catatan):
        raise UnknownArgumentError("Sebutkan apa yang harus diperbaiki: --catatan TEKS.")
    with working(place) as work:
        state = work.allowed(Gerak.KEMBALIKAN)
        day = act_day(place, state, tanggal)
        official = pejabat_named(work.master, oleh, day)
        _may_return(official, state, work.master, day)
        seen = {name: disk.digest(work.folder / name) for name in state.berkas}
        edited = edited_word(work)
        found = (*edited, *withdraw_naskah(work, f"draft {state.draft} dikembalikan untuk diperbaiki"))
        # last: once the journal says so, this command is not due any more, and nobody would take the copy away
        work.register.record(DIKEMBALIKAN, **as_signer(official), draft=state.draft, berkas=seen,
                             catatan=catatan.strip(), langkah=state.langkah, tanggal=day.isoformat())  # fmt: skip
        then = next_step(place, work.master, work.register)
    return HasilParaf(as_signer(official), state.draft, state.berkas, catatan.strip(), (), day, then, found)


def tandatangan(
    place: Workplace, *, oleh: str, pindaian: Path | None = None, tanggal: date | None = None
) -> HasilParaf:  # fmt: skip
    """Write down that the Kepala has signed the clean copy; a scan of it may come now or later.

    Raises:
        NotNowError: The clean copy is not ready, has changed, or names another Kepala than the one of that day.
        UnknownArgumentError: The master knows no such official, or the day of the signature cannot be.
        InputUnusableError: The scan is no PDF or picture.
        OutputLockedError: The scan cannot be put into its place.
    """
    with working(place) as work:
        late = pindaian is not None and Gerak.PINDAIAN in work.state.boleh
        state = work.allowed(Gerak.PINDAIAN if late else Gerak.TANDATANGAN)
        if late and tanggal:
            raise UnknownArgumentError(
                "Tanda tangannya sudah dicatat; pindaian yang menyusul tidak memerlukan --tanggal."
            )
        day = place.today if late else act_day(place, state, tanggal)
        official = pejabat_named(work.master, oleh, day)
        if official.peran != Peran.KEPALA:
            raise NotNowError(f"RKT ditandatangani Kepala, bukan {official.peran} (langkah 8 SOP).")
        if not late:
            _ready(work, state, official)
        scanned = _scanned(work, pindaian) if pindaian else {}
        signed = {str(state.naskah["berkas"]): str(state.naskah["sha256"])}
        edited = edited_word(work)
        found = (*edited, *withdraw_naskah(work, "bukan naskah ini yang ditandatangani", *signed, *scanned))
        if late:
            work.register.record(PINDAIAN_DILAMPIRKAN, **as_signer(official), pindaian=scanned)
        else:
            kept = _keep_signed(work, state)
            work.register.record(
                DITANDATANGANI, **as_signer(official), draft=state.draft, berkas=signed, pindaian=scanned, data=kept,
                tanggal=day.isoformat(),
            )  # fmt: skip
        then = next_step(place, work.master, work.register)
    return HasilParaf(as_signer(official), state.draft, signed, "", tuple(scanned), day, then, found)


def _keep_signed(work: Work, state: Keadaan) -> str:
    """Keep the signed bytes, and what they say as data: later editions and years begin there.

    Returns:
        The SHA-256 of the data.
    """
    name, digest = str(state.naskah["berkas"]), str(state.naskah["sha256"])
    work.register.keep(digest, file_bytes(work.folder / name))
    if "data" in state.naskah:
        return str(state.naskah["data"])
    return work.keep(as_json(*drafted_plan(work.register, work.master, work.issue, state)))  # of an older program


def _turn(master: Master, state: Keadaan, oleh: str, day: date) -> tuple[Pejabat, tuple[Pejabat, ...]]:
    """Who initials now, and who still has to after that.

    Raises:
        NotNowError: Somebody else has to before.
    """
    chain = paraf_chain(master, day)
    if not chain:
        raise NotNowError("Belum ada pejabat dengan urutan paraf. Isilah kolom Urutan paraf di lembar Pejabat.")
    waiting = tuple(each for each in chain if each.peran not in state.paraf)
    official = pejabat_named(master, oleh, day)
    if official.peran in state.paraf:
        raise NotNowError(f"{title(official)} sudah memaraf draft {state.draft}. Giliran {title(waiting[0])}.")
    if official not in chain:
        order = ", ".join(title(each) for each in chain)
        raise NotNowError(f"{title(official)} tidak termasuk yang memaraf. Urutannya: {order}.")
    if official != waiting[0]:
        raise NotNowError(f"Belum giliran {title(official)}. Yang memaraf lebih dahulu: {title(waiting[0])}.")
    return official, waiting[1:]


def _may_return(official: Pejabat, state: Keadaan, master: Master, day: date) -> None:
    if official.peran == Peran.KEPALA:
        if state.tahap is not Tahap.NASKAH:
            raise NotNowError("Draft belum sampai kepada Kepala; parafnya belum lengkap.")
    elif official.peran not in {each.peran for each in paraf_chain(master, day)}:
        raise NotNowError(f"{title(official)} tidak termasuk yang memeriksa draft.")


def _ready(work: Work, state: Keadaan, official: Pejabat) -> None:
    """Whether the clean copy is there, is unchanged, and names who signs."""
    again = "Jalankan rkt periksa untuk menyiapkannya, lalu cetak."
    if not state.naskah:
        raise NotNowError(f"Naskah untuk ditandatangani belum disiapkan. {again}")
    intact(work, state.berkas, f"Draft {state.draft}", "yang ditandatangani harus sama dengan yang diparaf")
    name = str(state.naskah["berkas"])
    if disk.digest(work.folder / name) != state.naskah["sha256"]:
        raise NotNowError(
            f"Naskah {name} sudah berubah atau hilang sejak disiapkan; tanda tangan hanya berlaku untuk naskah yang "
            f"dibaca. {again}{edited_text(work, [name])}"
        )
    if state.naskah["kepala"] != as_signer(official):
        printed = state.naskah["kepala"]
        raise NotNowError(
            f"Naskah mencetak {printed['nama'] or printed['jabatan']}, sedangkan yang menandatangani "
            f"{official.nama or title(official)}. {again}"
        )


def _scanned(work: Work, path: Path) -> dict[str, str]:
    """Put a scan beside the signed RKT, and keep it."""
    data, ending = scan.read_scan(path)
    made = work.put(f"{disk.RKT}/{work.master.rkt_tahun} (pindaian){ending}", data).path
    return {made: work.keep(data)}
