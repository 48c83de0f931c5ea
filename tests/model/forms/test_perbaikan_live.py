"""The perbaikan form as it is written shows what LibreOffice calculates, whatever was wrong in the return."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers.libreoffice_session import Job, LibreOffice
from helpers.live_form import formulas, kept
from helpers.perbaikan import FAULTS, sent, sent_back

pytestmark = [pytest.mark.program("LibreOffice"), pytest.mark.xdist_group("libreoffice")]

TOGETHER = {
    "first": ("kata", "triwulan", "galat rumus lain"),
    "second": ("isian semu", "bertanda persen", "galat rumus di teks"),
    "third": ("spasi", "beda Renstra", "usulan"),
    "fourth": ("terlalu panjang", "negatif", "usulan berjenis salah", "bermakna ganda"),
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[bytes, Mapping[tuple[str, str], str]]]:
    folder: Path = tmp_path_factory.mktemp("perbaikan")
    written = {}
    for name, cases in TOGETHER.items():
        written[name] = sent_back(sent({key: value for case in cases for key, value in FAULTS[case].items()}))[0]
        (folder / f"{name}.xlsx").write_bytes(written[name])
    with LibreOffice() as office:
        jobs = [
            Job(open=folder / f"{name}.xlsx", look_at=formulas(data), recalculate=True)
            for name, data in written.items()
        ]
        results = office.do_all(jobs)
    return {
        name: (data, {place: cell.shown for place, cell in result.cells.items()})
        for (name, data), result in zip(written.items(), results, strict=True)
    }


@pytest.mark.parametrize("name", TOGETHER)
def test_what_was_written_is_what_libreoffice_calculates(
    name: str, seen: Mapping[str, tuple[bytes, Mapping[tuple[str, str], str]]]
) -> None:
    data, shown = seen[name]
    own = {place: text for place, text in shown.items() if not text.startswith(("#", "Err:"))}
    assert kept(data, own) == own
