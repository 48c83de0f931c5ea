"""Real mail servers on loopback, with TLS by an authority of the test's own: aiosmtpd takes mail, Dovecot keeps it.

Where Dovecot is missing, it is an error here; programs.py asks before.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import grp
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

SBIN: Final = ("/usr/sbin", "/usr/local/sbin")  # not on the PATH of an ordinary user
HOST = "localhost"
ADDRESS = "127.0.0.1"
USER, PASSWORD = "dinas@contoh.go.id", "rahasia sekali"
START_SECONDS = 15.0


@dataclass(frozen=True)
class Authority:
    """Who vouches for the servers of a test.

    Attributes:
        ca: Its certificate, as a file for --ca.
        key: The server's key and certificates in one file, as Dovecot wants them.
    """

    folder: Path
    ca: Path
    chain: Path
    key: Path
    context: ssl.SSLContext


def authority(folder: Path, *, host: str = HOST, expires: dt.datetime | None = None) -> Authority:
    """An authority of its own with a certificate for a host."""
    folder.mkdir(exist_ok=True)
    root = trustme.CA()
    leaf = root.issue_cert(host, not_after=expires)
    made = Authority(
        folder, folder / "ca.pem", folder / "chain.pem", folder / "key.pem",
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
    )  # fmt: skip
    root.cert_pem.write_to_path(str(made.ca))
    made.chain.write_bytes(b"".join(each.bytes() for each in leaf.cert_chain_pems))
    leaf.private_key_pem.write_to_path(str(made.key))
    leaf.configure_cert(made.context)
    return made


@dataclass
class PostOffice:
    """What an SMTP server took, and how it is to behave.

    Attributes:
        letters: Receiver and bytes of each letter taken, in order.
        refuse: The answer to a receiver instead of taking it.
        hang_up_at: Break the line at this receiver's RCPT ("rcpt"), there and for good ("gone"), or after its whole
            letter, unanswered ("data").
    """

    letters: list[tuple[str, bytes]] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    hang_up_at: dict[str, str] = field(default_factory=dict)
    logins: list[str] = field(default_factory=list)
    port: int = 0
    close_door: Callable[[], None] = lambda: None

    @property
    def receivers(self) -> list[str]:
        return [to for to, _ in self.letters]

    def letter(self, to: str) -> EmailMessage:
        found = message_from_bytes(next(data for each, data in self.letters if each == to), policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _: Any) -> str:  # noqa: N802
        fault = self.hang_up_at.get(address)
        if fault in {"rcpt", "gone"}:
            server.transport.abort()
        if fault == "gone":
            self.close_door()
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        (to,) = envelope.rcpt_tos
        self.letters.append((to, envelope.content))
        if self.hang_up_at.pop(to, "") == "data":
            server.transport.abort()
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(mechanism)
        right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 rahasia sekali salah")


@contextlib.contextmanager
def smtp(office: PostOffice, tls: ssl.SSLContext | None, **options: Any) -> Iterator[PostOffice]:
    """An SMTP server with STARTTLS (or, with `direct=True`, TLS from the first byte; without a context, neither)."""
    direct = options.pop("direct", False)
    if tls and not direct:
        options |= {"require_starttls": True, "tls_context": tls}
    if options.pop("login", True):
        options |= {"authenticator": office.authenticate, "auth_require_tls": not direct and tls is not None}
    controller = _Controller(office, ssl_context=tls if direct else None, options=options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop(no_assert=True)


class _Controller(Controller):
    """A controller on a port that the system chooses."""

    def __init__(self, handler: PostOffice, *, ssl_context: ssl.SSLContext | None, options: dict[str, Any]) -> None:
        super().__init__(handler, hostname=ADDRESS, port=0, ssl_context=ssl_context)
        self.office, self.options = handler, options

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname=HOST, **self.options)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.office.port = self.server.sockets[0].getsockname()[1]
        self.office.close_door = self.server.close
        super()._trigger_server()  # type: ignore[no-untyped-call]


# ------------------------------------------------------------------ the mailbox


@dataclass
class MailStore:
    """A mailbox on a Dovecot of its own.

    Attributes:
        port: IMAP with STARTTLS.
        tls_port: IMAP with TLS from the first byte.
    """

    maildir: Path
    port: int
    tls_port: int
    owner: tuple[int, int]
    count: int = 0

    def deliver(self, letter: bytes, when: dt.datetime, folder: str = "") -> None:
        """Put a letter into the mailbox, as having arrived at a moment."""
        self.count += 1
        target = self.maildir / folder / "new" / f"{when.timestamp():.0f}.{self.count}.contoh"
        target.write_bytes(letter)
        os.utime(target, (when.timestamp(), when.timestamp()))
        os.chown(target, *self.owner)

    def state(self) -> set[str]:
        """Every letter with its marks, which Maildir keeps in the name."""
        return {str(each) for kind in ("new", "cur") for each in self.maildir.rglob(f"{kind}/*")}


_CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = {address}
ssl = required
ssl_cert = <{chain}
ssl_key = <{key}
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{home}/Maildir
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def find_dovecot() -> str | None:
    """The mail server, also where only root's PATH leads."""
    return shutil.which("dovecot", path=os.pathsep.join((os.environ.get("PATH", ""), *SBIN)))


@contextlib.contextmanager
def dovecot(trusted: Authority) -> Iterator[MailStore]:
    """A Dovecot without privileges, with one mailbox."""
    program = find_dovecot()
    if program is None:
        raise FileNotFoundError("Dovecot is missing")
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    owner = account.pw_uid, account.pw_gid
    # Not below pytest's folder, which nobody else may enter; and the name of a socket must not be long.
    with tempfile.TemporaryDirectory(prefix="rkt-dovecot-") as name:
        home = Path(name)
        store = MailStore(home / "Maildir", _free_port(), _free_port(), owner)
        _furnish(home, store, trusted, account.pw_name)
        for each in (home, *home.rglob("*")):
            os.chown(each, *owner)
        command = [program, "-F", "-c", str(home / "dovecot.conf")]
        server = subprocess.Popen(command, user=owner[0], group=owner[1], extra_groups=[])
        try:
            _await(store, server, home / "log")
            yield store
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(START_SECONDS)


def _furnish(home: Path, store: MailStore, trusted: Authority, user: str) -> None:
    for folder in ("", ".Arsip", ".Jawaban RKT &-"):
        for kind in ("new", "cur", "tmp"):
            (store.maildir / folder / kind).mkdir(parents=True)
    for part in (trusted.chain, trusted.key):
        shutil.copy(part, home / part.name)
    (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    group = grp.getgrgid(store.owner[1]).gr_name
    config = _CONFIG.format(
        home=home, address=ADDRESS, chain=home / trusted.chain.name, key=home / trusted.key.name,
        user=user, group=group,
        uid=store.owner[0], gid=store.owner[1], port=store.port, tls_port=store.tls_port,
    )  # fmt: skip
    (home / "dovecot.conf").write_text(config, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])


def _await(store: MailStore, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with socket.create_connection((ADDRESS, store.port), 1) as line:
                if line.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"Dovecot did not start: {log.read_text(encoding='utf-8') if log.exists() else 'no log'}")


@contextlib.contextmanager
def cut_line(port: int, after: int) -> Iterator[int]:
    """A port that leads to another one, until that has sent so many bytes; then the line is cut."""
    with socket.create_server((ADDRESS, 0)) as door:
        threading.Thread(target=_forward, args=(door, port, after), daemon=True).start()
        yield int(door.getsockname()[1])


def _forward(door: socket.socket, port: int, after: int) -> None:
    with contextlib.suppress(OSError), door.accept()[0] as near, socket.create_connection((ADDRESS, port)) as far:
        threading.Thread(target=_pump, args=(near, far, 1 << 40), daemon=True).start()
        _pump(far, near, after)
        for each in (near, far):
            each.shutdown(socket.SHUT_RDWR)


def _pump(source: socket.socket, sink: socket.socket, most: int) -> None:
    with contextlib.suppress(OSError):
        while most > 0 and (data := source.recv(min(65_536, most))):
            sink.sendall(data)
            most -= len(data)


@contextlib.contextmanager
def odd_imap(tls: ssl.SSLContext, letters: dict[int, bytes], odd: dict[int, bytes], good: bytes) -> Iterator[int]:
    """The port of a server that says odd things of its letters, which no Dovecot does.

    Args:
        tls: Its certificate.
        letters: By UID; one that it has told of and does not give is answered with NO.
        odd: What it says of a letter, with %d for the UID, where that is odd.
        good: What it says of the others.
    """
    with socket.create_server((ADDRESS, 0)) as door:
        threading.Thread(target=_answer_all, args=(door, tls, letters, odd, good), daemon=True).start()
        yield int(door.getsockname()[1])


def _answer_all(door: socket.socket, tls: ssl.SSLContext, letters: dict[int, bytes], odd: dict[int, bytes],
                good: bytes) -> None:  # fmt: skip
    with contextlib.suppress(OSError):
        while True:
            near, _ = door.accept()
            with contextlib.suppress(OSError), tls.wrap_socket(near, server_side=True) as line:
                _answer(line, letters, odd, good)


def _answer(line: ssl.SSLSocket, letters: dict[int, bytes], odd: dict[int, bytes], good: bytes) -> None:
    line.sendall(b"* OK [CAPABILITY IMAP4rev1] siap\r\n")
    known = sorted({*letters, *odd})
    for request in line.makefile("rb"):
        tag, _, said = request.rstrip().partition(b" ")
        answer, end = b"", b"OK selesai"
        if said.startswith(b"CAPABILITY"):
            answer = b"* CAPABILITY IMAP4rev1\r\n"
        elif said.startswith((b"EXAMINE", b"SELECT")):
            answer = b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n"
        elif said.startswith(b"UID SEARCH"):
            answer = b"* SEARCH " + b" ".join(b"%d" % uid for uid in known) + b"\r\n"
        elif said.startswith(b"UID FETCH"):
            asked = [int(each) for each in said.split()[2].split(b",")]
            if b"BODY.PEEK" not in said:
                answer = b"".join(b"* %d FETCH " % uid + odd.get(uid, good) % uid + b"\r\n" for uid in asked)
            elif asked[0] in letters:
                data = letters[asked[0]]
                answer = b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n" % (asked[0], asked[0], len(data)) + data + b")\r\n"
            else:
                end = b"NO surel ini rusak"
        line.sendall(answer + tag + b" " + end + b"\r\n")
