"""Whose form a file is, told by what survives in it of three identities, of its rows, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from helpers.rules_subjects import master

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form import FormIdentity
from rkt_excel.model.forms.recognise import Issue, recognise, told_for_version
from rkt_excel.model.tables.formulir import Kinerja
from rkt_excel.workbook.declaration.identity import NAME, SHEET, Identity
from rkt_excel.workbook.declaration.layout import KEY_MARK
from rkt_excel.workbook.findings import Finding, SheetCode, finding
from rkt_excel.workbook.values.cells import Cell, CellContent, Grid, Opened

OURS = Issue(
    "Dinas A", "2027", "murni", 3, pernah=frozenset({"Dinas Lama"}), bagian=frozenset({"SEK", "PLY", "LAMA"})
)  # fmt: skip
SEK = OURS.of("SEK")


def file(
    *, name: Identity | str | None = None, told: Identity | str | None = None, cell: Identity | str | None = None
) -> Opened:
    """A file with an identity in a defined name, a document property, the hidden sheet; a text stands as it is."""

    def text(one: Identity | str | None) -> str:
        return one.text if isinstance(one, Identity) else one or ""

    grid = Grid(SHEET, hidden=True)
    if cell:
        grid.put(Cell(1, 1, CellContent.TEXT, text(cell)))
    return Opened([grid], names={NAME: text(name)} if name else {}, properties={NAME: text(told)} if told else {})


def of(**changes: Any) -> Identity:
    """The identity of the form of the Sekretariat, with something changed."""
    return replace(SEK, **changes).identity()


def altered(identity: Identity) -> str:
    """The text of an identity in which somebody wrote another bagian."""
    return identity.text.replace("bagian=SEK", "bagian=PLY")


@pytest.mark.parametrize(
    ("opened", "code", "whose"),
    [
        (file(name=of(), told=of(), cell=of()), None, SEK),
        *((file(**{place: of()}), None, SEK) for place in ("name", "told", "cell")),
        (file(name=of(), cell=altered(of())), None, SEK),
        (file(name=of(kantor="Dinas Lama")), None, replace(SEK, kantor="Dinas Lama")),
        (file(name=of(versi=1)), None, replace(SEK, versi=1)),
        (file(name=of(), told=of(bagian="PLY")), FileCode.IDENTITAS_TIDAK_SEPAKAT, None),
        (file(name=of(kantor="Dinas B")), FileCode.BUKAN_FORMULIR_INI, None),
        (file(name=Identity("konsep", of().facts)), FileCode.BUKAN_FORMULIR_INI, None),
        (file(name=Identity(form.KIND, {**of().facts, "versi": "x"})), FileCode.BUKAN_FORMULIR_INI, None),
        (file(name=of(tahun="2026")), FileCode.FORMULIR_LAIN, replace(SEK, tahun="2026")),
        (file(name=of(edisi="perubahan")), FileCode.FORMULIR_LAIN, replace(SEK, edisi="perubahan")),
        (file(name=of(bagian="LAMA")), FileCode.BAGIAN_DIHAPUS, replace(SEK, bagian="LAMA")),
        (file(name=of(bagian="ASING")), FileCode.FORMULIR_LAIN, replace(SEK, bagian="ASING")),
        (file(told=altered(of())), FileCode.IDENTITAS_DIUBAH, None),
        (file(), FileCode.BUKAN_FORMULIR_INI, None),
    ],
)  # fmt: skip
def test_a_file_is_what_its_surviving_identities_agree_on(
    opened: Opened, code: FileCode | None, whose: FormIdentity | None
) -> None:
    told, identity = recognise(opened, master(), OURS)
    assert ([each.code for each in told], identity) == ([code] if code else [], whose)


def test_what_is_told_names_both_sides() -> None:
    (other,), _ = recognise(file(name=of(tahun="2026", edisi="perubahan")), master(), OURS)
    assert "RKT 2026 edisi perubahan" in other.message
    assert "RKT 2027 edisi murni" in other.message + other.remedy
    (strange,), _ = recognise(file(name=of(bagian="ASING")), master(), OURS)
    assert "bagian ASING" in strange.message
    (gone,), _ = recognise(file(name=of(bagian="LAMA")), master(), OURS)
    assert "LAMA" in (gone.found or "")
    (split,), _ = recognise(file(name=of(), told=of(bagian="PLY", versi=2), cell=Identity("x", {})), master(), OURS)
    assert "nama: SEK 2027 versi 3; properti: PLY 2027 versi 2; sel: x" in split.message
    (changed,), _ = recognise(file(told=altered(of()), cell=altered(of())), master(), OURS)
    assert "properti, sel" in changed.message


# ------------------------------------------------------------------ no identity left


def with_texts(*texts: str) -> Opened:
    grid = Grid("Lembar1")
    for row, text in enumerate(texts, 1):
        grid.put(Cell(row, 1, CellContent.TEXT, text))
    return Opened([Grid("Kosong"), grid])


def keys(bagian: str) -> list[str]:
    return [row.kode for row in form.form_rows(master(), bagian)[form.KINERJA] if isinstance(row, Kinerja)]


def likely(opened: Opened) -> str | None:
    """The bagian whose rows a file without identity is said to hold."""
    (told,), identity = recognise(opened, master(), OURS)
    assert identity is None
    names = [each.nama for each in master().bagian if f"baris {each.nama}," in told.message]
    assert told.code is (FileCode.IDENTITAS_HILANG if names else FileCode.BUKAN_FORMULIR_INI)
    return next(iter(names), None)


@pytest.mark.parametrize("kode", [each.kode for each in master().bagian if keys(each.kode)])
def test_a_file_without_identity_is_known_by_all_rows_of_a_bagian_and_the_hidden_names_of_columns(kode: str) -> None:
    alone = [each for each in keys(kode) if sum(each in keys(one.kode) for one in master().bagian) == 1]
    texts, mark = keys(kode), f"{KEY_MARK}kode"
    assert alone, "a row that no other bagian has"
    assert likely(with_texts(*texts, mark)) in {master().nama_bagian(one.kode) for one in master().bagian}
    assert likely(with_texts(mark, *alone)) == (master().nama_bagian(kode) if alone == texts else None)
    for less in ((*texts,), (*texts, f"x{mark}"), (mark, *alone[1:]), (mark,)):
        assert likely(with_texts(*less)) is None


# ------------------------------------------------------------------ another version


def locked(sheet: str, key: str, column: str | None, found: str) -> Finding:
    """A locked cell that says something else than today's form."""
    return finding(
        SheetCode.TERKUNCI_BERUBAH, sheet=sheet, cells=("D9",), key=key, column=column, found=found, asli=""
    )  # fmt: skip


FOUND = [
    finding(SheetCode.BARIS_HILANG, sheet=form.KINERJA, key="IK.1.1", hilang=""),
    finding(SheetCode.BARIS_TIDAK_DIKENAL, sheet=form.KINERJA, cells=("A9",), key="IK.9", found="IK.9", baris=9),
    locked(form.KINERJA, "IK.1.1", "indikator", "lama"),
    locked(form.KINERJA, "IK.1.1", "satuan", "buku"),
    locked(form.PROGRAM, "1.01", "pagu_indikatif", "5"),
    locked(form.KINERJA, "IK.1.1", None, "5"),
    finding(SheetCode.LEMBAR_HILANG, sheet=form.PROGRAM, hilang=""),
]
MOVED = [
    FileCode.BARIS_BARU, FileCode.BARIS_DIHAPUS, FileCode.ISI_BARIS_BERUBAH, FileCode.ARTI_BARIS_BERUBAH,
    FileCode.ISI_BARIS_BERUBAH, FileCode.ISI_BARIS_BERUBAH, SheetCode.LEMBAR_HILANG,
]  # fmt: skip


@pytest.mark.parametrize(
    ("versi", "berubah", "first", "moved"),
    [
        (3, False, None, False),
        (2, False, FileCode.VERSI_LAMA, True),
        (4, False, FileCode.VERSI_LEBIH_BARU, True),
        (3, True, FileCode.VERSI_LAMA, True),  # the rows are those of the forms to come
        (4, True, None, True),
        (5, True, FileCode.VERSI_LEBIH_BARU, True),
    ],
)
def test_differences_of_another_version_are_the_offices_doing(
    versi: int, berubah: bool, first: FileCode | None, moved: bool
) -> None:
    told = list(told_for_version(FOUND, replace(SEK, versi=versi), OURS, berubah=berubah))
    codes = [each.code for each in told]
    assert codes == ([first] if first else []) + (MOVED if moved else [each.code for each in FOUND])
    after = told[1:] if first else told
    assert [(each.sheet, each.cells, each.key, each.column, each.found) for each in after] == [
        (each.sheet, each.cells, each.key, each.column, each.found) for each in FOUND
    ]
    if first:
        assert told[0].found == str(versi)
        assert str(4 if berubah else 3) in told[0].message + told[0].remedy


def test_what_moved_is_called_by_the_heading_of_its_column() -> None:
    told: Mapping[object, str] = {
        each.column: each.message for each in told_for_version(FOUND, replace(SEK, versi=2), OURS)
    }
    assert "Indikator" in told["indikator"]
    assert "Satuan" in told["satuan"]
    assert "Pagu indikatif" in told["pagu_indikatif"]
