"""What only Windows shows, by what stands in its place: names, long paths, Notepad, OneDrive, a clock without zones."""

from __future__ import annotations

import codecs
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from helpers.kantor import KEPALA, hand_in, open_office, scan
from helpers.paths import ROOT
from helpers.tahapan import initialled, merged
from helpers.typing_in import write
from hypothesis import example, given
from hypothesis import strategies as st

from rkt_excel.edges.disk import oserrors
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.post import mail
from rkt_excel.edges.work_folder.folder import legal_file, legal_name
from rkt_excel.errors import UnknownArgumentError
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.steps.arsip import arsip
from rkt_excel.steps.distribusi import distribusi
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.jejak import jejak
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.pakai import pakai
from rkt_excel.steps.paraf import tandatangan
from rkt_excel.steps.periksa import periksa
from rkt_excel.steps.rapat import rapat
from rkt_excel.steps.rekap import rekap

# The rule as Microsoft writes it ("Naming Files, Paths, and Namespaces"), and what Python 3.13 asks before it opens.
DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    "CONIN$",
    "CONOUT$",
    *(f"{a}{n}" for a in ("COM", "LPT") for n in "0123456789¹²³"),
}
LONGEST = 259  # characters that a path may have
BASE = (
    90  # of which so many are for the folder of the office, as C:\Users\Nama\OneDrive - Dinas Perpustakaan\RKT\output
)
TEMPORARY = len(".") + len(".12345678.sementara")  # what stands around a name while it is written


def refused_by_windows(name: str) -> str:
    """Why Windows takes no file or folder of this name, "" where it does."""
    if re.search(r'[<>:"/\\|?*\x00-\x1f]', name):
        return "a sign"
    if name != name.rstrip(" .") or not name:
        return "its end"
    if name.partition(".")[0].rstrip(" ").upper() in DEVICES:
        return "a device"
    return "too long" if len(name.encode("utf-16-le")) // 2 > 255 else ""


@pytest.mark.parametrize(
    ("name", "why"),
    [("CON", "a device"), ("nul.txt", "a device"), ("LPT¹.xlsx", "a device"), ("com1 .a.b", "a device"),
     ("a.", "its end"), ("a ", "its end"), ("a:b", "a sign"), ("a\tb", "a sign"), ("x" * 256, "too long"),
     ("CONTOH", ""), ("COM10", ""), (".rkt", ""), ("a.b.c", "")],
)  # fmt: skip
def test_the_judge_of_these_tests_knows_what_windows_refuses(name: str, why: str) -> None:
    assert refused_by_windows(name) == why
    if sys.version_info >= (3, 13):
        assert PureWindowsPath(name).is_reserved() == (why not in {"", "too long"}) or why == "a sign"


@given(st.text(max_size=300), st.sampled_from(["", ".xlsx", ".docx", ".eml"]))
@example("CON", "")
@example("com1 ", ".xlsx")
@example("LPT¹.a. .", ".docx")
@example("nul" + " " * 200 + "x", "")
@example("a" * 79 + ". b", ".eml")
@example("CONOUT$.x", "")
@example("aux\u200e", "")
@example("…" * 90, ".xlsx")
def test_whatever_is_typed_becomes_a_name_that_windows_takes(text: str, ending: str) -> None:
    for made in (f"{legal_name(text)}{ending}", legal_file(f"{text}{ending}"), legal_file(f"{text}{ending}", " (2)")):
        assert refused_by_windows(made) == "", made
        assert len(made) <= 86


# ------------------------------------------------------------------ everything that is written, under absurd names

KODE = ("CON", "LPT1")
NAMES = ('Bidang "Arsip": <baru> | a/b\\c?*. . .', "NUL." + " sangat panjang" * 7 + ".")


def absurd(master: Master) -> Master:
    """Two bagian called like devices, with names that no file can have, in an office with a name as long as may be."""
    kode = dict(zip((each.kode for each in master.bagian), KODE, strict=True))
    office = {"perangkat_daerah": "Dinas: Perpustakaan / Kearsipan " + "dan lain-lain " * 6, "pemda": "Kabupaten AUX. "}
    return replace(
        master,
        instansi=master.instansi.model_copy(update=office),
        bagian=tuple(
            each.model_copy(update={"kode": kode[each.kode], "nama": name})
            for each, name in zip(master.bagian, NAMES, strict=True)
        ),
        indikator=tuple(
            each.model_copy(update={"bagian": tuple(kode[one] for one in each.bagian)}) for each in master.indikator
        ),
    )


def written(folder: Path) -> Iterator[str]:
    """Every file and folder below one, relative to it with "/"."""
    for each in folder.rglob("*"):
        yield each.relative_to(folder).as_posix()


@pytest.mark.tuntas
def test_every_output_of_the_ten_steps_has_a_path_that_windows_takes(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor", absurd)
    format(place)
    kirim(place, JenisSurat.FORMULIR)
    wrong = place.master()[0].indikator[0].kode
    hand_in(place, KODE[1], {("Kinerja", wrong, "target"): "segera"}).rename(
        place.folder(place.master()[0]) / "3-kembali" / ("Balasan " + "yang amat panjang " * 9 + ".xlsx")
    )
    gabung(place)
    kirim(place, JenisSurat.PERBAIKAN)
    kirim(place, JenisSurat.PENGINGAT)
    before = set(written(place.folder(place.master()[0])))  # some are withdrawn once everybody has answered
    rapat(place)
    initialled(place)
    periksa(place)
    tandatangan(place, oleh=KEPALA, pindaian=scan(place.inputs.parent / "CON.pdf"))
    jejak(place, wrong, copies=tmp_path / "salinan")
    distribusi(place)
    arsip(place, tanpa_tanda_terima=True)
    rekap([place.outputs], tmp_path / "rekap")
    found = before | set(written(place.folder(place.master()[0])))
    ours = [each for each in found if not each.startswith("3-kembali/Balasan")]  # that name is a person's own
    assert {"1-formulir", "2-surel", "4-konsep/perbaikan", "5-rapat", "6-draft", "7-rkt", "9-arsip"} <= found
    for each in (*ours, *written(tmp_path / "salinan"), *written(tmp_path / "rekap")):
        assert [refused_by_windows(part) for part in each.split("/")].count("") == each.count("/") + 1, each
    longest = max(ours, key=len)
    assert BASE + len(f"2027-perubahan/{longest}") + TEMPORARY <= LONGEST, longest


# ------------------------------------------------------------------ paths longer than Windows takes


def by_windows(number: int, name: str) -> OSError:
    error = OSError(errno.ENOENT, "The system cannot find the path specified", name)
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]  # as Windows sets it
    return error


@pytest.mark.parametrize("number", [2, 3, 206])
@pytest.mark.parametrize(("length", "long"), [(100, False), (247, False), (248, True), (259, True), (300, True)])
def test_a_path_that_is_too_long_is_said_to_be_so_though_windows_says_that_it_is_not_there(
    number: int, length: int, long: bool
) -> None:
    name = ("C:\\Users\\a\\" + "b" * 300)[:length]
    told = oserrors.refused("Formulir", "ditulis", by_windows(number, name))
    assert ("terlalu panjang" in told) == (long or number == 206)


# ------------------------------------------------------------------ drive letters and shares


@pytest.mark.parametrize(
    "root", ["C:\\Kantor\\RKT\\output\\2027\\", "\\\\server\\bagi\\RKT\\output\\2027\\", "D:/RKT/2027/", ""]
)
def test_a_file_is_named_with_its_drive_or_share_as_well_as_without(tmp_path: Path, root: str) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    bagian = place.master()[0].bagian[0].kode
    hand_in(place, bagian)
    gabung(place)
    typed = f"{root}3-kembali\\kiriman {bagian}.xlsx" if "/" not in root else f"{root}3-kembali/kiriman {bagian}.xlsx"
    assert pakai(place, typed, oleh="Kasubag", alasan="yang ini").berkas == f"3-kembali/kiriman {bagian}.xlsx"
    with pytest.raises(UnknownArgumentError):
        pakai(place, f"{root}3-kembali\\lain.xlsx", oleh="Kasubag", alasan="yang ini")


# ------------------------------------------------------------------ text templates that Notepad saved

SAVED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8, line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "UTF-8 with its mark": lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
    "UTF-16 LE": lambda text: codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le"),
    "UTF-16 BE": lambda text: codecs.BOM_UTF16_BE + text.replace("\n", "\r\n").encode("utf-16-be"),
    "ANSI": lambda text: text.replace("\n", "\r\n").encode("cp1252"),
    "line ends of an old Mac": lambda text: text.replace("\n", "\r").encode(),
    "empty lines before and behind": lambda text: codecs.BOM_UTF8 + f"\r\n\r\n{text}\r\n \r\n".encode(),
}
TEMPLATES = sorted(path.name for path in shipped_inputs().glob("*.txt"))


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_wording_says_the_same_however_notepad_saved_it(
    tmp_path: Path, name: str, saved: Callable[[str], bytes]
) -> None:
    text = (shipped_inputs() / name).read_text(encoding="utf-8").replace("Yth.", "Yth. “Ibu/Bapak” –", 1)
    known = frozenset(re.findall(r"\{(\w+)\}", text))
    plain, other = tmp_path / "asli.txt", tmp_path / "notepad.txt"
    plain.write_bytes(text.encode())
    other.write_bytes(saved(text))
    wanted, got = (mail.template(path, known) for path in (plain, other))
    assert (got.subject, got.body) == (wanted.subject, wanted.body)
    assert "\r" not in got.body + got.subject
    assert "\ufeff" not in got.body + got.subject


# ------------------------------------------------------------------ OneDrive


@pytest.mark.tuntas
def test_a_conflict_copy_of_a_return_is_a_return_and_the_same_content_twice_asks_nothing(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    bagian = place.master()[0].bagian[0].kode
    came = hand_in(place, bagian)
    copy = came.with_name(f"{came.stem}-PC-ADMIN.xlsx")
    shutil.copy(came, copy)
    same = gabung(place)
    assert same.plan.status[bagian].value == "lengkap"
    assert not [each for each in same.findings if each.owner == bagian and each.severity.value != "info"]
    own = next(each.kode for each in place.master()[0].indikator if each.bagian == (bagian,))
    write(copy, "Kinerja", own, keterangan="dari komputer lain")
    told = gabung(place)
    assert {each.putusan.value for each in told.berkas} == {"dipakai", "digantikan"}
    assert {each.berkas for each in told.berkas} == {f"3-kembali/{came.name}", f"3-kembali/{copy.name}"}


# ------------------------------------------------------------------ a clock without time zones

NO_ZONES = """
import sys, zoneinfo
sys.modules["tzdata"] = None
try:
    zoneinfo.ZoneInfo("Asia/Makassar")
except Exception:
    from rkt_excel.cli import run
    for command in sys.argv[1:]:
        ended = run(command.split())
        assert ended in (0, 1), (command, ended)
else:
    sys.exit("there are zones all the same")
"""


@pytest.mark.tuntas
def test_the_program_needs_no_time_zone_data(tmp_path: Path) -> None:
    """Windows has none of its own, and the package tzdata comes with pandas only."""
    place = open_office(tmp_path / "kantor")
    merged(place)
    row = place.master()[0].indikator[0].kode
    steps = [
        "status",
        "kirim",
        "gabung",
        "rapat",
        "draft",
        "periksa",
        f"jejak {row}",
        "rekap output",
        "templat --periksa",
    ]
    line = [sys.executable, "-c", NO_ZONES, *steps]
    done = subprocess.run(
        line, capture_output=True, encoding="utf-8", check=False, cwd=place.inputs.parent,
        env={**os.environ, "PYTHONTZPATH": "", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_no_module_asks_for_time_zones_by_name() -> None:
    for path in (ROOT / "rkt_excel").rglob("*.py"):
        assert not re.search(r"\bzoneinfo\b|\bpytz\b|\bdateutil\b", path.read_text(encoding="utf-8")), path
