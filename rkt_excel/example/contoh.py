"""`rkt contoh`: the procedure on the shipped master, with forms filled as staff would fill them.

Forms are typed with openpyxl, another program than the one that wrote them, as in the office. The first returns hold a
handful of typical mistakes; they are mended in the perbaikan forms that the program sent back.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.errors import InputUnusableError
from rkt_excel.example.signing import Signing
from rkt_excel.example.typist import Answers, answered
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.model.plans.perbaikan import mended_form
from rkt_excel.model.tables.formulir import Kinerja, ProgramBagian
from rkt_excel.model.vocabulary.terms import QUARTERS, CaraGabung, Jenis, ModeTriwulan
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.berikutnya import quoted_word
from rkt_excel.progress import Progress
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.workbook.declaration.declare import Workbook
from rkt_excel.workbook.writing.content import Content

FIRST_RUN: Final = "4-konsep-pertama"  # the results of the first consolidation, kept to be compared
_MARK: Final = "contoh.txt"  # a folder without it belongs to somebody and is left alone
_LEFT: Final = re.compile(rf"\.{re.escape(_MARK)}\.\d+\.sementara")  # of a mark that was cut off
_QUARTER_SHARES: Final = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))


def contoh(folder: Path, say: Progress) -> list[str]:
    """Run the procedure in a folder of its own.

    Args:
        folder: The folder, which is made anew each time.
        say: Called with an Indonesian sentence at each stage.

    Returns:
        The files worth opening, relative to the folder with "/".

    Raises:
        InputUnusableError: The folder holds what the example did not make.
    """
    _make_room(folder)
    place = Workplace(inputs=folder / INPUTS, kerja=folder)
    say("1. Formulir dibuat dari Renstra contoh (rkt format)")
    made = format(place)
    master, _ = place.master()
    with place.open_register(folder) as register:
        issue = issued(register)
    say("2. Bagian mengisi dan mengembalikan; beberapa isian sengaja salah")
    for each in made.formulir:
        _return(folder, each.berkas, *_form(master, each.bagian, issue), staff_answers(master, each.bagian, slips=True))
    say("3. Formulir diperiksa dan digabungkan (rkt gabung)")
    first = gabung(place)
    _copy(folder / disk.KONSEP, folder / FIRST_RUN)
    say(f"   {len(first.keluaran.perbaikan)} formulir dikirim kembali; bagian memperbaikinya")
    _mend(folder, master, issue, first)
    second = gabung(place)
    later = list(Signing(place, master, say).all(second.keluaran.konsep_xlsx))
    say(f"   Asal setiap nilai: rkt jejak {master.indikator[0].kode} target --kerja {quoted_word(folder.as_posix())}")
    firsts = (first.keluaran.laporan, *first.keluaran.perbaikan)
    return [
        *(each.berkas for each in made.formulir),
        *(name.replace(disk.KONSEP, FIRST_RUN, 1) for name in firsts),
        second.keluaran.laporan,
        second.keluaran.konsep_xlsx,
        second.keluaran.konsep_docx,
        *dict.fromkeys(later),
    ]


def _make_room(folder: Path) -> None:
    there = list(folder.iterdir()) if folder.exists() else []
    if not all(_LEFT.fullmatch(each.name) for each in there) and folder / _MARK not in there:
        raise InputUnusableError(f"Folder {folder} sudah berisi; sebutkan folder lain: rkt contoh FOLDER.")
    for each in there:
        if each.name != _MARK:  # it stays, so that what is cut off here is still ours
            shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    text = "Folder ini dibuat oleh rkt contoh dan dibuat ulang setiap kali.\n"
    write_whole(folder / _MARK, text.encode("utf-8"))  # first: a run that is cut off leaves a folder that is ours
    _copy(shipped_inputs(), folder / INPUTS)


def _copy(source: Path, target: Path) -> None:
    for each in sorted(source.rglob("*")):
        if each.is_file():
            write_whole(target / each.relative_to(source), file_bytes(each))


def _form(master: Master, bagian: str, issue: Issue) -> tuple[Workbook, Content]:
    content = form_content(master, bagian, issue)
    return form.form_for(content.rows), content


def _mend(folder: Path, master: Master, issue: Issue, first: HasilGabung) -> None:
    """Correct the perbaikan forms and return them."""
    needed = [one for one in first.returns if one.bagian and not one.complete]
    for one, relative in zip(needed, first.keluaran.perbaikan, strict=True):
        right = staff_answers(master, one.bagian or "", slips=False)
        _return(folder, relative, *mended_form(master, one, issue), right)


def _place_in(master: Master, bagian: str | None) -> int:
    return [each.kode for each in master.bagian].index(bagian or "")


def _return(folder: Path, relative: str, declaration: Workbook, content: Content, typed: Answers) -> None:
    """Type the answers into a form and put it into 3-kembali, as mail would bring it."""
    returned = answered(file_bytes(folder / relative), declaration, content, typed)
    write_whole(folder / disk.KEMBALI / Path(relative).name, returned)


# ------------------------------------------------------------------ what staff would type


def staff_answers(master: Master, bagian: str, *, slips: bool) -> dict[tuple[str, str, str], object]:
    """What the staff of a bagian types into its form, by (sheet, key, field).

    Args:
        master: What is planned from.
        bagian: The kode of the bagian.
        slips: Whether the mistakes of the first return are among them; without them it is a form after mending.
    """
    typed: dict[tuple[str, str, str], object] = {}
    for row in form.form_rows(master, bagian)[form.KINERJA]:
        assert isinstance(row, Kinerja)
        for name, value in _kinerja(row, master.nama_bagian(bagian), _share(master, row, bagian)):
            typed[form.KINERJA, row.kode, name] = value
    for line in form.form_rows(master, bagian)[form.PROGRAM]:
        assert isinstance(line, ProgramBagian)
        if line.indikator:
            typed[form.PROGRAM, line.kode, "target"] = Decimal(12)
        if line.pagu_indikatif is not None:
            typed[form.PROGRAM, line.kode, "pagu"] = line.pagu_indikatif
    if slips:
        typed.update(_slips(master, bagian))
    return typed


def _share(master: Master, row: Kinerja, bagian: str) -> object:
    """The part of the Renstra's target that a bagian plans: all of it, unless several add up."""
    indikator = next(each for each in master.indikator if each.kode == row.kode)
    target = row.target_renstra
    if indikator.cara_gabung != CaraGabung.JUMLAH or not isinstance(target, Decimal):
        return target
    part = target // len(indikator.bagian)
    return target - part * (len(indikator.bagian) - 1) if bagian == indikator.bagian[0] else part


def _kinerja(row: Kinerja, unit: str, target: object) -> Iterator[tuple[str, object]]:
    """Answers that are in order: the target, and quarters that make it by the mode."""
    yield "target", target
    yield "penanggung_jawab", "Sekretaris" if unit == "Sekretariat" else f"Kepala {unit}"
    yield from zip(QUARTERS, _quarters(row, target), strict=True)


def _quarters(row: Kinerja, target: object) -> tuple[object, ...]:
    if not isinstance(target, Decimal) or row.mode == ModeTriwulan.AKHIR:
        return (target if isinstance(target, Decimal) else None, None, None, target)
    whole = target.to_integral_value() == target and row.jenis == Jenis.ANGKA
    running = [_step(target * share, whole=whole) for share in _QUARTER_SHARES]
    if row.mode == ModeTriwulan.JUMLAH:
        parts = [running[0], running[1] - running[0], running[2] - running[1], target - running[2]]
        return tuple(parts)
    if row.arah == "negatif":
        return (target, target, target, target)
    return (*running, target)


def _step(value: Decimal, *, whole: bool) -> Decimal:
    return value.to_integral_value() if whole else value.quantize(Decimal("0.01"))


def _slips(master: Master, bagian: str) -> dict[tuple[str, str, str], object]:
    """Typical mistakes, a different one for each bagian in turn; the last bagian makes none."""
    rows = [row for row in form.form_rows(master, bagian)[form.KINERJA] if isinstance(row, Kinerja)]
    numeric = next(row for row in rows if isinstance(row.target_renstra, Decimal))
    target = numeric.target_renstra
    assert isinstance(target, Decimal)
    k, first = form.KINERJA, numeric.kode
    kinds: tuple[dict[tuple[str, str, str], object], ...] = (
        {(k, first, "target"): "delapan puluh", (k, rows[-1].kode, "penanggung_jawab"): None},
        {(k, first, "tw4"): target + 1, (k, rows[-1].kode, "target"): "-"},
        {(k, first, "target"): target + 1, (k, first, "tw4"): target + 1},
        {(k, first, "tw4"): "=#N/A", (k, rows[-1].kode, "penanggung_jawab"): "  "},
    )
    place = _place_in(master, bagian)
    return kinds[place] if place < len(kinds) else {}
