"""Colours as files write them, and whether ink can be told from what lies behind it. A colour is RGB, each 0 to 255.

Office Open XML: ECMA-376 part 1, 18.8.3 (tint), 18.8.27 (the palette), 20.1.6.2 (the theme). Contrast: WCAG 2.1.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

Colour = tuple[int, int, int]

BLACK: Final[Colour] = (0, 0, 0)
WHITE: Final[Colour] = (255, 255, 255)
# Contrast of 1 is none; below this nobody reads a figure. Light grey on white (D9D9D9) has 1.4.
_LEAST_CONTRAST: Final = 1.2

_HEX: Final = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")

# The first 64 of Excel's palette; the first eight stand there twice.
_EIGHT: Final = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_PALETTE: Final = (
    f"{_EIGHT} {_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 "
    "FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF "
    "FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 "
    "993366 333399 333333"
).split()
# The theme of Office, in the order in which cells count it.
OFFICE: Final = [
    "FFFFFF",
    "000000",
    "E7E6E6",
    "44546A",
    "4472C4",
    "ED7D31",
    "A5A5A5",
    "FFC000",
    "5B9BD5",
    "70AD47",
    "0563C1",
    "954F72",
]


def hexadecimal(text: str) -> Colour | None:
    """The colour of RRGGBB, with or without a # or two digits of opacity before it; `None` for any other text."""
    match = _HEX.fullmatch(text.strip())
    return None if match is None else (int(match[1][:2], 16), int(match[1][2:4], 16), int(match[1][4:], 16))


def office_colour(said: Mapping[str, str], theme: Sequence[str], palette: Sequence[str] = ()) -> Colour | None:
    """The colour that an element of a font or a fill names, `None` where it leaves it to the program.

    Args:
        said: The attributes of the element: rgb, theme or indexed, and perhaps tint.
        theme: The colours of the workbook's theme as RRGGBB, in the order in which cells number them from 0.
        palette: The workbook's own palette as RRGGBB, from 0; empty for Excel's.
    """
    if "rgb" in said:
        found = hexadecimal(said["rgb"])
    elif "theme" in said:
        found = _numbered(said["theme"], theme)
    else:
        found = _numbered(said.get("indexed", ""), palette or _PALETTE)
    tint = said.get("tint", "0")
    return _tinted(found, tint) if found and tint != "0" else found


_EIGHT_NAMES: Final = ("black", "white", "red", "green", "blue", "yellow", "magenta", "cyan")
_NAMED: Final = dict(zip(_EIGHT_NAMES, _PALETTE, strict=False))


def format_colour(ink: str, palette: Sequence[str] = ()) -> Colour | None:
    """The colour that a number format asks for: one of eight by name (red), or of the palette by number (color1 to 56).

    `None` for a colour that Excel does not know.
    """
    named = _NAMED.get(ink)
    if named:
        return hexadecimal(named)
    number = ink.removeprefix("color")
    known = number.isascii() and number.isdecimal() and 0 < int(number) <= _FORMAT_COLOURS
    return _numbered(str(int(number) + 7), palette or _PALETTE) if known else None


_FORMAT_COLOURS: Final = 56  # the palette without its first eight, which stand there twice


def _numbered(number: str, colours: Sequence[str]) -> Colour | None:
    known = number.isascii() and number.isdecimal() and len(number) < 4 and int(number) < len(colours)
    return hexadecimal(colours[int(number)]) if known else None


def _tinted(colour: Colour, tint: str) -> Colour:
    try:
        share = min(max(float(tint), -1.0), 1.0)
    except ValueError:
        return colour
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, full))
    return red, green, blue


@lru_cache(maxsize=4096)
def indistinct(ink: Colour, ground: Colour) -> bool:
    """Whether a person cannot tell the ink from the ground: a contrast by WCAG 2.1 below 1.2, where 1 is none."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
