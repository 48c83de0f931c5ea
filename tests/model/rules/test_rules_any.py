"""What holds of the rules for any answers: legal ones give no fault, and nothing that can stand in a row breaks one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from helpers.rules_subjects import INDEKS, KELUARAN, LEVELS, changed, master, office, plan
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rkt_excel.model.forms import form
from rkt_excel.model.forms.form import BERSAMA_UTAMA, SENDIRI
from rkt_excel.model.forms.form_rules import FORM_RULES, judge_form
from rkt_excel.model.forms.row_rules import ROW_RULES, FormLine
from rkt_excel.model.origin.master_rules import MASTER_ROW_RULES, MASTER_RULES
from rkt_excel.model.plans.plan_rules import PLAN_RULES
from rkt_excel.model.rules.rule import Rule
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary.nomenklatur import gaps, parent_of, repairs
from rkt_excel.model.vocabulary.terms import KODE_PROGRAM, QUARTERS, Arah, Jenis, ModeTriwulan
from rkt_excel.workbook.declaration.declare import Row
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.reading.read import ReadResult
from rkt_excel.workbook.values.numbers import Doubt

FIGURES = st.decimals(0, 10**6, places=2, allow_nan=False)
REASONS = st.sampled_from((None, "Pagu bertambah", "Metode penilaian berubah", "-", "ok"))
GRADES = st.sampled_from(("AA", "A", "BB", "B", "CC", "C", "D", "Belum terakreditasi"))
POSTS = st.sampled_from(("Sekretaris", "Kepala Bidang Pembinaan Perpustakaan", "Arsiparis Ahli Muda"))


@st.composite
def legal(draw: st.DrawFn) -> dict[str, object]:
    """Answers that keep every rule that weighs galat: quarters make the target, a target that differs has a reason."""
    jenis = draw(st.sampled_from(list(Jenis)))
    numeric = jenis in (Jenis.ANGKA, Jenis.PERSEN, Jenis.INDEKS)
    mode = draw(st.sampled_from(list(ModeTriwulan))) if numeric else ModeTriwulan.AKHIR
    arah = draw(st.sampled_from(list(Arah)))
    values = FIGURES if numeric else GRADES
    answers: dict[str, object] = {
        "jenis": jenis, "mode": mode, "arah": arah, "penanggung_jawab": draw(POSTS), "alasan": draw(REASONS),
        "pengisian": draw(st.sampled_from((SENDIRI, BERSAMA_UTAMA, "bersama: jumlah", "bersama: rata-rata"))),
        "capaian_lalu": draw(st.none() | values), "target_renstra": draw(st.none() | values),
        **dict(zip(QUARTERS, _quarters(draw, mode, arah, values), strict=True)),
    }  # fmt: skip
    parts = [answers[name] for name in QUARTERS]
    total = sum((each for each in parts if isinstance(each, Decimal)), Decimal(0))
    answers["target"] = total if mode == ModeTriwulan.JUMLAH else parts[-1]
    if answers["alasan"] is None and form.leaves_renstra(answers):
        answers["target_renstra"] = answers["target"]
    return answers


def _quarters(draw: st.DrawFn, mode: ModeTriwulan, arah: Arah, values: st.SearchStrategy[Any]) -> list[object]:
    if mode == ModeTriwulan.AKHIR:
        return [*(draw(st.none() | values) for _ in range(3)), draw(values)]
    parts = [draw(values) for _ in range(4)]
    return sorted(parts, reverse=arah == Arah.NEGATIF) if mode == ModeTriwulan.KUMULATIF else parts


@pytest.mark.tuntas
@settings(max_examples=300, deadline=None)
@given(legal())
def test_legal_answers_give_no_fault(answers: dict[str, object]) -> None:
    result = ReadResult({form.KINERJA: [changed(INDEKS, "IK.1.1", answers)]})
    assert [each for each in judge_form(result, master()) if each.severity is Severity.GALAT] == []


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 10**10, places=0, allow_nan=False), st.none() | FIGURES, st.none() | FIGURES)
def test_no_pagu_and_no_output_is_ever_a_fault(
    indikatif: Decimal, pagu: Decimal | None, target: Decimal | None
) -> None:
    answers = {"pagu_indikatif": indikatif, "pagu": pagu, "target": target}
    result = ReadResult({form.PROGRAM: [changed(KELUARAN, KELUARAN.kode, answers)]})
    assert [each for each in judge_form(result, master()) if each.severity is Severity.GALAT] == []


# ------------------------------------------------------------------ nothing breaks a rule

ODD = st.one_of(
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.sampled_from(
        (Decimal(0), Decimal("0.00"), "", " ", "-", "xxx", "85 %", "AA", "SS.1", "…", "0", "\n", "Persentase")
    ),
    st.sampled_from((*Jenis, *Arah, *ModeTriwulan)),
    st.text(max_size=12),
)


def _first(sheet: str) -> Row:
    row = master().rows()[sheet][0]
    assert isinstance(row, Row)
    return row


ROWS: list[tuple[str, Row, tuple[Rule[Any], ...]]] = [
    *((sheet, LEVELS[sheet][0], rules) for sheet, rules in ROW_RULES.items()),
    *((sheet, _first(sheet), rules) for sheet, rules in MASTER_ROW_RULES.items()),
]


@pytest.mark.tuntas
@pytest.mark.parametrize(("sheet", "base", "rules"), ROWS, ids=[f"{base.__class__.__name__}" for _, base, _ in ROWS])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_rule_breaks_on_whatever_stands_in_a_row(
    sheet: str, base: Row, rules: tuple[Rule[Any], ...], data: st.DataObject
) -> None:
    raw = {name: data.draw(ODD) for name in base.columns()}
    line = FormLine(sheet, changed(base, "X.1", raw), master())
    for rule in rules:
        assert {each.code for each in rule.run(line)} <= {rule.code}


def test_rules_of_the_whole_hold_on_nothing_at_all() -> None:
    for rule in (*FORM_RULES, *MASTER_RULES):
        assert list(rule.run(ReadResult())) == []
    nobody = plan(missing=tuple(each.kode for each in master().bagian)).subject()
    for entry in PLAN_RULES:
        assert list(entry.run(nobody)) == []


@pytest.mark.tuntas
@settings(max_examples=20, deadline=None)
@given(st.data())
def test_rules_of_the_master_hold_on_any_missing_rows(data: st.DataObject) -> None:
    sheets = list(master().rows())
    dropped = data.draw(st.lists(st.sampled_from(sheets), unique=True))
    keys = [(renstra.INDIKATOR, each.kode) for each in master().indikator]
    more = data.draw(st.lists(st.sampled_from(keys), unique=True, max_size=5))
    subject = office(drop=(*((sheet, "") for sheet in dropped), *more)).subject()
    for rule in MASTER_RULES:
        assert {each.code for each in rule.run(subject)} <= {rule.code}


@pytest.mark.tuntas
@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from([each.kode for each in master().bagian])), st.data())
def test_whoever_is_missing_no_difference_of_pagu_is_made_up(missing: set[str], data: st.DataObject) -> None:
    """The answers repeat the pagu indikatif, so there is no difference to be found, whoever has not returned."""
    cells = [(each.bagian or "", each.kode, "pagu") for each in master().program]
    faulty = data.draw(st.lists(st.sampled_from(cells), max_size=4))
    subject = plan(missing=tuple(missing), faulty=faulty).subject()
    assert [told for rule in PLAN_RULES for told in rule.run(subject) if told.column == "pagu"] == []


# ------------------------------------------------------------------ codes

LINES = st.sampled_from([each.kode for each in master().program])


@given(LINES)
def test_a_right_code_is_its_own_repair(kode: str) -> None:
    assert repairs(kode) == [kode]


@given(LINES, st.integers(0, 5))
def test_a_code_that_lost_its_zeros_is_among_the_repairs(kode: str, part: int) -> None:
    parts = kode.split(".")
    parts[part % len(parts)] = str(int(parts[part % len(parts)]))
    spoiled = ".".join(parts)
    assume(not right(spoiled))  # a new sub kegiatan without its zeros may be a right old one
    assert kode in repairs(spoiled)


def right(kode: str) -> bool:
    """Whether a code has the declared form."""
    try:
        return bool(KODE_PROGRAM.judge(kode, lambda *_, **__: None))
    except Doubt:
        return False


@given(st.text("0123456789.,- abX", max_size=24))
def test_every_repair_is_a_right_code(text: str) -> None:
    assert all(right(meant) for meant in repairs(text))


@given(st.dictionaries(LINES, st.none() | st.decimals(0, 10**9, places=0, allow_nan=False), max_size=12), st.data())
def test_gaps_are_exactly_the_lines_that_do_not_add_up(pagu: dict[str, Decimal | None], data: st.DataObject) -> None:
    unknown = data.draw(st.lists(st.sampled_from(sorted(pagu)), unique=True)) if pagu else []
    told = {gap.kode: gap for gap in gaps(pagu, unknown)}
    for kode, whole in pagu.items():
        below = [each for each in pagu if parent_of(each) == kode]
        amounts = [amount for each in below if (amount := pagu[each]) is not None]
        judged = whole is not None and amounts and not set(unknown) & {kode, *below}
        assert (kode in told) is bool(judged and sum(amounts) != whole)
        if kode in told:
            assert told[kode].difference == abs((whole or 0) - sum(amounts))
            assert set(told[kode].children) == set(below)
