"""Why a return counts whose file is gone is told by what lies in the folder now, and its name stays its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rkt_excel.model.forms.returns import Return, Times
from rkt_excel.office.state.counted import KnownFile, _free, _why

NOW = datetime(2026, 11, 24, tzinfo=UTC)
GONE = KnownFile("3-kembali/b.zip/kiriman.xlsx", "1" * 64, Times(NOW), NOW)


def lies(berkas: str, digest: str = "2", *, refused: bool = False) -> Return:
    return Return(berkas, digest * 64, Times(NOW), refused=refused)


@pytest.mark.parametrize(
    ("returns", "why"),
    [
        ([], "tidak ada lagi di sana"),
        ([lies(GONE.berkas)], "sudah diganti isinya"),
        ([lies(GONE.berkas, refused=True)], "tidak dapat dibaca lagi"),
        ([lies("3-kembali/b.zip", refused=True)], "tidak dapat dibaca lagi"),
        ([lies("3-kembali/b.zip")], "tidak ada lagi di sana"),
        ([lies("3-kembali/b", refused=True)], "tidak ada lagi di sana"),
        ([lies("3-kembali/a.xlsx"), lies("3-kembali/c.xlsx"), lies("3-kembali/c.xlsx", refused=True)],
         "tidak ada lagi di sana"),
        ([lies(GONE.berkas, "1"), lies("3-kembali/a.xlsx")], "tidak ada lagi di sana"),
        ([lies(GONE.berkas, "1", refused=True), lies(GONE.berkas)], "sudah diganti isinya"),
    ],
)  # fmt: skip
def test_why_its_file_does_not_count_by_itself(returns: list[Return], why: str) -> None:
    assert _why(GONE, returns) == why


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ([], "3-kembali/a.xlsx"),
        (["3-kembali/b.xlsx"], "3-kembali/a.xlsx"),
        (["3-kembali/a.xlsx"], "3-kembali/a (tersimpan).xlsx"),
        (["3-kembali/a.xlsx", "3-kembali/a (tersimpan).xlsx"], "3-kembali/a (tersimpan 2).xlsx"),
        (["3-kembali/a.xlsx", "3-kembali/a (tersimpan).xlsx", "3-kembali/a (tersimpan 2).xlsx"],
         "3-kembali/a (tersimpan 3).xlsx"),
    ],
)  # fmt: skip
def test_its_name_is_told_apart_from_what_lies_there_now(taken: list[str], name: str) -> None:
    assert _free("3-kembali/a.xlsx", taken) == name
