"""The foreign programs that tests drive: whether each is here, and how a developer gets it.

A test names what it drives, `@pytest.mark.program("LibreOffice", "poppler")`. Where one of them is missing, conftest.py
skips the test with a sentence of this table, which pytest counts at the end of the run; with CI set in the environment
a skipped test fails the run. A test that names none does not see any of them, so that it behaves alike everywhere.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

import ooxml

from helpers import axe, libreoffice_session, mail_parsers, mail_servers
from helpers.pythons import NEWEST, OLDEST, has_python


@dataclass(frozen=True)
class Program:
    """A program that is no Python package.

    Attributes:
        here: Whether it can be used on this machine.
        get: How to get it, in a few words.
    """

    here: Callable[[], bool]
    get: str


def chromium() -> str | None:
    """A browser that runs without a window."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _has_libreoffice() -> bool:
    try:
        libreoffice_session.find_uno_python()
    except libreoffice_session.LibreOfficeError:
        return False
    return True


PROGRAMS: Final = {
    "LibreOffice": Program(_has_libreoffice, "apt-get install libreoffice-calc libreoffice-writer python3-uno"),
    "poppler": Program(lambda: shutil.which("pdftotext") is not None, "apt-get install poppler-utils"),
    "Dovecot": Program(lambda: mail_servers.find_dovecot() is not None, "apt-get install dovecot-imapd"),
    "Gnumeric": Program(lambda: shutil.which("ssconvert") is not None, "apt-get install gnumeric"),
    "Chromium": Program(lambda: chromium() is not None, "apt-get install chromium"),
    "axe-core": Program(lambda: axe.script() is not None, "run .ci/run once, or set AXE"),
    "mail parsers": Program(lambda: mail_parsers.modules() is not None, "run .ci/run once, or set MAIL_PARSERS"),
    **{
        f"Python {version}": Program(partial(has_python, version), f"python -m uv python install {version}")
        for version in (OLDEST, NEWEST)
    },
    "ooxml-validator": Program(lambda: ooxml.validator() is not None, "run .ci/run once, or set OOXML_VALIDATOR"),
}


@cache
def absent(names: tuple[str, ...]) -> str | None:
    """Why a test cannot run here, `None` where all that it needs is here.

    Args:
        names: What it drives, names of `PROGRAMS`.

    Raises:
        KeyError: A name is not in the table.
    """
    missing = [name for name in names if not PROGRAMS[name].here()]
    return "; ".join(f"{name} is not here ({PROGRAMS[name].get})" for name in missing) or None
