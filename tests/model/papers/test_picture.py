"""The picture of the plan in a Word document: shapes and words, one page, whatever the plan and wherever it is put."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from helpers.contoh_naskah import naskah as made_up
from helpers.looked_at import squeezed
from helpers.nilai_nakal import NAKAL
from helpers.paths import INPUTS
from helpers.rencana_besar import filled, sized
from ooxml import faults

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.pages.word_paper import PaperName
from rkt_excel.edges.seal import libreoffice
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.naskah import naskah
from rkt_excel.model.picture.kaskade import IndikatorPeta, Kaskade, PrioritasPeta, ProgramPeta, SasaranPeta
from rkt_excel.model.picture.peta import drawn
from rkt_excel.model.plans.changes import Change
from rkt_excel.steps.templat import check_template


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The shipped inputs, picture and all."""
    return shipped_inputs()


RKT = INPUTS / "rkt.docx"
NAME = "peta_kinerja"
TAG = f"{{{{ {NAME} }}}}"


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Path]:
    """A template of one landscape page with heading, picture and caption, changed as wished."""

    def make(change: Callable[[Any], None] = lambda _: None) -> Path:
        document = Document()
        section = document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
        document.add_heading("Peta Kinerja", 1)
        document.add_paragraph(TAG)
        document.add_paragraph("Gambar 1.")
        change(document)
        path = tmp_path / "peta.docx"
        document.save(str(path))
        return path

    return make


def values(master: Master, **more: object) -> dict[str, Any]:
    context: Any = naskah(filled(master), tanda="DRAFT 1", day=date(2026, 6, 1))
    return {**context, **more}


def shown(content: bytes, folder: Path) -> tuple[int, str]:
    """The number of pages that LibreOffice prints, and their text without spaces."""
    (folder / "cetak.docx").write_bytes(content)
    pdf = libreoffice.to_pdf(folder / "cetak.docx", folder)
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return text.count("\f"), squeezed(text)


def in_picture(content: bytes) -> str:
    """All text of the shapes."""
    found = Document(BytesIO(content)).element.body.iter(qn("w:txbxContent"))
    return squeezed("".join(text.text or "" for each in found for text in each.iter(qn("w:t"))))


# ------------------------------------------------------------------------------------------ one page


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize(
    ("indikator", "paper"), [(60, "A4"), *(pytest.param(each, "F4", marks=pytest.mark.lama) for each in (5, 500))]
)
def test_every_plan_takes_one_page(
    page: Callable[..., Path], master: Master, tmp_path: Path, indikator: int, paper: PaperName
) -> None:
    content = word.render(page(), values(sized(master, indikator)), paper=paper)
    pages, text = shown(content, tmp_path)
    assert pages == 1
    assert faults(tmp_path / "cetak.docx") == []
    wanted = {squeezed("".join(t.text or "" for t in each.iter(qn("w:t"))))
              for each in Document(BytesIO(content)).element.body.iter(qn("w:txbxContent"))}  # fmt: skip
    assert [each for each in wanted if each not in text] == []
    assert "Gambar1." in text


def test_it_is_drawn_and_not_pasted(page: Callable[..., Path], master: Master) -> None:
    body = Document(BytesIO(word.render(page(), values(master), paper="A4"))).element.body
    assert len(list(body.iter("{*}wsp"))) > 100
    assert not [each for each in body.iter("{*}blip") if next(each.iterancestors("{*}Fallback"), None) is None]
    described, _ = body.iter(qn("wp:docPr"))
    assert described.get("descr").startswith("Bagan dari kiri ke kanan: 6 prioritas, 7 sasaran, 34 indikator, dan 5")
    numbers = [each.get("id") for each in body.iter("{*}docPr", "{*}cNvPr")]
    assert len(set(numbers)) == len(numbers)
    sizes = {int(each.get(qn("w:val"))) for text in body.iter(qn("w:txbxContent")) for each in text.iter(qn("w:sz"))}
    assert min(sizes) >= 14  # half points


@pytest.mark.tuntas
def test_two_pictures_share_no_id(page: Callable[..., Path], master: Master) -> None:
    content = word.render(page(lambda document: document.add_paragraph(TAG)), values(master), paper="A4")
    found = Document(BytesIO(content)).element.body.iter("{*}docPr", "{*}cNvPr")
    numbers = [each.get("id") for each in found]
    assert len(set(numbers)) == len(numbers) > 200


# ------------------------------------------------------------------------------------------ values


def hostile(number: int) -> Kaskade:
    """A plan whose texts are nasty, a few for each picture."""
    text = iter((NAKAL * 2)[number : number + 6])
    rows = (IndikatorPeta("1.1", next(text), next(text)),)
    goal = SasaranPeta("1", next(text), 0, rows, 1, frozenset({next(text)}))
    return Kaskade(
        "2026", (PrioritasPeta("P1", next(text)),), (goal,), (ProgramPeta("2", next(text), None, (0,), (), 0, 0),), None
    )


@pytest.mark.tuntas
@pytest.mark.parametrize("number", range(0, len(NAKAL), 5))
def test_no_value_breaks_it(page: Callable[..., Path], tmp_path: Path, number: int) -> None:
    plan = hostile(number)
    (tmp_path / "nakal.docx").write_bytes(word.render(page(), {NAME: drawn(plan)}, paper="A4"))
    assert faults(tmp_path / "nakal.docx") == []
    text = in_picture((tmp_path / "nakal.docx").read_bytes())
    row = plan.sasaran[0].indikator[0]
    for each in (row.uraian, row.target, plan.sasaran[0].uraian, plan.prioritas[0].uraian, plan.program[0].uraian):
        assert squeezed(str(word.clean(each)))[:8] in text


def test_a_person_cannot_type_a_picture(page: Callable[..., Path]) -> None:
    typed = '<g:gambar xmlns:g="urn:rkt-excel:gambar" nama="peta_kinerja"/>'
    document = Document(BytesIO(word.render(page(), {NAME: typed}, paper="A4")))
    assert document.paragraphs[1].text == typed


@pytest.mark.tuntas
def test_a_mark_stands_before_what_changed(page: Callable[..., Path], master: Master) -> None:
    change = Change("2.24.03", "pagu", None, "baru", None)
    for mark, wanted in (("DRAFT 2", True), ("", False)):
        context: Any = naskah(filled(master), tanda=mark, day=date(2026, 6, 1), perubahan=[change])
        text = in_picture(word.render(page(), context, paper="A4"))
        assert ("▌Rp153.505.000" in text, "▌danhuruftebal" in text) == (wanted, wanted)


# ------------------------------------------------------------------------------------------ where it stands


def in_table(document: Any) -> None:
    document.add_table(1, 1).cell(0, 0).text = TAG


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = TAG


def on_a_card(document: Any) -> None:
    document.sections[0].bottom_margin = Mm(150)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(in_table, "tidak di dalam tabel"), (in_header, "bukan di tepi halaman"), (on_a_card, "cukup ruang")],
)
def test_where_it_cannot_stand_the_office_is_told(
    page: Callable[..., Path], change: Callable[[Any], None], sentence: str
) -> None:
    path = page(change)
    with pytest.raises(word.TemplateError, match=sentence) as caught:
        word.render(path, made_up(), paper="A4")
    assert caught.value.placeholder == TAG
    rkt = next(each for each in DOKUMEN if each.berkas == "rkt.docx")
    told = next(each for each in check_template(path, rkt) if each.code is FileCode.TEMPLAT_TIDAK_DAPAT_DIPAKAI)
    assert sentence in told.message


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.xdist_group("libreoffice")
def test_text_around_it_keeps_to_its_page(page: Callable[..., Path], master: Master, tmp_path: Path) -> None:
    def more(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before("Pengantar yang panjang. " * 30)

    assert shown(word.render(page(more), values(master), paper="A4"), tmp_path)[0] == 1


def test_switched_off_it_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "rkt.docx").write_bytes(word.render(RKT, made_up(peta_kinerja=None), paper="F4"))
    assert faults(tmp_path / "rkt.docx") == []
    document = Document(str(tmp_path / "rkt.docx"))
    assert len(document.sections) == 3
    assert "peta kinerja" not in " ".join(each.text for each in document.paragraphs).casefold()
    on = Document(BytesIO(word.render(RKT, made_up(), paper="F4")))
    told = [each.text for each in on.paragraphs if "peta kinerja" in each.text.casefold()]
    assert [each.partition("\t")[0] for each in told] == [
        "PETA KINERJA TAHUN 2026",
        "Peta Kinerja Tahun 2026",
    ]
    assert len(on.sections) == 4
