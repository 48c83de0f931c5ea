"""An older form whose target is the Renstra's of its time: what the office changed since is no fault of the sender."""

from __future__ import annotations

from decimal import Decimal

import pytest
from helpers.rules_subjects import INDEKS, changed

from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.returns import _by_its_own_form
from rkt_excel.workbook.findings import Finding, Severity, finding
from rkt_excel.workbook.reading.read import ReadResult

D = Decimal
WHY = finding(
    PlanCode.BEDA_RENSTRA_TANPA_ALASAN, sheet=form.KINERJA, key="IK.1.1", column="alasan", target="80", renstra="85"
)
OTHER_CELL = finding(
    FileCode.ISI_BARIS_BERUBAH, sheet=form.KINERJA, key="IK.1.1", column="indikator", found="80", kolom="Indikator",
    versi=2,
)  # fmt: skip


def moved(found: str | None, key: str = "IK.1.1") -> Finding:
    return finding(
        FileCode.ISI_BARIS_BERUBAH, sheet=form.KINERJA, key=key, column="target_renstra", found=found, kolom="Target",
        versi=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "renstra", "found", "office"),
    [
        (D(80), D(85), "80", True),
        (D("1250.5"), D(85), "1250,5", True),
        ("BB", "A", "bb", True),
        (D(80), D(85), "70", False),  # the sender left the older Renstra, too
        (D(85), D(85), "80", False),  # the target is that of today
        (D(85), D(85), "85", False),
        (None, D(85), "", False),
        (D(80), D(85), None, False),
    ],
)
def test_nobody_is_asked_for_a_reason_where_only_the_renstra_has_moved(
    target: object, renstra: object, found: str | None, *, office: bool
) -> None:
    line = changed(INDEKS, "IK.1.1", {"target": target, "target_renstra": renstra, "alasan": None})
    told = list(_by_its_own_form([WHY, moved(found), OTHER_CELL], ReadResult({form.KINERJA: [line]})))
    codes = [each.code for each in told]
    assert (PlanCode.BEDA_RENSTRA_TANPA_ALASAN in codes) is not office
    weights = [each.severity for each in told if each.code is FileCode.ISI_BARIS_BERUBAH]
    assert weights == [Severity.PERINGATAN if office else Severity.INFO, Severity.INFO], "and no other cell of the row"


def test_a_row_that_moved_says_nothing_of_another_row() -> None:
    line = changed(INDEKS, "IK.1.1", {"target": D(80), "target_renstra": D(85), "alasan": None})
    other = moved("80", "IK.9.9")
    told = list(_by_its_own_form([WHY, other], ReadResult({form.KINERJA: [line]})))
    assert [(each.code, each.severity) for each in told] == [(WHY.code, WHY.severity), (other.code, Severity.INFO)]
