"""Word files that a person edited after the program wrote them.

No later paper takes anything from them: it is printed anew from the journal and a template. So nobody's sentence may
vanish there in silence: the edited bytes are kept, and whoever runs the next command is told what was written and where
it belongs, once for each content.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.docx.package.word_text import added_words
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT, RAPAT_DISIAPKAN, SUNTINGAN_WORD_DIKETAHUI
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.meeting.notulen_book import BUKU
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.naskah import RKT
from rkt_excel.office.place.work import Work
from rkt_excel.workbook.findings import Finding, finding

WORD: Final = ".docx"


def edited_word(work: Work) -> list[Finding]:
    """Tell of every Word file that somebody has edited since, and that nobody was told of; the journal keeps it."""
    register, folder = work.register, work.folder
    told = {(each.details["berkas"], each.details["sha256"]) for each in register.entries(SUNTINGAN_WORD_DIKETAHUI)}
    found = []
    for name, written in register.written().items():
        now = disk.digest(folder / name) if name.endswith(WORD) else None
        if now is None or (name, now) in told or register.own(name, now):
            continue
        data = file_bytes(folder / name)
        register.keep(now, data)
        register.record(SUNTINGAN_WORD_DIKETAHUI, berkas=name, sha256=now)
        quote, way = added_words(register.kept(written), data), belongs(register, name, work.inputs)
        found.append(finding(FileCode.NASKAH_DISUNTING, file=name, berkas=name, kutipan=quote, cara=way))
    return found


def belongs(register: Register, name: str, inputs: Path) -> str:
    """Where what was written into a Word file has to be typed, so that it is printed from now on."""
    template = _template(name)
    text = f"ketik di templat {(inputs / template).as_posix()}"
    if template == RKT.berkas:
        return f"Tulisan: {text}. Angka dan isi tabel: ketik di {_book(register)}."
    if name.startswith(f"{disk.RAPAT}/"):
        return f"Keputusan rapat: ketik di {_decisions(register)}. Yang dicetak setiap kali: {text}."
    return f"Yang harus dicetak setiap kali: {text}."


def _template(name: str) -> str:
    """The template that a file was printed from, by what the document is called."""
    title = PurePosixPath(name).name
    known = (each for each in DOKUMEN if title.startswith(f"{each.judul} "))
    return max(known, key=lambda each: len(each.judul), default=RKT).berkas


def _book(register: Register) -> str:
    """The workbook that people type into now: the newest draft, else the Konsep."""
    draft, merged = register.last(DRAFT_DIBUAT), register.last(DIGABUNG)
    if draft:
        return str(draft.details["xlsx"])
    return str(merged.details.get("konsep", disk.KONSEP)) if merged else disk.KONSEP


def _decisions(register: Register) -> str:
    meeting = register.last(RAPAT_DISIAPKAN)
    return next(_books(meeting.details["keluaran"] if meeting else ()), f"{disk.RAPAT}/{BUKU}")


def _books(names: list[str] | tuple[()]) -> Iterator[str]:
    return (name for name in names if name.endswith(".xlsx"))
