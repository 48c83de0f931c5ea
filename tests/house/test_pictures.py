"""The pictures of README.md, docs/ and the desk are those that `python tests/pictures` takes, small, and taken anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.paths import DOCS, ROOT
from pictures.taking import FOLDER, PICTURES, Studio
from PIL import Image, ImageStat

SHOWN = (ROOT / "README.md", DOCS / "panduan.md", DOCS / "lembar-bagian.md")
MOST_BYTES, ALL_BYTES = 130_000, 600_000


def test_every_picture_that_is_shown_is_taken_and_every_one_taken_is_shown() -> None:
    named: set[str] = set()
    for page in SHOWN:
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert words, "said to those who do not see it"
            assert (page.parent / target).resolve().parent == FOLDER, target
            named.add(Path(target).stem)
    assert named == PICTURES.keys()
    assert {each.name for each in FOLDER.iterdir()} == {f"{each}.png" for each in PICTURES}, (
        "run: python tests/pictures"
    )


def test_the_pictures_are_small() -> None:
    sizes = {each.name: each.stat().st_size for each in FOLDER.iterdir()}
    assert max(sizes.values()) < MOST_BYTES, sizes
    assert sum(sizes.values()) < ALL_BYTES, sizes
    for each in FOLDER.iterdir():
        with Image.open(each) as picture:
            assert picture.mode == "P", each.name


@pytest.mark.lama
@pytest.mark.program("LibreOffice", "poppler", "Chromium")
def test_pictures_can_be_taken_anew(tmp_path: Path) -> None:
    with Studio(tmp_path) as studio:
        for name in ("meja-beranda", "perbaikan"):
            taken = Image.open(studio.take(name, tmp_path)).convert("L")
            kept = Image.open(FOLDER / f"{name}.png").convert("L")
            assert abs(taken.width / taken.height - kept.width / kept.height) < 0.25
            assert ImageStat.Stat(taken).stddev[0] > 20, "something is on it"
