"""SOP steps 5 and 7, `rkt draft`: the Konsep (or last draft) as people edited it becomes the next draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from rkt_excel.edges import folder as disk
from rkt_excel.edges import word
from rkt_excel.edges.register import Entry, Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.model import konsep
from rkt_excel.model.choosing import choose
from rkt_excel.model.history import changed_values
from rkt_excel.model.konsep_book import State, konsep_content
from rkt_excel.model.master import Master
from rkt_excel.model.naskah import naskah, paper
from rkt_excel.model.plan import Plan, merge
from rkt_excel.model.recognise import Issue
from rkt_excel.model.returns import Return, Times, judge
from rkt_excel.workbook.declare import Rows
from rkt_excel.workbook.findings import Finding, joined
from rkt_excel.workbook.openbook import Unreadable, open_book
from rkt_excel.workbook.read import read
from rkt_excel.workbook.write import write
from rkt_excel.workplace import DRAFTED, MERGED, WORD_FILE, Workplace, issued, last_merge


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
        plan = _merged(register, master, issue)
        number = 1 + sum(1 for _ in register.entries(DRAFTED))
        source = _source(folder, register, master)
        plan, changes, findings = _as_edited(folder / source, plan)
        findings = joined([*(each.placed(file=source) for each in findings), *own])
        name = f"{disk.DRAFT}/draft-{number}/Draft {number} RKT {master.tahun}"
        state = State(f"Draft {number}", place.today, issue.kantor, findings, _used(register), changes)
        book = write(konsep.DRAFT, konsep_content(konsep.DRAFT, plan, state))
        context = naskah(plan, tanda=f"DRAFT {number}", day=place.today)
        document = word.render(place.inputs / WORD_FILE, context, paper=paper(master))
        xlsx = disk.publish(folder, register, f"{name}.xlsx", book).path
        docx = disk.publish(folder, register, f"{name}.docx", document).path
        register.record(DRAFTED, nomor=number, sumber=source, xlsx=xlsx, docx=docx, perubahan=changed_values(changes))
    return Drafted(number, source, xlsx, docx, tuple(changes), tuple(findings))


def _used(register: Register) -> dict[str, str]:
    entry = register.last(MERGED)
    return dict(entry.details["dipakai"]) if entry else {}


def _merged(register: Register, master: Master, issue: Issue) -> Plan:
    """The plan as it was merged last, from the kept bytes of the files that counted.

    Raises:
        NotNowError: Nothing was merged yet, or the journal lacks a file.
    """
    entry = last_merge(register)
    returns = [_again(register, berkas, entry, master, issue) for berkas in entry.details["dipakai"].values()]
    return merge(master, choose(returns, master))[0]


def _again(register: Register, berkas: str, entry: Entry, master: Master, issue: Issue) -> Return:
    digest = entry.details["berkas"][berkas]
    data = register.kept(digest)
    if data is None:
        raise NotNowError(f"Isi {berkas} tidak tersimpan di jurnal. Jalankan rkt gabung lagi.")
    return judge(berkas, digest, Times(entry.when.astimezone(UTC)), open_book(data), master, issue)


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


def _as_edited(path: Path, plan: Plan) -> tuple[Plan, list[konsep.Change], list[Finding]]:
    """The plan with what people typed into the workbook.

    Raises:
        InputUnusableError: The workbook cannot be read.
    """
    given: Rows = {
        konsep.KINERJA: konsep.kinerja_rows(plan),
        konsep.PROGRAM: konsep.program_rows(plan),
        konsep.USULAN: [],
    }
    try:
        opened = open_book(path.read_bytes())
    except Unreadable as error:
        raise InputUnusableError(f"{path} tidak dapat dibaca: {error.detail}.") from error
    declaration = konsep.editable()
    result = read(declaration, opened, choices=konsep.konsep_choices(plan.master), given=given)
    plan, changes = konsep.edited(plan, result)
    return plan, changes, result.findings
