"""The desk in a real browser, only by what is on its pages: from an empty folder to the sealed archive.

What people do beside it is done as they do it: the master and the Konsep are typed into with a spreadsheet program, the
forms come back as files.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from helpers.axe import faults
from helpers.desks import open_desk
from helpers.kantor import hand_in, open_office, rewrite_master, scan, small
from helpers.programs import chromium
from helpers.tahapan import drafted
from helpers.typing_in import write
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rkt_excel.desk.pages.menu import MENU
from rkt_excel.example.contoh import staff_answers
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import check_package
from rkt_excel.steps.format import format

pytestmark = [pytest.mark.program("Chromium"), pytest.mark.tuntas]
SLOW = 90_000  # milliseconds for one command on a busy machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield made
        made.close()


class AtDesk:
    """Somebody at the desk."""

    def __init__(self, page: Page, home: Path) -> None:
        self.page, self.home = page, home
        self.place = Workplace(inputs=home / "input_templates", outputs=home / "output")
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.set_default_timeout(SLOW)

    @property
    def work(self) -> Path:
        return self.place.folder(self.place.master()[0])

    def next_word(self) -> str:
        """What is written on the one button of Beranda that does the next thing."""
        self.page.goto(self.page.url.split("/", 3)[0] + "//" + self.page.url.split("/")[2] + "/")
        return self.page.locator(".berikut .utama").inner_text().removesuffix(" …")

    def press_next(self, wanted: str, **told: str) -> None:
        """Press it, say what is asked, and wait until its result is shown."""
        assert self.next_word() == wanted
        self.page.locator(".berikut .utama").click()
        self._say(wanted, **told)

    def press(self, word: str, **told: str) -> None:
        """Press another button of the page."""
        self.page.get_by_role("link", name=f"{word} …").click()
        self._say(word, **told)

    def _say(self, word: str, **told: str) -> None:
        if self.page.locator("form.tanya").count():
            for name, value in told.items():
                field = self.page.locator(f"form.tanya [name='{name}']")
                kind = field.evaluate("each => each.tagName + (each.type || '')")
                if kind == "INPUTfile":
                    field.set_input_files(value)
                elif kind.startswith("SELECT"):
                    field.select_option(value)
                else:
                    field.fill(value)
            if self.page.locator("#yakin").count():
                self.page.get_by_label("Saya sudah membaca dan yakin.").check()
            self.page.locator("form.tanya .utama").click()
        self.result(word)

    def result(self, word: str) -> None:
        """Wait for the result of a command, and put it aside."""
        shown = self.page.locator("#hasil")
        expect(shown).to_contain_text(word, timeout=SLOW)
        assert "BELUM" not in shown.locator("h2").inner_text(), shown.inner_text()
        shown.get_by_role("button", name="Sudah dibaca").click()
        expect(self.page.locator("#hasil")).to_have_count(0)

    def drop(self, *files: Path) -> None:
        """Let files fall on the page of the bagian."""
        self.page.get_by_role("link", name="Bagian", exact=True).first.click()
        self.page.locator("#berkas").set_input_files([str(each) for each in files])
        self.result("Periksa dan gabungkan")


@pytest.fixture
def at_desk(tmp_path: Path, browser: Browser) -> Iterator[Callable[[Path], AtDesk]]:
    desks = []

    def come(home: Path) -> AtDesk:
        opened = open_desk(home)
        address, _ = opened.__enter__()
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
        desks.append((opened, context))
        person = AtDesk(context.new_page(), home)
        person.page.goto(address)
        expect(person.page.locator("main")).to_contain_text("Langkah berikutnya", timeout=SLOW)
        return person

    yield come
    for opened, context in desks:
        context.close()
        opened.__exit__(None, None, None)


@pytest.mark.lama
def test_the_whole_procedure_by_what_is_on_the_page(at_desk: Callable[[Path], AtDesk], tmp_path: Path) -> None:
    home = tmp_path / "kantor dinas"
    home.mkdir()
    person = at_desk(home)
    person.press_next("Siapkan folder ini")
    rewrite_master(person.place, small)
    _forms_and_returns(person, tmp_path)
    _meeting_and_drafts(person)
    _signed_and_sealed(person, tmp_path)
    assert person.wrong == []


def _forms_and_returns(person: AtDesk, outside: Path) -> None:
    """One return in order, one with a slip, which comes back mended on its perbaikan form."""
    person.press_next("Buat formulir")
    person.press_next("Tulis surel formulir")
    master = person.place.master()[0]
    first, second = (each.kode for each in master.bagian)
    row = next(each.kode for each in master.indikator if each.bagian == (first,))
    wrong = hand_in(person.place, first, {("Kinerja", row, "target"): "segera"})
    right = hand_in(person.place, second)
    came = [Path(shutil.move(each, outside / each.name)) for each in (wrong, right)]
    person.drop(*came)
    expect(person.page.locator("main")).to_contain_text("1 dari 2 bagian lengkap")
    person.press_next("Tulis surel perbaikan")
    (form,) = (person.work / "4-konsep" / "perbaikan").glob(f"*- {first} -*.xlsx")
    mended = outside / "balasan.xlsx"
    _mended(form, mended, staff_answers(master, first, slips=False)["Kinerja", row, "target"])
    person.drop(mended)
    expect(person.page.locator("main")).to_contain_text("2 dari 2 bagian lengkap")


def _mended(form: Path, into: Path, right: object) -> None:
    """Type a number where the perbaikan form quotes the wrong answer."""
    book = load_workbook(form)
    for line in book["Kinerja"].iter_rows():
        for cell in line:
            if cell.value == "segera":
                cell.value = float(Decimal(str(right)))
    book.save(into)


def _meeting_and_drafts(person: AtDesk) -> None:
    """The meeting changes a figure; the Kasubag and then the Kepala send the draft back."""
    person.press_next("Siapkan bahan rapat", tempat="Aula", jam="09.00")
    master = person.place.master()[0]
    konsep = person.work / f"4-konsep/Konsep RKT {master.tahun}.xlsx"
    write(konsep, "Kinerja", master.indikator[0].kode, target=9, alasan="Diputuskan rapat", diminta_oleh="Sekretaris")
    person.press_next("Buat draft")
    person.press_next("Siapkan lembar pemeriksaan")
    assert person.next_word() == "Catat paraf"
    person.press("Kembalikan untuk diperbaiki", catatan="Target pertama terlalu tinggi")
    _changed(person, 1, 8)
    person.press_next("Buat draft")
    _initialled(person)
    assert person.next_word() == "Catat tanda tangan"
    person.press("Kembalikan untuk diperbaiki", catatan="Sesuaikan sekali lagi")
    _changed(person, 2, 7)
    person.press_next("Buat draft")
    _initialled(person)


def _changed(person: AtDesk, number: int, target: int) -> None:
    master = person.place.master()[0]
    (book,) = (person.work / f"6-draft/draft-{number}").glob("Draft*.xlsx")
    write(book, "Kinerja", master.indikator[0].kode, target=target, alasan="Menurut catatan", diminta_oleh="Kepala")


def _initialled(person: AtDesk) -> None:
    person.press_next("Siapkan lembar pemeriksaan")
    person.press_next("Catat paraf")
    person.press_next("Catat paraf")


def _signed_and_sealed(person: AtDesk, outside: Path) -> None:
    person.press_next("Catat tanda tangan", pindaian=str(scan(outside / "pindaian.pdf")))
    person.press_next("Siapkan pembagian")
    while person.next_word() == "Catat tanda terima":
        person.press_next("Catat tanda terima", oleh="Staf")
    person.press_next("Segel arsip", lokasi="Lemari arsip")
    person.page.get_by_role("link", name="Beranda", exact=True).click()
    expect(person.page.locator(".berikut")).to_contain_text("Semua langkah selesai")
    (package,) = (each for each in (person.work / "9-arsip").iterdir() if each.is_dir())
    assert check_package(package).kesalahan == ()


@pytest.mark.program("axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_accessibility(
    scheme: str, at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(drafted).inputs.parent)
    person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    base = re.sub(r"(//[^/]+).*", r"\1", person.page.url)
    asked = ["/lakukan/kembalikan", "/lakukan/rapat", "/lakukan/pakai", "/tidak-ada"]
    for path in [*(f"/{word}" for word in MENU), *asked]:
        person.page.goto(base + path)
        assert faults(person.page) == [], path


def test_what_another_window_did_appears_by_itself_and_nothing_is_lost_while_typing(
    at_desk: Callable[[Path], AtDesk], tmp_path: Path
) -> None:
    place = open_office(tmp_path / "kantor")
    person = at_desk(place.inputs.parent)
    page = person.page
    expect(page.locator(".berikut .utama")).to_have_text("Buat formulir")
    format(place)
    expect(page.locator(".berikut .utama")).to_have_text("Tulis surel formulir", timeout=SLOW)
    base = re.sub(r"(//[^/]+).*", r"\1", page.url)
    page.goto(f"{base}/lakukan/rapat")
    page.goto(f"{base}/bagian")
    hand_in(place, place.master()[0].bagian[0].kode)
    expect(page.locator("main")).to_contain_text("1 BELUM DIPERIKSA", timeout=SLOW)
    assert person.wrong == []


@pytest.mark.parametrize("width", [360, 1366])
def test_no_page_is_wider_than_its_window(
    width: int, at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(drafted).inputs.parent)
    person.page.set_viewport_size({"width": width, "height": 768})
    base = re.sub(r"(//[^/]+).*", r"\1", person.page.url)
    for word in MENU:
        person.page.goto(f"{base}/{word}")
        wide = person.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, word


def test_everything_is_reached_by_the_keyboard(at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]) -> None:
    person = at_desk(at(drafted).inputs.parent)
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    seen = set()
    for _ in range(60):
        person.page.keyboard.press("Tab")
        seen.add(person.page.evaluate("document.activeElement.textContent.trim()"))
    buttons = person.page.locator("main a:visible, main button:visible:enabled").all_inner_texts()
    assert {each.strip() for each in buttons} <= seen
