"""The log of a fault of the program (exit code 15), kept where its user finds it and can send it from."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from rkt_excel.edges.disk.oserrors import cause
from rkt_excel.edges.disk.secrets import without_secrets
from rkt_excel.edges.terminal import harmless


def details() -> str:
    """Append the exception that is being handled to a log file, and tell where that is in an Indonesian sentence.

    The file lies in `output` of the current folder where that can be written, else in the folder of temporary files;
    faults within one second share it.
    """
    text = harmless(without_secrets(traceback.format_exc())) + "\n"
    name = f"rkt-kesalahan-{datetime.now():%Y%m%d-%H%M%S}.log"  # noqa: DTZ005 - for people here
    hindered = ""
    for folder in (Path("output"), Path(tempfile.gettempdir())):
        try:
            with (folder / name).open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(text)
        except OSError as error:
            hindered = cause(error)
        else:
            return f"Rinciannya ada di {folder / name}."
    return f"Rinciannya tidak dapat disimpan: {hindered}."
