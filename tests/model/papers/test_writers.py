"""One layout of the plan and three writers: Word's shapes, the picture beneath them, and SVG show the same."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.all_papers import PLAN, of
from helpers.nilai_nakal import NAKAL
from helpers.paths import INPUTS
from helpers.programs import chromium
from helpers.rencana_besar import filled
from ooxml import faults
from PIL import Image, ImageChops, ImageStat

from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.painted import as_png
from rkt_excel.model.papers.naskah import naskah
from rkt_excel.model.picture.peta import drawn
from rkt_excel.model.picture.shapes import Drawing, Passage, Rectangle, Stroke, TextFrame, TextRun
from rkt_excel.model.picture.svg import as_svg, lines_in_passage

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 290.0, 150.0


@pytest.fixture(scope="module")
def peta() -> Drawing:
    """The picture of the shipped plan on a page."""
    return drawn(of(filled(PLAN.master)))(WIDTH, HEIGHT)


def words(drawing: Drawing) -> list[str]:
    """Its texts line by line, in the order in which it is read."""
    frames = (each for each in drawing.shapes if isinstance(each, TextFrame))
    lines = (line for each in frames for passage in each.passages for line in lines_in_passage(passage))
    return ["".join(text for _, text, _, _ in line) for line in lines]


def test_svg_says_everything_in_its_order_and_what_it_shows(peta: Drawing) -> None:
    root = ET.fromstring(as_svg(peta, name="peta"))
    title, described, *_ = root
    assert (title.text, described.text) == (peta.title, peta.description)
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert (root.get("role"), root.get("viewBox")) == ("img", f"0 0 {peta.width:g} {round(peta.height, 3):g}")
    written = [re.sub(r"\s", "", "".join(each.itertext())) for each in root.iter(f"{SVG}text")]
    assert "".join(written) == re.sub(r"\s", "", "".join(words(peta)))
    assert len(list(root.iter(f"{SVG}rect"))) == sum(isinstance(each, Rectangle) for each in peta.shapes)


def test_no_text_breaks_the_svg() -> None:
    for value in NAKAL:
        frame = TextFrame(0, 0, 50, 10, value, (Passage((TextRun(value),)),), 9)
        root = ET.fromstring(as_svg(Drawing(60, 20, value, value, (frame,))))
        assert len(list(root.iter())) >= 3
        assert {each.tag for each in root.iter()} <= {
            f"{SVG}{name}" for name in ("svg", "title", "desc", "text", "tspan")
        }


def test_the_picture_is_as_large_as_the_layout_and_equal_each_time(peta: Drawing) -> None:
    first, second = as_png(peta), as_png(peta)
    assert first == second
    image = Image.open(BytesIO(first))
    assert abs(image.width / image.height - peta.width / peta.height) < 0.01
    assert image.width / peta.width * 25.4 > 120  # dots to the inch
    assert len(first) < 250_000


@pytest.mark.parametrize("value", NAKAL)
def test_no_text_breaks_the_picture(value: str) -> None:
    fit: Any = word.clean(value)
    frame = TextFrame(0, 0, 50, 10, "a", (Passage((TextRun(fit), TextRun(fit, bold=True)), "right"),), 9)
    shapes = (frame, Stroke(0, 0, 30, 10, "b", dashed=True, curved=True), Rectangle(1, 1, 5, 5, "c", outline="1F2933"))
    assert Image.open(BytesIO(as_png(Drawing(60, 20, "a", "b", shapes)))).size[0] > 0


def test_a_viewer_without_groups_of_shapes_finds_the_picture_and_its_words(tmp_path: Path) -> None:
    context: Any = naskah(filled(PLAN.master), tanda="", day=date(2026, 6, 1))
    (tmp_path / "rkt.docx").write_bytes(word.render(INPUTS / "rkt.docx", context, paper="F4"))
    assert faults(tmp_path / "rkt.docx") == []
    document = Document(str(tmp_path / "rkt.docx"))
    (fallback,) = document.element.body.iter("{*}Fallback")
    (choice,) = document.element.body.iter("{*}Choice")
    drawing = fallback[0]
    assert drawing.tag == qn("w:drawing")
    (blip,) = fallback.iter(qn("a:blip"))
    image = Image.open(BytesIO(document.part.related_parts[blip.get(qn("r:embed"))].blob))
    assert image.format == "PNG"
    sizes = [next(each.iter(qn("wp:extent"))).attrib for each in (choice, fallback)]
    assert sizes[0] == sizes[1]
    assert abs(image.width / image.height - int(sizes[0]["cx"]) / int(sizes[0]["cy"])) < 0.01
    said = [next(each.iter(qn("wp:docPr"))).get("descr") for each in (choice, fallback)]
    assert said[0] == said[1] != ""
    assert "".join(each.text or "" for each in fallback.iter(qn("w:t"))) == ""


@pytest.mark.program("Chromium")
def test_svg_and_picture_look_alike(peta: Drawing, tmp_path: Path) -> None:
    painted = Image.open(BytesIO(as_png(peta))).convert("L")
    page = f"<meta charset='utf-8'><body style='margin:0;width:{painted.width}px'>{as_svg(peta)}"
    (tmp_path / "peta.html").write_text(page, encoding="utf-8")
    shot = tmp_path / "peta.png"
    command = [str(chromium()), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               f"--window-size={painted.width},{painted.height}", f"--screenshot={shot}",
               (tmp_path / "peta.html").as_uri()]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    size = (painted.width // 6, painted.height // 6)
    one, other = painted.resize(size), Image.open(shot).convert("L").resize(size)
    assert ImageStat.Stat(ImageChops.difference(one, other)).mean[0] < 6
    shifted = ImageChops.offset(other, 6, 6)
    assert ImageStat.Stat(ImageChops.difference(one, shifted)).mean[0] > 12, "the measure tells a shift"
