"""A bagian answers its form, and a command is called, as the tests of commands do it."""

from __future__ import annotations

import json
import os
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.example.contoh import staff_answers
from rkt_excel.model.forms import form
from rkt_excel.model.forms.issuing import form_content
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import Workplace


def call(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run a command with --json and give exit code and result; nothing else may be on standard output."""
    code = run([*arguments, "--json"])
    return code, json.loads(capsysbinary.readouterr().out.decode("utf-8"))


def fill(place: Workplace, master: Master, bagian: str, *, slips: bool = False) -> Path:
    """Return the form of a bagian, filled."""
    folder = place.folder(master)
    with place.open_register(folder) as register:
        content = form_content(master, bagian, issued(register))
    source = next((folder / "1-formulir").glob(f"* - {bagian} - *.xlsx"))
    book = load_workbook(source)
    typed = staff_answers(master, bagian, slips=slips)
    for table in form.form_for(content.rows).tables():
        layout = content.layout(table)
        for line in layout.data():
            for name, _ in layout.fillable(line):
                if (table.name, line.key, name) in typed:
                    value: Any = typed[table.name, line.key, name]
                    book[table.name][layout.address(line, name)].value = value
    target = folder / "3-kembali" / f"kiriman {bagian}.xlsx"
    book.save(target)
    return target


def saved(path: Path, when: float) -> None:
    """Let a workbook say that it was saved at a moment."""
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    moment = datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    core = parts["docProps/core.xml"].decode("utf-8")
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}", core).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    os.utime(path, (when, when))
