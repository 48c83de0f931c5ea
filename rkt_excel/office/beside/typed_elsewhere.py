"""Forms, decisions of the meeting and masters that somebody filled where no step looks: told, and kept.

A form answered in the folder that it was made in, Keputusan Rapat saved under another name, the master as the second
computer of a shared folder left it: each is one of our workbooks, and holds what nobody has read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.disk.listing import list_files
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Register
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT, FORMULIR_TERBIT, KELUARAN_DITULIS, RAPAT_DISIAPKAN
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import begun_rows
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Times, judge
from rkt_excel.model.meeting import notulen_book
from rkt_excel.model.origin.master import Master, master_rows
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.office.place.work import Work
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.declaration.declare import Row, Rows, as_known
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import Unreadable, open_book
from rkt_excel.workbook.reading.read import ReadResult
from rkt_excel.workbook.values.cells import Opened

SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".fods")
_LOOKED: Final = (disk.FORMULIR, disk.SUREL, disk.KONSEP, disk.RAPAT, disk.DRAFT, disk.RKT)
_FORMS: Final = (f"{disk.FORMULIR}/", f"{disk.PERBAIKAN}/")  # of what the program wrote, only these go out to be filled
_LARGEST: Final = 20_000_000  # bytes of a file that is opened; no workbook of ours comes near
_SHOWN: Final = 5
_At = tuple[str, str, str]  # sheet, key, field


def typed_elsewhere(work: Work) -> list[Finding]:
    """What people typed into workbooks of ours that no step reads, one finding for each file.

    A file is passed over whose bytes the program wrote, or has read, and one that says nothing else than what counts.
    """
    return [*_in_the_folder(work), *other_masters(work)]


def _in_the_folder(work: Work) -> Iterator[Finding]:
    known = _known(work.register)
    for path in _spreadsheets(work.folder, known):
        data = file_bytes(path)
        digest, name = disk.sha256(data), path.relative_to(work.folder).as_posix()
        if digest not in known.contents and not work.register.own(name, digest):
            told = _about(work, name, data)
            if told:
                work.register.keep(digest, data)
                yield told


@dataclass(frozen=True)
class _Known:
    """What the journal has of files, so that they need no look.

    Attributes:
        places: Where the program put something that it reads itself, or that nobody fills.
        contents: The SHA-256 of everything that it wrote, received or read.
    """

    places: frozenset[str]
    contents: frozenset[str]


def _known(register: Register) -> _Known:
    written = {str(each.details["berkas"]): str(each.details["sha256"]) for each in register.entries(KELUARAN_DITULIS)}
    contents = {str(each.details["sha256"]) for each in register.entries(KELUARAN_DITULIS)}
    for event in (DIGABUNG, DRAFT_DIBUAT):
        for entry in register.entries(event):
            contents |= {*entry.details.get(READ, {}).values(), *entry.details.get("berkas", {}).values()}
    return _Known(frozenset(each for each in written if not each.startswith(_FORMS)), frozenset(contents))


def _spreadsheets(folder: Path, known: _Known) -> Iterator[Path]:
    for stage in _LOOKED:
        if (folder / stage).is_dir():
            for path in list_files(folder / stage, lambda name: name.startswith(("~$", "."))).files:
                if path.relative_to(folder).as_posix() not in known.places and _may_be_ours(path):
                    yield path


def _may_be_ours(path: Path) -> bool:
    return path.suffix.lower() in SPREADSHEETS and path.stat().st_size <= _LARGEST


def _about(work: Work, name: str, data: bytes) -> Finding | None:
    """What is told of a file, `None` where it is none of ours or says nothing new."""
    return by_itself(
        lambda: _of_its_kind(work, name, data),
        lambda details: finding(FileCode.BERKAS_GAGAL_DIPROSES, file=name, berkas=name, rincian=details),
        passing=(Unreadable,),
    )


def _of_its_kind(work: Work, name: str, data: bytes) -> Finding | None:
    try:
        opened = open_book(data)
    except Unreadable:
        return None
    kinds = {each.kind for each in identity.find(opened).places.values()}
    if form.KIND in kinds:
        return _answers(work, name, data, opened)
    return _decisions(work, name, opened) if notulen_book.KIND in kinds else None


# ------------------------------------------------------------------ a form


def _answers(work: Work, name: str, data: bytes, opened: Opened) -> Finding | None:
    """The answers in a form outside 3-kembali, where they are not those that it was sent with or that count."""
    if not work.register.last(FORMULIR_TERBIT):
        return None
    one = judge(name, disk.sha256(data), Times(None), opened, work.master, work.issue)
    if one.bagian is None or one.refused:
        return None
    begun = _typed_before(begun_rows(work.master, one.bagian))
    counted = _counted(work.register, one.bagian, work.master, work.issue)
    new = {at: said for at, said in _typed(one.result).items() if said not in (begun.get(at), counted.get(at))}
    if not new:
        return None
    return finding(
        FileCode.ISIAN_DI_LUAR_KEMBALI, file=name, owner=one.bagian, berkas=name,
        nama=work.master.nama_bagian(one.bagian), rincian=_listed(new),
    )  # fmt: skip


def _counted(register: Register, bagian: str, master: Master, issue: Issue) -> Mapping[_At, str]:
    """What the return of a bagian says that counted last."""
    merged = register.last(DIGABUNG)
    berkas = merged.details["dipakai"].get(bagian) if merged else None
    digest = merged.details["berkas"].get(berkas) if merged and berkas else None
    kept = register.kept(digest) if digest else None
    if kept is None:
        return {}
    return _typed(judge(str(berkas), str(digest), Times(None), open_book(kept), master, issue).result)


def _typed_before(rows: Rows) -> dict[_At, str]:
    return {
        (sheet, str(getattr(row, "kode", "")), name): shown(value if isinstance(value, Decimal) else str(value))
        for sheet, lines in rows.items()
        for row in lines
        if isinstance(row, Row)
        for name, value in as_known(row).items()
        if value is not None
    }


def _typed(result: ReadResult) -> dict[_At, str]:
    """What stands in the cells that somebody fills: the value where it is understood, else as it stands."""
    return {
        (sheet, each.key, name): shown(value) if (value := getattr(each.row, name)) is not None else cell.shown
        for sheet, lines in result.rows.items()
        for each in lines
        for name, cell in each.cells.items()
        if not cell.blank
    }


def _listed(new: Mapping[_At, str]) -> str:
    cells = [f"{key} {name.replace('_', ' ')} “{said}”" for (_, key, name), said in new.items()]
    return f" ({', '.join(cells[:_SHOWN])}{', …' if len(cells) > _SHOWN else ''})"


# ------------------------------------------------------------------ decisions of the meeting


def _decisions(work: Work, name: str, opened: Opened) -> Finding | None:
    """The decisions in a copy of Keputusan Rapat that no workbook which is read holds."""
    books = [each for entry in work.register.entries(RAPAT_DISIAPKAN) for each in entry.details["keluaran"]]
    ours = [each for each in dict.fromkeys(books) if PurePosixPath(each).suffix == ".xlsx"]
    if not ours:
        return None
    counted = {decided for each in _read_ones(work, ours) for decided in notulen_book.new_values(each)}
    new = [each for each in notulen_book.new_values(opened) if each not in counted]
    if not new:
        return None
    told = [f"{about} “{said}”".strip() for about, said in new[:_SHOWN]]
    listed = f" ({', '.join(told)}{', …' if len(new) > _SHOWN else ''})"
    there = [each for each in ours if (work.folder / each).is_file()]
    copied = max((each for each in ours if PurePosixPath(each).stem in PurePosixPath(name).stem), key=len, default="")
    return finding(
        PlanCode.SALINAN_DISUNTING, file=name, berkas=name, asal=copied or ours[-1], sekarang=(there or ours)[-1],
        rincian=listed,
    )  # fmt: skip


def _read_ones(work: Work, ours: Iterable[str]) -> Iterator[Opened]:
    """The workbooks of decisions that are read, as they lie there and as they were read before."""
    read_then = [
        digest for entry in work.register.entries(DRAFT_DIBUAT) for digest in _minutes_read(entry.details, ours)
    ]
    kept = [work.register.kept(digest) for digest in dict.fromkeys(read_then)]
    here = [file_bytes(work.folder / each) for each in ours if (work.folder / each).is_file()]
    for data in (*here, *filter(None, kept)):
        try:
            yield open_book(data)
        except Unreadable:  # told where it is read
            continue


def _minutes_read(details: Mapping[str, Mapping[str, str]], ours: Iterable[str]) -> Iterator[str]:
    known = set(ours)
    return (digest for name, digest in details.get(READ, {}).items() if name in known)


# ------------------------------------------------------------------ the master


def other_masters(work: Work) -> Iterator[Finding]:
    """What other masters of this year and edition say, that lie beside the one that counts and never counted."""
    beside = list(_beside_the_master(work))
    if not beside:
        return  # the master is not read a second time for nothing
    counts = work.place.renstra()
    said = _master_said(counts)
    for path in beside:
        data = file_bytes(path)
        other = _master_said(data) if data != counts and work.register.kept(disk.sha256(data)) is None else {}
        if any(other.get(each) != said.get(each) for each in _EDITION):
            continue
        new = {at: text for at, text in other.items() if said.get(at) != text}
        if new:
            yield finding(
                PlanCode.SALINAN_DISUNTING, file=path.name, berkas=path.name, asal=MASTER_FILE, sekarang=MASTER_FILE,
                rincian=_listed(new),
            )  # fmt: skip


def _beside_the_master(work: Work) -> Iterator[Path]:
    for path in list_files(work.inputs, lambda name: name.startswith(("~$", "."))).files:
        if path.parent == work.inputs and path.name != MASTER_FILE and _may_be_ours(path):
            yield path


_EDITION: Final = tuple((renstra.INSTANSI, renstra.INSTANSI, name) for name in ("tahun", "edisi"))


def _master_said(data: bytes) -> dict[_At, str]:
    """What stands in a master, empty where a file is none."""
    try:
        opened = open_book(data)
    except Unreadable:
        return {}
    kinds = {each.kind for each in identity.find(opened).places.values()}
    return _typed(master_rows(opened)) if renstra.MASTER.kind in kinds else {}
