"""SOP step 3, `rkt gabung`: understand what came back, send back what is wrong, join the rest into the Konsep RKT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rkt_excel.edges import report
from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.arrivals.arrived import stumbled
from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.post import mail
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import READ, Register
from rkt_excel.edges.workers.ordered_work import HERE, Workers
from rkt_excel.events import DIGABUNG
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.edited import judged
from rkt_excel.model.edited.konsep_book import State, konsep_content
from rkt_excel.model.forms.choosing import Chosen, Putusan, choose
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, StatusBagian, Times
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.banding import unexplained
from rkt_excel.model.papers.letters import JenisSurat, letter_name
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.collected import BagianTergabung, BerkasDinilai, NilaiKembali, returned_values
from rkt_excel.model.plans.fewer import Since, fewer
from rkt_excel.model.plans.history import BENTROK, NILAI, PERUBAHAN, held_values, last_merged, merged_values
from rkt_excel.model.plans.inherited import inherited_values, with_inherited
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.perbaikan import LETTER_FACTS, letter_facts, mended_form
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.plan_rules import judge_plan
from rkt_excel.model.plans.revision import as_details, reasons, without_dropped
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.model.vocabulary.printed import hari_tanggal, tanggal
from rkt_excel.office.beside.left_behind import left_behind
from rkt_excel.office.beside.typed_elsewhere import typed_elsewhere
from rkt_excel.office.memory.judgements import Judgements
from rkt_excel.office.memory.judging_ahead import judge_ahead
from rkt_excel.office.place.dates import with_forms_due
from rkt_excel.office.place.heard import HEARD, as_kept
from rkt_excel.office.place.issued_master import adopted
from rkt_excel.office.place.journalled import decided
from rkt_excel.office.place.work import Work, holding, left_by, working
from rkt_excel.office.place.workplace import CORRECTION_FILE, Workplace, wording
from rkt_excel.office.state import counted
from rkt_excel.office.state.berikutnya import Berikutnya
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.next_step import after_merge
from rkt_excel.office.state.outdated import meeting_papers, outdated_letters
from rkt_excel.office.state.postbook import owner_of
from rkt_excel.office.state.sources import TypedBefore, draft_of, typed_before
from rkt_excel.progress import Progress
from rkt_excel.workbook.findings import Finding, Severity, finding, joined
from rkt_excel.workbook.writing.write import write


@dataclass(frozen=True)
class KeluaranGabung:
    """Where the results are, relative to the work folder with "/"."""

    konsep_xlsx: str
    konsep_docx: str
    laporan: str
    perbaikan: tuple[str, ...]
    surel: tuple[str, ...]


@dataclass(frozen=True)
class HasilGabung:
    """What `rkt gabung` found and made; `tersimpan` are the returns whose file is gone from 3-kembali."""

    plan: Plan
    returns: tuple[Return, ...]
    chosen: Chosen
    findings: tuple[Finding, ...]
    keluaran: KeluaranGabung
    tersimpan: frozenset[str] = frozenset()

    @property
    def tahun(self) -> int:
        """The year that is planned."""
        return self.plan.master.tahun

    @property
    def edisi(self) -> str:
        """Which edition."""
        return self.plan.master.instansi.edisi

    @property
    def bagian(self) -> tuple[BagianTergabung, ...]:
        """How far each bagian has come."""
        counted = self.chosen.counted
        return tuple(
            BagianTergabung(
                each.kode, each.nama, self.plan.status[each.kode],
                counted[each.kode].berkas if each.kode in counted else None,
            )
            for each in self.plan.master.bagian
        )  # fmt: skip

    @property
    def berkas(self) -> tuple[BerkasDinilai, ...]:
        """What became of each returned file."""
        return tuple(
            BerkasDinilai(
                one.berkas, one.sha256, one.bagian, self.chosen.verdicts[one.berkas], one.kode,
                one.berkas in self.tersimpan,
            )
            for one in self.returns
        )  # fmt: skip

    @property
    def nilai(self) -> tuple[NilaiKembali, ...]:
        """Every value as it was returned, with its cell; what was joined of several stands once per cell."""
        return tuple(returned_values(self.chosen))


def gabung(
    place: Workplace, progress: Progress = lambda _: None, workers: Workers = HERE
) -> HasilGabung:  # fmt: skip
    """Read every returned file, judge it, join what counts, and write Konsep, laporan and perbaikan.

    Args:
        place: Where to work.
        progress: Told of each file.
        workers: Who opens and judges files; what comes out is the same.

    Raises:
        UnknownArgumentError: The cluster of the workers does not answer.
        InputUnusableError: The master, the Word template or the wording of a letter cannot be used; nothing was
            written.
        NotNowError: No forms are out yet.
        OutputLockedError: An output is open elsewhere.
    """
    with working(place) as work:
        issue = work.issue
        work.allowed(Gerak.GABUNG)
        came = _came(work, issue, progress, workers)
        chosen = choose(came.returns, work.master, decided(work.register))
        merged = _merged(work, issue, came, chosen)
        outputs, beside = _written(work, merged)
        beside += _record(work, merged, outputs.konsep_xlsx)
        beside += left_behind(work.register, work.folder, _current(work.register, outputs), merged.fresh)
        beside += [*typed_elsewhere(work), *edited_word(work)]
        beside += work.withdraw({**outdated_letters(work), **meeting_papers(work)})
    findings = (*merged.findings, *beside)
    return HasilGabung(merged.plan, tuple(came.returns), chosen, findings, outputs, frozenset(came.gone))


@dataclass(frozen=True)
class _Came:
    """What came back.

    Attributes:
        here: The files of 3-kembali, judged.
        gone: What counted and whose file is not there any more, by what it was called.
        returns: Both, in the order in which they are judged against each other.
        wadah: The SHA-256 of letters and archives that files came in, by name.
    """

    here: Sequence[Return]
    gone: Mapping[str, counted.KnownFile]
    returns: list[Return]
    wadah: Mapping[str, str]


def _came(work: Work, issue: Issue, progress: Progress, workers: Workers) -> _Came:
    """Everything that was returned, kept and judged one by one; what counted before counts without its file."""
    wadah: dict[str, str] = {}
    known = Judgements(work.folder, work.master, issue)
    desk = _Desk(work.register, work.master, issue, wadah, known)
    try:
        deadly = judge_ahead(known, inbox.files_waiting(work.folder), workers, progress)
        here = [desk.taken(each) for each in inbox.received(work.folder, known.opening, deadly, progress)]
        gone = counted.gone(work.register, here)
        returns = [*here, *counted.taken(work.register, gone, issue, known)]
    except KeyboardInterrupt:
        known.keep(cut_off=True)
        work.place.tell("Dihentikan. Kiriman yang sudah dinilai tidak dinilai lagi; jalankan rkt gabung untuk sisanya.")
        raise
    known.keep()
    return _Came(here, gone, returns, wadah)


@dataclass(frozen=True)
class _Merged:
    """What a consolidation has found, before anything of it is written.

    Attributes:
        fresh: The plan as the returns say it.
        between: What is wrong between the returns and with the plan.
        findings: Everything, in the order in which it is told.
    """

    issue: Issue
    came: _Came
    chosen: Chosen
    fresh: Plan
    typed: TypedBefore
    between: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def plan(self) -> Plan:
        """The plan with what people typed."""
        return self.typed.plan

    @property
    def mended(self) -> dict[str, Return]:
        """The returns that go back with a form to mend, by bagian."""
        return {bagian: one for bagian, one in self.chosen.counted.items() if not one.complete}


def _merged(work: Work, issue: Issue, came: _Came, chosen: Chosen) -> _Merged:
    """Join what counts, with what people typed into the Konsep before."""
    fresh, split = merge(work.master, chosen)
    broken = judge_plan(without_dropped(with_inherited(fresh)), chosen.counted)
    less = [
        *counted.told_of_gone(came.gone, chosen, came.here, work.master),
        *_less(work.register, fresh, chosen, came.returns),
    ]
    typed = typed_before(work.register, work.folder, fresh)
    between = (*split, *broken, *unexplained(typed.plan, typed.edits), *judged.restored(typed.plan))
    missing = [_missing(kode, with_forms_due(work.register, work.master)) for kode in fresh.belum_masuk]
    told = [*missing, *_heard(came.returns, chosen), *chosen.findings, *less, *between, *typed.findings, *work.told]
    return _Merged(issue, came, chosen, fresh, typed, between, tuple(joined(told)))


def _heard(returns: Iterable[Return], chosen: Chosen) -> Iterator[Finding]:
    """What is wrong in the returns that no newer one has replaced."""
    for one in returns:
        if chosen.verdicts[one.berkas] is not Putusan.DIGANTIKAN:
            yield from (_settled(each, chosen) for each in one.findings)


def _current(register: Register, outputs: KeluaranGabung) -> str:
    """The workbook that people go on with: the newest draft, else the Konsep."""
    drafted = draft_of(register)
    return drafted.berkas if drafted else outputs.konsep_xlsx


def _record(work: Work, merged: _Merged, konsep_xlsx: str) -> list[Finding]:
    """Write into the journal what was received, what counts, and which values changed by that."""
    register, plan, typed, returns = work.register, merged.fresh, merged.typed, merged.came.returns
    came = {"wadah": merged.came.wadah, **counted.return_facts(returns, merged.came.gone)}
    origin = adopted(register, work.master, work.place.renstra())
    first = not any(PERUBAHAN in each.details for each in register.entries(DIGABUNG))
    before = last_merged(entry.details for entry in register.entries(DIGABUNG))
    changed = merged_values(plan, before)
    register.record(
        DIGABUNG,
        konsep=konsep_xlsx,
        suntingan=as_details(typed.edits),
        berkas={one.berkas: one.sha256 for one in returns},
        pemilik={one.berkas: one.bagian for one in returns if one.bagian and not one.refused},
        dipakai={bagian: one.berkas for bagian, one in merged.chosen.counted.items()},
        status={kode: state.value for kode, state in plan.status.items()},
        **{HEARD: work.keep(as_kept(merged.findings))},
        **came,
        **origin,
        **({PERUBAHAN: inherited_values(typed.edits)} if first else {}),
        **{NILAI: changed, BENTROK: held_values(typed.conflicts), READ: dict(typed.read)},
    )
    drafted = draft_of(register)
    if drafted is None or not changed:
        return []
    number = drafted.entry.details["nomor"]
    return [finding(PlanCode.DRAFT_MENUNGGU, nomor=number, berikut=number + 1, jumlah=len(changed))]


@dataclass(frozen=True)
class _Desk:
    """Where what came back is kept and judged, one by one."""

    register: Register
    master: Master
    issue: Issue
    wadah: dict[str, str]
    known: Judgements

    def taken(self, arrived: inbox.Arrived) -> Return:
        """One file, kept and judged; what the program stumbles over is refused, and the others go on."""
        return by_itself(
            lambda: self._received(arrived), lambda details: self._refused(stumbled(arrived, details))
        )  # fmt: skip

    def _received(self, arrived: inbox.Arrived) -> Return:
        if arrived.data:
            self.register.keep(arrived.sha256, arrived.data)
        if arrived.wadah:
            self.register.keep(arrived.wadah.sha256, arrived.wadah.data)
            self.wadah[arrived.wadah.name] = arrived.wadah.sha256
        if arrived.opened is None:
            return self._refused(arrived)
        times = Times(arrived.time, arrived.mailed)
        told = self.known.judged(arrived.data, arrived.opened)
        judged = told.returned(arrived.name, arrived.sha256, times, self.issue)
        return replace(judged, findings=(*judged.findings, *arrived.notes), pengirim=arrived.sender)

    def _refused(self, arrived: inbox.Arrived) -> Return:
        told = (arrived.refusal,) if arrived.refusal else ()
        owner = owner_of(arrived, self.master, self.issue)
        findings = tuple(each.placed(owner=owner) for each in (*told, *arrived.notes))
        times = Times(arrived.time, arrived.mailed)
        return Return(arrived.name, arrived.sha256, times, findings=findings, refused=True)


def _less(register: Register, plan: Plan, chosen: Chosen, returns: list[Return]) -> Iterator[Finding]:
    """What the consolidation before had and this one has no more."""
    entries = list(register.entries(DIGABUNG))
    if entries:
        before = Since(tanggal(entries[-1].when.date()), last_merged(each.details for each in entries))
        yield from fewer(before, plan, chosen, returns)


def _settled(each: Finding, chosen: Chosen) -> Finding:
    """An undelivered letter weighs nothing any more when its bagian has answered in full all the same."""
    answered = each.owner is not None and chosen.status(each.owner) is StatusBagian.LENGKAP
    return replace(each, weight=Severity.INFO) if answered and each.code is FileCode.SUREL_TIDAK_SAMPAI else each


def _missing(kode: str, master: Master) -> Finding:
    limit = hari_tanggal(master.instansi.batas_kembali)
    return finding(PlanCode.BELUM_MASUK, owner=kode, nama=master.nama_bagian(kode), batas=limit)


# ------------------------------------------------------------------ the outputs


def _written(work: Work, merged: _Merged) -> tuple[KeluaranGabung, list[Finding]]:
    """Make everything first, then put it in its place, so that a fault in one leaves all as they were."""
    master, due = work.master, with_forms_due(work.register, work.master)
    text = mail.template(wording(work.inputs, CORRECTION_FILE), LETTER_FACTS)
    name = f"{disk.KONSEP}/Konsep {master.rkt_tahun}"
    book = _book(work, merged)
    document = _document(work, merged)
    forms = {
        bagian: write(*mended_form(master, one, merged.issue, merged.between)) for bagian, one in merged.mended.items()
    }
    mails = {bagian: _letter(due, text, one, forms[bagian]) for bagian, one in merged.mended.items()}
    work.keep(book)  # so that what people type into it can be told from it
    konsep_xlsx, konsep_docx = work.put(f"{name}.xlsx", book), work.put(f"{name}.docx", document)
    laporan = work.put(f"{disk.KONSEP}/laporan.html", _report(work, merged, due).encode("utf-8"))
    perbaikan = [work.put(_mended_name(master, bagian), data) for bagian, data in forms.items()]
    surel = [work.put(_letter_name(master, bagian), data) for bagian, data in mails.items()]
    others = [konsep_docx, laporan, *perbaikan, *surel]
    beside = [*_carried(konsep_xlsx, merged.typed), *(told for each in others for told in left_by(each))]
    # Perbaikan forms that are no longer needed, or are called by an old name, must not be mailed by mistake.
    why = "formulir perbaikan ini tidak diperlukan lagi atau sudah diganti"
    beside += work.withdraw_others(f"{disk.PERBAIKAN}/", holding(others), why)
    return KeluaranGabung(
        konsep_xlsx.path, konsep_docx.path, laporan.path,
        tuple(each.path for each in perbaikan), tuple(each.path for each in surel),
    ), beside  # fmt: skip


def _document(work: Work, merged: _Merged) -> bytes:
    """The Konsep to read; its pages are counted once it is whole, for until then it is made again with every return."""
    document = work.printed(RKT, naskah(without_dropped(merged.plan), tanda="KONSEP", day=work.today))
    if all(state is StatusBagian.LENGKAP for state in merged.plan.status.values()):
        return work.with_page_numbers(document, "Konsep")
    work.place.tell("Daftar Isi Konsep diberi nomor halaman setelah semua bagian lengkap.")
    return document


def _book(work: Work, merged: _Merged) -> bytes:
    """The Konsep as a workbook."""
    files = {bagian: one.berkas for bagian, one in merged.chosen.counted.items()}
    beside = reasons(merged.typed.edits) if merged.typed.carried else {}
    state = State("Konsep", work.today, merged.issue.kantor, merged.findings, files, reasons=beside)
    content = konsep_content(konsep.KONSEP_BOOK, merged.plan, state)
    return write(konsep.KONSEP_BOOK.holding(content.rows), content)


def _carried(done: disk.Published, typed: TypedBefore) -> list[Finding]:
    """What is told of a Konsep that people typed into: how many of their edits the new one holds."""
    if not typed.carried:
        return left_by(done)
    count = sum(not (each.copied or each.warisan) for each in typed.edits.values())
    return left_by(done, PlanCode.SUNTINGAN_DIBAWA, jumlah=count)


def _letter(due: Master, text: mail.LetterWording, one: Return, form: bytes) -> bytes:
    """The draft of the letter that takes a perbaikan form back to its bagian."""
    bagian = next(each for each in due.bagian if each.kode == one.bagian)
    name = PurePosixPath(_mended_name(due, bagian.kode)).name
    filled = text.filled(letter_facts(due, one, name))
    return mail.compose(
        mail.LetterDraft(
            to=bagian.surel or "", to_name=bagian.nama, sender=due.instansi.surel or "",
            subject=filled.subject, body=filled.body, attachments=(mail.Attachment(name, form),),
        )
    )  # fmt: skip


def _mended_name(master: Master, bagian: str) -> str:
    return f"{disk.PERBAIKAN}/{disk.legal_name(letter_name(master, bagian, JenisSurat.PERBAIKAN))}.xlsx"


def _letter_name(master: Master, bagian: str) -> str:
    return PurePosixPath(_mended_name(master, bagian)).with_suffix(mail.SUFFIX).as_posix()


def _next(work: Work, plan: Plan) -> Berikutnya:
    before = last_merged(entry.details for entry in work.register.entries(DIGABUNG))
    return after_merge(work.place, work.register, plan, changed=bool(merged_values(plan, before)))


def _report(work: Work, merged: _Merged, due: Master) -> str:
    """The page of the consolidation."""
    chosen, master = merged.chosen, work.master
    used = {bagian: one.berkas for bagian, one in chosen.counted.items()}
    bagian = tuple(
        report.BagianRow(
            each.kode, each.nama, merged.plan.status[each.kode].value, used.get(each.kode),
            _mended_name(master, each.kode).removeprefix(f"{disk.KONSEP}/") if each.kode in merged.mended else None,
        )
        for each in master.bagian
    )  # fmt: skip
    berkas = tuple(
        report.BerkasRow(one.berkas, one.bagian, chosen.verdicts[one.berkas].value, _why(one, chosen))
        for one in merged.came.returns
    )
    return report.render_report(
        report.Report(
            judul=f"Laporan penggabungan {master.rkt_tahun}",
            perangkat_daerah=master.instansi.perangkat_daerah,
            tahun=master.tahun,
            edisi=master.instansi.edisi,
            dibuat=tanggal(work.today),
            batas=hari_tanggal(due.instansi.batas_kembali),
            bagian=bagian,
            berkas=berkas,
            findings=merged.findings,
            berikutnya=_next(work, merged.plan).ketik,
        )
    )


def _why(one: Return, chosen: Chosen) -> str:
    """Why a file got its verdict, in a few words."""
    verdict = chosen.verdicts[one.berkas]
    if verdict is Putusan.DITOLAK:
        return one.findings[0].message if one.findings else ""
    if verdict is Putusan.DIGANTIKAN:
        return f"yang dipakai {chosen.counted[one.bagian or ''].berkas}"
    return "lengkap" if verdict is Putusan.DIPAKAI else "masih ada isian yang harus diperbaiki"
