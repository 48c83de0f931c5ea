"""A button as a page shows it: pressed now, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rkt_excel.desk.pages.office import Standing
from rkt_excel.desk.work.moves import BY_WORD, Move, from_typed, refusal


@dataclass(frozen=True)
class Button:
    """A button.

    Attributes:
        move: What it does.
        why_not: Why it cannot be pressed now, empty where it can.
        told: What it says already, by the names of its fields.
    """

    move: Move
    why_not: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


def button(standing: Standing, word: str, **told: str) -> Button:
    """A button by its word.

    Args:
        standing: How the office stands.
        word: Of the move.
        told: What it says already.
    """
    return _shown(standing, BY_WORD[word], told)


def typed_button(standing: Standing, typed: str) -> Button | None:
    """The button for a command as it would be typed, `None` where there is none."""
    known = from_typed(typed)
    return _shown(standing, *known) if known else None


def _shown(standing: Standing, move: Move, told: Mapping[str, str]) -> Button:
    begun = standing.begun if move.prepares else standing.master is not None
    trouble = standing.trouble if standing.begun else ""  # the folder is gone, the master cannot be read: nothing now
    return Button(move, trouble or refusal(move, standing.state, begun=begun), told)
