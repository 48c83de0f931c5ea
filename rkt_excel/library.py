"""The steps as functions of Python, with typed results: what `import rkt_excel` gives.

Every step takes a `Workplace`, says where that is done, and gives a result whose attributes are those of its command
under --json; docs/library.md shows how. What people have to look at is in the `findings` of a result and never raised;
what stops a step is an `RktError`.
"""

from __future__ import annotations

from rkt_excel.commands.json_schema import json_schema
from rkt_excel.edges.post.mailserver import Security, Server
from rkt_excel.edges.work_folder.journal_check import JournalCheck
from rkt_excel.errors import (
    ExitCode,
    InputUnusableError,
    NotNowError,
    OutputLockedError,
    RktError,
    UnknownArgumentError,
)
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.ambil import HasilAmbil, ambil
from rkt_excel.steps.arsip import CheckedPackage, HasilArsip, arsip, check_package
from rkt_excel.steps.distribusi import HasilDistribusi, HasilTerima, distribusi, terima
from rkt_excel.steps.draft import HasilDraft, draft
from rkt_excel.steps.format import HasilFormat, format
from rkt_excel.steps.gabung import HasilGabung, gabung
from rkt_excel.steps.jejak import HasilJejak, jejak
from rkt_excel.steps.kirim import HasilKirim, kirim
from rkt_excel.steps.mulai import HasilMulai, mulai
from rkt_excel.steps.pakai import HasilPakai, pakai
from rkt_excel.steps.paraf import HasilParaf, kembalikan, paraf, tandatangan
from rkt_excel.steps.periksa import HasilPeriksa, periksa
from rkt_excel.steps.rapat import Asked, HasilRapat, rapat
from rkt_excel.steps.rekap import HasilRekap, rekap
from rkt_excel.steps.status import Status, journal_status, status
from rkt_excel.steps.templat import CheckedTemplate, check_templates, templat
from rkt_excel.workbook.findings import Finding, Severity

__all__ = [
    "Asked",
    "CheckedPackage",
    "CheckedTemplate",
    "ExitCode",
    "Finding",
    "HasilAmbil",
    "HasilArsip",
    "HasilDistribusi",
    "HasilDraft",
    "HasilFormat",
    "HasilGabung",
    "HasilJejak",
    "HasilKirim",
    "HasilMulai",
    "HasilPakai",
    "HasilParaf",
    "HasilPeriksa",
    "HasilRapat",
    "HasilRekap",
    "HasilTerima",
    "InputUnusableError",
    "JenisSurat",
    "JournalCheck",
    "NotNowError",
    "OutputLockedError",
    "RktError",
    "Security",
    "Server",
    "Severity",
    "Status",
    "UnknownArgumentError",
    "Workplace",
    "ambil",
    "arsip",
    "check_package",
    "check_templates",
    "distribusi",
    "draft",
    "format",
    "gabung",
    "jejak",
    "journal_status",
    "json_schema",
    "kembalikan",
    "kirim",
    "mulai",
    "pakai",
    "paraf",
    "periksa",
    "rapat",
    "rekap",
    "status",
    "tandatangan",
    "templat",
    "terima",
]
