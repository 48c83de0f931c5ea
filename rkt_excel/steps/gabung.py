"""SOP step 3, `rkt gabung`: understand what came back, send back what is wrong, join the rest into the Konsep RKT."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from rkt_excel.edges import report
from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.arrivals.arrived import stumbled
from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.docx import word
from rkt_excel.edges.post import mail
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import MERGED
from rkt_excel.messages.files import FileCode
from rkt_excel.messages.plan import PlanCode
from rkt_excel.model.edited import judged
from rkt_excel.model.edited.konsep_book import State, konsep_content
from rkt_excel.model.forms.choosing import Chosen, Putusan, choose
from rkt_excel.model.forms.recognise import Issue
from rkt_excel.model.forms.returns import Return, StatusBagian, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.banding import unexplained
from rkt_excel.model.papers.kop import paper
from rkt_excel.model.papers.letters import JenisSurat, letter_name
from rkt_excel.model.papers.naskah import RKT, naskah
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.fewer import Since, fewer
from rkt_excel.model.plans.history import BENTROK, NILAI, PERUBAHAN, held_values, last_merged, merged_values
from rkt_excel.model.plans.inherited import inherited, inherited_values, with_inherited
from rkt_excel.model.plans.perbaikan import LETTER_FACTS, letter_facts, mended_form
from rkt_excel.model.plans.plan import Plan, merge
from rkt_excel.model.plans.revision import Place, Suntingan, Suntingans, as_details, reasons, revised, standing
from rkt_excel.model.plans.rules import judge_plan
from rkt_excel.model.plans.threeway import Conflict
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.model.vocabulary.printed import hari_tanggal, tanggal
from rkt_excel.office.place.dates import with_forms_due
from rkt_excel.office.place.issued_master import adopted
from rkt_excel.office.place.journalled import allowed, decided, issued
from rkt_excel.office.place.workplace import CORRECTION_FILE, WORD_FILE, Workplace, wording
from rkt_excel.office.state import received
from rkt_excel.office.state.edited_word import edited_word
from rkt_excel.office.state.langkah_berikut import Berikutnya
from rkt_excel.office.state.next_step import after_merge
from rkt_excel.office.state.outdated import letters, meeting_papers, withdraw, withdrawn
from rkt_excel.office.state.postbook import owner_of
from rkt_excel.office.state.sources import READ, draft_of, konsep_of, left_behind, read_edited, untouched
from rkt_excel.workbook.findings import Finding, FindingCode, Severity, finding, joined
from rkt_excel.workbook.reading.openbook import Unreadable
from rkt_excel.workbook.writing.write import write

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outputs:
    """Where the results are, relative to the work folder with "/"."""

    konsep_xlsx: str
    konsep_docx: str
    laporan: str
    perbaikan: tuple[str, ...]
    surel: tuple[str, ...]


@dataclass(frozen=True)
class Consolidated:
    """What `rkt gabung` found and made; `tersimpan` are the returns whose file is gone from 3-kembali."""

    plan: Plan
    returns: tuple[Return, ...]
    chosen: Chosen
    temuan: tuple[Finding, ...]
    keluaran: Outputs
    tersimpan: frozenset[str] = frozenset()


def consolidate(place: Workplace, progress: Progress = lambda _: None) -> Consolidated:
    """Read every returned file, judge it, join what counts, and write Konsep, laporan and perbaikan.

    Raises:
        InputUnusableError: The master, the Word template or the wording of a letter cannot be used; nothing was
            written.
        NotNowError: No forms are out yet.
        OutputLockedError: An output is open elsewhere.
    """
    master, own = place.master()
    folder = place.folder(master)
    with place.begun_register(folder) as register:
        issue = issued(register)
        allowed(register, Gerak.GABUNG, master)
        wadah: dict[str, str] = {}
        desk = _Desk(register, master, issue, wadah)
        here = [desk.taken(each, progress) for each in inbox.received(folder)]
        gone = received.gone(register, here)
        returns = [*here, *received.taken(register, gone, master, issue)]
        chosen = choose(returns, master, decided(register))
        plan, between = merge(master, chosen)
        verdicts = chosen.verdicts
        heard = (each for one in returns if verdicts[one.berkas] is not Putusan.DIGANTIKAN for each in one.findings)
        told = [_settled(each, chosen) for each in heard]
        missing = [_missing(kode, with_forms_due(register, master)) for kode in plan.belum_masuk]
        between = [*between, *judge_plan(standing(with_inherited(plan)), chosen.counted)]
        less = [*received.told(gone, chosen, here, master), *_less(register, plan, chosen, returns)]
        typed = _typed(register, folder, plan)
        between = [*between, *unexplained(typed.plan, typed.edits), *judged.restored(typed.plan)]
        found = tuple(joined([*missing, *told, *chosen.findings, *less, *between, *typed.findings, *own]))
        writing = _Writing(place, folder, register, typed, found)
        outputs, beside = writing.all(chosen, issue, returns, between)
        came = {"wadah": wadah, **received.facts(returns, gone), **adopted(register, master, place.renstra())}
        beside += _record(register, plan, chosen, returns, came, typed, outputs.konsep_xlsx)
        beside += left_behind(register, folder, _current(register, outputs), plan)
        beside += edited_word(register, folder, place.inputs)
        beside += withdraw(
            folder, register, {**letters(folder, register, master), **meeting_papers(register, place.today)}
        )
    return Consolidated(typed.plan, tuple(returns), chosen, (*found, *beside), outputs, frozenset(gone))


@dataclass(frozen=True)
class _Typed:
    """The plan with what people typed into the Konsep before these returns came.

    Attributes:
        plan: What the returns say, with the edits.
        edits: What people typed since the first Konsep.
        conflicts: What both changed.
        read: The edited Konsep with the SHA-256 of the bytes that were read; empty where nobody touched it.
        carried: Whether the new Konsep holds what stands in the one before; not so where that is spoiled or past.
        findings: The conflicts, and what was typed and could not be taken over.
    """

    plan: Plan
    edits: Suntingans = field(default_factory=dict)
    conflicts: Mapping[Place, Conflict[str]] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    carried: bool = True
    findings: tuple[Finding, ...] = ()


def _typed(register: Register, folder: Path, fresh: Plan) -> _Typed:
    """Three ways: what the Konsep was written with, what people typed into it, and what the returns say now."""
    drafted = draft_of(register)
    if drafted:  # the drafts go on with the edits; what is typed into the Konsep now is told as left behind
        plan, conflicts = revised(fresh, drafted.edits)
        held = tuple(judged.conflicts(conflicts, drafted.edits, fresh, None, drafted.berkas))
        return _Typed(plan, drafted.edits, conflicts, carried=False, findings=held)
    book = konsep_of(register, fresh.master)
    if book is None:
        edits = inherited(fresh.master)
        plan, conflicts = revised(fresh, edits)
        first = f"{disk.KONSEP}/Konsep RKT {fresh.master.tahun}.xlsx"
        return _Typed(plan, edits, conflicts, findings=tuple(judged.conflicts(conflicts, edits, fresh, None, first)))
    edits, read, now, carried = _with_inherited(register, fresh, book.edits), {}, None, True
    told: list[Finding] = []
    if (folder / book.berkas).is_file() and not untouched(register, folder, book.berkas):
        try:
            edited = read_edited(register, folder, book, fresh)
            edits, read, now = edited.taken.edits, {book.berkas: edited.sha256}, edited.now
            told += judged.left_open(edited.did, edited.taken.unused, book.berkas)
        except Unreadable:
            carried = False  # it is left as it is, and what was typed before stays
    plan, conflicts = revised(fresh, edits)
    told += judged.conflicts(conflicts, edits, fresh, now, book.berkas)
    return _Typed(plan, edits, conflicts, read, carried, tuple(told))


def _with_inherited(
    register: Register, fresh: Plan, edits: dict[Place, Suntingan]
) -> dict[Place, Suntingan]:  # fmt: skip
    """The edits of a Konsep; what one that an older program wrote had not inherited comes in beneath them."""
    begun = any(PERUBAHAN in each.details for each in register.entries(MERGED))
    return edits if begun else {**inherited(fresh.master), **edits}


def _current(register: Register, outputs: Outputs) -> str:
    """The workbook that people go on with: the newest draft, else the Konsep."""
    drafted = draft_of(register)
    return drafted.berkas if drafted else outputs.konsep_xlsx


def _record(
    register: Register,
    plan: Plan,
    chosen: Chosen,
    returns: list[Return],
    came: Mapping[str, object],
    typed: _Typed,
    konsep_xlsx: str,
) -> list[Finding]:
    """Write into the journal what was received, what counts, and which values changed by that."""
    first = not any(PERUBAHAN in each.details for each in register.entries(MERGED))
    before = last_merged(entry.details for entry in register.entries(MERGED))
    changed = merged_values(plan, before)
    register.record(
        MERGED,
        konsep=konsep_xlsx,
        suntingan=as_details(typed.edits),
        berkas={one.berkas: one.sha256 for one in returns},
        pemilik={one.berkas: one.bagian for one in returns if one.bagian and not one.refused},
        dipakai={bagian: one.berkas for bagian, one in chosen.counted.items()},
        status={kode: state.value for kode, state in plan.status.items()},
        **came,
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

    def taken(self, arrived: inbox.Arrived, progress: Progress) -> Return:
        """One file, kept and judged; what the program stumbles over is refused, and the others go on."""
        progress(arrived.name)
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
        judged = judge(arrived.name, arrived.sha256, times, arrived.opened, self.master, self.issue)
        return replace(judged, findings=(*judged.findings, *arrived.notes), pengirim=arrived.sender)

    def _refused(self, arrived: inbox.Arrived) -> Return:
        told = (arrived.refusal,) if arrived.refusal else ()
        owner = owner_of(arrived, self.master, self.issue)
        findings = tuple(each.placed(owner=owner) for each in (*told, *arrived.notes))
        times = Times(arrived.time, arrived.mailed)
        return Return(arrived.name, arrived.sha256, times, findings=findings, refused=True)


def _less(register: Register, plan: Plan, chosen: Chosen, returns: list[Return]) -> Iterator[Finding]:
    """What the consolidation before had and this one has no more."""
    entries = list(register.entries(MERGED))
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


class _Writing:
    """The outputs of one consolidation."""

    def __init__(
        self, place: Workplace, folder: Path, register: Register, typed: _Typed, findings: tuple[Finding, ...]
    ) -> None:
        self.place, self.folder, self.register, self.findings = place, folder, register, findings
        self.typed, self.plan = typed, typed.plan
        self.master = self.plan.master
        self.due = with_forms_due(register, self.master)
        self.wording = mail.template(wording(place.inputs, CORRECTION_FILE), LETTER_FACTS)
        self.beside: list[Finding] = []

    def all(
        self, chosen: Chosen, issue: Issue, returns: list[Return], between: Sequence[Finding]
    ) -> tuple[Outputs, list[Finding]]:
        """Make everything first, then put it in its place, so that a fault in one leaves all as they were."""
        name = f"{disk.KONSEP}/Konsep RKT {self.master.tahun}"
        template = self.place.inputs / WORD_FILE
        files = {bagian: one.berkas for bagian, one in chosen.counted.items()}
        beside = reasons(self.typed.edits) if self.typed.carried else {}
        state = State("Konsep", self.place.today, issue.kantor, self.findings, files, reasons=beside)
        book = write(konsep.KONSEP, konsep_content(konsep.KONSEP, self.plan, state))
        context = naskah(standing(self.plan), tanda="KONSEP", day=self.place.today)
        document = word.render(template, context, paper=paper(self.master, RKT))
        mended = {bagian: one for bagian, one in chosen.counted.items() if not one.complete}
        forms = {bagian: self._mended(one, issue, between) for bagian, one in mended.items()}
        letters = {bagian: self._letter(one, forms[bagian]) for bagian, one in mended.items()}
        outputs = Outputs(
            self._put_book(f"{name}.xlsx", book),
            self._put(f"{name}.docx", document),
            self._put(f"{disk.KONSEP}/laporan.html", self._report(returns, chosen, mended).encode("utf-8")),
            tuple(self._put(self._mended_name(bagian), data) for bagian, data in forms.items()),
            tuple(self._put(self._letter_name(bagian), data) for bagian, data in letters.items()),
        )
        return outputs, [*self.beside, *self._withdraw(outputs)]

    def _put_book(self, relative: str, data: bytes) -> str:
        """The Konsep, kept as it was written, so that what people type into it can be told from it."""
        self.register.keep(disk.sha256(data), data)
        if not self.typed.carried:
            return self._put(relative, data)
        count = sum(not (each.copied or each.warisan) for each in self.typed.edits.values())
        return self._put(relative, data, PlanCode.SUNTINGAN_DIBAWA, jumlah=count)

    def _put(
        self, relative: str, data: bytes, code: FindingCode = FileCode.KONSEP_DISUNTING, **details: object
    ) -> str:  # fmt: skip
        done = disk.publish(self.folder, self.register, relative, data)
        if done.beside:
            names = {"berkas": done.beside, "baru": done.path, **details}
            self.beside.append(finding(code, file=done.beside, **names))  # type: ignore[arg-type]
        return done.path

    def _mended(self, one: Return, issue: Issue, between: Sequence[Finding]) -> bytes:
        return write(*mended_form(self.master, one, issue, between))

    def _letter(self, one: Return, form: bytes) -> bytes:
        """The draft of the letter that takes a perbaikan form back to its bagian."""
        bagian = next(each for each in self.master.bagian if each.kode == one.bagian)
        name = PurePosixPath(self._mended_name(bagian.kode)).name
        filled = self.wording.filled(letter_facts(self.due, one, name))
        return mail.compose(
            mail.Draft(
                to=bagian.surel or "", to_name=bagian.nama, sender=self.master.instansi.surel or "",
                subject=filled.subject, body=filled.body, attachments=(mail.Attachment(name, form),),
            )
        )  # fmt: skip

    def _mended_name(self, bagian: str) -> str:
        return f"{disk.PERBAIKAN}/{disk.legal_name(letter_name(self.master, bagian, JenisSurat.PERBAIKAN))}.xlsx"

    def _letter_name(self, bagian: str) -> str:
        return PurePosixPath(self._mended_name(bagian)).with_suffix(mail.SUFFIX).as_posix()

    def _withdraw(self, outputs: Outputs) -> list[Finding]:
        """Perbaikan forms that are no longer needed, or are called by an old name, must not be mailed by mistake."""
        below = f"{disk.PERBAIKAN}/"
        holds = {*outputs.perbaikan, *outputs.surel, *(each.file or "" for each in self.beside)}
        return withdrawn(
            self.folder, self.register, below, holds, "formulir perbaikan ini tidak diperlukan lagi atau sudah diganti"
        )

    def _next(self) -> Berikutnya:
        before = last_merged(entry.details for entry in self.register.entries(MERGED))
        changed = bool(merged_values(self.plan, before))
        return after_merge(self.place, self.register, self.plan, changed=changed)

    def _report(self, returns: list[Return], chosen: Chosen, mended: dict[str, Return]) -> str:
        used = {bagian: one.berkas for bagian, one in chosen.counted.items()}
        bagian = tuple(
            report.BagianRow(
                each.kode, each.nama, self.plan.status[each.kode].value, used.get(each.kode),
                self._mended_name(each.kode).removeprefix(f"{disk.KONSEP}/") if each.kode in mended else None,
            )
            for each in self.master.bagian
        )  # fmt: skip
        berkas = tuple(
            report.BerkasRow(one.berkas, one.bagian, chosen.verdicts[one.berkas].value, _why(one, chosen))
            for one in returns
        )
        return report.render(
            report.Report(
                judul=f"Laporan penggabungan RKT {self.master.tahun}",
                perangkat_daerah=self.master.instansi.perangkat_daerah,
                tahun=self.master.tahun,
                edisi=self.master.instansi.edisi,
                dibuat=tanggal(self.place.today),
                batas=hari_tanggal(self.due.instansi.batas_kembali),
                bagian=bagian,
                berkas=berkas,
                findings=self.findings,
                berikutnya=self._next().ketik,
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
