"""`rkt pakai`: the Kasubag decides which return of a bagian counts, with who and why in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from rkt_excel.edges.work_folder.register import Entry
from rkt_excel.errors import InputUnusableError, UnknownArgumentError
from rkt_excel.events import DIGABUNG, DIPAKAI_DIPUTUSKAN
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.office.place.journalled import last_merge
from rkt_excel.office.place.work import working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.office.state.next_step import next_step


@dataclass(frozen=True)
class HasilPakai:
    """A decision that was written down."""

    bagian: str
    nama: str
    berkas: str
    sha256: str
    oleh: str
    alasan: str
    berikutnya: Berikutnya


def pakai(place: Workplace, berkas: str, *, oleh: str, alasan: str) -> HasilPakai:
    """Let this return count, not a newer one; the next consolidation goes by it.

    Args:
        place: Where the work is done.
        berkas: The file as `rkt gabung` names it, or its name alone where only one file has it.
        oleh: Who decided.
        alasan: Why.

    Raises:
        NotNowError: Nothing was consolidated yet.
        UnknownArgumentError: No such file was consolidated, several are called so, or who or why is blank.
        InputUnusableError: The file is no form of this office, so it can never count.
    """
    if not oleh.strip() or not alasan.strip():
        raise UnknownArgumentError("Sebutkan siapa yang memutuskan (--oleh) dan mengapa (--alasan).")
    with working(place) as work:
        register = work.register
        last_merge(register)
        work.allowed(Gerak.PAKAI)
        entry, path = _named(berkas, [*register.entries(DIGABUNG)])
        bagian = entry.details.get("pemilik", {}).get(path)
        if bagian is None:
            raise InputUnusableError(f"{path} ditolak saat diperiksa, jadi tidak dapat dipakai.")
        digest = entry.details["berkas"][path]
        name, who, why = work.master.nama_bagian(bagian), oleh.strip(), alasan.strip()
        register.record(DIPAKAI_DIPUTUSKAN, bagian=bagian, berkas=path, sha256=digest, oleh=who, alasan=why)
        then = next_step(place, work.master, register)
    return HasilPakai(bagian, name, path, digest, who, why, then)


def _named(berkas: str, merges: Sequence[Entry]) -> tuple[Entry, str]:
    """The received file that an argument means, with the consolidation that knew it: the last one before all others.

    What an earlier one knew is kept by its content and can count again, though its file has gone.
    """
    for entry in reversed(merges):
        called = _called(berkas, entry.details["berkas"])
        if len(called) == 1:
            return entry, called[0]
        if called:
            raise UnknownArgumentError(
                f"Ada {len(called)} berkas bernama {berkas}: {', '.join(called)}. Sebutkan foldernya."
            )
    offered = ", ".join(sorted(merges[-1].details["berkas"])) or "tidak ada"
    raise UnknownArgumentError(f"{berkas} tidak ada di antara kiriman yang diperiksa. Yang ada: {offered}.")


def _called(berkas: str, known: Iterable[str]) -> list[str]:
    """The files that go by a name, with its folder or without."""
    wanted = berkas.replace("\\", "/")
    whole = [path for path in known if path == wanted or wanted.endswith(f"/{path}")]
    return whole or [path for path in known if PurePosixPath(path).name == PurePosixPath(wanted).name]
