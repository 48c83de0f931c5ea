"""What is read off a journal about the next step, the package and what counted: entry by entry, from real journals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, official
from helpers.rules_subjects import master

from rkt_excel import events as e
from rkt_excel.edges.seal.journal_inside import DIFFERING
from rkt_excel.edges.work_folder.folder import sha256
from rkt_excel.edges.work_folder.register import READ, Register
from rkt_excel.errors import InputUnusableError
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.returns import Return, StatusBagian, Times
from rkt_excel.model.origin.pejabat import as_signer
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.dokumen_rapat import NOTULEN
from rkt_excel.model.papers.isian import Dokumen
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.model.papers.naskah import RKT
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state import contents, counted, next_step, outdated, readying
from rkt_excel.office.state.contents import Contents, scanned
from rkt_excel.office.state.edited_word import belongs
from rkt_excel.office.state.outputs import Output, differing
from rkt_excel.office.state.sources import draft_of, konsep_of, written_hash

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
Told = tuple[str, dict[str, Any]]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path, lambda: NOW) as opened:
        yield opened


def tell(register: Register, *entries: Told) -> Register:
    for event, details in entries:
        register.record(event, **details)
    return register


def issued(content: str | None = "1", year: str = "2027", edition: str = "murni") -> Told:
    return e.FORMULIR_TERBIT, {"isi": content, "tahun": year, "edisi": edition, "kantor": "Dinas", "versi": 1}


def merged(values: tuple[str, ...] = (), **more: Any) -> Told:
    return e.DIGABUNG, {"nilai": list(values), "berkas": {}, "dipakai": {}, **more}


def put(name: str) -> Told:
    return e.KELUARAN_DITULIS, {"berkas": name, "sha256": "5"}


def posted(kind: JenisSurat) -> Told:
    return e.SUREL_TERKIRIM, {"jenis": kind.value}


DRAFTED: Told = (e.DRAFT_DIBUAT, {"nomor": 1, "xlsx": "6-draft/a.xlsx"})
FORM, REMINDER, MEND = "2-surel/Formulir RKT.eml", "2-surel/Pengingat Formulir.eml", "2-surel/Perbaikan Formulir.eml"
ALL_KINDS = (put(FORM), put(REMINDER), put(MEND))


# ------------------------------------------------------------------ what was done since


@pytest.mark.parametrize(
    ("entries", "kinds"),
    [
        ([], ""),
        ([issued()], ""),
        ([put(FORM), issued()], ""),
        ([issued(), put(FORM)], "formulir"),
        ([issued(), *ALL_KINDS], "formulir pengingat perbaikan"),
        ([issued(), *ALL_KINDS, merged()], "formulir"),
        ([issued(), merged(), *ALL_KINDS], "formulir pengingat perbaikan"),
        ([issued(), put(FORM), merged(), put(MEND)], "formulir perbaikan"),
        ([issued(), *ALL_KINDS, issued()], "formulir pengingat perbaikan"),  # the same forms once more
        ([issued(), *ALL_KINDS, issued("2")], ""),
        ([issued(), merged(), *ALL_KINDS, issued("2"), put(REMINDER)], "pengingat"),
        ([issued(), put("1-formulir/Formulir RKT.xlsx"), put("2-surel.eml"), put("4-konsep/2-surel/Formulir.eml")], ""),
        ([issued(), posted(JenisSurat.PENGINGAT)], "pengingat"),
        ([posted(JenisSurat.FORMULIR), issued()], ""),
        ([issued(), posted(JenisSurat.FORMULIR), posted(JenisSurat.PERBAIKAN), merged()], "formulir"),
    ],
)
def test_the_letters_that_went_out_since_the_forms_or_since_the_last_merge(
    register: Register, entries: list[Told], kinds: str
) -> None:
    found = set(next_step._letters(tell(register, *entries)))
    assert found == {JenisSurat(each) for each in kinds.split()}


@pytest.mark.parametrize(
    ("entries", "since"),
    [
        ([], False), ([issued()], False), ([issued(), merged()], False), ([issued(), merged(), issued()], False),
        ([issued(), merged(), issued("2")], True), ([issued(), merged(), issued("2"), merged()], False),
        ([issued("1"), issued("2"), merged(), issued("1")], True),
        ([issued(None), merged(), issued(None)], False), ([merged(), issued()], True),
    ],
)  # fmt: skip
def test_whether_other_forms_went_out_since_the_last_merge(
    register: Register, entries: list[Told], *, since: bool
) -> None:
    assert next_step._issued_since(tell(register, *entries)) is since


@pytest.mark.parametrize(
    ("entries", "since"),
    [
        ([], False), ([merged(("x",))], True), ([merged()], False), ([merged(("x",)), DRAFTED], False),
        ([merged(("x",)), DRAFTED, merged()], False), ([merged(), DRAFTED, merged(("x",))], True),
        ([merged(), DRAFTED, merged(("x",)), merged()], True),
        ([merged(), DRAFTED, merged(("x",)), DRAFTED], False),
    ],
)  # fmt: skip
def test_whether_a_merge_since_the_newest_draft_changed_a_value(
    register: Register, entries: list[Told], *, since: bool
) -> None:
    assert next_step._answered_since(tell(register, *entries)) is since


def test_how_far_each_bagian_had_come_is_what_the_last_merge_says(register: Register) -> None:
    assert next_step.merged_status(register) == {}
    tell(register, merged(), merged(status={"SEK": "lengkap"}), merged(status={"SEK": "belum-masuk", "PLY": "lengkap"}))
    assert next_step.merged_status(register) == {"SEK": StatusBagian.BELUM_MASUK, "PLY": StatusBagian.LENGKAP}
    tell(register, (e.DIGABUNG, {}))
    assert next_step.merged_status(register) == {}, "of an older program"


HERE = "3-kembali/a.xlsx"
DIGEST = sha256(b"isi")
PICKED: Told = (e.DIPAKAI_DIPUTUSKAN, {"bagian": "SEK", "sha256": DIGEST})


@pytest.mark.parametrize(
    ("files", "entries", "arrived"),
    [
        ((), [], False), ((HERE,), [], True), ((HERE,), [merged(berkas={HERE: DIGEST})], False),
        ((HERE,), [merged(berkas={HERE: "9"})], True), ((HERE,), [merged(berkas={"3-kembali/b.xlsx": DIGEST})], True),
        ((HERE,), [merged(berkas={HERE: ""})], False),  # it could not be read then
        ((HERE,), [merged(wadah={HERE: DIGEST})], False),
        ((HERE,), [merged(berkas={HERE: DIGEST}), merged()], True),
        ((HERE, "3-kembali/b.xlsx"), [merged(berkas={HERE: DIGEST})], True),
        ((), [merged(), PICKED], True), ((), [PICKED, merged()], False), ((), [PICKED], False),
        ((HERE,), [PICKED, merged(berkas={HERE: DIGEST})], False),
    ],
)  # fmt: skip
def test_whether_something_lies_there_that_no_merge_has_read(
    register: Register, tmp_path: Path, files: tuple[str, ...], entries: list[Told], *, arrived: bool
) -> None:
    (tmp_path / "3-kembali").mkdir(exist_ok=True)
    for name in files:
        (tmp_path / name).write_bytes(b"isi")
    assert next_step._arrived(tmp_path, tell(register, *entries)) is arrived


# ------------------------------------------------------------------ which workbook is edited


def test_the_workbook_that_people_edit_is_the_newest_draft_else_the_konsep(register: Register) -> None:
    assert (konsep_of(register, master()), draft_of(register)) == (None, None)
    tell(register, merged())
    older = konsep_of(register, master())
    assert older
    assert (older.berkas, older.drafted) == (f"4-konsep/Konsep RKT {master().tahun}.xlsx", False)
    tell(register, merged(konsep="4-konsep/Konsep lain.xlsx"))
    newer = konsep_of(register, master())
    assert newer
    assert (newer.berkas, newer.entry.number) == ("4-konsep/Konsep lain.xlsx", 2)
    tell(register, DRAFTED, (e.DRAFT_DIBUAT, {"nomor": 2, "xlsx": "6-draft/b.xlsx"}))
    drafted = draft_of(register)
    assert drafted
    assert (drafted.berkas, drafted.drafted, drafted.entry.number) == ("6-draft/b.xlsx", True, 4)


def test_what_was_written_last_at_a_place(register: Register) -> None:
    assert written_hash(register, FORM) is None
    tell(register, put(FORM), (e.KELUARAN_DITULIS, {"berkas": FORM, "sha256": "6"}), put(MEND))
    assert (written_hash(register, FORM), written_hash(register, MEND)) == ("6", "5")


MET: Told = (e.RAPAT_DISIAPKAN, {"keluaran": ["5-rapat/a.docx", "5-rapat/k.xlsx", "5-rapat/z.xlsx"]})
MERGED = merged(konsep="4-konsep/K.xlsx")


@pytest.mark.parametrize(
    ("name", "entries", "told"),
    [
        ("7-rkt/RKT 2027.docx", [], "Angka dan isi tabel: ketik di 4-konsep."),
        ("7-rkt/RKT 2027.docx", [MERGED], "Angka dan isi tabel: ketik di 4-konsep/K.xlsx."),
        ("6-draft/draft-1/Draft 1 RKT 2027.docx", [MERGED, DRAFTED], "Angka dan isi tabel: ketik di 6-draft/a.xlsx."),
        (f"5-rapat/{NOTULEN.judul} RKT 2027.docx", [], "Keputusan rapat: ketik di 5-rapat/Keputusan Rapat. "),
        (f"5-rapat/{NOTULEN.judul} RKT 2027.docx", [MET], "Keputusan rapat: ketik di 5-rapat/k.xlsx. "),
    ],
)
def test_figures_and_decisions_that_stand_in_a_word_file_belong_into_the_workbook_of_now(
    register: Register, tmp_path: Path, name: str, entries: list[Told], told: str
) -> None:
    assert told in belongs(tell(register, *entries), name, tmp_path)


@pytest.mark.parametrize("paper", [each for each in DOKUMEN if each is not RKT], ids=lambda each: each.judul)
@pytest.mark.parametrize("folder", ["5-rapat", "8-distribusi"])
def test_a_text_in_a_word_file_belongs_into_the_template_that_it_was_printed_from(
    register: Register, tmp_path: Path, paper: Dokumen, folder: str
) -> None:
    told = belongs(register, f"{folder}/{paper.judul} RKT 2027.docx", tmp_path)
    always = "Yang dicetak setiap kali" if folder == "5-rapat" else "Yang harus dicetak setiap kali"
    assert told.endswith(f"{always}: ketik di templat {(tmp_path / paper.berkas).as_posix()}.")
    assert ("Keputusan rapat: " in told) == (folder == "5-rapat")


# ------------------------------------------------------------------ the package


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1"),
        (2, "1, 2"),
        (5, "1, 2, 3, 4, 5"),
        (6, "1, 2, 3, 4, 5, dan 1 lagi"),
        (9, "1, 2, 3, 4, 5, dan 4 lagi"),
    ],
)
def test_a_sentence_names_five_files_and_counts_the_others(count: int, told: str) -> None:
    assert contents._some([str(number) for number in range(1, count + 1)]) == told


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("4-konsep/Konsep RKT 2027.xlsx", True), ("4-konsep/laporan.html", False),
        ("4-konsep/perbaikan/Perbaikan Formulir.xlsx", False), ("6-draft/draft-1/Draft 1 RKT 2027.docx", True),
        ("6-draft/draft-1/Lembar pemeriksaan draft 1.docx", False), ("7-rkt/RKT 2027.docx", True),
        ("1-formulir/Konsep a.xlsx", False), ("8-distribusi/Surat pengantar.docx", False),
    ],
)  # fmt: skip
def test_which_papers_nobody_has_a_reason_to_change(name: str, *, meant: bool) -> None:
    assert contents._text(Output(name, "1", None)) is meant


@pytest.mark.parametrize("name", ["~$Konsep.xlsx", ".~lock.a.xlsx#", ".a.xlsx.12.sementara", ".DS_Store", "Thumbs.db",
                                  "desktop.ini"])  # fmt: skip
def test_what_programs_leave_beside_files_is_not_sealed(name: str) -> None:
    assert contents._PASSING.fullmatch(name)
    assert not contents._PASSING.fullmatch(f"x{name}")
    assert not contents._PASSING.fullmatch(f"{name}x" if not name.startswith("~$") else "$a.xlsx")


@pytest.mark.parametrize(("now", "kept"), [(None, True), ("2", True), (None, False), ("2", False)])
def test_a_file_that_differs_stands_in_the_list_with_both_sums_and_where_the_recorded_one_lies(
    now: str | None, *, kept: bool
) -> None:
    assert contents._row(Output("7-rkt/a.docx", "1", now), kept=kept) == {
        "berkas": "7-rkt/a.docx", "tercatat": "1", "sekarang": now,
        "keadaan": "isinya lain" if now else "tidak ada lagi",
        "di_paket": "tercatat/7-rkt/a.docx" if kept else "tidak disimpan",
    }  # fmt: skip


SIGNED: Told = (e.DITANDATANGANI, {"berkas": {"7-rkt/RKT.docx": "1"}, "pindaian": {}, "data": "0" * 64})
WITH_SCAN: Told = (e.DITANDATANGANI, {"berkas": {"7-rkt/RKT.docx": "1"}, "pindaian": {"7-rkt/p.pdf": "2"}})
SCAN: Told = (e.PINDAIAN_DILAMPIRKAN, {"pindaian": {"7-rkt/nanti.pdf": "3"}})


@pytest.mark.parametrize(
    ("entries", "files", "scan"),
    [
        ([], "", False), ([SIGNED], "RKT.docx", False), ([WITH_SCAN], "RKT.docx p.pdf", True),
        ([SIGNED, SCAN], "RKT.docx nanti.pdf", True), ([WITH_SCAN, SCAN], "RKT.docx p.pdf nanti.pdf", True),
        ([(e.DITANDATANGANI, {}), (e.PINDAIAN_DILAMPIRKAN, {})], "", False),
    ],
)  # fmt: skip
def test_what_was_signed_and_whether_a_scan_of_it_is_kept(
    register: Register, entries: list[Told], files: str, *, scan: bool
) -> None:
    tell(register, *entries)
    assert set(contents._signed_files(register)) == {f"7-rkt/{each}" for each in files.split()}
    assert scanned(register) is scan


@pytest.fixture
def gathering(register: Register, tmp_path: Path) -> Contents:
    """A package in the making, of a journal in which something was signed."""
    for name in ("3-kembali", "masukan"):
        (tmp_path / name).mkdir(exist_ok=True)
    return Contents(tmp_path, tmp_path / "masukan", tell(register, SIGNED))


def test_what_was_signed_has_to_be_in_the_journal(gathering: Contents) -> None:
    with pytest.raises(InputUnusableError, match="Data RKT yang ditandatangani tidak ada lagi di jurnal"):
        gathering.files()


def test_every_content_that_was_received_lies_there_once_under_its_first_name(
    gathering: Contents, register: Register
) -> None:
    one, other, letter = sha256(b"satu"), sha256(b"dua"), sha256(b"surel")
    for data in (b"satu", b"dua", b"surel"):
        register.keep(sha256(data), data)
    tell(
        register, merged(berkas={"3-kembali/a.xlsx": one, "3-kembali/hilang.xlsx": "9" * 64}),
        merged(berkas={"3-kembali/lain.xlsx": one, "3-kembali/k.zip/b.xlsx": other}, wadah={"3-kembali/s.eml": letter}),
    )  # fmt: skip
    assert dict(gathering._received()) == {
        f"diterima/a [{one[:8]}].xlsx": ("3-kembali/a.xlsx", b"satu"),
        f"diterima/k.zip - b [{other[:8]}].xlsx": ("3-kembali/k.zip/b.xlsx", b"dua"),
        f"diterima/s [{letter[:8]}].eml": ("3-kembali/s.eml", b"surel"),
    }


def test_what_no_merge_has_read_is_sealed_and_told_but_what_one_has_tried_is_not(
    gathering: Contents, register: Register, tmp_path: Path
) -> None:
    for name in ("a.xlsx", "b.xlsx", "tak terbaca.xlsx", "surel.eml", "lama.xlsx", "z.xlsx"):
        (tmp_path / "3-kembali" / name).write_bytes(name.encode())
    known = {"3-kembali/lain.xlsx": sha256(b"b.xlsx"), "3-kembali/tak terbaca.xlsx": ""}
    tell(register, merged(berkas={"3-kembali/lama.xlsx": sha256(b"lama.xlsx")}),
         merged(berkas=known, wadah={"3-kembali/surel.eml": sha256(b"surel.eml")}))  # fmt: skip
    assert [name for name, _ in dict(gathering._unmerged()).values()] == ["3-kembali/a.xlsx", "3-kembali/z.xlsx"]
    (told,) = gathering.found
    assert (told.code.name, told.file) == ("ARSIP_BELUM_DIGABUNG", "3-kembali/a.xlsx")
    assert "3-kembali/a.xlsx, 3-kembali/z.xlsx" in told.message


def test_the_inputs_that_are_sealed_are_plain_files_of_the_office(gathering: Contents, tmp_path: Path) -> None:
    given = ("renstra.xlsx", "rkt.docx", "surel-formulir.txt", "lambang.png", "~$rkt.docx", "catatan.txt", "a.xlsx")
    for name in given:
        (tmp_path / "masukan" / name).write_bytes(b"x")
    assert list(dict(gathering._inputs())) == [f"masukan/{each}" for each in given[:4]]
    gathering._tell_of_links()
    assert (gathering.not_plain, gathering.found) == ([], [])
    (tmp_path / "masukan" / "rkt.docx").unlink()
    (tmp_path / "masukan" / "rkt.docx").symlink_to(tmp_path / "masukan" / "renstra.xlsx")
    (tmp_path / "masukan" / "lain.docx").mkdir()
    assert "masukan/rkt.docx" not in dict(gathering._inputs())
    gathering._tell_of_links()
    names = [(tmp_path / "masukan" / each).as_posix() for each in ("lain.docx", "rkt.docx")]
    (told,) = gathering.found
    assert (told.code.name, told.file) == ("ARSIP_BUKAN_BERKAS", names[0])
    assert ", ".join(names) in told.message


def test_what_differs_from_the_journal_is_told_by_what_it_is_and_the_recorded_one_laid_beside(
    gathering: Contents, register: Register, tmp_path: Path
) -> None:
    lies: Mapping[str, bytes | None] = {
        "4-konsep/Konsep RKT.xlsx": b"lain", "6-draft/Draft 1.docx": None, "6-draft/Lembar a.docx": b"diisi",
        "8-distribusi/Tanda terima.docx": None, "8-distribusi/Tanda terima Z.docx": None,
        "6-draft/Draft 9.docx": None, "6-draft/Lembar z.docx": b"diisi", "4-konsep/Konsep Z.xlsx": b"lain",
        "7-rkt/RKT.docx": b"lain", "1-formulir/a.xlsx": b"sama",
    }  # fmt: skip
    for name, data in lies.items():
        before = b"sama" if data == b"sama" else f"dulu {name}".encode()
        if name != "6-draft/Draft 1.docx":
            register.keep(sha256(before), before)
        tell(register, (e.KELUARAN_DITULIS, {"berkas": name, "sha256": sha256(before)}))
        if data is not None:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    files = gathering._recorded()
    told = {each.code.name: (each.file, each.message) for each in gathering.found}
    assert {code: file for code, (file, _) in told.items()} == {
        "ARSIP_NASKAH_HILANG": "6-draft/Draft 1.docx", "ARSIP_BERKAS_HILANG": "8-distribusi/Tanda terima.docx",
        "ARSIP_NASKAH_BERUBAH": "4-konsep/Konsep RKT.xlsx", "ARSIP_BERKAS_BERUBAH": "6-draft/Lembar a.docx",
    }  # fmt: skip
    kept = set(lies) - {"6-draft/Draft 1.docx", "7-rkt/RKT.docx", "1-formulir/a.xlsx"}
    assert set(files) == {f"tercatat/{each}" for each in kept} | {DIFFERING}
    assert files["tercatat/4-konsep/Konsep RKT.xlsx"] == b"dulu 4-konsep/Konsep RKT.xlsx"
    listed = files[DIFFERING]
    assert isinstance(listed, bytes)
    (lost,) = [line for line in listed.decode("utf-8-sig").splitlines() if "Draft 1" in line]
    assert "tidak disimpan" in lost


def test_a_folder_like_the_journal_gives_no_list(gathering: Contents) -> None:
    assert (gathering._recorded(), gathering.found) == ({}, [])


@pytest.mark.parametrize(
    ("lies", "read", "differs"),
    [(b"a", None, False), (b"b", None, True), (None, None, True), (b"b", sha256(b"b"), False), (b"b", "9", True)],
)
def test_an_output_differs_unless_the_program_has_read_it_so(
    register: Register, tmp_path: Path, lies: bytes | None, read: str | None, *, differs: bool
) -> None:
    tell(register, (e.KELUARAN_DITULIS, {"berkas": "a.xlsx", "sha256": sha256(b"a")}))
    if read:
        tell(register, (e.DRAFT_DIBUAT, {READ: {"a.xlsx": read}, "nomor": 1}), (e.DIGABUNG, {READ: {"b.xlsx": read}}))
    if lies is not None:
        (tmp_path / "a.xlsx").write_bytes(lies)
    found = [(each.tercatat, each.sekarang) for each in differing(register, tmp_path)]
    assert found == ([(sha256(b"a"), sha256(lies) if lies else None)] if differs else [])


# ------------------------------------------------------------------ what counted once


def kept_of(name: str, data: bytes, register: Register) -> dict[str, str]:
    register.keep(sha256(data), data)
    return {name: sha256(data)}


def lies_there(name: str, data: bytes, *, refused: bool = False) -> Return:
    return Return(name, sha256(data), Times(NOW), refused=refused)


def test_what_counted_last_of_each_bagian_is_gone_where_its_content_lies_there_no_more(register: Register) -> None:
    a, b, c = (f"3-kembali/{each}.xlsx" for each in "abc")
    tell(
        register, issued(edition="lama"), merged(berkas=kept_of(c, b"dulu", register), dipakai={"DULU": c}), issued(),
        merged(berkas={**kept_of(a, b"1", register), **kept_of(b, b"2", register)}, dipakai={"SEK": a, "PLY": b}),
        merged(berkas={**kept_of(a, b"1", register), **kept_of(c, b"3", register)}, dipakai={"SEK": c}),
    )  # fmt: skip
    assert {name: each.sha256 for name, each in counted.gone(register, []).items()} == {
        c: sha256(b"3"), b: sha256(b"2"),
    }  # fmt: skip
    assert set(counted.gone(register, [lies_there("3-kembali/x.xlsx", b"3")])) == {b}
    assert set(counted.gone(register, [lies_there("3-kembali/x.xlsx", b"3", refused=True)])) == {b, c}
    assert set(counted.gone(register, [lies_there(c, b"lain")])) == {b, "3-kembali/c (tersimpan).xlsx"}
    tell(register, (e.DIPAKAI_DIPUTUSKAN, {"bagian": "SEK", "sha256": sha256(b"1")}))
    assert set(counted.gone(register, [])) == {a, b, c}


def test_what_the_journal_has_of_a_file_is_its_last_name_in_the_folder_its_time_and_who_sent_it(
    register: Register,
) -> None:
    times = Times(NOW - timedelta(days=3), NOW - timedelta(days=2))
    one = replace(lies_there("3-kembali/a.xlsx", b"1"), times=times, pengirim="sek@dinas.example")
    blank = replace(one, times=Times(None), pengirim=None)
    digest = sha256(b"1")
    before = counted.return_facts([one], {})
    tell(register, merged(berkas={"3-kembali/a.xlsx": digest}, **before))
    known = counted._known(list(register.entries(e.DIGABUNG)), digest)
    assert known == counted.KnownFile("3-kembali/a.xlsx", digest, times, NOW, "sek@dinas.example")
    moved = {"3-kembali/a (tersimpan).xlsx": known}
    tell(register, merged(berkas={"3-kembali/a (tersimpan).xlsx": digest}, **counted.return_facts([], moved)))
    entries = list(register.entries(e.DIGABUNG))
    assert counted._known(entries, digest) == known, "what was taken from the journal did not lie there"
    assert counted._known(entries, "9") is None
    tell(register, merged(berkas={"3-kembali/b.xlsx": digest}))
    older = counted._known(list(register.entries(e.DIGABUNG)), digest)
    assert older == counted.KnownFile("3-kembali/b.xlsx", digest, Times(NOW), NOW), "of an older program"
    assert counted.return_facts([blank], {}) == {
        "waktu": {"3-kembali/a.xlsx": [None, None]}, "pengirim": {}, "tersimpan": {},
    }  # fmt: skip


def test_that_a_return_counts_without_its_file_is_told_to_its_bagian() -> None:
    one = lies_there("3-kembali/a (tersimpan).xlsx", b"1")
    other = lies_there("3-kembali/b.xlsx", b"2")
    gone = {one.berkas: counted.KnownFile("3-kembali/a.xlsx", one.sha256, Times(NOW), NOW)}
    first, second = (each.kode for each in master().bagian[:2])
    chosen = Chosen({}, {first: one, second: other}, ())
    (told,) = counted.told_of_gone(gone, chosen, [other], master())
    assert (told.code.name, told.file, told.owner) == ("KIRIMAN_TERSIMPAN", one.berkas, first)
    assert "3-kembali/a.xlsx" in told.message
    assert "24 November 2026" in told.message + told.remedy


# ------------------------------------------------------------------ papers that no longer hold


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("2-surel/a.eml", "2-surel/a.eml"), ("2-surel/a (baru).eml", "2-surel/a.eml"),
        ("2-surel/a (baru 2).eml", "2-surel/a.eml"), ("a (lama).eml", "a (lama).eml"),
        ("2-surel (baru)/a.eml", "2-surel (baru)/a.eml"),
    ],
)  # fmt: skip
def test_the_name_that_a_file_stands_beside(name: str, own: str) -> None:
    assert outdated.stands_beside(name) == own


# ------------------------------------------------------------------ the clean copy

SIGNER = official(KEPALA)
OFFICIALS = (official(KASUBAG, 1), official(SEKRETARIS, 2), SIGNER)


@pytest.mark.parametrize(
    ("changed", "holds"),
    [
        ({}, True), ({"sha256": "9"}, False), ({"berkas": "7-rkt/lain.docx"}, False), ({"lambang": "9"}, False),
        ({"kepala": as_signer(official(KEPALA, jabatan="Kepala yang lama"))}, False),
    ],
)  # fmt: skip
def test_a_clean_copy_holds_as_it_was_written_with_the_emblem_and_the_kepala_of_today(
    tmp_path: Path, changed: dict[str, Any], *, holds: bool
) -> None:
    (tmp_path / "7-rkt").mkdir()
    (tmp_path / "7-rkt/RKT.docx").write_bytes(b"naskah")
    place = Workplace(inputs=tmp_path, now=lambda: NOW)
    office = replace(master(), pejabat=OFFICIALS)
    said = {"berkas": "7-rkt/RKT.docx", "sha256": sha256(b"naskah"), "kepala": as_signer(SIGNER), "lambang": ""}
    assert readying.current(place, tmp_path, office, {**said, **changed}) is holds
    without = {name: each for name, each in {**said, **changed}.items() if name != "lambang"}
    assert readying.current(place, tmp_path, office, without) is (holds or "lambang" in changed), "of an older program"
    assert not readying.current(place, tmp_path, office, {})
    assert not readying.current(place, tmp_path, replace(office, pejabat=OFFICIALS[:2]), {**said, **changed})
