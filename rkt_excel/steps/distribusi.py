"""SOP step 9, `rkt distribusi`: copies for everybody who gets one, and who has signed for theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from rkt_excel.edges.post import mail
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.errors import NotNowError, UnknownArgumentError
from rkt_excel.events import DISTRIBUSI_DISIAPKAN, TANDA_TERIMA
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms.issuing import office_facts
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.dokumen_serah import (
    DAFTAR_DISTRIBUSI,
    LEMBAR_TANDA_TERIMA,
    SURAT_PENGANTAR,
    surat_pengantar,
    tanda_terima,
)
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.procedure.alur import Gerak, Keadaan
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.acts import act_day
from rkt_excel.office.place.journalled import recipients
from rkt_excel.office.place.work import Work, holding, left_by, working
from rkt_excel.office.place.workplace import DISTRIBUTION_FILE, Workplace, wording
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.next_step import next_step
from rkt_excel.progress import Progress
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.values.cells import folded

FACTS: Final = frozenset(
    {"tahun", "edisi", "rkt", "penerima", "perangkat_daerah", "surel_kantor", "ditandatangani", "lampiran"}
)  # fmt: skip


@dataclass(frozen=True)
class HasilDistribusi:
    """What `rkt distribusi` prepared; paths relative to the work folder with "/".

    Attributes:
        eksemplar: How many copies to make, one for each receiver.
        penerima: Who gets one: the kode of each bagian, and the Pengadministrasi Umum.
    """

    eksemplar: int
    penerima: tuple[str, ...]
    keluaran: tuple[str, ...]
    findings: tuple[Finding, ...]
    diterima: tuple[str, ...]


@dataclass(frozen=True)
class HasilTerima:
    """A receipt that was written down, and who has not signed for theirs yet."""

    penerima: str
    nama: str
    oleh: str
    tanggal: date
    menunggu: tuple[str, ...]
    berikutnya: Berikutnya


def receivers(master: Master) -> tuple[str, ...]:
    """Who gets a copy (SOP step 9): every bagian, and the Pengadministrasi Umum."""
    return (*(each.kode for each in master.bagian), Peran.PENGADMINISTRASI)


def distribusi(place: Workplace, progress: Progress = lambda _: None) -> HasilDistribusi:
    """Prepare the copies: the list of receivers, a receipt for each, and the letters that take the RKT to them.

    Raises:
        NotNowError: The RKT is not signed yet, or its signed file has changed.
        InputUnusableError: The master, a Word template or the wording of the letter cannot be used.
        OutputLockedError: An output is open elsewhere.
    """
    with working(place, _as_it_stands(place)) as work:
        state = work.allowed(Gerak.DISTRIBUSI)
        names = receivers(work.master)
        found: list[Finding] = []
        done = [work.put(f"{disk.DISTRIBUSI}/{name}.docx", data) for name, data in _papers(work, names)]
        found += [told for each in done for told in left_by(each)]
        for name, letter in _letters(work, state, progress, found):
            done.append(work.put(f"{disk.DISTRIBUSI}/{name}{mail.SUFFIX}", letter))
            found += left_by(done[-1])
        made = tuple(each.path for each in done)
        why = "surat ini bukan untuk penerima salinan yang sekarang"
        found += work.withdraw_others(f"{disk.DISTRIBUSI}/", holding(done), why)
        found += edited_word(work)
        work.register.record(
            DISTRIBUSI_DISIAPKAN, penerima=list(names), eksemplar=len(names), keluaran=list(made),
            nama={each: work.master.nama_bagian(each) for each in names},
        )  # fmt: skip
    return HasilDistribusi(len(names), names, made, tuple(found), state.diterima)


def terima(place: Workplace, penerima: str, *, oleh: str, tanggal: date | None = None) -> HasilTerima:
    """Write down that a receiver has signed for a copy.

    Args:
        place: Where the work is done.
        penerima: A bagian by kode or name, or the Pengadministrasi Umum.
        oleh: Who took it.
        tanggal: The day on which it was received; today where none is told.

    Raises:
        NotNowError: Nothing is distributed yet, or this receiver has signed already.
        UnknownArgumentError: There is no such receiver, nobody is named, or the day cannot be.
    """
    if not oleh.strip():
        raise UnknownArgumentError("Sebutkan siapa yang menerima: --oleh NAMA.")
    with working(place, _as_it_stands(place)) as work:
        state = work.allowed(Gerak.TERIMA)
        names = recipients(work.register, work.master)
        kode = _receiver(work.master, names, penerima)
        if kode in state.diterima:
            raise NotNowError(f"Tanda terima {names[kode]} sudah dicatat.")
        day = act_day(place, state, tanggal)
        work.register.record(TANDA_TERIMA, penerima=kode, oleh=oleh.strip(), tanggal=day.isoformat())
        after = work.state
        then = next_step(place, work.master, work.register)
    waiting = tuple(each for each in after.penerima if each not in after.diterima)
    return HasilTerima(kode, names[kode], oleh.strip(), day, waiting, then)


def _as_it_stands(place: Workplace) -> tuple[Master, list[Finding]]:
    """The master with its bagian of today, whatever forms were issued with: one that came later gets a copy, too."""
    place.master()  # says what differs
    return place.master(fresh=True)


def _receiver(master: Master, names: Mapping[str, str], text: str) -> str:
    """The kode of one that got a copy, by kode, by the name of that day or by the one of today.

    Raises:
        UnknownArgumentError: Nobody of that name got one.
    """
    for kode, name in names.items():
        if folded(text) in {folded(kode), folded(name), folded(master.nama_bagian(kode))}:
            return kode
    for kode in receivers(master):
        if folded(text) in {folded(kode), folded(master.nama_bagian(kode))}:
            raise UnknownArgumentError(
                f"{master.nama_bagian(kode)} belum mendapat salinan. Jalankan rkt distribusi lagi lebih dahulu."
            )
    raise UnknownArgumentError(f"Penerima “{text}” tidak ada. Yang menerima salinan: {', '.join(names)}.")


def _papers(work: Work, names: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The list of receivers, a receipt for each, and the letter that goes with the copy; by name without ending."""
    day, master = work.today, work.master
    got = {
        str(each.details["penerima"]): (date.fromisoformat(each.details["tanggal"]), str(each.details["oleh"]))
        for each in work.register.entries(TANDA_TERIMA)
    }
    yield _paper(work, DAFTAR_DISTRIBUSI, tanda_terima(master, day, names, got), "")
    for number, each in enumerate(names, 1):
        yield _paper(work, LEMBAR_TANDA_TERIMA, tanda_terima(master, day, (each,), got, first=number), each)
        yield _paper(work, SURAT_PENGANTAR, surat_pengantar(master, day, each), each)


def _paper(work: Work, document: Dokumen, values: Isian, kode: str) -> tuple[str, bytes]:
    whose = f" - {kode}" if kode else ""
    return disk.legal_name(f"{document.judul} {work.master.rkt_tahun}{whose}"), work.printed(document, values)


def _letters(
    work: Work, state: Keadaan, progress: Progress, found: list[Finding]
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """A letter for each bagian, with the signed RKT attached; what is to be told of them is added to the findings."""
    text = mail.template(wording(work.inputs, DISTRIBUTION_FILE), FACTS)
    attached = _attachment(work, state, progress, found)
    for each in work.master.bagian:
        filled = text.filled(_facts(work.master, state, each.nama, attached.name))
        letter = mail.LetterDraft(
            to=each.surel or "", to_name=each.nama, sender=work.master.instansi.surel or "",
            subject=filled.subject, body=filled.body, attachments=(attached,),
        )  # fmt: skip
        if not each.surel:
            found.append(finding(FileCode.SUREL_BELUM_ADA, owner=each.kode, nama=each.nama))
        yield disk.legal_name(f"Surel {work.master.rkt_tahun} - {each.kode}"), mail.compose(letter)


def _facts(master: Master, state: Keadaan, penerima: str, lampiran: str) -> dict[str, str]:
    signed = state.selesai[8].date()
    return {
        **office_facts(master), "penerima": penerima, "ditandatangani": hari_tanggal(signed), "lampiran": lampiran,
    }  # fmt: skip


def _attachment(work: Work, state: Keadaan, progress: Progress, found: list[Finding]) -> mail.Attachment:
    """The signed RKT as a PDF, as a Word document where there is no LibreOffice."""
    name = str(state.naskah["berkas"])
    data = work.register.kept(str(state.naskah["sha256"]))
    assert data is not None  # kept when it was signed
    progress("membuat PDF")
    try:
        made = libreoffice.pdf_of(data, PurePosixPath(name).name)
    except libreoffice.LibreOfficeError as error:
        found.append(finding(FileCode.PDF_TIDAK_DIBUAT, file=name, sebab=str(error)))
        return mail.Attachment(PurePosixPath(name).name, data)
    return mail.Attachment(f"{PurePosixPath(name).stem}.pdf", made)
