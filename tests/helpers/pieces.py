"""Pieces of work that can be sent to another process."""

from __future__ import annotations

import os

DEADLY = 5


def doubled(number: int) -> int:
    """Twice the number."""
    return number * 2


def doubled_or_dead(number: int) -> int:
    """Twice the number; one number ends the process that doubles it, as a fault in a library of C would."""
    if number == DEADLY:
        os._exit(9)
    return number * 2


def refused(number: int) -> int:
    """Nothing but an exception for one number.

    Raises:
        ValueError: It is that number.
    """
    if number == DEADLY:
        raise ValueError(number)
    return number * 2
