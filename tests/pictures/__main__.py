"""Take the pictures anew: `python tests/pictures [NAME…]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pictures.taking import FOLDER, PICTURES, Studio

with tempfile.TemporaryDirectory() as scratch, Studio(Path(scratch)) as studio:
    for name in sys.argv[1:] or PICTURES:
        studio.take(name, FOLDER)
