"""The second half of `rkt contoh`: from the Konsep to the package, returned once by Kasubag and once by Kepala."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.docx.pages.page_fields import lighter
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.example.typist import type_into
from rkt_excel.model.forms import form
from rkt_excel.model.meeting.notulen_book import KEPUTUSAN
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import paraf_chain
from rkt_excel.model.plans import konsep
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.progress import Progress
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import distribusi, terima
from rkt_excel.steps.draft import HasilDraft, draft
from rkt_excel.steps.paraf import kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat

_SCAN: Final = "pindaian contoh.pdf"
_POST: Final = "penanggung_jawab"
_BOTH: Final = f"{Peran.SEKRETARIS} dan kepala bidang terkait"


@dataclass(frozen=True)
class Signing:
    """Steps 4 to 10 of the example.

    Attributes:
        place: Where the example works.
        master: What it plans from.
        say: Called with an Indonesian sentence at each stage.
    """

    place: Workplace
    master: Master
    say: Progress

    @property
    def folder(self) -> Path:
        """The work folder."""
        return self.place.folder(self.master)

    def all(self, konsep_xlsx: str) -> Iterator[str]:
        """Go through steps 4 to 10, each when its first file is asked for.

        Args:
            konsep_xlsx: The Konsep RKT, relative to the work folder with "/".

        Yields:
            The files worth opening, named the same way.
        """
        self.say("4. Rapat koordinasi: undangan, bahan, notulen (rkt rapat)")
        papers = rapat(self.place).keluaran
        yield from papers
        self.say("5. Hasil rapat diketik di notulen dan di Konsep, lalu menjadi draft 1 (rkt draft)")
        self._meet(konsep_xlsx, next(name for name in papers if name.endswith(".xlsx")))
        first = draft(self.place)
        yield from (first.draft_xlsx, first.draft_docx)
        self.say("6. Kasubag memeriksa draft 1 dan mengembalikannya (rkt periksa, rkt kembalikan)")
        yield from periksa(self.place).keluaran
        kembalikan(self.place, oleh=Peran.KASUBAG, catatan="Penanggung jawab indikator ketiga belum tepat (contoh)")
        second = self._mended(first, 2, Peran.KASUBAG)
        self.say("8. Kepala mengembalikan draft 2; draft 3 ditandatangani (rkt tandatangan)")
        self._initial()
        kembalikan(self.place, oleh=Peran.KEPALA, catatan="Penanggung jawab indikator keempat disesuaikan (contoh)")
        third = self._mended(second, 3, Peran.KEPALA)
        yield from (third.draft_xlsx, third.draft_docx)
        yield from self._initial()
        yield from periksa(self.place).keluaran
        scanned = self._scan()
        yield from tandatangan(self.place, oleh=Peran.KEPALA, pindaian=scanned).keluaran
        yield from self._after(scanned is not None)

    def _meet(self, konsep_xlsx: str, notulen: str) -> None:
        """One decision in the minutes, and one typed into the Konsep itself."""
        first, second = (each.kode for each in self.master.indikator[:2])
        told = {"alasan": "Disepakati dalam rapat koordinasi (contoh)", "oleh": Peran.SEKRETARIS}
        decision = {"kunci": first, "hal": "Penanggung jawab", "kolom": konsep.heading(_POST), "menjadi": _BOTH, **told}
        type_into(self.folder / notulen, KEPUTUSAN, ("kunci", None), decision)
        self._change(konsep_xlsx, second, "Disepakati dalam rapat koordinasi (contoh)", Peran.SEKRETARIS)

    def _change(self, workbook: str, kode: str, why: str, by: str) -> None:
        typed = {_POST: _BOTH, "alasan_perubahan": why, "diminta_oleh": by}
        type_into(self.folder / workbook, form.KINERJA, ("kode", kode), typed)

    def _mended(self, before: HasilDraft, which: int, by: str) -> HasilDraft:
        """The next draft, with the change that was asked for typed into the one before."""
        self.say(f"7. Draft {before.nomor} diperbaiki menjadi draft {before.nomor + 1} (rkt draft)")
        kode = self.master.indikator[which].kode
        self._change(before.draft_xlsx, kode, "Catatan pada disposisi (contoh)", by)
        return draft(self.place)

    def _initial(self) -> tuple[str, ...]:
        """Every paraf in its order; gives the clean copy."""
        self.say("6. Paraf berjenjang (rkt paraf)")
        chain = paraf_chain(self.master, self.place.today)
        return [paraf(self.place, oleh=each.peran).keluaran for each in chain][-1]

    def _scan(self) -> Path | None:
        """What stands for the scan of the signed paper: the clean copy as a PDF, where LibreOffice can make one."""
        naskah = self.folder / disk.RKT / f"{self.master.rkt_tahun}.docx"
        try:
            made = libreoffice.pdf_of(lighter(file_bytes(naskah)), naskah.name)
        except libreoffice.LibreOfficeError:
            return None
        path = self.folder / _SCAN
        write_whole(path, made)
        return path

    def _after(self, scanned: bool) -> Iterator[str]:
        """Copies, receipts, and the package; without a scan where nothing could stand for one."""
        self.say("9. RKT digandakan dan dibagikan; semua menandatangani tanda terima (rkt distribusi)")
        copies = distribusi(self.place)
        yield from copies.keluaran
        for each in copies.penerima:
            terima(self.place, each, oleh="Staf (contoh)")
        self.say("10. Semuanya disegel menjadi satu paket arsip (rkt arsip)")
        sealed = arsip(self.place, lokasi="Lemari arsip Subbagian Program (contoh)", tanpa_pindaian=not scanned)
        yield from sealed.keluaran
        yield f"{sealed.paket}/data/baca-dahulu.txt"
