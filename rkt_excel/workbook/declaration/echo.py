"""What a typed key means, shown live in the cell beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rkt_excel.workbook.kinds.kind import Choices
from rkt_excel.workbook.values.cells import folded


@dataclass(frozen=True)
class Echo:
    """What a typed key means, shown beside it so that a slip is seen while typing.

    Attributes:
        of: The field in whose cell the key is typed.
        keys: The list of keys, by its name among the lists of the workbook; it has to be `placed`.
        texts: The list of what each means, in the same order.
        unknown: What is shown for a key that is not there.
    """

    of: str
    keys: str
    texts: str
    unknown: str

    def formula(self, ref: str, choices: Mapping[str, Choices]) -> str:
        """The Excel formula with its "=", given the cell of the key; a blank key means a blank."""
        keys, texts = choices[self.keys].range, choices[self.texts].range
        found = f'IFERROR(INDEX({texts},MATCH(TRIM({ref}),{keys},0)),"{self.unknown}")'
        return f'=IF(TRIM({ref})="","",{found})'

    def value(self, key: object, choices: Mapping[str, Choices]) -> str:
        """What the formula gives for a key; kept in the file as its result, for programs that do not calculate."""
        wanted = folded(str(key or ""))
        known = dict(zip(map(folded, choices[self.keys].values), choices[self.texts].values, strict=True))
        return known.get(wanted, self.unknown) if wanted else ""
