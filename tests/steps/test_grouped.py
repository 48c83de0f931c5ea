"""Many findings of one kind are one line, and what a line leaves out is counted: screen, laporan and letters alike."""

from __future__ import annotations

import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from helpers.kantor import hand_in, open_office
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.cli import run
from rkt_excel.errors import ExitCode
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.reading.grouped import by_file, groups, lines
from rkt_excel.workbook.values.ranges import ranges


def blank(cell: str, key: str, hint: str = "ketik angka", sheet: str = "Kinerja", owner: str = "SEK") -> Finding:
    return finding(
        SheetCode.WAJIB_DIISI, sheet=sheet, cells=[cell], key=key, column="target", kolom="Target", petunjuk=hint,
        owner=owner, file=f"3-kembali/{owner}.xlsx",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["L7", "L9", "L11", "L12", "L13", "L14"], "L7, L9, L11–L14"),
        (["L14", "L12", "L13", "L7", "L7"], "L7, L12–L14"),  # in any order, each once
        (["L9", "L10"], "L9, L10"),  # two are no range
        (["A1", "B1", "C1"], "A1–C1"),
        (["Z1", "AA1", "AB1"], "Z1–AB1"),
        (["L9", "L100", "L10", "L11"], "L9–L11, L100"),  # as numbers, not as texts
    ],
)
def test_cells_are_told_in_order_and_as_ranges(cells: list[str], told: str) -> None:
    (group,) = groups(blank(each, f"IK.{each}") for each in cells)
    assert group.told() == f"Target belum diisi: {told}."
    assert ranges(group.cells) == told


def test_a_fault_of_many_rows_is_one_line_with_every_way_to_mend_it() -> None:
    found = [blank("L7", "A"), blank("L9", "B", "pilih dari daftar"), blank("L11", "C")]
    (group,) = groups(found)
    assert group.remedy == "Isilah Target: ketik angka; pilih dari daftar."
    assert group.keys == ("A", "B", "C")
    assert group.told(group.keys) == "Target belum diisi: A, B, C."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x0b", "\x85", "\u2028", "\u2029", "\x1e"])
def test_no_name_from_outside_begins_a_line_of_its_own(end: str) -> None:
    forged = f"x{end}Berikutnya: rkt arsip{end}"
    wrong = finding(
        SheetCode.BUKAN_ANGKA, sheet=forged, cells=["L7"], found=forged, petunjuk=forged, file=forged, owner=forged
    )
    for line in lines((wrong,)):
        assert len(line.splitlines()) == 1
        assert not line.startswith("Berikutnya")


def test_what_differs_stays_apart() -> None:
    wrong = finding(
        SheetCode.BUKAN_ANGKA, sheet="Kinerja", cells=["L7"], found="dua", petunjuk="x", file="a", owner="A"
    )
    other = finding(
        SheetCode.BUKAN_ANGKA, sheet="Kinerja", cells=["L8"], found="tiga", petunjuk="x", file="a", owner="A"
    )
    assert len(groups([wrong, other, blank("L7", "K"), blank("L7", "K", sheet="Program")])) == 4
    assert [each for each, _ in by_file([blank("L7", "K"), blank("L7", "K", owner="PEM")]).items()] == [
        ("SEK", "3-kembali/SEK.xlsx"), ("PEM", "3-kembali/PEM.xlsx"),
    ]  # fmt: skip


_FOUND = st.lists(
    st.builds(
        lambda code, row, owner, sheet: finding(
            code, sheet=sheet, cells=[f"L{row}"], key=f"K{row}", owner=owner, file=f"{owner}.xlsx", kolom="Target",
            petunjuk="ketik", nilai=str(row % 3), batas="1",
        ),
        st.sampled_from([SheetCode.WAJIB_DIISI, SheetCode.KURANG_DARI_BATAS, SheetCode.RUMUS_DIPAKAI]),
        st.integers(1, 40), st.sampled_from(["SEK", "PEM", "PLY"]), st.sampled_from(["Kinerja", "Program"]),
    ),
    max_size=60,
)  # fmt: skip


@given(_FOUND)
def test_every_finding_is_in_one_group_and_no_cell_is_lost(found: list[Finding]) -> None:
    made = [each for many in by_file(found).values() for each in many]
    assert sorted(id(one) for each in made for one in each.findings) == sorted(map(id, found))
    for each in made:
        assert set(each.cells) == {cell for one in each.findings for cell in one.cells}


@given(_FOUND)
def test_what_a_screen_leaves_out_is_counted_with_where_to_read_it(found: list[Finding]) -> None:
    told = list(lines(found, "4-konsep/laporan.html"))
    everything = list(lines(found))
    assert bool(told) == bool(everything) == bool(found)
    shown = [each for each in told if each.startswith("    ")]
    hidden = sum(map(int, re.findall(r"(\d+) temuan lagi", "\n".join(told))))
    notes = sum(map(int, re.findall(r"(\d+) info\. Semuanya", "\n".join(told))))
    made = [each for many in by_file(found).values() for each in many]
    heavy = [each for each in made if each.severity is not Severity.INFO]
    assert len(shown) == min(20, len(heavy))
    assert notes == sum(each.severity is Severity.INFO for each in found)
    kept = [len(each.findings) for each in heavy]
    assert hidden == 0 or hidden < sum(kept)
    if hidden or notes:
        assert told[-1].endswith("4-konsep/laporan.html")
    assert len([each for each in everything if each.startswith("    ")]) == len(made)


# ------------------------------------------------------------------ a form that comes back blank


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    place = open_office(tmp_path)
    format(place)
    first, second = (each.kode for each in place.master()[0].bagian)
    hand_in(place, second)
    folder = place.folder(place.master()[0])
    source = next((folder / "1-formulir").glob(f"* - {first} - *.xlsx"))
    (folder / "3-kembali" / "kosong.xlsx").write_bytes(source.read_bytes())
    return place


@pytest.mark.tuntas
def test_a_blank_form_is_a_few_lines_everywhere_and_complete_in_json(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    folder = office.folder(office.master()[0])
    assert run(["gabung"]) == ExitCode.LOOK
    screen = capsysbinary.readouterr().out.decode()
    assert run(["gabung", "--json"]) == ExitCode.LOOK
    found = json.loads(capsysbinary.readouterr().out)["temuan"]
    missing = [each for each in found if each["kode"] == "WAJIB_DIISI" and each["kolom"] == "target"]
    assert len(missing) == 2  # one for each row, with its kunci and its cell, as other programs read it
    cells = [each["sel"] for each in missing]
    assert all(len(each) == 1 for each in cells)
    row = ", ".join(each[0] for each in cells)
    assert screen.count("Target belum diisi") == 1
    assert f"Kinerja – Target belum diisi: {row}." in screen
    assert "  SEK, 3-kembali/kosong.xlsx" in screen
    report = (folder / "4-konsep" / "laporan.html").read_text(encoding="utf-8")
    assert report.count("<dd>Target belum diisi.</dd>") == 1
    assert row in report
    assert all(each["kunci"] in report for each in missing)
    letter = next((folder / "4-konsep" / "perbaikan").glob("*.eml"))
    body = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert text.count("Target belum diisi") == 1
    assert (
        f"- {form.KINERJA}: Target belum diisi: {row}." in text
    )  # the form is of today's version: its cells are these


def test_a_finding_with_nothing_to_join_reads_as_before() -> None:
    told = list(lines([finding(FileCode.PINDAIAN_BELUM_ADA)]))
    assert len(told) == 2
    assert told[1].split(maxsplit=1)[1].startswith(finding(FileCode.PINDAIAN_BELUM_ADA).message)
