"""What was signed is where everything starts from: any signed plan goes on into its perubahan value by value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from helpers.perubahan import JUMLAH, PROPOSAL, RATA, UTAMA
from helpers.signed_plans import After, Answers, Value, after, edits, issue, merged, office, said, sent_back
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.signed_plan import completed, signed_plan
from rkt_excel.model.papers.banding import banding
from rkt_excel.model.papers.isi_arsip import as_json
from rkt_excel.model.plans.changes import Before, changes, rows_of
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import as_details, revised, values, without_dropped
from rkt_excel.model.tables.formulir import JOINED, PROGRAM_ANSWERS, TEXTS
from rkt_excel.model.vocabulary import terms
from rkt_excel.model.vocabulary.nilai import Place
from rkt_excel.model.vocabulary.terms import QUARTERS

MASTER = office()
SHARED = (JUMLAH, RATA, UTAMA)
OWNERS = {each.kode: each.bagian for each in MASTER.indikator}
COLUMNS = (*JOINED, *TEXTS)
PIECES = ["Kepala", "Bidang", "=1+1", "“arsip”", "n/a", "a" * 90, "depo; naik", "80"]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
NUMBERS = st.decimals(min_value=0, max_value=100_000, places=2).map(lambda each: each.normalize() + 0)


def _value(kolom: str) -> st.SearchStrategy[Value]:
    """What may stand in a column; much of it breaks a rule, for drafts with findings are signed as well."""
    if kolom in TEXTS:
        return WORDS
    if kolom == "pagu":
        return st.integers(0, 10**12).map(Decimal)
    return NUMBERS.map(lambda each: Decimal(format(each, "f")))


def _fits(kunci: str, kolom: str) -> bool:
    return kunci != "IK.7.2" or kolom not in JOINED  # a predikat


INDIKATOR = [(k, kolom) for k in OWNERS for kolom in COLUMNS if _fits(k, kolom)]
PROGRAM = [(each.kode, kolom) for each in MASTER.program for kolom in PROGRAM_ANSWERS]


@st.composite
def answered(draw: st.DrawFn) -> Answers:
    """What the bagian answered, blanks among it."""
    found: dict[tuple[str, str, str, str], Value | None] = {}
    for kunci, kolom in INDIKATOR:
        for bagian in OWNERS[kunci]:
            if draw(st.integers(0, 4)):
                found[bagian, form.KINERJA, kunci, kolom] = draw(_value(kolom))
    for kunci, kolom in PROGRAM:
        found["PEM", form.PROGRAM, kunci, kolom] = draw(st.one_of(st.none(), _value(kolom)))
    return found


@st.composite
def typed(draw: st.DrawFn) -> dict[Place, Value | None]:
    """What the meeting typed: values, emptied cells, dropped rows, an accepted proposal."""
    places = draw(st.lists(st.sampled_from([*INDIKATOR, *PROGRAM]), max_size=12, unique=True))
    found: dict[Place, Value | None] = {
        place: draw(st.one_of(_value(place[1]), _value(place[1]), st.none())) for place in places
    }
    dropped = draw(
        st.lists(st.sampled_from([*OWNERS, *(each.kode for each in MASTER.program)]), max_size=3, unique=True)
    )
    found |= {(kunci, "dihapus"): terms.YA for kunci in dropped}
    if draw(st.booleans()):
        row: dict[str, Any] = {
            **PROPOSAL,
            "target": draw(NUMBERS),
            "diterima": terms.YA,
            "bagian": "SEK",
            "satuan": "%",
        }
        row |= {kolom: draw(_value(kolom)) for kolom in QUARTERS}
        found |= {("U.SEK.1", kolom): value for kolom, value in row.items()}
        if draw(st.booleans()):
            found["U.SEK.1", "dihapus"] = terms.YA
    return found


def first(said_then: Answers) -> Plan:
    """What the returns of the first edition said."""
    return merged(MASTER, sent_back(MASTER, said_then))


QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # an example takes a while, and shrinking runs hundreds


ANY = (answered(), typed(), st.sampled_from([None, "Rapat"]), st.sampled_from([(), (), ("SEK",), ("SEK", "PEM")]))


@pytest.mark.tuntas
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(*ANY)
def test_a_perubahan_that_nobody_touches_is_what_was_signed(
    answers: Answers, edited: dict[Place, Value | None], reason: str | None, missing: tuple[str, ...]
) -> None:
    _goes_on(answers, edited, reason, missing)


@pytest.mark.lama
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(*ANY)
def test_a_perubahan_that_nobody_touches_is_what_was_signed_at_length(
    answers: Answers, edited: dict[Place, Value | None], reason: str | None, missing: tuple[str, ...]
) -> None:
    _goes_on(answers, edited, reason, missing)


def _goes_on(answers: Answers, edited: dict[Place, Value | None], reason: str | None, missing: tuple[str, ...]) -> None:
    """Once, and once more: a perubahan of the perubahan starts from that one."""
    before = first(answers)
    once = after(before, edits(before, edited, reason), missing=missing)
    _is_what_was_signed(once)
    _is_what_was_signed(after(once.fresh, once.begun, MASTER))


def _is_what_was_signed(found: After) -> None:
    assert said(found.plan) == said(found.before)
    assert rows_of(found.plan) == rows_of(found.before)
    told = list(banding(without_dropped(found.plan), found.plan.master.program))
    assert {(each.keterangan, each.alasan) for each in told} <= {("tetap", "")}, "why a target stays is not asked"
    assert [each for each in told if each.murni != each.perubahan] == []
    wanted = {each.kode for each in without_dropped(found.before).master.indikator}
    assert {each.kode for each in told if each.satuan != "Rp"} == wanted
    start = Before(values(found.plan), rows_of(found.plan))
    assert changes(start, revised(found.fresh, found.begun)[0], {}, {}) == []
    assert {each.code.name for each in found.findings} <= {"TETAP_DIHAPUS", "USULAN_DITERUSKAN"}


# ------------------------------------------------------------------ what the master says otherwise

_PROPOSAL: Mapping[str, Any] = PROPOSAL
REASONS: dict[Place, Value | None] = {
    (JUMLAH, "target"): Decimal(260),
    ("IK.7.2", "dihapus"): terms.YA,
    **{("U.SEK.1", kolom): value for kolom, value in _PROPOSAL.items()},
    ("U.SEK.1", "target"): Decimal(60),
    ("U.SEK.1", "satuan"): "%",
    ("U.SEK.1", "diterima"): terms.YA,
    ("U.SEK.1", "bagian"): "SEK",
}
PARTS: Answers = {
    **{(bagian, form.KINERJA, kunci, "target"): Decimal(value)
       for kunci in SHARED for bagian, value in (("SEK", 120), ("PEM", 80))},
    **{("PEM", form.KINERJA, "IK.1.2", kolom): Decimal(90) for kolom in ("target", "tw4")},
    ("PEM", form.PROGRAM, "2.23.02", "pagu"): Decimal(5_000_000),
}  # fmt: skip


def row(which: str, **facts: Any) -> Callable[[Master], Master]:
    """An indikator or a program line says something else."""

    def change(master: Master) -> Master:
        indikator = [_with(each, facts) if each.kode == which else each for each in master.indikator]
        program = [_with(each, facts) if each.kode == which else each for each in master.program]
        return replace(master, indikator=tuple(indikator), program=tuple(program))

    return change


def _with(each: Any, facts: Mapping[str, Any]) -> Any:
    return each.model_copy(update=facts)


def without(kode: str) -> Callable[[Master], Master]:
    """A row, a sasaran or a bagian is gone from the master."""

    def change(master: Master) -> Master:
        return replace(
            master,
            indikator=tuple(each for each in master.indikator if each.kode != kode),
            program=tuple(each for each in master.program if each.kode != kode),
            bagian=tuple(each for each in master.bagian if each.kode != kode),
            sasaran=tuple(each for each in master.sasaran if each.kode != kode),
        )

    return change


def added(kode: str, like: str, **facts: Any) -> Callable[[Master], Master]:
    """The master has one more indikator."""

    def change(master: Master) -> Master:
        there = next(each for each in master.indikator if each.kode == like)
        return replace(master, indikator=(*master.indikator, there.model_copy(update={"kode": kode, **facts})))

    return change


def moved_sasaran(master: Master) -> Master:
    """SS.1 is gone; its indikator of the Renstra went to SS.7."""
    return without("SS.1")(row("IK.1.2", sasaran="SS.7")(master))


def renamed_bagian(master: Master) -> Master:
    bagian = [each.model_copy(update={"nama": f"{each.nama} Baru"}) for each in master.bagian]
    return replace(master, bagian=tuple(bagian))


SAME_WORDS = str(PROPOSAL["indikator"])
Expected = tuple[str, str]  # a code with its kunci
OTHERWISE: dict[str, tuple[Callable[[Master], Master], Expected, dict[Place, str | None]]] = {
    # name: what the master says now, what is told, and values that the plan has then
    "satuan": (row("IK.1.2", satuan="Dokumen"), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"), {("IK.1.2", "target"): None}),
    "jenis": (row("IK.1.2", jenis="persen"), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"), {("IK.1.2", "target"): None}),
    "mode": (
        row("IK.1.2", mode="kumulatif"), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"),
        {("IK.1.2", "target"): "90", ("IK.1.2", "tw4"): None},
    ),
    "target Renstra": (
        row("IK.1.2", target=Decimal(99)), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"), {("IK.1.2", "target"): "90"},
    ),
    "another sasaran": (row("IK.1.2", sasaran="SS.7"), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"), {}),
    "another pengampu": (
        row("IK.1.2", bagian=("SEK",)), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"), {("IK.1.2", "target"): "90"},
    ),
    "shared now": (
        row("IK.1.2", bagian=("PEM", "SEK"), cara_gabung="jumlah"), ("BEDA_DARI_DITANDATANGANI", "IK.1.2"),
        {("IK.1.2", "target"): "90"},
    ),
    "one pengampu now": (
        row(RATA, bagian=("PEM",), cara_gabung=None), ("BEDA_DARI_DITANDATANGANI", RATA), {(RATA, "target"): "100"},
    ),
    "joined otherwise": (
        row(JUMLAH, cara_gabung="rata-rata"), ("BEDA_DARI_DITANDATANGANI", JUMLAH), {(JUMLAH, "target"): "260"},
    ),
    "joined otherwise, set by nobody": (
        row(RATA, cara_gabung="jumlah"), ("BEDA_DARI_DITANDATANGANI", RATA), {(RATA, "target"): "100"},
    ),
    "other words": (
        row("IK.1.2", indikator="Sesuatu yang lain"), ("KODE_DIPAKAI_LAIN", "IK.1.2"), {("IK.1.2", "target"): None},
    ),
    "another kode": (row("IK.1.2", kode="IK.1.9"), ("KODE_BERGANTI", "IK.1.9"), {("IK.1.9", "target"): "90"}),
    "row gone": (without("IK.1.2"), ("BARIS_DITANDATANGANI_TIDAK_ADA", "IK.1.2"), {("IK.1.2", "target"): "90"}),
    "program gone": (
        without("2.23.02"), ("BARIS_DITANDATANGANI_TIDAK_ADA", "2.23.02"), {("2.23.02", "pagu"): "5000000"},
    ),
    "program line of another output": (
        row("2.23.02", indikator="Keluaran lain"), ("BEDA_DARI_DITANDATANGANI", "2.23.02"),
        {("2.23.02", "pagu"): "5000000"},
    ),
    "sasaran gone": (moved_sasaran, ("BARIS_DITANDATANGANI_TIDAK_ADA", "SS.1"), {("U.SEK.1", "target"): "60"}),
    "bagian renamed": (renamed_bagian, ("BEDA_DARI_DITANDATANGANI", "SEK"), {("IK.1.2", "target"): "90"}),
    "new row": (
        added("IK.1.8", "IK.1.2", indikator="Sesuatu yang baru"), ("BARIS_BELUM_DITANDATANGANI", "IK.1.8"),
        {("IK.1.8", "target"): None},
    ),
    "proposal taken over under a kode of its own": (
        added("IK.1.8", "IK.1.2", indikator=SAME_WORDS.upper(), satuan="%", jenis="persen", bagian=("SEK",)),
        ("KODE_BERGANTI", "IK.1.8"), {("IK.1.8", "target"): "60", ("U.SEK.1", "target"): None},
    ),
    "kode of the proposal taken by another row": (
        added("U.SEK.1", "IK.1.2", indikator="Sesuatu yang baru"), ("KODE_DIPAKAI_LAIN", "U.SEK.1"),
        {("U.SEK.2", "target"): "60", ("U.SEK.1", "target"): None},
    ),
    "dropped row under other words": (
        row("IK.7.2", indikator="Sesuatu yang lain"), ("BARIS_BELUM_DITANDATANGANI", "IK.7.2"), {},
    ),
    "dropped row under another kode": (row("IK.7.2", kode="IK.7.8"), ("TETAP_DIHAPUS", "IK.7.8"), {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def before() -> Plan:
    """What the returns of a first edition said, parts of 120 and 80 among it."""
    return first(PARTS)


@pytest.mark.tuntas
@pytest.mark.parametrize("name", OTHERWISE)
def test_what_the_master_says_otherwise_is_told_and_nothing_wins_in_silence(name: str, before: Plan) -> None:
    change, told, wanted = OTHERWISE[name]
    found = after(before, edits(before, REASONS), change(MASTER))
    assert told in {(each.code.name, each.key) for each in found.findings}
    assert {place: _text(found.plan, place) for place in wanted} == wanted
    rows = {each.indikator for each in found.plan.master.indikator}
    assert rows | {each.uraian for each in banding(without_dropped(found.plan), found.plan.master.program)} >= {
        each.indikator for each in without_dropped(found.before).master.indikator if each.indikator != SAME_WORDS
    }
    codes = [each.kode for each in found.plan.master.indikator]
    assert len(codes) == len(set(codes)), "no kode names two things"


def _text(plan: Plan, place: Place) -> str | None:
    value = plan.nilai(*place)
    return format(value, "f") if isinstance(value, Decimal) else value


def test_a_bagian_that_is_gone_leaves_its_signed_rows(before: Plan) -> None:
    without_pem = without("PEM")(replace(MASTER, program=()))
    rows = [each.model_copy(update={"bagian": ("SEK",)}) for each in without_pem.indikator if "SEK" in each.bagian]
    found = after(before, edits(before, REASONS), replace(without_pem, indikator=tuple(rows)))
    assert _text(found.plan, ("IK.1.2", "target")) == "90"
    assert _text(found.plan, ("2.23.02", "pagu")) == "5000000"
    assert ("BARIS_DITANDATANGANI_TIDAK_ADA", "PEM") in {(each.code.name, each.key) for each in found.findings}


def test_a_scale_that_changed_is_shown_beside_the_old_one_and_never_as_unchanged(before: Plan) -> None:
    found = after(before, edits(before, REASONS), row("IK.1.2", satuan="Dokumen")(MASTER), {
        ("PEM", form.KINERJA, "IK.1.2", kolom): Decimal(90) for kolom in ("target", "tw4")
    })  # fmt: skip
    told = next(each for each in banding(without_dropped(found.plan), ()) if each.kode == "IK.1.2")
    assert (told.murni, told.perubahan, told.keterangan) == ("90 nilai", "90", "berubah")
    notes = form_content(found.plan.master, "PEM", issue(found.plan.master)).notes.values()
    assert "RKT 2027 edisi murni yang ditandatangani: target 90 nilai." in notes, "the bagian is shown what it was"


def test_a_part_that_changed_beside_one_that_did_not_come_is_the_sum_of_both(before: Plan) -> None:
    found = after(before, {}, typed={("SEK", form.KINERJA, JUMLAH, "target"): Decimal(150)})
    assert _text(found.plan, (JUMLAH, "target")) == "230"


def test_an_emptied_cell_is_an_answer_and_not_what_was_signed(before: Plan) -> None:
    edited = edits(before, {("IK.1.2", "keterangan"): "Lihat lampiran"})
    found = after(
        before, edited, typed={("PEM", form.KINERJA, "IK.1.2", kolom): None for kolom in ("target", "keterangan")}
    )
    assert _text(found.plan, ("IK.1.2", "keterangan")) is None
    assert _text(found.plan, ("IK.1.2", "target")) is None
    word = next(each.keterangan for each in banding(without_dropped(found.plan), ()) if each.kode == "IK.1.2")
    assert word == "belum diisi", "the row is still there"


def test_what_an_older_program_signed_is_understood_with_its_journal(before: Plan) -> None:
    edited = edits(before, REASONS)
    plan, _ = revised(before, edited)
    whole = as_json(plan, edited)
    old = {name: value for name, value in json.loads(whole).items() if name not in ("dihapus", "suntingan")}
    words = {each.kode: each.indikator for each in MASTER.indikator}
    journal = json.loads(json.dumps(as_details(edited)))
    assert signed_plan(completed(json.dumps(old).encode("utf-8"), journal, words)) == signed_plan(whole)
    assert completed(whole, (), {}) == whole
