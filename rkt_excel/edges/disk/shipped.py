"""The input templates that came with the program, and what the folders of an office are called."""

from __future__ import annotations

from pathlib import Path
from typing import Final

INPUTS: Final = "input_templates"  # the folder of an office's own, and that of the program's
OUTPUTS: Final = "output"  # beside it: the folder that holds a work folder per year


def shipped_inputs() -> Path:
    """The folder of the master, the Word templates and the wordings of letters that came with the program."""
    here = Path(__file__).parents[2]
    packed = here / INPUTS
    return packed if packed.exists() else here.parent / INPUTS
