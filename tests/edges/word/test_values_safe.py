"""No value that a person can type breaks a document, is executed, or is lost: every template, every placeholder.

In the office's templates every placeholder prints all nasty values at once between marks that name it, so that each is
compared by itself. And a template made here prints every placeholder that a document knows, used by the office or not,
with each nasty value alone.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.nilai_nakal import NAKAL
from helpers.paths import INPUTS
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.template_blocks import check_blocks
from rkt_excel.edges.docx.template_names import names
from rkt_excel.edges.docx.templates import stories
from rkt_excel.edges.seal import libreoffice
from rkt_excel.model.papers import dokumen_rapat, naskah
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.isian import EACH, Dokumen, example_values, placeholders

SHOWN = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
ALL = " ◆ ".join(NAKAL)  # all values in one text
MARKED = re.compile(r"⟦(.*?)⟧(.*?)⟦/⟧", re.DOTALL)

# What a template decides by: these have to say one of their words, or nothing of a branch would be printed. The values
# of one place in the lists go together.
DECIDING: Final[dict[str, tuple[Any, ...]]] = {
    "edisi": ("murni", "perubahan", "perubahan"),
    "bentuk_tabel": ("lengkap", "tanpa triwulan", "tiga kolom"),
    "ada_pagu": (True, False, True),
    "program[].tingkat": ("program", "kegiatan", "sub kegiatan"),
    "program[].berubah": ([], ["target", "pagu"], ["target", "pagu"]),
    "sasaran[].indikator[].berubah": (["target", "tw1", "tw2", "tw3", "tw4", "penanggung_jawab"], [], []),
}
KNOWN: Final = {each.path: each.kind for dokumen in DOKUMEN for each in placeholders(dokumen.isi)}


def marked(value: Any, path: str, turn: int) -> Any:
    """The example values with all nasty texts for every text, between marks that name the placeholder."""
    if path in DECIDING:
        return DECIDING[path][turn]
    if isinstance(value, dict):
        return {name: marked(each, f"{path}.{name}".removeprefix("."), turn) for name, each in value.items()}
    if isinstance(value, list):
        return [marked(each, path + EACH, turn) for each in value]
    return f"⟦{path}⟧{ALL}⟦/⟧" if isinstance(value, str) else value


def told(root: Any) -> Iterator[str]:
    """What each paragraph shows, those in tables included."""
    for paragraph in root.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), *SHOWN)
        yield "".join(SHOWN.get(part.tag, part.text or "") for part in parts)


def shown(made: bytes) -> Iterator[str]:
    """The paragraphs of the text, the headers and the footers."""
    document = Document(BytesIO(made))
    yield from told(document.element.body)
    for relation in document.part.rels.values():
        if not relation.is_external and relation.target_part.content_type.endswith(("header+xml", "footer+xml")):
            yield from told(relation.target_part.element)


def printed_by(dokumen: Dokumen) -> set[str]:
    """The placeholders that the office's template names and that hold texts."""
    known = names(dokumen.isi)
    for story in stories(INPUTS / dokumen.berkas)[1:]:  # without the title of the file, which is one line
        known.check(check_blocks(story).tags)
    return {path for path in known.used if known.kinds[path] == "teks"} - set(DECIDING)


def test_there_are_enough_of_them() -> None:
    assert len(set(NAKAL)) == len(NAKAL) >= 60
    assert not any(mark in each for each in NAKAL for mark in "⟦⟧◆")


@pytest.mark.tuntas
@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda each: each.berkas)
def test_every_placeholder_of_a_template_prints_what_was_typed(dokumen: Dokumen, tmp_path: Path) -> None:
    typed = str(word.clean(ALL))
    wanted = {typed, typed.upper()}  # some templates print the name of the office in capitals
    found: set[str] = set()
    turns = 3 if {each.path for each in placeholders(dokumen.isi)} & {"bentuk_tabel", "program[].tingkat"} else 2
    for turn in range(turns):
        values = marked(example_values(dokumen.isi, baris=2), "", turn)
        made = word.render(INPUTS / dokumen.berkas, values, paper="F4")
        (tmp_path / dokumen.berkas).write_bytes(made)
        assert faults(tmp_path / dokumen.berkas) == []
        for line in shown(made):
            told_there = MARKED.findall(line)
            assert len(told_there) == line.count("⟦/⟧") == line.count("⟦") / 2, line[:80]
            wrong = [path for path, text in told_there if text not in wanted]
            assert wrong == []
            found |= {path if path in KNOWN else path.lower() for path, _ in told_there}
    assert printed_by(dokumen) - found == set()


# ------------------------------------------------------------------- every placeholder that is known, each value alone


def every_placeholder(value: Any, name: str, path: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of a template that prints everything: each with the path that it prints, "" for a command."""
    if isinstance(value, dict):
        for part, each in value.items():
            yield from every_placeholder(each, f"{name}.{part}", f"{path}.{part}")
    elif isinstance(value, list):
        inner = f"x{path.count(EACH)}"
        yield f"{{%p for {inner} in {name} %}}", ""
        yield from every_placeholder(value[0], inner, path + EACH)
        yield "{%p endfor %}", ""
    else:
        yield f"{path.replace(EACH, '.*')}[{{{{ {name} }}}}]", path


def single(value: Any) -> Any:
    """The example values with one item in each list."""
    if isinstance(value, dict):
        return {name: single(each) for name, each in value.items()}
    return [single(each) for each in value[:1]] if isinstance(value, list) else value


def alone(value: Any, nasty: str) -> Any:
    """The example values with this text for every text."""
    if isinstance(value, dict):
        return {name: alone(each, nasty) for name, each in value.items()}
    if isinstance(value, list):
        return [alone(each, nasty) for each in value]
    return nasty if isinstance(value, str) else value


@pytest.mark.tuntas
@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda each: each.berkas)
def test_every_known_placeholder_prints_every_value_alone(dokumen: Dokumen, tmp_path: Path) -> None:
    example = single(example_values(dokumen.isi, baris=1))
    lines = list(every_placeholder(example, "d", "d"))
    template = Document()
    for text in ("{%p for d in semua %}", *(text for text, _ in lines), "{%p endfor %}"):
        template.add_paragraph(text)
    template.save(str(tmp_path / "t.docx"))
    made = word.render(tmp_path / "t.docx", {"semua": [alone(example, each) for each in NAKAL]}, paper="A4")
    (tmp_path / "t.docx").write_bytes(made)
    assert faults(tmp_path / "t.docx") == []
    kinds = {f"d.{each.path}": each.kind for each in placeholders(dokumen.isi)}
    known = {path for path, kind in kinds.items() if kind == "teks"}
    texts = [path.replace(EACH, ".*") for _, path in lines if path in known]
    assert len(set(texts)) == len(known)
    printed = [line for line in told(Document(BytesIO(made)).element.body) if line.partition("[")[0] in texts]
    assert printed == [f"{path}[{word.clean(nasty)}]" for nasty in NAKAL for path in texts]


def each_another(value: Any, turns: Iterator[str]) -> Any:
    """The example values with another nasty text for each text."""
    if isinstance(value, dict):
        return {name: each_another(each, turns) for name, each in value.items()}
    if isinstance(value, list):
        return [each_another(each, turns) for each in value]
    return next(turns) if isinstance(value, str) else value


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.parametrize(
    "dokumen", [pytest.param(naskah.RKT, marks=pytest.mark.lama), dokumen_rapat.NOTULEN], ids=lambda each: each.berkas
)
def test_libreoffice_prints_them_too(dokumen: Dokumen, tmp_path: Path) -> None:
    turns = cycle(each for each in NAKAL if len(each) < 100)
    values = each_another(example_values(dokumen.isi, baris=8), turns)
    made = tmp_path / f"é {dokumen.berkas}"
    made.write_bytes(word.render(INPUTS / dokumen.berkas, values, paper="F4"))
    pdf = libreoffice.to_pdf(made, tmp_path)
    text = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    squeezed = re.sub(r"\s+", "", text)
    for each in ("A&B", "a<b>c", "</w:t></w:r></w:p>", "{{tahun}}", "{%raw%}", "{PAGE}", "=1+1", "Jum'at"):
        assert each in squeezed
