"""Who holds one paper of a perubahan knows that it is one: what is made, said or shown there names the edition."""

from __future__ import annotations

import email
import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from email import policy
from pathlib import Path
from typing import Final

import pytest
from helpers.desks import Browser, words
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, rewrite_master, scan
from helpers.perubahan import approved, konsep, perubahan, returned, shared
from helpers.typing_in import write

from rkt_excel.cli import run
from rkt_excel.desk.pages.menu import MENU
from rkt_excel.edges.disk.shipped import INPUTS, shipped_inputs
from rkt_excel.edges.work_folder.folder import STAGES
from rkt_excel.errors import ExitCode
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.distribusi import receivers
from rkt_excel.steps.format import format

# The plan by its name and year. Where the edition follows at once ("RKT 2027 edisi murni", "RKT 2027, edisi
# perubahan"), it is said as well.
UNSAID: Final = re.compile(r"RKT (?:Tahun )?2027(?!,? \(?(?:edisi )?(?:murni|perubahan))", re.IGNORECASE)
BOTH: Final = ("Perbandingan Murni dan Perubahan", "RKT Tahun 2027")  # the title of the comparison is of no one edition
_END: Final = re.compile(r"</(?:w:p|a:p|si|is|c|comment|dc:\w+|cp:\w+|vt:lpwstr|odd\w+|definedName)>")
_GAP: Final = re.compile(r"<w:(?:tab|br)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")
KINDS: Final = (".docx", ".xlsx", ".eml", ".html", ".csv", ".json", ".txt", "name", "screen", "page")
Said = list[tuple[str, str, str]]  # kind, where it is said, and one thing that a person reads there


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    """A perubahan from its forms to its package, with a slip and a return: all that anybody gets to see of it."""
    home = tmp_path_factory.mktemp("dua edisi")
    shutil.copytree(shipped_inputs(), home / INPUTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        place = Workplace()
        rewrite_master(place, shared)
        format(place)
        returned(place)
        approved(place)
        rewrite_master(place, perubahan)
        seen = Seen(place)
        _walk(seen)
        return [*seen.said, *_lying(place.folder(place.master()[0]))]


class Seen:
    """Somebody who types commands and looks at every page of the desk after each."""

    def __init__(self, place: Workplace) -> None:
        self.place, self.said = place, Said()

    @property
    def folder(self) -> Path:
        return self.place.folder(self.place.master()[0])

    def rkt(self, *typed: str) -> None:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = run(list(typed))
        told = [each.buffer.getvalue().decode() for each in (out, err)]
        assert code in {ExitCode.DONE, ExitCode.LOOK}, (typed, told)
        self.said += [("screen", " ".join(typed), text) for text in told]
        desk = Browser(self.place).come_in()
        for word in MENU:
            page = words(desk.page("/" if word == "beranda" else f"/{word}"))
            self.said.append(("page", f"{word} after {' '.join(typed)}", page))


def _walk(seen: Seen) -> None:
    """The second edition by the command line, and what people do between the commands."""
    place = seen.place
    master: Master = place.master()[0]
    first, second = (each.kode for each in master.bagian)
    kode = next(each.kode for each in master.indikator if first in each.bagian)
    seen.rkt("format")
    seen.rkt("kirim")
    hand_in(place, first, {("Kinerja", kode, "target"): "delapan puluh"})
    seen.rkt("gabung")
    for kind in ("--perbaikan", "--ingatkan"):
        seen.rkt("kirim", kind)
    for each in (first, second):
        hand_in(place, each)
    seen.rkt("gabung")
    seen.rkt("rapat")
    write(konsep(place), "Kinerja", kode, penanggung_jawab="Sekretaris", alasan_perubahan="Rapat", diminta_oleh="Rapat")
    seen.rkt("draft")
    seen.rkt("periksa")
    seen.rkt("kembalikan", "--oleh", KASUBAG, "--catatan", "Sekali lagi")
    seen.rkt("draft")
    seen.rkt("periksa")
    for each in (KASUBAG, SEKRETARIS):
        seen.rkt("paraf", "--oleh", each)
    seen.rkt("tandatangan", "--oleh", KEPALA, "--pindaian", str(scan(place.inputs.parent / "pindaian.pdf")))
    seen.rkt("distribusi")
    for each in receivers(place.master()[0]):
        seen.rkt("distribusi", "--diterima", each, "--oleh", "Staf")
    seen.rkt("arsip")
    seen.rkt("status")
    seen.rkt("jejak", kode, "target")


def _lying(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What lies in a work folder, by what a person reads in each file and how it is called."""
    for path in sorted(each for stage in STAGES for each in (folder / stage).rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if "/masukan/" not in name:  # what the office wrote itself
            yield "name", name, path.name
            yield from ((path.suffix, name, text) for text in _texts(path))


def _texts(path: Path) -> Iterator[str]:
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    yield from _in_part(package.read(name).decode("utf-8"))
    elif path.suffix == ".eml":
        letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        yield str(letter["subject"])
        for part in letter.walk():
            yield str(part.get_filename())
            yield part.get_content() if part.get_content_maintype() == "text" else ""
    elif path.suffix in {".html", ".csv", ".json", ".txt"}:
        text = path.read_text("utf-8")
        yield words(text) if path.suffix == ".html" else text


def _in_part(part: str) -> Iterator[str]:
    """The texts of a part of an Office file, paragraphs and cells each by itself, and what stands in attributes."""
    before = ""
    for block in _END.split(part):
        text = " ".join(html.unescape(_TAG.sub("", _GAP.sub(" ", block))).split())
        if (before, text) != BOTH:
            yield text
        before = text or before
    yield from (html.unescape(each) for each in re.findall(r'="([^"]*)"', part))


@pytest.mark.tuntas
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_perubahan_calls_itself_rkt_alone(said: Said, kind: str) -> None:
    shown = [(where, " ".join(text.split())) for each, where, text in said if each == kind]
    assert shown
    wrong: dict[str, str] = {}
    for where, text in shown:
        for at in UNSAID.finditer(text):
            wrong.setdefault(text[max(0, at.start() - 60) : at.end() + 30], where)
    assert not wrong, "\n".join(f"{where}: {text}" for text, where in wrong.items())


@pytest.mark.tuntas
def test_every_paper_and_workbook_says_that_it_is_of_the_perubahan(said: Said) -> None:
    papers = {where for kind, where, _ in said if kind in {".docx", ".xlsx"}}
    named = {where for _, where, text in said if "rkt perubahan" in text.lower()}
    assert len(papers) > 20
    assert papers <= named, papers - named
