"""A desk that is asked as a browser asks it, and one that is open in a process of its own."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpers.json_schemas import misfit
from rkt_excel.desk.app import Desk, application
from rkt_excel.office.place.workplace import Workplace

PORT: Final = 8123
OWN: Final = f"http://127.0.0.1:{PORT}"


class Browser:
    """Somebody at a desk, or who would like to be."""

    def __init__(self, place: Workplace) -> None:
        self.desk = Desk(place, PORT)
        self.client: FlaskClient = application(self.desk).test_client()

    def come_in(self) -> Browser:
        """Come in with a key, as the address that is opened says."""
        assert self.get(f"/masuk?kunci={self.desk.keys.another()}").status_code == 200
        return self

    def get(self, path: str, **headers: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=OWN, headers=_named(headers), buffered=True)

    def page(self, path: str) -> str:
        """The text of a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        """Press a button of one of the desk's own pages, unless headers say otherwise."""
        told = {"token": self.desk.keys.token, **(data or {})}
        return self.client.post(path, base_url=OWN, data=told, headers=_named({"Origin": OWN, **headers}))

    def done(self) -> None:
        """Wait until the command that was begun has ended."""
        until = time.monotonic() + 120
        while self.desk.runner.running:
            assert time.monotonic() < until
            time.sleep(0.05)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items() if value}


@contextmanager
def open_desk(home: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A desk in a process of its own: its address with a key, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rkt_excel", "meja", "--tanpa-peramban", "--json", *more],
        cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    try:
        yield _address(process), process
    finally:
        process.kill()
        process.communicate()


def _address(process: subprocess.Popen[bytes]) -> str:
    told = b""
    assert process.stdout is not None
    for line in process.stdout:
        told += line
        if line.startswith(b"}"):
            said = json.loads(told)
            assert misfit("meja", said) == ""
            return str(said["alamat"])
    raise AssertionError(process.stderr.read() if process.stderr else "")


def words(page: str) -> str:
    """What a person reads of a page, in one line."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
