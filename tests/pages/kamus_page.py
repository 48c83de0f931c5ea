"""docs/kamus.md, the data dictionary, from the declarations."""

from __future__ import annotations

from helpers.dictionary import data_dictionary
from helpers.paths import DOCS

from rkt_excel.model.forms.form import FORM
from rkt_excel.model.tables.renstra import MASTER

PAGE = DOCS / "kamus.md"
_HEAD = (
    "# Kamus data\n\n"
    "Setiap kolom dari buku kerja induk (`renstra.xlsx`) dan formulir bagian: isi, wajib atau tidak, arti, contoh.\n"
    "Halaman ini ditulis oleh `python tests/pages` dari deklarasi program; ada uji yang memeriksanya.\n"
)
_FACTS = {"tahun": "(tahun)", "bagian": "(bagian)", "perangkat_daerah": "(dinas)", "batas": "(batas kembali)"}


def page() -> str:
    """The whole page."""
    books = (("Buku kerja induk", MASTER), ("Formulir bagian", FORM))
    parts = (f"\n# {name}\n\n{data_dictionary(book, _FACTS)}" for name, book in books)
    return _HEAD + "".join(parts)


def write() -> None:
    """Write it anew."""
    PAGE.write_text(page(), encoding="utf-8")
