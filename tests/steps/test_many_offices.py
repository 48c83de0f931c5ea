"""Some offices of the benchmark: made with all their forms, consolidated one after another, put into a recap."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from helpers.paths import ROOT

from rkt_excel.steps.rekap import rekap

pytestmark = pytest.mark.tuntas
NOON = datetime(2026, 12, 10, 12, 0)  # noqa: DTZ001 - the program works in local time


def ran(deed: str, folder: Path, count: int) -> list[dict[str, str]]:
    """Make or merge so many offices; what is noted of each."""
    command = [sys.executable, str(ROOT / "benchmarks" / "regency.py"), deed, str(folder), str(count)]
    subprocess.run(command, check=True, timeout=300, env={"PYTHONPATH": str(ROOT)})
    noted = (folder / {"make": "made.csv", "merge": "merged.csv"}[deed]).read_text(encoding="ascii")
    return list(csv.DictReader(noted.splitlines()))


def test_offices_are_made_consolidated_and_put_side_by_side(tmp_path: Path) -> None:
    assert [each["office"] for each in ran("make", tmp_path, 2)] == ["0", "1"]
    first = ran("merge", tmp_path, 1)
    assert [each["office"] for each in ran("merge", tmp_path, 2)] == ["0", "1"], "what is done is left out"
    assert len(first) == 1
    recap = rekap([tmp_path / "kantor"], tmp_path / "rekap", now=lambda: NOON).recap
    assert [each.perangkat_daerah for each in recap.kantor] == ["Dinas Contoh 00000", "Dinas Contoh 00001"]
    assert {(each.langkah.lengkap, each.langkah.bagian, len(each.indikator)) for each in recap.kantor} == {(8, 8, 24)}
    one, other = ([row.target for row in each.indikator] for each in recap.kantor)
    assert one != other, "each has figures of its own"
