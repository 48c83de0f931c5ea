"""Faults in .xlsx and .docx files which Office refuses or repairs, and the Open XML SDK's own validator.

`faults` looks for what that validator lets pass although Office does not; `sdk_faults` runs the validator.
Run as a program it does both for files and folders: `python tests/ooxml [--allowed LIST] PATH...`.
Elements are known by their local names, so that transitional and strict files are read alike.
"""

from ooxml.checks import faults
from ooxml.program import main
from ooxml.sdk import sdk_faults, validator

__all__ = ["faults", "main", "sdk_faults", "validator"]
