"""What a Word template may compute: placeholders, if and for as an office needs them, and nothing without a bound.

Templates are exchanged between offices, so one may hold anything. Jinja's sandbox keeps it away from the program, not
from the machine: a loop in a loop, a text times a thousand million or a power of powers takes hours and all memory.
Here everything that a template does is counted before it is done. Work is counted and not seconds, so that the same
template with the same values fills on every machine or on none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from jinja2.runtime import Context

WORK: Final = 600_000_000  # units of one document; a plan of 1,000 indikator takes 38 million
PRINTED: Final = 120_000_000  # characters of one document, or of one text; the same plan prints 10 million
_STEP: Final = 1_000  # units of a turn of a loop or a filter: as long as 1,000 printed characters take
_CALL: Final = 4_000  # units of a call, of a macro for example
_ITEM: Final = 100  # units of looking at one item of a list
_LARGEST: Final = 10**30  # no number of an office is larger; each multiplication may double the digits
_EXPONENT: Final = 64
_WIDTH: Final = 1_000  # columns that a text is filled up to, items of a batch
_SEARCHED: Final = 100_000  # characters that are looked through by rules of which nobody knows how long they take
_SUM_SHARE: Final = 10  # pointers that are copied in the time of a unit

_WIDE_PERCENT: Final = re.compile(r"%[^a-zA-Z%]*(\d{4}|\*)")
_WIDE_BRACES: Final = re.compile(r":[^{}]*(\d{4}|\{)")
_SIZED: Final = {"center", "ljust", "rjust", "zfill", "indent", "batch", "slice", "round", "tojson"}
_GROWING: Final = {"join", "replace", "indent", "wordwrap", "urlize", "truncate"}
_SEARCHING: Final = {"striptags", "urlize", "wordwrap", "xmlattr"}
_TEXT_METHODS: Final = {
    "capitalize", "casefold", "center", "count", "endswith", "find", "format", "format_map", "index", "isalnum",
    "isalpha", "isdigit", "islower", "isnumeric", "isspace", "isupper", "join", "ljust", "lower", "lstrip", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rjust", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "swapcase", "title", "upper", "zfill",
}  # fmt: skip
_TURNS, _WEIGHED = "_turns", "_weighed"  # filters that no template can name: Jinja's own names begin with a letter
_TEXTS: Final = (str, bytes)


class TooMuchError(SecurityError):
    """A template asks for more than any document of an office takes."""


class Allowance:
    """What the filling of one document has done so far.

    Args:
        units: What it may do; one unit is about the time of one printed character.
        printed: Characters that it may print, and that any of its texts may have.
    """

    def __init__(self, units: int = WORK, printed: int = PRINTED) -> None:
        self._units, self._printed, self._longest = units, printed, printed

    def do(self, units: int) -> None:
        """Count work before it is done.

        Raises:
            TooMuchError: It is more than is left.
        """
        self._units -= units
        if self._units < 0:
            raise TooMuchError("work")

    def say(self, characters: int) -> None:
        """Count what is printed.

        Raises:
            TooMuchError: It is more than is left.
        """
        self.do(characters)
        self._printed -= characters
        if self._printed < 0:
            raise TooMuchError("printed")

    def hold(self, characters: int) -> None:
        """Count a text before it is made.

        Raises:
            TooMuchError: It is longer than a whole document may be.
        """
        self.do(characters)
        if characters > self._longest:
            raise TooMuchError("text")

    def weigh(self, value: object) -> int:
        """How large a value is with all that it holds, counted as often as it is held, and count that much work.

        A list of a list twice, forty times over, is small in memory and endless when it is printed or compared.

        Raises:
            TooMuchError: It is larger than what is left.
        """
        if isinstance(value, _TEXTS):
            self.hold(len(value))
            return len(value)
        if isinstance(value, Mapping):
            return 1 + self._all(part for pair in value.items() for part in pair)
        if isinstance(value, range):
            self.do(_ITEM * len(value))
            return len(value)
        return 1 + self._all(value) if isinstance(value, (list, tuple, set, frozenset)) else 1

    def _all(self, parts: Iterable[object]) -> int:
        weight = 0
        for each in parts:
            self.do(_ITEM)
            weight += self.weigh(each)
        return weight


_NOW: Final[ContextVar[Allowance]] = ContextVar("_NOW")


@contextmanager
def limited_to(work: Allowance) -> Iterator[None]:
    """Count what templates do inside against this work."""
    token = _NOW.set(work)
    try:
        yield
    finally:
        _NOW.reset(token)


def _work() -> Allowance:
    """What counts what is done now."""
    return _NOW.get(None) or Allowance()


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which loops, calls, filters, operations and what is printed are counted.

    What it compiles is to be rendered inside `limited_to`.

    Args:
        finalize: What becomes of each printed value, as in Jinja.
        more: All else that Jinja's environment takes.
    """

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, *, finalize: Callable[[object], object], **more: Any) -> None:  # noqa: ANN401 - as Jinja's
        super().__init__(finalize=lambda value: finalize(_printed(value)), **more)
        self.filters = {name: _bounded(name, each) for name, each in self.filters.items()}
        self.filters |= {_TURNS: _turns, _WEIGHED: _weighed}
        tests: dict[str, Any] = dict(self.tests)
        self.tests = {name: _bounded(name, each) for name, each in tests.items()}
        self.globals["range"] = _range
        del self.globals["lipsum"]  # prints Latin by the page

    def _generate(self, source: nodes.Template, *args: Any, **more: Any) -> str:  # noqa: ANN401 - as Jinja's
        return super()._generate(_Counting().visit(source), *args, **more)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as Jinja's
        """An operation on two values, once it is known to stay small."""
        _check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, function: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja's
        """A call, counted with what it takes and what it gives.

        Raises:
            SecurityError: It is a method of a text whose work nobody can tell beforehand.
            TooMuchError: It would do more than is left.
        """
        method = getattr(function, "__wrapped__", function)  # Jinja wraps the format of a text
        owner, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
        if isinstance(owner, _TEXTS) and name not in _TEXT_METHODS:
            raise SecurityError(name)
        _work().do(_CALL)
        if name == "join":
            args = tuple(list(_turns(each)) if isinstance(each, Iterator) else each for each in args)
        _check_growth(name, owner, [*args, *named.values()])
        given = super().call(context, function, *args, **named)
        _work().weigh(given)
        return given


class _Counting(NodeTransformer):
    """Puts the counting into the tree of a template, where no function of the environment is asked."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Each turn counts, with the text of the template that it prints."""
        if node.recursive:
            raise SecurityError("recursive")
        self.generic_visit(node)
        assert isinstance(node.iter, nodes.Expr)
        node.iter = _filtered(node.iter, _TURNS, sum(_literals(node.body)))
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - Jinja's name
        """What is compared counts by its size."""
        self.generic_visit(node)
        node.expr = _filtered(node.expr, _WEIGHED)
        for each in node.ops:
            each.expr = _filtered(each.expr, _WEIGHED)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802 - Jinja's name
        """What a piece is cut from counts, for it is copied."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _filtered(node.node, _WEIGHED)
        return node

    def _made(self, node: nodes.Expr) -> nodes.Node:
        """What is put together counts once it is made."""
        self.generic_visit(node)
        assigned = getattr(node, "ctx", "load") != "load"  # `for a, b in …` writes a tuple, too
        return node if assigned else _filtered(node, _WEIGHED)

    visit_Concat = visit_List = visit_Tuple = visit_Dict = _made  # noqa: N815 - Jinja's names


def _filtered(node: nodes.Expr, name: str, *values: object) -> nodes.Expr:
    if isinstance(node, (nodes.Const, nodes.TemplateData)):
        return node
    args = [nodes.Const(each, lineno=node.lineno) for each in values]
    return nodes.Filter(node, name, args, [], None, None, lineno=node.lineno)


def _literals(body: Iterable[nodes.Node]) -> Iterator[int]:
    """The lengths of the texts of a template in a body, without those of loops in it, which count for themselves."""
    for node in body:
        if isinstance(node, nodes.TemplateData):
            yield len(node.data)
        elif not isinstance(node, nodes.For):
            yield from _literals(node.iter_child_nodes())


def _turns(values: Iterable[object], literals: int = 0) -> Iterator[object]:
    """What a loop goes through, each turn counted."""
    work = _work()
    for each in values:
        work.do(_STEP)
        work.say(literals)
        yield each


def _weighed(value: object) -> object:
    _work().weigh(value)
    return value


def _printed(value: object) -> object:
    """The value, counted as what it prints."""
    _work().say(_work().weigh(value))
    return value


def _range(*numbers: int) -> range:
    """Jinja's `range` of at most 100,000 numbers, counted."""
    made = safe_range(*numbers)
    _work().weigh(made)
    return made


def _bounded(name: str, rule: Callable[..., Any]) -> Callable[..., Any]:
    """A filter or test of Jinja that counts what it takes and what it gives."""
    before = 1 if hasattr(rule, "jinja_pass_arg") else 0  # Jinja hands over itself first

    @wraps(rule)
    def bounded(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja's
        own, (value, *args) = given[:before], given[before:]
        _work().do(_STEP)
        if isinstance(value, Iterator):
            value = list(_turns(value))
        _check_growth(name, value, [*args, *named.values()])
        made = _given(rule, *own, value, *args, **named)
        _work().weigh(made)
        return made

    return bounded


def _given(rule: Callable[..., Any], *args: object, **named: object) -> Any:  # noqa: ANN401 - as Jinja's
    """What a rule of Jinja gives; a value of a kind that it does not take is one fault, however the rule stumbles."""
    try:
        return rule(*args, **named)
    except AttributeError as fault:
        raise TypeError(str(fault)) from fault


def _check_growth(name: str, value: object, args: list[object]) -> None:
    """See that a filter or method makes nothing without a bound of its value and its arguments.

    Raises:
        TooMuchError: It would.
    """
    work = _work()
    weight = work.weigh(value)
    texts = max((work.weigh(each) for each in args), default=0)
    numbers = [abs(each) for each in args if isinstance(each, (int, float))]
    if name in _SIZED and any(each > _WIDTH for each in numbers):
        raise TooMuchError(name)
    if name in _SEARCHING and weight > _SEARCHED:
        raise TooMuchError(name)
    if name in _GROWING:
        work.hold(weight * max(texts, 1))
    formats = name in {"format", "format_map"} and isinstance(value, str)
    if formats and (_WIDE_BRACES.search(str(value)) or _WIDE_PERCENT.search(str(value))):
        raise TooMuchError(name)
    if name == "sum" and isinstance(value, list) and any(isinstance(each, list) for each in args):
        work.do(len(value) ** 2 // _SUM_SHARE)


def _check_operation(operator: str, left: object, right: object) -> None:
    """See that an operation on two values stays small.

    Raises:
        TooMuchError: It does not.
    """
    work = _work()
    if any(isinstance(each, int) and abs(each) > _LARGEST for each in (left, right)):
        raise TooMuchError("number")
    if operator == "**" and not (isinstance(right, (int, float)) and abs(right) <= _EXPONENT):
        raise TooMuchError("exponent")
    if operator == "%" and isinstance(left, _TEXTS):
        _check_growth("format", left, [right])
    if operator == "+":
        work.hold(work.weigh(left) + work.weigh(right))
    if operator == "*":
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, (*_TEXTS, list, tuple)) and isinstance(times, int):
                work.hold(work.weigh(sequence) * max(times, 0))
