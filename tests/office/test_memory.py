"""What was judged once is not judged again, nothing that is remembered can differ, and nobody can plant it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.arriving import packed as zipped
from helpers.kantor import hand_in, open_office, rewrite_master
from helpers.returning import saved
from helpers.tahapan import filled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from rkt_excel.commands.gabung import JSON
from rkt_excel.edges.arrivals import unpacking
from rkt_excel.edges.private import own_notes
from rkt_excel.edges.private.own_notes import OwnNotes, pressed, unpressed
from rkt_excel.edges.work_folder.register import FILE, Register
from rkt_excel.model.origin.master import Master
from rkt_excel.office.memory import identities, judgements
from rkt_excel.office.place.known_beside import knowing_beside
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.gabung import gabung
from rkt_excel.workbook.containers import limits
from rkt_excel.workbook.containers.limits import Budget
from rkt_excel.workbook.reading.openbook import open_book


def _work(place: Workplace) -> Path:
    return place.folder(place.master()[0])


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    """The small office whose bagian have all answered; nothing was merged."""
    return filled(open_office(tmp_path / "kantor"))


@pytest.fixture
def memory() -> Path:
    """Where this test's programs make their notes."""
    return Path(os.environ[own_notes.PLACE])


@contextmanager
def _opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The sizes of the files that are opened as returns, the real opening behind it."""
    sizes: list[int] = []

    def noted(data: bytes, within: Budget | None = None) -> object:
        sizes.append(len(data))
        return open_book(data, within)

    with monkeypatch.context() as patch:
        patch.setattr(judgements, "open_book", noted)
        yield sizes


# ------------------------------------------------------------------ nothing twice


def test_a_return_that_was_judged_is_neither_opened_nor_judged_again(
    office: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _opened(monkeypatch) as first:
        before = gabung(office)
    with _opened(monkeypatch) as second:
        after = gabung(office)
    assert len(first) == 2
    assert second == []
    assert [one.result for one in after.returns] == [one.result for one in before.returns]
    hand_in(office, "SEK", {("Kinerja", office.master()[0].indikator[0].kode, "keterangan"): "kemudian"})
    with _opened(monkeypatch) as third:
        gabung(office)
    assert len(third) == 1


def test_another_name_or_time_is_the_same_content(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    gabung(office)
    for path in sorted((_work(office) / "3-kembali").iterdir()):
        os.utime(path.rename(path.with_name(f"lain {path.name}")), (1_700_000_000, 1_700_000_000))
    with _opened(monkeypatch) as sizes:
        result = gabung(office)
    assert sizes == []
    assert all(one.berkas.startswith("3-kembali/lain ") for one in result.returns)
    assert {each.file for one in result.returns for each in one.findings} <= {one.berkas for one in result.returns}


def test_another_master_judges_anew(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    gabung(office)
    rewrite_master(office, lambda master: replace(master, hari_libur=()))
    with _opened(monkeypatch) as sizes:
        gabung(office)
    assert len(sizes) == 2


def test_another_program_judges_anew(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    gabung(office)
    monkeypatch.setattr(judgements, "program", lambda: "yang lain")
    with _opened(monkeypatch) as sizes:
        gabung(office)
    assert len(sizes) == 2


def test_what_is_looked_at_for_its_identity_is_opened_once(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _work(office)
    opened: list[int] = []

    def noted(data: bytes) -> object:
        opened.append(len(data))
        return open_book(data)

    monkeypatch.setattr(identities, "open_book", noted)
    for _ in range(2):
        with office.read_register(folder) as register:
            assert list(knowing_beside(register, folder)) == []
    assert len(opened) == 2


# ------------------------------------------------------------------ nobody can plant it


def _swapped(memory: Path) -> None:
    """The judgement of one file under the key of another, as somebody would do who wants another value to count."""
    path = next(memory.glob("putusan-*"))
    first, second = path.read_bytes().split(b"\n")
    parts = [each.split(b" ") for each in (first, second)]
    path.write_bytes(b"\n".join(b" ".join((key[0], *told[1:])) for key, told in zip(parts, parts[::-1], strict=True)))


def _flipped(memory: Path) -> None:
    path = next(memory.glob("putusan-*"))
    path.write_bytes(bytes(byte ^ (number % 97 == 0) for number, byte in enumerate(path.read_bytes())))


def _cut(memory: Path) -> None:
    path = next(memory.glob("putusan-*"))
    path.write_bytes(path.read_bytes()[:-40].replace(b"\n", b"\n\n", 1))


def _of_another_key(memory: Path) -> None:
    (memory / "kunci").write_bytes(bytes(32))


def _of_another_office(memory: Path) -> None:
    path = next(memory.glob("putusan-*"))
    notes = OwnNotes("putusan-0").read() or {"00": pressed(b"1 1 1 1 1\n{}")}
    OwnNotes("putusan-0").write(notes)
    shutil.copyfile(memory / "putusan-0.catatan", path)


def _no_judgement(memory: Path) -> None:
    """Notes with the right key and mark, of a program that wrote them otherwise."""
    name = next(memory.glob("putusan-*")).stem
    told = [b"", b"\n", b"1 2 3\n{}", b"1 1 1 1 1\n[]", b'1 1 1 1 1\n{"rows": {"Kinerja": [[]]}}', b"1 1 1 1 1\n\xff"]
    notes = OwnNotes(name).read()
    OwnNotes(name).write({key: pressed(told[number % len(told)]) for number, key in enumerate(notes)})


def _folder_instead(memory: Path) -> None:
    path = next(memory.glob("putusan-*"))
    path.unlink()
    path.mkdir()


SPOILED: list[Callable[[Path], None]] = [
    _swapped, _flipped, _cut, _of_another_key, _of_another_office, _no_judgement, _folder_instead, shutil.rmtree,
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda each: each.__name__.strip("_"))
def test_what_is_damaged_or_foreign_is_as_if_it_were_not_there(
    office: Workplace, memory: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    before = JSON[0].told(gabung(office))
    spoil(memory)
    with _opened(monkeypatch) as sizes:
        after = JSON[0].told(gabung(office))
    assert sizes
    assert after == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_in_which_others_can_write_is_not_used(office: Workplace, memory: Path) -> None:
    shutil.rmtree(memory, ignore_errors=True)
    memory.mkdir(parents=True)
    memory.chmod(0o777)
    gabung(office)
    assert list(memory.iterdir()) == []


def test_nothing_of_it_lies_in_the_work_folder_and_without_a_place_all_goes_on(
    office: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gabung(office)
    names = {path.name for path in _work(office).rglob("*")}
    assert not [each for each in names if "catatan" in each or each == "kunci"]
    monkeypatch.setenv(own_notes.PLACE, "")
    assert own_notes.own_folder() is None
    with _opened(monkeypatch) as sizes:
        gabung(office)
    assert len(sizes) == 2


@given(st.dictionaries(st.text("0123456789abcdef", min_size=1), st.binary(max_size=200), max_size=6), st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_note_comes_back_whole_or_not_at_all(memory: Path, notes: dict[str, bytes], data: st.DataObject) -> None:
    OwnNotes("coba").write({key: pressed(value) for key, value in notes.items()})
    assert {key: unpressed(note) for key, note in OwnNotes("coba").read().items()} == notes
    path = memory / "coba.catatan"
    spoiled = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(0, max(0, len(spoiled) - 1)), max_size=3)) if spoiled else ():
        spoiled[at] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(spoiled))
    left = {key: unpressed(note) for key, note in OwnNotes("coba").read().items()}
    assert left.items() <= notes.items()


# ------------------------------------------------------------------ letters and archives


def test_an_archive_that_asks_too_much_is_refused_whether_its_workbooks_are_known_or_not(
    office: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its workbooks are charged what opening them took, so that what is remembered changes no verdict."""
    inbox = _work(office) / "3-kembali"
    books = {path.name: path.read_bytes() for path in sorted(inbox.iterdir())}
    gabung(office)
    (inbox / "semua.zip").write_bytes(
        zipped({f"{number}/{name}": data for number in range(4) for name, data in books.items()})
    )
    cells = max(sum(len(grid.cells) for grid in open_book(data).grids) for data in books.values())
    monkeypatch.setattr(limits, "CELLS", cells)
    for module in (judgements, unpacking):
        monkeypatch.setattr(module, "HELD_FILES", 3)  # so many of them are let through together
    known = [(one.berkas, one.kode) for one in gabung(office).returns if ".zip" in one.berkas]
    monkeypatch.setenv(own_notes.PLACE, "")
    assert known == [(one.berkas, one.kode) for one in gabung(office).returns if ".zip" in one.berkas]
    assert {None, "BERKAS_TIDAK_TERBACA"} == {kode for _, kode in known}


def test_a_known_book_has_its_cells_for_whoever_asks(office: Workplace) -> None:
    data = next((_work(office) / "3-kembali").iterdir()).read_bytes()
    book = judgements.KnownBook(data, None)  # type: ignore[arg-type]
    assert (book.grids, book.names) == (open_book(data).grids, open_book(data).names)


# ------------------------------------------------------------------ outputs


def _moments(place: Workplace) -> dict[str, int]:
    work = _work(place)
    outputs = [path for stage in ("1-formulir", "4-konsep") for path in (work / stage).rglob("*") if path.is_file()]
    return {path.relative_to(work).as_posix(): path.stat().st_mtime_ns for path in outputs}


def _written(place: Workplace) -> list[str]:
    with Register(_work(place), place.now, read_only=True) as register:
        return [entry.details["berkas"] for entry in register.entries("keluaran-ditulis")]


def test_an_output_that_says_the_same_is_not_written_again(office: Workplace) -> None:
    gabung(office)
    gabung(office)  # the page tells what is new since the merge before
    before, said = _moments(office), _written(office)
    gabung(office)
    assert _moments(office) == before
    assert _written(office) == said


def test_an_output_that_was_edited_taken_away_or_withdrawn_is_written_as_before(office: Workplace) -> None:
    gabung(office)
    work = _work(office)
    document, book = work / "4-konsep/Konsep RKT 2027.docx", work / "4-konsep/Konsep RKT 2027.xlsx"
    whole = document.read_bytes()
    document.unlink()
    edited = load_workbook(book)
    edited["Kinerja"]["A1"] = "Disunting"
    edited.save(book)
    mine = book.read_bytes()
    result = gabung(office)
    assert document.read_bytes() == whole
    assert book.read_bytes() == mine
    assert result.keluaran.konsep_xlsx != "4-konsep/Konsep RKT 2027.xlsx"
    with Register(work, office.now) as register:
        register.record("keluaran-ditarik", berkas="4-konsep/Konsep RKT 2027.docx", sha256="", sebab="dicoba")
    gabung(office)
    with Register(work, office.now, read_only=True) as register:
        assert "4-konsep/Konsep RKT 2027.docx" in register.written()


# ------------------------------------------------------------------ always the same


def _answered(place: Workplace, kode: str, text: str | None) -> None:
    key = next(each.kode for each in place.master()[0].indikator if each.bagian == (kode,))
    saved(hand_in(place, kode, {("Kinerja", key, "penanggung_jawab"): text}), 1_790_000_000)


def _taken(place: Workplace, kode: str) -> None:
    (_work(place) / "3-kembali" / f"kiriman {kode}.xlsx").unlink(missing_ok=True)


def _in_a_zip(place: Workplace, kode: str) -> None:
    path = _work(place) / "3-kembali" / f"kiriman {kode}.xlsx"
    if path.exists():
        saved_at = path.parent / f"{kode}.zip"
        saved_at.write_bytes(zipped({path.name: path.read_bytes()}))
        os.utime(saved_at, (1_790_000_100, 1_790_000_100))
        path.unlink()


def _reworded(place: Workplace, _: str) -> None:
    def change(master: Master) -> Master:
        first, *rest = master.indikator
        other = first.model_copy(update={"indikator": f"{first.indikator} sekali"})
        return replace(master, indikator=(other, *rest))

    rewrite_master(place, change)


STEPS: dict[str, Callable[[Workplace, str], None]] = {
    "lengkap": lambda place, kode: _answered(place, kode, "Kepala Bidang"),
    "kurang": lambda place, kode: _answered(place, kode, None),
    "diambil": _taken,
    "dalam zip": _in_a_zip,
    "master": _reworded,
}
Steps = list[tuple[str, int]]


def _outcome(place: Workplace) -> tuple[object, dict[str, bytes]]:
    """What a merge says and leaves: its JSON, and every file but the journal."""
    told = JSON[0].told(gabung(place))
    work = _work(place)
    return told, {
        path.relative_to(work).as_posix(): path.read_bytes()
        for path in sorted(work.rglob("*"))
        if path.is_file() and path.name not in {FILE, "rkt.kunci"}
    }


def _same_with_and_without(home: Path, steps: Steps) -> None:
    place = filled(open_office(home / "ingat"))
    kode = [each.kode for each in place.master()[0].bagian]
    shutil.copytree(home / "ingat", home / "lupa")
    other = Workplace(inputs=home / "lupa/input_templates", outputs=home / "lupa/output", now=place.now)
    memory = os.environ[own_notes.PLACE]
    for what, which in steps:
        STEPS[what](place, kode[which])
        for each in (_work(place) / "3-kembali", place.inputs):
            there = home / "lupa" / each.relative_to(home / "ingat")
            shutil.rmtree(there)
            shutil.copytree(each, there)
        with_memory = _outcome(place)
        os.environ[own_notes.PLACE] = ""
        try:
            without = _outcome(other)
        finally:
            os.environ[own_notes.PLACE] = memory
        assert with_memory == without, what


@pytest.mark.tuntas
def test_every_step_gives_the_same_with_memory_and_without(tmp_path: Path) -> None:
    steps = [
        ("lengkap", 0),
        ("lengkap", 0),
        ("kurang", 1),
        ("dalam zip", 1),
        ("diambil", 0),
        ("master", 0),
        ("lengkap", 1),
    ]
    _same_with_and_without(tmp_path, steps)


@pytest.mark.lama
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 1)), min_size=1, max_size=5))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_steps_gives_the_same_with_memory_and_without(
    tmp_path_factory: pytest.TempPathFactory, steps: Steps
) -> None:
    _same_with_and_without(tmp_path_factory.mktemp("urutan"), steps)
