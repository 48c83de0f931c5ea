"""The plan: what the bagian answered, joined into one RKT, each value with the cells that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.formulir import Usulan
from rkt_excel.model.vocabulary.nilai import Nilai


@dataclass(frozen=True)
class Origin:
    """The cell that a value came from, and what it said there."""

    bagian: str
    berkas: str
    sha256: str
    lembar: str
    sel: str
    nilai: Nilai


@dataclass(frozen=True)
class Isi:
    """One value of the plan with where it came from and how it was joined."""

    nilai: Nilai
    origins: tuple[Origin, ...]
    cara: str = ""


class Diusulkan(Usulan):
    """A proposed indikator with the name that it carries from the form to the plan, such as U.SEK.1."""

    kode: str = ""


@dataclass(frozen=True)
class Plan:
    """The whole RKT as it stands.

    Attributes:
        master: What it was planned from; its indikator include the proposals that were accepted.
        isi: Values by (kunci, kolom).
        status: How far each bagian has come, by kode.
        usulan: Proposed indikator with the bagian that proposed each, empty where the meeting did.
        dihapus: The kunci of the rows that people dropped; they stay in the workbook, marked, and are not printed.
        sebab: Why a value is as it is, for those that people typed in this edition.
    """

    master: Master
    isi: Mapping[tuple[str, str], Isi]
    status: Mapping[str, StatusBagian]
    usulan: tuple[tuple[str, Diusulkan], ...] = ()
    dihapus: frozenset[str] = frozenset()
    sebab: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def nilai(self, kunci: str, kolom: str) -> Nilai | None:
        """The value of a row and column, `None` while it is open."""
        found = self.isi.get((kunci, kolom))
        return found.nilai if found else None

    def pagu(self, kode: str) -> Decimal | None:
        """The pagu of a program line in rupiah, `None` while it is open."""
        value = self.nilai(kode, "pagu")
        return value if isinstance(value, Decimal) else None

    @property
    def belum_masuk(self) -> tuple[str, ...]:
        """The bagian whose form has not come back."""
        return tuple(kode for kode, state in self.status.items() if state is StatusBagian.BELUM_MASUK)
