"""What lies before the officials: the draft as it was written, and the clean copy that is printed for the signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.emblem import NAME, emblem
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import NASKAH_DISIAPKAN
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import as_signer
from rkt_excel.model.papers.isi_arsip import as_json
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.plans.revision import without_dropped
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.office.place.work import Work
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.edited_word import WORD, belongs
from rkt_excel.office.state.standing_plan import drafted_plan
from rkt_excel.workbook.findings import Finding, finding


@dataclass(frozen=True)
class Readied:
    """A clean copy for the signature.

    Attributes:
        berkas: Relative to the work folder.
        findings: What became of earlier ones.
    """

    berkas: str
    findings: tuple[Finding, ...]


def emblem_digest(place: Workplace) -> str:
    """Which emblem is printed now, empty where there is none, or none that can be printed."""
    with suppress(InputUnusableError):
        data = emblem(place.inputs)
        return disk.sha256(data) if data else ""
    return ""


def frame_printed(place: Workplace) -> tuple[Finding, ...]:
    """The grey frame that would be signed where the emblem of the region should stand."""
    printed = word.has_empty_frame(place.inputs / RKT.berkas)
    return (finding(FileCode.LAMBANG_BELUM_ADA, nama=NAME),) if printed else ()


def withdraw_naskah(work: Work, why: str, *holds: str) -> tuple[Finding, ...]:
    """Take away clean copies that bear no mark and are not what is to be signed, but those that hold."""
    scans = (name for name in work.register.written() if not name.endswith(".docx"))
    return tuple(work.withdraw_others(f"{disk.RKT}/", {*holds, *scans}, why))


def ready_naskah(work: Work, state: Keadaan) -> Readied:
    """Write the clean copy of the newest draft into 7-rkt and into the journal, with the Kepala that it names.

    What it says is kept as data with it: that is what is signed, whatever becomes of the master meanwhile.

    Raises:
        NotNowError: Nobody holds the post of the Kepala today.
        InputUnusableError: The Word template cannot be used.
        OutputLockedError: The file is open elsewhere.
    """
    master, today = work.master, work.today
    kepala = master.official(Peran.KEPALA, today)
    if kepala is None:
        day = f"{today:%d/%m/%Y}"
        raise NotNowError(f"Tidak ada Kepala yang berlaku pada {day}. Lengkapi lembar Pejabat.")
    plan, edits = drafted_plan(work.register, master, work.issue, state)
    said = work.keep(as_json(plan, edits))
    printed = work.printed(RKT, naskah(without_dropped(plan), tanda="", day=today))
    data = work.with_page_numbers(printed, "naskah RKT")
    done = work.put(f"{disk.RKT}/{master.rkt_tahun}.docx", data)
    work.register.record(NASKAH_DISIAPKAN, draft=state.draft, berkas=done.path, sha256=disk.sha256(data),
                         kepala=as_signer(kepala), lambang=emblem_digest(work.place), data=said)  # fmt: skip
    why = "naskah untuk ditandatangani dibuat lagi"
    return Readied(done.path, (*withdraw_naskah(work, why, done.path), *frame_printed(work.place)))


def current(place: Workplace, folder: Path, master: Master, naskah: Mapping[str, Any]) -> bool:
    """Whether the clean copy is there, as it was written, with the emblem of today, and names the Kepala of today."""
    kepala = master.official(Peran.KEPALA, place.today)
    same = bool(naskah) and disk.digest(folder / naskah["berkas"]) == naskah["sha256"]
    emblem_now = emblem_digest(place)
    printed = naskah.get("lambang", emblem_now) == emblem_now
    return same and printed and kepala is not None and naskah["kepala"] == as_signer(kepala)


def intact(work: Work, files: Mapping[str, str], what: str, why: str) -> None:
    """See that the files of a draft are those that were written; a decision holds for these bytes only.

    Args:
        work: Whose work folder they lie in.
        files: Their SHA-256, by path relative to the work folder.
        what: The draft, in words.
        why: Why it matters here.

    Raises:
        NotNowError: One of them has changed or is gone.
    """
    changed = [name for name, digest in files.items() if disk.digest(work.folder / name) != digest]
    if changed:
        edited = edited_text(work, changed)
        raise NotNowError(
            f"{what} sudah berubah atau hilang sejak dibuat ({', '.join(changed)}); {why}. "
            f"Kembalikan dahulu (rkt kembalikan), lalu buat draft baru (rkt draft).{edited}"
        )


def edited_text(work: Work, names: Iterable[str]) -> str:
    """Where a text belongs that somebody wrote into a Word file which no longer counts; empty where none is there."""
    edited = [name for name in names if name.endswith(WORD) and (work.folder / name).is_file()]
    if not edited:
        return ""
    way = belongs(work.register, edited[0], work.inputs)
    return f" Yang disunting di Word tidak ikut ke draft baru: kembalikan (rkt kembalikan), lalu: {way}"
