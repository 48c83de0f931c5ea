"""The papers of examination, distribution and archive: what they print, filled with a plan and rendered."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from helpers.all_papers import DAY, MASTER, PAPERS, PLAN
from helpers.mutu_plan import changed

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.edges.seal import libreoffice
from rkt_excel.model.papers import dokumen_mutu
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.papers.kop import paper_of
from rkt_excel.model.quality.mutu_kriteria import periksa_mutu
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.model.vocabulary.terms import Kertas, Penugasan, Peran

CM = 360_000


@pytest.mark.parametrize(("document", "values", "wanted"), PAPERS, ids=[each[0].berkas for each in PAPERS])
def test_a_paper_prints_what_it_was_made_for(document: Dokumen, values: Isian, wanted: str) -> None:
    made = word.render(shipped_inputs() / document.berkas, values.model_dump(), paper=paper_of(MASTER, document))
    texts = [node.text or "" for node in Document(BytesIO(made)).element.iter() if node.tag.endswith("}t")]
    assert wanted in "".join(texts)


def test_evidence_names_rows_with_one_reason_together_and_counts_the_rest() -> None:
    plan = PLAN
    for each in MASTER.indikator[:8]:
        plan = changed(plan, each.kode, penanggung_jawab=None)
    sheet = dokumen_mutu.pemeriksaan(MASTER, 1, DAY, periksa_mutu(plan))
    told = [one.keterangan for group in sheet.kelompok for one in group.butir if "penanggung jawab" in one.kriteria]
    named = ", ".join(each.kode for each in MASTER.indikator[:6])
    assert told == [f"{named}, dan 2 lagi: penanggung jawab belum diisi."]
    assert "Belum terpenuhi seluruhnya: kriteria 5." in sheet.ringkasan


def test_an_acting_head_is_named_so_in_the_disposisi() -> None:
    acting = Pejabat(peran=Peran.KEPALA, jabatan="Kepala Dinas", penugasan=Penugasan.PELAKSANA_TUGAS, mulai=DAY)
    master = replace(MASTER, pejabat=(*MASTER.pejabat, acting))
    assert dokumen_mutu.disposisi(master, 1, DAY).diteruskan[-1] == "Plt. Kepala Dinas"


@pytest.mark.program("LibreOffice")
@pytest.mark.parametrize(
    ("kertas", "sheet"), [(Kertas.F4, (21.5, 33.0)), (Kertas.A4, (21.0, 29.7))], ids=["F4", "A4"]
)  # fmt: skip
def test_a_disposisi_is_half_a_sheet_of_the_office_and_fits_on_it(
    kertas: Kertas, sheet: tuple[float, float], tmp_path: Path
) -> None:
    master = replace(MASTER, instansi=MASTER.instansi.model_copy(update={"kertas": kertas}))
    document = dokumen_mutu.DISPOSISI
    values = dokumen_mutu.disposisi(master, 3, DAY, "Lihat target triwulan. " * 12).model_dump()
    made = tmp_path / document.berkas
    made.write_bytes(word.render(shipped_inputs() / document.berkas, values, paper=paper_of(master, document)))
    (section,) = Document(str(made)).sections
    wide, high = sheet[0], sheet[1] / 2
    assert ((section.page_width or 0) / CM, (section.page_height or 0) / CM) == pytest.approx((wide, high), abs=0.01)
    assert libreoffice.to_pdf(made, tmp_path).read_bytes().count(b"/Type/Page/") == 1
