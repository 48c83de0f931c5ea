"""The live judgement at the end of each row: Excel's formula and Python's answer, made from one declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rkt_excel.workbook.declaration.declare import Column, Known, Table
from rkt_excel.workbook.declaration.layout import LayoutLine, TableLayout
from rkt_excel.workbook.findings import Severity
from rkt_excel.workbook.kinds import Choice, Choices, ErrorValue
from rkt_excel.workbook.values.numbers import Doubt
from rkt_excel.workbook.writing.content import Writing

IN_ORDER: Final = "OK"
MISSING: Final = "ISI"  # followed by how many cells are still open
WRONG: Final = Severity.GALAT.word


# Stands for the row of any line with nothing in it: no sheet has it, and no limit or choice is this figure.
_ANY_ROW: Final = 1_073_741_789


def line_signs(writing: Writing, layout: TableLayout) -> Mapping[int, str]:
    """The judgement of each line of a table by its 1-based row, as `sign_value` gives it."""
    made: Mapping[int, str] = writing.remembered(
        ("signs", layout.table.name),
        lambda: {line.number: sign_value(layout.table, line.row, writing.content.choices) for line in layout.data()},
    )
    return made


def line_formula(writing: Writing, layout: TableLayout, line: LayoutLine) -> str:
    """What `sign_formula` gives; lines with nothing in them share all of it but the number of their row."""
    if line.row:
        return sign_formula(layout, line, writing.content.choices)
    of_any: str = writing.remembered(
        ("sign of any", layout.table.name, line.spare),
        lambda: sign_formula(layout, replace(line, number=_ANY_ROW), writing.content.choices),
    )
    return of_any.replace(str(_ANY_ROW), str(line.number))


def sign_formula(layout: TableLayout, line: LayoutLine, choices: Mapping[str, Choices]) -> str:
    """The Excel formula, with its "=", that says how a row stands in one word.

    It gives "" for an untouched spare line, else what is missing ("ISI 2"), `WRONG`, the word of a sign, or `IN_ORDER`.
    """
    refs = {name: layout.address(line, name) for name in layout.columns}
    fillable = dict(layout.fillable(line))
    open_cells = [f'(TRIM({refs[name]})="")' for name, column in fillable.items() if column.required_for(line.row)]
    wrong = _wrong_formulas(fillable, refs, line.row, choices)
    formula = f'"{IN_ORDER}"'
    for sign in reversed(layout.table.signs):
        test = sign.formula(refs, line.row)
        formula = f'IF({test},"{sign.word}",{formula})' if test else formula
    if wrong:
        formula = f'IF(OR({",".join(wrong)}),"{WRONG}",{formula})'
    if open_cells:
        count = "+".join(open_cells)
        formula = f'IF({count}>0,"{MISSING} "&{count},{formula})'
    if line.spare:
        typed = ",".join(f'TRIM({refs[name]})=""' for name in fillable)
        formula = f'IF(AND({typed}),"",{formula})'
    return f'=IFERROR({formula},"{WRONG}")'  # an error value in one cell would blank the judgement of the row


def sign_value(table: Table, row: Known, choices: Mapping[str, Choices]) -> str:
    """What the formula of `sign_formula` gives for a row, kept in the file as its result."""
    columns = table.visible_columns()
    spare = table.row.key_field() is None
    filled = {name: row.get(name) for name, column in columns.items() if spare or column.fills}
    if spare and all(untyped(value) for value in filled.values()):
        return ""
    if any(isinstance(value, ErrorValue) for value in filled.values()):
        return WRONG
    missing = sum(untyped(row.get(name)) and columns[name].required_for(row) for name in filled)
    if missing:
        return f"{MISSING} {missing}"
    if any(not untyped(value) and not acceptable(columns[name], row, value, choices) for name, value in filled.items()):
        return WRONG
    return next((sign.word for sign in table.signs if sign.holds(row)), IN_ORDER)


def untyped(value: object) -> bool:
    """Whether a value looks blank to Excel, whose TRIM removes spaces and nothing else."""
    return value is None or not str(value).strip(" ")


def _wrong_formulas(
    fillable: Mapping[str, Column], refs: Mapping[str, str], row: Known, choices: Mapping[str, Choices]
) -> list[str]:
    formulas = []
    for name, column in fillable.items():
        test = column.kind_for(row).wrong(refs[name], choices)
        if test:
            formulas.append(f'AND({refs[name]}<>"",{test})')
        empty = column.required_for(row) and column.kind_for(row).unanswered(refs[name], choices)
        if empty:
            formulas.append(f'AND(TRIM({refs[name]})<>"",{empty})')
    return formulas


def acceptable(column: Column, row: Known, value: object, choices: Mapping[str, Choices]) -> bool:
    """Whether the kind of a column accepts a value as an answer; a raw text in a column of numbers is none.

    Args:
        column: The column.
        row: What is known of the row.
        value: A value that is not blank.
        choices: The lists of the workbook, by name.
    """
    if isinstance(value, ErrorValue):
        return False
    kind = column.kind_for(row)
    if isinstance(kind, Choice) and not _offered(kind, value, choices):
        return False
    try:
        kind.judge(value, lambda *_, **__: None)  # type: ignore[arg-type]
        kind.answers(value, lambda *_, **__: None, required=column.required_for(row))  # type: ignore[arg-type]
    except (Doubt, AssertionError):
        return False
    return True


def _offered(kind: Choice, value: object, choices: Mapping[str, Choices]) -> bool:
    """Whether a value is on the list as Excel compares: capitals do not matter, spaces do."""
    if kind.wrong("A1", choices) is None:
        return True
    return str(value).casefold() in {each.casefold() for each in kind.list(choices).values}
