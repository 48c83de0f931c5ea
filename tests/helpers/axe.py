"""The checker of accessibility: axe-core, put into a page of the browser that is tested. `.ci/run` installs it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from helpers.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_TOOLS: Final = ROOT / ".ci" / "tools" / "node_modules"
_SERIOUS: Final = ("serious", "critical")


def script() -> Path | None:
    """Where it lies: below the folder that AXE names, else where .ci/run installs it; `None` where it is not."""
    path = Path(os.environ.get("AXE") or _TOOLS) / "axe-core" / "axe.min.js"
    return path if path.is_file() else None


def faults(page: Page, only: str = "") -> list[str]:
    """What it finds serious or worse on a page: the rule and the first element.

    Args:
        page: The page, as it is shown.
        only: One rule alone, all where none is named.
    """
    path = script()
    assert path
    if not page.evaluate("'axe' in window"):
        page.evaluate(path.read_text(encoding="utf-8"))
    asked = {"resultTypes": ["violations"], **({"runOnly": [only]} if only else {})}
    found: Any = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{each['id']}: {each['nodes'][0]['html']} {each['nodes'][0].get('failureSummary')}"
        for each in found["violations"]
        if each["impact"] in _SERIOUS
    ]
