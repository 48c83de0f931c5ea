"""Mutations of single cells of an .xlsx: what is typed, how it is kept, and how it shows."""

from __future__ import annotations

from html import escape
from random import Random
from typing import Final

from fuzz import originals, typed
from fuzz.book_xlsx import STYLES, TEXTS, BookXlsx
from fuzz.look import unescaped
from fuzz.mutant import HARMLESS, Done, Place, Stored


def some_cell(chance: Random, *, filled: bool | None = None, number: bool = False) -> Place:
    """A cell that people fill; `filled` and `number` ask for one with something, or with a number in it."""
    typed_in = originals.answers()
    every = [each for each in originals.original("xlsx").addresses if filled is None or (each in typed_in) == filled]
    if number:
        every = [each for each in every if not isinstance(typed_in.get(each), str) and each in typed_in]
    return chance.choice(every)


def spot(book: BookXlsx, where: Place) -> tuple[str, str]:
    return where[0], book.original.addresses[where]


def a_number(book: BookXlsx, chance: Random) -> Done | None:
    where, stored = some_cell(chance), typed.number(chance)
    return Done(harmless=True, typed={where: stored}) if book.type_in(where, stored, "") else None


def a_text(book: BookXlsx, chance: Random) -> Done | None:
    where, stored = some_cell(chance), typed.text(chance)
    if not book.type_in(where, stored, chance.choice(("s", "inlineStr", "str"))):
        return None
    return Done(typed={where: Stored("s", unescaped(stored.text))})


def a_truth(book: BookXlsx, chance: Random) -> Done | None:
    where, text = some_cell(chance), chance.choice("01")
    done = book.set(*spot(book, where), f"<v>{text}</v>", kind="b")
    return Done(harmless=True, typed={where: Stored("b", text)}) if done else None


def an_error(book: BookXlsx, chance: Random) -> Done | None:
    where, text = some_cell(chance), chance.choice(("#N/A", "#REF!", "#DIV/0!", "#NAME?"))
    formula = chance.choice(("", "<f>1/0</f>"))
    if not book.set(*spot(book, where), f"{formula}<v>{text}</v>", kind="e"):
        return None
    return Done(harmless=True, typed={where: Stored("e", text)}, told=(spot(book, where),))


def a_formula(book: BookXlsx, chance: Random) -> Done | None:
    """A formula with its result; what it would give now is nobody's concern."""
    where, stored = some_cell(chance), typed.number(chance)
    kind = chance.choice(("<f>A1</f>", '<f t="shared" si="0" ref="L7:L9">A1</f>', '<f t="shared" si="0"/>', "<f/>"))
    if not book.set(*spot(book, where), f"{kind}<v>{stored.text}</v>"):
        return None
    return Done(harmless=True, typed={where: stored})


def a_formula_without_result(book: BookXlsx, chance: Random) -> Done | None:
    where = some_cell(chance)
    kind = chance.choice(("<f>A1*2</f>", "<f>A1*2</f><v/>", "<f>A1*2</f><v></v>", '<f t="shared" si="0"/>'))
    if not book.set(*spot(book, where), kind):
        return None
    return Done(harmless=True, typed={where: Stored("f", "")}, told=(spot(book, where),))


def an_array_without_results(book: BookXlsx, chance: Random) -> Done | None:
    """One formula for two cells, none of which has a result."""
    inside = '<f t="array" ref="M7:N7">A1:B1</f>'
    if not (book.set("Kinerja", "M7", inside) and book.set("Kinerja", "N7", "")):
        return None
    told = (("Kinerja", "M7"), ("Kinerja", "N7"))
    places = (("Kinerja", "IK.4.1", "tw1"), ("Kinerja", "IK.4.1", "tw2"))
    del chance
    return Done(harmless=True, told=told, typed=dict.fromkeys(places, Stored("f", "")))


def nothing(book: BookXlsx, chance: Random) -> Done | None:
    """A cell emptied."""
    where = some_cell(chance, filled=True)
    inside, kind = chance.choice(
        (("", ""), ("<v/>", ""), ("<v></v>", "n"), ("<is><t/></is>", "inlineStr"), ("<v></v>", "str"))
    )
    done = book.set(*spot(book, where), inside, kind=kind)
    return Done(harmless=True, typed={where: Stored("s", "")}) if done else None


def a_day(book: BookXlsx, chance: Random) -> Done | None:
    """A date where a number was asked: a serial number under a date format, or a day as such."""
    where = some_cell(chance, number=True)
    style = book.new_style(book.style_of(*spot(book, where)), code="dd/mm/yyyy")
    if style is None:
        return None
    if chance.random() < 0.5:
        book.set(*spot(book, where), "<v>46387</v>", style=style)
    else:
        book.set(*spot(book, where), "<v>2027-01-03</v>", kind="d", style=style)
    return Done(harmless=True, told=(spot(book, where),), typed={where: Stored("x", "")})


def another_format(book: BookXlsx, chance: Random) -> Done | None:
    """A number format that shows another number, or none."""
    where = some_cell(chance, number=True)
    code = chance.choice(typed.OTHER)
    if code.startswith("[=46]") and str(originals.answers()[where]) != "46":
        return None
    style = book.new_style(book.style_of(*spot(book, where)), code=code)
    done = style is not None and book.set(*spot(book, where), f"<v>{originals.answers()[where]}</v>", style=style)
    return Done(told=(spot(book, where),)) if done else None


def the_same_by_another_format(book: BookXlsx, chance: Random) -> Done | None:
    where = some_cell(chance, number=True)
    style = book.new_style(book.style_of(*spot(book, where)), code=chance.choice(typed.SAME))
    done = style is not None and book.set(*spot(book, where), f"<v>{originals.answers()[where]}</v>", style=style)
    return HARMLESS if done else None


def a_percent_format(book: BookXlsx, chance: Random) -> Done | None:
    where = some_cell(chance, number=True)
    style = book.new_style(book.style_of(*spot(book, where)), code=chance.choice(("0%", "0.0%", "0.000%")))
    stored = str(originals.answers()[where])
    done = style is not None and book.set(*spot(book, where), f"<v>{stored}</v>", style=style)
    return Done(told=(spot(book, where),)) if done else None


def letters_that_do_not_count(book: BookXlsx, chance: Random) -> Done | None:
    """Struck out, raised, white or tiny: of the whole cell."""
    where = some_cell(chance, filled=True)
    font = chance.choice(
        ('<strike/><sz val="10"/>', '<vertAlign val="superscript"/>', '<color rgb="FFFFFFFF"/>', '<sz val="1"/>')
    )
    found = book.cell(*spot(book, where))
    style = book.new_style(book.style_of(*spot(book, where)), font=font)
    if style is None or found is None:
        return None
    kind = "s" if isinstance(originals.answers()[where], str) else ""
    if kind and 't="s"' not in found[1]:
        return None
    book.set(*spot(book, where), found[2] or "", kind=kind, style=style)
    white_on_yellow = "FFFFFF" in font  # the ground of a cell to fill is coloured: seen or not by how much
    return HARMLESS if white_on_yellow else Done(told=(spot(book, where),))


def runs(book: BookXlsx, chance: Random) -> Done | None:
    """A text in runs: of one look, which changes nothing, or with a struck-out one."""
    where = some_cell(chance, filled=True)
    text = originals.answers()[where]
    if not isinstance(text, str) or len(text) < 2:
        return None
    cut = chance.randrange(1, len(text))
    first, second = (escape(part, quote=False) for part in (text[:cut], text[cut:]))
    struck = chance.random() < 0.5
    look = chance.choice(("<strike/>", '<vertAlign val="superscript"/>')) if struck else "<b/>"
    xml = f'<r><t xml:space="preserve">{first}</t></r><r><rPr>{look}</rPr><t xml:space="preserve">{second}</t></r>'
    xml += chance.choice(("", '<rPh sb="0" eb="1"><t>カナ</t></rPh><phoneticPr fontId="0"/>'))
    if chance.random() < 0.5:
        done = book.set(*spot(book, where), f"<is>{xml}</is>", kind="inlineStr")
    else:
        done = book.set(*spot(book, where), f"<v>{book.shared(f'<si>{xml}</si>')}</v>", kind="s")
    if not done:
        return None
    return Done(told=(spot(book, where),)) if struck and text[cut:].strip() else Done(harmless=not struck)


def hidden_by_a_condition(book: BookXlsx, chance: Random) -> Done | None:
    """A conditional format that holds and hides what stands in the cell."""
    where = some_cell(chance, filled=True)
    sheet, address = spot(book, where)
    number = book.part(STYLES).count("<dxf>")
    dxf = '<dxf><numFmt numFmtId="399" formatCode=";;;"/></dxf>'
    if not book.replace(STYLES, "</dxfs>", f"{dxf}</dxfs>"):
        return None
    rule = f'<cfRule type="expression" dxfId="{number}" priority="1000"><formula>1=1</formula></cfRule>'
    said = f'<conditionalFormatting sqref="{address}">{rule}</conditionalFormatting>'
    done = book.replace(book.sheets[sheet], "(?=<conditionalFormatting)", said)
    return Done(told=((sheet, address),)) if done else None


def twice(book: BookXlsx, chance: Random) -> Done | None:
    """A cell that stands there twice: with the same in it, or with something else."""
    where = some_cell(chance, filled=True)
    sheet, address = spot(book, where)
    found = book.cell(sheet, address)
    if found is None:
        return None
    other = found[0] if chance.random() < 0.3 else f'<c r="{address}"><v>{chance.randrange(1000)}</v></c>'
    xml = book.sheet(sheet)
    both = chance.choice((found[0] + other, other + found[0]))
    book.put(sheet, xml[: found.start()] + both + xml[found.end() :])
    return HARMLESS if other == found[0] else Done(told=((sheet, address),))


def two_values(book: BookXlsx, chance: Random) -> Done | None:
    """A cell with two values: the same, or two different ones."""
    where = some_cell(chance, number=True)
    first, second = str(originals.answers()[where]), chance.choice((str(originals.answers()[where]), "99", "0"))
    tag = chance.choice(("v", "v", 'x:v xmlns:x="urn:x"'))
    inside = f"<v>{first}</v><{tag}>{second}</{tag.split()[0]}>"
    if not book.set(*spot(book, where), inside):
        return None
    return HARMLESS if first == second else Done(told=(spot(book, where),))


def a_number_of_python(book: BookXlsx, chance: Random) -> Done | None:
    """Digits that Python takes for a number and no spreadsheet program does."""
    where = some_cell(chance)
    text = chance.choice(("1_0", "1_000.5", "٣", "４６", "1e1_0", "૪૬"))
    done = book.set(*spot(book, where), f"<v>{text}</v>")
    return Done(harmless=True, typed={where: Stored("s", text)}) if done else None


def a_locked_cell(book: BookXlsx, chance: Random) -> Done | None:
    """A locked cell typed over."""
    where = chance.choice(
        [each for each in book.original.locked if each[2] in {"satuan", "indikator", "target_renstra", "uraian"}]
    )
    address = book.original.locked[where]
    done = book.set(where[0], address, "<is><t>diubah</t></is>", kind="inlineStr")
    return Done(harmless=True, told=((where[0], address),)) if done else None


def unused_texts(book: BookXlsx, chance: Random) -> Done | None:
    """More shared texts than are used, and a count that is not true."""
    book.shared("<si><t>tidak dipakai</t></si>")
    book.replace(TEXTS, r'count="\d+"', f'count="{chance.randrange(9999)}"', count=2)
    return HARMLESS


CELLS: Final = (
    a_number, a_number, a_text, a_text, a_text, a_truth, an_error, a_formula, a_formula_without_result,
    an_array_without_results, nothing, a_day, another_format, the_same_by_another_format, a_percent_format,
    letters_that_do_not_count, runs, hidden_by_a_condition, twice, two_values, a_number_of_python, a_locked_cell,
    unused_texts,
)  # fmt: skip
