"""What a consolidation had and the next one has no more is told by its cause, whatever took it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from helpers.rules_subjects import master, returns

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import Return
from rkt_excel.model.plans.fewer import Since, fewer
from rkt_excel.model.plans.history import last_merged, merged_values
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.reading.read import ReadResult

WHEN = "23 November 2026"
ROW = next(each for each in master().indikator if len(each.bagian) == 1)
OWNER = ROW.bagian[0]
NAMA = master().nama_bagian(OWNER)
KEYS = [each.kode for each in master().indikator if each.bagian == (OWNER,)]

Counted = dict[str, Return]


def counted() -> Counted:
    """What came back first, each file with a content of its own, and two proposals by one bagian."""
    first = returns(master(), {}, {OWNER: ("Jumlah kampung literasi",)}, (), set())
    return {kode: replace(each, sha256=f"{kode:0>64}") for kode, each in first.items()}


def told(
    now: Counted, all_of_them: list[Return] | None = None, plan: Callable[[Plan], Plan] = lambda one: one
) -> list[Finding]:
    """What is told of a second consolidation beside the first."""
    before, _ = merge(master(), Chosen({}, counted(), ()))
    since = Since(WHEN, last_merged([{"nilai": merged_values(before, {})}]))
    after, _ = merge(master(), Chosen({}, now, ()))
    return list(
        fewer(since, plan(after), Chosen({}, now, ()), list(now.values()) if all_of_them is None else all_of_them)
    )


def changed(one: Return, sheet: str, key: str, **values: object) -> Return:
    """A return in which a row says something else."""
    rows = {
        name: [
            replace(each, row=each.row.model_copy(update=values)) if (name, each.key) == (sheet, key) else each
            for each in lines
        ]
        for name, lines in one.result.rows.items()
    }
    return replace(one, result=ReadResult(rows))


def without(one: Return, sheet: str, key: str) -> Return:
    """A return in which a row is gone."""
    rows = {
        name: [each for each in lines if (name, each.key) != (sheet, key)] for name, lines in one.result.rows.items()
    }
    return replace(one, result=ReadResult(rows))


def test_the_same_returns_tell_nothing() -> None:
    assert told(counted()) == []


@pytest.mark.parametrize("content", ["9" * 64, "0" * 64])  # its sum may be any, before or behind that of the other
def test_what_a_new_return_says_otherwise_is_its_own_affair_and_what_it_leaves_out_is_told_lightly(
    content: str,
) -> None:
    now = counted()
    now[OWNER] = replace(changed(now[OWNER], form.KINERJA, ROW.kode, target=Decimal(99)), sha256=content)
    assert told(now) == [], "another value by another return"
    now[OWNER] = replace(changed(now[OWNER], form.KINERJA, ROW.kode, target=None), berkas="3-kembali/baru.xlsx")
    (one,) = told(now)
    assert (one.code, one.owner, one.severity) == (FileCode.ISIAN_BERKURANG, OWNER, Severity.INFO)
    assert f"1 isian {NAMA}" in one.message
    assert WHEN in one.message
    assert "karena kiriman baru 3-kembali/baru.xlsx tidak memuatnya lagi" in one.message
    assert f": {ROW.kode} Target" in one.message


def test_a_value_that_another_reading_of_the_same_file_changes_is_told_with_both() -> None:
    now = counted()
    now[OWNER] = changed(now[OWNER], form.KINERJA, ROW.kode, target=Decimal("1234.5"))
    before = merge(master(), Chosen({}, counted(), ()))[0].nilai(ROW.kode, "target")
    (one,) = told(now)
    assert (one.code, one.owner, one.severity) == (FileCode.ISIAN_BERGANTI, OWNER, Severity.PERINGATAN)
    assert str(before).replace(".", ",") in one.message
    assert "menjadi 1.234,5" in one.message
    assert "karena isi renstra.xlsx untuk baris itu berubah" in one.message


REFUSED = finding(SheetCode.LEMBAR_HILANG, sheet=form.KINERJA, hilang="")
WRONG = finding(SheetCode.LEMBAR_HILANG, sheet=form.KINERJA, key=ROW.kode, hilang="")
LIGHT = finding(SheetCode.LEMBAR_BACAAN_HILANG, sheet=form.KINERJA, key=ROW.kode)


def gone(now: Counted) -> None:
    del now[OWNER]


def row_held(now: Counted) -> None:
    one = without(now[OWNER], form.KINERJA, ROW.kode)
    other = replace(WRONG, key=KEYS[1]) if len(KEYS) > 1 else WRONG
    now[OWNER] = replace(
        one, findings=(LIGHT, replace(other, message="Bukan baris itu."), WRONG, replace(WRONG, message="Yang kedua."))
    )


def row_light(now: Counted) -> None:
    now[OWNER] = replace(without(now[OWNER], form.KINERJA, ROW.kode), findings=(LIGHT,))


def proposal(now: Counted) -> None:
    now[OWNER] = without(now[OWNER], form.USULAN, "U.001")


@pytest.mark.parametrize(
    ("happened", "reason"),
    [
        (row_held, f"karena 3-kembali/{OWNER}.xlsx harus diperbaiki: {WRONG.message.rstrip('.')}: {ROW.kode}"),
        (row_light, f"karena isi renstra.xlsx untuk baris itu berubah: {ROW.kode}"),
        (proposal, f"karena isi renstra.xlsx untuk baris itu berubah: U.{OWNER}.1"),
        (gone, f"karena 3-kembali/{OWNER}.xlsx tidak dapat dibaca lagi: "),
    ],
)
def test_what_the_same_return_gives_no_more_is_told_by_what_became_of_it(
    happened: Callable[[Counted], None], reason: str
) -> None:
    now = counted()
    happened(now)
    mine = [each for each in told(now) if each.owner == OWNER and each.code is FileCode.ISIAN_BERKURANG]
    assert {each.severity for each in mine} == {Severity.PERINGATAN}
    assert [each.message for each in mine if reason in each.message] == [mine[0].message]


def test_a_return_that_is_refused_now_says_why() -> None:
    now = counted()
    gone(now)
    same = replace(counted()[OWNER], berkas="3-kembali/nama lain.xlsx", findings=(REFUSED,), refused=True)
    mine = next(each for each in told(now, [*now.values(), same]) if each.owner == OWNER)
    assert f"3-kembali/nama lain.xlsx kini ditolak: {REFUSED.message.rstrip('.')}: " in mine.message
    plain = next(each for each in told(now, [*now.values(), replace(same, findings=())]) if each.owner == OWNER)
    assert f"3-kembali/{OWNER}.xlsx tidak dapat dibaca lagi" in plain.message


def other_master(**parts: Any) -> Callable[[Plan], Plan]:
    """A plan of a master from which something was taken, and what it therefore says no more."""

    def changed_plan(one: Plan) -> Plan:
        kept = replace(one.master, **parts)
        rows = {each.kode for each in kept.indikator} | {each.kode for each in kept.program}
        isi = {place: each for place, each in one.isi.items() if place[0] in rows or place[0].startswith("U.")}
        return replace(one, master=kept, isi=isi)

    return changed_plan


def test_rows_and_bagian_that_the_master_has_no_more_are_the_cause() -> None:
    rows = tuple(each for each in master().indikator if each.kode != ROW.kode)
    (one,) = told(counted(), plan=other_master(indikator=rows))
    assert f"karena baris {ROW.kode} tidak ada lagi di renstra.xlsx: {ROW.kode}" in one.message
    bagian = tuple(each for each in master().bagian if each.kode != OWNER)
    now = counted()
    gone(now)
    mine = [each for each in told(now, plan=other_master(bagian=bagian)) if each.owner == OWNER]
    assert {each.code for each in mine} <= {FileCode.ISIAN_BERKURANG, FileCode.ISIAN_BERGANTI}
    assert all(f"karena bagian {OWNER} tidak ada lagi di renstra.xlsx: " in each.message for each in mine)


def test_many_values_are_counted_and_the_first_six_are_named() -> None:
    now = counted()
    gone(now)
    mine = next(each for each in told(now) if each.owner == OWNER)
    before, _ = merge(master(), Chosen({}, counted(), ()))
    lost = sum(each.origins[0].bagian == OWNER for place, each in before.isi.items() if len(each.origins) == 1)
    count = int(mine.message.split(" isian")[0])
    assert count >= lost > 6
    assert mine.message.rstrip(".").endswith(f"dan {count - 6} lainnya")
    assert mine.message.count("“") == 6


def test_of_a_joined_value_the_cause_that_no_return_tells_goes_first() -> None:
    row = next(each for each in master().indikator if each.cara_gabung == "jumlah")
    first, second = row.bagian[:2]
    now = counted()
    now[first] = replace(changed(now[first], form.KINERJA, row.kode, target=None), sha256="8" * 64, berkas="baru.xlsx")
    (light,) = [each for each in told(now) if f"{row.kode} Target" in each.message]
    assert (light.owner, light.severity) == (first, Severity.INFO)
    now[second] = replace(
        changed(now[second], form.KINERJA, row.kode, target=None), findings=(replace(WRONG, key=row.kode),)
    )
    (heavy,) = [each for each in told(now) if f"{row.kode} Target" in each.message]
    assert (heavy.owner, heavy.severity) == (second, Severity.PERINGATAN)
    assert "harus diperbaiki" in heavy.message


def test_a_joined_value_that_is_another_by_no_return_is_told_to_the_first_bagian() -> None:
    row = next(each for each in master().indikator if each.cara_gabung == "jumlah")
    place = (row.kode, "target")
    (one,) = told(
        counted(), plan=lambda plan: replace(plan, isi={**plan.isi, place: replace(plan.isi[place], nilai=Decimal(7))})
    )
    assert (one.code, one.owner) == (FileCode.ISIAN_BERGANTI, row.bagian[0])
    assert "menjadi 7" in one.message


def test_what_was_gone_before_or_never_came_from_a_return_is_not_told_again() -> None:
    gone_before: Mapping[tuple[str, str], Mapping[str, Any]] = {
        ("IK.9", "target"): {
            "ke": None,
            "asal": [{"bagian": OWNER, "sha256": "0", "lembar": "", "berkas": ""}],
            "cara": "",
        },
        ("IK.8", "target"): {"ke": "5", "asal": []},
    }
    after, _ = merge(master(), Chosen({}, counted(), ()))
    assert list(fewer(Since(WHEN, gone_before), after, Chosen({}, counted(), ()), [])) == []
