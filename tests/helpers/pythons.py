"""The oldest and the newest Python that the project supports, as they are found on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

OLDEST: Final = "3.11"
NEWEST: Final = "3.13"
_ASK: Final = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"


@cache
def find_python(version: str) -> Path | None:
    """An interpreter of this version that can make environments; `None` where there is none.

    Args:
        version: Without its last part, such as "3.13".
    """
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    kept = sorted(root.glob(f"versions/{version}.*/bin/python{version}"))
    known = [
        getattr(sys, "_base_executable", sys.executable),
        shutil.which(f"python{version}"),
        *kept,
        _managed(version),
    ]
    return next((Path(each) for each in known if each and _answers(str(each), version)), None)


def has_python(version: str) -> bool:
    """Whether there is one."""
    return find_python(version) is not None


def _answers(python: str, version: str) -> bool:
    try:
        done = subprocess.run([python, "-I", "-c", _ASK], capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return False
    return done.stdout.strip() == version


def _managed(version: str) -> str | None:
    """One that uv has put somewhere."""
    line = [
        sys.executable,
        "-m",
        "uv",
        "python",
        "find",
        "--no-project",
        "--managed-python",
        "--no-python-downloads",
        version,
    ]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    return re.sub(r"\s+\Z", "", done.stdout) or None
