"""How sheets look: one hand for every workbook. Colours are distinct in grey, and a word stands with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rkt_excel.workbook.findings import Severity

Style = dict[str, object]

FONT: Final = "Arial"
INK: Final = "#1F2933"
HAIR: Final = "#D0D5DA"
DEEP: Final = "#0B5563"  # behind headings, and of what leads elsewhere
PALE: Final = "#F3F4F6"  # behind what nobody fills
TINT: Final = "#DCE9EC"  # behind what stands above other rows

# Excel follows the scheme of a font before its name, and draws Calibri where XlsxWriter names one.
_BASE: Final[Style] = {"font_name": FONT, "font_scheme": "none", "font_size": 10, "font_color": INK, "valign": "top"}
_WRAP: Final[Style] = {**_BASE, "text_wrap": True}

BLANK: Final[Style] = {"locked": True}  # of cells that nobody wrote
TITLE_HEIGHT: Final = 24.0  # points; programs that do not measure rows themselves would cut its letters off
TITLE: Final[Style] = {**_BASE, "font_size": 14, "bold": True, "font_color": "#12343B"}
LEAD: Final[Style] = {**_BASE, "font_color": "#3E4C59"}
STATE: Final[Style] = {**_BASE, "bold": True}
HEADER: Final[Style] = {
    **_WRAP, "bold": True, "font_color": "#FFFFFF", "bg_color": DEEP, "align": "center", "valign": "vcenter",
    "border": 1, "border_color": "#FFFFFF",
}  # fmt: skip
TABLE_HEADER: Final[Style] = {**HEADER, "valign": "top"}  # the button of the filter stands below it
GROUP: Final[Style] = {
    **_BASE, "bold": True, "font_color": "#12343B", "bg_color": TINT, "top": 1, "bottom": 1,
    "top_color": HAIR, "bottom_color": HAIR,
}  # fmt: skip
LOCKED: Final[Style] = {**_WRAP, "bg_color": PALE, "border": 1, "border_color": HAIR}
# What a row of an outline says by its weight, from the head down; deeper rows are as all rows are.
OUTLINE: Final[tuple[Style, ...]] = ({"bold": True, "bg_color": TINT}, {"bold": True})
FILL: Final[Style] = {**_WRAP, "bg_color": "#FFFBE6", "border": 1, "border_color": "#B08900", "locked": False}
OPEN: Final[Style] = {**_WRAP, "bg_color": "#FFFFFF", "border": 1, "border_color": "#9AA5B1", "locked": False}
PAGE_SIZE: Final = 11.0  # points of the letters of a page of text
PAGE: Final[Style] = {**_WRAP, "font_size": PAGE_SIZE}
PAGE_HEADING: Final[Style] = {
    **PAGE, "text_wrap": False, "valign": "vcenter", "bold": True, "font_color": DEEP, "font_size": 12,
}  # fmt: skip
PAGE_LABEL: Final[Style] = {**PAGE, "bold": True}
# Of a label that is explained by its look: nobody types there.
SAMPLE: Final[Style] = {
    "font_size": PAGE_SIZE, "bold": True, "border": 1, "border_color": HAIR, "align": "left", "indent": 1,
    "locked": True,
}  # fmt: skip
FILLED_SAMPLE: Final[Style] = {**FILL, "italic": True}  # looks like a cell to fill, in a table that only shows how
BIG: Final[Style] = {
    **_BASE,
    "font_size": 18,
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "border": 1,
}

# What conditional formats lay over the cells; a fill only, because Excel ignores fonts and sizes there.
FILLED: Final[Style] = {"bg_color": "#FFFFFF", "border": 1, "border_color": "#5F6B76"}
GALAT: Final[Style] = {"bg_color": "#FBE3E3", "font_color": "#8B1A1A", "bold": True}
PERINGATAN: Final[Style] = {"bg_color": "#FFF1CC", "font_color": "#7A4B00"}
IN_ORDER: Final[Style] = {"bg_color": "#E3F4E6", "font_color": "#14532D"}

# What changed since the version before: told from everything else in grey, where no colour is.
CHANGED: Final[Style] = {"bold": True, "left": 5, "left_color": INK}
CHANGED_FILLED: Final[Style] = {"bg_color": "#FFFFFF"}  # without a frame, which would take the place of the bar
LEGEND: Final[Style] = {**_BASE, **CHANGED, "indent": 1}

# A cell with a fault, as long as the fault stands: the frame tells it from a blank one in grey.
MARKED: Final[Mapping[Severity, Style]] = {
    Severity.GALAT: {**GALAT, "border": 1, "border_color": "#8B1A1A"},
    Severity.PERINGATAN: {**PERINGATAN, "border": 1, "border_color": "#7A4B00"},
}

LISTED: Final[Style] = {**_WRAP, "border": 1, "border_color": HAIR, "align": "left", "indent": 1}
LINK: Final[Style] = {"font_color": DEEP, "underline": 1}


def measures() -> Style:
    """XlsxWriter's options for the font that a workbook measures its columns and empty rows in.

    With the font of the cells, columns are as wide in LibreOffice, which measures with what it has in place of a
    missing font, as in Excel. Pixels as Excel has them for that font. New each time, for XlsxWriter changes it.
    """
    return {
        "default_format_properties": {"font_name": FONT, "font_size": 10},
        "default_row_height": 17,
        "default_column_width": 64,
    }


def aligned(align: str, deeper: int = 0) -> Style:
    """The alignment as a style, with room between the text and the frame, so that neighbouring columns never touch.

    Figures stand at the right and never wrap: LibreOffice drops the room of figures in cells that do.

    Args:
        align: "left", "center" or "right".
        deeper: How many steps of Excel's indent a text at the left stands further in.
    """
    if align == "center":
        return {"align": align}
    return (
        {"align": align, "indent": 1 + deeper} if align == "left" else {"align": align, "indent": 1, "text_wrap": False}
    )


def figures(column: int) -> Style:
    """The ink of figures in a 1-based column, one of four that no eye can tell apart, but LibreOffice can.

    LibreOffice 7.4 was seen to drop the room at the right of a figure whose letters look like those of the cell drawn
    before it.
    """
    return {"font_color": f"{INK[:-2]}{int(INK[-2:], 16) + column % 4:02X}"}


def outlined(depth: int | None) -> Style:
    """How a row looks at a depth of an outline, 0 for a head; nothing special where the depth is `None`."""
    return OUTLINE[depth] if depth is not None and depth < len(OUTLINE) else {}
