"""The kinds of value that a column can hold: how each is read, judged, written and shown.

May import: workbook, workbook.values.
"""

from __future__ import annotations

from rkt_excel.workbook.kinds.choice import Choice
from rkt_excel.workbook.kinds.day import Day
from rkt_excel.workbook.kinds.kind import INLINE_LIST, AnyValue, ByRow, Choices, ErrorValue, Kind, Note, Value
from rkt_excel.workbook.kinds.number import Money, Number, Percent, Score
from rkt_excel.workbook.kinds.text import Code, Email, Text

__all__ = [
    "INLINE_LIST",
    "AnyValue",
    "ByRow",
    "Choice",
    "Choices",
    "Code",
    "Day",
    "Email",
    "ErrorValue",
    "Kind",
    "Money",
    "Note",
    "Number",
    "Percent",
    "Score",
    "Text",
    "Value",
]
