"""Letters that bring a form, and their mutations: boundaries, encodings, headers, nesting."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from random import Random
from typing import Final

from helpers.wrapped import uuencoded

from fuzz.mutant import DAMAGE, HARMLESS, Done, Mutator

_TYPES: Final = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel",
    "application/octet-stream", "application/zip", "application/x-msexcel", "text/plain", "image/png",
    "application/vnd.oasis.opendocument.spreadsheet",
)  # fmt: skip


@dataclass
class Part:
    """A part of a letter: its headers and its body as it stands there."""

    headers: list[str]
    body: bytes


@dataclass
class Letter:
    """A letter with a form attached, before it is put together.

    Attributes:
        form: The form, which the last part holds.
        parts: What it is made of.
        headers: Its own.
        boundary: What parts it.
        eol: The end of its lines.
        tail: What follows the last boundary.
        closed: Whether the last boundary is there.
    """

    form: bytes
    name: str
    parts: list[Part] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    boundary: str = "=_batas"
    eol: bytes = b"\r\n"
    tail: bytes = b""
    closed: bool = True
    spoil: list[tuple[bytes, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.headers = ["From: Bagian <bagian@contoh.go.id>", "To: kantor@contoh.go.id", "Subject: Formulir RKT",
                        "Date: Mon, 23 Nov 2026 09:15:00 +0800", "MIME-Version: 1.0"]  # fmt: skip
        self.parts = [Part(["Content-Type: text/plain; charset=utf-8"], b"Terlampir."), self.attachment()]

    def attachment(self) -> Part:
        head = [f'Content-Type: {_TYPES[0]}; name="{self.name}"', "Content-Transfer-Encoding: base64",
                f'Content-Disposition: attachment; filename="{self.name}"']  # fmt: skip
        return Part(head, base64.encodebytes(self.form))

    @property
    def data(self) -> bytes:
        edge = b"--" + self.boundary.encode()
        out = [*(each.encode("utf-8", "surrogateescape") for each in self.headers)]
        out += [f'Content-Type: multipart/mixed; boundary="{self.boundary}"'.encode(), b""]
        for part in self.parts:
            out += [
                edge,
                *(each.encode("utf-8", "surrogateescape") for each in part.headers),
                b"",
                part.body.rstrip(b"\r\n"),
            ]
        out += [edge + b"--", self.tail] if self.closed else []
        whole = self.eol.join(line for piece in out for line in piece.split(b"\n"))
        for old, new in self.spoil:
            whole = whole.replace(old, new, 1)
        return whole


def _header(part: Part, name: str, new: str | None) -> None:
    part.headers = [each for each in part.headers if not each.lower().startswith(name.lower() + ":")]
    if new is not None:
        part.headers.append(f"{name}: {new}")


# ------------------------------------------------------------------ another way to write the same


def lines_otherwise(letter: Letter, chance: Random) -> Done | None:
    """Lines of other lengths and ends."""
    data = base64.b64encode(letter.form)
    width = chance.choice((4, 60, 64, 76, 998, len(data) + 1, 77, 61))
    letter.parts[-1].body = b"\n".join(data[at : at + width] for at in range(0, len(data), width))
    letter.eol = chance.choice((b"\r\n", b"\n"))
    return HARMLESS


def type_otherwise(letter: Letter, chance: Random) -> Done | None:
    """Another type, or none; the name here, there, or nowhere."""
    _header(
        letter.parts[-1],
        "Content-Type",
        chance.choice((f"{chance.choice(_TYPES)}; name={letter.name}", chance.choice(_TYPES), None)),
    )
    how = chance.choice(
        (
            "attachment",
            "inline",
            f'attachment; filename="{letter.name}"',
            f"attachment; filename*=utf-8''{letter.name}",
            None,
        )
    )
    _header(letter.parts[-1], "Content-Disposition", how)
    named = any("name" in each for each in letter.parts[-1].headers)
    return HARMLESS if named or letter.form.startswith((b"PK", b"\xd0\xcf")) else DAMAGE  # nothing says what a text is


def header_letters(letter: Letter, chance: Random) -> Done | None:
    """Header names in other letters, folded, in another order."""
    part = letter.parts[-1]
    chance.shuffle(part.headers)
    part.headers = [
        re.sub(r"^[^:]+", lambda f: chance.choice((f[0].upper(), f[0].lower())), each) for each in part.headers
    ]
    if chance.random() < 0.5:
        part.headers = [each.replace("; ", ";\n ") for each in part.headers]
    return HARMLESS


def boundary_otherwise(letter: Letter, chance: Random) -> Done | None:
    letter.boundary = chance.choice(("a", "'()+_,-./:=?", "x" * 70, "----=_Part_0_1.2", "batas dengan spasi", "0"))
    return HARMLESS


def quoted_printable(letter: Letter, chance: Random) -> Done | None:
    """The attachment byte by byte, as odd programs send it."""
    del chance
    body = b"".join(b"=%02X" % each for each in letter.form)
    letter.parts[-1].body = b"=\n".join(body[at : at + 72] for at in range(0, len(body), 72))
    _header(letter.parts[-1], "Content-Transfer-Encoding", "quoted-printable")
    return HARMLESS


def in_the_text(letter: Letter, chance: Random) -> Done | None:
    """The form in the text of the letter, as uuencode."""
    del chance
    letter.parts = [Part(["Content-Type: text/plain"], b"Terlampir.\n\n" + uuencoded(letter.name, letter.form))]
    return HARMLESS


def more_parts(letter: Letter, chance: Random) -> Done | None:
    """Texts and pictures beside it, before and behind."""
    other = chance.choice(
        (
            Part(["Content-Type: text/html"], b"<p>Terlampir</p>"),
            Part(["Content-Type: image/png", "Content-ID: <a>"], b"\x89PNG"),
            Part(["Content-Type: text/calendar"], b"BEGIN:VCALENDAR"),
            Part([], b"tanpa kepala"),
        )
    )
    letter.parts.insert(chance.randrange(len(letter.parts) + 1), other)
    return HARMLESS


def nested(letter: Letter, chance: Random) -> Done | None:
    """The attachment in another multipart, or the letter in a letter."""
    inner = Letter(letter.form, letter.name, boundary="dalam" + str(chance.randrange(9)))
    if chance.random() < 0.5:
        letter.parts[-1] = Part(["Content-Type: message/rfc822"], inner.data.replace(b"\r\n", b"\n"))
    else:
        kind = chance.choice(("mixed", "related", "alternative", "x-lain"))
        body = inner.data.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
        letter.parts[-1] = Part([f'Content-Type: multipart/{kind}; boundary="{inner.boundary}"'], body)
    return HARMLESS


def twice_attached(letter: Letter, chance: Random) -> Done | None:
    del chance
    letter.parts.append(letter.attachment())
    return HARMLESS


def loose_base64(letter: Letter, chance: Random) -> Done | None:
    """Blank lines and blanks between the lines, the last signs left out, something behind them."""
    body = letter.parts[-1].body
    what = chance.randrange(3)
    if what == 0:
        body = body.replace(b"\n", b" \n\n", chance.randrange(1, 9))
    elif what == 1:
        body = body.rstrip(b"=\n") + b"\n"
    else:
        letter.tail = b"Ditambahkan oleh pemindai surel.\n"
    letter.parts[-1].body = body
    return HARMLESS


def more_headers(letter: Letter, chance: Random) -> Done | None:
    more = (
        "X-Spam: " + "x" * 3_000,
        "Received: from a\n by b; Mon, 23 Nov 2026 09:15:00 +0800",
        "Subject: =?utf-8?B?4p+?=",
        "References: " + "<a@b> " * 200,
        "Reply-To: \udcff",
        "Content-Language: id",
        "Comments: ((((",
    )
    letter.headers.insert(chance.randrange(len(letter.headers) + 1), chance.choice(more))
    return HARMLESS


# ------------------------------------------------------------------ damage


def base64_spoilt(letter: Letter, chance: Random) -> Done | None:
    """Signs of the attachment that base64 does not have, or too few of them: one can see that something is missing."""
    body = letter.parts[-1].body.replace(b"\n", b"").rstrip(b"=")
    at = chance.randrange(len(body))
    what = chance.randrange(3)
    if what == 0:
        body = body[:at] + chance.choice((b"*", b"-", b"_", b"\xff", b"!@#", b".")) + body[at + 1 :]
    elif what == 1:
        body = body[: at // 4 * 4 + 1]
    else:
        short = (len(body) - 1) % 4 or 4
        body = body[:at] + body[at + short :]
    letter.parts[-1].body = b"\n".join(body[each : each + 76] for each in range(0, len(body), 76))
    return DAMAGE


def base64_changed(letter: Letter, chance: Random) -> Done | None:
    """Other signs of base64, whole groups of them missing or there twice: what comes out are other bytes."""
    body = letter.parts[-1].body.replace(b"\n", b"")
    at = chance.randrange(len(body)) // 4 * 4
    what = chance.randrange(3)
    if what == 0:
        body = body[:at] + bytes([chance.choice(b"ABCxyz0189+/")]) + body[at + 1 :]
    elif what == 1:
        body = body[:at] + body[at + chance.choice((4, 76, 1_000)) :]
    else:
        body = body[:at] + body[at : at + 76] + body[at:]
    letter.parts[-1].body = b"\n".join(body[each : each + 76] for each in range(0, len(body), 76))
    return DAMAGE


def encoding_denied(letter: Letter, chance: Random) -> Done | None:
    """Another encoding is said than is there, or none."""
    said = chance.choice(("7bit", "8bit", "binary", "quoted-printable", "x-uuencode", "base-64", "", None))
    _header(letter.parts[-1], "Content-Transfer-Encoding", said)
    return DAMAGE


def boundaries_damaged(letter: Letter, chance: Random) -> Done | None:
    edge = b"--" + letter.boundary.encode()
    what = chance.randrange(4)
    if what == 0:
        letter.closed = False
    elif what == 1:
        letter.spoil.append((edge, edge[:-1]))
    elif what == 2:
        letter.spoil.append((f'boundary="{letter.boundary}"'.encode(), b'boundary="lain"'))
    else:
        body = letter.parts[-1].body
        at = chance.randrange(len(body))
        letter.parts[-1].body = body[:at] + b"\n" + edge + chance.choice((b"", b"--")) + b"\n" + body[at:]
    return DAMAGE


def headers_damaged(letter: Letter, chance: Random) -> Done | None:
    part = chance.choice(letter.parts)
    if not part.headers:
        return None
    at = chance.randrange(len(part.headers))
    new = chance.choice(
        (
            "",
            "tanpa titik dua",
            part.headers[at].replace(":", "", 1),
            part.headers[at] + "\n\n",
            part.headers[at][: len(part.headers[at]) // 2],
            "\0",
        )
    )
    part.headers[at] = new
    return DAMAGE


LETTERS: Final[tuple[Mutator[Letter], ...]] = (
    lines_otherwise, type_otherwise, header_letters, boundary_otherwise, quoted_printable, in_the_text, more_parts,
    nested, twice_attached, loose_base64, more_headers, base64_spoilt, base64_spoilt, base64_changed,
    encoding_denied, boundaries_damaged, headers_damaged,
)  # fmt: skip
