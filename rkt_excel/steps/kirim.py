"""SOP step 2, `rkt kirim`: the letters that take forms, reminders and perbaikan forms to the bagian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.utils import make_msgid
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.post import mail
from rkt_excel.edges.post.mailserver import Server, login_for
from rkt_excel.edges.post.smtp import Fate, Outbox
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Entry, Register
from rkt_excel.errors import InputUnusableError, NotNowError, OutputLockedError, UnknownArgumentError
from rkt_excel.events import FORMULIR_TERBIT, KELUARAN_DITULIS
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.forms.returns import Return, StatusBagian, Times, judge
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import (
    FORM_FACTS,
    REMINDER_FACTS,
    JenisSurat,
    form_facts,
    letter_name,
    reminder_facts,
)
from rkt_excel.model.plans.perbaikan import LETTER_FACTS, letter_facts
from rkt_excel.office.place.dates import with_forms_due
from rkt_excel.office.place.journalled import last_merge
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import CORRECTION_FILE, FORM_FILE, REMINDER_FILE, Workplace, wording
from rkt_excel.office.state import outdated
from rkt_excel.office.state.postbook import Past, Postbook, PostedLetter
from rkt_excel.progress import Progress, one_by_one
from rkt_excel.workbook.findings import Finding, finding
from rkt_excel.workbook.reading.openbook import open_book

_FILES: Final = {
    JenisSurat.FORMULIR: (FORM_FILE, FORM_FACTS),
    JenisSurat.PENGINGAT: (REMINDER_FILE, REMINDER_FACTS),
    JenisSurat.PERBAIKAN: (CORRECTION_FILE, LETTER_FACTS),
}


class NasibSurat(StrEnum):
    """What became of a letter."""

    DITULIS = "draf"  # lies in 2-surel, to be sent by hand
    TERKIRIM = "terkirim"
    SUDAH = "sudah-terkirim"  # in an earlier run
    GAGAL = "tidak-terkirim"
    MERAGUKAN = "meragukan"
    TANPA_LAMPIRAN = "tanpa-lampiran"


@dataclass(frozen=True)
class Surat:
    """One letter of a run.

    Attributes:
        berkas: The draft, or the copy of what was sent; relative to the work folder, `None` where neither was written.
        lampiran: The file name that the receiver sees.
        sha256: Of the attachment.
        sebab: Why it was not sent.
    """

    bagian: str
    nama: str
    jenis: JenisSurat
    hasil: NasibSurat
    alamat: str | None = None
    berkas: str | None = None
    lampiran: str | None = None
    sha256: str | None = None
    message_id: str | None = None
    sebab: str | None = None


@dataclass(frozen=True)
class HasilKirim:
    """What `rkt kirim` did."""

    tahun: int
    edisi: str
    jenis: JenisSurat
    surat: tuple[Surat, ...]
    findings: tuple[Finding, ...]


def kirim(
    place: Workplace,
    jenis: JenisSurat = JenisSurat.FORMULIR,
    *,
    bagian: Sequence[str] = (),
    server: Server | None = None,
    again: bool = False,
    arrived: bool = False,
    progress: Progress = lambda _: None,
) -> HasilKirim:
    """Write the letters as drafts, or send them.

    Args:
        place: Where the work is done.
        jenis: The kind of letter.
        bagian: Only these, by kode; all where none is named.
        server: Send by it; `None` writes drafts into 2-surel.
        again: Also what was sent before, or may have been.
        arrived: Send nothing, but write down that doubtful letters arrived.
        progress: Told the name of each bagian.

    Raises:
        InputUnusableError: The master, a template, the server or the login cannot be used.
        UnknownArgumentError: A bagian that is not there.
        NotNowError: No forms yet; or a reminder is asked for while returns wait to be consolidated.
        OutputLockedError: A draft cannot be written.
    """
    given = place.master()
    master = given[0]
    _known(bagian, master)
    with working(place, given) as work:
        mailing = _Mailing(work, jenis)
        letters = [each for each in mailing.letters() if not bagian or each.bagian in bagian]
        if arrived:
            done = mailing.written_down(letters)
        elif server is None:
            done = mailing.drafted(letters, progress)
        else:
            done = mailing.sent(letters, server, again=again, progress=progress)
        old = work.withdraw(outdated.outdated_letters(work))
    shown = tuple(each for each in mailing.found if not bagian or each.owner in bagian)
    missing = [each for each in mailing.without if not bagian or each.bagian in bagian]
    return HasilKirim(master.tahun, master.instansi.edisi, jenis, (*done, *missing), (*shown, *old))


def _known(bagian: Sequence[str], master: Master) -> None:
    known = [each.kode for each in master.bagian]
    wrong = [each for each in bagian if each not in known]
    if wrong:
        raise UnknownArgumentError(f"Bagian {', '.join(wrong)} tidak ada. Yang ada: {', '.join(known)}.")


@dataclass(frozen=True)
class _Ready:
    """A letter, made."""

    bagian: str
    nama: str
    alamat: str  # empty where there is none that a letter can carry
    draft: mail.LetterDraft

    def named(self) -> str:
        return self.nama

    @property
    def attachment(self) -> mail.Attachment:
        return self.draft.attachments[0]

    @property
    def sha256(self) -> str:
        return disk.sha256(self.attachment.data)


class _Mailing:
    """One kind of letter to all bagian: its wording, what counted, and what is told of the letters on the way."""

    def __init__(self, work: Work, jenis: JenisSurat) -> None:
        self.work, self.master, self.register, self.jenis = work, work.master, work.register, jenis
        self.issue, self.due = work.issue, with_forms_due(self.register, self.master)
        self.merge = None if jenis is JenisSurat.FORMULIR else _merged(self.register, work.folder)
        name, known = _FILES[jenis]
        self.text = mail.template(wording(work.inputs, name), known)
        self.found: list[Finding] = []
        self.without: list[Surat] = []

    # ------------------------------------------------------------------ making letters

    def letters(self) -> list[_Ready]:
        """The letters of all bagian that have one coming."""
        entry = self.register.last(FORMULIR_TERBIT)
        assert entry is not None  # `issued` has looked
        out = set(entry.details["formulir"])
        made = []
        for each in self.master.bagian:
            form = self._stem(disk.FORMULIR, each.kode, JenisSurat.FORMULIR)
            issued_here = [name for name in out if _is(name, form)]
            state = self._state(each.kode)
            if self.jenis is JenisSurat.FORMULIR:
                wanted = issued_here
            elif state is StatusBagian.PERLU_PERBAIKAN:
                wanted = [self._newest(self._stem(disk.PERBAIKAN, each.kode, JenisSurat.PERBAIKAN))]
            elif state is StatusBagian.BELUM_MASUK and self.jenis is JenisSurat.PENGINGAT:
                wanted = issued_here
            else:
                continue
            made += [ready for name in wanted if (ready := self._made(each.kode, name))]
        return made

    def _state(self, kode: str) -> StatusBagian:
        states = self.merge.details["status"] if self.merge else {}
        return StatusBagian(states.get(kode, StatusBagian.BELUM_MASUK))

    def _stem(self, stage: str, kode: str, jenis: JenisSurat) -> str:
        return f"{stage}/{disk.legal_name(letter_name(self.master, kode, jenis))}"

    def _newest(self, stem: str) -> str:
        """What was written last under a name: where a person changed the first, it stands beside it."""
        names = [str(each.details["berkas"]) for each in self.register.entries(KELUARAN_DITULIS)]
        return next((name for name in reversed(names) if _is(name, stem)), f"{stem}.xlsx")

    def _made(self, kode: str, name: str) -> _Ready | None:
        """The letter that takes a file to its bagian; `None`, with a finding, where the file is gone."""
        bagian = next(each for each in self.master.bagian if each.kode == kode)
        try:
            data = file_bytes(self.work.folder / name)
        except OSError:
            command = "rkt gabung" if name.startswith(disk.PERBAIKAN) else "rkt format"
            self._tell(FileCode.LAMPIRAN_BELUM_ADA, kode, berkas=name, perintah=command)
            self.without.append(
                Surat(kode, bagian.nama, self.jenis, NasibSurat.TANPA_LAMPIRAN, sebab=f"{name} tidak ada")
            )
            return None
        written = self.register.last(KELUARAN_DITULIS, berkas=name)
        if written is None or written.details["sha256"] != disk.sha256(data):
            self._tell(FileCode.LAMPIRAN_DISUNTING, kode, berkas=name)
        shown = f"{disk.legal_name(PurePosixPath(name).stem.partition(' (baru')[0])}.xlsx"
        filled = self.text.filled(self._facts(kode, shown))
        address = (bagian.surel or "").strip()
        draft = mail.LetterDraft(
            to=address, to_name=bagian.nama, sender=self.master.instansi.surel or "",
            subject=filled.subject, body=filled.body, attachments=(mail.Attachment(shown, data),),
        )  # fmt: skip
        return _Ready(kode, bagian.nama, address if mail.usable(address) else "", draft)

    def _facts(self, kode: str, formulir: str) -> dict[str, str]:
        today = self.work.today
        if self.jenis is JenisSurat.FORMULIR:
            return form_facts(self.master, kode, formulir, today)
        returned = self._returned(kode)
        if self.jenis is JenisSurat.PENGINGAT:
            return reminder_facts(self.due, kode, formulir, today, returned)
        assert returned is not None  # only those get a perbaikan form that returned one
        return letter_facts(self.due, returned, formulir)

    def _returned(self, kode: str) -> Return | None:
        """The return that counted in the last consolidation, judged again from the bytes that were kept."""
        assert self.merge is not None
        name = self.merge.details["dipakai"].get(kode)
        if name is None:
            return None
        digest = self.merge.details["berkas"][name]
        data = self.register.kept(digest)
        assert data is not None  # every file received is kept
        return judge(
            name, digest, Times(self.issue.terbit or self.merge.when), open_book(data), self.master, self.issue
        )

    def _tell(self, code: FileCode, owner: str, **details: str) -> None:
        nama = self.master.nama_bagian(owner)
        self.found.append(finding(code, owner=owner, nama=nama, **details))  # type: ignore[arg-type]

    # ------------------------------------------------------------------ drafts

    def drafted(self, letters: Sequence[_Ready], progress: Progress) -> list[Surat]:
        """Every letter as a draft in 2-surel."""
        done = []
        for each in one_by_one(letters, progress, _Ready.named):
            if not each.alamat:
                self._tell(FileCode.SUREL_BELUM_ADA, each.bagian)
            done.append(self._about(each, NasibSurat.DITULIS, berkas=self._put(each)))
        return done

    def _put(self, ready: _Ready) -> str:
        return self.work.put(self._draft_name(ready), mail.compose(ready.draft)).path

    def _draft_name(self, ready: _Ready) -> str:
        return f"{self._stem(disk.SUREL, ready.bagian, self.jenis)}{mail.SUFFIX}"

    def _about(self, ready: _Ready, hasil: NasibSurat, *, berkas: str | None = None, sebab: str | None = None) -> Surat:
        name, digest = ready.attachment.name, ready.sha256
        return Surat(
            ready.bagian, ready.nama, self.jenis, hasil, ready.alamat or None, berkas, name, digest, sebab=sebab
        )

    # ------------------------------------------------------------------ sending

    def sent(
        self, letters: Sequence[_Ready], server: Server, *, again: bool, progress: Progress
    ) -> list[Surat]:  # fmt: skip
        """Hand every letter to the server that was not handed over before; go on after a refusal."""
        office = (self.master.instansi.surel or "").strip()
        login = login_for("smtp", office)
        sender = office if mail.usable(office) else (login.user if login else "")
        if not mail.usable(sender):
            raise InputUnusableError("Surel dinas belum ada di lembar Instansi, jadi surel tidak mempunyai pengirim.")
        book = Postbook(self.register)
        todo = {each.bagian: self._held_back(each, book, again=again) for each in letters}
        if all(todo.values()):  # nothing to send: the server need not be asked
            return [each for each in todo.values() if each]
        done = []
        with Outbox(server, login) as outbox:
            for each in one_by_one(letters, progress, _Ready.named):
                ready = replace(each, draft=replace(each.draft, sender=sender))
                done.append(todo[each.bagian] or self._handed_over(ready, outbox, book))
        return done

    def _held_back(self, ready: _Ready, book: Postbook, *, again: bool) -> Surat | None:
        """Why a letter is not handed over now; `None` where it is."""
        if not ready.alamat:
            self._tell(FileCode.SUREL_BELUM_ADA, ready.bagian)
            return self._about(ready, NasibSurat.GAGAL, berkas=self._put(ready), sebab="alamatnya belum ada")
        past, entry = book.past(self._letter(ready, ""))
        if again or past is Past.BARU or entry is None:
            return None
        if past is Past.TERKIRIM:
            return replace(self._about(ready, NasibSurat.SUDAH), message_id=entry.details["message_id"])
        return self._doubtful(ready, entry.when.strftime("%d/%m/%Y %H.%M"), entry.details["message_id"])

    def _doubtful(self, ready: _Ready, when: str, message_id: str) -> Surat:
        self._tell(FileCode.SUREL_MERAGUKAN, ready.bagian, jenis=self.jenis, alamat=ready.alamat, kapan=when,
                   kode=ready.bagian)  # fmt: skip
        return replace(self._about(ready, NasibSurat.MERAGUKAN), message_id=message_id)

    def _letter(self, ready: _Ready, message_id: str) -> PostedLetter:
        return PostedLetter(ready.bagian, self.jenis, ready.alamat, ready.sha256, message_id)

    def _handed_over(self, ready: _Ready, outbox: Outbox, book: Postbook) -> Surat:
        """One letter, written down before it goes and at once with what became of it."""
        now = self.work.place.now().astimezone()
        name = make_msgid("rkt", ready.draft.sender.rpartition("@")[2])
        letter, data = self._letter(ready, name), mail.compose(ready.draft, mail.Stamp(now, name))
        book.begin(letter)
        try:
            done = outbox.deliver(ready.draft.sender, ready.alamat, data)
        except InputUnusableError as error:
            book.refused(letter, str(error))
            raise
        if done.fate is Fate.MERAGUKAN:
            return self._doubtful(ready, now.strftime("%d/%m/%Y %H.%M"), name)
        if done.fate is Fate.DITOLAK:
            book.refused(letter, done.why)
            self._tell(FileCode.SUREL_TIDAK_TERKIRIM, ready.bagian, jenis=self.jenis, alamat=ready.alamat,
                       sebab=done.why.rstrip("."))  # fmt: skip
            return self._about(ready, NasibSurat.GAGAL, berkas=self._put(ready), sebab=done.why)
        book.sent(letter)
        return replace(self._about(ready, NasibSurat.TERKIRIM, berkas=self._copied(ready, data)), message_id=name)

    def _copied(self, ready: _Ready, data: bytes) -> str | None:
        """The copy of what was sent; the draft of the same letter goes, so that nobody sends it once more."""
        stem = self._stem(disk.TERKIRIM, ready.bagian, self.jenis)
        try:
            disk.withdraw(self.work.folder, self.register, self._draft_name(ready), "surel ini sudah terkirim")
            copy = f"{stem} {self.work.place.now():%Y-%m-%d %H%M%S}{mail.SUFFIX}"
            return self.work.put(copy, data).path
        except OutputLockedError as error:
            self._tell(FileCode.SALINAN_TIDAK_TERSIMPAN, ready.bagian, sebab=str(error))
            return None

    def written_down(self, letters: Sequence[_Ready]) -> list[Surat]:
        """Doubtful letters that the Kasubag knows to have arrived."""
        book = Postbook(self.register)
        done = []
        for each in letters:
            past, entry = book.past(self._letter(each, ""))
            if past is Past.MERAGUKAN and entry is not None:
                name = entry.details["message_id"]
                book.sent(self._letter(each, name), oleh="Kasubag")
                done.append(replace(self._about(each, NasibSurat.TERKIRIM), message_id=name))
        return done


def _is(name: str, stem: str) -> bool:
    """Whether a written workbook has a name, or stands beside one that a person changed."""
    return name == f"{stem}.xlsx" or (name.startswith(f"{stem} (baru") and name.endswith(").xlsx"))


def _merged(register: Register, folder: Path) -> Entry:
    """The last consolidation, which must know everything that came back: nobody is reminded who has answered.

    Raises:
        NotNowError: There was none, or something came since.
    """
    entry = last_merge(register)
    known = entry.details["berkas"]
    new = [
        name
        for name in inbox.names_waiting(folder)
        if not any(each == name or each.startswith(f"{name}/") for each in known)
    ]
    if new:
        reason = "supaya yang sudah mengembalikan tidak ikut disurati"
        raise NotNowError(f"{new[0]} belum diperiksa. Jalankan rkt gabung lebih dahulu, {reason}.")
    return entry
