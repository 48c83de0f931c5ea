"""Letters handed to a server (SMTP), one at a time, each with what became of it. Python's `smtplib` speaks.

The commands of a letter are given one by one instead of by `sendmail`, because what is not known matters: a line that
breaks after the whole letter went out and before the server's answer leaves a letter that may have been sent or not.
"""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Final, Self

from rkt_excel.edges.attachments.server_words import meaning, server_words
from rkt_excel.edges.post.mailserver import (
    ANSWER_SECONDS,
    CONNECT_SECONDS,
    UNWRITABLE,
    Login,
    Security,
    Server,
    unreachable,
)
from rkt_excel.errors import InputUnusableError
from rkt_excel.workbook.containers.limits import MEGABYTE

_OK: Final = 250
_GO_ON: Final = 354
_CLOSING: Final = 421
_LOGIN_NEEDED: Final = (530, 535)
_EHLO_NAME: Final = "rkt.invalid"  # RFC 6761; the computer's own name concerns nobody


class Fate(StrEnum):
    """What became of a letter."""

    TERKIRIM = "terkirim"
    DITOLAK = "tidak-terkirim"  # the server does not have it
    MERAGUKAN = "meragukan"  # the line broke before the answer


@dataclass(frozen=True)
class Delivery:
    """What became of a letter, and why as an Indonesian clause; `why` is empty where it was sent."""

    fate: Fate
    why: str = ""


class Outbox:
    """A connection to a server; a context manager. One that broke is made anew for the next letter."""

    def __init__(self, server: Server, login: Login | None) -> None:
        """Keep what is needed; the connection is made on entering.

        Args:
            server: The server that takes the letters.
            login: Who logs in, `None` for a server that asks nobody to.

        Raises:
            InputUnusableError: The office's own certificate cannot be used.
        """
        self._server, self._login = server, login
        self._context = None if server.security is Security.NONE else server.context()
        self._line: smtplib.SMTP | None = None
        self._lost = ""  # why there is no line any more

    def __enter__(self) -> Self:
        """Connect, and log in where somebody is named.

        Raises:
            InputUnusableError: There is no connection, its certificate is not trusted, or the login is refused.
        """
        self._line = self._opened()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave of the server."""
        if self._line:
            try:
                self._line.quit()
            except (OSError, smtplib.SMTPException):
                self._line.close()

    def deliver(self, sender: str, to: str, letter: bytes) -> Delivery:
        """Hand over one letter and tell what became of it; a connection that cannot be made again refuses the rest.

        Args:
            sender: The address that it comes from.
            to: The one address that it goes to.
            letter: As `compose` wrote it.

        Raises:
            InputUnusableError: The server wants a login that it did not get.
        """
        try:
            if not self._lost:
                self._line = self._line or self._opened()
        except InputUnusableError as error:
            self._lost = str(error)  # not tried once more for each letter that is left
        if self._lost or self._line is None:
            return Delivery(Fate.DITOLAK, self._lost)
        limit = self._limit()
        if limit and len(letter) > limit:
            sizes = f"{len(letter) / MEGABYTE:.1f} MB, sedangkan batas peladen {limit / MEGABYTE:.1f} MB"
            return Delivery(Fate.DITOLAK, f"surelnya {sizes}".replace(".", ","))
        return self._handed_over(self._line, sender, to, letter)

    def _handed_over(self, line: smtplib.SMTP, sender: str, to: str, letter: bytes) -> Delivery:
        """Give the commands of one letter; what breaks before its last byte was sent means that it was not taken."""
        handed = False
        try:
            size = [f"size={len(letter)}"] if line.has_extn("size") else []
            for code, text in _asked(line, sender, to, size):
                if code >= 400:
                    return self._refused(line, code, text)
            code, text = line.docmd("data")
            if code != _GO_ON:
                return self._refused(line, code, text)
            line.send(_dotted(letter))
            handed = True
            code, text = line.getreply()
        except (OSError, smtplib.SMTPServerDisconnected):
            self._drop()
            if handed:
                return Delivery(Fate.MERAGUKAN, "sambungan terputus sebelum peladen menjawab")
            return Delivery(Fate.DITOLAK, "sambungan ke peladen terputus; ulangi perintahnya")
        return Delivery(Fate.TERKIRIM) if code == _OK else self._refused(line, code, text)

    def _refused(self, line: smtplib.SMTP, code: int, text: bytes) -> Delivery:
        """What is told of a letter that the server refused; the connection is made ready for the next one."""
        said = self._said(text)
        if code in _LOGIN_NEEDED:
            raise InputUnusableError(f"Peladen {self._server.name} meminta login. {_LOGIN_HINT} (jawaban: {said})")
        try:
            if code == _CLOSING:
                self._drop()
            else:
                line.rset()
        except (OSError, smtplib.SMTPServerDisconnected):
            self._drop()
        means = meaning(f"{code} {said}") or "peladen menolaknya"
        return Delivery(Fate.DITOLAK, f"{means} (jawaban peladen: {code} {said})")

    def _limit(self) -> int:
        """The largest letter that the server takes, in bytes; 0 where it does not say."""
        assert self._line is not None
        told = self._line.esmtp_features.get("size", "")
        return int(told) if told.isdecimal() else 0

    def _drop(self) -> None:
        if self._line:
            self._line.close()
        self._line = None

    # ------------------------------------------------------------------ the line

    def _opened(self) -> smtplib.SMTP:
        """A connection, secured, and logged in where somebody is named."""
        line: smtplib.SMTP | None = None
        try:
            line = self._greeted()
            self._log_in(line)
        except smtplib.SMTPException as error:
            _close(line)
            raise InputUnusableError(f"Peladen {self._server.name} tidak dapat dipakai: {self._told(error)}") from None
        except OSError as error:
            _close(line)
            raise unreachable(self._server, error) from error
        except BaseException:
            _close(line)
            raise
        return line

    def _greeted(self) -> smtplib.SMTP:
        server = self._server
        if server.security is Security.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, _EHLO_NAME, timeout=CONNECT_SECONDS, context=self._context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, _EHLO_NAME, timeout=CONNECT_SECONDS)
        if line.sock:
            line.sock.settimeout(ANSWER_SECONDS)
        line.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            self._secure(line)
        return line

    def _secure(self, line: smtplib.SMTP) -> None:
        if not line.has_extn("starttls"):
            _close(line)
            raise InputUnusableError(
                f"Peladen {self._server.name} tidak menawarkan sambungan aman (STARTTLS), jadi tidak ada yang dikirim. "
                "Pakailah port 465 atau --tls bila peladennya mendukung TLS langsung."
            )
        line.starttls(context=self._context)
        line.ehlo_or_helo_if_needed()

    def _log_in(self, line: smtplib.SMTP) -> None:
        if self._login is None or self._server.security is Security.NONE:
            return
        try:
            line.login(self._login.user, self._login.password)
        except smtplib.SMTPAuthenticationError as error:
            said = self._said(error.smtp_error)
            raise InputUnusableError(f"Login ke {self._server.name} ditolak. {_LOGIN_HINT} (jawaban: {said})") from None
        except UnicodeEncodeError:
            raise InputUnusableError(UNWRITABLE) from None

    def _told(self, error: smtplib.SMTPException) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return f"peladen menjawab {error.smtp_code} {self._said(error.smtp_error)}."
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return "peladen itu tidak menerima login. Hapus RKT_SMTP_USER bila memang tidak diperlukan."
        return "sambungannya terputus."

    def _said(self, text: bytes | str) -> str:
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return server_words(Login.hidden(words))  # cut first, half of a password would be left


_LOGIN_HINT: Final = (
    "Periksa RKT_SMTP_USER dan RKT_SMTP_PASSWORD; Gmail dan sejenisnya meminta kata sandi aplikasi, bukan sandi biasa."
)


def _asked(line: smtplib.SMTP, sender: str, to: str, options: list[str]) -> list[tuple[int, bytes]]:
    """The answers to sender and receiver, up to the first refusal."""
    first = line.mail(sender, options)
    return [first] if first[0] >= 400 else [first, line.rcpt(to)]


def _dotted(letter: bytes) -> bytes:
    """A letter as it goes over the line (RFC 5321, 4.5.2): dots doubled at line starts, a dot alone at the end."""
    lines = re.sub(rb"(?m)^\.", b"..", letter)
    return (lines if lines.endswith(b"\r\n") else lines + b"\r\n") + b".\r\n"


def _close(line: smtplib.SMTP | None) -> None:
    if line:
        line.close()
