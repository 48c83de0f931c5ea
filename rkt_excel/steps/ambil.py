"""SOP step 3, `rkt ambil`: answers from a mailbox into 3-kembali; the mailbox is only read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.arrivals.arrived import stumbled
from rkt_excel.edges.attachments.eml import read_head
from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.post import letterbox
from rkt_excel.edges.post.imap import Heading, LetterUnreadableError, LineBrokenError, Mailbox
from rkt_excel.edges.post.mailserver import Server, login_for
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.errors import InputUnusableError
from rkt_excel.events import KOTAK_SURAT_DILIHAT, SUREL_DIAMBIL
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.postbook import fetched, own_letters, seen
from rkt_excel.progress import Progress, one_by_one
from rkt_excel.workbook.containers.limits import MEGABYTE
from rkt_excel.workbook.findings import Finding, finding


@dataclass(frozen=True)
class SuratDiambil:
    """A letter that was fetched.

    Attributes:
        berkas: Relative to the work folder, with "/".
        tanggal: When it was sent, by its own word.
    """

    berkas: str
    pengirim: str | None
    perihal: str
    tanggal: datetime | None
    message_id: str
    sha256: str


@dataclass(frozen=True)
class HasilAmbil:
    """What `rkt ambil` did.

    Attributes:
        sejak: Letters that arrived from this day on were looked at.
        surat: What is new in 3-kembali.
        dilihat: How many letters were looked at in this run.
    """

    tahun: int
    folder: str
    sejak: date
    surat: tuple[SuratDiambil, ...]
    dilihat: int
    findings: tuple[Finding, ...]


def ambil(
    place: Workplace,
    server: Server,
    *,
    folder: str = "INBOX",
    since: date | None = None,
    mark: bool = False,
    again: bool = False,
    progress: Progress = lambda _: None,
) -> HasilAmbil:
    """Fetch the letters that hold a workbook or an archive, each once.

    Args:
        place: Where the work is done.
        server: Keeps the mailbox.
        folder: Of the mailbox.
        since: The first day; that of the first forms where it is not said.
        mark: Mark the fetched letters as read.
        again: Look at everything once more; what lies in 3-kembali still stays as it is.
        progress: Told the subject of each letter.

    Raises:
        InputUnusableError: The master, the server or the login cannot be used.
        UnknownArgumentError: There is no such folder.
        NotNowError: No forms are out yet.
        OutputLockedError: 3-kembali cannot be written; what was fetched before stays.
    """
    with working(place) as work:
        master, issue = work.master, work.issue
        assert issue.terbit is not None  # `issued` says when
        day = since or issue.terbit.astimezone().date()
        login = login_for("imap", master.instansi.surel)
        if login is None:
            raise InputUnusableError("Isilah RKT_IMAP_USER dan RKT_IMAP_PASSWORD di lingkungan, atau simpan sandinya "
                                     "dengan keyring set rkt-imap NAMA.")  # fmt: skip
        with Mailbox(server, login, folder) as mailbox:
            run = _Round(work, mailbox, again=again)
            run.all(datetime.combine(day, time()).astimezone(), progress)
            if mark:
                run.mark()
    return HasilAmbil(master.tahun, folder, day, tuple(run.got), run.looked, tuple(run.found))


class _Round:
    """One look into a mailbox."""

    def __init__(self, work: Work, mailbox: Mailbox, *, again: bool) -> None:
        self.folder, self.register, self.mailbox = work.folder, work.register, mailbox
        self.now = work.place.now().astimezone()
        register = self.register
        self.bagian = {(each.surel or "").strip().casefold() for each in work.master.bagian} - {""}
        self.known = frozenset[tuple[str, str]]() if again else fetched(register)
        self.passed = frozenset[int]() if again else seen(register, mailbox.name)
        self.own = own_letters(register)
        self.got: list[SuratDiambil] = []
        self.found: list[Finding] = []
        self.taken: list[int] = []
        self.looked = 0

    def all(self, since: datetime, progress: Progress) -> None:
        """Every letter from a moment on; where the line breaks, what was done until then holds."""
        done: list[int] = []
        try:
            for each in one_by_one(self.mailbox.since(since, self.passed), progress, _subject):
                self.looked += 1
                if self._by_itself(each):
                    done.append(each.uid)
        except LineBrokenError as error:
            self.found.append(finding(FileCode.SUREL_GAGAL_DIAMBIL, sebab=str(error)))
        finally:
            if done:
                self.register.record(KOTAK_SURAT_DILIHAT, kotak=self.mailbox.name, uid=done)

    def mark(self) -> None:
        """Mark what was taken as read."""
        if not self.taken or (self.found and self.found[-1].code is FileCode.SUREL_GAGAL_DIAMBIL):
            return
        try:
            self.mailbox.mark(self.taken)
        except LineBrokenError as error:
            self.found.append(finding(FileCode.SUREL_GAGAL_DIAMBIL, sebab=f"surel tidak dapat ditandai, {error}"))

    def _by_itself(self, each: Heading) -> bool:
        """Look at one letter; whatever it does, the others are looked at as well, and this one again next time."""

        def told(sebab: str) -> bool:
            self.found.append(finding(FileCode.SUREL_TIDAK_TERAMBIL, sebab=sebab, **_named(each)))  # type: ignore[arg-type]
            return False

        try:
            return by_itself(
                lambda: self._one(each),
                lambda details: told(f"kesalahan program. {details}"),
                passing=(LineBrokenError, LetterUnreadableError),
            )
        except LetterUnreadableError as error:
            return told(str(error))

    def _one(self, each: Heading) -> bool:
        """Look at one letter; says whether it need not be looked at again."""
        if not each.attached:
            return True
        data = self._whole(each)
        if data is None:
            return False
        if read_head(data).message_id in self.own:
            return True
        held = by_itself(lambda: inbox.in_letter(data, self.now), lambda details: [_stumbled(each, details)])
        if any(one.concerns for one in held):
            self._keep(each, data)
            self.found += [one.refusal for one in held if one.refusal and one.notice]
            return True
        if each.sender.casefold() not in self.bagian:
            return True
        self.found.append(finding(FileCode.SUREL_DILEWATI, **_named(each)))  # type: ignore[arg-type]
        return False  # told in every run, as what is too large is

    def _whole(self, each: Heading) -> bytes | None:
        """A letter that is small enough; `None`, told, for a larger one, and for one that was deleted since."""
        data = self.mailbox.letter(each.uid) if each.size <= inbox.LETTER_BYTES else None
        if data is None or len(data) > inbox.LETTER_BYTES:
            self._too_large(each)
            return None
        return data or None

    def _too_large(self, each: Heading) -> None:
        sizes = {"ukuran": _megabytes(each.size), "batas": _megabytes(inbox.LETTER_BYTES)}
        self.found.append(finding(FileCode.SUREL_TERLALU_BESAR, **sizes, **_named(each)))  # type: ignore[arg-type]

    def _keep(self, each: Heading, data: bytes) -> None:
        """Put a letter into 3-kembali and write it down; the same letter comes but once."""
        letter = read_head(data)
        name = letter.message_id
        digest = disk.sha256(data)
        if (name, digest) in self.known:
            return
        stem = letterbox.letter_file(data, self.now)
        berkas, new = letterbox.put_letter(self.folder, stem, data)
        self.register.record(SUREL_DIAMBIL, message_id=name, sha256=digest, berkas=berkas, pengirim=letter.sender,
                             kotak=self.mailbox.name, uid=each.uid)  # fmt: skip
        self.known |= {(name, digest)}
        self.taken.append(each.uid)
        if new:
            self.got.append(SuratDiambil(berkas, letter.sender, letter.subject, letter.date, name, digest))


def _subject(each: Heading) -> str:
    return each.subject or "tanpa perihal"


def _named(each: Heading) -> dict[str, str]:
    """What sentences call a letter."""
    return {"pengirim": each.sender or "pengirim tanpa nama", "perihal": _subject(each)}


def _stumbled(each: Heading, details: str) -> inbox.Arrived:
    return stumbled(inbox.Arrived(each.subject or "surel", None), details)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")
