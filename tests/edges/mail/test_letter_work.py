"""A letter asks for work in proportion to what is in it: parts and headers are counted before anything parses them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest

from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.attachments.bounded import ALL_HEADERS, LONGEST_HEADER, MOST_PARTS
from rkt_excel.edges.attachments.eml import read_head, read_letter
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.workbook.containers.limits import Unreadable

HEAD = b"From: sek@contoh.go.id\r\nTo: rkt@contoh.go.id\r\nSubject: RKT\r\nDate: Mon, 23 Nov 2026 01:15:00 +0000\r\n"
MIXED = HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SECONDS = 30.0  # of computing, on a busy machine; without the bounds each of these took minutes

HOSTILE = {
    "200,000 empty parts": MIXED + b"--B\r\n\r\n\r\n" * 200_000 + b"--B--\r\n",
    "a million parts of nothing": MIXED + b"--B\n\n" * 1_000_000 + b"--B--\r\n",
    "parts told apart by carriage returns": MIXED + b"--B\r\r" * 200_000 + b"--B--\r",
    "80,000 named parts": MIXED
    + b"--B\r\nContent-Type: application/x\r\nContent-Disposition: attachment; filename=a.xlsx\r\n\r\n\r\n" * 80_000,
    "a type with a million parameters": HEAD + b"Content-Type: multipart/mixed; " + b"a=b;" * 1_000_000 + b"\r\n\r\nx",
    "a type of three million brackets": HEAD + b"Content-Type: " + b"(" * 3_000_000 + b"\r\n\r\nx",
    "a subject of 400,000 words": b"From: a@b.id\r\nTo: c@d.id\r\nSubject: "
    + b"=?utf-8?q?a?= " * 400_000
    + b"\r\n\r\nx",
    "a subject over many lines": b"From: a@b.id\r\nTo: c@d.id\r\nSubject:" + b" =?utf-8?q?a?=\r\n" * 400_000 + b"\r\nx",
    "a name in 200,000 pieces": MIXED
    + b"--B\r\nContent-Disposition: attachment; "
    + b"".join(b"filename*%d=a;" % number for number in range(200_000))
    + b"\r\n\r\nPK\r\n--B--\r\n",
    "a thousand parts with long types": MIXED
    + (b"--B\r\nContent-Type: a/b; " + b"a=b;" * 500 + b"\r\n\r\nx\r\n") * 1_000,
    "3,500,000 receivers": b"From: a@b.id\r\nTo: " + b"a@b.id," * 1_000_000 + b"\r\n\r\nx",
}


@pytest.mark.tuntas
@pytest.mark.parametrize("name", HOSTILE)
def test_a_letter_that_asks_for_hours_is_answered_in_seconds_and_named(name: str) -> None:
    began = process_time()
    told = list(inbox.in_letter(HOSTILE[name], NOW))
    assert process_time() - began < SECONDS
    assert told
    assert all(each.refusal for each in told)
    assert read_head(HOSTILE[name]).sender in {"sek@contoh.go.id", "a@b.id", None}
    assert process_time() - began < SECONDS


@pytest.mark.parametrize("name", [name for name in HOSTILE if "parts" in name])
def test_too_many_parts_are_refused_by_their_number(name: str) -> None:
    with pytest.raises(Unreadable, match=r"lebih dari 2\.000 bagian|bagian-bagian suratnya terlalu panjang"):
        read_letter(HOSTILE[name])


def test_one_such_letter_in_the_folder_leaves_the_others_to_be_read(tmp_path: Path) -> None:
    folder = tmp_path / KEMBALI
    folder.mkdir()
    (folder / "buruk.eml").write_bytes(HOSTILE["200,000 empty parts"])
    (folder / "baik.eml").write_bytes(letter(1))
    told = {each.name: each for each in inbox.received(tmp_path)}
    assert any("buruk.eml" in name and each.refusal for name, each in told.items())
    assert any("baik.eml" in name for name in told)


def letter(parts: int, name: str = "Formulir RKT 2027 - SEK - Sekretariat.xlsx") -> bytes:
    part = f'--B\r\nContent-Type: application/pdf; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
    part += f'Content-Disposition: attachment; filename="{name}"\r\n\r\nUEs=\r\n'
    return MIXED + part.encode() * parts + b"--B--\r\n"


@pytest.mark.parametrize("parts", [1, 100, 300])
def test_a_letter_with_many_attachments_is_read_whole(parts: int) -> None:
    assert len(list(read_letter(letter(parts)).attached())) == parts


def test_a_text_with_lines_of_dashes_is_no_letter_of_many_parts() -> None:
    body = b"Yth.\r\n" + b"-- \r\ndata\r\n" * (MOST_PARTS - 10)
    assert read_letter(HEAD + b"\r\n" + body).subject == "RKT"


def test_a_long_header_is_read_to_its_limit_and_the_next_one_whole() -> None:
    data = b"From: a@b.id\r\nTo: " + b"c@d.id, " * 20_000 + b"\r\nSubject: RKT\r\n\r\nisi"
    read = read_letter(data)
    assert (read.sender, read.subject) == ("a@b.id", "RKT")
    assert 0 < len(read.addresses("to")) * len(b"c@d.id, ") <= LONGEST_HEADER < ALL_HEADERS
