"""A desk from its beginning to its end: found or opened, shown in the browser, served, closed."""

from __future__ import annotations

import errno
import gc
import logging
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from rkt_excel.desk.door import first
from rkt_excel.desk.door.whence import LOOPBACK, origin
from rkt_excel.errors import InputUnusableError, OutputLockedError
from rkt_excel.office.place.workplace import Workplace

_LOOK: Final = 1.0  # seconds between two looks whether anybody is there
_THREADS: Final = 6

Say = Callable[[str], None]


@dataclass(frozen=True)
class OpenDesk:
    """A desk that is open.

    Attributes:
        alamat: Where it is, with a key that opens once.
        port: The same without the key.
        sudah: Whether it was open already.
    """

    alamat: str
    port: int
    sudah: bool


def meja(
    place: Workplace,
    say: Say,
    opened: Callable[[OpenDesk], None] = lambda _: None,
    *,
    port: int | None = None,
    browser: bool = True,
) -> None:
    """Open the desk of an office and serve it until it is ended; one that is open already is shown instead.

    Args:
        place: Where the work is done.
        say: Says a sentence on the terminal.
        opened: Told where the desk is, as soon as it is there.
        port: Where it is to be served, any free port where nothing is said.
        browser: Whether a browser is opened; else the address is only said.

    Raises:
        OutputLockedError: The port is taken.
        InputUnusableError: The folder is not there.
    """
    folder = place.kerja or Path.cwd()
    if not folder.is_dir():
        raise InputUnusableError(f"Folder {folder} tidak ada. Periksa ejaan nama dan tempatnya.")
    known = first.key_of(folder)
    if known:
        there = OpenDesk(_address(*known), known[0], sudah=True)
        opened(there)
        _show(there, say, browser=browser)
        return
    with _listening(port) as listening, _interrupts() as interrupted:
        _serve(place, folder, listening, say, opened, interrupted, browser=browser)


def _serve(
    place: Workplace, folder: Path, listening: socket.socket, say: Say, opened: Callable[[OpenDesk], None],
    interrupted: Callable[[], bool], *, browser: bool,
) -> None:  # fmt: skip
    """Serve a desk until it is ended."""
    gc.disable()  # what is loaded now stays; to look through it for garbage is a tenth of the way to the first page
    from waitress import create_server  # noqa: PLC0415 - only here; a desk that is open already needs none

    from rkt_excel.desk.app import Desk, application  # noqa: PLC0415 - with Flask, the same
    from rkt_excel.desk.dropped import MOST_BYTES  # noqa: PLC0415 - the same

    port, ended = int(listening.getsockname()[1]), threading.Event()
    desk = Desk(place, port, ended=ended.set)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    server = create_server(
        application(desk), sockets=[listening], threads=_THREADS, ident="", clear_untrusted_proxy_headers=True,
        max_request_body_size=2 * MOST_BYTES,
    )  # fmt: skip
    threading.Thread(target=server.run, daemon=True).start()
    first.announce(folder, port, desk.keys.knock)
    try:
        there = OpenDesk(_address(port, desk.keys.another()), port, sudah=False)
        opened(there)
        _show(there, say, browser=browser)
        desk.office.standing()  # read while the browser starts
        gc.freeze()
        gc.enable()
        say(
            "Meja ditutup dengan “Tutup meja” di halamannya, dengan Ctrl-C di sini, atau bila halamannya lama tertutup."
        )
        while not ended.wait(_LOOK) and (desk.runner.running or not desk.alive.over()):
            if interrupted():
                raise KeyboardInterrupt
    finally:
        first.take_away(folder, port)
        desk.runner.stop()
        with suppress(OSError):
            server.close()
    say("Meja RKT ditutup.")


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Ctrl-C, remembered beside what it raises; gives whether it was pressed.

    One that is pressed while a module is loaded may be raised in a callback of the import system, where it is lost.
    """
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        signal.default_int_handler(number, frame)

    if threading.current_thread() is not threading.main_thread():  # signals arrive in the main thread alone
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        signal.signal(signal.SIGINT, before)


def _listening(port: int | None) -> socket.socket:
    """The door of the desk, open to this computer only."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # lest another program listens at the same door
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port or 0))
        listening.listen(128)
    except OSError as error:
        listening.close()
        reason = "dipakai program lain" if error.errno in {errno.EADDRINUSE, 10013, 10048} else "tidak dapat dipakai"
        raise OutputLockedError(
            f"Port {port} {reason}. Pilih port lain, atau jalankan rkt meja tanpa --port."
        ) from error
    return listening


def _address(port: int, key: str) -> str:
    return f"{origin(port)}/masuk?kunci={key}"


def _show(there: OpenDesk, say: Say, *, browser: bool) -> None:
    """Open the browser; where there is none, or none is wanted, say the address."""
    what, shown = "Meja RKT folder ini sudah terbuka" if there.sudah else "Meja RKT terbuka", False
    if browser:
        with suppress(webbrowser.Error, OSError):
            shown = webbrowser.open(there.alamat)
    if shown:
        say(f"{what} di peramban.")
        return
    none = "Peramban tidak ditemukan. " if browser else ""
    say(f"{what}. {none}Buka alamat ini di peramban komputer ini (berlaku sekali):\n{there.alamat}")
