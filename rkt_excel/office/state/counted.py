"""What came back and counted goes on counting, by its content, though its file has gone from 3-kembali.

The folder belongs to people, who tidy it, rename, save over, and delete; the journal keeps what was received. So a
return that counted at the last consolidation, or that `rkt pakai` named, is taken from the journal where its content is
no longer in the folder, and takes part in the choice as if it were: a newer complete return replaces it, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.events import DIGABUNG, FORMULIR_TERBIT
from rkt_excel.messages.file_codes import SARAN, FileCode
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, Times
from rkt_excel.model.origin.master import Master
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.office.memory.judgements import Judgements
from rkt_excel.office.place.journalled import decided
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import Unreadable

_TIMES: Final = "waktu"  # under these names a consolidation keeps when each file was written, who sent it,
_SENDERS: Final = "pengirim"
_GONE: Final = "tersimpan"  # and what each was called that was taken from the journal


@dataclass(frozen=True)
class KnownFile:
    """A file that was received once.

    Attributes:
        berkas: What it was called when it lay in 3-kembali, relative to the work folder with "/".
        sha256: Of its bytes.
        times: When it was written.
        seen: The consolidation that saw it there last.
        pengirim: The mail address that it came from.
    """

    berkas: str
    sha256: str
    times: Times
    seen: datetime
    pengirim: str | None = None


def return_facts(returns: Sequence[Return], gone: Mapping[str, KnownFile]) -> dict[str, Any]:
    """What the journal keeps of the files beside their content, so that they can be weighed when they are gone."""
    return {
        _TIMES: {
            one.berkas: [each.isoformat() if each else None for each in (one.times.berkas, one.times.surat)]
            for one in returns
        },
        _SENDERS: {one.berkas: one.pengirim for one in returns if one.pengirim},
        _GONE: {name: each.berkas for name, each in gone.items()},
    }


def gone(register: Register, returns: Sequence[Return]) -> dict[str, KnownFile]:
    """What counted and is not in the folder any more, by the name that it goes by now.

    Args:
        register: The journal.
        returns: What lies in the folder; what cannot be read there is as good as gone.
    """
    entries = list(_of_this_edition(register))
    counted: dict[str, str] = {}
    for entry in entries:  # the last that counted of each bagian, also where it was refused for a while
        counted |= {bagian: entry.details["berkas"][berkas] for bagian, berkas in entry.details["dipakai"].items()}
    wanted = [*counted.values(), *decided(register).values()]
    here = {one.sha256 for one in returns if not one.refused}
    names = {one.berkas for one in returns}
    found: dict[str, KnownFile] = {}
    for digest in dict.fromkeys(wanted):
        if digest not in here and (known := _known(entries, digest)):
            found[_free(known.berkas, {*names, *found})] = known
    return found


def _of_this_edition(register: Register) -> Iterator[Entry]:
    """The consolidations of the year and edition that is out; a work folder of one's own may have had others before."""
    issues = list(register.entries(FORMULIR_TERBIT))
    now = [(each.details["tahun"], each.details["edisi"]) for each in issues]
    first = next(each.number for each, edition in zip(issues, now, strict=True) if edition == now[-1])
    return (each for each in register.entries(DIGABUNG) if each.number > first)


def _known(entries: Sequence[Entry], digest: str) -> KnownFile | None:
    """What the journal has of a content: its last name in the folder, when it was written, and who sent it."""
    for entry in reversed(entries):
        details = entry.details
        taken = details.get(_GONE, {})
        name = next((each for each, one in details["berkas"].items() if one == digest and each not in taken), None)
        if name is not None:
            written = details.get(_TIMES, {}).get(name) or [entry.when.astimezone(UTC).isoformat(), None]
            moments = [datetime.fromisoformat(each) if each else None for each in written]
            return KnownFile(name, digest, Times(*moments), entry.when, details.get(_SENDERS, {}).get(name))
    return None


def _free(berkas: str, taken: Iterable[str]) -> str:
    """The name it had, with a mark where another file is called so now."""
    path, used, number = PurePosixPath(berkas), set(taken), 1
    name = berkas
    while name in used:
        mark = "tersimpan" if number == 1 else f"tersimpan {number}"
        name = path.with_name(f"{path.stem} ({mark}){path.suffix}").as_posix()
        number += 1
    return name


def taken(
    register: Register, found: Mapping[str, KnownFile], issue: Issue, known: Judgements
) -> Iterator[Return]:  # fmt: skip
    """The returns that are gone, judged from their kept bytes."""
    for name, each in found.items():
        data = register.kept(each.sha256)
        if data is not None:
            one = judged_again(name, each.sha256, data, each.times, issue, known)
            yield replace(one, pengirim=each.pengirim, tersimpan=True)


def judged_again(
    berkas: str, sha256: str, data: bytes, times: Times, issue: Issue, known: Judgements
) -> Return:  # fmt: skip
    """A return from its kept bytes; one that cannot be opened this time is refused like any other."""
    try:
        return by_itself(
            lambda: known.judged(data, known.opening(data)).returned(berkas, sha256, times, issue),
            lambda details: Return(berkas, sha256, times, findings=(_stumbled(berkas, details),), refused=True),
            passing=(Unreadable,),
        )
    except Unreadable as error:
        fault = finding(
            FileCode.BERKAS_TIDAK_TERBACA, sebab=error.detail, saran=SARAN[error.reason], file=berkas
        )  # fmt: skip
        return Return(berkas, sha256, times, findings=(fault,), refused=True)


def _stumbled(berkas: str, details: str) -> Finding:
    return finding(FileCode.BERKAS_GAGAL_DIPROSES, file=berkas, berkas=berkas, rincian=details)


def told_of_gone(
    found: Mapping[str, KnownFile], chosen: Chosen, returns: Sequence[Return], master: Master
) -> Iterator[Finding]:
    """That a return counts whose file is gone: which, since when, and what lets another one count."""
    for bagian, one in chosen.counted.items():
        each = found.get(one.berkas)
        if each:
            yield finding(
                FileCode.KIRIMAN_TERSIMPAN, file=one.berkas, owner=bagian, nama=master.nama_bagian(bagian),
                berkas=each.berkas, sebab=_why(each, returns), kapan=tanggal(each.seen.date()),
            )  # fmt: skip


def _why(each: KnownFile, returns: Sequence[Return]) -> str:
    """What became of its file, as far as the folder shows."""
    for one in returns:
        if one.sha256 == each.sha256:
            continue
        if one.refused and (one.berkas == each.berkas or each.berkas.startswith(f"{one.berkas}/")):
            return "tidak dapat dibaca lagi"
        if one.berkas == each.berkas:
            return "sudah diganti isinya"
    return "tidak ada lagi di sana"
