"""The pages in the order of the procedure, and how one is found: by its word, loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from rkt_excel.desk.pages.office import Office, Standing

Show = Callable[[Office, Standing, Mapping[str, str]], Mapping[str, object]]
"""What a page gives its template: from the office, how it stands, and what was asked for in the address."""

MENU: Final[Mapping[str, str]] = {  # the module of `rkt_excel.desk.pages` and the template, and how it is called
    "beranda": "Beranda",
    "bagian": "Bagian",
}
NAMED: Final[Mapping[str, str]] = {word: word.replace("-", "_") for word in MENU}


def page(word: str) -> Show:
    """What a page shows.

    Raises:
        KeyError: There is no such page.
    """
    show: Show = import_module(f"{__package__}.{NAMED[word]}").show
    return show
