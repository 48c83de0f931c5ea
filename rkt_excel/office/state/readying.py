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
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import READIED
from rkt_excel.messages.files import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.pejabat import signature
from rkt_excel.model.papers.arsip import as_json
from rkt_excel.model.papers.kop import paper
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.plans.revision import standing
from rkt_excel.model.procedure.alur import Keadaan
from rkt_excel.model.vocabulary.terms import Edisi, Peran
from rkt_excel.office.place.journalled import issued
from rkt_excel.office.place.workplace import WORD_FILE, Workplace
from rkt_excel.office.state.edited_word import WORD, belongs
from rkt_excel.office.state.outdated import withdrawn
from rkt_excel.office.state.standing import drafted_plan
from rkt_excel.workbook.findings import Finding, finding


def rkt_name(master: Master) -> str:
    """The name of the finished RKT, without folder and ending; the edition stands in it where it is not the first."""
    edisi = "" if master.instansi.edisi == Edisi.MURNI else f" {master.instansi.edisi.capitalize()}"
    return f"RKT{edisi} {master.tahun}"


@dataclass(frozen=True)
class Readied:
    """A clean copy for the signature.

    Attributes:
        berkas: Relative to the work folder.
        temuan: What became of earlier ones.
    """

    berkas: str
    temuan: tuple[Finding, ...]


def emblem_digest(place: Workplace) -> str:
    """Which emblem is printed now, empty where there is none, or none that can be printed."""
    with suppress(InputUnusableError):
        data = emblem(place.inputs)
        return disk.sha256(data) if data else ""
    return ""


def frame_printed(place: Workplace) -> tuple[Finding, ...]:
    """The grey frame that would be signed where the emblem of the region should stand."""
    printed = word.framed(place.inputs / WORD_FILE)
    return (finding(FileCode.LAMBANG_BELUM_ADA, nama=NAME),) if printed else ()


def withdraw_naskah(folder: Path, register: Register, why: str, *holds: str) -> tuple[Finding, ...]:
    """Take away clean copies that bear no mark and are not what is to be signed, but those that hold."""
    scans = (name for name in register.written() if not name.endswith(".docx"))
    return tuple(withdrawn(folder, register, f"{disk.RKT}/", {*holds, *scans}, why))


def ready_naskah(place: Workplace, register: Register, master: Master, state: Keadaan) -> Readied:
    """Write the clean copy of the newest draft into 7-rkt and into the journal, with the Kepala that it names.

    What it says is kept as data with it: that is what is signed, whatever becomes of the master meanwhile.

    Raises:
        NotNowError: Nobody holds the post of the Kepala today.
        InputUnusableError: The Word template cannot be used.
        OutputLockedError: The file is open elsewhere.
    """
    kepala = master.official(Peran.KEPALA, place.today)
    if kepala is None:
        day = f"{place.today:%d/%m/%Y}"
        raise NotNowError(f"Tidak ada Kepala yang berlaku pada {day}. Lengkapi lembar Pejabat.")
    folder = place.folder(master)
    plan, edits = drafted_plan(register, master, issued(register), state)
    said = as_json(plan, edits)
    register.keep(disk.sha256(said), said)
    data = word.render(
        place.inputs / WORD_FILE, naskah(standing(plan), tanda="", day=place.today), paper=paper(master, RKT)
    )
    done = disk.publish(folder, register, f"{disk.RKT}/{rkt_name(master)}.docx", data)
    register.record(READIED, draft=state.draft, berkas=done.path, sha256=disk.sha256(data), kepala=signature(kepala),
                    lambang=emblem_digest(place), data=disk.sha256(said))  # fmt: skip
    why = "naskah untuk ditandatangani dibuat lagi"
    return Readied(done.path, (*withdraw_naskah(folder, register, why, done.path), *frame_printed(place)))


def current(place: Workplace, folder: Path, master: Master, naskah: Mapping[str, Any]) -> bool:
    """Whether the clean copy is there, as it was written, with the emblem of today, and names the Kepala of today."""
    kepala = master.official(Peran.KEPALA, place.today)
    same = bool(naskah) and disk.digest(folder / naskah["berkas"]) == naskah["sha256"]
    emblem_now = emblem_digest(place)
    printed = naskah.get("lambang", emblem_now) == emblem_now
    return same and printed and kepala is not None and naskah["kepala"] == signature(kepala)


def intact(place: Workplace, register: Register, files: Mapping[str, str], what: str, why: str) -> None:
    """See that the files of a draft are those that were written; a decision holds for these bytes only.

    Args:
        place: Where the work is done.
        register: The journal.
        files: Their SHA-256, by path relative to the work folder.
        what: The draft, in words.
        why: Why it matters here.

    Raises:
        NotNowError: One of them has changed or is gone.
    """
    folder = register.folder
    changed = [name for name, digest in files.items() if disk.digest(folder / name) != digest]
    if changed:
        edited = edited_text(place, register, changed)
        raise NotNowError(
            f"{what} sudah berubah atau hilang sejak dibuat ({', '.join(changed)}); {why}. "
            f"Kembalikan dahulu (rkt kembalikan), lalu buat draft baru (rkt draft).{edited}"
        )


def edited_text(place: Workplace, register: Register, names: Iterable[str]) -> str:
    """Where a text belongs that somebody wrote into a Word file which no longer counts; empty where none is there."""
    edited = [name for name in names if name.endswith(WORD) and (register.folder / name).is_file()]
    if not edited:
        return ""
    way = belongs(register, edited[0], place.inputs)
    return f" Yang disunting di Word tidak ikut ke draft baru: kembalikan (rkt kembalikan), lalu: {way}"
