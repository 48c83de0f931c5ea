"""One full stop at the end of a sentence, also behind an abbreviation that ends in one (S.E.), as people write."""

from __future__ import annotations

import re
from typing import Final

# Three points are an ellipsis, and what is quoted ends in a quotation mark.
_TWICE: Final = re.compile(r"(?<=[^\s.])\.\.(?=[\s)]|$)")


def one_stop(text: str) -> str:
    """The text with one full stop wherever two stood because a sentence ended behind an abbreviation."""
    return _TWICE.sub(".", text)
