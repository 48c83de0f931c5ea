"""`rkt mulai`: put the input templates and the output folder into the current folder, never overwriting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, followed, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.disk.shipped import INPUTS, OUTPUTS, shipped_inputs
from rkt_excel.edges.disk.starters import STARTERS, put_starter
from rkt_excel.errors import OutputLockedError
from rkt_excel.model.origin.master import lists, read_master
from rkt_excel.model.origin.skala import scales
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary import terms
from rkt_excel.office.place.misnamed import files_beside, not_there
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.workbook.declaration.declare import Rows, Table
from rkt_excel.workbook.declaration.identity import Identity
from rkt_excel.workbook.declaration.layout import TableLayout
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write

# The sheets whose keys other columns choose from, with the name of the list.
_LISTS: Final = {
    renstra.SATUAN: terms.SATUAN_LIST, renstra.BAGIAN: terms.BAGIAN_LIST, renstra.SASARAN: renstra.SASARAN,
    renstra.PRIORITAS: renstra.PRIORITAS,
}  # fmt: skip


@dataclass(frozen=True)
class HasilMulai:
    """What was put in place, and what was already there; names relative to the folder, with "/"."""

    dibuat: tuple[str, ...]
    sudah_ada: tuple[str, ...]
    ditahan: str = ""
    """Why no master was put there, where the office's own may lie there under another name."""


def master_workbook(rows: Rows | None = None, choices: Mapping[str, Choices] | None = None) -> bytes:
    """A master workbook at today's declaration, blank or with rows."""
    office = next(iter((rows or {}).get(renstra.INSTANSI, ())), None)
    facts = {"tahun": "", "perangkat_daerah": "", "kaki": "Renstra"}
    kertas: str = terms.Kertas.F4
    if isinstance(office, renstra.Instansi):
        facts |= {"tahun": str(office.tahun), "perangkat_daerah": office.perangkat_daerah}
        kertas = office.kertas
    identity = Identity(renstra.MASTER.kind, {"versi": str(renstra.MASTER.version)})
    offered = {**(choices or {}), **_live(rows or {}, choices or {})}
    return write(renstra.MASTER, Content(identity, facts, rows or {}, offered, paper=kertas))


def _live(rows: Rows, choices: Mapping[str, Choices]) -> dict[str, Choices]:
    """The lists that people write on sheets of the master itself: what they add there is offered at once.

    Of the scales those that were there, for each stands in several rows of its sheet.
    """
    graded = [each for each in rows.get(renstra.PREDIKAT, ()) if isinstance(each, renstra.Predikat)]
    lists = {renstra.PREDIKAT: Choices(tuple(scales(graded)))}
    for sheet, name in _LISTS.items():
        table = renstra.MASTER.sheet(sheet)
        assert isinstance(table, Table)
        layout = TableLayout(table, rows.get(sheet, ()))
        known = choices.get(name, Choices(()))
        lists[name] = replace(
            known, range=f"'{sheet}'!{layout.span('satuan' if sheet == renstra.SATUAN else 'kode')}", live=True
        )
    return lists


def blank_master() -> bytes:
    """A master to be filled, which has the usual satuan and predikat already, as they stand in the shipped example."""
    example, _ = read_master(open_book(file_bytes(shipped_inputs() / MASTER_FILE)))
    assert example is not None
    rows = {renstra.SATUAN: example.satuan, renstra.PREDIKAT: example.predikat}
    return master_workbook(rows, lists((), example.satuan, example.predikat))


def renewed(path: Path) -> bytes:
    """An older master workbook moved to today's form, every row with it.

    Raises:
        InputUnusableError: It has faults or cannot be read.
    """
    master, _ = Workplace().master(path)
    return master_workbook(master.rows(), master.choices)


def mulai(folder: Path, *, blank: bool = False, old: Path | None = None) -> HasilMulai:
    """Prepare a folder for the first run.

    Args:
        folder: Where the work will be done.
        blank: Put a blank master there instead of the shipped example.
        old: Put this master there, moved to today's form, instead of the shipped example.

    Raises:
        InputUnusableError: The old master cannot be used; nothing was written.
        OutputLockedError: The folder cannot be written.
    """
    made, kept, held = list[str](), list[str](), ""
    own = renewed(old) if old else blank_master() if blank else None
    try:
        (folder / INPUTS).mkdir(parents=True, exist_ok=True)
        (folder / OUTPUTS).mkdir(exist_ok=True)
        for source in sorted(shipped_inputs().iterdir()):
            if not source.is_file() or source.name.startswith((".", "~")):
                continue
            target = folder / INPUTS / source.name
            name = f"{INPUTS}/{source.name}"
            if target.exists():
                kept.append(name)
            elif source.name == MASTER_FILE and old is None and files_beside(target):
                held = not_there(target)
            else:
                write_whole(target, own if own and source.name == MASTER_FILE else file_bytes(source))
                made.append(name)
        for name in STARTERS:
            (made if put_starter(folder, name) else kept).append(name)
    except OSError as error:
        raise OutputLockedError(refused(f"Folder {followed(folder)}", "ditulis", error)) from error
    return HasilMulai(tuple(made), tuple(kept), held)
