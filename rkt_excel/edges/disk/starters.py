"""What a person double-clicks to open the desk: one file for each system, all of them in the folder of the office."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk.one_way import write_whole

_MISSING: Final = "Program rkt tidak ditemukan di komputer ini. Pasang dahulu menurut README, lalu klik ganda lagi."

# pushd, not cd: it gives a folder of the network a letter for the while. The path stands in quotes wherever it is
# named, so that blanks and & are part of it; what %~dp0 stands for is not read again, so % is, too. A program is looked
# for on the path only, never in the folder itself, and -P keeps its files from being taken for modules. `py` and
# `python` where scripts are not on the path; before them what the kit for Windows put into the user's profile.
_WINDOWS: Final = rf"""@echo off
setlocal DisableDelayedExpansion
set NoDefaultCurrentDirectoryInExePath=1
chcp 65001 >nul
title Meja RKT
pushd "%~dp0" || goto berhenti
where /q $PATH:rkt && goto rkt
if exist "%LOCALAPPDATA%\RKT\dipakai.txt" goto kit
py -P -c "import rkt_excel" >nul 2>&1 && goto py
python -P -c "import rkt_excel" >nul 2>&1 && goto python
echo {_MISSING}
:berhenti
pause
exit /b 3
:rkt
rkt meja
goto akhir
:kit
set /p LINGKUNGAN=<"%LOCALAPPDATA%\RKT\dipakai.txt"
"%LOCALAPPDATA%\RKT\%LINGKUNGAN%\Scripts\python.exe" -I -m rkt_excel meja
goto akhir
:py
py -P -m rkt_excel meja
goto akhir
:python
python -P -m rkt_excel meja
:akhir
if errorlevel 1 pause
popd
"""
_SHELL: Final = f"""#!/bin/sh
cd "$(dirname "$0")" || exit 1
command -v rkt >/dev/null && exec rkt meja
python3 -P -c "import rkt_excel" 2>/dev/null && exec python3 -P -m rkt_excel meja
echo "{_MISSING}"
[ -t 0 ] && read -r _
exit 3
"""
# As the desktop entry specification quotes an argument, and once more as it quotes any text; %k is the file itself. The
# window closes with the program, so what it says is the other starter's, which waits.
_LINUX: Final = r"""[Desktop Entry]
Type=Application
Name=Buka Meja RKT
Comment=Rencana Kinerja Tahunan di jendela peramban
Exec=sh -c "exec sh \\"\\$(dirname \\"\\$1\\")/Buka Meja RKT.command\\"" meja %k
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
