"""The Open XML SDK's own validator, where it is installed."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from helpers.paths import ROOT

TOOLS = ROOT / ".ci" / "tools" / "node_modules" / ".bin"
VALIDATOR = "ooxml-validator"


def validator() -> str | None:
    """The Open XML SDK's validator: OOXML_VALIDATOR, else on PATH, else where .ci/run installs it."""
    named = os.environ.get("OOXML_VALIDATOR")
    return named or shutil.which(VALIDATOR) or shutil.which(VALIDATOR, path=str(TOOLS))


def sdk_faults(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What the validator finds in each file, as `part: id at element: description`; [] for a good file."""
    program = validator()
    if program is None:
        message = "the Open XML SDK's validator is not installed"
        raise FileNotFoundError(message)
    files = list(paths)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the work is done by the processes that it starts
        return dict(zip(files, pool.map(lambda path: sdk_faults_of(program, path), files), strict=True))


def sdk_faults_of(program: str, path: Path) -> list[str]:
    """One file; the validator ends with 0 for a good one, 1 for a bad one, 2 where it cannot work."""
    command = [program, str(path)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    if run.returncode not in {0, 1}:
        message = f"{program} ended with {run.returncode}: {run.stderr.strip()}"
        raise RuntimeError(message)
    errors = json.loads(run.stdout)["errors"]
    return [f"{item['path']}: {item['id']} at {item['xPath']}: {item['description']}" for item in errors]
