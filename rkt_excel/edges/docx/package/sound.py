"""A Word file is looked at before any library unpacks it: how much comes out of it, and whether all of it is whole."""

from __future__ import annotations

from rkt_excel.workbook.containers.package import Package


def check_size(content: bytes) -> None:
    """Read every part of a package once, piece by piece, so that damage and bombs show before anything is kept.

    Args:
        content: The bytes of a .docx.

    Raises:
        Unreadable: It is no whole zip, or unpacks to more than `workbook.containers.limits` allow.
    """
    for _, _, pieces in Package(content).files():
        for _ in pieces:
            pass
