"""What is printed: only characters that the terminal or file behind it can hold, and takes for no command.

Redirected output on Windows is in the code page of the computer (cp1252, cp437, cp850) and fails at the first sign that
is not in it; a terminal takes control characters for commands, wherever they came from. Both are settled where text
leaves the program, for everything that is printed: sentences, help, tables, faults.
"""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final, TextIO

from rkt_excel.workbook.sentences import one_stop

PROGRESS: Final = "RKT_KABAR"
"""In the environment of a command whose progress another program shows: it goes to standard error, also with --json."""

# Signs with a plain form that every code page holds; letters with marks are taken apart by Unicode itself.
_PLAIN: Final = {
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "±": "+/-", "×": "x", "÷": ":", "−": "-", "→": "->", "←": "<-",
    "–": "-", "—": "-", "‒": "-", "―": "-", "‐": "-", "‑": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'", "′": "'", "″": '"', "·": "-", "•": "-", "∙": "-", "◦": "-",
    "…": "...", "✓": "v", "✗": "x", "○": "o", "⁄": "/", "€": "EUR", "©": "(c)", "®": "(R)", "™": "(TM)",
    "°": " derajat", "§": "Pasal", "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
}  # fmt: skip
# So that a footnote mark or a fraction is no digit of the number before it.
_APART: Final = {"<super>": "^", "<sub>": "_", "<fraction>": " "}
# Cc but tab and line end, Cf (bidi, zero width), line and paragraph separators.
_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)


def harmless(text: str) -> str:
    r"""The text with each character that a terminal would take for a command written out as Python does (\x1b).

    Line ends of Windows become plain ones.
    """
    return _OBEYED.sub(_written_out, text.replace("\r\n", "\n"))


def fitting(text: str, encoding: str) -> str:
    """The text in characters that an encoding has; each other one is replaced by its plain form ("≤" by "<=").

    Args:
        text: Any text, lone surrogates of undecodable file names among it.
        encoding: The receiver's encoding, such as "cp437".
    """
    if _holds(encoding, text):
        return text
    return "".join(_fit(each, encoding) for each in unicodedata.normalize("NFC", text))


def _fit(sign: str, encoding: str) -> str:
    if _holds(encoding, sign):
        return sign
    if sign in _PLAIN:
        return _PLAIN[sign]
    if unicodedata.category(sign) == "Zs":
        return " "
    kind = unicodedata.decomposition(sign).partition(" ")[0]
    base = "".join(each for each in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(each))
    plain = "".join(_PLAIN.get(each, each) for each in base)
    if plain and plain != sign and _holds(encoding, plain):
        return _APART.get(kind, "") + plain
    return _written_out(sign)


def _holds(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _written_out(sign: str | re.Match[str]) -> str:
    text = sign if isinstance(sign, str) else sign[0]
    return text.encode("unicode_escape").decode("ascii")


Said = tuple[str, str | bytes]
"""Of what was said the name of its stream ("stdout", "stderr"), and a text, or bytes that are made for a program."""
_hearing: Final[list[list[Said]]] = []


@contextmanager
def hear() -> Iterator[list[Said]]:
    """Keep what is printed within, in its order, so that it can be said again (`say_again`)."""
    said: list[Said] = []
    _hearing.append(said)
    try:
        yield said
    finally:
        _hearing.remove(said)


def say_again(said: Iterable[Said]) -> None:
    """Print what was kept by `hear`; raises as printing it the first time did.

    Raises:
        OSError: It cannot be written.
    """
    for name, each in said:
        stream = getattr(sys, name)
        if isinstance(each, bytes):
            stream.buffer.write(each)
        else:
            stream.again(each)


class _Heard:
    """A stream of bytes of which is kept what is written into it."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self._name, self._stream = name, stream

    def write(self, data: bytes) -> int:
        for each in _hearing:
            each.append((self._name, bytes(data)))
        return self._stream.write(data)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


class Spoken(io.TextIOBase):
    """Stands before standard output or standard error and lets through only what is harmless and fits its encoding.

    It has no file number, so that nothing can write past it, as click would on a console of Windows.
    """

    def __init__(self, stream: TextIO, worded: Callable[[str], str], name: str = "stdout") -> None:
        """Stand before a stream; `worded` may change each text before it is fitted to the encoding."""
        self._stream, self._worded, self._name = stream, worded, name
        self.receiver = getattr(stream, "encoding", None) or "utf-8"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Always UTF-8, so that every text may be written here; it is fitted to the receiver afterwards."""
        return "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """How encoding errors are dealt with; none can happen, for every text fits UTF-8."""
        return "strict"

    @property
    def buffer(self) -> Any:  # noqa: ANN401 - the stream's own
        """The stream's own buffer, for bytes that are made for a program (`for_programs`)."""
        return _Heard(self._name, self._stream.buffer) if _hearing else self._stream.buffer

    @property
    def behind(self) -> TextIO:
        """The stream itself, for what moves the cursor; its words are to be made harmless and fitting before."""
        return self._stream

    @contextmanager
    def through(self, stream: TextIO) -> Iterator[None]:
        """Hand what is printed to another stream for a while, such as to what prints above a bar."""
        before, self._stream = self._stream, stream
        try:
            yield
        finally:
            stream.flush()
            self._stream = before

    def isatty(self) -> bool:
        """Whether the stream is a terminal, at which a person looks."""
        return self._stream.isatty()

    def writable(self) -> bool:
        """Always true."""
        return True

    def write(self, text: str) -> int:
        """Write a text and give its length in characters; a receiver that closed the pipe is no fault.

        Raises:
            OSError: It cannot be written, such as into a file on a full disk.
        """
        if text == "":  # click tries b"" too, which has to fail, to find out what may be written
            return 0
        told = one_stop(self._worded(harmless(text)))
        for each in _hearing:
            each.append((self._name, told))
        self.again(told)
        return len(text)

    def again(self, told: str) -> None:
        """Write what was said before; raises as `write` does."""
        with self._once():
            self._stream.write(fitting(told, self.receiver))

    def flush(self) -> None:
        """Hand over what the stream still holds; raises as `write` does."""
        with self._once():
            self._stream.flush()

    @contextmanager
    def _once(self) -> Iterator[None]:
        """Let a failed write be told once: at its end the interpreter would try the rest again, and end with 120."""
        try:
            yield
        except BrokenPipeError:
            self._hung_up()
        except OSError:
            self._hung_up()
            raise

    def _hung_up(self) -> None:
        """Let what is still to be said go nowhere, also when the interpreter ends."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)


@contextmanager
def spoken(worded: Callable[[str], str] = str) -> Iterator[None]:
    """Let everything that is printed go through `Spoken`, standard output and standard error alike.

    Args:
        worded: Changes each text that is said, such as the commands in it; by default nothing.

    Raises:
        OSError: What was printed could not be written, such as into a file on a full disk.
    """
    before = sys.stdout, sys.stderr
    named = zip(before, ("stdout", "stderr"), strict=True)
    sys.stdout, sys.stderr = (each and Spoken(each, worded, name) for each, name in named)
    try:
        yield
        for each in (sys.stdout, sys.stderr):
            if each:
                each.flush()
    finally:
        sys.stdout, sys.stderr = before


def for_programs(text: str) -> bytes:
    """A JSON text as bytes for standard output: UTF-8, or pure ASCII where the receiver has another encoding.

    What a terminal would take for a command stands as an escape; in JSON it can only stand inside of texts, where an
    escape means the same.
    """
    receiver = getattr(sys.stdout, "receiver", None) or getattr(sys.stdout, "encoding", None) or "utf-8"
    told = _OBEYED.sub(_json_escape, text)
    if _holds(receiver, "≤…中"):
        return re.sub("[\ud800-\udfff]", _json_escape, told).encode("utf-8")
    return re.sub("[^\x00-\x7f]", _json_escape, told).encode("ascii")


def _json_escape(sign: re.Match[str]) -> str:
    units = sign[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
