"""The details of a fault of the program, kept where they can be sent from."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from rkt_excel.edges.disk.oserrors import cause


def details() -> str:
    """Write down the exception that is being handled, and say where; several in one second share a file."""
    folder = Path("output") if Path("output").is_dir() else Path(tempfile.gettempdir())
    path = folder / f"rkt-kesalahan-{datetime.now():%Y%m%d-%H%M%S}.log"  # noqa: DTZ005 - for people here
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(traceback.format_exc() + "\n")
    except OSError as error:
        return f"Rinciannya tidak dapat disimpan: {cause(error)}."
    return f"Rinciannya ada di {path}."
