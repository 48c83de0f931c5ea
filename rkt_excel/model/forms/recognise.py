"""What a returned file is: whose form, of which year, edition and version. Its content tells, never its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form import FormIdentity
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Kinerja, ProgramBagian
from rkt_excel.workbook.declaration.identity import Found, find
from rkt_excel.workbook.declaration.layout import KEY_MARK
from rkt_excel.workbook.findings import Finding, FindingCode, SheetCode, finding
from rkt_excel.workbook.values.cells import Opened


@dataclass(frozen=True)
class Issue:
    """Which forms are out: the office's name, year, edition and version that a return is held against.

    Attributes:
        terbit: When the first version was made; nothing can have been filled before.
        pernah: Every name of the office that forms of this year and edition were issued under.
        bagian: Every bagian that they were issued to.
    """

    kantor: str
    tahun: str
    edisi: str
    versi: int
    terbit: datetime | None = None
    pernah: frozenset[str] = frozenset()
    bagian: frozenset[str] = frozenset()

    def of(self, bagian: str) -> FormIdentity:
        """The identity that the form of a bagian carries."""
        return FormIdentity(self.kantor, self.tahun, self.edisi, bagian, self.versi)


def recognise(opened: Opened, master: Master, issue: Issue) -> tuple[list[Finding], FormIdentity | None]:
    """Whose form a file is; with findings where it cannot be taken as one that was sent out."""
    found = find(opened)
    if not found.places:
        return [_nameless(opened, master, found)], None
    if found.agreed is None:
        return [finding(FileCode.IDENTITAS_TIDAK_SEPAKAT, rincian=_told(found))], None
    identity = FormIdentity.of(found.agreed)
    if identity is None or identity.kantor not in {issue.kantor, *issue.pernah}:
        return [finding(FileCode.BUKAN_FORMULIR_INI)], None
    wanted = f"RKT {issue.tahun} edisi {issue.edisi}"
    if (identity.tahun, identity.edisi) != (issue.tahun, issue.edisi):
        ours = f"RKT {identity.tahun} edisi {identity.edisi}"
        return [finding(FileCode.FORMULIR_LAIN, milik=ours, seharusnya=wanted)], identity
    if identity.bagian in {each.kode for each in master.bagian}:
        return [], identity
    return [_ownerless(identity.bagian, issue)], identity


def _ownerless(bagian: str, issue: Issue) -> Finding:
    """A form of a bagian that the master has not: taken away since the forms went out, or never known."""
    if bagian in issue.bagian:
        return finding(FileCode.BAGIAN_DIHAPUS, found=bagian)
    return finding(FileCode.FORMULIR_LAIN, milik=f"bagian {bagian}", seharusnya="bagian yang ada di lembar Bagian")


def _told(found: Found) -> str:
    """What each place says, in the words of people."""
    parts = []
    for place, identity in found.places.items():
        known = FormIdentity.of(identity)
        said = f"{known.bagian} {known.tahun} versi {known.versi}" if known else identity.kind
        parts.append(f"{place}: {said}")
    return "; ".join(parts)


def _nameless(opened: Opened, master: Master, found: Found) -> Finding:
    """No identity survived: another file altogether, or one of ours that lost or changed it."""
    likely = _likely_owner(opened, master)
    if found.altered:
        return finding(FileCode.IDENTITAS_DIUBAH, tempat=", ".join(found.altered))
    if likely:
        return finding(FileCode.IDENTITAS_HILANG, nama=master.nama_bagian(likely))
    return finding(FileCode.BUKAN_FORMULIR_INI)


def _likely_owner(opened: Opened, master: Master) -> str | None:
    """The bagian whose rows a file holds, where the hidden names of our columns stand in it."""
    texts = {str(cell.value) for grid in opened.grids for cell in grid.cells.values()}
    if not any(text.startswith(KEY_MARK) for text in texts):
        return None
    for each in master.bagian:
        keys = {row.kode for row in form.form_rows(master, each.kode)[form.KINERJA] if isinstance(row, Kinerja)}
        if keys and keys <= texts:
            return each.kode
    return None


# ------------------------------------------------------------------ another version of the form

_DECIDING: Final = frozenset({"satuan", "jenis", "arah", "mode", "pengisian"})  # an answer means something else then


def told_for_version(
    findings: Iterable[Finding], identity: FormIdentity, issue: Issue, *, berubah: bool = False
) -> Iterator[Finding]:
    """The findings as they are to be told of a form of that version.

    What a person changed in today's form is a fault; in a form of another version the same differences come from the
    Renstra, which has changed in between. Answers are moved by kunci, and what that leaves open is said.

    Args:
        findings: What the reading told.
        identity: Of the form.
        issue: Which forms are out.
        berubah: Whether the rows are not those of the forms that are out, but of the ones to come.
    """
    if identity.versi == issue.versi and not berubah:
        yield from findings
        return
    if berubah:
        issue = replace(issue, versi=issue.versi + 1)
    if identity.versi != issue.versi:
        newer = identity.versi > issue.versi  # the journal is an older copy: it has not issued that one
        which = FileCode.VERSI_LEBIH_BARU if newer else FileCode.VERSI_LAMA
        yield finding(which, found=str(identity.versi), versi=issue.versi)
    for each in findings:
        code = _MOVED.get(each.code)
        if code is None:
            yield each
        elif code is FileCode.ISI_BARIS_BERUBAH and each.column in _DECIDING:
            yield _again(FileCode.ARTI_BARIS_BERUBAH, each, issue)
        else:
            yield _again(code, each, issue)


_MOVED: Final[dict[FindingCode, FileCode]] = {
    SheetCode.BARIS_HILANG: FileCode.BARIS_BARU,
    SheetCode.BARIS_TIDAK_DIKENAL: FileCode.BARIS_DIHAPUS,
    SheetCode.TERKUNCI_BERUBAH: FileCode.ISI_BARIS_BERUBAH,
}


def _again(code: FileCode, each: Finding, issue: Issue) -> Finding:
    """The same place under another code; what the form shows is the older text."""
    heading = Kinerja.columns().get(each.column or "") or ProgramBagian.columns().get(each.column or "")
    return finding(
        code, sheet=each.sheet, cells=each.cells, key=each.key, column=each.column, found=each.found,
        kolom=heading.heading if heading else each.column, versi=issue.versi,
    )  # fmt: skip
