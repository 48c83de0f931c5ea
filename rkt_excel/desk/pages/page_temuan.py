"""Temuan: everything that the last consolidation found, each with the returned sheet around its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rkt_excel.desk.pages.around_cell import DrawnSheet, drawn_around
from rkt_excel.desk.pages.buttons import Button, button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.pages.page_bagian import made_for
from rkt_excel.desk.work.moves import in_buttons
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.office.place.heard import findings_of_merge
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.grouped import Group, groups
from rkt_excel.workbook.values.ranges import ranges

_DRAWN: Final = 80  # drawings on one page; who has more to mend reads a bagian at a time
_QUOTED: Final = 300  # characters of what stands in a cell


@dataclass(frozen=True)
class FaultSeen:
    """The same fault wherever it was found in a sheet, with its picture.

    Attributes:
        severity: How much it weighs.
        where: Sheet and cells, empty where it has none.
        written: What stands there, every text once.
        message: What is wrong.
        remedy: What to do.
        code: Its code.
        sheet: The sheet around it, `None` where there is none to show.
    """

    severity: Severity
    where: str
    written: tuple[str, ...]
    message: str
    remedy: str
    code: str
    sheet: DrawnSheet | None


@dataclass(frozen=True)
class OfBagian:
    """What was found of one bagian.

    Attributes:
        kode: Its kode, empty for what is nobody's.
        nama: Its name.
        files: The findings by file, "" for none.
        surel: The letter that takes the perbaikan form to it, empty where it is not written.
        tulis: The button that writes it, `None` where nothing has to be mended.
    """

    kode: str
    nama: str
    files: tuple[tuple[str, tuple[FaultSeen, ...]], ...]
    surel: str
    tulis: Button | None


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Temuan shows: of all, or of one bagian or weight that is asked for."""
    given: dict[str, object] = {"ada": False, "pernah": bool(standing.merged), "gabung": button(standing, "gabung")}
    if standing.folder is None or standing.status is None or not standing.merged:
        return given
    with office.place.read_register(standing.folder) as register:
        found = findings_of_merge(register)
        if found is None:
            return given
        wanted = [each for each in found if _wanted(each, asked)]
        shown = list(_of_bagian(standing, register, wanted))
    return {
        **given,
        "ada": True,
        "kelompok": shown,
        "banyak": {weight: sum(each.severity is weight for each in found) for weight in Severity},
        "semua": len(found),
        "tampil": len(wanted),
        "bagian": [(each.kode, each.nama) for each in standing.status.bagian],
        "dipilih": {
            "bagian": asked.get("bagian", ""),
            "tingkat": asked.get("tingkat", ""),
            "cari": asked.get("cari", ""),
            "jenis": asked.get("jenis", ""),
        },
        "tingkat": tuple(Severity),
    }


def _wanted(each: Finding, asked: Mapping[str, str]) -> bool:
    text = " ".join(filter(None, (each.message, each.remedy, each.found, each.key, each.file, *each.cells))).casefold()
    return (
        asked.get("bagian", "") in {"", each.owner or "-"}
        and asked.get("jenis", "") in {"", each.code.name}
        and asked.get("tingkat", "") in {"", each.severity.value}
        and asked.get("cari", "").casefold().strip() in text
    )


def _of_bagian(standing: Standing, register: Register, found: list[Finding]) -> Iterator[OfBagian]:
    """Bagian in the order of the office, then what is nobody's."""
    assert standing.status
    states = {each.kode: each for each in standing.status.bagian}
    left = _DRAWN
    for kode in dict.fromkeys([*states, *(each.owner or "" for each in found), ""]):
        own = [each for each in found if (each.owner or "") == kode]
        if not own:
            continue
        files: dict[str, list[FaultSeen]] = {}
        for one in groups(own):
            files.setdefault(one.first.file or "", []).append(_seen(standing, register, one, draw=left > 0))
            left -= 1
        state = states.get(kode)
        mends = state is not None and state.status is StatusBagian.PERLU_PERBAIKAN
        letter = next(
            (name for _, name in made_for(standing, kode) if name.endswith(".eml") and "Perbaikan" in name), ""
        )
        write = button(standing, "surel-perbaikan") if mends else None
        yield OfBagian(
            kode, state.nama if state else "", tuple((file, tuple(each)) for file, each in files.items()),
            letter if mends else "", write,
        )  # fmt: skip


def _seen(standing: Standing, register: Register, one: Group, *, draw: bool) -> FaultSeen:
    first = one.first
    where = " – ".join(filter(None, (first.sheet, ranges(one.cells))))
    return FaultSeen(
        one.severity, where, tuple(each[:_QUOTED] for each in one.found if each), in_buttons(one.message),
        in_buttons(one.remedy), one.code.name, _picture(standing, register, one) if draw else None,
    )  # fmt: skip


def _picture(standing: Standing, register: Register, one: Group) -> DrawnSheet | None:
    first = one.first
    digest = standing.merged.get("berkas", {}).get(first.file or "")
    if not digest or not first.sheet or not one.cells:
        return None
    data = register.kept(digest)
    return drawn_around(data, first.sheet, one.cells) if data else None
