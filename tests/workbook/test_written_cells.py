"""What stands in the cells of a declared workbook once written: results, formulas, limits, colours, comments, links.

The forms are those of test_written_sheets; tests/model/forms/test_form_live.py asks a program what the formulas give.
"""

from __future__ import annotations

from typing import Any

import pytest
from helpers import garden_form, library_form, written_sheets
from helpers.written_sheets import opened

from rkt_excel.workbook.values.hollow import hollow_formula, hollow_texts

FORMS = {"garden": garden_form.planted, "library": library_form.filled}
Place = tuple[str, str]  # form and sheet


def sheet(place: Place) -> Any:
    return opened(FORMS[place[0]]())[place[1]]


# Row by row what is seen before anybody calculates. Of the beds one is in order and another, one has a plant that is on
# no list and a word for a number, one more plants than room, one an error value, one none.
RESULTS: dict[str, list[str]] = {
    "Cara": [
        "Cara mengisi 2027",
        "Bacalah dahulu.",
        "Warna",
        "Kuning | isilah di sini",
        "Bedeng | Lihat bedeng",
        "",
        "Kode | Arti | Contoh",
        "K | kebun | K.1",
        "O | orang | O.1",
        "",
        "Selesai Selesai Selesai Selesai Selesai",
    ],
    "Kebun": [
        " | Kebun 2027",
        "",
        "",
        "kolom:nama | Nama kebun\u00a0* | Kebun Kota | Ketik teks yang sesuai.",
        "kolom:keterangan | Keterangan |  | Bila perlu.",
    ],
    "Bedeng": [
        "Bedeng 2027",
        "Isilah.",
        "Baris yang sudah benar: 2 dari 6 |  | Berubah sejak 2026",
        (
            "kolom:kode | kolom:uraian | kolom:luas | kolom:asal | kolom:lama | kolom:tanaman | "
            "kolom:arti | kolom:jumlah | kolom:panen | kolom:juru"
        ),
        (
            "Kode | Uraian | Luas (m²) | Asal | Keterangan lama | Tanaman 2026\u00a0* | Arti | Jumlah\u00a0* | "
            "Panen | Juru siram | Cek"
        ),
        "K.1 | Bedeng utara di bawah pohon yang rindang |  |  |  | Cabai | pedas |  |  |  | OK",
        "K.1.1 | Tepi | 12 |  |  | Tomat | merah | 5 | 2027-05-06 00:00:00 | O.1 | OK",
        "K.1.1.1 | Sudut | 3 |  |  | bayem | tidak dikenal | banyak |  |  | PERBAIKI",
        "K.1.2 | Tengah | 7.5 |  |  | Bayam | hijau | 9 |  |  | TERLALU RAPAT",
        "K.1.3 | Pagar | 2 |  |  | #REF! | tidak dikenal |  |  | O.2 | PERBAIKI",
        "K.2 | Bedeng selatan |  |  |  |  |  |  |  |  | PERBAIKI",
    ],
    "Orang": [
        "Orang",
        "",
        "",
        "kolom:kode | kolom:nama",
        "Kode\u00a0* | Nama\u00a0*",
        "O.1 | Juru Satu",
        "O.2 | Juru Dua",
        "",
        "",
        "",
    ],
    "Hujan": [
        "Hujan",
        "",
        "",
        "kolom:hari | kolom:curah",
        "Hari | Curah",
        "Belum ada hujan pada 2027.",
    ],
    "Cuaca": [
        "Cuaca",
        "",
        "Hanya halaman ini yang dicetak pada 2027",
        "kolom:hari | kolom:curah",
        "Hari | Curah",
        "Senin | 2.25",
        "Selasa",
    ],
    "Perbaikan": [
        "Perbaikan 2027",
        "Klik letaknya.",
        "Sudah diperbaiki: 0 dari 2",
        "",
        "No | Tanda | Letak | Baris | Yang tertulis | Yang perlu dilakukan | Keadaan",
        "Bedeng",
        "1 | PERBAIKI | Bedeng H8 | K.1.1.1 | banyak | Ketik angka. | BELUM",
        "2 | PERBAIKI | Bedeng F11, H6 | K.2 |  | Isi. | BELUM",
        "3 | CEK | Bedeng H9 | K.1.2 | 9999999999999999999999999999999999999999 | Lihat.",
        "Lain",
        "4 | INFO | surat |  |  | Untuk diketahui.",
    ],
    "Periksa": [
        "Periksa 2027",
        "Hidup.",
        "BELUM",
        "",
        "",
        "Baris | Uraian | Keadaan",
        "Ringkasan lembar Bedeng |  | 2 dari 6 baris benar",
        "Bedeng | Tanaman 2026 | 1 sel kosong",
        "Bedeng | Jumlah | 1 sel kosong",
        "Bedeng | Isian yang salah atau tidak berarti (PER | 3 baris",
        "Bedeng | Tanaman melebihi luas (TERLALU RAPAT) | 1 baris",
        "Lembar Bedeng |  | 2 dari 6 baris benar",
        "K.1 | Bedeng utara di bawah pohon yang rindang | OK | 0",
        "K.1.1 | Tepi | OK | 0 | 0",
        "K.1.1.1 | Sudut | PERBAIKI | 0 | 0",
        "K.1.2 | Tengah | TERLALU RAPAT | 0 | 0",
        "K.1.3 | Pagar | PERBAIKI | 0 | 1",
        "K.2 | Bedeng selatan | PERBAIKI | 1",
    ],
}


@pytest.mark.parametrize("name", RESULTS)
def test_each_cell_shows_its_value_or_the_result_of_its_formula(name: str) -> None:
    assert written_sheets.rows(opened(garden_form.planted(), results=True)[name]) == RESULTS[name]


FORMULAS: dict[Place, str] = {
    ("Bedeng", "A3"): '="Baris yang sudah benar: "&COUNTIF(K6:K11,"OK")&" dari "&COUNTIF(K6:K11,"?*")',
    (
        "Bedeng",
        "K6",
    ): (
        '=IFERROR(IF((TRIM(F6)="")>0,"ISI "&(TRIM(F6)=""),IF(OR(AND(F6<>"",ISNA(MATCH(F6,'
        "'_daftar'!$A$1:$A$3,0))),AND(H6<>\"\",OR(NOT(ISNUMBER(H6)),H6<1,H6>40,N(H6)<>INT(N(H6)))),"
        'AND(I6<>"",NOT(ISNUMBER(I6)))),"PERBAIKI","OK")),"PERBAIKI")'
    ),
    (
        "Bedeng",
        "G7",
    ): (
        "=IF(TRIM(F7)=\"\",\"\",IFERROR(INDEX('_daftar'!$B$1:$B$3,MATCH(TRIM(F7),'_daftar'!$A$1:$A$3,"
        '0)),"tidak dikenal"))'
    ),
    (
        "Bedeng",
        "K7",
    ): (
        '=IFERROR(IF((TRIM(F7)="")+(TRIM(H7)="")>0,"ISI "&(TRIM(F7)="")+(TRIM(H7)=""),'
        'IF(OR(AND(F7<>"",ISNA(MATCH(F7,\'_daftar\'!$A$1:$A$3,0))),AND(H7<>"",OR(NOT(ISNUMBER(H7)),'
        'H7<1,H7>40,N(H7)<>INT(N(H7)))),AND(I7<>"",NOT(ISNUMBER(I7)))),"PERBAIKI",IF(N(H7)>12,'
        '"TERLALU RAPAT","OK"))),"PERBAIKI")'
    ),
    ("Bedeng", "F10"): "=#REF!",
    ("Bedeng", "I11"): "=#N/A",
    ("Perbaikan", "A3"): '="Sudah diperbaiki: "&COUNTIF(G6:G11,"SUDAH")&" dari 2"',
    (
        "Perbaikan",
        "G7",
    ): '=IF(IFERROR(AND(LEN(\'Bedeng\'!H8)=6,EXACT(LEFT(\'Bedeng\'!H8,6),"banyak")),TRUE),"BELUM","SUDAH")',
    ("Perbaikan", "G8"): '=IF(IFERROR(OR(TRIM(\'Bedeng\'!F11)="",TRIM(\'Bedeng\'!H6)=""),TRUE),"BELUM","SUDAH")',
    (
        "Periksa",
        "A3",
    ): (
        "=IF(COUNTIF('Bedeng'!$K$6:$K$11,\"?*\")-COUNTIF('Bedeng'!$K$6:$K$11,"
        '"OK")+COUNTIF(\'Perbaikan\'!$G$6:$G$11,"BELUM")=0,"BERES","BELUM")'
    ),
    (
        "Periksa",
        "C7",
    ): '=COUNTIF(\'Bedeng\'!$K$6:$K$11,"OK")&" dari "&COUNTIF(\'Bedeng\'!$K$6:$K$11,"?*")&" baris benar"',
    ("Periksa", "C8"): '=IF(SUM($D$13:$D$18)=0,"OK",SUM($D$13:$D$18)&" sel kosong")',
    ("Periksa", "C9"): '=IF(SUM($E$13:$E$18)=0,"OK",SUM($E$13:$E$18)&" sel kosong")',
    (
        "Periksa",
        "C10",
    ): '=IF(COUNTIF(\'Bedeng\'!$K$6:$K$11,"PERBAIKI")=0,"OK",COUNTIF(\'Bedeng\'!$K$6:$K$11,"PERBAIKI")&" baris")',
    (
        "Periksa",
        "C11",
    ): (
        "=IF(COUNTIF('Bedeng'!$K$6:$K$11,\"TERLALU RAPAT\")=0,\"OK\",COUNTIF('Bedeng'!$K$6:$K$11,"
        '"TERLALU RAPAT")&" baris")'
    ),
    ("Periksa", "C13"): "='Bedeng'!K6",
    ("Periksa", "D13"): "=IF(ISERROR('Bedeng'!F6),0,IF(TRIM('Bedeng'!F6)=\"\",1,0))",
    ("Periksa", "E14"): "=IF(ISERROR('Bedeng'!H7),0,IF(TRIM('Bedeng'!H7)=\"\",1,0))",
}


@pytest.mark.parametrize(("place", "formula"), FORMULAS.items(), ids=lambda each: "-".join(each)[:20])
def test_what_is_live_is_asked_of_the_cells_that_it_is_about(place: Place, formula: str) -> None:
    name, address = place
    assert sheet(("garden", name))[address].value == formula


# What Excel lets be typed, and what it tells under the cursor; "offered" where it only helps.
LIMITS: dict[Place, list[tuple[str, str, str]]] = {
    ("garden", "Kebun"): [
        ("C4", "textLength lessThanOrEqual 30", "Nama kebun: Ketik teks yang sesuai."),
        ("C5", "textLength lessThanOrEqual 1000", "Keterangan: Bila perlu. Ketik teks yang sesuai."),
    ],
    ("garden", "Bedeng"): [
        ("F6:F11", "list '_daftar'!$A$1:$A$3", "Tanaman 2026: Yang ditanam. Pilih dari daftar."),
        ("H6 H11", "whole 1.0 40.0", "Jumlah: Ketik bilangan bulat mulai 1 sampai 40, tanpa satuan."),
        ("I6:I11", "date greaterThanOrEqual 32874", "Panen: Ketik tanggal seperti 31/12/2026."),
        (
            "J6:J11",
            "list OFFSET('Orang'!$A$6,0,0,MAX(1,COUNTA('Orang'!$A$6:$A$10)),1) offered",
            "Juru siram: Ketik kode seperti O.1.",
        ),
        ("H7:H10", "whole 1.0 40.0", "Jumlah: Ketik bilangan bulat mulai 1 sampai 40, tanpa satuan."),
    ],
    ("garden", "Orang"): [
        ("A6:A10", "any", "Kode: Ketik kode seperti O.1."),
        ("B6:B10", "textLength lessThanOrEqual 40", "Nama: Ketik teks yang sesuai."),
    ],
    ("library", "Perpustakaan"): [
        ("C4", "textLength lessThanOrEqual 60", "Nama: Nama perpustakaan. Ketik teks yang sesuai."),
        ("C5", "date greaterThanOrEqual 32874", "Dibuka: Ketik tanggal seperti 31/12/2026."),
        ("C6", "any", "Surel: Ketik teks yang sesuai."),
    ],
    ("library", "Penerbit"): [
        ("A6:A10", "any", "Kode: Ketik kode seperti P.1."),
        ("B6:B10", "textLength lessThanOrEqual 60", "Nama penerbit: Ketik teks yang sesuai."),
    ],
    ("library", "Buku"): [
        (
            "E7:E8 E10:E12",
            "whole 0.0 1000.0",
            "Jumlah 2027: Eksemplar. Ketik bilangan bulat mulai 0 sampai 1.000, tanpa satuan.",
        ),
        ("F7", "decimal greaterThanOrEqual 0.0", "Nilai: Ketik angka mulai 0, tanpa satuan."),
        ("G7:G8 G10:G12", 'list "Indonesia,Inggris,Banjar"', "Bahasa: Pilih dari daftar."),
        ("H7:H8 H10:H12", "any", "Penerbit: Ketik kode seperti P.1."),
        ("I7:I8 I10:I12", "date greaterThanOrEqual 32874", "Dibeli: Ketik tanggal seperti 31/12/2026."),
        ("J7:J8 J10:J12", "textLength lessThanOrEqual 200", "Catatan: Ketik teks yang sesuai."),
        ("F8", "decimal greaterThanOrEqual 0.0", "Nilai: Ketik 85 untuk 85 persen."),
        ("F10", "decimal greaterThanOrEqual 0.0", "Nilai: Ketik angka mulai 0, tanpa satuan."),
        ("F11", 'list "A,B,C"', "Nilai: Pilih dari daftar."),
        ("F12", "textLength lessThanOrEqual 200", "Nilai: Ketik teks yang sesuai."),
    ],
    ("library", "Usulan"): [
        ("A6:A11", "textLength lessThanOrEqual 1000", "Judul usulan: Ketik teks yang sesuai."),
        ("B6:B11", "any", "Bahasa yang ada: Pilih dari daftar; beberapa pilihan dipisahkan titik koma."),
        ("C6:C11", "textLength lessThanOrEqual 1000", "Alasan: Ketik teks yang sesuai."),
    ],
}


@pytest.mark.parametrize("place", LIMITS, ids="-".join)
def test_each_cell_to_fill_has_the_limits_of_its_kind_and_a_prompt(place: Place) -> None:
    assert list(written_sheets.limits(sheet(place))) == LIMITS[place]


# In the order in which they are asked: a fault as long as it stands, a wrong value wherever it came from, an answer.
# What changed keeps its bar, so that no frame is laid over it.
COLOURS: dict[Place, list[tuple[str, str, str]]] = {
    ("garden", "Kebun"): [
        (
            "C4",
            'IF(ISERROR(C4),TRUE,OR(AND(C4<>"",LEN(C4)>30),AND(TRIM(C4)<>"",OR(«says nothing»))))',
            "red bold and ends it",
        ),
        ("C4", 'TRIM(C4)<>""', "white framed"),
        ("C5", 'IF(ISERROR(C5),TRUE,OR(AND(C5<>"",LEN(C5)>1000)))', "red bold and ends it"),
        ("C5", 'TRIM(C5)<>""', "white framed"),
    ],
    ("garden", "Bedeng"): [
        (
            "F6:F11",
            "IF(ISERROR(F6),TRUE,OR(AND(F6<>\"\",ISNA(MATCH(F6,'_daftar'!$A$1:$A$3,0)))))",
            "red bold and ends it",
        ),
        ("F6:F11", 'TRIM(F6)<>""', "white framed"),
        (
            "H6 H11",
            'IF(ISERROR(H6),TRUE,OR(AND(H6<>"",OR(NOT(ISNUMBER(H6)),H6<1,H6>40,N(H6)<>INT(N(H6))))))',
            "red bold and ends it",
        ),
        ("H6 H11", 'TRIM(H6)<>""', "white framed"),
        ("I6:I11", 'IF(ISERROR(I6),TRUE,OR(AND(I6<>"",NOT(ISNUMBER(I6)))))', "red bold and ends it"),
        ("I6:I11", 'TRIM(I6)<>""', "white framed"),
        ("J6:J11", "ISERROR(J6)", "red bold and ends it"),
        ("J6:J11", 'TRIM(J6)<>""', "white framed"),
        (
            "H7 H10",
            'IF(ISERROR(H7),TRUE,OR(AND(H7<>"",OR(NOT(ISNUMBER(H7)),H7<1,H7>40,N(H7)<>INT(N(H7))))))',
            "red bold and ends it",
        ),
        ("H7 H10", 'TRIM(H7)<>""', "white framed"),
        ("H8", 'AND(LEN(H8)=6,EXACT(LEFT(H8,6),"banyak"))', "red bold framed and ends it"),
        (
            "H8",
            'IF(ISERROR(H8),TRUE,OR(AND(H8<>"",OR(NOT(ISNUMBER(H8)),H8<1,H8>40,N(H8)<>INT(N(H8))))))',
            "red bold and ends it",
        ),
        ("H8", 'TRIM(H8)<>""', "white framed"),
        ("H9", "N(H9)>7.5", "amber framed and ends it"),
        (
            "H9",
            'IF(ISERROR(H9),TRUE,OR(AND(H9<>"",OR(NOT(ISNUMBER(H9)),H9<1,H9>40,N(H9)<>INT(N(H9))))))',
            "red bold and ends it",
        ),
        ("H9", 'TRIM(H9)<>""', "white"),
        ("K6:K11", 'K6="OK"', "green and ends it"),
        ("K6:K11", 'K6="PERBAIKI"', "red bold and ends it"),
        ("K6:K11", 'K6<>""', "amber and ends it"),
    ],
    ("garden", "Orang"): [
        ("A6:A10", "ISERROR(A6)", "red bold and ends it"),
        ("A6:A10", 'TRIM(A6)<>""', "white framed"),
        (
            "B6:B10",
            (
                'IF(ISERROR(B6),TRUE,OR(AND(B6<>"",LEN(B6)>40),AND(TRIM(B6)<>"",OR(«says nothing»,'
                "EXACT(UPPER(B6),LOWER(B6))))))"
            ),
            "red bold and ends it",
        ),
        ("B6:B10", 'TRIM(B6)<>""', "white framed"),
    ],
    ("garden", "Perbaikan"): [
        ("G6:G11", 'G6="BELUM"', "red bold"),
        ("G6:G11", 'G6="SUDAH"', "green"),
    ],
    ("garden", "Periksa"): [
        ("A3:C4", '$A$3="BERES"', "green"),
        ("A3:C4", '$A$3<>"BERES"', "amber"),
        ("C7:C18", 'C7="OK"', "green and ends it"),
        ("C7:C18", 'C7="PERBAIKI"', "red bold and ends it"),
        ("C7:C18", 'AND(C7<>"",ISERROR(SEARCH("benar",C7)))', "amber and ends it"),
    ],
    ("library", "Perpustakaan"): [
        (
            "C4",
            'IF(ISERROR(C4),TRUE,OR(AND(C4<>"",LEN(C4)>60),AND(TRIM(C4)<>"",OR(«says nothing»))))',
            "red bold and ends it",
        ),
        ("C4", 'TRIM(C4)<>""', "white framed"),
        ("C5", 'IF(ISERROR(C5),TRUE,OR(AND(C5<>"",NOT(ISNUMBER(C5)))))', "red bold and ends it"),
        ("C5", 'TRIM(C5)<>""', "white framed"),
        ("C6", 'IF(ISERROR(C6),TRUE,OR(AND(C6<>"",ISERROR(FIND("@",C6)))))', "red bold and ends it"),
        ("C6", 'TRIM(C6)<>""', "white framed"),
    ],
    ("library", "Penerbit"): [
        ("A6:A10", "ISERROR(A6)", "red bold and ends it"),
        ("A6:A10", 'TRIM(A6)<>""', "white framed"),
        (
            "B6:B10",
            'IF(ISERROR(B6),TRUE,OR(AND(B6<>"",LEN(B6)>60),AND(TRIM(B6)<>"",OR(«says nothing»))))',
            "red bold and ends it",
        ),
        ("B6:B10", 'TRIM(B6)<>""', "white framed"),
    ],
    ("library", "Buku"): [
        (
            "E7:E8 E10:E12",
            'IF(ISERROR(E7),TRUE,OR(AND(E7<>"",OR(NOT(ISNUMBER(E7)),E7<0,E7>1000,N(E7)<>INT(N(E7))))))',
            "red bold and ends it",
        ),
        ("E7:E8 E10:E12", 'TRIM(E7)<>""', "white framed"),
        ("F7", 'IF(ISERROR(F7),TRUE,OR(AND(F7<>"",OR(NOT(ISNUMBER(F7)),F7<0,F7>1E+15))))', "red bold and ends it"),
        ("F7", 'TRIM(F7)<>""', "white framed"),
        (
            "G7:G8 G10:G12",
            'IF(ISERROR(G7),TRUE,OR(AND(G7<>"",NOT(OR(G7="Indonesia",G7="Inggris",G7="Banjar")))))',
            "red bold and ends it",
        ),
        ("G7:G8 G10:G12", 'TRIM(G7)<>""', "white framed"),
        ("H7:H8 H10:H12", "ISERROR(H7)", "red bold and ends it"),
        ("H7:H8 H10:H12", 'TRIM(H7)<>""', "white framed"),
        ("I7:I8 I10:I12", 'IF(ISERROR(I7),TRUE,OR(AND(I7<>"",NOT(ISNUMBER(I7)))))', "red bold and ends it"),
        ("I7:I8 I10:I12", 'TRIM(I7)<>""', "white framed"),
        ("J7:J8 J10:J12", 'IF(ISERROR(J7),TRUE,OR(AND(J7<>"",LEN(J7)>200)))', "red bold and ends it"),
        ("J7:J8 J10:J12", 'TRIM(J7)<>""', "white framed"),
        ("F8", 'IF(ISERROR(F8),TRUE,OR(AND(F8<>"",OR(NOT(ISNUMBER(F8)),F8<0,F8>1E+15))))', "red bold and ends it"),
        ("F8", 'TRIM(F8)<>""', "white framed"),
        (
            "F10",
            'IF(ISERROR(F10),TRUE,OR(AND(F10<>"",OR(NOT(ISNUMBER(F10)),F10<0,F10>1E+15))))',
            "red bold and ends it",
        ),
        ("F10", 'TRIM(F10)<>""', "white framed"),
        ("F11", 'IF(ISERROR(F11),TRUE,OR(AND(F11<>"",NOT(OR(F11="A",F11="B",F11="C")))))', "red bold and ends it"),
        ("F11", 'TRIM(F11)<>""', "white framed"),
        ("F12", 'IF(ISERROR(F12),TRUE,OR(AND(F12<>"",LEN(F12)>200)))', "red bold and ends it"),
        ("F12", 'TRIM(F12)<>""', "white framed"),
        ("K6:K12", 'K6="OK"', "green and ends it"),
        ("K6:K12", 'K6="PERBAIKI"', "red bold and ends it"),
        ("K6:K12", 'K6<>""', "amber and ends it"),
    ],
    ("library", "Usulan"): [
        (
            "A6:A11",
            'IF(ISERROR(A6),TRUE,OR(AND(A6<>"",LEN(A6)>1000),AND(TRIM(A6)<>"",OR(«says nothing»))))',
            "red bold and ends it",
        ),
        ("A6:A11", 'TRIM(A6)<>""', "white framed"),
        ("B6:B11", "ISERROR(B6)", "red bold and ends it"),
        ("B6:B11", 'TRIM(B6)<>""', "white framed"),
        ("C6:C11", 'IF(ISERROR(C6),TRUE,OR(AND(C6<>"",LEN(C6)>1000)))', "red bold and ends it"),
        ("C6:C11", 'TRIM(C6)<>""', "white framed"),
        ("D6:D11", 'D6="OK"', "green and ends it"),
        ("D6:D11", 'D6="PERBAIKI"', "red bold and ends it"),
        ("D6:D11", 'D6<>""', "amber and ends it"),
    ],
    ("library", "Periksa"): [
        ("A3:C4", '$A$3="SIAP"', "green"),
        ("A3:C4", '$A$3<>"SIAP"', "amber"),
        ("C7:C18", 'C7="OK"', "green and ends it"),
        ("C7:C18", 'C7="PERBAIKI"', "red bold and ends it"),
        ("C7:C18", 'AND(C7<>"",ISERROR(SEARCH("benar",C7)))', "amber and ends it"),
    ],
}


@pytest.mark.parametrize("place", COLOURS, ids="-".join)
def test_each_cell_has_the_colours_that_say_how_it_stands(place: Place) -> None:
    said = [
        (cells, formula.replace(hollow_formula(cells.partition(":")[0]), "«says nothing»"), colour)
        for cells, formula, colour in written_sheets.colours(sheet(place))
    ]
    assert said == COLOURS[place]


def test_findings_and_notes_stand_in_comments_large_enough_to_read() -> None:
    found = written_sheets.comments(garden_form.planted(), "Bedeng")
    said = {address: (text.replace("\n", " ")[:30], *size) for address, (text, *size) in found.items()}
    assert said == {  # 96 x 55 points are Excel's own; a note is issued for all years and has more room
        "B7": ("Formulir: Dahulu kolam.", 230, 88),
        "H8": ("Formulir: PERBAIKI: “banyak” t", 192, 78),
        "H9": ("Formulir: CEK: Persen bernilai", 192, 78),
    }


LINKS: dict[str, dict[str, str]] = {
    "Cara": {"B5": "'Bedeng'!A6 Ke bedeng"},
    "Bedeng": {"B10": "'Kebun'!C4 Ke kebun"},
    "Perbaikan": {
        "C7": "'Bedeng'!H8 Klik untuk menuju selnya",
        "C8": "'Bedeng'!F11 Klik untuk menuju selnya",
        "C9": "'Bedeng'!H9 Klik untuk menuju selnya",
    },
    # a heading for each count, a row for each line
    "Periksa": {
        "A8": "'Bedeng'!F5",
        "A9": "'Bedeng'!H5",
        "A10": "'Bedeng'!K5",
        "A11": "'Bedeng'!K5",
        **{f"A{row + 7}": f"'Bedeng'!A{row}" for row in range(6, 12)},
    },
}


@pytest.mark.parametrize("name", LINKS)
def test_a_click_leads_to_the_cell_that_is_spoken_of(name: str) -> None:
    assert written_sheets.links(sheet(("garden", name))) == LINKS[name]


def test_the_hidden_lists_stand_side_by_side_and_the_stopgaps_last() -> None:
    lists = opened(garden_form.planted())["_daftar"]
    columns = [[cell.value for cell in column if cell.value is not None] for column in lists.iter_cols()]
    assert columns == [["Cabai", "Tomat", "Bayam"], ["pedas", "merah", "hijau"], list(hollow_texts())]
    assert lists.sheet_state == "hidden"
