"""No value that a person can type breaks a document, is executed, or is lost: every template, every placeholder."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from nilai_nakal import NAKAL
from ooxml import faults

from rkt_excel.edges import word
from rkt_excel.model.isian import Dokumen, Isian, contoh
from rkt_excel.model.templat import DOKUMEN

INPUTS = Path(__file__).resolve().parents[1] / "input_templates"
SHOWN = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
MARK = " ◆ "  # between all values in one text


def spoiled(value: Any, place: int = 0) -> Any:
    """The example values with a nasty text for every text: item n of a list takes text n, single texts take all."""
    if isinstance(value, dict):
        return {name: spoiled(each, place) for name, each in value.items()}
    if isinstance(value, list):
        return [spoiled(each, place + number) for number, each in enumerate(value)]
    return NAKAL[place % len(NAKAL)] if isinstance(value, str) else value


def hostile(isi: type[Isian]) -> dict[str, Any]:
    """Values in which every text of every list has been each of the nasty ones, and every single text all of them."""
    together = contoh(isi, baris=1, teks=MARK.join(NAKAL))
    return {
        name: [spoiled(example, number) for number, example in enumerate(value * len(NAKAL))]
        if isinstance(value, list)
        else value
        for name, value in together.items()
    }


def story(document: Any) -> str:
    """All text of the body as it is seen."""
    parts = document.element.body.iter(qn("w:t"), qn("w:p"), *SHOWN)
    return "".join(SHOWN.get(part.tag, part.text or "") if part.tag != qn("w:p") else "\u2402" for part in parts)


def test_there_are_enough_of_them() -> None:
    assert len(set(NAKAL)) == len(NAKAL) >= 60


@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda each: each.berkas)
def test_no_value_breaks_a_document(dokumen: Dokumen, tmp_path: Path) -> None:
    values = hostile(dokumen.isi)
    made = tmp_path / dokumen.berkas
    made.write_bytes(word.render(INPUTS / dokumen.berkas, values, paper="F4"))
    assert faults(made) == []
    text = story(Document(BytesIO(made.read_bytes())))
    missing = [repr(each[:60]) for each in NAKAL if str(word.clean(each)) not in text]
    assert missing == []


def test_a_lone_value_is_printed_as_typed(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{%p for x in isi %}")
    document.add_paragraph("[{{ x }}]")
    document.add_paragraph("{%p endfor %}")
    document.save(str(tmp_path / "t.docx"))
    shown = story(Document(BytesIO(word.render(tmp_path / "t.docx", {"isi": list(NAKAL)}, paper="A4"))))
    told = [each for each in shown.split("\u2402") if each]
    assert told == [f"[{word.clean(each)}]" for each in NAKAL]
