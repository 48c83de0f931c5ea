"""The typist: fills workbooks in a LibreOffice that is already listening, under a Python that has `uno`.

Started by `libreoffice_session.py` as `PYTHON typist.py JOBFILE RESULTFILE`; it starts no program itself.
Both files are JSON in UTF-8. The job file says where LibreOffice listens, how long to wait, and the jobs:

    {"connection": "uno:pipe,name=NAME;urp;StarOffice.ServiceManager", "patience": 2.0, "jobs": [
        {"open": "form.xlsx",
         "type": [{"sheet": "Kinerja", "cell": "H9", "value": "85.5", "as": "number"}],
         "save": [{"path": "isi.ods", "format": "ods"}],
         "report": {"locks": true, "recalculate": false, "values": [{"sheet": "Kinerja", "cell": "H9"}]}}]}

The order within a job is: open, type, recalculate, report, save. The result file holds one object per job.
The exit code is 3 when nobody listens yet.

LibreOffice's own rules that this file stands on (7.4, tried):

*   `setValue` and its brothers write into locked cells without complaint, so the locks are looked at first.
*   `setValue` refuses a Python `int` beyond 32 bits, so it always gets a `float`.
*   `setFormula` reads English in every locale: `;` between arguments, a point in decimals, `Sheet.A1`.
*   `.uno:EnterString` is the input line itself: it obeys the locale and the cell's number format.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import uno

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "pdf": "calc_pdf_Export",
}
MARGIN_ROWS = 20
MARGIN_COLUMNS = 5
# com.sun.star.sheet.CellFlags: VALUE 1, DATETIME 2, STRING 4, FORMULA 16. Comments and formats stay.
CONTENTS = 1 | 2 | 4 | 16
ATTEMPT_PAUSE = 0.1
NOT_LISTENING = 3

Json = dict[str, Any]
# First column, first row, last column, last row: zero-based, the last ones included.
Area = tuple[int, int, int, int]


class TypistError(Exception):
    """A job that cannot be done as asked."""


def connect(connection: str, patience: float) -> Any:
    """Return LibreOffice's service manager, trying again until `patience` seconds have passed."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + patience
    while True:
        try:
            return resolver.resolve(connection)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > deadline:
                raise
            time.sleep(ATTEMPT_PAUSE)


def properties(**values: Any) -> tuple[Any, ...]:
    """Return UNO property values from keyword arguments."""
    return tuple(_property(name, value) for name, value in values.items())


def _property(name: str, value: Any) -> Any:
    item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    item.Name = name
    item.Value = value
    return item


class Workbook:
    """One open workbook."""

    def __init__(self, services: Any, path: str) -> None:
        """Open `path` in a hidden window."""
        self._services = services
        desktop = services.createInstance("com.sun.star.frame.Desktop")
        self._dispatcher = services.createInstance("com.sun.star.frame.DispatchHelper")
        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        self._document = desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))
        if self._document is None:
            raise TypistError("LibreOffice does not open it")
        if not self._document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            self.close()
            raise TypistError("LibreOffice does not take it for a spreadsheet")

    def close(self) -> None:
        """Close the workbook without saving."""
        self._document.close(True)

    def recalculate(self) -> None:
        """Calculate every formula anew, also those that nothing has touched."""
        self._document.calculateAll()

    def save(self, path: str, file_format: str) -> None:
        """Save a copy in one of the formats of `FILTERS`."""
        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        self._document.storeToURL(url, properties(FilterName=FILTERS[file_format], Overwrite=True))

    def type(self, entry: Json) -> bool:
        """Type one entry; return False when the sheet and the cell are locked against it."""
        sheet, cell = self._find(entry)
        if sheet.isProtected() and cell.CellProtection.IsLocked:
            return False
        self._put(cell, str(entry["as"]), str(entry["value"]))
        return True

    def _put(self, cell: Any, kind: str, value: str) -> None:
        if kind == "number":
            put_number(cell, value)
        elif kind == "text":
            cell.setString(value)
        elif kind == "formula":
            cell.setFormula(value)
        elif kind == "keys":
            self._press_keys(cell, value)
        elif kind == "paste":
            self._paste(cell, *value.rsplit("#", maxsplit=1))
        elif kind == "blank":
            cell.clearContents(CONTENTS)
        else:
            raise TypistError(f"unknown way of typing: {kind}")

    def _press_keys(self, cell: Any, value: str) -> None:
        controller = self._document.CurrentController
        controller.select(cell)
        self._dispatcher.executeDispatch(controller.Frame, ".uno:EnterString", "", 0, properties(StringName=value))

    def _paste(self, cell: Any, path: str, source: str) -> None:
        """Copy a cell of the first sheet of another workbook, and paste it with all that it brings."""
        other = Workbook(self._services, path)
        try:
            controller = other._document.CurrentController
            controller.select(other._document.Sheets.getByIndex(0).getCellRangeByName(source))
            self._dispatcher.executeDispatch(controller.Frame, ".uno:Copy", "", 0, ())
            controller = self._document.CurrentController
            controller.setActiveSheet(cell.Spreadsheet)
            controller.select(cell)
            self._dispatcher.executeDispatch(controller.Frame, ".uno:Paste", "", 0, ())
        finally:
            other.close()

    def value(self, request: Json) -> Json:
        """Return what one cell shows and holds."""
        cell = self._find(request)[1]
        return {
            "sheet": request["sheet"],
            "cell": request["cell"],
            "shown": cell.String,
            "value": cell.Value,
            "formula": cell.Formula,
            "type": cell.Type.value.lower(),
            "error": cell.getError(),
        }

    def locks(self) -> list[Json]:
        """Return the protection, the visibility and the unlocked cells of every sheet."""
        return [sheet_locks(sheet) for sheet in self._document.Sheets]

    def _find(self, place: Json) -> tuple[Any, Any]:
        sheets = self._document.Sheets
        if not sheets.hasByName(place["sheet"]):
            present = ", ".join(sheets.ElementNames)
            raise TypistError(f"there is no sheet {place['sheet']!r}; there are {present}")
        sheet = sheets.getByName(place["sheet"])
        found = sheet.getCellRangeByName(place["cell"])
        area = area_of(found.RangeAddress)
        if area[:2] != area[2:]:
            raise TypistError(f"{place['cell']} is not one cell")
        return sheet, found.getCellByPosition(0, 0)


def put_number(cell: Any, value: str) -> None:
    """Write the decimal text `value` as the nearest double, and see that it is there."""
    number = float(value)
    cell.setValue(number)
    if cell.Value != number:
        raise TypistError(f"typed {number!r}, LibreOffice holds {cell.Value!r}")


def sheet_locks(sheet: Any) -> Json:
    """Return one sheet's protection, visibility and unlocked ranges, inside and beyond the area looked at."""
    area = examined_area(sheet)
    unlocked = list(unlocked_areas(sheet))
    inside = [part for part in (intersection(each, area) for each in unlocked) if part]
    return {
        "sheet": sheet.Name,
        "protected": sheet.isProtected(),
        "visible": sheet.IsVisible,
        "examined": address(area),
        "unlocked": [address(each) for each in sorted(inside)],
        "unlocked_beyond": [address(each) for each in sorted(unlocked) if intersection(each, area) != each],
    }


def examined_area(sheet: Any) -> Area:
    """Return the used area from A1 with its margin, within the sheet."""
    cursor = sheet.createCursor()
    whole = area_of(cursor.RangeAddress)
    cursor.gotoEndOfUsedArea(False)
    used = area_of(cursor.RangeAddress)
    return (0, 0, min(used[2] + MARGIN_COLUMNS, whole[2]), min(used[3] + MARGIN_ROWS, whole[3]))


def unlocked_areas(sheet: Any) -> Any:
    """Yield the rectangles of the whole sheet whose cells are unlocked; cells of one format come together."""
    for group in sheet.UniqueCellFormatRanges:
        if not group.CellProtection.IsLocked:
            for each in group.RangeAddresses:
                yield area_of(each)


def area_of(range_address: Any) -> Area:
    """Return a UNO range address as an `Area`."""
    return (
        range_address.StartColumn,
        range_address.StartRow,
        range_address.EndColumn,
        range_address.EndRow,
    )


def intersection(one: Area, other: Area) -> Area | None:
    """Return what two areas share, or None."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left <= right and top <= bottom else None


def address(area: Area) -> str:
    """Return `A1` for one cell and `A1:B3` for more."""
    left, top, right, bottom = area
    first, last = f"{column_letters(left)}{top + 1}", f"{column_letters(right)}{bottom + 1}"
    return first if first == last else f"{first}:{last}"


def column_letters(index: int) -> str:
    """Return the letters of a column; 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def do_job(services: Any, job: Json) -> Json:
    """Open, type, recalculate, report and save as one job says."""
    workbook = Workbook(services, job["open"])
    try:
        refused = [entry for entry in job.get("type", []) if not workbook.type(entry)]
        report = job.get("report", {})
        if report.get("recalculate"):
            workbook.recalculate()
        result = {
            "refused": refused,
            "values": [workbook.value(request) for request in report.get("values", [])],
            "locks": workbook.locks() if report.get("locks") else [],
        }
        for copy in job.get("save", []):
            workbook.save(copy["path"], copy["format"])
        return result
    finally:
        workbook.close()


def do_jobs(task: Json) -> list[Json]:
    """Do all jobs; one that fails is reported as its `failure` and ends the run."""
    services = connect(task["connection"], float(task["patience"]))
    results: list[Json] = []
    for job in task["jobs"]:
        try:
            results.append(do_job(services, job))
        except Exception as error:  # noqa: BLE001 - UNO raises its own classes; the harness must hear of each
            results.append({"failure": f"{type(error).__name__}: {error}"})
            break
    return results


def main(job_file: str, result_file: str) -> None:
    """Read the jobs, do them, write the results."""
    task = json.loads(Path(job_file).read_text(encoding="utf-8"))
    results = do_jobs(task)
    Path(result_file).write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    faulthandler.enable()
    try:
        main(sys.argv[1], sys.argv[2])
        # The work is done and on disk; UNO's bridge is known to crash while the interpreter takes itself down.
        os._exit(0)
    except uno.getClass("com.sun.star.connection.NoConnectException") as not_listening:
        print(not_listening, file=sys.stderr)  # noqa: T201 - a program of its own
        sys.exit(NOT_LISTENING)
