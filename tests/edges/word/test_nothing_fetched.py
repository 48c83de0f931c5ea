"""What goes to everyone as PDF holds nothing of this disk or of the network that a document only names."""

from __future__ import annotations

import io
import re
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from docx import Document
from helpers.small_template import KECIL
from openpyxl.drawing.image import Image as Placed
from PIL import Image

from rkt_excel.edges.seal.libreoffice import pdf_of
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.steps.templat import check_template

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"

Made = Callable[[str], tuple[str, bytes]]  # a document that names a picture at an address: its ending and its bytes


def png() -> bytes:
    """A picture that takes some room in a PDF."""
    target = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(target, "PNG")
    return target.getvalue()


def changed(data: bytes, *changes: tuple[str, Callable[[str], str]]) -> bytes:
    """A package with some of its parts written anew."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            for name, change in changes:
                part = change(part.decode()).encode() if name == each else part
            new.writestr(each, part)
    return target.getvalue()


def word_picture(address: str) -> tuple[str, bytes]:
    document, target = Document(), io.BytesIO()
    document.add_picture(io.BytesIO(png()))
    document.save(target)
    linked = changed(
        target.getvalue(),
        ("word/document.xml", lambda xml: xml.replace("r:embed=", "r:link=")),
        ("word/_rels/document.xml.rels", lambda xml: re.sub(
            r'(?<=/image" )Target="[^"]*"|Target="media/[^"]*"', f'Target="{address}" TargetMode="External"', xml)),
    )  # fmt: skip
    return "docx", linked


def word_template(address: str) -> tuple[str, bytes]:
    """Another template that Word would ask for its styles and macros."""
    target = io.BytesIO()
    document = Document()
    document.part._settings_part.relate_to(address, f"{_RELATION}/attachedTemplate", is_external=True)
    document.save(target)
    return "docx", target.getvalue()


def sheet_picture(address: str) -> tuple[str, bytes]:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "Isi"
    book.worksheets[0].add_image(Placed(io.BytesIO(png())), "B2")
    book.save(target)
    linked = changed(
        target.getvalue(),
        ("xl/drawings/drawing1.xml", lambda xml: xml.replace("r:embed=", "r:link=")),
        ("xl/drawings/_rels/drawing1.xml.rels", lambda xml: re.sub(
            r'Target="[^"]*"', f'Target="{address}" TargetMode="External"', xml)),
    )  # fmt: skip
    return "xlsx", linked


def text_picture(address: str) -> tuple[str, bytes]:
    return "fodt", (
        f'<?xml version="1.0"?><office:document xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
        f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:mimetype="application/vnd.oasis.opendocument.text" '
        'office:version="1.2"><office:body><office:text>'
        '<text:p>Isi<draw:frame svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:href="{address}" xlink:type="simple"/></draw:frame></text:p>'
        "</office:text></office:body></office:document>"
    ).encode()


def page_picture(address: str) -> tuple[str, bytes]:
    return "html", f'<html><body><img src="{address}">Isi</body></html>'.encode()


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this computer: its address, and what it was asked for."""
    heard: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the server's own name for it
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(png())

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the same

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()
        thread.join()


def pictures_in(pdf: bytes, folder: Path) -> int:
    (folder / "hasil.pdf").write_bytes(pdf)
    told = subprocess.run(["pdfimages", "-list", str(folder / "hasil.pdf")], capture_output=True, check=True).stdout
    return len(told.splitlines()) - 2  # two lines of headings


@pytest.mark.program("LibreOffice", "poppler")
@pytest.mark.parametrize("made", [word_picture, sheet_picture, text_picture, page_picture])
def test_no_picture_of_elsewhere_is_fetched(made: Made, asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, heard = asked
    secret = tmp_path / "rahasia.png"
    secret.write_bytes(png())
    for each in (f"{address}/gambar.png", secret.as_uri()):
        ending, data = made(each)
        assert pictures_in(pdf_of(data, f"naskah.{ending}"), tmp_path) == 0, each
    assert heard == []


@pytest.mark.parametrize(("made", "kind"), [(word_picture, "gambar"), (word_template, "templat lain")])
def test_a_template_that_shows_what_lies_elsewhere_is_told(made: Made, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "kecil.docx"
    path.write_bytes(made("file:///D:/gambar/lambang.png")[1])
    found = [each for each in check_template(path, KECIL) if each.code is FileCode.TEMPLAT_TERTAUT]
    assert [kind in each.message and "D:/gambar/lambang.png" in each.message for each in found] == [True]
