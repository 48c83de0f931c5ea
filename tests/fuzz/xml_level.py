"""Mutations of XML: what is only another way to write the same, and what is damage."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

from fuzz.mutant import DAMAGE, HARMLESS, Done

_TAG: Final = re.compile(r"<[^<>]*>")
_OPENING: Final = re.compile(r"<([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*\"[^\"<]*\")*)\s*(/?)>")
_ATTRIBUTE: Final = re.compile(r'\s+([\w.:-]+)\s*=\s*"([^"<]*)"')
_ELEMENT: Final = re.compile(r"<([A-Za-z_][\w.:-]*)\b[^<>]*?(?:/>|>[^<>]*</\1>)")  # without others in it
_TEXT: Final = re.compile(r"(?<=>)[^<>\s][^<>]*(?=<)")
_BETWEEN: Final = re.compile(r"(?<=[a-z\"/]>)(?=<[A-Za-z/])")  # places where blank space says nothing, but for texts
_WORDS: Final = frozenset({"t", "v", "f", "p", "text:p", "text:span", "is", "si", "r", "text:a", "formula"})

# In place of a value: numbers beyond every type, days that are none, places outside a sheet, other spellings.
HOSTILE: Final = (
    "", "0", "-1", "1", "4294967296", "9" * 20, "9" * 5_000, "1e999", "-1E-999", "nan", "inf", "0x10", "1_0", "²",
    "٣", "½", "1,5", "1.5.5", " 7 ", "16384", "1048576", "A0", "A1048577", "XFE1", "AAAA1", "A1:B", "A:A", "1:1",
    "$A$1", "A1:XFD1048576", "0000-00-00", "2026-02-30", "9999999-01-01", "-0001-01-01", "2026-01-01T24:60:61Z",
    "23:59:59", "9999-12-31T23:59:59-14:00", "PT" + "9" * 400 + "H", "0001-01-01T00:00:00+14:00", "PT1E5S", "-P1Y",
    "P", "PT", "rId99", "../../../../etc/passwd", "\\\\tuan\\berkas", "%00", "%FF%FE", "[Red]0;;;@", "[h]:mm:ss.000",
    '0.0%;"', "@@@", "_xD800_", "_xZZZZ_", "#N/A", "=1/0", "&#1114111;", "\u202e84", "😀" * 50, "d", "n", "s", "b",
    "e", "str", "inlineStr", "float", "percentage", "date", "time", "boolean", "string", "error", "collapse",
    "hidden", "veryHidden", "true", "General", "2958466", "-0.5", "60", "1E+300",
    "10000000000000000000000000000000000000001",
)  # fmt: skip

Xml = Callable[[str, Random], "tuple[str | bytes, Done] | None"]


# ------------------------------------------------------------------ another way to write the same


def _some(
    pattern: re.Pattern[str], xml: str, chance: Random, new: Callable[[re.Match[str]], str | None], most: int = 20
) -> str | None:
    """The XML with some of what a pattern finds written anew; `None` where nothing is."""
    found = list(pattern.finditer(xml))
    chosen = sorted(chance.sample(range(len(found)), min(len(found), chance.randrange(1, most + 1))), reverse=True)
    done = False
    for each in chosen:
        text = new(found[each])
        if text is not None:
            xml = xml[: found[each].start()] + text + xml[found[each].end() :]
            done = True
    return xml if done else None


def attributes_otherwise(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Attributes in another order, in other quotation marks, with other spaces between them."""

    def new(found: re.Match[str]) -> str | None:
        said = _ATTRIBUTE.findall(found[2])
        if not said:
            return None
        chance.shuffle(said)
        mark = chance.choice("\"'")
        space = chance.choice((" ", "  ", "\n", "\t "))
        instead = "&quot;" if mark == '"' else "&apos;"
        again = (f"{space}{name}={mark}{value.replace(mark, instead)}{mark}" for name, value in said)
        return f"<{found[1]}{''.join(again)}{found[3]}>"

    done = _some(_OPENING, xml, chance, new)
    return (done, HARMLESS) if done else None


def _inner(xml: str, at: int) -> str:
    """The element that begins or ends right before a place."""
    tag = xml[xml.rfind("<", 0, at) : at]
    return re.sub(r"[</>]", "", tag.split()[0]) if tag.split() else ""


def something_between(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Blank space, comments and instructions between elements."""
    what = chance.choice(("\n  ", "\t", "<!-- catatan <c r='L7'> -->", "<?mso-contentType x?>", "<!---->"))

    def new(found: re.Match[str]) -> str | None:
        following = re.match(r"</?([\w:.-]+)", xml[found.start() :])
        near = {_inner(xml, found.start()), following[1] if following else ""}
        return None if what.isspace() and near & _WORDS else what

    done = _some(_BETWEEN, xml, chance, new)
    return (done, HARMLESS) if done else None


def empty_otherwise(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Empty elements opened and closed, and the other way round."""
    if chance.random() < 0.5:
        pattern = re.compile(r"<([A-Za-z_][\w.:-]*)((?:\s[^<>]*)?)/>")
        done = _some(pattern, xml, chance, lambda found: f"<{found[1]}{found[2]}></{found[1]}>")
    else:
        pattern = re.compile(r"<([A-Za-z_][\w.:-]*)((?:\s[^<>]*)?)></\1>")
        done = _some(pattern, xml, chance, lambda found: f"<{found[1]}{found[2]}/>")
    return (done, HARMLESS) if done else None


def letters_by_number(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Letters of texts written by their numbers."""

    def new(found: re.Match[str]) -> str | None:
        at = chance.randrange(len(found[0]))
        letter = found[0][at]
        if letter in "&;\n\r" or "&" in found[0]:
            return None
        said = chance.choice((f"&#{ord(letter)};", f"&#x{ord(letter):X};", f"&#x{ord(letter):06x};"))
        return found[0][:at] + said + found[0][at + 1 :]

    done = _some(_TEXT, xml, chance, new)
    return (done, HARMLESS) if done else None


def as_cdata(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Texts in CDATA sections, or cut in two by a comment or an empty section."""

    def new(found: re.Match[str]) -> str | None:
        text = found[0]
        if "&" in text or "]]" in text:
            return None
        cut = chance.randrange(len(text) + 1)
        head, tail = text[:cut], text[cut:]
        whole = f"<![CDATA[{text}]]>"
        return chance.choice((whole, f"{head}<!-- x -->{tail}", f"{head}<![CDATA[{tail}]]>", f"{head}<?x y?>{tail}"))

    done = _some(_TEXT, xml, chance, new)
    return (done, HARMLESS) if done else None


def encoded_otherwise(xml: str, chance: Random) -> tuple[bytes, Done] | None:
    """The same letters in another encoding that XML knows."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", xml)
    name = chance.choice(
        ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "us-ascii", "windows-1252", "UTF-8")
    )
    said = "utf-8" if name == "utf-8-sig" else "utf-16" if name.startswith("utf-16") else name
    head = (
        f'<?xml version="1.0" encoding="{said}"?>' if chance.random() < 0.8 or said not in {"utf-8", "utf-16"} else ""
    )
    try:
        return (head + bare).encode(
            name, "xmlcharrefreplace" if not said.lower().startswith("utf") else "strict"
        ), HARMLESS
    except UnicodeError:
        return None


def with_prefixes(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Elements of the main namespace under a prefix."""
    found = re.search(r"\sxmlns=\"([^\"]+)\"", xml)
    if found is None or "\n xmlns" in xml:
        return None
    prefix = chance.choice(("x", "main", "ns0", "_"))
    new = re.sub(r"<(/?)([A-Za-z_][\w.-]*)(?=[\s/>])", rf"<\1{prefix}:\2", xml)
    return new.replace(found[0], f' xmlns:{prefix}="{found[1]}"', 1), HARMLESS


def a_bare_doctype(xml: str, chance: Random) -> tuple[str, Done] | None:
    bare = re.sub(r"^(\s*<\?xml[^>]*\?>)?", lambda found: found[0] + "<!DOCTYPE worksheet>", xml, count=1)
    del chance
    return bare, HARMLESS


# ------------------------------------------------------------------ damage


def _element(xml: str, chance: Random) -> re.Match[str] | None:
    start = chance.randrange(len(xml))
    return _ELEMENT.search(xml, start) or _ELEMENT.search(xml)


def an_element_less(xml: str, chance: Random) -> tuple[str, Done] | None:
    found = _element(xml, chance)
    return (xml[: found.start()] + xml[found.end() :], DAMAGE) if found else None


def an_element_twice(xml: str, chance: Random) -> tuple[str, Done] | None:
    found = _element(xml, chance)
    if found is None:
        return None
    at = chance.choice((found.end(), *[each.end() for each in (_element(xml, chance),) if each]))
    return xml[:at] + found[0] + xml[at:], DAMAGE


def elements_swapped(xml: str, chance: Random) -> tuple[str, Done] | None:
    one, other = _element(xml, chance), _element(xml, chance)
    if one is None or other is None or one.end() > other.start():
        return None
    return xml[: one.start()] + other[0] + xml[one.end() : other.start()] + one[0] + xml[other.end() :], DAMAGE


def a_larger_element_less(xml: str, chance: Random) -> tuple[str, Done] | None:
    """An element with all that is in it, gone or there twice."""
    start = chance.randrange(len(xml))
    opening = _OPENING.search(xml, start)
    if opening is None or opening[3]:
        return None
    end = xml.find(f"</{opening[1]}>", opening.end())
    if end < 0:
        return None
    end += len(opening[1]) + 3
    whole = xml[opening.start() : end]
    return xml[: opening.start()] + whole * chance.choice((0, 2)) + xml[end:], DAMAGE


def a_value_otherwise(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Values of attributes and texts that are others: hostile ones, or such as stand elsewhere."""
    for _ in range(chance.choice((1, 1, 1, 3, 12))):
        pattern = chance.choice((re.compile(r'(?<==")[^"<>]{0,200}(?=")'), re.compile(r"(?<=>)[^<>]{1,200}(?=<)")))
        start = chance.randrange(len(xml))
        found = pattern.search(xml, start) or pattern.search(xml)
        other = pattern.search(xml, chance.randrange(len(xml)))
        if found is None:
            continue
        hostile = chance.choice(HOSTILE).replace('"', "&quot;")
        new = other[0] if other and chance.random() < 0.4 else hostile
        xml = xml[: found.start()] + new + xml[found.end() :]
    return xml, DAMAGE


def a_name_otherwise(xml: str, chance: Random) -> tuple[str, Done] | None:
    """An element or attribute that is called otherwise: it is not known any more, or taken for another."""
    pattern = re.compile(r"</?[A-Za-z:]+|\s[A-Za-z:-]+(?==)")
    found = pattern.search(xml, chance.randrange(len(xml)))
    other = pattern.search(xml, chance.randrange(len(xml)))
    if found is None or other is None or found[0][0] != other[0][0]:
        return None
    return xml[: found.start()] + chance.choice((other[0], found[0] + "x")) + xml[found.end() :], DAMAGE


def entities(xml: str, chance: Random) -> tuple[str, Done] | None:
    """Entities that are declared, from outside, or unknown."""
    declared = chance.choice(
        (
            '<!DOCTYPE x [<!ENTITY e "84">]>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1/x">',
            "",
        )
    )
    found = _TEXT.search(xml, chance.randrange(len(xml)))
    if found is None:
        return None
    xml = (
        xml[: found.start()]
        + chance.choice(("&e;", "&nbsp;", "&#0;", "&#xD800;", "&", "&#99999999;"))
        + xml[found.end() :]
    )
    return re.sub(r"^(\s*<\?xml[^>]*\?>)?", lambda head: head[0] + declared, xml, count=1), DAMAGE


def wrong_encoding(xml: str, chance: Random) -> tuple[bytes, Done] | None:
    """Bytes that are none of the encoding that is said, or letters that are others in it."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", xml)
    said = chance.choice(("utf-16", "us-ascii", "shift_jis", "utf-7", "ebcdic", "utf-32", "x" * 50, "utf-8"))
    data = f'<?xml version="1.0" encoding="{said}"?>{bare}'.encode(
        chance.choice(("utf-8", "latin-1", "utf-16-le", "cp037")), "replace"
    )
    if chance.random() < 0.3:
        at = chance.randrange(len(data))
        data = data[:at] + chance.choice((b"\xff", b"\xc0\x80", b"\0", b"\xed\xa0\x80")) + data[at:]
    return data, DAMAGE


def cut_off(xml: str, chance: Random) -> tuple[str, Done] | None:
    start, end = sorted(chance.sample(range(len(xml) + 1), 2))
    return chance.choice((xml[:start], xml[:start] + xml[end:], xml[:end] + xml[start:], xml + xml)), DAMAGE


def deeper(xml: str, chance: Random) -> tuple[str, Done] | None:
    """An element in a thousand others of its own name."""
    found = _element(xml, chance)
    if found is None:
        return None
    times = chance.choice((2, 30, 2000))
    name = found[1]
    return xml[: found.start()] + f"<{name}>" * times + found[0] + f"</{name}>" * times + xml[found.end() :], DAMAGE


SAME: Final[tuple[Xml, ...]] = (
    attributes_otherwise, something_between, empty_otherwise, letters_by_number, as_cdata, encoded_otherwise,
    with_prefixes, a_bare_doctype,
)  # fmt: skip
DAMAGES: Final[tuple[Xml, ...]] = (
    an_element_less, an_element_less, an_element_twice, elements_swapped, a_larger_element_less, a_value_otherwise,
    a_value_otherwise, a_value_otherwise, a_name_otherwise, entities, wrong_encoding, cut_off, deeper,
)  # fmt: skip


def mutated(xml: str, chance: Random) -> tuple[str, bytes, Done]:
    """A part of a file mutated in one way: the name of the way, the bytes, and what is known of it."""
    while True:
        way = chance.choice(chance.choice((SAME, DAMAGES, DAMAGES)))
        found = way(xml, chance)
        if found is not None:
            new, done = found
            return way.__name__, new if isinstance(new, bytes) else new.encode("utf-8", "surrogatepass"), done
