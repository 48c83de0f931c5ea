"""What lies beside a work folder, or came back to it, and knows more than its journal: then all of it is an older copy.

Whoever puts a whole work folder back from a backup puts back mark, packages and outputs with it. What is left to know
better are answers to forms that were issued since, a package or a newer copy of the journal in another folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import followed
from rkt_excel.edges.seal.bag_check import INFO, bag_labels, journal_head
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import FILE, Entry, Register
from rkt_excel.errors import RktError
from rkt_excel.events import DIGABUNG, DITANDATANGANI, FORMULIR_TERBIT
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.vocabulary.terms import Edisi
from rkt_excel.office.memory.identities import Identities
from rkt_excel.office.place.heard import findings_of_merge

_LOOKED_AT: Final = 12  # returned files that are opened for this, the youngest; `rkt gabung` looks at every one
_NUMBER: Final = re.compile(r"\d{1,6}")


def knowing_beside(register: Register, folder: Path) -> Iterator[str]:
    """Each thing outside that the journal ought to know, as the end of an Indonesian sentence.

    Args:
        register: The journal, open.
        folder: Its work folder.
    """
    entry = register.last(FORMULIR_TERBIT)
    if entry is None:
        return
    yield from _returned(register, folder, entry)
    yield from _packages(register, folder, entry)
    yield from _newer_journals(register, folder)


def _returned(register: Register, folder: Path, issued: Entry) -> Iterator[str]:
    """Answers to forms that the journal has not issued: of a newer version, or of the edition that follows."""
    version, answers = int(issued.details["versi"]), tuple(_answers(register, folder, issued))
    for name, answered in _versions(register, answers, issued):
        if answered > version:
            yield f"{name} menjawab formulir versi {answered}, sedangkan jurnal baru mengenal versi {version}"
    if issued.details["edisi"] == Edisi.MURNI and register.last(DITANDATANGANI) is None:
        for name, facts in answers:
            if facts.get("edisi") == Edisi.PERUBAHAN:
                yield f"{name} menjawab formulir edisi perubahan, padahal di jurnal edisi murni belum ditandatangani"


def returned_versions(register: Register, folder: Path, issued: Entry) -> Iterator[tuple[str, int]]:
    """The versions of forms that were answered, as far as no consolidation has used them or one was told of them.

    Args:
        register: The journal.
        folder: Its work folder.
        issued: The entry of the forms that are out; those of another office, year or edition are left out.
    """
    yield from _versions(register, _answers(register, folder, issued), issued)


def _versions(
    register: Register, answers: Iterable[tuple[str, Mapping[str, str]]], issued: Entry
) -> Iterator[tuple[str, int]]:
    for each in findings_of_merge(register) or ():
        if each.code is FileCode.VERSI_LEBIH_BARU and _NUMBER.fullmatch(each.found or ""):
            yield str(each.file), int(each.found or "")
    for name, facts in answers:
        if facts.get("edisi") == issued.details["edisi"] and _NUMBER.fullmatch(facts.get("versi", "")):
            yield name, int(facts["versi"])


def _answers(register: Register, folder: Path, issued: Entry) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The forms of this office and year in 3-kembali that are not used, by name with what they say of themselves."""
    office = (issued.details["kantor"], str(issued.details["tahun"]))
    with Identities() as known:
        for path in _unused(register, folder):
            facts = known.of(path)
            if (facts.get("kantor"), facts.get("tahun")) == office:
                yield path.relative_to(folder).as_posix(), facts


def _unused(register: Register, folder: Path) -> list[Path]:
    """The youngest workbooks in 3-kembali that no consolidation has used."""
    merged = register.last(DIGABUNG)
    used = {merged.details["berkas"].get(name) for name in merged.details["dipakai"].values()} if merged else set()
    young = sorted(_in(folder / disk.KEMBALI, "**/*.xlsx"), key=_moment, reverse=True)[:_LOOKED_AT]
    return [path for path in young if disk.digest(path) not in used]


def _packages(register: Register, folder: Path, issued: Entry) -> Iterator[str]:
    """Packages of this year and edition in the folder beside, sealed with entries that the journal lacks."""
    links = {f"{number} {link}" for number, _, _, _, link in register.raw("jurnal")}
    ours = f"RKT {issued.details['tahun']}, edisi {issued.details['edisi']}"
    for path in _in(followed(folder).parent, f"*/{INFO}"):
        head, said = journal_head(path), bag_labels(path).get("External-Description")
        if head and said == ours and head not in links:
            yield f"paket {path.parent.name} di samping folder kerja disegel dengan jurnal yang lain atau lebih baru"


def _newer_journals(register: Register, folder: Path) -> Iterator[str]:
    """Folders beside it whose journal began as this one, and goes on further."""
    number, _ = register.head()
    for path in _in(followed(folder).parent, f"*/{FILE}"):
        if path.parent == followed(folder) or not number:
            continue
        with suppress(RktError, OSError), Register(path.parent, datetime.now, read_only=True) as other:
            further, _ = other.head()
            if further > number and other.link(1) == register.link(1):
                yield f"jurnal di {path.parent.name} bermula dengan entri yang sama dan lebih panjang: {further} entri"


def _in(folder: Path, pattern: str) -> Iterator[Path]:
    with suppress(OSError):
        yield from (each for each in sorted(folder.glob(pattern)) if each.is_file() and not each.is_symlink())


def _moment(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
