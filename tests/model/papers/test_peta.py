"""The picture of the plan as a drawing: whatever the plan, it stands on the page, its boxes apart and legible."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from helpers.all_papers import of
from helpers.looked_at import squeezed
from helpers.nilai_nakal import NAKAL
from helpers.rencana_besar import SIZES, filled, sized
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from rkt_excel.model.origin.master import Master
from rkt_excel.model.picture.kaskade import IndikatorPeta, Kaskade, PrioritasPeta, ProgramPeta, SasaranPeta
from rkt_excel.model.picture.kaskade_contoh import CONTOH
from rkt_excel.model.picture.lettering import CUT, line_height, one_line, shortened, width_of, wrapped
from rkt_excel.model.picture.peta import peta
from rkt_excel.model.picture.shapes import Drawing, Rectangle, Stroke, TextFrame

NEAR = 0.01  # millimetres that rounding may take

# ------------------------------------------------------------------------------------------ letters

texts = st.one_of(
    st.sampled_from([each[:400] for each in NAKAL]), st.text(max_size=60), st.just("Meningkatnya mutu arsip")
)


@given(texts, st.sampled_from([7.0, 8.5]), st.floats(8, 120), st.integers(1, 4), st.booleans())
def test_a_shortened_text_takes_no_more_lines_and_begins_as_it_did(
    text: str, size: float, width: float, lines: int, bold: bool
) -> None:
    shown = shortened(text, size, width, lines, bold=bold)
    broken = wrapped(shown, size, width, bold=bold)
    assert len(broken) <= lines
    assert all(width_of(each, size, bold=bold) <= width + NEAR or len(each) == 1 for each in broken)
    assert shown == one_line(text) or one_line(text).startswith(shown.removesuffix(CUT))


@given(texts, st.floats(8, 120))
def test_lines_hold_every_letter(text: str, width: float) -> None:
    assert "".join(wrapped(text, 8, width)).replace(" ", "") == one_line(text).replace(" ", "")


# ------------------------------------------------------------------------------------------ plans

amounts = st.one_of(st.none(), st.decimals(0, 10**12, places=0))


@st.composite
def plans(draw: st.DrawFn) -> Kaskade:
    """Any cascade: without one of its levels, with sasaran without indikator, with texts of every kind."""
    firsts = draw(st.lists(st.builds(PrioritasPeta, st.just("P1"), texts, amounts), max_size=14))
    goals = []
    for number in range(1, draw(st.integers(0, 40)) + 1):
        rows = [
            IndikatorPeta(f"{number}.{place}", draw(texts), draw(texts), draw(st.booleans()))
            for place in range(1, draw(st.sampled_from([0, 1, 2, 3, 9])) + 1)
        ]
        under = draw(st.one_of(st.none(), st.integers(0, len(firsts) - 1))) if firsts else None
        names = draw(st.frozensets(texts, max_size=4))
        goals.append(SasaranPeta(str(number), draw(texts), under, tuple(rows), len(rows), names, draw(amounts)))
    places = st.lists(st.integers(0, len(goals) - 1), max_size=5, unique=True) if goals else st.just([])
    programs = draw(
        st.lists(
            st.builds(
                lambda text, pagu, own, mark: ProgramPeta("2.23.01", text, pagu, (*own[:1],), (*own[1:],), 2, 9, mark),
                texts, amounts, places, st.booleans(),
            ),
            max_size=24,
        )
    )  # fmt: skip
    total = draw(st.one_of(st.none(), st.just(Decimal(10**13))))
    return Kaskade(
        "2026", tuple(firsts), tuple(goals), tuple(programs), total, tuple(draw(st.lists(texts, max_size=1)))
    )


def boxes(picture: Drawing) -> list[Rectangle]:
    """The frames that stand beside each other, without the bars in them."""
    return [each for each in picture.shapes if isinstance(each, Rectangle) and not each.name.startswith("batang")]


def apart(a: Rectangle | TextFrame, b: Rectangle | TextFrame) -> bool:
    across = a.x + a.width <= b.x + NEAR or b.x + b.width <= a.x + NEAR
    return across or a.y + a.height <= b.y + NEAR or b.y + b.height <= a.y + NEAR


def check(picture: Drawing, width: float, height: float) -> None:
    """Nothing outside, nothing upon each other, nothing too small, no text too large for its frame."""
    assert picture.width == width
    assert picture.height <= height + NEAR
    for each in picture.shapes:
        right, low = (each.to_x, each.to_y) if isinstance(each, Stroke) else (each.x + each.width, each.y + each.height)
        assert min(each.x, each.y, right, low) >= -NEAR, each
        assert right <= width + NEAR, each
        assert max(each.y, low) <= picture.height + NEAR, each
    frames = [each for each in picture.shapes if isinstance(each, TextFrame)]
    assert all(apart(*pair) for pair in combinations(boxes(picture), 2))
    assert all(apart(*pair) for pair in combinations(frames, 2))
    for frame in frames:
        assert frame.size >= 7
        lines = [
            (line, one.hang, one.runs[-1].bold) for one in frame.passages for line in one.runs[-1].text.split("\n")
        ]
        assert len(lines) * line_height(frame.size) <= frame.height + NEAR
        for line, hang, bold in lines:
            assert width_of(line, frame.size, bold=bold) <= frame.width - hang + NEAR or len(line) <= 1, frame
        assert any(box.x - NEAR <= frame.x and frame.x + frame.width <= box.x + box.width + NEAR
                   and box.y - NEAR <= frame.y and frame.y + frame.height <= box.y + box.height + NEAR
                   for box in boxes(picture)) or frame.name == "catatan"  # fmt: skip


SETTINGS = settings(
    max_examples=15, phases=(Phase.explicit, Phase.generate), deadline=None, suppress_health_check=list(HealthCheck)
)
EMPTY = Kaskade("2026", (), (), (), None)


@pytest.mark.tuntas
@SETTINGS
@given(plans(), st.sampled_from([(290, 148), (257, 143), (155, 215), (290, 90), (130, 75)]))
@example(EMPTY, (290, 148))
@example(CONTOH, (257, 143))
def test_every_plan_stands_on_the_page(plan: Kaskade, page: tuple[float, float]) -> None:
    check(peta(plan, *page), *page)


@pytest.mark.tuntas
@pytest.mark.parametrize("indikator", SIZES)
@pytest.mark.parametrize("page", [(290, 148), (257, 143), (160, 230)])
def test_plans_of_every_size_stand_on_the_page(master: Master, indikator: int, page: tuple[float, float]) -> None:
    check(peta(of(filled(sized(master, indikator))), *page), *page)


# ------------------------------------------------------------------------------------------ what is said


def words(picture: Drawing) -> str:
    """All text of a picture on one line."""
    parts = (
        piece.text
        for each in picture.shapes
        if isinstance(each, TextFrame)
        for one in each.passages
        for piece in one.runs
    )
    return " ".join(" ".join(parts).split())


def test_where_there_is_room_everything_is_said(master: Master) -> None:
    plan = of(filled(sized(master, 5)))
    said = words(peta(plan, 290, 148))
    for goal in plan.sasaran:
        assert goal.uraian in said
        assert all(f"{row.nomor} {row.uraian} {row.target}" in said for row in goal.indikator)
    assert [one for one in plan.prioritas if one.uraian not in said] == []
    assert [one for one in plan.program if one.uraian not in said] == []
    assert CUT not in said
    assert "Rp3.487.168.293 · 100%" in said


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("indikator", "told", "silent"),
    [
        (60, ["dipendekkan", "tabel rencana kinerja"], ["hanya dihitung", "dikelompokkan"]),
        (500, ["hanya dihitung", "dikelompokkan", "72 indikator · 5 bagian"], []),
    ],
)
def test_what_was_condensed_is_said(master: Master, indikator: int, told: list[str], silent: list[str]) -> None:
    said = words(peta(of(filled(sized(master, indikator))), 290, 148))
    assert [each for each in told if each not in said] == []
    assert [each for each in silent if each in said] == []


@pytest.mark.tuntas
@SETTINGS
@given(plans())
def test_nothing_is_cut_in_silence(plan: Kaskade) -> None:
    picture = peta(plan, 290, 148)
    said = words(picture)
    counted = "hanya dihitung" in said
    for goal in plan.sasaran:
        for row in goal.indikator:
            assert counted or f" {row.nomor} " in f" {said} "
    texts_ = [goal.uraian for goal in plan.sasaran] + [row.uraian for goal in plan.sasaran for row in goal.indikator]
    whole = squeezed(said)
    assert "dipendekkan" in said or counted or [each for each in texts_ if squeezed(each) not in whole] == []
    shown = sum(each.name.startswith("program") for each in boxes(picture))
    assert shown == len(plan.program) or "Program dengan pagu terkecil digabung" in said
    first = sum(each.name.startswith("prioritas") for each in boxes(picture))
    assert first == len(plan.prioritas) or "prioritas digabung" in said


def test_a_sasaran_that_is_cut_is_told() -> None:
    goals = tuple(SasaranPeta(str(n), "Meningkatnya mutu arsip " * 20, None, (), 0, frozenset()) for n in range(1, 13))
    said = words(peta(Kaskade("2026", (), goals, (), None), 290, 148))
    assert CUT in said
    assert "dipendekkan" in said


def test_bars_are_as_long_as_their_share(master: Master) -> None:
    plan = of(filled(master))
    picture = peta(plan, 290, 148)
    bars = {
        each.name: each.width
        for each in picture.shapes
        if isinstance(each, Rectangle) and "batang program" in each.name
    }
    assert plan.total
    for program in plan.program:
        frame = bars[f"batang program {program.kode}"]
        dark = next(width for name, width in bars.items() if name.startswith(f"batang program {program.kode} "))
        assert program.pagu is not None
        assert dark / frame == pytest.approx(float(program.pagu / plan.total), abs=0.001)


def test_without_a_total_there_are_no_bars_and_no_shares(master: Master) -> None:
    plan = replace(of(filled(master)), total=None)
    picture = peta(plan, 290, 148)
    assert not [each for each in picture.shapes if each.name.startswith("batang")]
    assert "%" not in " ".join(
        piece.text for each in picture.shapes if isinstance(each, TextFrame) and "program" in each.name
        for one in each.passages for piece in one.runs
    )  # fmt: skip


def test_lines_join_what_belongs_together(master: Master) -> None:
    lines = [each for each in peta(of(filled(master)), 290, 148).shapes if isinstance(each, Stroke) and each.curved]
    kinds = {each.name: each.dashed for each in lines}
    assert kinds["sasaran SS.2 – program 2.23.02"] is False
    assert kinds["sasaran SS.1 – program 2.23.02"] is True
    assert kinds["prioritas P6 – sasaran SS.7"] is False
    assert len(kinds) == len(lines) == 7 + 4 + 1 + 1 + 3 + 2
