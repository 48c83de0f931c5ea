"""Zip packages and the XML inside them, as streams that stop at the limits.

Nothing is believed that a header says: bytes are counted as they come out of the inflater. Every exception of
`zipfile` and `expat` becomes `Unreadable` here, around the very call that raises it, so that a fault in the
readers themselves is never mistaken for a damaged file.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from rkt_excel.workbook.containers.limits import (
    DEPTH,
    MEGABYTE,
    MEMBER_BYTES,
    MEMBERS,
    UNBROKEN_BYTES,
    Budget,
    Reason,
    Unreadable,
    damaged,
    locked,
    too_big,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zipfile import ZipInfo

Attributes = dict[str, str]
Starts = dict[str, Callable[[Attributes], None]]
Ends = dict[str, Callable[[], None]]
Starting = Callable[[str, Attributes], None]
Ending = Callable[[str], None]
Moment = tuple[int, int, int, int, int, int]  # year to second, as a zip header says it; it need not exist

CHUNK: Final = 1 << 16  # bytes; one chunk is parsed in some milliseconds, so the clock is looked at often enough

_CENTRAL_HEADER: Final = b"PK\x01\x02"
_LOCAL_HEADER: Final = b"PK\x03\x04"
_FIXED: Final = 30  # bytes of it before the name (APPNOTE 4.3.7)
_UTF8_NAME: Final = 0x800  # general purpose flag bit 11
_ENCRYPTED: Final = 0x1  # general purpose flag bit 0 (APPNOTE 4.4.4)

# What zipfile raises on hostile headers: its own class, and what its arithmetic and decoding stumble over.
_ZIP_FAULTS: Final = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    struct.error,
)

# What bytes say of their encoding goes before what is written (W3C XML 1.0, appendix F): a mark, or the first "<".
_BYTES_SAY: Final = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\x00": "utf-16le",
    b"\x00<": "utf-16be",
}
_SAID: Final = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
# ECMA-376 part 2 allows UTF-8 and UTF-16 only; the others are what odd programs write without doing harm. Names of
# two-byte encodings over bytes of one are a slip of programs that build XML as a text; they mean UTF-8.
_ONE_BYTE: Final = frozenset(
    {"us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-15", *(f"windows-{page}" for page in range(1250, 1259))}
)
_AS_UTF8: Final = frozenset({"utf-8", "utf8", "utf-16", "utf16", "utf-16le", "utf-16be", "unicode", "ucs-2"})
_ALIASES: Final = {"ascii": "us-ascii", "latin1": "iso-8859-1", "latin-1": "iso-8859-1"}


@contextmanager
def _zip_faults() -> Iterator[None]:
    try:
        yield
    except _ZIP_FAULTS as fault:
        raise Unreadable(Reason.TERPOTONG, "berkas terpotong atau kemasan zip-nya rusak") from fault


class Package:
    """The members of a zip, found without regard to upper and lower case and to a leading slash.

    Args:
        data: The file.
        budget: What it may use; `None` for that of one file.

    Raises:
        Unreadable: It is no zip or cut short, or has more than `MEMBERS` members.
    """

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        if data.count(_CENTRAL_HEADER) > MEMBERS:
            raise too_big(f"lebih dari {MEMBERS} bagian di dalam berkas")
        self.budget, self._data = budget or Budget(), data
        with _zip_faults():
            self._zip = ZipFile(BytesIO(data))
        self._infos = self._zip.infolist()
        exact = {info.filename: info for info in self._infos}
        self._members = {_folded(name): info for name, info in exact.items()} | exact
        self._doubtful = _doubtful(self._infos)

    def check_names(self) -> None:
        """See that every member is called by the directory as it is called where it lies.

        A member whose name was damaged is not missed by whoever may do without it: styles, shared texts, comments.

        Raises:
            Unreadable: One is called otherwise.
        """
        for info in self._infos:
            place, code = info.header_offset, "utf-8" if info.flag_bits & _UTF8_NAME else "cp437"
            name = info.orig_filename.encode(code, "replace")
            if self._data[place : place + 4] == _LOCAL_HEADER and not self._data.startswith(name, place + _FIXED):
                raise damaged("nama salah satu bagiannya rusak")

    def __contains__(self, name: str) -> bool:
        return self._find(name) is not None

    def _find(self, name: str) -> ZipInfo | None:
        return self._members.get(name.lstrip("/")) or self._members.get(_folded(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a member in pieces of at most `CHUNK`, none for a member that is missing.

        Raises:
            Unreadable: It is damaged, locked, too big, or stands there twice with different contents.
        """
        info = self._find(name)
        if info is None:
            return
        if _folded(name) in self._doubtful:
            raise damaged(f"bagian {name.lstrip('/')} ada dua kali dengan isi berbeda")
        yield from self._counted(info)

    def files(self) -> Iterator[tuple[str, Moment, Iterator[bytes]]]:
        """Every member that is no folder, also two of one name: its name, local time by its header, unpacked bytes.

        The bytes come in pieces and raise `Unreadable` as those of `chunks` do.
        """
        for info in self._infos:
            if not info.filename.endswith(("/", "\\")):
                yield info.filename, info.date_time, self._counted(info)

    def _counted(self, info: ZipInfo) -> Iterator[bytes]:
        size = 0
        for chunk in self._inflated(info):
            size += len(chunk)
            if size > MEMBER_BYTES:
                raise too_big(f"satu bagiannya lebih dari {MEMBER_BYTES // MEGABYTE} MB setelah dimekarkan")
            self.budget.unpack(len(chunk))
            yield chunk
            self.budget.time()

    def _inflated(self, info: ZipInfo) -> Iterator[bytes]:
        if info.flag_bits & _ENCRYPTED:
            raise locked()
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:  # other methods cannot be inflated piecemeal
            raise damaged("cara pemampatan zip-nya tidak dikenal")
        with _zip_faults():
            member = self._zip.open(info)
        with member:
            while True:
                with _zip_faults():
                    chunk = member.read(CHUNK)
                if not chunk:
                    return
                yield chunk


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _doubtful(infos: Iterable[ZipInfo]) -> set[str]:
    """Names that several members share whose contents differ: programs disagree which of them counts."""
    sums: dict[str, int] = {}
    return {name for info in infos if sums.setdefault(name := _folded(info.filename), info.CRC) != info.CRC}


class Part:
    """Reader of one kind of XML part. It sees elements by their local names, so that any namespace and prefix will do.

    A subclass fills `starts` and `ends`: what to call where an element of that name begins and ends; it may also put
    others in their place half-way. While `pieces` is a list, the characters that are read are appended to it.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._listening = _Listening()
        self.pieces: list[str] | None = None  # where characters go at the moment, if anywhere
        self._characters = 0  # taken since they were last counted

    @property
    def starts(self) -> Starts:
        """What is called where an element begins, with its attributes, by its local name."""
        return self._listening.starts

    @starts.setter
    def starts(self, acts: Starts) -> None:
        self._listening.starts = acts
        self._listening.changed()

    @property
    def ends(self) -> Ends:
        """What is called where an element ends, by its local name."""
        return self._listening.ends

    @ends.setter
    def ends(self, acts: Ends) -> None:
        self._listening.ends = acts
        self._listening.changed()

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return self._listening.depth()

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read a whole part; a missing one (no chunks at all) leaves everything as it is.

        Raises:
            Unreadable: The XML is damaged, declares entities, or is beyond the limits.
        """
        parser, fed = None, 0
        for chunk in filter(None, chunks):
            if parser is None:
                parser = self._parser(chunk)
            _feed(parser, chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > UNBROKEN_BYTES:  # a tag or comment that expat has to hold until it ends
                raise too_big("satu unsur XML-nya terlalu panjang")
            self.count()
        if parser is not None:
            _feed(parser, b"", last=True)

    def _parser(self, first: bytes) -> expat.XMLParserType:
        parser = expat.ParserCreate(_encoding(first))
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_declarations
        parser.SkippedEntityHandler = _refuse_entity
        parser.StartElementHandler, parser.EndElementHandler = self.handlers()
        parser.CharacterDataHandler = self._text
        return parser

    def handlers(self) -> tuple[Starting, Ending]:
        """What expat calls where an element begins and where it ends."""
        return self._listening.handlers()

    def count(self) -> None:
        """Charge the budget for what the last chunk brought: once a chunk, for once an element is far slower.

        Raises:
            Unreadable: Elements lie in one another deeper than `DEPTH`, or a limit of the budget is reached.
        """
        if self.depth > DEPTH:
            raise too_big("unsur XML-nya bersarang terlalu dalam")
        self.budget.text(self._characters)
        self._characters = 0

    def _text(self, text: str) -> None:
        if self.pieces is not None:
            self._characters += len(text)
            self.pieces.append(text)


@dataclass
class _Listening:
    """What is called at which element, and how deep the elements lie in one another.

    Attributes:
        changed: Tells the handlers that other tables stand here.
        depth: How many elements are open.
    """

    starts: Starts = field(default_factory=dict)
    ends: Ends = field(default_factory=dict)
    changed: Callable[[], None] = lambda: None
    depth: Callable[[], int] = int

    def handlers(self) -> tuple[Starting, Ending]:
        """What expat calls where elements begin and end, from the first element on.

        Every element of every file passes here: a variable of a closure takes half the time of an attribute.
        """
        starts, ends, open_elements = self.starts, self.ends, 0

        def start(name: str, attributes: Attributes) -> None:
            nonlocal open_elements
            open_elements += 1
            if name in starts:
                starts[name](attributes)
            elif ":" in name and (act := starts.get(local(name))):
                act(attributes)

        def end(name: str) -> None:
            nonlocal open_elements
            open_elements -= 1
            if name in ends:
                ends[name]()
            elif ":" in name and (act := ends.get(local(name))):
                act()

        def changed() -> None:
            nonlocal starts, ends
            starts, ends = self.starts, self.ends

        self.changed, self.depth = changed, lambda: open_elements
        return start, end


def pieces(data: bytes, budget: Budget) -> Iterator[bytes]:
    """A file that is no package in pieces of at most `CHUNK`, under the same clock as a member of one.

    Raises:
        Unreadable: The seconds of the budget are used up.
    """
    for at in range(0, len(data), CHUNK):
        yield data[at : at + CHUNK]
        budget.time()


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def locally(attributes: Attributes, name: str) -> str | None:
    """The value of an attribute by its local name, whatever its prefix; `None` where it is not there."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


def _feed(parser: expat.XMLParserType, chunk: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as fault:
        raise damaged(f"XML di dalamnya rusak (baris {fault.lineno})") from fault


def _encoding(first: bytes) -> str:
    """The encoding of a part, by its first bytes."""
    for mark, encoding in _BYTES_SAY.items():
        if first.startswith(mark):
            return encoding
    said = _SAID.match(first)
    name = said[1].decode("ascii", errors="replace").lower() if said else "utf-8"
    name = _ALIASES.get(name, name)
    if name in _AS_UTF8:
        return "utf-8"
    if name not in _ONE_BYTE:
        raise damaged("XML di dalamnya memakai pengodean huruf yang tidak dikenal")
    return name


def _refuse_declarations(_name: str, _system: str | None, _public: str | None, declares: int) -> None:
    """Refuse what entity bombs are made of. A bare DOCTYPE, as old OpenOffice writes it, does no harm: none is read."""
    if declares:
        raise damaged("XML di dalamnya memuat DOCTYPE")


def _refuse_entity(*_: object) -> None:
    """Refuse an unknown entity, which expat would leave out without a word after a bare DOCTYPE."""
    raise damaged("XML di dalamnya memuat entitas yang tidak dikenal")
