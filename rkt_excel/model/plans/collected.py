"""What a consolidation says of what came back: each bagian, each file, each value with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rkt_excel.model.forms.choosing import Chosen, Putusan
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.vocabulary.nilai import Nilai


@dataclass(frozen=True)
class BagianTergabung:
    """How far a bagian has come, and the return of it that counts, `None` while there is none."""

    kode: str
    nama: str
    status: StatusBagian
    berkas: str | None


@dataclass(frozen=True)
class BerkasDinilai:
    """A returned file and what became of it.

    Attributes:
        berkas: Relative to the work folder, with "/".
        sha256: Of its bytes.
        bagian: Whose form it is, `None` where that cannot be said.
        putusan: What became of it.
        kode: The code of the heaviest finding where that keeps it from counting.
        tersimpan: Whether its file is gone from 3-kembali and it counts by what was kept of it.
    """

    berkas: str
    sha256: str
    bagian: str | None
    putusan: Putusan
    kode: str | None
    tersimpan: bool


@dataclass(frozen=True)
class NilaiKembali:
    """One value of a return that counts, with its cell.

    Attributes:
        kunci: The row.
        kolom: The field.
        nilai: A number, a percentage in percent points, or a text.
        bagian: Whose form it is.
        berkas: Relative to the work folder, with "/".
        sha256: Of that file.
        lembar: The sheet.
        sel: A1 address.
    """

    kunci: str
    kolom: str
    nilai: Nilai
    bagian: str | None
    berkas: str
    sha256: str
    lembar: str
    sel: str


def returned_values(chosen: Chosen) -> Iterator[NilaiKembali]:
    """Every value as it was returned; what was joined of several stands once per cell."""
    for one in chosen.counted.values():
        for sheet, rows in one.result.rows.items():
            for each in rows:
                for name, cell in each.cells.items():
                    value = getattr(each.row, name)
                    if value is not None:
                        yield NilaiKembali(
                            each.key, name, value, one.bagian, one.berkas, one.sha256, sheet, cell.address
                        )
