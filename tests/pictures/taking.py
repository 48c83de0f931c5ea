"""How each picture is taken, from two offices of the example: in the middle of the gathering, and signed."""

from __future__ import annotations

import logging
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Final, Self

from helpers.kantor import KASUBAG, NOON, SEKRETARIS, hand_in
from helpers.paths import ROOT
from helpers.programs import chromium
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from rkt_excel.desk.app import Desk, application
from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.seal.libreoffice import available
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.kirim import kirim
from rkt_excel.steps.paraf import paraf
from rkt_excel.steps.periksa import periksa

FOLDER: Final = ROOT / "rkt_excel/desk/static/gambar"  # the desk shows them, also where there is no docs/
_WIDTH: Final = 1000  # of every picture, in pixels
_COLOURS: Final = 48
_TALLEST: Final = 760  # of a page of the desk, in pixels; more would show nothing new
_INDONESIAN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
"""


def _office(home: Path) -> Workplace:
    shutil.copytree(shipped_inputs(), home / INPUTS)
    place = Workplace(inputs=home / INPUTS, outputs=home / "output", now=lambda: NOON)
    format(place)
    kirim(place)
    return place


class Studio:
    """What the pictures are taken of, made when it is first looked at; closes what it opened."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def take(self, name: str, folder: Path) -> Path:
        """Take one picture.

        Raises:
            KeyError: There is none of this name.
        """
        shot = PICTURES[name](self)
        image = ImageOps.contain(_trimmed(shot), (_WIDTH, 10 * _WIDTH))
        target = folder / f"{name}.png"
        image.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        return target

    @cached_property
    def gathering(self) -> Workplace:
        """Some forms are back, one with faults."""
        place = _office(self._scratch / "mengumpulkan")
        first, *others = place.master()[0].bagian
        rows = [each.kode for each in place.master()[0].indikator if each.bagian == (first.kode,)]
        hand_in(place, first.kode, {
            ("Kinerja", rows[0], "target"): "delapan puluh", ("Kinerja", rows[-1], "penanggung_jawab"): None,
        })  # fmt: skip
        for each in others[:-1]:
            hand_in(place, each.kode)
        gabung(place)
        return place

    @cached_property
    def signing(self) -> Workplace:
        """All parafs are given."""
        place = _office(self._scratch / "menandatangani")
        for each in place.master()[0].bagian:
            hand_in(place, each.kode)
        gabung(place)
        draft(place)
        periksa(place)
        for who in (KASUBAG, SEKRETARIS):
            paraf(place, oleh=who)
        return place

    @cached_property
    def _page(self) -> Page:
        driver = self._open.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        self._open.callback(browser.close)
        return browser.new_context(viewport={"width": _WIDTH, "height": _TALLEST}, color_scheme="light").new_page()

    @cached_property
    def _profile(self) -> str:
        """A LibreOffice that writes numbers as an office in Indonesia sees them."""
        home = self._scratch / "libreoffice"
        (home / "user").mkdir(parents=True)
        (home / "user/registrymodifications.xcu").write_text(_INDONESIAN, encoding="utf-8")
        return f"-env:UserInstallation={home.as_uri()}"

    def desk(self, place: Workplace, path: str, most: int = _TALLEST) -> Image.Image:
        """A page of a desk, its upper part."""
        server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
        desk = Desk(place, server.port)
        server.app = application(desk)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            here = f"http://127.0.0.1:{server.port}"
            self._page.goto(f"{here}/masuk?kunci={desk.keys.another()}")
            self._page.goto(f"{here}{path}")
            shot = self._page.screenshot(full_page=True)
        finally:
            server.shutdown()
        image = Image.open(BytesIO(shot)).convert("RGB")
        return image.crop((0, 0, image.width, min(image.height, most)))

    def paper(self, file: Path, told: str, part: float = 1.0) -> Image.Image:
        """The first page of a document or workbook on which something stands, its upper part."""
        pdf = self._scratch / f"{file.stem}.pdf"
        if not pdf.exists():
            _run(
                str(available()),
                self._profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(self._scratch),
                str(file),
            )
        pages = _run("pdftotext", "-layout", str(pdf), "-").decode().split("\f")
        number = next(place for place, text in enumerate(pages, 1) if told in " ".join(text.split()))
        page = ["-f", str(number), "-l", str(number), "-r", "130", "-png"]
        image = Image.open(BytesIO(_run("pdftoppm", *page, str(pdf)))).convert("RGB")
        return _trimmed(image).crop((0, 0, _trimmed(image).width, int(_trimmed(image).height * part)))


def _run(*line: str) -> bytes:
    return subprocess.run(line, check=True, capture_output=True).stdout


def _trimmed(image: Image.Image) -> Image.Image:
    """Without the white around it, but for a narrow margin."""
    white = Image.new(image.mode, image.size, (255, 255, 255))
    box = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
    return ImageOps.expand(image.crop(box), 12, (255, 255, 255)) if box != (0, 0, *image.size) else image


@dataclass(frozen=True)
class _Sheet:
    """A page of a file of the work folder.

    Attributes:
        office: Which of the two.
        glob: The file; the first that fits.
        told: What stands on the page.
        part: How much of its height is shown.
    """

    office: Callable[[Studio], Workplace]
    glob: str
    told: str
    part: float = 1.0

    def __call__(self, studio: Studio) -> Image.Image:
        home = self.office(studio).inputs.parent
        return studio.paper(min(home.glob(self.glob)), self.told, self.part)


@dataclass(frozen=True)
class _Desk:
    """A page of the desk of one of the two offices."""

    office: Callable[[Studio], Workplace]
    path: str
    most: int = _TALLEST

    def __call__(self, studio: Studio) -> Image.Image:
        return studio.desk(self.office(studio), self.path, self.most)


def _gathering(studio: Studio) -> Workplace:
    return studio.gathering


def _signing(studio: Studio) -> Workplace:
    return studio.signing


PICTURES: Final[Mapping[str, Callable[[Studio], Image.Image]]] = {
    "meja-beranda": _Desk(_gathering, "/"),
    "meja-bagian": _Desk(_gathering, "/bagian"),
    "meja-temuan": _Desk(_gathering, "/temuan"),
    "meja-tanda-tangan": _Desk(_signing, "/tanda-tangan", 520),
    "renstra-indikator": _Sheet(_gathering, "input_templates/renstra.xlsx", "Mode triwulan", 0.5),
    "formulir": _Sheet(_gathering, "output/*/3-kembali/kiriman PEM.xlsx", "Kinerja – RKT", 0.6),
    "perbaikan": _Sheet(_gathering, "output/*/4-konsep/perbaikan/*.xlsx", "Yang tertulis", 0.32),
    "konsep": _Sheet(_gathering, "output/*/4-konsep/Konsep*.xlsx", "– kinerja", 0.6),
    "rkt-tabel": _Sheet(_signing, "output/*/7-rkt/*.docx", "LAMPIRAN RENCANA KINERJA TAHUNAN (RKT) DINAS", 0.85),
    "peta-kinerja": _Sheet(_signing, "output/*/7-rkt/*.docx", "Prioritas Sasaran Strategis Indikator Kinerja"),
    "lembar-disposisi": _Sheet(_signing, "output/*/6-draft/draft-1/Lembar disposisi*.docx", "LEMBAR DISPOSISI", 0.74),
}
