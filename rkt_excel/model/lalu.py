"""What last year's RKT said of the same indikator, to be shown beside this year's cells.

A kode alone proves nothing: offices number anew. Last year's figures are shown only where the words and the satuan are
the same; where they are not, the cell stays blank and a comment says what stood under that kode.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from rkt_excel.model import terms
from rkt_excel.model.renstra import Indikator
from rkt_excel.workbook.cells import folded
from rkt_excel.workbook.numbers import written

INDIKATOR: Final = "indikator"  # under this name the journal keeps the words of the indikator that were issued
_QUARTERS: Final = {"tw1": "TW I", "tw2": "TW II", "tw3": "TW III", "tw4": "TW IV"}
_TEXTS: Final = (terms.Jenis.PREDIKAT, terms.Jenis.TEKS)


@dataclass(frozen=True)
class Baris:
    """One indikator as it stood in last year's RKT; values as in JSON (a decimal dot, percent points)."""

    indikator: str
    satuan: str
    jenis: str
    nilai: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TahunLalu:
    """The RKT of one year before, by kode of the indikator."""

    tahun: int
    baris: Mapping[str, Baris]

    def target(self, now: Indikator) -> Decimal | str | None:
        """Last year's target of an indikator, `None` where it had none or is another one now."""
        row = self.baris.get(now.kode)
        text = row.nilai.get("target") if row and _same(row, now) else None
        if text is None or now.jenis in _TEXTS:
            return text
        return Decimal(text)

    def note(self, now: Indikator) -> str | None:
        """What a comment beside the target says, `None` where there is nothing to say."""
        row = self.baris.get(now.kode)
        if row is None:
            return None
        if not _same(row, now):
            return (
                f"RKT {self.tahun} memakai kode {now.kode} untuk “{row.indikator}” ({row.satuan}), "
                "sehingga targetnya tidak disandingkan."
            )
        told = [f"{said} {_shown(row.nilai[name], now.jenis)}" for name, said in _QUARTERS.items() if name in row.nilai]
        return f"RKT {self.tahun}: {'; '.join(told)}." if told else None


def _shown(text: str, jenis: str) -> str:
    """A value as people read it: figures with an Indonesian comma."""
    return text if jenis in _TEXTS else written(Decimal(text))


def _same(row: Baris, now: Indikator) -> bool:
    then = (row.indikator, row.satuan, row.jenis)
    return [folded(each) for each in then] == [folded(each) for each in (now.indikator, now.satuan, now.jenis)]


def issued_words(indikator: Iterable[Indikator]) -> dict[str, list[str]]:
    """What the journal keeps of the indikator that forms were issued with, for the year to come."""
    return {each.kode: [each.indikator, each.satuan, each.jenis] for each in indikator}


def last_year(
    tahun: int, issues: Iterable[Mapping[str, Any]], last: Mapping[tuple[str, str], str | None]
) -> TahunLalu | None:
    """Last year's RKT as its journal tells it: the words of the newest forms, the values of the last merge or draft.

    Args:
        tahun: The year of that RKT.
        issues: Details of the journal's entries about forms that were issued, oldest first.
        last: The last value by kunci and kolom, texts as in JSON.

    Returns:
        `None` where nothing was merged, or the forms are from before their words were kept.
    """
    words: Mapping[str, list[str]] = next((each[INDIKATOR] for each in reversed(list(issues)) if INDIKATOR in each), {})
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for (kunci, kolom), value in last.items():
        if value is not None:
            values[kunci][kolom] = value
    rows = {kode: Baris(said[0], said[1], said[2], values[kode]) for kode, said in words.items() if kode in values}
    return TahunLalu(tahun, rows) if rows else None
