"""SOP steps 5 and 7, `rkt draft`: the Konsep (or last draft) as people edited it becomes the next draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rkt_excel.edges import folder as disk
from rkt_excel.edges import word
from rkt_excel.edges.register import Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.model import konsep
from rkt_excel.model.konsep_book import State, konsep_content
from rkt_excel.model.master import Master
from rkt_excel.model.naskah import naskah, paper
from rkt_excel.model.plan import Plan, merge
from rkt_excel.model.returns import Issue, Return, choose, counting, judge
from rkt_excel.workbook.declare import Rows
from rkt_excel.workbook.findings import Finding, joined
from rkt_excel.workbook.openbook import Unreadable, open_book
from rkt_excel.workbook.read import read
from rkt_excel.workbook.write import write
from rkt_excel.workplace import DRAFTED, MERGED, WORD_FILE, Workplace, issued


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
        plan = _merged(folder, register, master, issue)
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
        register.record(DRAFTED, nomor=number, sumber=source, xlsx=xlsx, docx=docx, perubahan=len(changes))
    return Drafted(number, source, xlsx, docx, tuple(changes), tuple(findings))


def _used(register: Register) -> dict[str, str]:
    entry = register.last(MERGED)
    return dict(entry.details["dipakai"]) if entry else {}


def _merged(folder: Path, register: Register, master: Master, issue: Issue) -> Plan:
    """The plan as it was merged last, from the same bytes.

    Raises:
        NotNowError: Nothing was merged yet, or the files have changed since.
    """
    entry = register.last(MERGED)
    if entry is None:
        raise NotNowError("Konsep RKT belum ada. Jalankan rkt gabung lebih dahulu.")
    returns: list[Return] = []
    for berkas, digest in entry.details["berkas"].items():
        path = folder / berkas
        data = path.read_bytes() if path.exists() else b""
        if disk.sha256(data) != digest:
            raise NotNowError(f"{berkas} berubah atau tidak ada lagi sejak digabung. Jalankan rkt gabung lagi.")
        try:
            when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            returns.append(judge(berkas, digest, when, open_book(data), master, issue))
        except Unreadable:
            continue  # it was refused when it was merged, too
    counted = counting(returns, choose(returns))
    return merge(master, counted)[0]


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
