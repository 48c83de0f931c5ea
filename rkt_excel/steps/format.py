"""SOP steps 1 and 2, `rkt format`: one Excel form per bagian, already holding its sasaran and indikator."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.workers.ordered_work import HERE, Lost, Workers
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import FORMULIR_TERBIT
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.in_force import forms_digest
from rkt_excel.model.forms.issuing import file_name, form_content
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.origin.master import Master
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.model.vocabulary.terms import Edisi
from rkt_excel.office.beside.typed_elsewhere import other_masters
from rkt_excel.office.place.issued_master import RENSTRA
from rkt_excel.office.place.older_copy import newest_form
from rkt_excel.office.place.signed_rkt import DASAR, SignedRkt
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.outdated import outdated_letters
from rkt_excel.progress import Progress, one_by_one
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.kinds import Choice
from rkt_excel.workbook.writing.content import Content
from rkt_excel.workbook.writing.write import write


@dataclass(frozen=True)
class InputCell:
    """A cell that people fill.

    Attributes:
        kunci: The row.
        kolom: The field.
        sel: A1 address.
        jenis: The kind of value.
        wajib: Whether a blank is a fault.
        pilihan: The values to choose from, empty where it is free.
    """

    lembar: str
    kunci: str
    kolom: str
    sel: str
    jenis: str
    wajib: bool
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True)
class IssuedForm:
    """One form that was made."""

    bagian: str
    nama: str
    berkas: str
    isian: tuple[InputCell, ...]
    disisihkan: str | None = None


@dataclass(frozen=True)
class HasilFormat:
    """What `rkt format` made."""

    tahun: int
    edisi: str
    versi: int
    formulir: tuple[IssuedForm, ...]
    findings: tuple[Finding, ...]


def format(
    place: Workplace, progress: Progress = lambda _: None, workers: Workers = HERE
) -> HasilFormat:  # fmt: skip
    """Make the forms of all bagian.

    Args:
        place: Where to work.
        progress: Told of each bagian.
        workers: Who writes the forms; what comes out is the same.

    Raises:
        InputUnusableError: The master cannot be used, or whoever wrote a form was ended by it, each of them; nothing
            was written.
        OutputLockedError: A form is open elsewhere.
    """
    renstra = place.renstra()
    master, findings = place.master(fresh=True)
    findings += _edition(place, master)
    base = place.base(master)
    with working(place, (master, findings), begins=True) as work:
        work.allowed(Gerak.FORMAT)
        issue = _issue(work)
        forms, lost = _made(work, issue, progress, workers)
        kept = _standing(work, issue, lost)
        _record(work, issue, forms, kept, renstra, base)
        findings += [*map(_unmade, lost.values()), *_withdrawn(work, forms, kept), *other_masters(work)]
    return HasilFormat(master.tahun, master.instansi.edisi, issue.versi, tuple(forms), tuple(findings))


_EACH_PAYS: Final = 25  # forms; fewer are written while a worker is still starting
_TOGETHER: Final = 2  # for each time that the master is handed over


def _made(
    work: Work, issue: Issue, progress: Progress, workers: Workers
) -> tuple[list[IssuedForm], dict[str, str]]:  # fmt: skip
    """The forms of all bagian, each in its place; and by bagian the places of those that ended whoever wrote them.

    Raises:
        InputUnusableError: There is none but such.
    """
    forms: list[IssuedForm] = []
    lost: dict[str, str] = {}
    try:
        for kode, name, data in _written(work, issue, progress, workers):
            if isinstance(data, Lost):
                lost[kode] = name
                continue
            done = work.put(name, data)
            cells = tuple(input_cells(form_content(work.master, kode, issue)))
            forms.append(IssuedForm(kode, work.master.nama_bagian(kode), done.path, cells, done.beside))
    except KeyboardInterrupt:
        work.place.tell(_STOPPED)
        raise
    if lost and not forms:
        raise InputUnusableError(f"Tidak satu pun formulir dapat dibuat. {_ENDED}")
    return forms, lost


_STOPPED: Final = "Dihentikan. Formulir yang sudah dibuat belum berlaku; jalankan rkt format lagi."
_AGAIN: Final = "Bila tetap terhenti, catatlah yang tertulis di layar."
_ENDED: Final = "Proses yang menulisnya terhenti setiap kali. Jalankan rkt format --pekerja 1."


def _written(
    work: Work, issue: Issue, progress: Progress, workers: Workers
) -> Iterator[tuple[str, str, bytes | Lost[str]]]:  # fmt: skip
    """Of each bagian its kode, the place of its form, and the form."""
    master, bagian = work.master, form.busy(work.master)
    piece = partial(form_of, pickle.dumps((master, issue)))
    written = workers.run(piece, bagian, pieces=len(bagian), each_pays=_EACH_PAYS, together=_TOGETHER)
    for kode, data in zip(one_by_one(bagian, progress, master.nama_bagian), written, strict=True):
        yield kode, f"{disk.FORMULIR}/{disk.legal_name(file_name(master, kode))}.xlsx", data


def _standing(work: Work, issue: Issue, lost: Mapping[str, str]) -> dict[str, str]:
    """Of the forms that could not be made anew those that were made before and hold the same, by bagian."""
    last = work.register.last(FORMULIR_TERBIT, tahun=issue.tahun, edisi=issue.edisi)
    same = last is not None and int(last.details["versi"]) == issue.versi
    return {kode: name for kode, name in lost.items() if same and (work.folder / name).is_file()}


def _unmade(name: str) -> Finding:
    """A form that is missing, for it ended the process that wrote it."""
    return finding(FileCode.BERKAS_GAGAL_DIPROSES, file=name, berkas=name, rincian=f"{_ENDED} {_AGAIN}")


def form_of(manifest: bytes, bagian: str) -> bytes:
    """The form of a bagian as .xlsx: a pure function.

    Args:
        manifest: Master and issue, pickled by the process that asks.
        bagian: The kode.
    """
    master, issue = _manifested(manifest)
    content = form_content(master, bagian, issue)
    return write(form.form_for(content.rows), content)


@lru_cache(maxsize=1)
def _manifested(manifest: bytes) -> tuple[Master, Issue]:
    master, issue = pickle.loads(manifest)  # noqa: S301 - of the process that asked, which this one belongs to
    return master, issue


def _record(
    work: Work, issue: Issue, forms: list[IssuedForm], kept: Mapping[str, str], renstra: bytes, base: SignedRkt | None
) -> None:  # fmt: skip
    """Write into the journal which forms are out, and keep the master and the signed plan that they came from."""
    out = {**{each.bagian: each.berkas for each in forms}, **kept}
    origin = work.keep(renstra)
    work.register.record(
        FORMULIR_TERBIT, kantor=issue.kantor, tahun=issue.tahun, edisi=issue.edisi, versi=issue.versi,
        isi=forms_digest(work.master), formulir=list(out.values()), bagian=list(out),
        **{RENSTRA: origin}, **({DASAR: base.kept(work.register)} if base else {}),
    )  # fmt: skip


def _withdrawn(work: Work, forms: list[IssuedForm], kept: Mapping[str, str]) -> list[Finding]:
    """Forms of bagian that are gone or called otherwise, and letters that carry a form of before."""
    holds = {*kept.values(), *(name for each in forms for name in (each.berkas, each.disisihkan) if name)}
    told = work.withdraw_others(f"{disk.FORMULIR}/", holds, "formulir ini bukan lagi yang berlaku")
    return [*told, *work.withdraw(outdated_letters(work))]


def _edition(place: Workplace, master: Master) -> list[Finding]:
    """Whether a second edition may begin: it starts from the signed first one.

    Raises:
        NotNowError: The first edition is at hand and not signed.
    """
    if master.instansi.edisi == Edisi.MURNI or master.murni:
        return []
    if place.folder_before(master) is None:
        beside = place.outputs / str(master.tahun)
        return [finding(FileCode.MURNI_TIDAK_ADA, tahun=str(master.tahun), tempat=beside.as_posix())]
    raise NotNowError(
        f"RKT {master.tahun} edisi murni belum ditandatangani, padahal edisi perubahan dimulai dari situ. "
        "Ubah kembali edisi di lembar Instansi menjadi murni, lalu selesaikan dahulu."
    )


def _issue(work: Work) -> Issue:
    """The version: the same as long as what the forms hold is the same, else one more.

    Where forms of a newer version lie there than the journal knows, one more than those: two forms of one version that
    ask different things could not be told apart when they come back.
    """
    master, register = work.master, work.register
    last = register.last(FORMULIR_TERBIT, tahun=str(master.tahun), edisi=master.instansi.edisi)
    version = 1
    if last:
        version = int(last.details["versi"]) + (last.details["isi"] != forms_digest(master))
    out = newest_form(register, work.folder, (str(master.tahun), str(master.instansi.edisi)))
    version = max(version, out + 1) if last is None or out > int(last.details["versi"]) else version
    return Issue(master.instansi.perangkat_daerah, str(master.tahun), master.instansi.edisi, version)


def input_cells(content: Content) -> Iterator[InputCell]:
    """Every cell of a form that people fill, with its address."""
    for table in form.form_for(content.rows).tables():
        layout = content.layout(table)
        for line in layout.data():
            for name, column in layout.fillable(line):
                kind = column.kind_for(line.row)
                offered = kind.list(content.choices).values if isinstance(kind, Choice) else ()
                required = column.required_for(line.row) and not line.spare
                address = layout.address(line, name)
                yield InputCell(table.name, line.key, name, address, kind.name, required, offered)
