"""The wheels of one Python on one platform: which are needed (uv), and where each comes from (pip)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_UV_PLATFORMS: Final = {"win_amd64": "x86_64-pc-windows-msvc"}
_NOT_FOUND: Final = re.compile(r"No matching distribution found for ([\w.-]+)==")


@dataclass(frozen=True)
class Target:
    """What wheels are for.

    Attributes:
        python: Its version without the last part, such as "3.12".
        platform: As wheels name it, such as "win_amd64"; "" for this machine, and then `python` is the one that runs.
    """

    python: str
    platform: str = ""

    def resolving(self) -> list[str]:
        """How `uv pip compile` is told of it."""
        return [f"--python-platform={_UV_PLATFORMS[self.platform]}"] if self.platform else []

    def choosing(self) -> list[str]:
        """How `pip download` is told of it."""
        if not self.platform:
            return []
        return ["--platform", self.platform, "--python-version", self.python, "--implementation", "cp"]


HERE: Final = Target(f"{sys.version_info.major}.{sys.version_info.minor}")


def requirements(project: Path, target: Target) -> list[str]:
    """What a project needs on a target, the place of secrets (keyring) with it, as lines `name==version`.

    Raises:
        SystemExit: It cannot be resolved, or constraints.txt lacks one of them.
    """
    pins = project / "constraints.txt"
    line = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
    line += ["--extra=keyring", f"--constraint={pins}", f"--python-version={target.python}", *target.resolving()]
    done = subprocess.run([*line, str(project / "pyproject.toml")], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    needed = done.stdout.split()
    known = {_plain(each) for each in pins.read_text(encoding="utf-8").split()}
    unknown = [each for each in needed if _plain(each) not in known]
    if unknown:
        raise SystemExit(f"constraints.txt lacks what is needed on {target}: {' '.join(unknown)}")
    return needed


@dataclass(frozen=True)
class Gathered:
    """What was gathered for a Python.

    Attributes:
        python: Its version without the last part.
        wheels: Each line `name==version` with its wheel.
        missing: The lines that have no wheel for it, because they are compiled.
    """

    python: str
    wheels: Mapping[str, Path]
    missing: tuple[str, ...]


def gather(project: Path, target: Target, shelf: Path) -> Gathered:
    """Put the wheels of all that a project needs on a target into a folder of their own.

    Raises:
        SystemExit: As `requirements` and `fetch`.
    """
    needed = requirements(project, target)
    missing = fetch(needed, target, shelf)
    return Gathered(target.python, {each: _wheel_of(each, shelf) for each in needed if each not in missing}, missing)


def fetch(needed: Sequence[str], target: Target, shelf: Path) -> tuple[str, ...]:
    """Put wheels into a folder, and give those lines that have none for the target, because they are compiled.

    Args:
        needed: Lines `name==version`.
        target: What they are for.
        shelf: The folder.

    Raises:
        SystemExit: The registry does not answer, or something is nowhere to be had.
    """
    left, missing = list(needed), list[str]()
    while left:
        done = _pip("download", ["--only-binary=:all:", *target.choosing(), "--dest", str(shelf)], left)
        if done.returncode == 0:
            break
        lacking = _NOT_FOUND.search(done.stderr)
        if not lacking:
            raise SystemExit(done.stderr)
        (line,) = (each for each in left if each.startswith(f"{lacking[1]}=="))
        left.remove(line)
        if not _built(line, shelf):
            missing.append(line)
    return tuple(missing)


def _built(line: str, shelf: Path) -> bool:
    """Whether a package that has no wheel for a target is one of Python alone; then its wheel is built.

    One with a compiled wheel for this machine is not built: it would be this machine's.

    Raises:
        SystemExit: It cannot be had here either.
    """
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        if _pip("download", ["--only-binary=:all:", "--dest", scratch], [line]).returncode:
            done = _pip("wheel", ["--wheel-dir", scratch], [line])
            if done.returncode:
                raise SystemExit(done.stderr)
        (wheel,) = here.glob("*.whl")
        if not wheel.name.endswith("-none-any.whl"):
            return False
        shutil.copy(wheel, shelf)
        return True


def _wheel_of(line: str, shelf: Path) -> Path:
    (wheel,) = (each for each in shelf.glob("*.whl") if _plain("==".join(each.name.split("-")[:2])) == _plain(line))
    return wheel


def _plain(line: str) -> str:
    """A name and version as registries compare them."""
    return re.sub(r"[-_.]+", "-", line).lower()


def _pip(command: str, options: Sequence[str], wanted: Sequence[str]) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "pip", command, "--quiet", "--no-deps", *options, *wanted]
    return subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
