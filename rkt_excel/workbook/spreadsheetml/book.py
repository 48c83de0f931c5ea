"""A workbook as XlsxWriter writes it: its style Normal is open, its theme lean, its shared texts written plainly."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final


class _Plain:
    """Shared texts, of which most hold nothing that XML or Excel writes otherwise."""

    fh: Any

    def _write_si(self, string: str) -> None:
        if _SPECIAL.search(string):
            super()._write_si(string)  # type: ignore[misc]
        else:
            self.fh.write(f"<si><t>{string}</t></si>")


class _Lean:
    """Parts of which something is said otherwise: Normal is open, and the theme holds what is used."""

    filenames: list[Any]

    def _write_styles_file(self) -> None:
        super()._write_styles_file()  # type: ignore[misc]
        self._rewrite(lambda text: text.replace(_NORMAL, _NORMAL_OPEN, 1))

    def _write_theme_file(self) -> None:
        """Without the fonts for other scripts: no font here follows the theme, and they are a part of each form."""
        super()._write_theme_file()  # type: ignore[misc]
        self._rewrite(lambda text: _SCRIPTS.sub("", text))

    def _rewrite(self, change: Callable[[str], str]) -> None:
        """Change the part that was written last."""
        part = self.filenames[-1][0]
        text = change(part.getvalue())
        part.seek(0)
        part.truncate()
        part.write(text)


@cache
def book_class() -> type:
    """XlsxWriter's workbook whose style Normal is open: what is pasted from elsewhere takes it, and would lock a cell.

    Each look says itself whether it locks, for what it does not say it takes from Normal in some programs.
    """
    from xlsxwriter import Workbook as Book  # noqa: PLC0415 - loaded where a workbook is written
    from xlsxwriter.packager import Packager  # noqa: PLC0415
    from xlsxwriter.sharedstrings import SharedStrings  # noqa: PLC0415

    class PlainStrings(_Plain, SharedStrings):  # type: ignore[misc]
        pass

    class OpenPackager(_Lean, Packager):  # type: ignore[misc]
        def _write_shared_strings_file(self) -> None:
            strings = PlainStrings()
            strings.string_table = self.workbook.str_table
            if strings.string_table.count:
                strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001
                strings._assemble_xml_file()  # noqa: SLF001

    class OpenBook(Book):  # type: ignore[misc]
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.formats[0].set_locked(False)

        def add_format(self, properties: dict[str, object] | None = None) -> Any:  # noqa: ANN401
            made = super().add_format(properties)
            made._get_protection_properties = lambda: [("locked", int(made.locked))]  # noqa: SLF001
            return made

        def _get_packager(self) -> Packager:
            return OpenPackager()

    return OpenBook


_SPECIAL: Final = re.compile(r"[\x00-\x1f&<>_\ufffe\uffff]|^\s|\s\Z")
_NORMAL: Final = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
_SCRIPTS: Final = re.compile(r'<a:font script="[^>]*>')
_NORMAL_OPEN: Final = _NORMAL.replace("/></cell", ' applyProtection="1"><protection locked="0"/></xf></cell')
