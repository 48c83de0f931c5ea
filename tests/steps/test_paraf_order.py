"""Who initials in which order: what is printed and what is enforced are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office
from helpers.mutu_plan import shipped_master

from rkt_excel.errors import NotNowError
from rkt_excel.model.origin.pejabat import paraf_chain, paraf_titles, title
from rkt_excel.model.papers.dokumen_mutu import disposisi, pemeriksaan
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import paraf
from rkt_excel.steps.periksa import periksa

DAY = date(2026, 11, 24)
OLD, NEW = date(2020, 1, 1), date(2026, 10, 1)
ENDED = date(2026, 9, 30)
MASTER = shipped_master()


def acting(peran: str, kind: str, urutan: int | None = None, **more: Any) -> Pejabat:
    return official(peran, urutan, penugasan=kind, mulai=NEW, **more)


def past(peran: str, urutan: int | None) -> Pejabat:
    return official(peran, urutan, mulai=OLD, sampai=ENDED)


_ORDERS: dict[str, tuple[tuple[Pejabat, ...], list[str]]] = {
    "as numbered": ((official(KASUBAG, 1), official(SEKRETARIS, 2)), ["Kasubag Program Dinas", "Sekretaris Dinas"]),
    "the sheet in another order": (
        (official(SEKRETARIS, 2), official(KASUBAG, 1)), ["Kasubag Program Dinas", "Sekretaris Dinas"],
    ),
    "an office that turns it around": (
        (official(KASUBAG, 2), official(SEKRETARIS, 1)), ["Sekretaris Dinas", "Kasubag Program Dinas"],
    ),
    **{
        f"{kind} without a number": (
            (official(KASUBAG, 1), past(SEKRETARIS, 2), acting(SEKRETARIS, kind)),
            ["Kasubag Program Dinas", f"{kind} Sekretaris Dinas"],
        )
        for kind in ("Plt.", "Plh.", "Pj.")
    },
    "a Plt. of the last post, which came first when it was sorted by nothing": (
        (past(KASUBAG, 2), acting(KASUBAG, "Plt."), official(SEKRETARIS, 1)),
        ["Sekretaris Dinas", "Plt. Kasubag Program Dinas"],
    ),
    "the holder's own number before that of a predecessor": (
        (past(SEKRETARIS, 1), acting(SEKRETARIS, "Pj.", 3), official(KASUBAG, 2)),
        ["Kasubag Program Dinas", "Pj. Sekretaris Dinas"],
    ),
    "of two predecessors the later one": (
        (official(SEKRETARIS, 1, mulai=OLD, sampai=date(2022, 1, 1)),
         official(SEKRETARIS, 3, mulai=date(2022, 1, 2), sampai=ENDED),
         acting(SEKRETARIS, "Plt."), official(KASUBAG, 2)),
        ["Kasubag Program Dinas", "Plt. Sekretaris Dinas"],
    ),
    "one number for two: as the sheet has them": (
        (official(SEKRETARIS, 1), official(KASUBAG, 1)), ["Sekretaris Dinas", "Kasubag Program Dinas"],
    ),
    "who is to come does not count yet": (
        (official(KASUBAG, 1), official(SEKRETARIS, 2, sampai=date(2027, 1, 1), mulai=OLD),
         official(SEKRETARIS, 1, mulai=date(2027, 1, 2))),
        ["Kasubag Program Dinas", "Sekretaris Dinas"],
    ),
    "a definitif holder without a number keeps the post's place": (
        (past(KASUBAG, 1), official(KASUBAG, mulai=NEW), official(SEKRETARIS, 2)),
        ["Kasubag Program Dinas", "Sekretaris Dinas"],
    ),
    "the Kepala may be among them": (
        (official(KASUBAG, 1), official(KEPALA, 2)), ["Kasubag Program Dinas", "Kepala Dinas"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", _ORDERS)
def test_one_order_is_printed_and_enforced(case: str) -> None:
    rows, told = _ORDERS[case]
    master = replace(MASTER, pejabat=rows)
    assert paraf_titles(master, DAY) == told
    assert [title(each) for each in paraf_chain(master, DAY)] == told
    assert disposisi(master, 1, DAY).diteruskan[: len(told)] == told
    assert [each.jabatan for each in pemeriksaan(master, 1, DAY, ()).paraf] == told


def test_a_vacant_post_is_printed_and_asked_for() -> None:
    master = replace(MASTER, pejabat=(official(KASUBAG, 1), past(SEKRETARIS, 2)))
    assert paraf_titles(master, DAY) == ["Kasubag Program Dinas", "Sekretaris"]
    with pytest.raises(NotNowError, match="Sekretaris"):
        paraf_chain(master, DAY)


@pytest.mark.tuntas
def test_the_sheet_that_is_printed_is_initialled_in_its_order(tmp_path: Path) -> None:
    rows = (past(KASUBAG, 2), acting(KASUBAG, "Plt."), official(SEKRETARIS, 1), official(KEPALA))
    place = open_office(tmp_path, officials(*rows))
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    draft(place)
    folder = place.folder(place.master()[0])
    sheet = next(name for name in periksa(place).keluaran if "disposisi" in name.lower())
    text = "\n".join(
        cell.text for table in Document(str(folder / sheet)).tables for row in table.rows for cell in row.cells
    )
    assert 0 <= text.index("Sekretaris Dinas") < text.index("Plt. Kasubag Program Dinas")
    with pytest.raises(NotNowError, match="Sekretaris Dinas"):
        paraf(place, oleh="Plt. Kasubag Program Dinas")
    paraf(place, oleh=SEKRETARIS)
    paraf(place, oleh="Plt. Kasubag Program Dinas")
