"""Where things lie: what the tests ask of the tree that they stand in, said once."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
INPUTS = ROOT / "input_templates"
DOCS = ROOT / "docs"
