"""The recap of many offices as one HTML page, as `report` has that of a merge: without script, light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from rkt_excel.edges.plots import Bar, bars, points
from rkt_excel.edges.report import page_environment
from rkt_excel.workbook.findings import Finding

_TEMPLATE: Final = "rekap.html.j2"
MOST_SHOWN: Final = 500  # rows of a table; a page of a hundred thousand opens in no browser
_OPEN: Final = 10  # findings of one kind that are seen at once; the others unfold, so that no kind buries another


@dataclass(frozen=True)
class Pemda:
    """A regency or province on the page: how many offices it has, are signed and are late; its pagu in words."""

    nama: str
    kantor: int
    ditandatangani: int
    terlambat: int
    lengkap: int
    bagian: int
    pagu: str


@dataclass(frozen=True)
class FarFigure:
    """A plot of one indikator: what it is, all figures, the middle, and those that lie far away with whose they are."""

    judul: str
    angka: tuple[float, ...]
    tengah: float
    jauh: tuple[float, ...]
    sebutan: tuple[str, ...]


@dataclass(frozen=True)
class RecapPage:
    """All that the page says; texts are ready to read.

    Attributes:
        judul: The title.
        ringkas: The whole recap in one line, its parts with " · " between.
        dibuat: The day.
        langkah: How many offices are at each step, the late ones marked.
        temuan: How many findings there are of each kind.
        pagu: The largest sums of pagu by office.
        pemda: The regencies; empty where there is only one.
        kantor: A row for each office.
        prioritas: The priorities, those without anybody first.
        jauh: Targets far from the others.
        findings: What people have to look at.
        berkas: The files beside the page.
    """

    judul: str
    ringkas: str
    dibuat: str
    langkah: Sequence[Bar]
    temuan: Sequence[Bar]
    pagu: Sequence[Bar]
    pemda: Sequence[Pemda]
    kantor: Sequence[Mapping[str, Any]]
    prioritas: Sequence[Mapping[str, Any]]
    jauh: Sequence[FarFigure]
    findings: Sequence[Finding]
    berkas: Sequence[str]


def render_recap(page: RecapPage) -> str:
    """The recap as one self-contained page; the same recap gives the same text."""
    from markupsafe import Markup  # noqa: PLC0415 - only here

    def drawn(svg: str) -> Markup:
        return Markup(svg)  # noqa: S704 - drawn here, with every text in it escaped

    plots = {
        name: drawn(bars(title, rows)) if rows else ""
        for name, title, rows in (
            ("langkah", "Kantor menurut langkah; yang terlambat bergaris", page.langkah),
            ("temuan", "Temuan penggabungan terakhir menurut jenisnya", page.temuan),
            ("pagu", "Kantor dengan pagu terbesar", page.pagu),
        )
    }
    far = [(each, drawn(points(each.judul, each.angka, each.tengah, each.jauh))) for each in page.jauh]
    template = (files("rkt_excel") / "edges" / _TEMPLATE).read_text(encoding="utf-8")
    told = _by_kind(page.findings[:MOST_SHOWN])
    return page_environment().from_string(template).render(r=page, plots=plots, jauh=far, hal=told, most=MOST_SHOWN)


def _by_kind(findings: Sequence[Finding]) -> list[tuple[Sequence[Finding], Sequence[Finding]]]:
    """The findings of each kind: those that are seen at once, and those that unfold; kinds as they first come."""
    kinds: dict[str, list[Finding]] = {}
    for each in findings:
        kinds.setdefault(each.code.name, []).append(each)
    return [(each[:_OPEN], each[_OPEN:]) for each in kinds.values()]
