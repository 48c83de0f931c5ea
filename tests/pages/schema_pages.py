"""docs/schema: the JSON Schema of every command, one file each, from the declarations of their faces."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.paths import DOCS

from rkt_excel.cli import COMMANDS
from rkt_excel.commands.json_schema import json_schema

FOLDER = DOCS / "schema"


def page_of(command: str) -> Path:
    """Where the schema of a command is published."""
    return FOLDER / f"{command}.json"


def page(command: str) -> str:
    """What is published of a command."""
    return json.dumps(json_schema(command), ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Write them anew."""
    FOLDER.mkdir(exist_ok=True)
    for each in COMMANDS:
        page_of(each).write_text(page(each), encoding="utf-8", newline="\n")
