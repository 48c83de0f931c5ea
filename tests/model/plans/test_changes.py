"""What differs between two states of a plan, why, and what the journal makes of it: held against what was typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from helpers.rules_subjects import master, returns
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.changes import (
    NO_REASON,
    Before,
    Change,
    JenisPerubahan,
    changed_cells,
    changes,
    differs,
    rows_of,
)
from rkt_excel.model.plans.collected import returned_values
from rkt_excel.model.plans.history import (
    JenisPeristiwa,
    changed_values,
    held_values,
    histories,
    last_merged,
    merged_values,
    said,
)
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import (
    CARA,
    RAPAT,
    Suntingan,
    answers,
    as_details,
    from_details,
    reasons,
    revised,
    values,
    without_dropped,
)
from rkt_excel.model.plans.threeway import Conflict
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS
from rkt_excel.model.vocabulary.nilai import Nilai, Place, as_text
from rkt_excel.model.vocabulary.terms import YA

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ALONE = [each for each in master().indikator if len(each.bagian) == 1]
ROW, OTHER = ALONE[0], ALONE[1]
OWNER = ROW.bagian[0]
LINE = next(each for each in master().program if each.bagian)
TYPED = [(ROW.kode, "target"), (ROW.kode, "keterangan"), (OTHER.kode, "penanggung_jawab"), (LINE.kode, "pagu")]


@cache
def chosen() -> Chosen:
    """What every bagian of the shipped master returned, one of them with two proposals."""
    counted = returns(master(), {}, {OWNER: ("Jumlah kampung literasi", "Jumlah bunda baca")}, (), set())
    return Chosen({}, {kode: replace(each, sha256=f"{kode:0>64}") for kode, each in counted.items()}, ())


@cache
def fresh() -> Plan:
    return merge(master(), chosen())[0]


def edit(value: Nilai | None, atas: str | None, **more: Any) -> Suntingan:
    told = {"alasan": "Keputusan rapat", "oleh": "Sekretaris", "berkas": "4-konsep/Konsep.xlsx", "sha256": "7" * 64,
            "lembar": "Kinerja", "sel": "L9", **more}  # fmt: skip
    return Suntingan(value, atas, **told)


def over(plan: Plan, typed: Mapping[Place, Nilai | None]) -> dict[Place, Suntingan]:
    """Edits over what the returns say now."""
    return {
        place: edit(value, as_text(plan.nilai(*place)), sel=f"L{n}") for n, (place, value) in enumerate(typed.items())
    }


# ------------------------------------------------------------------ the merge, cell by cell


def test_every_value_of_the_plan_is_what_a_bagian_typed_and_nothing_typed_is_missing() -> None:
    plan = fresh()
    typed = {
        (one.bagian, one.berkas, one.sha256, sheet, each.address(name)): getattr(each.row, name)
        for one in chosen().counted.values()
        for sheet, rows in one.result.rows.items()
        for each in rows
        for name in {form.KINERJA: ANSWERS, form.PROGRAM: PROGRAM_ANSWERS}.get(sheet, each.row.columns())
        if getattr(each.row, name) is not None
    }
    cells = [(o.bagian, o.berkas, o.sha256, o.lembar, o.sel) for isi in plan.isi.values() for o in isi.origins]
    assert sorted(map(str, cells)) == sorted(map(str, typed)), "each cell once"
    for isi in plan.isi.values():
        for each in isi.origins:
            assert each.nilai == typed[each.bagian, each.berkas, each.sha256, each.lembar, each.sel]
        if len(isi.origins) == 1:
            assert isi.nilai == isi.origins[0].nilai
    assert set(plan.status.values()) == {StatusBagian.LENGKAP}
    proposed = [(bagian, row.kode, row.indikator) for bagian, row in plan.usulan]
    assert proposed == [
        (OWNER, f"U.{OWNER}.1", "Jumlah kampung literasi"), (OWNER, f"U.{OWNER}.2", "Jumlah bunda baca"),
    ]  # fmt: skip


def test_the_sheets_of_the_konsep_say_what_the_plan_says() -> None:
    plan = fresh()
    rows = konsep.konsep_rows(plan, [], {OWNER: "3-kembali/a.xlsx"}, {ROW.kode: ("Depo baru", "Sekretaris")})
    lines: list[tuple[Any, tuple[str, ...]]] = [
        (row, names) for sheet, names in konsep.TYPED.items() for row in rows[sheet]
    ]
    assert values(plan) == {
        (row.kode, name): value
        for row, names in lines
        for name in names
        if (value := getattr(row, name, None)) is not None
    }
    beside = {(row.kode, row.alasan_perubahan, row.diminta_oleh) for row, _ in lines if row.alasan_perubahan}
    assert beside == {(ROW.kode, "Depo baru", "Sekretaris")}, "the reason beside its own row"
    first = rows[konsep.RINGKASAN]
    assert [(each.kode, each.nama, each.status, each.berkas) for each in first] == [  # type: ignore[union-attr]
        (each.kode, each.nama, "lengkap", "3-kembali/a.xlsx" if each.kode == OWNER else None)
        for each in master().bagian
    ]
    sources = [(each.kunci, each.bagian, each.berkas, each.sel) for each in rows[konsep.SUMBER]]  # type: ignore[union-attr]
    assert sources == [
        (place[0], o.bagian, o.berkas, o.sel) for place, isi in sorted(plan.isi.items()) for o in isi.origins
    ]


def test_every_value_that_came_back_is_listed_with_its_cell() -> None:
    listed = {
        (each.bagian, each.lembar, each.kunci, each.kolom): (each.nilai, each.berkas, each.sha256, each.sel)
        for each in returned_values(chosen())
    }
    for one in chosen().counted.values():
        for sheet, rows in one.result.rows.items():
            for each in rows:
                for name, cell in each.cells.items():
                    value = getattr(each.row, name)
                    place = (one.bagian, sheet, each.key, name)
                    assert listed.pop(place, None) == (
                        None if value is None else (value, one.berkas, one.sha256, cell.address)
                    )
    assert not listed


# ------------------------------------------------------------------ what people type

_VALUES: Mapping[str, st.SearchStrategy[Nilai | None]] = {
    "target": st.sampled_from([Decimal("74.5"), Decimal("74.50"), Decimal(0), Decimal(1_250), None]),
    "keterangan": st.sampled_from(["", "dari rapat", "1250", None]),
    "penanggung_jawab": st.sampled_from(["Arsiparis", "Sekretaris", None]),
    "pagu": st.sampled_from([Decimal(62_500_000), Decimal(0), None]),
}


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_the_changes_are_what_differs_cell_by_cell_and_survive_the_journal(data: st.DataObject) -> None:
    plan = fresh()
    typed = {place: data.draw(_VALUES[place[1]]) for place in TYPED if data.draw(st.booleans())}
    edits = over(plan, {place: value or None for place, value in typed.items()})
    after, conflicts = revised(plan, edits)
    assert not conflicts
    assert from_details({"suntingan": json.loads(json.dumps(as_details(edits)))}) == edits
    found = changes(Before(values(plan), rows_of(plan)), after, edits, {})
    then, now = values(plan), values(after)
    assert {(each.kunci, each.kolom): (as_text(each.dari), as_text(each.menjadi)) for each in found} == {
        place: (as_text(then.get(place)), as_text(now.get(place)))
        for place in {*then, *now}
        if as_text(then.get(place)) != as_text(now.get(place))
    }
    assert {place for place in then if then[place] != now.get(place)} <= set(edits), "nothing else has changed"
    for each in found:
        why = edits[each.kunci, each.kolom]
        assert (each.alasan, each.oleh, each.berkas, each.sha256, each.lembar, each.sel) == (
            why.alasan, why.oleh, why.berkas, why.sha256, why.lembar, why.sel,
        )  # fmt: skip
        origins = after.isi[each.kunci, each.kolom].origins if each.menjadi is not None else ()
        assert [(o.bagian, o.sel, o.nilai) for o in origins[:1]] == [
            (RAPAT, why.sel, each.menjadi) for _ in origins[:1]
        ]
        assert origins[1:] == (
            plan.isi[each.kunci, each.kolom].origins if (each.kunci, each.kolom) in plan.isi and origins else ()
        )
        assert each.menjadi is None or after.isi[each.kunci, each.kolom].cara == CARA
        assert each.uraian == {**rows_of(plan)}[each.kunci]
    assert [(each.kunci, each.kolom) for each in found] == sorted(
        [(each.kunci, each.kolom) for each in found],
        key=lambda place: (place[0], [*konsep.TYPED[konsep.KINERJA], *konsep.TYPED[konsep.PROGRAM]].index(place[1])),
    )
    assert {place: each.menjadi for place, each in changed_cells(found).items()} == {
        (each.kunci, each.kolom): each.menjadi for each in found
    }


def test_what_a_later_return_says_otherwise_waits_and_what_it_says_too_is_its_own() -> None:
    plan, place = fresh(), (ROW.kode, "target")
    before = as_text(plan.nilai(*place))
    later = replace(plan, isi={**plan.isi, place: replace(plan.isi[place], nilai=Decimal(61))})
    held, conflicts = revised(later, {place: edit(Decimal(60), before)})
    assert conflicts == {place: Conflict(before, "60", "61")}
    assert held.nilai(*place) == Decimal(60)
    (told,) = held_values(conflicts)
    assert (told["kunci"], told["kolom"], told["semula"], told["disunting"], told["baru"]) == (
        *place,
        before,
        "60",
        "61",
    )
    agreed, none = revised(later, {place: edit(Decimal(61), before)})
    assert not none
    assert agreed.isi[place] == later.isi[place], "the cell of the return, for it says so itself"
    emptied, again = revised(later, {place: edit(None, before)})
    assert again == {place: Conflict(before, None, "61")}
    assert emptied.nilai(*place) is None


def test_what_a_return_brings_is_told_with_its_files_and_bagian_and_what_it_takes_as_gone() -> None:
    plan = fresh()
    joined = next(place for place, isi in plan.isi.items() if len(isi.origins) > 1)
    before = Before({**values(plan), joined: "lain", (ROW.kode, "target"): Decimal(1)}, rows_of(plan))
    lost = replace(plan, isi={place: isi for place, isi in plan.isi.items() if place != (ROW.kode, "target")})
    gone, new = sorted(changes(before, lost, {}, {}), key=lambda each: each.kunci != ROW.kode or each.kolom != "target")
    assert (gone.jenis, gone.alasan, gone.oleh) == (
        JenisPerubahan.KIRIMAN, "Tidak ada lagi dalam kiriman yang dipakai", None,
    )  # fmt: skip
    origins = plan.isi[joined].origins
    assert new.alasan == f"Kiriman {', '.join(o.berkas for o in origins)}"
    assert new.oleh == ", ".join(master().nama_bagian(o.bagian) for o in origins)
    assert (new.dari, new.menjadi) == ("lain", plan.nilai(*joined))


# ------------------------------------------------------------------ whole rows


def proposal(number: int = 1) -> str:
    return f"U.{OWNER}.{number}"


def row_edits() -> dict[Place, Suntingan]:
    """A row dropped, a proposal accepted."""
    return {
        (ROW.kode, "dihapus"): edit(YA, None, alasan="Digabung ke indikator lain", sel="M9"),
        (proposal(), "diterima"): edit(YA, None, alasan="Diterima rapat", sel="N6", lembar="Usulan"),
    }


def test_rows_that_come_and_go_are_one_change_each_and_their_cells_are_none() -> None:
    plan, edits = fresh(), row_edits()
    after, _ = revised(plan, edits)
    assert after.dihapus == {ROW.kode}
    assert [row.kode for _, row in after.usulan] == [proposal(2)]
    assert {ROW.kode, proposal()} <= {each.kode for each in after.master.indikator}
    assert ROW.kode not in rows_of(after)
    printed = without_dropped(after)
    assert ROW.kode not in {each.kode for each in printed.master.indikator} | {place[0] for place in printed.isi}
    assert [each.kode for each in printed.master.program] == [each.kode for each in master().program]
    beside = {(kunci, "keterangan"): edit("x", None, alasan="Lain") for kunci in (ROW.kode, proposal())}
    found = changes(Before(values(plan), rows_of(plan)), after, {**beside, **edits}, {})
    told = {each.kunci: (each.jenis, each.kolom, each.dari, each.menjadi, each.alasan, each.sel) for each in found}
    assert told == {
        proposal(): (JenisPerubahan.BARIS_BARU, konsep.BARIS, None, "Jumlah kampung literasi", "Diterima rapat", "N6"),
        ROW.kode: (
            JenisPerubahan.BARIS_DIHAPUS, konsep.BARIS, ROW.indikator, None, "Digabung ke indikator lain", "M9",
        ),
    }  # fmt: skip
    assert set(changed_cells(found)) == {(proposal(), "kode"), (ROW.kode, "dihapus")}
    back, _ = revised(plan, {key: each for key, each in edits.items() if key[1] == "diterima"})
    again = changes(Before(values(after), rows_of(after)), back, {(ROW.kode, "target"): edit(Decimal(1), None)}, {})
    (one,) = again
    assert (one.jenis, one.kunci, one.menjadi, one.uraian) == (
        JenisPerubahan.BARIS_KEMBALI, ROW.kode, ROW.indikator, ROW.indikator,
    )  # fmt: skip
    assert one.alasan == "Keputusan rapat", "of whatever else was typed in that row"


@pytest.mark.parametrize("lacking", ["sasaran", "satuan", "jenis", "arah", "mode"])
def test_a_proposal_that_lacks_what_makes_an_indikator_is_not_taken_in(lacking: str) -> None:
    plan, place = fresh(), (proposal(), lacking)
    edits = {**row_edits(), place: edit(None, as_text(plan.nilai(*place)))}
    after, _ = revised(plan, edits)
    assert proposal() in {row.kode for _, row in after.usulan}
    assert proposal() not in {each.kode for each in after.master.indikator}
    elsewhere = {**row_edits(), (proposal(), "sasaran"): edit("SS.99", as_text(plan.nilai(proposal(), "sasaran")))}
    assert proposal() in {row.kode for _, row in revised(plan, elsewhere)[0].usulan}


def test_an_accepted_proposal_stands_with_its_sasaran_and_with_the_bagian_that_it_was_given_to() -> None:
    other = next(each.kode for each in master().bagian if each.kode != OWNER)
    edits = {(proposal(), "bagian"): edit(other, OWNER), **row_edits()}
    after, _ = revised(fresh(), edits)
    row = next(each for each in after.master.indikator if each.kode == proposal())
    assert row.bagian == (other,)
    order = [each.kode for each in after.master.sasaran]
    places = [order.index(each.sasaran) for each in after.master.indikator]
    assert places == sorted(places)
    new = (("U.RAPAT.1", "indikator"), ("U.RAPAT.1", "bagian"))
    mere, _ = revised(fresh(), {new[0]: edit("Usul rapat", None), new[1]: edit(other, None)})
    assert (other, "Usul rapat") in [(bagian, each.indikator) for bagian, each in mere.usulan]
    assert answers(mere)["U.RAPAT.1", "bagian"] == other


def test_a_proposal_that_the_meeting_decided_about_stays_though_another_form_says_otherwise() -> None:
    plan, edits = fresh(), row_edits()
    kept = {
        (proposal(), name): edit(value, as_text(value))
        for (kode, name), value in values(plan).items()
        if kode == proposal()
    }
    gone = replace(
        plan, usulan=plan.usulan[1:], isi={place: isi for place, isi in plan.isi.items() if place[0] != proposal()}
    )
    after, conflicts = revised(gone, {**kept, **edits})
    assert not conflicts, "what comes no more is no news"
    assert proposal() in {each.kode for each in after.master.indikator}
    other = replace(
        plan, isi={**plan.isi, (proposal(), "target"): replace(plan.isi[proposal(), "target"], nilai=Decimal(9))}
    )
    after, conflicts = revised(other, {**kept, **edits})
    assert set(conflicts) == {(proposal(), "target")}
    assert after.nilai(proposal(), "target") == plan.nilai(proposal(), "target")


def test_a_reason_that_was_given_later_is_a_change_of_its_own() -> None:
    plan, place = fresh(), (ROW.kode, "target")
    edits = {place: edit(Decimal(60), as_text(plan.nilai(*place)), alasan=None)}
    shown, _ = revised(plan, edits)
    why = {place: edit(Decimal(60), None, alasan="Depo baru")}
    (one,) = changes(Before(values(shown), rows_of(shown)), shown, {}, why)
    assert (one.jenis, one.dari, one.menjadi, one.alasan) == (
        JenisPerubahan.ALASAN,
        Decimal(60),
        Decimal(60),
        "Depo baru",
    )
    assert not changed_cells([one])


def test_reasons_beside_a_row_are_the_first_that_was_given_and_none_of_what_was_signed_before() -> None:
    given_to = {
        (ROW.kode, "target"): edit(Decimal(1), None, alasan="", oleh=None),
        (ROW.kode, "tw4"): edit(Decimal(1), None, alasan="Depo baru", oleh="Kasubag"),
        (ROW.kode, "keterangan"): edit("x", None, alasan="lain", oleh="Sekretaris"),
        (OTHER.kode, "target"): edit(Decimal(1), None, warisan=True),
    }
    assert reasons(given_to) == {ROW.kode: ("Depo baru", "Kasubag")}
    plan, _ = revised(fresh(), given_to)
    assert plan.sebab == {(ROW.kode, "tw4"): "Depo baru", (ROW.kode, "keterangan"): "lain"}


# ------------------------------------------------------------------ as it is printed


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [(None, None, False), (Decimal("1.0"), Decimal("1.00"), True), (Decimal(1), "1", False), ("a", None, True)],
)
def test_a_cell_differs_by_what_it_says(one: Nilai | None, other: Nilai | None, *, differ: bool) -> None:
    assert differs(one, other) is differ


def test_a_change_is_told_on_its_cell_and_in_the_list() -> None:
    one = Change(ROW.kode, "target", Decimal(1_250), None, None, uraian=ROW.indikator)
    assert one.told("Draft 1") == "Diubah sejak Draft 1.\nSemula: 1.250\nMenjadi: (kosong)\nAlasan: (belum ada alasan)"
    line = one.row()
    assert (line.kunci, line.kolom, line.dari, line.menjadi, line.alasan, line.oleh, line.jenis, line.uraian) == (
        ROW.kode, konsep.heading("target"), "1.250", None, NO_REASON, None, "nilai diubah", ROW.indikator,
    )  # fmt: skip
    asked = replace(one, alasan="Depo baru", oleh="Kasubag", dari=None, menjadi="B")
    assert asked.told("konsep").splitlines()[1:] == [
        "Semula: (kosong)", "Menjadi: B", "Alasan: Depo baru", "Diminta oleh: Kasubag",
    ]  # fmt: skip
    assert asked.row().alasan == "Depo baru"
    row = Change(ROW.kode, konsep.BARIS, "x", None, "Digabung", jenis=JenisPerubahan.BARIS_DIHAPUS)
    assert row.told("konsep") == "Baris dihapus sejak konsep.\nAlasan: Digabung"
    assert row.row().kolom == "Seluruh baris"


# ------------------------------------------------------------------ the journal

_STATES = st.lists(st.dictionaries(st.sampled_from(TYPED[:2]), st.sampled_from([1, 2, 3])), min_size=1, max_size=5)


@given(_STATES)
@settings(max_examples=60, deadline=None)
def test_the_history_of_each_value_leads_step_by_step_to_what_it_is(states: list[dict[Place, int]]) -> None:
    base = fresh()
    entries: list[tuple[datetime, dict[str, Any]]] = []
    for number, state in enumerate(states):
        isi = {place: replace(base.isi[ROW.kode, "target"], nilai=Decimal(value)) for place, value in state.items()}
        now = replace(base, isi=isi)
        before = last_merged(each for _, each in entries)
        changed = json.loads(json.dumps(merged_values(now, before)))
        entries.append((NOW + timedelta(days=number), {"nilai": changed}))
        after = last_merged(each for _, each in entries)
        assert {place: each["ke"] for place, each in after.items() if each["ke"] is not None} == {
            place: as_text(Decimal(value)) for place, value in state.items()
        }
        assert merged_values(now, after) == [], "the same again is no news"
        assert said(each for _, each in entries) == {place: str(value) for place, value in state.items()}
    told = histories(entries)
    for place in TYPED[:2]:
        steps = told.get(place, [])
        was: str | None = None
        for each in steps:
            assert each.dari == was
            assert each.peristiwa is (JenisPeristiwa.DITARIK if each.ke is None else JenisPeristiwa.DIGABUNG)
            assert each.kapan in {
                when for when, one in entries if any((v["kunci"], v["kolom"]) == place for v in one["nilai"])
            }
            was = each.ke
        assert was == (str(states[-1][place]) if place in states[-1] else None)


def test_what_people_changed_is_told_by_what_it_was_and_never_twice() -> None:
    plan, edits = fresh(), row_edits() | over(fresh(), {(OTHER.kode, "keterangan"): "x", (OTHER.kode, "target"): None})
    after, _ = revised(plan, edits)
    found = changes(Before({**values(plan), (LINE.kode, "pagu"): Decimal(1)}, rows_of(plan)), after, edits, {})
    details = {
        "perubahan": json.loads(json.dumps(changed_values(found))),
        "bentrok": held_values({(OTHER.kode, "tw4"): Conflict("1", "2", "3")}),
        "sumber": "4-konsep/lain.xlsx",
    }
    told = {
        place: [(e.peristiwa, e.dari, e.ke, e.alasan) for e in each]
        for place, each in histories([(NOW, details)]).items()
    }
    assert (LINE.kode, "pagu") not in told, "that came by a return, which the consolidation tells"
    assert told[OTHER.kode, "keterangan"][0][0] is JenisPeristiwa.DIUBAH
    assert told[OTHER.kode, "target"][0][0] is JenisPeristiwa.DIHAPUS
    assert told[ROW.kode, konsep.BARIS][0][0] is JenisPeristiwa.BARIS_DIHAPUS
    assert told[proposal(), konsep.BARIS][0][0] is JenisPeristiwa.BARIS_BARU
    assert told[OTHER.kode, "tw4"][0][:3] == (JenisPeristiwa.DITAHAN, "3", "2")
    first = histories([(NOW, details)])[OTHER.kode, "keterangan"][0]
    assert (first.berkas, first.sha256, first.oleh) == ("4-konsep/Konsep.xlsx", "7" * 64, "Sekretaris")


def test_what_an_older_journal_does_not_say_of_a_change_is_said_of_its_draft() -> None:
    old = {"kunci": ROW.kode, "kolom": "target", "dari": "1", "ke": "2", "alasan": "x"}
    told = histories([(NOW, {"perubahan": [old], "sumber": "4-konsep/K.xlsx", "sumber_sha256": "5" * 64})])
    (one,) = told[ROW.kode, "target"]
    assert (one.peristiwa, one.berkas, one.sha256, one.oleh, one.sel) == (
        JenisPeristiwa.DIUBAH, "4-konsep/K.xlsx", "5" * 64, None, None,
    )  # fmt: skip


def test_the_bagian_of_a_proposal_is_kept_while_the_proposal_stands() -> None:
    plan = fresh()
    first = {"nilai": json.loads(json.dumps(merged_values(plan, {})))}
    assert said([first])[proposal(), "bagian"] == OWNER
    assert (ROW.kode, "bagian") not in said([first])
    gone = replace(plan, isi={place: isi for place, isi in plan.isi.items() if not place[0].startswith("U.")})
    second = {"nilai": merged_values(gone, last_merged([first]))}
    assert (proposal(), "bagian") not in said([first, second])
