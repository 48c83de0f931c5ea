"""Edits in a Konsep or draft that is not the one which counts, or in a copy of one: told, never lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Entry, Register
from rkt_excel.events import DIGABUNG, DRAFT_DIBUAT, KELUARAN_DITULIS
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.edited.reread import reread, typed
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import from_details, revised
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.workbook.declaration import identity
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import Unreadable, open_book

_SHOWN: Final = 5
_SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".fods")
_EDITED_KINDS: Final = frozenset({konsep.KONSEP_BOOK.kind, konsep.DRAFT_BOOK.kind})


def left_behind(register: Register, folder: Path, current: str, plan: Plan) -> Iterator[Finding]:
    """Edits in a workbook that is not the one which counts, or no more: told, never lost in silence."""
    books = _all_books(register)
    yield from _in_copies(register, folder, books, current, plan)
    for berkas, entry in books.items():
        if berkas == current or not (folder / berkas).is_file():
            continue
        data = file_bytes(folder / berkas)
        known = _known(register, berkas)
        if disk.sha256(data) not in known:
            register.keep(disk.sha256(data), data)
            rows, _ = revised(plan, from_details(entry.details))
            before = register.kept(known[-1]) if known else None
            details = by_itself(
                lambda before=before, data=data, rows=rows: _listed(before, data, rows),  # type: ignore[misc]
                lambda log: f"isinya tidak dapat dibandingkan karena kesalahan program. {log}",
            )
            yield finding(
                PlanCode.SUNTINGAN_TERTINGGAL, file=berkas, berkas=berkas, sekarang=current, rincian=details
            )  # fmt: skip


def _in_copies(
    register: Register, folder: Path, books: Mapping[str, Entry], current: str, plan: Plan
) -> Iterator[Finding]:  # fmt: skip
    """Edits in a copy of a Konsep or draft that lies beside it, such as one of two computers or of "Save as"."""
    known = {each: _known(register, each) for each in books}
    seen = {digest for digests in known.values() for digest in digests}
    for path in _strays(register, folder, books):
        data = file_bytes(path)
        beside = [each for each in books if (folder / each).parent == path.parent]
        origin = _origin(path, data, beside) if disk.sha256(data) not in seen else None
        if origin is None:
            continue
        rows, _ = revised(plan, from_details(books[origin].details))
        before = register.kept(known[origin][-1]) if known[origin] else None
        details = by_itself(
            lambda before=before, data=data, rows=rows: _listed(before, data, rows),  # type: ignore[misc]
            lambda log: f" (isinya tidak dapat dibandingkan karena kesalahan program. {log})",
        )
        if details:
            register.keep(disk.sha256(data), data)
            berkas = path.relative_to(folder).as_posix()
            yield finding(PlanCode.SALINAN_DISUNTING, file=berkas, berkas=berkas, asal=origin, sekarang=current,
                          rincian=details)  # fmt: skip


def _strays(register: Register, folder: Path, books: Iterable[str]) -> Iterator[Path]:
    """The spreadsheets beside Konsep and drafts that the program never put there."""
    ours = {str(each.details["berkas"]) for each in register.entries(KELUARAN_DITULIS)}
    for place in sorted({(folder / each).parent for each in books}):
        for path in sorted(place.glob("*")) if place.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if path.suffix.lower() in _SPREADSHEETS and name not in ours and not path.name.startswith(("~$", ".")):
                yield path


def _origin(path: Path, data: bytes, beside: Sequence[str]) -> str | None:
    """Of which Konsep or draft beside it a file is a copy: the one whose name it bears, else the newest."""
    try:
        found = identity.find(open_book(data))
    except Unreadable:
        return None
    if not {each.kind for each in found.places.values()} & _EDITED_KINDS:
        return None
    named = [each for each in beside if PurePosixPath(each).stem in path.stem]
    return max(named, key=len) if named else beside[-1]


def _all_books(register: Register) -> dict[str, Entry]:
    """Every Konsep and draft that was ever written, with the entry that did so last."""
    merged = {each.details["konsep"]: each for each in register.entries(DIGABUNG) if "konsep" in each.details}
    return merged | {each.details["xlsx"]: each for each in register.entries(DRAFT_DIBUAT)}


def _known(register: Register, berkas: str) -> list[str]:
    """The contents of a workbook that were written or read, the newest last."""
    ours = (each for each in register.entries(KELUARAN_DITULIS) if each.details["berkas"] == berkas)
    known = [(each.number, each.details["sha256"]) for each in ours]
    for event in (DIGABUNG, DRAFT_DIBUAT):
        read = ((each.number, each.details.get(READ, {})) for each in register.entries(event))
        known += [(number, books[berkas]) for number, books in read if berkas in books]
    return [digest for _, digest in sorted(known)]


def _listed(before: bytes | None, data: bytes, plan: Plan) -> str:
    """The first few values that were typed, for the sentence about them."""
    try:
        first = reread(open_book(before or data), plan)
        did = typed(first, reread(open_book(data), plan, first))
    except Unreadable:
        return ""
    cells = [f"{kunci} {konsep.heading(kolom)} “{shown(value, '')}”" for (kunci, kolom), value in did.values.items()]
    rest = ", …" if len(cells) > _SHOWN else ""
    return f" ({', '.join(cells[:_SHOWN])}{rest})" if cells else ""
