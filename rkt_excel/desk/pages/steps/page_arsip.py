"""Arsip: what the package would still lack, the sealed package, and whether it is as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rkt_excel.desk.pages.buttons import Button, button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.pages.steps.papers import day_of, lying, step_buttons
from rkt_excel.edges.work_folder.folder import ARSIP
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.errors import RktError
from rkt_excel.events import ARSIP_DISEGEL
from rkt_excel.model.procedure.alur import Tahap
from rkt_excel.office.place.journalled import recipients
from rkt_excel.office.state.contents import scanned


@dataclass(frozen=True)
class Lack:
    """Something that should be in the package and is not there yet.

    Attributes:
        apa: What, in words.
        tombol: The button that brings it.
        page: Where it is.
    """

    apa: str
    tombol: Button
    page: str


@dataclass(frozen=True)
class PackageTold:
    """A sealed package."""

    paket: str
    segel: str
    berkas: int
    kapan: date
    lokasi: str
    tanpa: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """What was found in a package that was looked at again: no faults means that it is as it was sealed."""

    kesalahan: tuple[str, ...]
    catatan: tuple[str, ...] = ()


_COMING = frozenset({Tahap.DITANDATANGANI, Tahap.DIBAGIKAN})


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Arsip shows; a package is looked into where the address asks for it."""
    journal = office.journal(standing)
    if journal is None or standing.master is None:
        return {"tombol": step_buttons(standing, "arsip")}
    with journal as register:
        entry = register.last(ARSIP_DISEGEL)
        coming = standing.state.tahap in _COMING
        lacking = list(_lacking(register, standing)) if coming else []
    package = _package(entry) if entry else None
    return {
        "kurang": lacking,
        "lengkap": coming and not lacking,
        "paket": package,
        "kertas": lying(standing, f"{ARSIP}/"),
        "tombol": step_buttons(standing, "arsip"),
        "segel": button(standing, "arsip"),
        "diperiksa": _looked_at(standing, package) if package and "periksa" in asked else None,
    }


def _lacking(register: Register, standing: Standing) -> Iterator[Lack]:
    assert standing.master is not None
    if not scanned(register):
        yield Lack("Pindaian naskah yang ditandatangani", button(standing, "pindaian"), "tanda-tangan")
    for kode, name in recipients(register, standing.master).items():
        if kode not in standing.state.diterima:
            yield Lack(f"Tanda terima dari {name}", button(standing, "terima", diterima=kode), "distribusi")


def _package(entry: Entry) -> PackageTold:
    told = entry.details
    return PackageTold(
        str(told["paket"]), str(told["segel"]), int(told["berkas"]), day_of(told, entry.when.date()),
        str(told.get("lokasi") or ""), tuple(told.get("tanpa") or ()),
    )  # fmt: skip


def _looked_at(standing: Standing, package: PackageTold) -> Looked:
    from rkt_excel.steps.arsip import check_package  # noqa: PLC0415 - only where it is asked for

    assert standing.folder is not None
    try:
        found = check_package(standing.folder / package.paket, standing.folder)
    except (RktError, OSError) as error:
        return Looked((str(error),))
    return Looked(found.kesalahan, found.catatan)
