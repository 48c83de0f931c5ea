"""The pages in the order of the procedure, and how one is found: by its word, loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from rkt_excel.desk.pages.office import Office, Standing

Show = Callable[[Office, Standing, Mapping[str, str]], Mapping[str, object]]
"""What a page gives its template: from the office, how it stands, and what was asked for in the address."""

MENU: Final[
    Mapping[str, str]
] = {  # its word, of which module (`page_<word>`) and template bear the name, and its title
    "beranda": "Beranda",
    "renstra": "Renstra",
    "bagian": "Bagian",
    "temuan": "Temuan",
    "konsep": "Konsep & draft",
    "rapat": "Rapat",
    "pemeriksaan": "Pemeriksaan",
    "tanda-tangan": "Tanda tangan",
    "distribusi": "Distribusi",
    "arsip": "Arsip",
    "peta": "Peta kinerja",
    "bantuan": "Bantuan",
}
_STEPS: Final = frozenset({"rapat", "pemeriksaan", "tanda-tangan", "distribusi", "arsip"})  # in a room of their own


def page(word: str) -> Show:
    """What a page shows.

    Raises:
        KeyError: There is no such page.
    """
    room = f"{__package__}.steps" if word in _STEPS else __package__
    show: Show = import_module(f"{room}.page_{word.replace('-', '_')}").show
    return show
