"""What people do in the sheet: pasting, sorting, deleting, and the many ways to type a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from openpyxl.worksheet.worksheet import Worksheet

from helpers.kiriman import Fault, Kiriman
from rkt_excel.model.forms import form

K: Final = form.KINERJA
SCORE, COUNT, PERCENT = "IK.1.2", "IK.4.2", "IK.2.1"  # an indikator of each jenis; their targets are 72,6, 60 and 3,95


def typed(key: str, name: str, value: object, number_format: str = "", sheet: str = K) -> Callable[[Kiriman], None]:
    """A fault that is one typed value."""
    return lambda one: one.type(key, name, value, sheet, number_format)


def raw(key: str, name: str, xml: str) -> Callable[[Kiriman], None]:
    """A fault that is one cell as some program writes it."""
    return lambda one: one.raw(key, name, xml)


def in_sheet(change: Callable[[Kiriman, Worksheet], None], sheet: str = K) -> Callable[[Kiriman], None]:
    """A fault that is done to one sheet."""
    return lambda one: one.edit(lambda book: change(one, book[sheet]))


def _pasted_row(one: Kiriman, sheet: Worksheet) -> None:
    """A whole line pasted over another: validations, locks and styles go with it."""
    sheet.data_validations.dataValidation = []
    for name, value in (("target", "lebih baik"), ("tw4", "lebih baik")):
        cell = sheet[one.at(SCORE, name)]
        cell.value, cell.style = value, "Normal"


def _deleted_row(one: Kiriman, sheet: Worksheet) -> None:
    sheet.delete_rows(one.row(COUNT))


def _retyped_key(one: Kiriman, sheet: Worksheet) -> None:
    sheet[one.at(COUNT, "kode")].value = "IK.4.9"


def _inserted_column(one: Kiriman, sheet: Worksheet) -> None:
    sheet.insert_cols(one.column("target"))


def _renamed_sheet(one: Kiriman, sheet: Worksheet) -> None:
    del one
    sheet.title = "Sheet1"


def _mislabelled(one: Kiriman, sheet: Worksheet) -> None:
    sheet.cell(5, one.column("tw1")).value = "Realisasi"


def _merged(one: Kiriman, sheet: Worksheet) -> None:
    """Excel keeps the first value of a merge and drops the others."""
    sheet.merge_cells(f"{one.at(SCORE, 'tw1')}:{one.at(SCORE, 'tw4')}")


def _far_space(one: Kiriman, sheet: Worksheet) -> None:
    sheet.cell(400, one.column("target")).value = " "


def _far_letter(one: Kiriman, sheet: Worksheet) -> None:
    sheet.cell(400, one.column("keterangan")).value = "catatan jauh di bawah"


def _blank_rows_between(one: Kiriman, sheet: Worksheet) -> None:
    sheet.insert_rows(one.row(SCORE), amount=2)


def _helper_formulas(one: Kiriman) -> None:
    address = f"C{one.layouts[form.USULAN].lines[0].number}"

    def change(book: Any) -> None:
        book[form.USULAN][address].value = '=IF(1=1,"","x")'

    one.edit(change)
    member = one.sheet_part(form.USULAN)
    one.patch(member, "</f><v></v>", "</f><v></v>") if "</f><v></v>" in one.parts()[member].decode() else one.patch(
        member, "</f><v />", "</f><v></v>"
    )
    one.patch(member, f'<c r="{address}"', f'<c r="{address}" t="str"')


def _hidden_row(one: Kiriman, sheet: Worksheet) -> None:
    sheet.row_dimensions[one.row(SCORE)].hidden = True


def _hidden_column(one: Kiriman, sheet: Worksheet) -> None:
    from rkt_excel.workbook.values.cells import column_letters  # noqa: PLC0415 - for this one line

    sheet.column_dimensions[column_letters(one.column("keterangan"))].hidden = True


def _error(code: str) -> Callable[[Kiriman], None]:
    return raw(SCORE, "target", '<c r="{at}" t="e"><f>NA()</f><v>' + code + "</v></c>")


def _doubled_column(one: Kiriman, sheet: Worksheet) -> None:
    """A column copied beside the table, hidden name and heading with it."""
    source, target = one.column("target"), sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, target).value = sheet.cell(row, source).value


def _doubled_row(one: Kiriman, sheet: Worksheet) -> None:
    source, target = one.row(SCORE), sheet.max_row + 2
    for column in range(1, sheet.max_column):
        sheet.cell(target, column).value = sheet.cell(source, column).value


def _no_key(one: Kiriman, sheet: Worksheet) -> None:
    sheet[one.at(COUNT, "kode")].value = None


def _sorted(one: Kiriman, sheet: Worksheet) -> None:
    """Two lines change places, as sorting does."""
    first, second = one.row(PERCENT), one.row("IK.2.2")
    for column in range(1, sheet.max_column):
        here, there = sheet.cell(first, column), sheet.cell(second, column)
        here.value, there.value = there.value, here.value


def _since_1904(one: Kiriman) -> None:
    one.patch("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"')


def _proposed(one: Kiriman) -> None:
    """A proposal whose choices were typed in another spelling."""
    line = one.layouts[form.USULAN].lines[0]
    values = {
        "sasaran": " ss.1", "indikator": "Jumlah perpustakaan desa yang aktif", "satuan": "PERPUSTAKAAN",
        "jenis": "Angka", "arah": "positif ", "mode": "Jumlah", "target": 12, "alasan": "Mendukung budaya baca di desa",
    }  # fmt: skip

    def change(book: Any) -> None:
        for name, value in values.items():
            book[form.USULAN][one.layouts[form.USULAN].address(line, name)].value = value

    one.edit(change)


_TARGET: Final = f"{SCORE}/target"
_MISSING: Final = ("WAJIB_DIISI", _TARGET)

FAULTS: Final = (
    Fault(
        24,
        "a line pasted over validations and locks",
        in_sheet(_pasted_row),
        (("BUKAN_ANGKA", f"{SCORE}/target+{SCORE}/tw4"),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(25, "a line deleted", in_sheet(_deleted_row), (("BARIS_HILANG", ""),), "perlu-perbaikan", same=False),
    Fault(
        25,
        "a formula that lost what it referred to",
        _error("#REF!"),
        (("NILAI_ERROR", _TARGET),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        27,
        "a key retyped",
        in_sheet(_retyped_key),
        (("BARIS_HILANG", ""), ("BARIS_TIDAK_DIKENAL", "*")),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        27,
        "a locked text retyped",
        typed(COUNT, "indikator", "Jumlah tenaga"),
        (("TERKUNCI_BERUBAH", f"{COUNT}/indikator"),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(28, "a sheet renamed", in_sheet(_renamed_sheet), (("LEMBAR_BERGANTI_NAMA", ""),)),
    Fault(28, "a column inserted", in_sheet(_inserted_column), (("KOLOM_BERPINDAH", "*"),)),
    Fault(28, "a heading renamed", in_sheet(_mislabelled), (("JUDUL_KOLOM_BERUBAH", "*"),)),
    Fault(29, "cells merged", in_sheet(_merged), (("SEL_DIGABUNG", "*"),), "perlu-perbaikan", same=False),
    Fault(
        30,
        "spaces, no-break spaces and a zero-width space around a figure",
        typed(SCORE, "target", " \u00a072,6\u200b "),
        (("ANGKA_DARI_TEKS", _TARGET),),
    ),
    Fault(30, "a cell that holds one space", typed(SCORE, "target", " "), (_MISSING,), "perlu-perbaikan", same=False),
    Fault(31, "a space far below", in_sheet(_far_space)),
    Fault(31, "a note far below", in_sheet(_far_letter), (("BARIS_TIDAK_DIKENAL", "*"),), "perlu-perbaikan"),
    Fault(31, "blank lines in the middle", in_sheet(_blank_rows_between)),
    Fault(32, "formulas that show nothing", _helper_formulas),
    Fault(33, "a figure with its unit", typed(COUNT, "target", "60 orang"), (("ANGKA_DARI_TEKS", f"{COUNT}/target"),)),
    Fault(
        33,
        "a figure in words",
        typed(SCORE, "target", "tujuh puluh dua"),
        (("BUKAN_ANGKA", _TARGET),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        33,
        "a score with a dot and three digits",
        typed(SCORE, "target", "72.600"),
        (("ANGKA_BERMAKNA_GANDA", _TARGET),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        33,
        "a negative number",
        typed(COUNT, "tw1", -1),
        (("KURANG_DARI_BATAS", f"{COUNT}/tw1"),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(33, "noise of binary arithmetic", raw(SCORE, "target", '<c r="{at}"><v>72.59999999999999</v></c>')),
    Fault(34, "a percentage as text", typed(PERCENT, "target", "3,95 %"), (("ANGKA_DARI_TEKS", f"{PERCENT}/target"),)),
    Fault(
        34,
        "a percentage under a percent format",
        typed(PERCENT, "target", 0.0395, "0.00%"),
        (("PERSEN_DARI_FORMAT", f"{PERCENT}/target"),),
    ),
    Fault(
        34,
        "a percent sign on a score",
        typed(SCORE, "target", "72,6%"),
        (("ANGKA_BERTANDA_PERSEN", _TARGET),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        35,
        "a figure that became a date",
        typed(COUNT, "tw1", date(2026, 1, 2)),
        (("TANGGAL_BUKAN_ANGKA", f"{COUNT}/tw1"),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(35, "dates counted from 1904", _since_1904),
    Fault(
        36,
        "a code that became a number",
        typed("2.23.02", "kode", 2.23, sheet=form.PROGRAM),
        (("BARIS_HILANG", ""), ("BARIS_TIDAK_DIKENAL", "*")),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        37,
        "a formula that was never calculated",
        typed(SCORE, "target", "=70+2.6"),
        (("RUMUS_BELUM_DIHITUNG", _TARGET),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(
        38,
        "a formula where a value was asked",
        raw(SCORE, "target", '<c r="{at}"><f>70+2.6</f><v>72.6</v></c>'),
        (("RUMUS_DIPAKAI", _TARGET),),
    ),
    Fault(
        38, "a dash for nothing", typed(SCORE, "target", "-"), (("ISIAN_SEMU", _TARGET),), "perlu-perbaikan", same=False
    ),
    Fault(39, "an error value", _error("#DIV/0!"), (("NILAI_ERROR", _TARGET),), "perlu-perbaikan", same=False),
    Fault(
        39,
        "the name of an error value, pasted as text",
        typed(SCORE, "target", "#N/A"),
        (("NILAI_ERROR", _TARGET),),
        "perlu-perbaikan",
        same=False,
    ),
    Fault(40, "a hidden line", in_sheet(_hidden_row), (("BARIS_TERSEMBUNYI", "*"),)),
    Fault(40, "a hidden column", in_sheet(_hidden_column), (("KOLOM_TERSEMBUNYI", "*"),)),
    Fault(
        41,
        "a figure in runs, with a phonetic text",
        raw(
            SCORE,
            "target",
            '<c r="{at}" t="inlineStr"><is><r><t>72</t></r><r><t>,6</t></r>'
            '<rPh sb="0" eb="1"><t>nana</t></rPh></is></c>',
        ),
        (("ANGKA_DARI_TEKS", _TARGET),),
    ),
    Fault(
        41,
        "an escaped carriage return",
        raw(SCORE, "target", '<c r="{at}" t="inlineStr"><is><t>72,6_x000D_</t></is></c>'),
        (("ANGKA_DARI_TEKS", _TARGET),),
    ),
    Fault(42, "a column twice", in_sheet(_doubled_column), (("KOLOM_GANDA", "*"),), "perlu-perbaikan", same=False),
    Fault(43, "choices in other spellings", _proposed, (("PILIHAN_DISESUAIKAN", "*"),)),
    Fault(48, "lines sorted", in_sheet(_sorted)),
    Fault(49, "a formula typed as text", typed(SCORE, "keterangan", "@SUM(A1)"), same=False),
    Fault(50, "a key twice", in_sheet(_doubled_row), (("KUNCI_GANDA", "*"),), "perlu-perbaikan", same=False),
    Fault(
        50,
        "a key missing",
        in_sheet(_no_key),
        (("BARIS_HILANG", ""), ("BARIS_TIDAK_DIKENAL", "*")),
        "perlu-perbaikan",
        same=False,
    ),
)
