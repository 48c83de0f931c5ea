"""How far long work has come: what a step tells, whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Self, TypeAlias, TypeVar

Progress: TypeAlias = Callable[[str], None]  # is told in a few words what begins; a Stage where it is one of many
Item = TypeVar("Item")


class Stage(str):
    """One of many pieces of work, which begins: its name, which is all that whoever prints it needs.

    Attributes:
        number: Which one it is, from 1.
        total: How many there are.
    """

    __slots__ = ("number", "total")
    number: int
    total: int

    def __new__(cls, name: str, number: int, total: int) -> Self:
        """The stage of this name, `number` of `total`."""
        made = super().__new__(cls, name)
        made.number, made.total = number, total
        return made

    @property
    def line(self) -> str:
        """The stage on a line of its own."""
        return f"{self.number}/{self.total} {self}"


def one_by_one(items: Collection[Item], progress: Progress, named: Callable[[Item], str] = str) -> Iterator[Item]:
    """The items one after the other, each told when it begins.

    Args:
        items: All of them, so that they can be counted.
        progress: Is told a Stage for each.
        named: What an item is called.
    """
    for number, each in enumerate(items, start=1):
        progress(Stage(named(each), number, len(items)))
        yield each
