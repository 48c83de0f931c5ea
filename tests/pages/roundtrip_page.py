"""docs/roundtrip.md, what LibreOffice keeps of a form, from the table here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from helpers.paths import DOCS

PAGE = DOCS / "roundtrip.md"
FORMATS: Final = ("xlsx", "ods", "xls")

# Whether the program relies on it, then whether it is still there after one cell was changed and the form saved as
# .xlsx, .ods and .xls. `tests/model/forms/test_roundtrip.py` sees each of them in the real LibreOffice.
KEPT: Final[Mapping[str, tuple[bool, tuple[bool, bool, bool]]]] = {
    "values that were typed": (True, (True, True, True)),
    "locked values": (True, (True, True, True)),
    "results of formulas": (True, (True, True, True)),
    "identity in the defined name": (True, (True, True, True)),
    "identity in the document property": (True, (True, True, True)),
    "identity in the cell": (True, (True, True, True)),
    "hidden row of field names": (True, (True, True, True)),
    "locked cells still locked": (False, (True, True, True)),
    "sheets still protected": (False, (True, True, True)),
    "drop-downs and limits": (False, (True, True, True)),
    "colours that say the same": (False, (True, True, True)),
    "comments": (False, (True, True, True)),
    "links": (False, (True, True, True)),
    "frozen headings": (False, (False, False, False)),
    "column widths": (False, (True, True, True)),
    "row heights": (False, (True, False, True)),
    "rows grow with a long answer": (False, (True, True, True)),
    "hidden sheets still hidden": (False, (True, True, True)),
    "identity sheet very hidden": (False, (False, False, False)),
    "headings repeated in print": (False, (True, True, True)),
    "paper": (False, (True, True, True)),
    "filter buttons": (False, (True, True, True)),
    "zoom": (False, (False, False, False)),
    "permissions on locked sheets": (False, (True, False, True)),
}

_HEAD: Final = (
    "# What LibreOffice keeps of a form\n\n"
    "A form was opened in LibreOffice without a window, one cell was changed, and it was saved in each format. What\n"
    "the program relies on has to be there in all of them; what is dropped is no sign of tampering and is no finding.\n"
    "Frozen headings and zoom were lost without a window; very hidden sheets become hidden ones; an .ods\n"
    "measures its rows anew, as high as their texts need. What\n"
    "the .ods and .xls hold besides values is seen through a second save as .xlsx.\n"
    "This page is written by `python tests/pages`; `tests/model/forms/test_roundtrip.py` sees each line of it.\n\n"
    "| feature | relied on | .xlsx | .ods | .xls |\n|---|---|---|---|---|\n"
)


def page() -> str:
    """The whole page."""
    lines = (
        f"| {name} | {'yes' if needed else '–'} | {' | '.join('kept' if each else '**dropped**' for each in kept)} |\n"
        for name, (needed, kept) in KEPT.items()
    )
    return _HEAD + "".join(lines)


def write() -> None:
    """Write it anew."""
    PAGE.write_text(page(), encoding="utf-8")
