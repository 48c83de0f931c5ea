"""Bagian: who has answered, with form, letters and perbaikan form at hand, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from rkt_excel.desk.pages.buttons import Button, button
from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.work_folder.folder import FORMULIR, PERBAIKAN, SUREL, digest, legal_name
from rkt_excel.errors import RktError
from rkt_excel.model.forms.choosing import Putusan
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.papers.letters import JenisSurat, letter_name

_LETTERS: Final = ("surel", "ingatkan", "surel-perbaikan")


@dataclass(frozen=True)
class BagianLine:
    """A bagian.

    Attributes:
        kode: Its kode.
        nama: Its name.
        status: How far it has come.
        berkas: The return that counts, relative to the work folder, empty where there is none.
        surel: Its mail address.
        keluaran: What was made for it, with a word for each.
    """

    kode: str
    nama: str
    status: StatusBagian
    berkas: str
    surel: str
    keluaran: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Came:
    """A file that came back.

    Attributes:
        berkas: Relative to the work folder.
        bagian: Whose it is, empty where nobody knows.
        putusan: What became of it.
        pakai: The button that lets it count, `None` where it does or cannot.
    """

    berkas: str
    bagian: str
    putusan: Putusan
    pakai: Button | None


def show(office: Office, standing: Standing, asked: Mapping[str, str]) -> Mapping[str, object]:
    """What Bagian shows."""
    del office, asked
    rows = list(_rows(standing))
    return {
        "baris": rows,
        "lengkap": sum(each.status is StatusBagian.LENGKAP for each in rows),
        "masuk": list(_came(standing)),
        "tunggu": list(waiting(standing)),
        "gabung": button(standing, "gabung"),
        "format": button(standing, "format"),
        "surat": [button(standing, each) for each in _LETTERS],
    }


def _rows(standing: Standing) -> Iterator[BagianLine]:
    master, told = standing.master, standing.status
    if master is None or told is None:
        return
    used = standing.merged.get("dipakai", {})
    address = {each.kode: each.surel or "" for each in master.bagian}
    for each in told.bagian:
        yield BagianLine(
            each.kode,
            each.nama,
            each.status,
            used.get(each.kode, ""),
            address[each.kode],
            tuple(made_for(standing, each.kode)),
        )


def made_for(standing: Standing, kode: str) -> Iterator[tuple[str, str]]:
    """What was made for a bagian and lies there, newest of each kind."""
    assert standing.master is not None
    kinds = (
        ("Formulir", FORMULIR, JenisSurat.FORMULIR, ".xlsx"),
        ("Surel formulir", SUREL, JenisSurat.FORMULIR, ".eml"),
        ("Pengingat", SUREL, JenisSurat.PENGINGAT, ".eml"),
        ("Formulir perbaikan", PERBAIKAN, JenisSurat.PERBAIKAN, ".xlsx"),
        ("Surel perbaikan", PERBAIKAN, JenisSurat.PERBAIKAN, ".eml"),
        ("Surel perbaikan", SUREL, JenisSurat.PERBAIKAN, ".eml"),
    )
    for word, stage, kind, ending in kinds:
        stem = f"{stage}/{legal_name(letter_name(standing.master, kode, kind))}"
        found = [name for name in standing.written if name.startswith(stem) and name.endswith(ending)]
        if found:
            yield word, found[-1]


def _came(standing: Standing) -> Iterator[Came]:
    """What the last consolidation read."""
    owners, used = standing.merged.get("pemilik", {}), set(standing.merged.get("dipakai", {}).values())
    for name in standing.merged.get("berkas", {}):
        owner = owners.get(name, "")
        counts = name in used
        other = button(standing, "pakai", berkas=name) if owner and not counts else None
        yield Came(name, owner, _verdict(standing, owner, counts=counts), None if not other or other.why_not else other)


def _verdict(standing: Standing, owner: str, *, counts: bool) -> Putusan:
    """What became of a returned file at the last consolidation, by what the journal says of it."""
    if not owner:
        return Putusan.DITOLAK
    if not counts:
        return Putusan.DIGANTIKAN
    complete = standing.merged.get("status", {}).get(owner) == StatusBagian.LENGKAP
    return Putusan.DIPAKAI if complete else Putusan.PERLU_PERBAIKAN


def waiting(standing: Standing) -> Iterator[str]:
    """What lies in 3-kembali and was not read by a consolidation, or is not what it was."""
    if standing.folder is None:
        return
    known = {**standing.merged.get("berkas", {}), **standing.merged.get("wadah", {})}
    with suppress(RktError, OSError):
        for name in inbox.names_waiting(standing.folder):
            if known.get(name) not in {digest(standing.folder / name), ""}:
                yield name
