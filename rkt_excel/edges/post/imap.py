"""A mailbox that is only looked into (IMAP): it is opened read-only and letters are asked for without marking them.

IMAPClient speaks: it parses the server's answers and writes folder names in the alphabet that IMAP has for them.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from types import TracebackType
from typing import Any, Final, Self

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from rkt_excel.edges.attachments.eml import LETTER_BYTES
from rkt_excel.edges.attachments.server_words import server_words
from rkt_excel.edges.attachments.undelivered import from_a_server
from rkt_excel.edges.disk.outside import plain_line
from rkt_excel.edges.post.mailserver import (
    ANSWER_SECONDS,
    CONNECT_SECONDS,
    UNWRITABLE,
    Login,
    Security,
    Server,
    unreachable,
    why_not,
)
from rkt_excel.errors import InputUnusableError, RktError, UnknownArgumentError

_AT_ONCE: Final = 200  # letters whose sizes are asked for in one command
_SORTED_OUT: Final = timedelta(days=3)
_TEXT, _PLAIN = b"text", b"plain"
_OCTETS: Final = 6  # the place of the size in the structure of a text (RFC 9051, 7.5.2)
_LONG_TEXT: Final = 5_000  # bytes; the smallest workbook takes more


class LineBrokenError(Exception):
    """The connection to the mailbox broke; what was fetched before is whole. The text is an Indonesian clause."""


class LetterUnreadableError(Exception):
    """The server does not give this letter, or answers in an unknown way; the connection holds.

    The text is an Indonesian clause.
    """


@dataclass(frozen=True)
class Heading:
    """What a letter is, before it is fetched.

    Attributes:
        uid: Its number in the mailbox (UID, RFC 9051, 2.3.1.1).
        size: Bytes, as the server says; 0 where it does not.
        attached: Whether it may hold a file: it has a part beside its text, or a text long enough for one.
        sender: The address that it names as its sender, empty where it names none.
        subject: Its subject in one line, empty where it has none.
    """

    uid: int
    size: int
    attached: bool
    sender: str
    subject: str


class Mailbox:
    """One folder of a mailbox; a context manager, which logs in and out."""

    def __init__(self, server: Server, login: Login, folder: str) -> None:
        """Keep what is needed; the connection is made on entering."""
        self._server, self._login, self._folder = server, login, folder
        self._line: IMAPClient | None = None
        self._validity = 0

    def __enter__(self) -> Self:
        """Log in and open the folder, read-only.

        Raises:
            InputUnusableError: There is no connection, its certificate is not trusted, or the login is refused.
            UnknownArgumentError: There is no such folder.
        """
        try:
            self._line = self._opened()
            self._examine()
        except UnicodeEncodeError:
            self._close()
            raise InputUnusableError(UNWRITABLE) from None
        except Exception as error:
            self._close()
            if isinstance(error, RktError):
                raise
            raise self._unusable(error) from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Log out."""
        try:
            if self._line:
                self._line.logout()
        except Exception:  # noqa: BLE001 - everything is done by now, whatever the server says to a goodbye
            self._close()

    @property
    def name(self) -> str:
        """What names this folder as long as its UIDs mean the same letters: UIDVALIDITY in it (RFC 9051, 2.3.1.1)."""
        return f"{self._server.name} {self._login.user} {self._folder} {self._validity}"

    def since(self, moment: datetime, without: frozenset[int]) -> list[Heading]:
        """What the letters are that arrived from a moment on, oldest first.

        Args:
            moment: With its time zone.
            without: UIDs that need not be looked at.

        Raises:
            LineBrokenError: The connection broke.
        """
        # SINCE knows only days, of the server's own time zone: ask for one more and look at the exact moment.
        day = (moment.astimezone(UTC) - timedelta(days=1)).date()
        line = self._open_line()
        try:
            uids = sorted(set(line.search(["SINCE", day])) - without)
            return [each for part in _parts(uids) for each in self._known(line, part, moment)]
        except Exception as error:
            raise self._broken(error) from error

    def letter(self, uid: int) -> bytes:
        """The bytes of a letter, which stays unread; of a very large one `LETTER_BYTES` and one more.

        Raises:
            LineBrokenError: The connection broke.
            LetterUnreadableError: The server does not give this letter.
        """
        line = self._open_line()
        try:
            answer = line.fetch([uid], [f"BODY.PEEK[]<0.{LETTER_BYTES + 1}>"])
            return bytes(answer.get(uid, {}).get(b"BODY[]<0>") or b"")
        except Exception as error:
            if _ended(error):
                raise self._broken(error) from error
            raise LetterUnreadableError(self._said(error)) from error

    def mark(self, uids: Sequence[int]) -> None:
        """Mark letters as read; the only thing that this program ever changes in a mailbox.

        Raises:
            LineBrokenError: The connection broke, or the folder cannot be changed.
        """
        line = self._open_line()
        try:
            line.select_folder(self._folder)
            line.add_flags(list(uids), [b"\\Seen"], silent=True)
        except Exception as error:
            raise self._broken(error) from error

    # ------------------------------------------------------------------ the line

    def _opened(self) -> IMAPClient:
        server = self._server
        direct = server.security is Security.TLS
        context = server.context()
        self._line = IMAPClient(
            server.host, server.port, use_uid=True, ssl=direct, ssl_context=context if direct else None,
            timeout=SocketTimeout(CONNECT_SECONDS, ANSWER_SECONDS),
        )  # fmt: skip
        self._line.normalise_times = False  # moments keep their time zone
        if not direct:
            self._line.starttls(context)
        self._line.login(self._login.user, self._login.password)
        return self._line

    def _examine(self) -> None:
        line = self._open_line()
        try:
            answer = line.select_folder(self._folder, readonly=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            names = ", ".join(sorted(str(name) for _, _, name in line.list_folders()))
            raise UnknownArgumentError(
                f"Folder “{self._folder}” tidak ada di kotak surat. Yang ada: {names}."
            ) from None
        self._validity = _number(answer.get(b"UIDVALIDITY"))

    def _open_line(self) -> IMAPClient:
        assert self._line is not None  # used as a context manager
        return self._line

    def _close(self) -> None:
        if self._line:
            with contextlib.suppress(OSError):
                self._line.shutdown()
        self._line = None

    def _unusable(self, error: Exception) -> InputUnusableError:
        """Why a mailbox cannot be opened, without the password."""
        name = self._server.name
        if isinstance(error, LoginError):
            hint = "Periksa RKT_IMAP_USER dan RKT_IMAP_PASSWORD; Gmail dan sejenisnya meminta kata sandi aplikasi"
            said = server_words(Login.hidden(str(error)))
            return InputUnusableError(f"Login ke {name} ditolak. {hint}. (jawaban: {said})")
        if isinstance(error, CapabilityError):
            return InputUnusableError(f"Peladen {name} tidak menawarkan sambungan aman (STARTTLS). Pakailah port 993.")
        if isinstance(error, (ssl.SSLError, OSError)):
            return unreachable(self._server, error)
        return InputUnusableError(f"Kotak surat di {name} tidak dapat dibuka: {self._said(error)}.")

    def _broken(self, error: Exception) -> LineBrokenError:
        self._close()
        if isinstance(error, OSError):
            return LineBrokenError(why_not(error))
        if isinstance(error, IMAPClientAbortError):
            return LineBrokenError("sambungannya terputus")
        return LineBrokenError(self._said(error))

    def _said(self, error: Exception) -> str:
        """What the server answered, as far as it can be repeated; IMAPClient raises anything on an odd answer."""
        if isinstance(error, IMAPClientError):
            return f"peladen menjawab “{server_words(Login.hidden(str(error)))}”"
        return "peladen menjawab dengan cara yang tidak dikenal"

    def _known(self, line: IMAPClient, uids: list[int], moment: datetime) -> list[Heading]:
        """The headings of letters; a letter of which no answer can be understood has an empty one, and is not lost."""
        try:
            return list(self._headings(line, uids, moment))
        except Exception as error:
            if _ended(error):
                raise
            if len(uids) == 1:
                return [Heading(uids[0], 0, attached=True, sender="", subject="")]
            return [each for uid in uids for each in self._known(line, [uid], moment)]

    def _headings(self, line: IMAPClient, uids: list[int], moment: datetime) -> Iterator[Heading]:
        answers: dict[int, dict[bytes, Any]] = line.fetch(
            uids, ["RFC822.SIZE", "INTERNALDATE", "ENVELOPE", "BODYSTRUCTURE"]
        )
        for uid in uids:
            answer = answers.get(uid)
            if answer is None:
                continue  # deleted since
            came = answer.get(b"INTERNALDATE")
            # The server has sorted out what is older by more than that; one that now says otherwise is not believed.
            if isinstance(came, datetime) and came.tzinfo and moment - _SORTED_OUT <= came < moment:
                continue
            envelope = answer.get(b"ENVELOPE")
            sender = _sender(envelope)
            attached = _attached(answer.get(b"BODYSTRUCTURE")) or from_a_server(sender)
            size, subject = _number(answer.get(b"RFC822.SIZE")), _words(getattr(envelope, "subject", None))
            yield Heading(uid, size, attached, sender, subject)


def _parts(uids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(uids), _AT_ONCE):
        yield uids[start : start + _AT_ONCE]


def _attached(structure: Any) -> bool:  # noqa: ANN401 - nested tuples, as the server wrote them
    """Whether any part is more than unnamed text; where the server does not say, there may be one."""
    if not isinstance(structure, tuple) or not structure:
        return True
    if isinstance(structure[0], list):
        return any(_attached(part) for part in structure[0])
    named = b"name" in bytes(repr(structure[2:]).lower(), "utf-8")
    return not (isinstance(structure[0], bytes) and structure[0].lower() == _TEXT) or named or _long(structure)


def _long(structure: tuple[Any, ...]) -> bool:
    """Whether a plain text is so long that a file may stand in it (uuencode)."""
    plain_text = len(structure) > _OCTETS and isinstance(structure[1], bytes) and structure[1].lower() == _PLAIN
    return plain_text and _number(structure[_OCTETS]) > _LONG_TEXT


def _number(value: object) -> int:
    """A number that the server says, 0 where it says none."""
    try:
        return int(value or 0)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return 0


def _ended(error: Exception) -> bool:
    """Whether the connection is gone; otherwise one answer was odd and the next may be good."""
    return isinstance(error, (OSError, IMAPClientAbortError))


def _sender(envelope: Any) -> str:  # noqa: ANN401 - as above
    try:
        first = envelope.from_[0]
        return f"{_words(first.mailbox)}@{_words(first.host)}"
    except (AttributeError, IndexError, TypeError):
        return ""


def _words(text: bytes | None) -> str:
    """A header's text in words (RFC 2047), in one line that every screen shows."""
    from email.header import decode_header, make_header  # noqa: PLC0415 - only for what is told of large letters

    raw = (text or b"").decode("utf-8", "replace")
    try:
        return plain_line(str(make_header(decode_header(raw))))
    except (ValueError, LookupError, MessageError):
        return plain_line(raw)
