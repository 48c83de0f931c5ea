"""The real process of the desk killed while a command that it began is at work: the next one finds everything whole."""

from __future__ import annotations

import http.client
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.desks import open_desk
from helpers.kantor import hand_in, open_office

from rkt_excel.cli import run
from rkt_excel.edges.work_folder.register import FILE
from rkt_excel.errors import ExitCode
from rkt_excel.events import DIGABUNG, ISI_DISIMPAN, KELUARAN_DITULIS
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

pytestmark = [pytest.mark.lama, pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL of another process")]


class Visitor:
    """Somebody at the desk of another process."""

    def __init__(self, address: str) -> None:
        port = int(address.split(":")[2].split("/", maxsplit=1)[0])
        self.origin, self.line = f"http://127.0.0.1:{port}", http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.line.request("GET", address.split(str(port))[1])
        answer = self.line.getresponse()
        self.cookie = str(answer.headers["Set-Cookie"]).split(";")[0]
        answer.read()

    def page(self, path: str) -> str:
        """The text of a page."""
        self.line.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.line.getresponse()
        text = answer.read().decode()
        assert answer.status == http.client.OK, text
        return text

    def press(self, path: str) -> int:
        """Press a button; gives the status of the answer."""
        token = self.page("/").split('data-token="')[1].split('"')[0]
        self.line.request("POST", path, f"token={token}", {
            "Cookie": self.cookie, "Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded",
        })  # fmt: skip
        answer = self.line.getresponse()
        answer.read()
        return answer.status


def events(folder: Path) -> list[str]:
    """What the journal says by now, read beside the program that writes it."""
    with closing(sqlite3.connect(f"file:{(folder / FILE).as_posix()}?mode=ro", uri=True, timeout=30)) as base:
        return [str(event) for (event,) in base.execute("SELECT peristiwa FROM jurnal ORDER BY nomor")]


def at_once(_: list[str]) -> bool:
    return True


def kept_one(since: list[str]) -> bool:
    return ISI_DISIMPAN in since


def wrote_two(since: list[str]) -> bool:
    return since.count(KELUARAN_DITULIS) > 1


@pytest.mark.parametrize("moment", [at_once, kept_one, wrote_two])
def test_a_desk_that_is_killed_while_it_merges_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: Callable[[list[str]], bool]
) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    received = {path: path.read_bytes() for path in (hand_in(place, each.kode) for each in place.master()[0].bagian)}
    undisturbed = tmp_path / "utuh"
    shutil.copytree(tmp_path / "kantor", undisturbed)
    other: Workplace = replace(place, inputs=undisturbed / place.inputs.name, outputs=undisturbed / place.outputs.name)
    folder = place.folder(place.master()[0])
    before = len(events(folder))
    with open_desk(tmp_path / "kantor") as (address, process):
        visitor = Visitor(address)
        assert visitor.press("/lakukan/gabung") == http.client.SEE_OTHER
        visitor.line.close()
        until = time.monotonic() + 300
        while not moment(events(folder)[before:]):
            assert time.monotonic() < until
            time.sleep(0.01)
        process.kill()
        process.wait()
    assert {path: path.read_bytes() for path in received} == received, "nothing that came back is touched"
    with open_desk(tmp_path / "kantor") as (address, _):
        visitor = Visitor(address)
        assert "data-token" in visitor.page("/")
        assert visitor.press("/lakukan/gabung") == http.client.SEE_OTHER, "it can be given again"
        until = time.monotonic() + 300
        while DIGABUNG not in events(folder)[before:]:
            assert time.monotonic() < until
            time.sleep(0.05)
        visitor.line.close()
    now, whole = gabung(place), gabung(other)
    assert {kunci: isi.nilai for kunci, isi in now.plan.isi.items()} == {
        kunci: isi.nilai for kunci, isi in whole.plan.isi.items()
    }
    assert now.plan.status == whole.plan.status
    assert not [path for path in folder.rglob("*") if path.name.endswith(".sementara")], "nothing half made is left"
    monkeypatch.chdir(tmp_path / "kantor")
    assert run(["status", "--periksa-jurnal"]) == ExitCode.DONE
