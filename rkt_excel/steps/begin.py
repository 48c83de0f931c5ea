"""`rkt mulai`: put the input templates and the output folder into the current folder, never overwriting."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from rkt_excel.errors import OutputLockedError
from rkt_excel.workplace import INPUTS, OUTPUTS, shipped_inputs


@dataclass(frozen=True)
class Begun:
    """What was put in place, and what was already there; names relative to the folder, with "/"."""

    dibuat: tuple[str, ...]
    sudah_ada: tuple[str, ...]


def begin(folder: Path) -> Begun:
    """Prepare a folder for the first run.

    Raises:
        OutputLockedError: The folder cannot be written.
    """
    made, kept = [], []
    try:
        (folder / INPUTS).mkdir(parents=True, exist_ok=True)
        (folder / OUTPUTS).mkdir(exist_ok=True)
        for source in sorted(shipped_inputs().iterdir()):
            if not source.is_file() or source.name.startswith((".", "~")):
                continue
            target = folder / INPUTS / source.name
            name = f"{INPUTS}/{source.name}"
            if target.exists():
                kept.append(name)
            else:
                shutil.copyfile(source, target)
                made.append(name)
    except OSError as error:
        raise OutputLockedError(f"Folder {folder} tidak dapat ditulis: {error.strerror}.") from error
    return Begun(tuple(made), tuple(kept))
