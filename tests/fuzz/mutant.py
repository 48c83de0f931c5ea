"""One mutated file, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final, TypeVar

Place = tuple[str, str, str]  # sheet, key of the row, field
Spot = tuple[str, str]  # sheet, A1 address

CELL: Final = "sel"
XML: Final = "XML"
RECORD: Final = "rekaman"
CONTAINER: Final = "wadah"
BYTES: Final = "bita"
LEVELS: Final = (CELL, XML, RECORD, CONTAINER, BYTES)


@dataclass(frozen=True)
class Stored:
    """What a file stores in a cell, as the second reader or a mutator says it.

    Attributes:
        kind: n number, s text, b yes or no, e error value, f formula without result, x two different contents.
        text: The number as it is written, the text as it is; "1" and "0" for yes and no.
        doubt: The reader cannot say it surely, so that nothing is concluded from it.
    """

    kind: str
    text: str
    doubt: bool = False


@dataclass(frozen=True)
class Done:
    """What a mutator did.

    Attributes:
        harmless: The file still says what the form said, but for `typed`.
        told: These cells must be named by a finding, unless the file is refused.
        typed: What was typed into these cells.
    """

    harmless: bool = False
    told: tuple[Spot, ...] = ()
    typed: dict[Place, Stored] = field(default_factory=dict)

    def and_then(self, other: Done) -> Done:
        return Done(self.harmless and other.harmless, self.told + other.told, self.typed | other.typed)


HARMLESS: Final = Done(harmless=True)
DAMAGE: Final = Done()


@dataclass(frozen=True)
class Mutant:
    """A mutated file.

    Attributes:
        data: Its bytes.
        level: At which level it was mutated.
        what: Which mutators did it, by their names.
        done: What is known of it.
        inner: Of a letter or an archive the forms that it holds as they were; values from other bytes are no answers.
    """

    data: bytes
    level: str
    what: str
    done: Done = DAMAGE
    inner: tuple[bytes, ...] = ()


_Subject = TypeVar("_Subject")
Mutator = Callable[[_Subject, Random], Done | None]


def applied(mutators: tuple[Mutator[_Subject], ...], subject: _Subject, chance: Random) -> tuple[str, Done]:
    """One of the mutators, tried until one finds something to do."""
    while True:
        mutator = chance.choice(mutators)
        done = mutator(subject, chance)
        if done is not None:
            return mutator.__name__, done
