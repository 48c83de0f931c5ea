"""Validate Office files: `python tests/ooxml [--allowed FILE] FILE|FOLDER…`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ooxml import main

sys.exit(main())
