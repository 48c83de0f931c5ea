"""Times and names from outside never reach a conversion unguarded: what cannot be is unknown, and told or made fit."""

from __future__ import annotations

import json
import math
import os
import struct
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers.arriving import arrived, book, code, letter, packed, put
from helpers.kantor import hand_in, open_office
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.cli import run
from rkt_excel.edges.arrivals.inbox import received
from rkt_excel.edges.disk.outside import credible, moment_of, plain_line
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

IMPOSSIBLE = (
    910692730085.0,
    1e18,
    -1e18,
    math.nan,
    math.inf,
    -math.inf,
    -62135596801.0,
    253402300800.0,
    0.0,
    -1.0,
    1e308,
)


@pytest.mark.parametrize("seconds", IMPOSSIBLE)
def test_an_impossible_file_time_is_unknown(seconds: float) -> None:
    assert moment_of(seconds) is None


@given(st.floats())
def test_any_file_time_is_a_moment_or_unknown(seconds: float) -> None:
    when = moment_of(seconds)
    assert when is None or (when.tzinfo is UTC and abs(when.timestamp() - seconds) < 1)


@given(st.datetimes(timezones=st.one_of(st.none(), st.timezones())))
def test_any_moment_can_be_reckoned_with_or_is_unknown(when: datetime) -> None:
    sure = credible(when)
    assert sure is None or sure.astimezone().year


@given(st.text())
def test_any_text_becomes_one_line_that_every_file_and_screen_takes(text: str) -> None:
    line = plain_line(text)
    line.encode("utf-8")
    assert line == plain_line(line)
    assert not [each for each in line if each < " " or "\x7f" <= each <= "\x9f" or each in "\u202e\u2066\n\r"]


@pytest.fixture
def memory() -> Path:
    """A folder on a file system that keeps any time, where the system has one."""
    return Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())


@pytest.mark.parametrize("seconds", [910692730085, -1_000_000_000, 0, -11644473600, 2**33])
def test_a_file_of_any_time_is_read(memory: Path, seconds: int) -> None:
    with tempfile.TemporaryDirectory(dir=memory) as home:
        try:
            put(Path(home), "F.xlsx", book(), when=seconds)
            put(Path(home), "k.zip", packed({"G.xlsx": book("1")}), when=seconds)
        except (OSError, OverflowError):
            return  # this file system takes no such time, so that no file of it has one
        assert [code(each) for each in received(Path(home))] == ["dibaca", "dibaca"]


@pytest.mark.tuntas
def test_a_form_whose_time_is_unknown_counts_and_one_with_a_time_is_preferred_with_a_question(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    bagian = place.master()[0].bagian[0].kode
    os.utime(hand_in(place, bagian), (0, 0))
    merged = gabung(place)
    assert merged.plan.status[bagian].value == "lengkap"
    (one,) = merged.returns
    assert one.times.berkas is None
    (place.folder(place.master()[0]) / one.berkas).unlink()
    assert gabung(place).plan.status[bagian].value == "lengkap"  # kept without a time, too


ODD_NAMES = (b"F\xff\xfe.xlsx", b"F\n\r\t.xlsx", b"F\x1b[31m\x07.xlsx", "F\u202exslx".encode(), "F\u2028.xlsx".encode(),
             b"\xed\xa0\xbd.xlsx", b"F" * 240 + b".xlsx", "📄".encode() * 60, b"-rf.xlsx", b"%s{0}%n.xlsx", b" .xlsx",
             b"CON.xlsx", b"F.xlsx.")  # fmt: skip


QUICK = 3  # of these names; the others take the long run


@pytest.mark.tuntas
@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
@pytest.mark.parametrize(
    "name", [*ODD_NAMES[:QUICK], *(pytest.param(each, marks=pytest.mark.lama) for each in ODD_NAMES[QUICK:])]
)
def test_a_file_of_any_name_is_read_stored_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: bytes
) -> None:
    place = open_office(tmp_path / "kantor")
    monkeypatch.chdir(tmp_path / "kantor")
    format(place)
    bagian = place.master()[0].bagian[0].kode
    form = hand_in(place, bagian)
    os.rename(os.fsencode(form), os.path.join(os.fsencode(form.parent), name))  # noqa: PTH104, PTH118 - bytes
    capfd.readouterr()
    assert run(["gabung", "--json"]) in {ExitCode.DONE, ExitCode.LOOK}
    told = json.loads(capfd.readouterr().out)
    assert next(each for each in told["bagian"] if each["kode"] == bagian)["status"] == "lengkap"
    (one,) = told["berkas"]
    assert not [
        each for each in one["berkas"] if each < " " or "\x7f" <= each <= "\x9f" or "\ud800" <= each <= "\udfff"
    ]
    assert run(["gabung"]) in {ExitCode.DONE, ExitCode.LOOK}
    assert "\x1b[31m" not in capfd.readouterr().out
    _reminded(place)


def _reminded(place: Workplace) -> None:
    """A reminder knows the file under the same name, so that it is not taken for a new one."""
    assert run(["kirim", "--ingatkan"]) in {ExitCode.DONE, ExitCode.LOOK}
    assert place.folder(place.master()[0]).is_dir()


@pytest.mark.parametrize("stamp", [0, 0xFFFFFFFF, 0x0000FFFF, 0x00210000, 0x001FBF7D])
def test_a_zip_member_of_any_date_is_read(tmp_path: Path, stamp: int) -> None:
    data = bytearray(packed({"F.xlsx": book()}))
    for header, place in ((b"PK\x03\x04", 10), (b"PK\x01\x02", 12)):
        struct.pack_into("<I", data, data.index(header) + place, stamp)
    assert {code(each) for each in arrived(tmp_path, "k.zip", bytes(data)).values()} == {"dibaca"}


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 -1200", "Mon, 01 Jan 0001 00:00:00 +1400", "0", "x" * 999,
                                  "Mon, 23 Nov 2026 09:15:00 +9959", "Mon, 23 Nov 2026 25:61:61 +0800"])  # fmt: skip
def test_a_letter_of_any_date_is_read(tmp_path: Path, date: str) -> None:
    data = (
        letter(("F.xlsx", book()))
        .as_bytes()
        .replace(b"Date: Mon, 23 Nov 2026 09:15:00 +0800", f"Date: {date}".encode())
    )
    (one,) = arrived(tmp_path, "s.eml", data).values()
    assert code(one) == "dibaca"
    assert one.mailed is None or one.mailed.year in {2000, 2026}
