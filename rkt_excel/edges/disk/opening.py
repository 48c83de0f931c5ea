"""A file shown to the person at this computer by the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_here(path: Path) -> bool:
    """Open a file with the program that the system has for it, as a double-click does.

    Returns:
        Whether the system has a way to do so; whether the program then opens it, nobody tells.

    Raises:
        OSError: The system refuses it.
    """
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - what a double-click does
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    subprocess.Popen(  # noqa: S603 - a path, no shell
        [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    return True
