"""The perbaikan form: a fresh form with the sender's own answers, wrong ones too, each fault marked, listed and linked.

The faults that it shows are those that it would come back with: it is written, read and judged like any return. What
lies between this form and others no form can judge: it is listed apart, as something to agree on, and the next
consolidation says whether it is settled. What was wrong in the returned file and cannot be wrong in a fresh one (a
changed locked cell, a deleted row, something typed beside the table) is told and quoted, so that nothing a person typed
is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import ADDRESSED, addressed, begun_rows, form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import TEXTS
from rkt_excel.model.vocabulary.nilai import KOSONG
from rkt_excel.workbook.declaration.declare import Row, Workbook, as_known
from rkt_excel.workbook.declaration.layout import HEADER_ROW, TableLayout
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, joined
from rkt_excel.workbook.kinds import ErrorValue
from rkt_excel.workbook.reading.grouped import Group, groups
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.reading.read import ReadRow
from rkt_excel.workbook.values.agreement import contradicted
from rkt_excel.workbook.values.cells import Cell
from rkt_excel.workbook.values.cells import CellContent as Held
from rkt_excel.workbook.values.ranges import ranges
from rkt_excel.workbook.writing.content import Content, Task
from rkt_excel.workbook.writing.write import write

# What the {placeholders} in the wording of the letter may be.
LETTER_FACTS: Final = ADDRESSED | {"jumlah", "daftar"}
_LISTED: Final = 12  # faults that the letter names; the form has them all
_KEPT_PLACES: Final = 100  # of proposals that stay on their own line; what stood lower moves up
_HOW_IT_CAME: Final = (FileCode.LAMPIRAN_LAIN, FileCode.KIRIMAN_SAMA)  # concern the office, not the sender
_GROUPS: Final[Mapping[Severity, str]] = {
    Severity.GALAT: "Harus diperbaiki",
    Severity.PERINGATAN: "Mohon dipastikan; biarkan bila sudah benar",
    Severity.INFO: "Untuk diketahui",
}
_SHARED: Final = "Perlu disepakati antarbagian; dinilai lagi saat semua formulir digabungkan, bukan oleh formulir ini"
_AGREE: Final = "Bicarakan dengan {lain}; bila bagian ini yang menyesuaikan, ubahlah di sini."
_ALONE: Final = "Cocokkan isian itu, dan ubahlah di sini bila keliru."
_TOLD: Final = "Hanya di berkas yang dikirim: sudah dipulihkan, atau dikutip di sini agar tidak hilang"
_RESTORED: Final = "Di formulir ini sudah dipulihkan."
_QUOTED: Final = "Bila diperlukan, ketik ulang di sel yang disediakan."
# What a fresh form cannot have, because it is as it was issued.
_WHOLE_AGAIN: Final = (
    SheetCode.TERKUNCI_BERUBAH, SheetCode.BARIS_HILANG, SheetCode.LEMBAR_HILANG, SheetCode.KOLOM_HILANG,
    SheetCode.KOLOM_GANDA, SheetCode.JUDUL_KOLOM_HILANG, SheetCode.KUNCI_GANDA, SheetCode.LEMBAR_BERGANTI_NAMA,
)  # fmt: skip
Names = Mapping[tuple[str, str], str]  # of rows, by sheet and key


def mended_form(
    master: Master, returned: Return, issue: Issue, between: Iterable[Finding] = ()
) -> tuple[Workbook, Content]:
    """What to send back to a bagian.

    Args:
        master: Gives the rows of today's version.
        returned: The return, which names its bagian.
        issue: Which forms are out.
        between: What was found between the returns of all bagian.

    Returns:
        The declaration with the list of faults as its first sheet, and the content to write.
    """
    assert returned.bagian is not None
    issued = form_content(master, returned.bagian, issue)
    rows = {sheet: _answered(issued.rows.get(sheet, ()), returned, sheet) for sheet in (form.KINERJA, form.PROGRAM)}
    content = replace(issued, rows={**rows, form.USULAN: _proposed(returned)})
    plain = form.form_for(issued.rows)
    for table in plain.tables():
        content = replace(content, notes={**content.notes, **dict(_former(returned, content.layout(table)))})
    again = judge(returned.berkas, returned.sha256, returned.times, open_book(write(plain, content)), master, issue)
    read_otherwise, told = _only_then(returned.findings, again.findings, plain, content)
    stay = [*again.findings, *read_otherwise]
    shared = list(_shared(between, master, returned, plain, content))
    light = [each for each in stay if each.severity is Severity.INFO]
    heavy = [each for each in stay if each.severity is not Severity.INFO]
    listed = [(heavy, None), (shared, _SHARED), (light, None)]
    tasks = [*(task for each, group in listed for task in _tasks(each, plain, content, group)), *told]
    declaration = Workbook(plain.kind, plain.version, (form.TASKS, *plain.sheets))
    return declaration, replace(content, findings=(*stay, *shared), tasks=tasks)


def letter_facts(master: Master, returned: Return, name: str) -> dict[str, str]:
    """What the {placeholders} of the letter stand for; faults are told by the cells of the attached perbaikan form.

    Args:
        master: The plan.
        returned: What has to be mended.
        name: The file name of the perbaikan form.
    """
    assert returned.bagian is not None
    faults = [each for each in joined(returned.findings) if each.severity is Severity.GALAT]
    told = groups(faults)
    places = _cells(master, returned.bagian)
    lines = [f"- {each.first.sheet or 'Berkas'}: {each.told(_where(each, places))}" for each in told[:_LISTED]]
    rest = sum(len(each.findings) for each in told[_LISTED:])
    if rest:
        lines.append(f"- dan {rest} lainnya; semuanya ada di lembar {form.PERBAIKAN}.")
    return {**addressed(master, returned.bagian, name), "jumlah": str(len(faults)), "daftar": "\n".join(lines)}


def _cells(master: Master, bagian: str) -> dict[tuple[str | None, str | None, str | None], str]:
    """The cells of a perbaikan form by sheet, row and column; those of the returned file may lie elsewhere."""
    office, rows = master.instansi, begun_rows(master, bagian)
    issue = Issue(office.perangkat_daerah, str(master.tahun), office.edisi, 0)  # which version changes no address
    content = Content(issue.of(bagian).identity(), rows=rows)
    return {
        (table.name, line.key, name): content.layout(table).address(line, name)
        for table in form.form_for(rows).tables()
        for line in content.layout(table).data()
        for name, _ in content.layout(table).fillable(line)
    }


def _where(group: Group, places: Mapping[tuple[str | None, str | None, str | None], str]) -> tuple[str, ...]:
    """The cells that a fault has in the perbaikan form, the rows where it has none there."""
    cells = [places.get((each.sheet, each.key, each.column)) for each in group.findings]
    return (ranges(filter(None, cells)),) if all(cells) else group.keys


# ------------------------------------------------------------------ the answers


def _answered(issued: Sequence[Row | Mapping[str, object]], returned: Return, sheet: str) -> list[Mapping[str, object]]:
    """The issued rows with what was typed in each."""
    answers = {each.key: each for each in returned.result.rows.get(sheet, ())}
    asked_again = _asked_again(returned)
    rows: list[Mapping[str, object]] = []
    for row in issued:
        known = as_known(row)
        answer = answers.get(str(known["kode"]))
        typed = _typed(answer) if answer else {}
        if (sheet, known["kode"]) in asked_again:
            typed = {name: value for name, value in typed.items() if name in TEXTS}
        rows.append({**known, **typed})
    return rows


def _asked_again(returned: Return) -> set[tuple[str | None, object]]:
    """The rows whose figures mean something else since their form went out, by sheet and key: they are asked anew."""
    return {(each.sheet, each.key) for each in returned.findings if each.code is FileCode.ARTI_BARIS_BERUBAH}


def _former(returned: Return, layout: TableLayout) -> Iterator[tuple[tuple[str, str], str]]:
    """What stood in such rows, as a comment on their satuan, so that nothing is lost."""
    sheet, asked_again = layout.table.name, _asked_again(returned)
    lines = {line.key: line for line in layout.data()}
    for each in returned.result.rows.get(sheet, ()):
        if (sheet, each.key) in asked_again and each.key in lines:
            columns = each.row.columns()
            told = [f"{columns[name].heading} {cell.shown}" for name, cell in each.cells.items() if cell.shown]
            yield (sheet, layout.address(lines[each.key], "satuan")), f"Isian di formulir lama: {'; '.join(told)}"


def _proposed(returned: Return) -> list[Mapping[str, object]]:
    """The proposals, each on its own line, so that it keeps its name; lines between them stay blank."""
    rows: list[Mapping[str, object]] = []
    for each in returned.result.rows.get(form.USULAN, ()):
        place = each.number - HEADER_ROW  # 1-based; the headings may have been moved, which only shifts the lines
        while len(rows) < min(place, _KEPT_PLACES) - 1:
            rows.append({})
        rows.append(_typed(each))
    return rows


def _typed(answer: ReadRow) -> dict[str, object]:
    """What was typed into a row: the value where it was understood, else what stood there, as it stood."""
    known = as_known(answer.row)
    return {name: _kept(known.get(name), cell) for name, cell in answer.cells.items()}


def _kept(value: object, cell: Cell) -> object:
    if value is not None:
        return value
    if contradicted(cell):  # a fresh cell would say one of the two in silence; both are quoted in the list
        return None
    if cell.uncached or cell.content is Held.ERROR:
        return ErrorValue(cell.shown)
    if cell.content is Held.NUMBER and not cell.percent:
        return cell.value
    return cell.quoted or None


# ------------------------------------------------------------------ the faults


def _only_then(
    before: Iterable[Finding], again: Iterable[Finding], declaration: Workbook, content: Content
) -> tuple[list[Finding], list[Task]]:
    """What the returned file was found with and the fresh form is not.

    Returns:
        How answers were read that stand in the fresh form as they were understood, each with its cell there; and what
        concerns nothing in the fresh form, as entries of the list.
    """
    same = {_known_by(each) for each in again}
    stay: list[Finding] = []
    told: list[Task] = []
    for each in before:
        if _known_by(each) in same or each.code in _HOW_IT_CAME:
            continue
        address = _address(each, declaration, content)
        if address and each.severity is not Severity.GALAT:
            stay.append(replace(each, cells=(address,)))
        else:
            told.append(_task_of_then(each, address, _names(declaration, content)))
    return stay, told


def _known_by(each: Finding) -> tuple[object, ...]:
    return (each.code, each.sheet, each.key, each.column)


def _address(each: Finding, declaration: Workbook, content: Content) -> str | None:
    """Where the cell of a finding stands in the fresh form; of a whole row its first cell to fill."""
    table = next((sheet for sheet in declaration.tables() if sheet.name == each.sheet), None)
    layout = content.layout(table) if table else None
    line = next((line for line in layout.data() if line.key == each.key), None) if layout else None
    if layout is None or line is None:
        return None
    name = each.column or next((name for name, _ in layout.fillable(line)), "")
    return layout.address(line, name) if name in layout.columns else None


def _task_of_then(each: Finding, address: str | None, names: Names) -> Task:
    place = f"{each.sheet or 'Berkas'} {ranges(each.cells)}".strip()
    return Task(
        severity=Severity.INFO,
        group=_TOLD,
        text=f"{each.message} {_RESTORED if each.code in _WHOLE_AGAIN else _QUOTED if each.found else each.remedy}",
        sheet=each.sheet or "",
        cells=(address,) if address else (),
        place=f"{place} di berkas yang dikirim" if each.cells else place,
        key=_named(each, names),
        found=_quoted(each),
    )


def _shared(
    between: Iterable[Finding], master: Master, returned: Return, declaration: Workbook, content: Content
) -> Iterator[Finding]:
    """What concerns this bagian together with others, at its cells of the fresh form; never a fault of this form."""
    for each in between:
        rows = [(row, row.cells) for row in returned.result.rows.get(each.sheet or "", ())]
        mine = [cell for owner, cell in each.parties if owner == returned.bagian]
        places = [(row.key, name, cell) for row, held in rows for name, cell in held.items() if cell.address in mine]
        at = [_address(replace(each, key=key, column=name), declaration, content) for key, name, _ in places]
        cells = tuple(address for address in at if address)
        if cells:
            others = dict.fromkeys(master.nama_bagian(owner) for owner, _ in each.parties if owner != returned.bagian)
            remedy = _AGREE.format(lain=" dan ".join(others)) if others else _ALONE
            yield replace(
                each, cells=cells, remedy=remedy, weight=Severity.PERINGATAN, key=places[0][0],
                found=places[0][2].shown or None,
            )  # fmt: skip


def _tasks(
    findings: Sequence[Finding], declaration: Workbook, content: Content, group: str | None = None
) -> Iterator[Task]:
    """The list in the order of mending: heaviest first, then as the cells stand in the form.

    Args:
        findings: With their cells in the fresh form.
        declaration: Of the form.
        content: Of the form.
        group: The heading that they stand under, by default that of their weight.
    """
    order = {sheet.name: place for place, sheet in enumerate(declaration.sheets)}
    lines = {
        (table.name, line.key): line.number for table in declaration.tables() for line in content.layout(table).data()
    }

    names = _names(declaration, content)

    def place(each: Finding) -> tuple[int, int, int]:
        sheet = each.sheet or ""
        return (each.severity.rank, order.get(sheet, -1), lines.get((sheet, each.key or ""), 0))

    for each in sorted(joined(findings), key=place):
        yield Task(
            severity=each.severity,
            group=group or _GROUPS[each.severity],
            text=f"{each.message} {each.remedy}",
            sheet=each.sheet or "",
            cells=each.cells,
            place=each.sheet or "Berkas",
            key=_named(each, names),
            found=_quoted(each),
        )


def _names(declaration: Workbook, content: Content) -> Names:
    """What the rows are about, in words."""
    return {
        (table.name, line.key): str(line.row.get("indikator") or line.row.get("uraian") or "")
        for table in declaration.tables()
        for line in content.layout(table).data()
    }


def _named(each: Finding, names: Names) -> str:
    """A row by its key and in words."""
    text = names.get((each.sheet or "", each.key or ""), "")
    return f"{each.key} – {text}" if each.key and text else each.key or ""


def _quoted(each: Finding) -> str:
    """What stood in the cell, in words where nothing can be seen."""
    if each.found and not each.found.strip():
        return "(hanya spasi)"
    return each.found or (KOSONG if each.code is SheetCode.WAJIB_DIISI else "")
