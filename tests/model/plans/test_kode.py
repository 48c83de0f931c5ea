"""One identifier, one row: papers print the kode that is typed, and what a typed kode means is shown back."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from helpers.all_papers import MEETING_DAY, meeting
from helpers.rencana_besar import filled
from openpyxl import load_workbook

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.meeting.bahan import kertas_rapat
from rkt_excel.model.meeting.notulen_book import KEPUTUSAN, NOTULEN_BOOK, keputusan, notulen_content
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.murni import Murni
from rkt_excel.model.origin.signed_plan import SignedPlan, facts_of
from rkt_excel.model.papers.isian import Dokumen
from rkt_excel.model.papers.naskah import RKT, Naskah, naskah, printed_programs
from rkt_excel.model.picture.kaskade import kaskade
from rkt_excel.model.picture.peta import peta
from rkt_excel.model.picture.shapes import TextFrame
from rkt_excel.model.plans.changes import Change
from rkt_excel.model.plans.plan import Diusulkan, Plan
from rkt_excel.model.tables.renstra import INDIKATOR
from rkt_excel.model.vocabulary.terms import Edisi
from rkt_excel.workbook.reading.openbook import open_book
from rkt_excel.workbook.writing.write import write


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The shipped inputs, picture and all."""
    return shipped_inputs()


def named(plan: Plan) -> dict[str, str]:
    """What each kode of the plan stands for."""
    master = plan.master
    return {
        **{each.kode: each.uraian for each in master.prioritas},
        **{each.kode: each.uraian for each in master.program},
        **{each.kode: each.sasaran for each in master.sasaran},
        **{each.kode: each.indikator for each in master.indikator},
        **{row.kode: row.indikator or "" for _, row in plan.usulan},
    }


@pytest.fixture
def plan(master: Master) -> Plan:
    """A plan whose kode are the numbers that other rows would have if they were counted: 7.1 stands first."""
    goals = {each.kode: str(8 - number) for number, each in enumerate(master.sasaran, 1)}
    renamed = {each.kode: f"{goals[each.sasaran]}.{each.kode.rpartition('.')[2]}" for each in master.indikator}
    indikator = tuple(
        each.model_copy(update={"kode": renamed[each.kode], "sasaran": goals[each.sasaran]})
        for each in master.indikator
    )
    signed = SignedPlan(
        master.tahun, Edisi.MURNI, {INDIKATOR: {each.kode: facts_of(each) for each in indikator}},
        {(kode, "target"): Decimal(1) for kode in renamed.values()},
    )  # fmt: skip
    changed = replace(
        master,
        sasaran=tuple(each.model_copy(update={"kode": goals[each.kode]}) for each in master.sasaran),
        indikator=indikator,
        murni=Murni(signed, {each.kode: each.kode for each in indikator}, signed.nilai),
    )
    plan = filled(changed)
    proposed = Diusulkan(indikator="Jumlah naskah kuno", satuan="naskah", alasan="Baru ditemukan", sasaran="7")
    proposed = proposed.model_copy(update={"kode": "U.SEK.1"})
    return replace(
        plan, status=dict.fromkeys((b.kode for b in master.bagian), StatusBagian.LENGKAP), usulan=(("SEK", proposed),)
    )


def papers(plan: Plan) -> Iterator[tuple[Dokumen, dict[str, Any]]]:
    change = Change("7.2", "target", Decimal(1), Decimal(2), "Rapat", oleh="SEK")
    yield RKT, naskah(plan, tanda="DRAFT 1", day=MEETING_DAY, perubahan=[change])
    for document, values in kertas_rapat(meeting(plan)).items():
        yield document, values.model_dump()


_FIGURES = re.compile(r"Target|TW|Pagu|Murni|Perubahan|Dari|Menjadi|Satuan|No\.|Langkah|Capaian")
_NUMBER = re.compile(r"\d+(\.\d+)*")  # what reads like the place of a row


def identifiers(document: Any) -> Iterator[tuple[str, str]]:
    """What names a row in the tables of a document, with all text of the row; no figures, no numbers of columns."""
    for table in document.tables:
        heads = [cell.text for cell in table.rows[0].cells]
        for row in table.rows[1:]:
            cells = dict(reversed([(cell._tc, number) for number, cell in enumerate(row.cells)]))
            said = " ".join(" ".join(cell.text for cell in row.cells).split())
            if not said.replace(" ", "").isdecimal():
                for number, cell in ((number, row.cells[number]) for number in cells.values()):
                    if not _FIGURES.match(heads[number]):
                        yield from ((line.text.strip(), said) for line in cell.paragraphs)


@pytest.mark.tuntas
def test_every_kode_in_a_printed_table_stands_beside_the_words_of_its_own_row(plan: Plan) -> None:
    words, met = named(plan), set()
    for dokumen, values in papers(plan):
        document = Document(io.BytesIO(word.render(shipped_inputs() / dokumen.berkas, values, paper="A4")))
        for text, said in identifiers(document):
            if text in words or _NUMBER.fullmatch(text):
                assert text in words, (dokumen.berkas, said)
                assert " ".join(words[text].split()) in said, (dokumen.berkas, said)
                met.add(text)
    assert {kode for kode in words if not kode.startswith(("P", "R", "U"))} <= met


def test_every_number_in_the_picture_stands_before_the_words_of_its_own_row(plan: Plan) -> None:
    words = named(plan)
    met = set()
    for shape in peta(kaskade(plan, printed_programs(plan.master)), 290, 148).shapes:
        for line in shape.passages if isinstance(shape, TextFrame) else ():
            before, tab, after = "".join(each.text for each in line.runs).partition("\t")
            if tab:
                met.add(before)
                assert words[before].startswith(" ".join(after.split()).rstrip("… ")[:20])
    assert {kode for kode in words if kode[0].isdecimal() and kode.count(".") < 2} <= met


def test_a_template_of_an_office_that_prints_nomor_prints_the_kode(plan: Plan) -> None:
    values = Naskah.model_validate(naskah(plan, tanda="", day=MEETING_DAY))
    assert all(goal.nomor == goal.kode for goal in values.sasaran)
    assert all(each.nomor == each.kode for goal in values.sasaran for each in goal.indikator)


# ------------------------------------------------------------------ what is typed is shown back

ECHO, ROWS = "tentang", 6
TYPED = {
    "7.2": "words", " 7.2 ": "words", "1.2": "words", "2.23.02": "words", "99.9": "KODE INI TIDAK ADA", "": "",
    "u.sek.1": "(usulan, putuskan di Konsep) ", "7": "(sasaran) ",
}  # fmt: skip


def minutes(plan: Plan, typed: Mapping[str, str], path: Path) -> Path:
    """The workbook of the meeting with a kode typed into each line, saved as another program saves it."""
    book = load_workbook(io.BytesIO(write(NOTULEN_BOOK, notulen_content(meeting(plan), "kantor"))))
    sheet = book[KEPUTUSAN]
    names = {str(cell.value).removeprefix("kolom:"): cell.column for cell in sheet[4] if cell.value}
    assert names[ECHO] == names["kunci"] + 1
    for number, kode in enumerate(typed, ROWS):
        sheet.cell(number, names["kunci"]).value = kode or None
        sheet.cell(number, names["hal"]).value = None
    book.save(path)
    return path


@pytest.mark.program("LibreOffice")
def test_the_words_of_a_typed_kode_are_shown_beside_it(plan: Plan, tmp_path: Path) -> None:
    path = minutes(plan, TYPED, tmp_path / "in.xlsx")
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/lo", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = load_workbook(tmp_path / "out" / "in.xlsx", data_only=True)[KEPUTUSAN]
    shown = {kode: sheet.cell(number, 2).value or "" for number, kode in enumerate(TYPED, ROWS)}
    known = {kode.casefold(): text for kode, text in named(plan).items()}
    for kode, wanted in TYPED.items():
        text = known.get(kode.strip().casefold(), "")
        assert shown[kode] == (text if wanted == "words" else wanted + text)


def test_what_is_shown_back_is_in_the_file_before_any_program_calculates(plan: Plan) -> None:
    content = write(NOTULEN_BOOK, notulen_content(meeting(plan), "kantor"))
    sheet = load_workbook(io.BytesIO(content), data_only=True)[KEPUTUSAN]
    assert (sheet["A6"].value, sheet["B6"].value) == ("U.SEK.1", "(usulan, putuskan di Konsep) Jumlah naskah kuno")


@pytest.mark.tuntas
def test_nothing_is_read_of_what_is_shown_back_and_what_is_typed_over_it_is_told(plan: Plan, tmp_path: Path) -> None:
    path = minutes(plan, {"7.2": "", "1.2": ""}, tmp_path / "in.xlsx")
    found, findings = keputusan(open_book(path.read_bytes()), plan)
    assert (found, findings) == ([], [])  # formulas without results: no decision, no word
    book = load_workbook(path)
    book[KEPUTUSAN]["B8"].value = "catatan saya"
    book.save(path)
    _, findings = keputusan(open_book(path.read_bytes()), plan)
    assert [(each.code.name, each.found) for each in findings] == [("ISI_DI_LUAR_TEMPAT", "catatan saya")]
