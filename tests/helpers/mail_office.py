"""An office that writes letters: its forms are out, its bagian have addresses, nobody is logged in anywhere."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from helpers.kantor import NOON
from helpers.mail_servers import USER
from rkt_excel.edges.disk.shipped import INPUTS, OUTPUTS, shipped_inputs
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import MASTER_FILE, Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.mulai import master_workbook


class Store(KeyringBackend):
    """A credential store that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@contextlib.contextmanager
def no_login(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """No login from the machine that runs the tests; gives the store that holds those of the test."""
    for kind in ("SMTP", "IMAP"):
        for name in ("USER", "PASSWORD"):
            monkeypatch.delenv(f"RKT_{kind}_{name}", raising=False)
    before, store = keyring.get_keyring(), Store()
    keyring.set_keyring(store)
    try:
        yield store
    finally:
        keyring.set_keyring(before)


def prepare(home: Path) -> Master:
    """An office whose forms are out and whose bagian have addresses; gives what it plans from."""
    shutil.copytree(shipped_inputs(), home / INPUTS)
    place = at(home)
    master = place.master()[0]
    addressed(place, master, {each.kode: f"{each.kode.lower()}@contoh.go.id" for each in master.bagian})
    format(place)
    return master


def copied(home: Path, target: Path) -> Workplace:
    """A copy of an office."""
    shutil.copytree(home, target, dirs_exist_ok=True)
    return at(target)


def at(home: Path) -> Workplace:
    """The office in a folder."""
    return Workplace(inputs=home / INPUTS, outputs=home / OUTPUTS, now=lambda: NOON)


def addressed(place: Workplace, master: Master, addresses: dict[str, str | None]) -> None:
    """Give bagian other addresses in the master."""
    rows = {
        **master.rows(),
        "Instansi": (master.instansi.model_copy(update={"surel": USER}),),
        "Bagian": tuple(each.model_copy(update={"surel": addresses.get(each.kode)}) for each in master.bagian),
    }
    (place.inputs / MASTER_FILE).write_bytes(master_workbook(rows, master.choices))
