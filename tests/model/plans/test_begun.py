"""What a perubahan begins with: the signed answers, bagian by bagian, less what was dropped, with what was set over."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from helpers.perubahan import JUMLAH
from helpers.signed_plans import After, Answers, after, edits, merged, office, sent_back

from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.forms.unanswered import begun, unanswered
from rkt_excel.model.plans.inherited import inherited, inherited_values, with_inherited
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Place

OWNERS = {each.kode: each.bagian for each in office().indikator}
ALONE = next(kode for kode, bagian in OWNERS.items() if len(bagian) == 1)
LINE = next(each for each in office().program if each.bagian)
PARTS: Answers = {
    (OWNERS[JUMLAH][0], form.KINERJA, JUMLAH, "target"): Decimal(120),
    (OWNERS[JUMLAH][1], form.KINERJA, JUMLAH, "target"): Decimal(80),
    (OWNERS[ALONE][0], form.KINERJA, ALONE, "target"): Decimal(90),
    (OWNERS[ALONE][0], form.KINERJA, ALONE, "keterangan"): "Depo baru",
    (LINE.bagian or "", form.PROGRAM, LINE.kode, "pagu"): Decimal(5_000_000),
}  # fmt: skip
OVER: dict[Place, Decimal | str | None] = {(JUMLAH, "target"): Decimal(210)}


@cache
def first() -> Plan:
    return merged(office(), sent_back(office(), PARTS))


@cache
def begun_plainly() -> After:
    return after(first(), {})


@cache
def begun_with_edits() -> After:
    dropped: dict[Place, Decimal | str | None] = {(ALONE, "dihapus"): terms.YA, (LINE.kode, "dihapus"): terms.YA}
    return after(first(), edits(first(), {**OVER, **dropped}, "Keputusan rapat"))


def test_forms_begin_with_what_each_bagian_had_answered() -> None:
    found = {
        (sheet, kunci, kolom, bagian): value
        for sheet, kunci, kolom, bagian, value in begun(begun_plainly().fresh.master)
    }
    assert {(bagian, sheet, kunci, kolom): value for (sheet, kunci, kolom, bagian), value in found.items()} == PARTS
    assert list(begun(office())) == [], "of a first edition nothing was signed"


@pytest.mark.parametrize("bagian", [each.kode for each in office().bagian])
def test_a_form_begins_with_the_answers_of_its_own_bagian(bagian: str) -> None:
    master = begun_plainly().fresh.master
    assert list(begun(master, bagian)) == [each for each in begun(master) if each[3] == bagian]


def test_dropped_rows_begin_with_nothing_and_are_named_with_why() -> None:
    found = begun_with_edits()
    assert {kunci for _, kunci, *_ in begun(found.fresh.master)} == {JUMLAH}
    assert found.plan.dihapus == {ALONE, LINE.kode}
    told = {(each["kunci"], each["kolom"]): each for each in inherited_values(found.begun)}
    assert set(told) == {(JUMLAH, "target"), (ALONE, "dihapus"), (LINE.kode, "dihapus")}
    over = told[JUMLAH, "target"]
    assert (over["dari"], over["ke"], over["alasan"], over["oleh"]) == ("200", "210", "Keputusan rapat", "Sekretaris")
    assert (over["lembar"], told[LINE.kode, "dihapus"]["lembar"]) == (form.KINERJA, form.PROGRAM)
    assert told[ALONE, "dihapus"]["lembar"] == form.KINERJA
    assert (told[ALONE, "dihapus"]["dari"], told[ALONE, "dihapus"]["ke"]) == (None, terms.YA)
    assert found.fresh.master.murni is not None
    assert {each["berkas"] for each in told.values()} == {found.fresh.master.murni.signed.nama}


def test_what_had_been_set_over_stays_while_the_parts_are_the_same() -> None:
    found = begun_with_edits()
    assert found.fresh.nilai(JUMLAH, "target") == Decimal(200), "the forms themselves say what they said"
    assert with_inherited(found.fresh).nilai(JUMLAH, "target") == Decimal(210)
    assert with_inherited(found.fresh).dihapus == {ALONE, LINE.kode}
    plain = begun_plainly()
    assert inherited(plain.fresh.master) == {}
    assert with_inherited(plain.fresh) is plain.fresh
    assert inherited(office()) == {}


def test_a_bagian_that_has_nothing_left_to_fill_is_not_waited_for() -> None:
    bagian = OWNERS[ALONE][0]
    rows = {kode for kode, owners in OWNERS.items() if bagian in owners}
    rows |= {each.kode for each in office().program if each.bagian == bagian}
    dropped: dict[Place, Decimal | str | None] = {(kunci, "dihapus"): terms.YA for kunci in rows}
    master = after(first(), edits(first(), dropped)).fresh.master
    plan, _ = merge(master, Chosen({}, {}, ()))
    waited = set(form.busy(master))
    assert bagian not in waited
    assert waited
    assert {kode: plan.status[kode] for kode in {*waited, bagian}} == {
        **dict.fromkeys(waited, StatusBagian.BELUM_MASUK), bagian: StatusBagian.LENGKAP,
    }  # fmt: skip
    silent = {each.kode for each in master.bagian} - waited - {bagian}
    assert all(plan.status[kode] is StatusBagian.BELUM_MASUK for kode in silent), "which never had a row"
    kept, _ = merge(begun_plainly().fresh.master, Chosen({}, {}, ()))
    assert kept.status[bagian] is StatusBagian.BELUM_MASUK


def test_what_no_return_gives_still_holds_and_what_one_gives_does_not() -> None:
    master = begun_plainly().fresh.master
    everything = list(begun(master))
    assert list(unanswered(master, {}, set())) == everything
    _, kunci, kolom, bagian, _ = everything[0]
    assert list(unanswered(master, {}, {(kunci, kolom, bagian)})) == everything[1:]
    returns = {each.bagian or "": each for each in sent_back(master, {})}
    assert list(unanswered(master, returns, set())) == everything, "every cell is still as it was issued"
    other = {(bagian_, sheet, key, name): Decimal(1) if isinstance(value, Decimal) else "lain"
             for sheet, key, name, bagian_, value in everything}  # fmt: skip
    changed = {each.bagian or "": each for each in sent_back(master, other)}
    assert list(unanswered(master, changed, set())) == [], "each cell says something else"
    emptied = {each.bagian or "": each for each in sent_back(master, dict.fromkeys(other))}
    assert list(unanswered(master, emptied, set())) == [], "an emptied cell is an answer"


def test_nothing_is_awaited_of_a_bagian_all_of_whose_rows_were_dropped_before_the_signature() -> None:
    gone = OWNERS[ALONE][0]
    rows = [kode for kode, bagian in OWNERS.items() if gone in bagian]
    rows += [each.kode for each in office().program if each.bagian == gone]
    dropped: dict[Place, Decimal | str | None] = {(kode, "dihapus"): terms.YA for kode in rows}
    whole = after(first(), edits(first(), dropped, "Bagian dilebur"))
    part = after(first(), edits(first(), {place: dropped[place] for place in list(dropped)[1:]}, "Sebagian"))
    for master, done in ((whole.fresh.master, {gone}), (part.fresh.master, set()), (office(), set())):
        status = merge(master, Chosen({}, {}, ()))[0].status
        asked = set(form.busy(master)) | {gone}
        assert {each for each in asked if status[each] is StatusBagian.LENGKAP} == done
