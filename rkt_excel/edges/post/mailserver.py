"""What sending and fetching share: which server, how the line is secured, and who logs in.

A password comes from the environment or from the credential store of the system (`keyring`, an optional part), never
from a file of the office; it is in no log, no journal and no sentence. Certificates are always verified.
"""

from __future__ import annotations

import os
import re
import socket
import ssl
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from rkt_excel.edges.disk import secrets
from rkt_excel.errors import InputUnusableError, UnknownArgumentError

CONNECT_SECONDS: Final = 30.0
ANSWER_SECONDS: Final = 120.0  # servers look for viruses before they take a letter
_MOST_PORT: Final = 65_535
_ADDRESS: Final = re.compile(r"([A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?")
_CODES: Final = re.compile(r"(?:[245]\d\d[ -])?(?:[245]\.\d{1,3}\.\d{1,3}[ ]?)?")  # RFC 5321, 3463
UNWRITABLE: Final = "Nama pengguna atau kata sandi memuat huruf yang tidak diterima peladen surel (hanya ASCII)."

# OpenSSL's X509_V_ERR_*, by number because `ssl` names none of them.
_CERTIFICATE_FAULTS: Final = {
    9: "sertifikatnya belum berlaku; periksa juga tanggal komputer ini",
    10: "sertifikatnya sudah kedaluwarsa",
    18: "sertifikatnya dibuat sendiri dan tidak dikenal komputer ini",
    19: "sertifikatnya berasal dari penerbit yang tidak dikenal komputer ini",
    20: "sertifikatnya berasal dari penerbit yang tidak dikenal komputer ini",
    62: "sertifikatnya milik peladen dengan nama lain",
}


class Security(Enum):
    """How a line is secured."""

    TLS = "TLS"  # from the first byte
    STARTTLS = "STARTTLS"  # asked for before anything else is said
    NONE = "tanpa TLS"  # readable by everyone on the way; nobody logs in over it


@dataclass(frozen=True)
class Server:
    """A mail server.

    Attributes:
        host: Its name, which its certificate must carry.
        port: 1 to 65535.
        security: How the line is secured.
        ca: A certificate file (PEM) of the office's own authority, trusted beside those of the system; `None` for none.
    """

    host: str
    port: int
    security: Security
    ca: Path | None = None

    @property
    def name(self) -> str:
        """HOST:PORT, as people write it."""
        return f"{self.host}:{self.port}"

    def context(self) -> ssl.SSLContext:
        """The rules of a secured line: verified certificate and name, TLS 1.2 or newer.

        Raises:
            InputUnusableError: The office's own certificate cannot be used.
        """
        context = ssl.create_default_context()
        if self.ca:
            try:
                context.load_verify_locations(cafile=self.ca)
            except OSError as error:  # also SSLError
                raise InputUnusableError(f"{self.ca} bukan sertifikat yang dapat dibaca (bentuk PEM).") from error
        return context


@dataclass(frozen=True)
class Login:
    """Who logs in; the password shows in no text."""

    user: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        """Let the password stand in no log either."""
        secrets.withhold(self.password)

    @staticmethod
    def hidden(text: str) -> str:
        """A server's words, its codes alone where they would give the password away."""
        if not secrets.betrays(text):
            return text
        codes = _CODES.match(text)
        return f"{codes[0] if codes else ''}(selebihnya tidak ditampilkan, sebab memuat kata sandi)"


def split_address(text: str, default: int) -> tuple[str, int]:
    """Host and port of HOST[:PORT]; an IPv6 address stands in brackets there and is given without.

    Args:
        text: What was typed.
        default: The port where none is named.

    Raises:
        UnknownArgumentError: It is no such address, or the port is not within 1 and 65535.
    """
    match = _ADDRESS.fullmatch(text.strip())
    port = int(match[2]) if match and match[2] else default
    if match is None or not 0 < port <= _MOST_PORT:
        raise UnknownArgumentError(f"“{text}” bukan alamat peladen; tulislah seperti smtp.contoh.go.id:587.")
    return match[1].strip("[]"), port


def login_for(kind: str, fallback_user: str | None) -> Login | None:
    """Who logs in, from the environment or the credential store of the system.

    Args:
        kind: "smtp" or "imap": the variables are RKT_SMTP_USER and RKT_SMTP_PASSWORD, the entry in the store rkt-smtp.
        fallback_user: Whose password is looked for where no variable names anybody; `None` for nobody.

    Returns:
        `None` where no variable names anybody and the store has no password.

    Raises:
        InputUnusableError: There is a name without a password, or a password without a name.
    """
    names = f"RKT_{kind.upper()}_USER", f"RKT_{kind.upper()}_PASSWORD"
    named = os.environ.get(names[0], "").strip()
    user = named or (fallback_user or "").strip()
    password = os.environ.get(names[1], "") or _stored(f"rkt-{kind}", user)
    if user and password:
        return Login(user, password)
    if named or password:
        missing = names[1] if named else names[0]
        hint = f"Isilah {missing} di lingkungan, atau simpan sandinya dengan keyring set rkt-{kind} {user or 'NAMA'}."
        raise InputUnusableError(f"Nama pengguna atau kata sandi peladen surel belum lengkap. {hint}")
    return None


def _stored(service: str, user: str) -> str:
    """The password that the system keeps, empty where it keeps none or `keyring` is not installed."""
    if not user:
        return ""
    try:
        import keyring  # noqa: PLC0415 - an optional part
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return ""
    try:
        return keyring.get_password(service, user) or ""
    except KeyringError:
        return ""


def unreachable(server: Server, error: OSError) -> InputUnusableError:
    """What to raise where a server cannot be reached, with the cause in Indonesian."""
    return InputUnusableError(f"Peladen {server.name} tidak dapat dipakai: {why_not(error)}.")


def why_not(error: OSError) -> str:
    """What a failure of the connection means, as an Indonesian clause without a full stop."""
    if isinstance(error, ssl.SSLCertVerificationError):
        cause = _CERTIFICATE_FAULTS.get(error.verify_code, f"sertifikatnya ditolak (kode {error.verify_code})")
        return f"{cause}. Sambungan dibatalkan; untuk sertifikat milik kantor sendiri pakailah --ca BERKAS"
    if isinstance(error, ssl.SSLError):
        return "peladen itu tidak berbicara TLS di port ini; periksa port dan pilihan --tls atau --starttls"
    if isinstance(error, socket.gaierror):
        return "namanya tidak ditemukan; periksa ejaannya dan sambungan internet"
    if isinstance(error, TimeoutError):
        return "tidak menjawab; periksa port dan sambungan internet"
    if isinstance(error, ConnectionRefusedError):
        return "tidak menerima sambungan di port itu"
    return "sambungannya terputus"
