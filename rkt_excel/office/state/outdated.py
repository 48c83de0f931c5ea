"""Outputs that no longer hold: what is not written anew by a step, and would mislead whoever finds it, is withdrawn.

The journal knows what was written where. Each step says which of its family still holds; the rest is taken away, its
bytes kept in the journal, and told. What a person has changed stays where it is, and that is told as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.post.drafts import carried
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.events import DIGABUNG, FORMULIR_TERBIT, RAPAT_DISIAPKAN
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.meeting.notulen_book import BUKU
from rkt_excel.model.papers.dokumen_rapat import BAHAN_RAPAT, NOTULEN
from rkt_excel.model.papers.letters import JenisSurat, letter_name
from rkt_excel.model.plans.history import NILAI
from rkt_excel.model.procedure.alur import Tahap
from rkt_excel.office.place.work import Work, ever_written

_OF_KONSEP: Final = (BAHAN_RAPAT.judul, NOTULEN.judul, BUKU)  # papers that say what stands in the Konsep
_BESIDE: Final = " (baru"  # how a file is called that stands beside one which a person changed


def stands_beside(name: str) -> str:
    """The name of the file that one stands beside, which is its own where it stands alone."""
    path = PurePosixPath(name)
    return path.with_name(f"{path.stem.partition(_BESIDE)[0]}{path.suffix}").as_posix()


# ------------------------------------------------------------------ papers of the meeting


def meeting_papers(work: Work) -> dict[str, str]:
    """The papers of a meeting still to come, where a Konsep merged since says something else than they do.

    What lay before a meeting is a record of it and stays, as does what says nothing of the Konsep.
    """
    meeting, merges = work.register.last(RAPAT_DISIAPKAN), list(work.register.entries(DIGABUNG))
    if meeting is None or work.state.tahap is not Tahap.RAPAT:
        return {}
    since = ((one.details, other.details) for one, other in pairwise(merges) if other.number > meeting.number)
    same = all(not now[NILAI] and before["status"] == now["status"] for before, now in since)
    if same or date.fromisoformat(meeting.details["tanggal"]) < work.today:
        return {}
    why = "Konsep RKT berubah sesudah bahan rapat dibuat (siapkan lagi dengan rkt rapat)"
    below = PurePosixPath(disk.RAPAT)
    paths = (PurePosixPath(name) for name in ever_written(work.register))
    return {path.as_posix(): why for path in paths if path.parent == below and path.name.startswith(_OF_KONSEP)}


# ------------------------------------------------------------------ letters


@dataclass(frozen=True)
class _Meant:
    """For whom a letter was written, by its name."""

    bagian: str
    jenis: JenisSurat


def outdated_letters(work: Work) -> dict[str, str]:
    """The letters in 2-surel that must not go out any more, each with the reason.

    A letter holds as long as its bagian is in the master under this name and address, still owes what it asks for, and
    would be sent the very file that it carries.
    """
    meant = {
        f"{disk.SUREL}/{disk.legal_name(letter_name(work.master, each.kode, jenis))}.eml": _Meant(each.kode, jenis)
        for each in work.master.bagian
        for jenis in JenisSurat
    }
    look = _Letters(work)
    return {name: why for name in look.there() if (why := look.why_not(name, meant.get(stands_beside(name))))}


class _Letters:
    """The letters that lie in 2-surel."""

    def __init__(self, work: Work) -> None:
        self.folder, self.register, self.master = work.folder, work.register, work.master
        merged, issue = self.register.last(DIGABUNG), self.register.last(FORMULIR_TERBIT)
        self.status = dict(merged.details["status"]) if merged else {}
        self.forms = [str(name) for name in issue.details["formulir"]] if issue else []

    def there(self) -> Iterator[str]:
        for name in ever_written(self.register):
            if PurePosixPath(name).parent == PurePosixPath(disk.SUREL) and (self.folder / name).is_file():
                yield name

    def why_not(self, name: str, meant: _Meant | None) -> str | None:
        """Why a letter must not go out, `None` where it may."""
        if meant is None:
            return "bagian itu tidak ada lagi atau namanya sudah lain"
        state = self.status.get(meant.bagian, StatusBagian.BELUM_MASUK)
        if meant.jenis is JenisSurat.PENGINGAT and state == StatusBagian.LENGKAP:
            return "bagian itu sudah mengembalikan formulir yang lengkap"
        if meant.jenis is JenisSurat.PERBAIKAN and state != StatusBagian.PERLU_PERBAIKAN:
            return "bagian itu tidak perlu memperbaiki formulirnya lagi"
        held = carried(file_bytes(self.folder / name))
        bagian = next(each for each in self.master.bagian if each.kode == meant.bagian)
        if held.alamat.casefold() != (bagian.surel or "").strip().casefold():
            return "alamat surel bagian itu sudah lain"
        now = self._attached(meant, state)
        if now and not held.lampiran & now:
            return "formulir yang dilampirkan bukan lagi yang berlaku"
        return None

    def _attached(self, meant: _Meant, state: str) -> set[str]:
        """The files that may be attached now; empty where none is there, for then nothing better can be sent."""
        asked = meant.jenis is not JenisSurat.FORMULIR and state == StatusBagian.PERLU_PERBAIKAN
        stage, jenis = (disk.PERBAIKAN, JenisSurat.PERBAIKAN) if asked else (disk.FORMULIR, JenisSurat.FORMULIR)
        stem = f"{stage}/{disk.legal_name(letter_name(self.master, meant.bagian, jenis))}.xlsx"
        known = ever_written(self.register) if asked else self.forms
        digests = (disk.digest(self.folder / name) for name in known if stands_beside(name) == stem)
        return {each for each in digests if each}
