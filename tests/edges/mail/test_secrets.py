"""What a mail server says back of a login is on no screen and in no log, in whatever form it says it."""

from __future__ import annotations

import base64
import urllib.parse
from pathlib import Path

import pytest

from rkt_excel.edges.attachments.server_words import meaning
from rkt_excel.edges.disk.guard import by_itself
from rkt_excel.edges.post.imap import Mailbox
from rkt_excel.edges.post.mailserver import Login, Security, Server
from rkt_excel.edges.post.smtp import Outbox

PASSWORD = "Kunci gud4ng-Belakang+77"
USER = "dinas@contoh.go.id"


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


ECHOES = {
    "as it is": PASSWORD,
    "within a sentence": f"user {USER} password {PASSWORD} salah",
    "in capitals": PASSWORD.upper(),
    "with other spaces": PASSWORD.replace(" ", "   "),
    "over two lines": PASSWORD.replace(" ", "\r\n"),
    "without its spaces": PASSWORD.replace(" ", ""),
    "its beginning": f"“{PASSWORD[:6]}…” salah",
    "its end": f"…{PASSWORD[-6:]}",
    "turned around": PASSWORD[::-1],
    "in base64": coded(PASSWORD),
    "in base64 as AUTH PLAIN has it": f"AUTH PLAIN {coded(f'{chr(0)}{USER}{chr(0)}{PASSWORD}')}",
    "in base64 behind another letter": f"x{coded(PASSWORD)}",
    "in base64 without its end": coded(PASSWORD)[:14],
    "percent-encoded": urllib.parse.quote(PASSWORD, safe=""),
    "in hexadecimal": PASSWORD.encode().hex(),
    "in hexadecimal with colons": PASSWORD.encode().hex(":"),
    "behind so much that a cut goes through it": "x" * 190 + " " + PASSWORD,
}


@pytest.fixture
def login() -> Login:
    return Login(USER, PASSWORD)


def shown(text: str) -> bool:
    """Whether five characters of the password stand there, in any case or as they go over the line."""
    forms = (text.casefold(), text[::-1].casefold(), urllib.parse.unquote(text).casefold())
    pieces = [PASSWORD[at : at + 5].casefold() for at in range(len(PASSWORD) - 4)]
    wire = [coded(PASSWORD)[:8], coded(f"\0{USER}\0{PASSWORD}")[-12:], PASSWORD.encode().hex()[:12]]
    return any(piece in form for piece in pieces for form in forms) or any(each in text for each in wire)


@pytest.mark.parametrize("name", ECHOES)
def test_no_server_has_the_password_shown(login: Login, name: str) -> None:
    server = Server("surel.contoh.go.id", 587, Security.STARTTLS)
    answer = f"5.7.8 {ECHOES[name]}"
    for told in (
        Outbox(server, login)._said(answer.encode()),
        str(Mailbox(server, login, "INBOX")._unusable(_login_error(answer))),
        str(Mailbox(server, login, "INBOX")._broken(_error(answer))),
    ):
        assert not shown(told)
    assert "5.7.8" in Outbox(server, login)._said(answer)


def _login_error(text: str) -> Exception:
    from imapclient.exceptions import LoginError  # noqa: PLC0415

    return LoginError(text)  # type: ignore[no-any-return]


def _error(text: str) -> Exception:
    from imapclient.exceptions import IMAPClientError  # noqa: PLC0415

    return IMAPClientError(text)  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ECHOES)
def test_no_log_of_a_fault_has_it(login: Login, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    by_itself(lambda: int(ECHOES[name] + "x"), lambda _: 0)
    (log,) = (tmp_path / "output").glob("*.log")
    text = log.read_text(encoding="utf-8")
    assert not shown(text)
    assert "Traceback" in text


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x9b2J", "\x07", "\u202e", "\u2066", "\r"])
def test_a_log_of_a_fault_holds_nothing_that_a_terminal_obeys(
    sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()

    def stumble() -> int:
        raise LookupError(f"lembar {sign}x")

    by_itself(stumble, lambda _: 0)
    (log,) = (tmp_path / "output").glob("*.log")
    text = log.read_bytes().decode("utf-8")
    assert sign not in text
    assert "lembar \\" in text


@pytest.mark.parametrize("said", ["535 5.7.8 Username not accepted", "Mailbox full", "User unknown in local table"])
def test_what_gives_nothing_away_is_repeated(login: Login, said: str) -> None:
    assert login.hidden(said) == said


def test_the_codes_of_an_answer_stay_and_mean_what_they_meant(login: Login) -> None:
    assert meaning(login.hidden(f"550 5.1.1 {PASSWORD}")) == "alamat itu tidak ada di peladen penerima"


def test_a_login_does_not_show_its_password(login: Login) -> None:
    assert not shown(repr(login))
