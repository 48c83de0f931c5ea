"""What lies in 3-kembali: books, letters, archives, and what is found in it."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import xlsxwriter

from rkt_excel.edges.arrivals.inbox import Arrived, received
from rkt_excel.edges.work_folder.folder import KEMBALI

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
SENT = "Mon, 23 Nov 2026 09:15:00 +0800"
LONG_AGO = (datetime.now(UTC) - timedelta(hours=2)).timestamp()


def book(text: str = "isi") -> bytes:
    """A small workbook; another text makes other bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        made.add_worksheet("Isian").write_string(0, 0, text)
    return buffer.getvalue()


def packed(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 8, 0, 0)), data, method)
    return buffer.getvalue()


def letter(*attachments: tuple[str, bytes], text: str = "Terlampir.", **more: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Bagian <bagian@contoh.go.id>"
    mail["Subject"] = "Formulir RKT"
    mail["Date"] = SENT
    mail.set_content(text)
    for name, data in attachments:
        mail.add_attachment(data, maintype=XLSX[0], subtype=XLSX[1], filename=name or None, **more)  # type: ignore[arg-type]
    return mail


def put(folder: Path, name: str, data: bytes, *, when: float | None = LONG_AGO) -> Path:
    path = folder / KEMBALI / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if when is not None:
        os.utime(path, (when, when))
    return path


def arrived(folder: Path, name: str, data: bytes) -> dict[str, Arrived]:
    put(folder, name, data)
    return {each.name.removeprefix(f"{KEMBALI}/"): each for each in received(folder)}


def code(each: Arrived) -> str:
    return "dibaca" if each.refusal is None else each.refusal.code.name
