"""SOP steps 5 and 7, `rkt draft`: the Konsep (or last draft) as people edited it becomes the next draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rkt_excel.edges import folder as disk
from rkt_excel.edges import word
from rkt_excel.edges.register import Register
from rkt_excel.errors import NotNowError
from rkt_excel.model import konsep
from rkt_excel.model.alur import Gerak
from rkt_excel.model.history import changed_values
from rkt_excel.model.konsep_book import State, konsep_content
from rkt_excel.model.master import Master
from rkt_excel.model.naskah import naskah, paper
from rkt_excel.standing import as_edited, merged_plan
from rkt_excel.workbook.findings import Finding, joined
from rkt_excel.workbook.write import write
from rkt_excel.workplace import DRAFTED, MERGED, WORD_FILE, Workplace, allowed, issued


@dataclass(frozen=True)
class Drafted:
    """What `rkt draft` made; paths relative to the work folder with "/"."""

    nomor: int
    sumber: str
    draft_xlsx: str
    draft_docx: str
    perubahan: tuple[konsep.Change, ...]
    temuan: tuple[Finding, ...]


def draft(place: Workplace) -> Drafted:
    """Make the next draft.

    Raises:
        InputUnusableError: The master, the Konsep or the Word template cannot be used; nothing was written.
        NotNowError: There is no Konsep yet.
        OutputLockedError: An output is open elsewhere.
    """
    master, own = place.master()
    folder = place.folder(master)
    with place.open_register(folder) as register:
        issue = issued(register)
        plan, _ = merged_plan(register, master, issue)
        allowed(register, Gerak.DRAFT)
        number = 1 + sum(1 for _ in register.entries(DRAFTED))
        source = _source(folder, register, master)
        plan, changes, findings = as_edited(folder / source, plan)
        findings = joined([*(each.placed(file=source) for each in findings), *own])
        name = f"{disk.DRAFT}/draft-{number}/Draft {number} RKT {master.tahun}"
        state = State(f"Draft {number}", place.today, issue.kantor, findings, _used(register), changes)
        book = write(konsep.DRAFT, konsep_content(konsep.DRAFT, plan, state))
        context = naskah(plan, tanda=f"DRAFT {number}", day=place.today)
        document = word.render(place.inputs / WORD_FILE, context, paper=paper(master))
        xlsx = disk.publish(folder, register, f"{name}.xlsx", book).path
        docx = disk.publish(folder, register, f"{name}.docx", document).path
        register.record(
            DRAFTED,
            nomor=number,
            sumber=source,
            xlsx=xlsx,
            docx=docx,
            keluaran={xlsx: disk.sha256(book), docx: disk.sha256(document)},
            perubahan=changed_values(changes),
        )
    return Drafted(number, source, xlsx, docx, tuple(changes), tuple(findings))


def _used(register: Register) -> dict[str, str]:
    entry = register.last(MERGED)
    return dict(entry.details["dipakai"]) if entry else {}


def _source(folder: Path, register: Register, master: Master) -> str:
    """The workbook that is edited next: the newest draft, else the Konsep.

    Raises:
        NotNowError: It is gone.
    """
    last = register.last(DRAFTED)
    source = str(last.details["xlsx"]) if last else f"{disk.KONSEP}/Konsep RKT {master.tahun}.xlsx"
    if not (folder / source).exists():
        raise NotNowError(f"{source} tidak ada. Jalankan rkt gabung lebih dahulu.")
    return source
