"""`rkt templat`: what each Word template may print, and whether the office's own edits of it will hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.template_blocks import check_blocks
from rkt_excel.edges.docx.template_names import names
from rkt_excel.edges.docx.templates import links_outside, stories
from rkt_excel.errors import InputUnusableError, UnknownArgumentError
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.isian import Dokumen, example_values
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.workbook.findings import Finding, Severity, finding, joined


@dataclass(frozen=True)
class CheckedTemplate:
    """A template that was looked at; `berkas` is the path as it was found."""

    dokumen: Dokumen
    berkas: Path
    findings: tuple[Finding, ...]


def templat(name: str | None = None) -> tuple[Dokumen, ...]:
    """The documents that are filled from Word templates, or the one whose template has this file name.

    Raises:
        UnknownArgumentError: There is no such template.
    """
    if name is None:
        return DOKUMEN
    asked = Path(name).name.casefold().removesuffix(".docx")
    found = tuple(each for each in DOKUMEN if each.berkas.casefold().removesuffix(".docx") == asked)
    if not found:
        known = ", ".join(each.berkas for each in DOKUMEN)
        raise UnknownArgumentError(f"Templat “{name}” tidak dikenal. Yang dikenal: {known}.")
    return found


def check_templates(place: Workplace, name: str | None = None) -> list[CheckedTemplate]:
    """Look at the office's templates before anything is printed with them.

    Args:
        place: Where they stand.
        name: A template, by its file name or by a path to a copy of it; `None` for all.

    Raises:
        UnknownArgumentError: There is no such template.
    """
    checked = []
    for each in templat(name):
        own = Path(name) if name is not None and Path(name).is_file() else place.inputs / each.berkas
        checked.append(CheckedTemplate(each, own, tuple(check_template(own, each))))
    return checked


def check_template(path: Path, dokumen: Dokumen) -> list[Finding]:
    """Everything that is wrong with a template, heaviest first; nothing is printed."""
    return by_itself(
        lambda: _checked(path, dokumen),
        lambda details: [finding(FileCode.BERKAS_GAGAL_DIPROSES, file=path.name, berkas=path.name, rincian=details)],
    )


def _checked(path: Path, dokumen: Dokumen) -> list[Finding]:
    try:
        found = _read(path, dokumen)
        if not any(each.severity is Severity.GALAT for each in found):
            # A last look at what no reading of the tags can tell: the template is filled with the examples.
            word.render(path, example_values(dokumen.isi), paper="F4")
    except InputUnusableError as fault:
        found = [finding(FileCode.TEMPLAT_TIDAK_DAPAT_DIPAKAI, sebab=str(fault))]
    return [each.placed(file=path.name) for each in joined(found)]


def _read(path: Path, dokumen: Dokumen) -> list[Finding]:
    known, found = (
        names(dokumen.isi),
        [finding(FileCode.TEMPLAT_TERTAUT, jenis=kind, tujuan=target) for kind, target in links_outside(path)],
    )
    for story in stories(path):
        checked = check_blocks(story)
        found += checked.findings
        known.check(checked.tags)
    found += known.findings
    if unused := known.unused():
        found.append(finding(FileCode.ISIAN_TIDAK_DIPAKAI, daftar=", ".join(unused)))
    return found
