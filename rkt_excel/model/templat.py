"""The documents that are filled from Word templates, in the order of the procedure."""

from __future__ import annotations

from typing import Final

from rkt_excel.model import naskah
from rkt_excel.model.isian import Dokumen

DOKUMEN: Final[tuple[Dokumen, ...]] = (naskah.RKT,)
