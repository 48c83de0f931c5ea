"""SOP step 9, `rkt distribusi`: copies for everybody who gets one, and who has signed for theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.docx import word
from rkt_excel.edges.post import mail
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import NotNowError, UnknownArgumentError
from rkt_excel.events import DISTRIBUTED, RECEIVED
from rkt_excel.messages.files import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.dokumen_serah import (
    DAFTAR_DISTRIBUSI,
    SURAT_PENGANTAR,
    TANDA_TERIMA,
    surat_pengantar,
    tanda_terima,
)
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.papers.kop import paper
from rkt_excel.model.procedure.alur import Gerak, Keadaan
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.acts import act_day
from rkt_excel.office.place.journalled import allowed, recipients, standing
from rkt_excel.office.place.workplace import DISTRIBUTION_FILE, Workplace, wording
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.langkah_berikut import Berikutnya
from rkt_excel.office.state.next_step import next_step
from rkt_excel.office.state.outdated import withdrawn
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.values.cells import folded

Progress = Callable[[str], None]
FACTS: Final = frozenset(
    {"tahun", "edisi", "penerima", "perangkat_daerah", "surel_kantor", "ditandatangani", "lampiran"}
)  # fmt: skip


@dataclass(frozen=True)
class Distributed:
    """What `rkt distribusi` prepared; paths relative to the work folder with "/".

    Attributes:
        eksemplar: How many copies to make, one for each receiver.
        penerima: Who gets one: the kode of each bagian, and the Pengadministrasi Umum.
    """

    eksemplar: int
    penerima: tuple[str, ...]
    keluaran: tuple[str, ...]
    temuan: tuple[Finding, ...]
    diterima: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
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


def distribute(place: Workplace, progress: Progress = lambda _: None) -> Distributed:
    """Prepare the copies: the list of receivers, a receipt for each, and the letters that take the RKT to them.

    Raises:
        NotNowError: The RKT is not signed yet, or its signed file has changed.
        InputUnusableError: The master, a Word template or the wording of the letter cannot be used.
        OutputLockedError: An output is open elsewhere.
    """
    master = _as_it_stands(place)
    folder = place.folder(master)
    with place.begun_register(folder) as register:
        state = allowed(register, Gerak.DISTRIBUSI, master)
        names = receivers(master)
        work = _Copies(place, folder, register, master, state)
        made = (*work.papers(names), *work.letters(progress))
        work.withdraw(made)
        work.found += edited_word(register, folder, place.inputs)
        register.record(
            DISTRIBUTED, penerima=list(names), eksemplar=len(names), keluaran=list(made),
            nama={each: master.nama_bagian(each) for each in names},
        )  # fmt: skip
    return Distributed(len(names), names, made, tuple(work.found), state.diterima)


def receive(place: Workplace, penerima: str, *, oleh: str, tanggal: date | None = None) -> Receipt:
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
    master = _as_it_stands(place)
    with place.begun_register(place.folder(master)) as register:
        state = allowed(register, Gerak.TERIMA, master)
        names = recipients(register, master)
        kode = _receiver(master, names, penerima)
        if kode in state.diterima:
            raise NotNowError(f"Tanda terima {names[kode]} sudah dicatat.")
        day = act_day(place, state, tanggal)
        register.record(RECEIVED, penerima=kode, oleh=oleh.strip(), tanggal=day.isoformat())
        after = standing(register)
        then = next_step(place, master, register)
    waiting = tuple(each for each in after.penerima if each not in after.diterima)
    return Receipt(kode, names[kode], oleh.strip(), day, waiting, then)


def _as_it_stands(place: Workplace) -> Master:
    """The master with its bagian of today, whatever forms were issued with: one that came later gets a copy, too."""
    place.master()  # says what differs
    return place.master(fresh=True)[0]


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


class _Copies:
    """The papers and letters of one distribution."""

    def __init__(self, place: Workplace, folder: Path, register: Register, master: Master, state: Keadaan) -> None:
        self.place, self.folder, self.register = place, folder, register
        self.master, self.state = master, state
        self.found: list[Finding] = []
        self.beside: set[str] = set()

    def papers(self, names: tuple[str, ...]) -> Iterator[str]:
        """The list of receivers, a receipt for each, and the letter that goes with the copy."""
        day, master = self.place.today, self.master
        got = {
            str(each.details["penerima"]): (date.fromisoformat(each.details["tanggal"]), str(each.details["oleh"]))
            for each in self.register.entries(RECEIVED)
        }
        yield self._paper(DAFTAR_DISTRIBUSI, tanda_terima(master, day, names, got), "")
        for number, each in enumerate(names, 1):
            yield self._paper(TANDA_TERIMA, tanda_terima(master, day, (each,), got, first=number), each)
            yield self._paper(SURAT_PENGANTAR, surat_pengantar(master, day, each), each)

    def _paper(self, document: Dokumen, values: Isian, kode: str) -> str:
        whose = f" - {kode}" if kode else ""
        data = word.render(self.place.inputs / document.berkas, values.model_dump(), paper=paper(self.master, document))
        return self._put(f"{disk.legal_name(f'{document.judul} RKT {self.master.tahun}{whose}')}.docx", data)

    def letters(self, progress: Progress) -> Iterator[str]:
        """A letter for each bagian, with the signed RKT attached."""
        text = mail.template(wording(self.place.inputs, DISTRIBUTION_FILE), FACTS)
        attached = self._attachment(progress)
        for each in self.master.bagian:
            filled = text.filled(self._facts(each.nama, attached.name))
            letter = mail.Draft(
                to=each.surel or "", to_name=each.nama, sender=self.master.instansi.surel or "",
                subject=filled.subject, body=filled.body, attachments=(attached,),
            )  # fmt: skip
            if not each.surel:
                self.found.append(finding(FileCode.SUREL_BELUM_ADA, owner=each.kode, nama=each.nama))
            name = disk.legal_name(f"Surel RKT {self.master.tahun} - {each.kode}")
            yield self._put(f"{name}{mail.SUFFIX}", mail.compose(letter))

    def _facts(self, penerima: str, lampiran: str) -> dict[str, str]:
        office = self.master.instansi
        signed = self.state.selesai[8].date()
        return {
            "tahun": str(self.master.tahun), "edisi": office.edisi, "penerima": penerima,
            "perangkat_daerah": office.perangkat_daerah, "surel_kantor": office.surel or "",
            "ditandatangani": hari_tanggal(signed), "lampiran": lampiran,
        }  # fmt: skip

    def _attachment(self, progress: Progress) -> mail.Attachment:
        """The signed RKT as a PDF, as a Word document where there is no LibreOffice."""
        name = str(self.state.naskah["berkas"])
        data = self.register.kept(str(self.state.naskah["sha256"]))
        assert data is not None  # kept when it was signed
        progress("membuat PDF")
        try:
            made = libreoffice.pdf_of(data, PurePosixPath(name).name)
        except libreoffice.LibreOfficeError as error:
            self.found.append(finding(FileCode.PDF_TIDAK_DIBUAT, file=name, sebab=str(error)))
            return mail.Attachment(PurePosixPath(name).name, data)
        return mail.Attachment(f"{PurePosixPath(name).stem}.pdf", made)

    def _put(self, name: str, data: bytes) -> str:
        done = disk.publish(self.folder, self.register, f"{disk.DISTRIBUSI}/{name}", data)
        if done.beside:
            self.beside.add(done.beside)
            self.found.append(finding(FileCode.KONSEP_DISUNTING, file=done.beside, berkas=done.beside, baru=done.path))
        return done.path

    def withdraw(self, made: tuple[str, ...]) -> None:
        """Papers and letters for whoever gets no copy any more."""
        why = "surat ini bukan untuk penerima salinan yang sekarang"
        below = f"{disk.DISTRIBUSI}/"
        self.found += withdrawn(self.folder, self.register, below, {*made, *self.beside}, why)
