"""Which scale of grades an indikator is judged by: SAKIP knows AA to D, an accreditation A to C and not accredited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from rkt_excel.model.tables.renstra import Indikator, Predikat
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.workbook.kinds import Choices
from rkt_excel.workbook.values.cells import folded

Scales = Mapping[str, tuple[str, ...]]  # the grades of each, best first
_SAID_OF_ALL: Final = {"predikat", "nilai", "kategori", "peringkat", "tingkat", "skala", "hasil", "dan"}


def scales(predikat: Iterable[Predikat]) -> Scales:
    """The scales of the sheet Predikat with their grades, best first."""
    found: dict[str, list[Predikat]] = {}
    for each in predikat:
        found.setdefault(each.skala, []).append(each)
    return {
        name: tuple(dict.fromkeys(each.nilai for each in sorted(rows, key=lambda row: row.urutan)))
        for name, rows in found.items()
    }


def scale_of(each: Indikator, known: Scales) -> str | None:
    """The scale of an indikator; `None` where nothing tells which of several it is.

    What the office chose counts. Else it is the scale that holds its grades; of several that differ the one whose name
    the indikator bears.
    """
    if each.skala or each.jenis != Jenis.PREDIKAT:
        return each.skala if each.skala in known else None
    values = {folded(str(value)) for value in (each.target, each.capaian_lalu) if value is not None}
    fitting = [name for name, grades in known.items() if values <= set(map(folded, grades))]
    if len({known[name] for name in fitting}) == 1:
        return fitting[0]
    named = {name: len(_words(name) & _words(each.indikator)) for name in fitting}
    best = [name for name, count in named.items() if count and count == max(named.values())]
    return best[0] if len({known[name] for name in best}) == 1 else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", folded(text))) - _SAID_OF_ALL


def scale_lists(predikat: Iterable[Predikat], indikator: Iterable[Indikator] = ()) -> dict[str, Choices]:
    """The lists of grades: each scale by itself, and all of them, which knows whose list is which.

    Rows name their list by the scale that they say or by their kode; of a row that does neither all grades are known.
    """
    known = scales(predikat)
    lists = {name: f"{terms.PREDIKAT_LIST} {name}" for name in known}
    own = {each.kode: lists[name] for each in indikator if (name := scale_of(each, known))}
    joined = tuple(dict.fromkeys(grade for grades in known.values() for grade in grades))
    return {
        terms.PREDIKAT_LIST: Choices(joined, own={**lists, **own}),
        **{lists[name]: Choices(grades) for name, grades in known.items()},
    }
