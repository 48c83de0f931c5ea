"""What last year's RKT said of the same indikator, to be shown beside this year's cells.

Only what was signed is last year's RKT. A kode alone proves nothing: offices number anew. Last year's figures are shown
only where the words, the satuan and the jenis are the same; where they are not, the cell stays blank and a comment says
what stood under that kode.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

from rkt_excel.model.origin.signed_plan import SignedPlan
from rkt_excel.model.tables.renstra import Indikator
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import as_text, shown
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare

_QUARTERS: Final = dict(zip(terms.QUARTERS, (f"TW {number}" for number in terms.TRIWULAN), strict=True))
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
        kode = self._kode(now)
        text = self.baris[kode].nilai.get("target") if kode else None
        if text is None or now.jenis in _TEXTS:
            return text
        return Decimal(text)

    def note(self, now: Indikator) -> str | None:
        """What a comment beside the target says, `None` where there is nothing to say."""
        kode, there = self._kode(now), self.baris.get(now.kode)
        if kode is None:
            return (
                None
                if there is None
                else f"RKT {self.tahun} memakai kode {now.kode} untuk “{there.indikator}” ({there.satuan}), "
                "sehingga targetnya tidak disandingkan."
            )
        row = self.baris[kode]
        told = [f"{said} {_shown(row.nilai[name], now.jenis)}" for name, said in _QUARTERS.items() if name in row.nilai]
        other = f" (kode {kode})" if kode != now.kode else ""
        return f"RKT {self.tahun}{other}: {'; '.join(told) or 'tanpa triwulan'}." if told or other else None

    def _kode(self, now: Indikator) -> str | None:
        """The kode that an indikator had last year: its own, else the one other that says the same."""
        same = self._alike.get(_words(now), ())
        if now.kode in same:
            return now.kode
        return same[0] if len(same) == 1 else None

    @cached_property
    def _alike(self) -> dict[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for kode, row in self.baris.items():
            found[_words(row)].append(kode)
        return dict(found)


def _shown(text: str, jenis: str) -> str:
    """A value as people read it: figures with an Indonesian comma."""
    return text if jenis in _TEXTS else shown(Decimal(text))


def _words(row: Baris | Indikator) -> tuple[str, str, str]:
    return bare(row.indikator), folded(row.satuan), row.jenis


def last_year(signed: SignedPlan) -> TahunLalu:
    """Last year's RKT as it was signed."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for (kunci, kolom), value in signed.nilai.items():
        values[kunci][kolom] = as_text(value)
    rows = {kode: Baris(row.indikator, row.satuan, row.jenis, values[kode]) for kode, row in signed.indikator.items()}
    return TahunLalu(signed.tahun, rows)
