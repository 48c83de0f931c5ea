"""Write docs/api from the docstrings: `python packaging/api.py [FOLDER]`; whatever pdoc warns of is a fault."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pdoc

import rkt_excel

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path) -> None:
    """Write the pages of what `import rkt_excel` gives into a folder."""
    warnings.simplefilter("error")
    _ = rkt_excel.gabung  # asked for once, all of it is there for pdoc to find
    pdoc.render.configure(docformat="google", show_source=False, footer_text=f"rkt_excel {rkt_excel.__version__}")
    pdoc.pdoc("rkt_excel", output_directory=folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/api")
