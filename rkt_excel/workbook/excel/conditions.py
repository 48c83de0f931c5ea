"""When the rule of a conditional format holds, as far as that can be told without a spreadsheet program.

ECMA-376 part 1, 18.3.1.10 (rules) and 18.18.12 (types). What cannot be told is `None`, never a guess.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from rkt_excel.workbook.values.cells import Cell, CellContent, parse_a1

Find = Callable[[int, int], Cell]  # the cell at a 1-based row and column
Outcome = Decimal | str | bool | None  # what a formula gives; `None` for a blank


class CellRule(NamedTuple):
    """What a rule asks.

    Attributes:
        kind: Its type as the file says it, such as cellIs; "always" for bars and icons.
        test: The operator of a comparison, such as greaterThan.
        text: What a text is searched for.
        formulas: In order; their references are relative to `corner`.
        corner: 1-based row and column of the first cell of its ranges.
    """

    kind: str
    test: str = ""
    text: str = ""
    formulas: tuple[str, ...] = ()
    corner: tuple[int, int] = (1, 1)


def holds(rule: CellRule, cell: Cell, find: Find) -> bool | None:
    """Whether a rule holds for a cell that holds something; `None` where that cannot be told.

    Args:
        rule: What is asked.
        cell: The cell that the rule lies on.
        find: Gives the cell at a 1-based row and column of the same sheet.
    """
    if cell.uncached:
        return None
    try:
        return _holds(rule, cell, find)
    except (_Unknown, ArithmeticError, ValueError, LookupError, RecursionError):
        return None


def _holds(rule: CellRule, cell: Cell, find: Find) -> bool:
    blank = cell.blank
    text = str(cell.value).lower()
    plainly: dict[str, bool] = {
        "always": True,  # bars and icons
        "containsBlanks": blank,
        "notContainsBlanks": not blank,
        "containsErrors": cell.content is CellContent.ERROR,
        "notContainsErrors": cell.content is not CellContent.ERROR,
    }
    if rule.kind in plainly:
        return plainly[rule.kind]
    if rule.kind in _SEARCHES and rule.text and cell.content is CellContent.TEXT:
        return _SEARCHES[rule.kind](text, rule.text.lower())
    if rule.kind == "expression":
        return _true(_Formula(rule, cell, find, 0).answer())
    if rule.kind == "cellIs":
        value = _value(cell)
        limits = [_Formula(rule, cell, find, place).answer() for place in range(len(rule.formulas))]
        if rule.test in {"between", "notBetween"}:
            low, high = limits
            within = compare(value, ">=", low) and compare(value, "<=", high)
            return within is (rule.test == "between")
        return compare(value, _TESTS[rule.test], limits[0])
    raise _Unknown


_SEARCHES: Final[dict[str, Callable[[str, str], bool]]] = {
    "containsText": lambda text, part: part in text,
    "notContainsText": lambda text, part: part not in text,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}
_TESTS: Final = {
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "equal": "=",
    "notEqual": "<>",
    "greaterThanOrEqual": ">=",
    "greaterThan": ">",
}
_ORDERS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


class _Unknown(Exception):  # noqa: N818 - it names what is so
    """What a formula gives cannot be told here."""


def _value(cell: Cell) -> Outcome:
    if cell.uncached or cell.content is CellContent.ERROR:
        raise _Unknown
    if cell.content in {CellContent.DATE, CellContent.TIME}:
        return cell.serial
    value = cell.value
    return value if isinstance(value, Decimal | str | bool) else None


def compare(left: Outcome, test: str, right: Outcome) -> bool:
    """A comparison as Excel makes it: numbers before texts before TRUE, any case, a blank as 0 or as an empty text.

    Args:
        left: The first value, `None` for a blank.
        test: One of <, <=, =, <>, >=, >.
        right: The second value, `None` for a blank.
    """
    left = _blank_as(right) if left is None else left
    right = _blank_as(left) if right is None else right
    return _ORDERS[test](_ordered(left), _ordered(right))


def _blank_as(other: Outcome) -> Outcome:
    return "" if isinstance(other, str) else Decimal(0)


def _ordered(value: Outcome) -> tuple[int, object]:
    if isinstance(value, bool):
        return 2, value
    return (1, value.lower()) if isinstance(value, str) else (0, value)


def _true(value: Outcome) -> bool:
    if isinstance(value, str) or value is None:
        raise _Unknown
    return bool(value)


# ------------------------------------------------------------ formulas of the plainest sort

_TOKEN: Final = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<ref>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w(!:.]))|(?P<number>\d+(?:\.\d+)?)'
    r"|(?P<name>[A-Za-z]+)|(?P<sign><=|>=|<>|[<>=(),-]))"
)
_LONGEST: Final = 255  # characters of a formula that is looked at


@lru_cache(maxsize=1024)
def _tokens(formula: str) -> tuple[tuple[str, str], ...]:
    found, at = [], 0
    formula = formula.strip()
    if len(formula) > _LONGEST:
        return ()
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            return ()
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        at = match.end()
    return tuple(found)


class _Formula:
    """One formula of references, figures, texts and comparisons, with the few functions that people use in rules."""

    def __init__(self, rule: CellRule, cell: Cell, find: Find, place: int) -> None:
        self._down, self._across = cell.row - rule.corner[0], cell.column - rule.corner[1]
        self._find = find
        self._rest = list(reversed(_tokens(rule.formulas[place].removeprefix("="))))

    def answer(self) -> Outcome:
        """What the formula gives; `None` for a blank.

        Raises:
            _Unknown: It holds more than is understood here.
        """
        found = self._comparison()
        if self._rest:
            raise _Unknown
        return found

    def _next(self) -> str:
        return self._rest[-1][1] if self._rest else ""

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            raise _Unknown
        self._rest.pop()

    def _comparison(self) -> Outcome:
        left = self._part()
        test = self._next()
        if test not in _ORDERS:
            return left
        self._rest.pop()
        return compare(left, test, self._part())

    def _part(self) -> Outcome:
        if not self._rest:
            raise _Unknown
        sort, text = self._rest.pop()
        if sort == "text":
            return text[1:-1].replace('""', '"')
        if sort == "number":
            return Decimal(text)
        if sort == "ref":
            return _value(self._cell(text))
        if sort == "name":
            return self._named(text.upper())
        if text == "-":
            value = self._part()
            if not isinstance(value, Decimal):
                raise _Unknown
            return -value
        if text == "(":
            found = self._comparison()
            self._take(")")
            return found
        raise _Unknown

    def _cell(self, reference: str) -> Cell:
        row, column = parse_a1(reference)
        fixed = reference.rfind("$") > 0, reference.startswith("$")
        return self._find(row if fixed[0] else row + self._down, column if fixed[1] else column + self._across)

    def _named(self, name: str) -> Outcome:
        if name in {"TRUE", "FALSE"} and self._next() != "(":
            return name == "TRUE"
        self._take("(")
        if name in _OF_CELLS:
            sort, text = self._rest.pop()
            if sort != "ref":
                raise _Unknown
            self._take(")")
            return _OF_CELLS[name](self._cell(text))
        given = [self._comparison()] if self._next() != ")" else []
        while self._next() == ",":
            self._rest.pop()
            given.append(self._comparison())
        self._take(")")
        return _FUNCTIONS[name](given)


_OF_CELLS: Final[dict[str, Callable[[Cell], bool]]] = {
    "ISBLANK": lambda cell: cell.content is CellContent.BLANK,
    "ISNUMBER": lambda cell: cell.content in {CellContent.NUMBER, CellContent.DATE, CellContent.TIME},
    "ISTEXT": lambda cell: cell.content is CellContent.TEXT,
    "ISERROR": lambda cell: cell.content is CellContent.ERROR,
}


def _text(value: Outcome) -> str:
    if not isinstance(value, str | None):
        raise _Unknown
    return value or ""


_FUNCTIONS: Final[dict[str, Callable[[list[Outcome]], Outcome]]] = {
    "TRUE": lambda _: True,
    "FALSE": lambda _: False,
    "NOT": lambda given: not _true(given[0]),
    "AND": lambda given: all(_true(each) for each in given),
    "OR": lambda given: any(_true(each) for each in given),
    "LEN": lambda given: Decimal(len(_text(given[0]))),
    "TRIM": lambda given: " ".join(_text(given[0]).split()),
    "UPPER": lambda given: _text(given[0]).upper(),
    "LOWER": lambda given: _text(given[0]).lower(),
}
