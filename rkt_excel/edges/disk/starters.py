"""What a person double-clicks to open the desk: one file for each system, all of them in the folder of the office."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import write_whole

# pushd, not cd: it gives a folder of the network a letter for the while. `py` where scripts are not on the path.
_WINDOWS: Final = r"""@echo off
chcp 65001 >nul
title Meja RKT
pushd "%~dp0"
where /q rkt
if %errorlevel%==0 (rkt meja) else (py -m rkt_excel meja)
if errorlevel 1 pause
popd
"""
_SHELL: Final = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
exec rkt meja
"""
# As the desktop entry specification quotes an argument, and once more as it quotes any text; %k is the file itself.
_LINUX: Final = r"""[Desktop Entry]
Type=Application
Name=Buka Meja RKT
Comment=Rencana Kinerja Tahunan di jendela peramban
Exec=sh -c "cd \\"\\$(dirname \\"\\$1\\")\\" && exec rkt meja" meja %k
Terminal=true
"""

STARTERS: Final = {
    "Buka Meja RKT.cmd": _WINDOWS.replace("\n", "\r\n"),
    "Buka Meja RKT.command": _SHELL,
    "Buka Meja RKT.desktop": _LINUX,
}
"""What each holds, by its name."""


def put_starter(folder: Path, name: str) -> bool:
    """Put a starter, which runs by a double-click, into a folder; one that lies there already stays.

    Args:
        folder: The folder of the office.
        name: One of `STARTERS`.

    Returns:
        Whether it was put there now.

    Raises:
        OSError: It cannot be written.
    """
    path = folder / name
    if os.path.lexists(path):
        return False
    write_whole(path, STARTERS[name].encode("ascii"))
    if os.name != "nt":
        with suppress(OSError):  # a drive that knows no such right
            path.chmod(path.stat().st_mode | 0o111)
    return True
