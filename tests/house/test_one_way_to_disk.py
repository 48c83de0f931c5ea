"""Everything that the program reads from a disk or writes there goes one way, so that one place makes it whole."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rkt_excel

HOUSE = Path(rkt_excel.__file__).parent
ONE_WAY = HOUSE / "edges" / "disk"
# What only paths have, in the standard library and in the libraries that are used here.
OF_PATHS = {
    "read_bytes", "read_text", "write_bytes", "write_text", "rename", "touch", "symlink_to", "hardlink_to", "link_to",
    "copyfile", "copyfileobj", "copytree", "copy2", "move", "save", "to_excel", "to_csv", "to_parquet", "mkstemp",
    "NamedTemporaryFile", "resolve",
}  # fmt: skip
WITH_A_PATH = {"open", "ZipFile", "TarFile"}
ELSEWHERE = {
    ("edges/docx/painted.py", "save"): "into memory",
    ("desk/meja.py", "open"): "the browser",
    ("desk/deeds.py", "save"): "into a folder of its own that is thrown away",
    ("desk/door/first.py", "open"): "the note that says which desk is open, readable by its owner only",
    ("edges/report.py", "read_text"): "a page that comes with the program",
    ("edges/recap_page.py", "read_text"): "as above",
    ("steps/rekap.py", "to_parquet"): "into memory",
    ("example/typist.py", "save"): "into memory",
    ("edges/docx/word.py", "save"): "into memory",
    ("edges/attachments/packed.py", "open"): "an archive in memory",
    ("edges/terminal.py", "open"): "the place into which nothing is written",
    ("edges/seal/personal.py", "ZipFile"): "an Office file in memory",
    ("edges/seal/personal.py", "open"): "as above",
    ("example/contoh.py", "save"): "into memory",
}


def _calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What is called by a name that reads or writes files, with its line (1-based)."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        moves = name == "replace" and isinstance(node.func, ast.Attribute) and len(node.args) == 1 and not node.keywords
        if name in OF_PATHS | WITH_A_PATH or moves:
            yield name, node.lineno


def _outside(path: Path, text: str) -> list[tuple[str, str, int]]:
    name = path.relative_to(HOUSE).as_posix()
    return [(name, call, line) for call, line in _calls(ast.parse(text)) if (name, call) not in ELSEWHERE]


def test_only_one_room_reads_and_writes_files() -> None:
    """Containers and readers of the engine are given bytes, never a path."""
    rooms = [path for path in HOUSE.rglob("*.py") if ONE_WAY not in path.parents]
    found = [each for path in rooms for each in _outside(path, path.read_text(encoding="utf-8"))]
    containers = {"workbook/": {"ZipFile", "open"}, "edges/docx/": {"ZipFile"}}
    found = [
        (name, call, line)
        for name, call, line in found
        if not any(name.startswith(room) and call in calls for room, calls in containers.items())
    ]
    assert found == []


@pytest.mark.parametrize(
    "written",
    [
        "Path('x').write_bytes(b'')", "open('x', 'w')", "path.open('wb')", "shutil.copytree(a, b)", "a.replace(b)",
        "os.replace(a)", "a.rename(b)", "book.save('x')", "ZipFile('x', 'w')", "path.read_bytes()", "path.resolve()",
    ],
)  # fmt: skip
def test_another_way_is_seen(written: str) -> None:
    assert _outside(HOUSE / "steps" / "lain.py", written)


@pytest.mark.parametrize("written", ["text.replace('a', 'b')", "replace(row, kode='x')", "when.replace(tzinfo=None)"])
def test_what_is_no_file_is_not_taken_for_one(written: str) -> None:
    assert _outside(HOUSE / "steps" / "lain.py", written) == []
