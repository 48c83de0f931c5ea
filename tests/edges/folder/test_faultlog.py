"""A fault of the program leaves its details wherever they can be written, and says where that is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO, Any, cast

import pytest

from rkt_excel.edges.disk.faultlog import details
from rkt_excel.edges.disk.oserrors import cause


def told() -> str:
    try:
        return str(1 / 0)
    except ZeroDivisionError:
        return details()


@pytest.mark.parametrize("output", ["folder", "none", "file", "read-only"])
def test_the_details_lie_where_they_are_said_to_lie(
    output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, home = tmp_path / "sementara", tmp_path / "kantor"
    for each in (temporary, home):
        each.mkdir()
    if output in {"folder", "read-only"}:
        (home / "output").mkdir()
    elif output == "file":
        (home / "output").write_bytes(b"")
    monkeypatch.chdir(home)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    opened = Path.open

    def open_there(path: Path, mode: str, **how: str) -> IO[Any]:
        if output == "read-only" and path.parent.name == "output":  # to root no folder is
            raise PermissionError(13, "")
        return cast("IO[Any]", cast("Any", opened)(path, mode, **how))

    monkeypatch.setattr(Path, "open", open_there)
    said = told()
    [log] = tmp_path.rglob("*.log")
    assert log.parent == (home / "output" if output == "folder" else temporary)
    assert log.name in said
    assert "ZeroDivisionError: division by zero" in log.read_text(encoding="utf-8")


def test_where_nothing_can_be_written_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tidak ada"))
    assert told() == f"Rinciannya tidak dapat disimpan: {cause(FileNotFoundError(2, ''))}."
