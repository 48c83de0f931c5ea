"""Whose turn it is, who may give a draft back, and the words for what became of a file, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, official
from helpers.rules_subjects import master

from rkt_excel.errors import NotNowError, RktError, UnknownArgumentError
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.choosing import Chosen, Putusan
from rkt_excel.model.forms.returns import Return, Times
from rkt_excel.model.procedure.alur import Keadaan, Tahap
from rkt_excel.steps import gabung
from rkt_excel.steps.paraf import _may_return, _turn
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
UMUM = "Pengadministrasi Umum"
OFFICE = replace(
    master(), pejabat=(official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA), official(UMUM))
)  # fmt: skip
THREE = replace(OFFICE, pejabat=(official(KASUBAG, 1), official(SEKRETARIS, 2), official(UMUM, 3), official(KEPALA)))
NOBODY = replace(OFFICE, pejabat=(official(KASUBAG), official(KEPALA)))


@pytest.mark.parametrize(
    ("office", "given", "who", "left"),
    [
        (OFFICE, (), KASUBAG, [SEKRETARIS]), (OFFICE, (KASUBAG,), SEKRETARIS, []),
        (THREE, (KASUBAG,), "sekretaris dinas", [UMUM]), (THREE, (), KASUBAG, [SEKRETARIS, UMUM]),
        (THREE, (KASUBAG, SEKRETARIS), UMUM, []),
    ],
)  # fmt: skip
def test_whose_turn_it_is_and_who_still_has_to(
    office: object, given: tuple[str, ...], who: str, left: list[str]
) -> None:
    mine, others = _turn(office, Keadaan(paraf=given), who, DAY)  # type: ignore[arg-type]
    assert mine.peran in {who, SEKRETARIS}
    assert [each.peran for each in others] == left


@pytest.mark.parametrize(
    ("office", "given", "who", "kind", "told"),
    [
        (NOBODY, (), KASUBAG, NotNowError, "Belum ada pejabat dengan urutan paraf"),
        (OFFICE, (), SEKRETARIS, NotNowError, "Belum giliran Sekretaris Dinas. Yang memaraf lebih dahulu: Kasubag"),
        (THREE, (KASUBAG,), UMUM, NotNowError, "Yang memaraf lebih dahulu: Sekretaris Dinas"),
        (THREE, (KASUBAG,), KASUBAG, NotNowError, "sudah memaraf draft 2. Giliran Sekretaris Dinas"),
        (OFFICE, (KASUBAG,), KEPALA, NotNowError,
         "tidak termasuk yang memaraf. Urutannya: Kasubag Program Dinas, Sekretaris Dinas."),
        (OFFICE, (), "Bupati", UnknownArgumentError, "tidak ada di lembar Pejabat"),
    ],
)  # fmt: skip
def test_a_paraf_out_of_turn_is_refused_with_whose_it_is(
    office: object, given: tuple[str, ...], who: str, kind: type[RktError], told: str
) -> None:
    with pytest.raises(kind) as refused:
        _turn(office, Keadaan(Tahap.DIPARAF, draft=2, paraf=given), who, DAY)  # type: ignore[arg-type]
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("who", "stage", "told"),
    [
        (KASUBAG, Tahap.DINILAI, ""), (SEKRETARIS, Tahap.DIPARAF, ""), (SEKRETARIS, Tahap.NASKAH, ""),
        (KEPALA, Tahap.NASKAH, ""), (KEPALA, Tahap.DIPARAF, "belum sampai kepada Kepala"),
        (KEPALA, Tahap.DINILAI, "belum sampai kepada Kepala"), (UMUM, Tahap.DINILAI, "tidak termasuk yang memeriksa"),
        (UMUM, Tahap.NASKAH, "tidak termasuk yang memeriksa"),
    ],
)  # fmt: skip
def test_who_may_give_a_draft_back(who: str, stage: Tahap, told: str) -> None:
    rows = {each.peran: each for each in OFFICE.pejabat}
    if not told:
        assert _may_return(rows[who], Keadaan(stage), OFFICE, DAY) is None  # type: ignore[func-returns-value]
        return
    with pytest.raises(NotNowError, match=told):
        _may_return(rows[who], Keadaan(stage), OFFICE, DAY)


# ------------------------------------------------------------------ what a consolidation says of files

WRONG = finding(SheetCode.BUKAN_ANGKA, found="x", petunjuk="")
LOST = replace(finding(FileCode.BUKAN_FORMULIR_INI), code=FileCode.SUREL_TIDAK_SAMPAI, owner="SEK")


def file(name: str = "a", *found: Finding, refused: bool = False) -> Return:
    return Return(f"3-kembali/{name}.xlsx", name, Times(NOW), "SEK", findings=found, refused=refused)


def chosen(verdict: Putusan, *others: Return) -> Chosen:
    return Chosen({file().berkas: verdict}, {"SEK": (*others, file())[0]}, ())


@pytest.mark.parametrize(
    ("one", "chosen_now", "why"),
    [
        (file("a", WRONG), chosen(Putusan.DITOLAK), WRONG.message),
        (file(), chosen(Putusan.DITOLAK), ""),
        (file(), chosen(Putusan.DIGANTIKAN, file("b")), "yang dipakai 3-kembali/b.xlsx"),
        (file(), chosen(Putusan.DIPAKAI), "lengkap"),
        (file("a", WRONG), chosen(Putusan.PERLU_PERBAIKAN), "masih ada isian yang harus diperbaiki"),
    ],
)
def test_why_a_file_got_its_verdict(one: Return, chosen_now: Chosen, why: str) -> None:
    assert gabung._why(one, chosen_now) == why


@pytest.mark.parametrize(
    ("each", "counts", "weight"),
    [
        (LOST, file(), Severity.INFO),
        (LOST, file("a", WRONG), LOST.severity),
        (LOST, None, LOST.severity),
        (replace(LOST, owner=None), file(), LOST.severity),
        (replace(LOST, owner="PLY"), file(), LOST.severity),
        (replace(WRONG, owner="SEK"), file(), Severity.GALAT),
    ],
)
def test_a_letter_that_did_not_arrive_weighs_nothing_once_its_bagian_has_answered_in_full(
    each: Finding, counts: Return | None, weight: Severity
) -> None:
    told = gabung._settled(each, Chosen({}, {"SEK": counts} if counts else {}, ()))
    assert (told.severity, told.message) == (weight, each.message)


def test_what_is_wrong_in_a_file_that_another_one_replaced_is_not_told() -> None:
    files = [file(each, replace(WRONG, key=each)) for each in "abcd"]
    verdicts = (Putusan.DIPAKAI, Putusan.DIGANTIKAN, Putusan.PERLU_PERBAIKAN, Putusan.DITOLAK)
    known = {each.berkas: verdict for each, verdict in zip(files, verdicts, strict=True)}
    assert [each.key for each in gabung._heard(files, Chosen(known, {}, ()))] == ["a", "c", "d"]


def test_a_bagian_that_has_not_answered_is_told_with_the_day() -> None:
    first = OFFICE.bagian[0]
    told = gabung._missing(first.kode, OFFICE)
    assert (told.code, told.owner) == (PlanCode.BELUM_MASUK, first.kode)
    assert first.nama in told.message
    assert str(OFFICE.instansi.batas_kembali.year) in told.message + told.remedy


def test_a_perbaikan_form_and_its_letter_are_called_alike() -> None:
    form = PurePosixPath(gabung._mended_name(OFFICE, "SEK"))
    letter = PurePosixPath(gabung._letter_name(OFFICE, "SEK"))
    assert (form.parent, form.stem, form.suffix) == (letter.parent, letter.stem, ".xlsx")
    assert (letter.suffix, form.parent.as_posix()) == (".eml", "4-konsep/perbaikan")
    assert form.stem.startswith("Perbaikan Formulir")
