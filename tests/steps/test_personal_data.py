"""Names, NIP and mail addresses of officials stand only where they must, and a package says which it holds."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, open_office, scan
from helpers.tahapan import folder, received

from rkt_excel.cli import run
from rkt_excel.edges.seal.personal import personal_data
from rkt_excel.errors import ExitCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.steps import gabung as step
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.format import format
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.rapat import rapat

NAMES = {KASUBAG: "Zulqarnain Wxyzabi", SEKRETARIS: "Qibtiyah Vwxonara", KEPALA: "Xaverius Yzquldan"}
NIPS = {KASUBAG: "198001012005011001", SEKRETARIS: "197902022004022002", KEPALA: "197003031995031003"}
HEADS = ("Wqxentari Jkzuma", "Vzobridan Qhxasta")
HEAD_NIPS = ("198104042006041004", "198205052007052005")
ADDRESSES = ("wqxentari@contoh-dinas.go.id", "vzobridan@contoh-dinas.go.id")
EVERYTHING = (*NAMES.values(), *NIPS.values(), *HEADS, *HEAD_NIPS, *ADDRESSES)


def _with_people(master: Master) -> Master:
    order = {KASUBAG: 1, SEKRETARIS: 2, KEPALA: None}
    staff = tuple(official(peran, order[peran], nama=NAMES[peran], nip=NIPS[peran]) for peran in NAMES)
    heads = zip(master.bagian, HEADS, HEAD_NIPS, ADDRESSES, strict=True)
    bagian = tuple(
        each.model_copy(update={"kepala": name, "nip": nip, "surel": mail}) for each, name, nip, mail in heads
    )
    return replace(master, pejabat=staff, bagian=bagian)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of people with names like nobody's, up to where everybody has signed for the copy."""
    home = tmp_path_factory.mktemp("orang") / "kantor"
    place = open_office(home, _with_people)
    received(place)
    scan(home / "pindaian.pdf")
    arsip(place)
    return home


def _text(path: Path) -> str:
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "ignore")
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    return "\n".join(re.sub(r"<[^>]*>", "", part) for part in parts)


# Which outputs have to name people, and of whom what: where a paper is signed or addressed, and where all is kept.
SIGNED = (*NAMES.values(), *NIPS.values())
MAY: dict[str, tuple[str, ...]] = {
    "input_templates/renstra.xlsx": EVERYTHING,
    "output/2027/rkt.sqlite": EVERYTHING,  # keeps the master that the forms were made from, and who decided
    "output/2027/1-formulir/*": (NAMES[KASUBAG],),  # whom to ask
    "output/2027/2-surel/*.eml": (NAMES[KASUBAG], *HEADS, *ADDRESSES),
    "output/2027/5-rapat/*.docx": (*SIGNED, *HEADS, *HEAD_NIPS),
    "output/2027/5-rapat/*.xlsx": HEADS,  # who has to do what
    "output/2027/3-kembali/*": (NAMES[KASUBAG],),
    "output/2027/4-konsep/Konsep RKT 2027.docx": SIGNED,
    "output/2027/4-konsep/Konsep RKT 2027.xlsx": (),
    "output/2027/4-konsep/laporan.html": (),
    "output/2027/6-draft/*/*.docx": SIGNED,
    "output/2027/6-draft/*/*.xlsx": (),
    "output/2027/7-rkt/*": SIGNED,
    "output/2027/8-distribusi/*.docx": (*SIGNED, *HEADS, *HEAD_NIPS),
    "output/2027/8-distribusi/*.eml": (*SIGNED, *HEADS, *ADDRESSES),
    "output/2027/9-arsip/*.docx": (*SIGNED, *HEADS),
}  # fmt: skip


def _outputs(home: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_file() and "9-arsip/RKT-" not in name and not name.endswith("rkt.kunci"):
            yield name, _text(path)


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same office before its meeting, with the letters that take the forms out."""
    home = tmp_path_factory.mktemp("rapat") / "kantor"
    place = open_office(home, _with_people)
    format(place)
    kirim(place)
    hand_in(place, place.master()[0].bagian[0].kode)
    step.gabung(place)
    kirim(place, JenisSurat.PENGINGAT)
    rapat(place)
    return home


@pytest.mark.tuntas
@pytest.mark.parametrize("which", ["office", "meeting"])
def test_people_are_named_only_where_they_must_be(which: str, request: pytest.FixtureRequest) -> None:
    beyond = {}
    for name, text in _outputs(request.getfixturevalue(which)):
        allowed = {each for pattern, may in MAY.items() if Path(name).match(pattern) for each in may}
        beyond[name] = sorted({each for each in EVERYTHING if each in text} - allowed)
    assert {name: people for name, people in beyond.items() if people} == {}


@pytest.mark.tuntas
@pytest.mark.parametrize("command", [["gabung"], ["status"], ["status", "--json"], ["jejak", "IK.7.1"], ["templat"]])
def test_no_screen_names_anybody_whom_nobody_typed(
    office: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(office)
    run(command)
    said = "".join(capfd.readouterr())
    assert not [each for each in (*NIPS.values(), *HEADS, *HEAD_NIPS, *ADDRESSES) if each in said]


@pytest.mark.tuntas
def test_the_log_of_a_fault_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "kantor"
    open_office(home, _with_people)
    monkeypatch.chdir(home)
    assert run(["format"]) == ExitCode.DONE

    def stumbles(master: Master, chosen: object) -> None:
        raise AssertionError(f"a fault of the program, met with {len(master.bagian)} bagian and {chosen is None}")

    monkeypatch.setattr(step, "merge", stumbles)
    assert run(["gabung"]) == ExitCode.PROGRAM
    (log,) = (home / "output").glob("*.log")
    said = log.read_text(encoding="utf-8") + "".join(capfd.readouterr())
    assert not [each for each in EVERYTHING if each in said]


def test_a_package_says_what_personal_data_it_holds(office: Path) -> None:
    read = (office / "output/2027/9-arsip/RKT-2027-murni/data/baca-dahulu.txt").read_text(encoding="utf-8-sig")
    told = [line for line in read.splitlines() if line.startswith("Data pribadi: ")]
    assert len(told) == 3
    assert told[0].startswith("Data pribadi: 5 nama (")
    assert told[1].startswith("Data pribadi: 5 NIP (")
    assert "masukan/" in told[0]
    assert "rkt/" in told[0]
    assert re.match(r"Data pribadi: \d+ alamat surel \(", told[2])
    assert not [each for each in EVERYTHING if any(each in line for line in told)], "how many, not which"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("198001012005011001", 1),
        ("NIP 19800101 200501 1 001, NIP.197902022004022002", 2),
        ('"sha256":"0d4c198001012005011001be77"', 0),
        ("198001012005011001be77", 0),
        ("ab198001012005011001", 0),
        ("1980010120050110012", 0),
    ],
)
def test_a_nip_stands_by_itself_and_not_within_a_sum(text: str, count: int) -> None:
    found = {each.jenis: each.jumlah for each in personal_data({"data/jurnal.jsonl": text.encode()}, ())}
    assert found.get("NIP", 0) == count


@pytest.mark.tuntas
def test_the_command_says_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "kantor"
    place = open_office(home, _with_people)
    received(place)
    monkeypatch.chdir(home)
    assert run(["arsip", "--json"]) in {ExitCode.DONE, ExitCode.LOOK}
    result = json.loads(capfd.readouterr().out)
    assert {each["jenis"]: each["jumlah"] for each in result["data_pribadi"]}.items() >= {"nama": 5, "NIP": 5}.items()
    assert (folder(place) / result["paket"]).is_dir()


TEXTS: dict[str, tuple[bytes, dict[str, int]]] = {
    "an address": (b"kirim ke a.b@dinas.go.id, ya", {"alamat surel": 1}),
    "one address twice": (b"A@x.id a@X.id", {"alamat surel": 1}),
    "no address": (b"@ @@ a@ @b a@b", {}),
    "a NIP with spaces": (b"NIP 19800101 200501 1 001", {"NIP": 1}),
    "a longer number": (b"1980010120050110012", {}),
    "a name": (b"oleh Wqxentari Jkzuma.", {"nama": 1}),
    "nothing": (b"", {}),
    "a broken zip": (b"PK\x03\x04rusak", {}),
    "very long": (b"a" * 3_000_000, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_what_counts_as_personal(case: str) -> None:
    data, wanted = TEXTS[case]
    assert {each.jenis: each.jumlah for each in personal_data({"x/a.txt": data}, HEADS)} == wanted


def test_a_name_in_pieces_is_one_name(word: Callable[[str], bytes]) -> None:
    runs = "<w:p><w:r><w:t>Wqxen</w:t></w:r><w:r><w:t>tari Jkzuma</w:t></w:r></w:p>"
    found = personal_data({"rkt/a.docx": word(runs)}, HEADS)
    assert [each.kalimat for each in found] == ["1 nama (rkt/)"]


@pytest.fixture
def word() -> Callable[[str], bytes]:
    """A package with one part."""

    def made(xml: str) -> bytes:
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            package.writestr("word/document.xml", xml)
        return target.getvalue()

    return made
