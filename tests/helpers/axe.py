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


def faults(page: Page) -> list[str]:
    """What it finds serious or worse on a page: the rule and the first element."""
    path = script()
    assert path
    page.evaluate(path.read_text(encoding="utf-8"))
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['html']} {each['nodes'][0].get('failureSummary')}"
        for each in found["violations"]
        if each["impact"] in _SERIOUS
    ]
