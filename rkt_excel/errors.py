"""What stops the program. Each class owns its exit code; the codes are a stable interface (docs/manual.md)."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from rkt_excel.workbook.findings import Finding


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    LOOK = 1  # done, and people must look at findings
    ARGUMENTS = 2
    INPUT = 3  # master, template or work folder cannot be used
    OUTPUT = 4  # an output cannot be written, often because it is open in Excel
    NOT_NOW = 5  # the step is not allowed now
    PROGRAM = 15  # a fault of the program
    INTERRUPTED = 130


class RktError(Exception):
    """Base of what stops a command; its text is an Indonesian sentence for the user, with what to do."""

    exit_code: ClassVar[ExitCode] = ExitCode.PROGRAM


class InputUnusableError(RktError):
    """The master workbook, a template, the work folder or another input cannot be used.

    Attributes:
        findings: The faults inside the input; empty where the sentence says it all.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, sentence: str, findings: tuple[Finding, ...] = ()) -> None:
        """Keep the findings that stand in the way.

        Args:
            sentence: What is wrong and what to do, in Indonesian.
            findings: The faults inside the input.
        """
        super().__init__(sentence)
        self.findings = findings


class UnknownArgumentError(RktError):
    """An argument of a command names something that is not there, or does not go with the others."""

    exit_code = ExitCode.ARGUMENTS


class OutputLockedError(RktError):
    """An output cannot be written, often because it is open elsewhere; the old one is whole."""

    exit_code = ExitCode.OUTPUT


class NotNowError(RktError):
    """The step is not allowed now: another one has to come first, or it is over."""

    exit_code = ExitCode.NOT_NOW
