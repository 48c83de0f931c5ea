"""A signature never stands alone on a page, nor does it part: looked at in the PDF, for short lists and long ones."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from helpers.contoh_naskah import naskah
from helpers.paths import INPUTS
from ooxml import faults

from rkt_excel.edges.docx import word
from rkt_excel.edges.seal import libreoffice
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.isian import Dokumen, example_values

LISTS = {"daftar-hadir.docx": "hadirin", "tanda-terima.docx": "penerima", "daftar-distribusi.docx": "penerima",
         "daftar-arsip.docx": "berkas"}  # fmt: skip
SIGNED = [each for each in DOKUMEN if each.berkas in LISTS]
FIRST, LAST = "Mengetahui,", "NIP."  # a signature begins with a place or this word, and ends with the NIP


def listed(dokumen: Dokumen, rows: int) -> dict[str, Any]:
    """The example values with so many rows; the last two are marked."""
    values = example_values(dokumen.isi, baris=rows)
    held = values[LISTS[dokumen.berkas]]
    for number, each in enumerate(held, 1):
        each["nomor"] = str(number)
    for number, each in enumerate(held[-2:]):
        each["jabatan" if "jabatan" in each else "keterangan"] = f"AKHIR{len(held[-2:]) - number}"
    return values


def pages(made: Path) -> list[str]:
    """The text of each page of its PDF."""
    pdf = libreoffice.to_pdf(made, made.parent)
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8")
    return done.stdout.split("\f")[:-1]


def on(texts: list[str], wanted: str) -> list[int]:
    return [number for number, text in enumerate(texts) if wanted in text]


def assert_stands_well(dokumen: Dokumen, rows: int, folder: Path) -> None:
    made = folder / dokumen.berkas
    made.write_bytes(word.render(INPUTS / dokumen.berkas, listed(dokumen, rows), paper="F4"))
    assert faults(made) == []
    texts = pages(made)
    last = [len(texts) - 1]
    begins = FIRST if dokumen.berkas == "daftar-hadir.docx" else "Paringin, …"
    assert (on(texts, begins), on(texts, LAST)) == (last, last), rows
    assert on(texts, "AKHIR1") == last, rows
    assert rows == 1 or on(texts, "AKHIR2") == last, rows


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.parametrize("dokumen", SIGNED, ids=lambda each: each.berkas)
@pytest.mark.parametrize("rows", [8, pytest.param(60, marks=pytest.mark.lama)])
def test_a_signature_has_the_last_rows_of_its_list_with_it(dokumen: Dokumen, rows: int, tmp_path: Path) -> None:
    assert_stands_well(dokumen, rows, tmp_path)


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.lama
@pytest.mark.parametrize("dokumen", SIGNED, ids=lambda each: each.berkas)
def test_so_it_does_wherever_the_page_ends(dokumen: Dokumen, tmp_path: Path) -> None:
    for rows in (1, 2, *range(6, 30), 500):
        assert_stands_well(dokumen, rows, tmp_path)


def assert_plan_stands_well(indikator: int, bentuk: str, folder: Path) -> None:
    """The signatures of the RKT: one under the preface, one behind the lampiran, each whole and with text before it."""
    made = folder / "rkt.docx"
    values = naskah(indikator, sasaran=max(1, indikator // 10), program=3, bentuk_tabel=bentuk)
    made.write_bytes(word.render(INPUTS / "rkt.docx", values, paper="F4"))
    assert faults(made) == []
    texts = pages(made)
    places = on(texts, "KEPALA DINAS PERPUSTAKAAN DAN KEARSIPAN")
    assert places == on(texts, "NIP …") == [1, len(texts) - 1]
    assert "Jumlah:" in texts[-1]
    assert "Sumber:" in texts[-1]
    assert "terima kasih" in texts[1]


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.parametrize("indikator", [5, *(pytest.param(each, marks=pytest.mark.lama) for each in (60, 500))])
def test_a_signed_plan_ends_with_its_sum(indikator: int, tmp_path: Path) -> None:
    assert_plan_stands_well(indikator, "lengkap", tmp_path)


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.lama
@pytest.mark.parametrize("bentuk", ["lengkap", "tanpa triwulan", "tiga kolom"])
def test_it_ends_so_wherever_the_page_ends(bentuk: str, tmp_path: Path) -> None:
    for indikator in range(50, 66):
        assert_plan_stands_well(indikator, bentuk, tmp_path)


@pytest.mark.parametrize("dokumen", SIGNED, ids=lambda each: each.berkas)
def test_what_was_two_tables_keeps_its_columns(dokumen: Dokumen, tmp_path: Path) -> None:
    """The signature stands as wide as in the template, whatever the columns of the list are."""
    template = Document(str(INPUTS / dokumen.berkas)).tables[-1]._tbl
    made = tmp_path / "jadi.docx"
    made.write_bytes(word.render(INPUTS / dokumen.berkas, listed(dokumen, 3), paper="F4"))
    table = Document(str(made)).tables[-1]._tbl
    path = f"{qn('w:tcPr')}/{qn('w:tcW')}"
    wanted, signed = (
        [int(each.find(path).get(qn("w:w"), "0")) for each in rows[-1].tc_lst]
        for rows in (template.tr_lst, table.tr_lst)
    )
    assert signed == pytest.approx(wanted, abs=90)


def test_the_sum_of_a_list_has_the_row_before_with_it(tmp_path: Path) -> None:
    made = tmp_path / "rkt.docx"
    made.write_bytes(word.render(INPUTS / "rkt.docx", naskah(12, program=20), paper="F4"))
    lists = [each._tbl for each in Document(str(made)).tables if each._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert len(lists) == 6
    for each in lists:
        before = next(row for row in reversed(each.tr_lst[:-1]) if "Paringin" not in "".join(row.itertext()))
        assert all(mark.find(qn("w:keepNext")) is not None for mark in before.iter(qn("w:pPr")))


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.lama
def test_no_page_begins_with_a_lone_sum(tmp_path: Path) -> None:
    for program in range(25, 41):
        made = tmp_path / "rkt.docx"
        made.write_bytes(word.render(INPUTS / "rkt.docx", naskah(12, program=program), paper="F4"))
        texts = pages(made)
        for total, row in (("Jumlah pagu seluruh program", "284.231.881"), ("Jumlah: 6", "IK.6.2")):
            for number in on(texts, total):
                assert row in texts[number].partition(total)[0], (program, total)
