"""Both checks for files and folders, with a list of tolerated faults: what `python tests/ooxml` runs."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from ooxml.checks import faults
from ooxml.sdk import sdk_faults


class Allowed:
    """The list of tolerated faults: a line is matched against `file: fault`, `*` standing for anything."""

    def __init__(self, path: Path | None) -> None:
        """Empty lines and lines that start with # are comments."""
        lines = [] if path is None else path.read_text(encoding="utf-8").splitlines()
        self.unused = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
        self.patterns = {line: wildcard(line) for line in self.unused}

    def __contains__(self, fault: object) -> bool:
        """Whether a line tolerates `fault`; that line is then in use."""
        matching = {line for line, pattern in self.patterns.items() if pattern.fullmatch(str(fault))}
        self.unused -= matching
        return bool(matching)


def wildcard(line: str) -> re.Pattern[str]:
    """A pattern in which only `*` is special: faults are full of brackets and dots."""
    return re.compile(re.escape(line).replace(r"\*", ".*"), re.DOTALL)


def office_files(paths: Iterable[Path]) -> list[Path]:
    """The .xlsx and .docx among these files and below these folders."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return [file for file in files if file.is_file() and file.suffix.lower() in {".xlsx", ".docx"}]


def main() -> int:
    """Check files by both means; 1 where a fault is not tolerated, or a tolerated one no longer occurs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--allowed", type=Path, help="list of tolerated faults")
    parser.add_argument("paths", nargs="+", type=Path)
    arguments = parser.parse_args()
    allowed = Allowed(arguments.allowed)
    files = office_files(arguments.paths)
    by_sdk = sdk_faults(files)
    found = [f"{file.as_posix()}: {fault}" for file in files for fault in faults(file) + by_sdk[file]]
    wrong = [fault for fault in found if fault not in allowed]
    tolerated = len(found) - len(wrong)
    wrong += [f"{arguments.allowed}: occurs no longer: {line}" for line in sorted(allowed.unused)]
    summary = f"{len(files)} files validated, {len(wrong)} faults, {tolerated} tolerated"
    sys.stdout.buffer.write("\n".join([*wrong, summary, ""]).encode("utf-8"))  # on any machine
    return 1 if wrong or not files else 0
