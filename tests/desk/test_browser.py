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
from helpers.desk_stages import STAGES, on_a4
from helpers.desks import open_desk
from helpers.kantor import hand_in, open_office, rewrite_master, scan, small
from helpers.perubahan import next_year, perubahan
from helpers.programs import chromium
from helpers.tahapan import drafted
from helpers.typing_in import write
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.pages.page_bantuan import READABLE
from rkt_excel.example.contoh import staff_answers
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.arsip import check_package
from rkt_excel.steps.format import format

pytestmark = [pytest.mark.program("Chromium"), pytest.mark.tuntas]
SLOW = 90_000  # milliseconds for one command on a busy machine
expect.set_options(timeout=SLOW)


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
    def base(self) -> str:
        """Where the desk is, without a slash at the end."""
        return re.sub(r"(//[^/]+).*", r"\1", self.page.url)

    @property
    def work(self) -> Path:
        return self.place.folder(self.place.master()[0])

    def next_word(self) -> str:
        """What is written on the one button of Beranda that does the next thing."""
        self.page.goto(f"{self.base}/")
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
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="id-ID", reduced_motion="reduce"
        )  # fmt: skip
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
@pytest.mark.parametrize(
    "stage",
    [
        "temuan",
        pytest.param("dua kali kembali", marks=pytest.mark.lama),
        pytest.param("disegel", marks=pytest.mark.lama),
        pytest.param("tahun depan", marks=pytest.mark.lama),
    ],
)
def test_every_page_is_for_everybody_in_the_light_and_in_the_dark_on_wide_and_narrow_windows(
    stage: str, at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(STAGES[stage]).inputs.parent)
    page = person.page
    found = {}
    for address in _addresses(person):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(person.base + address)
        found[address] = faults(page)
        page.emulate_media(color_scheme="dark")
        found[address] += faults(page, only="color-contrast")
        for width in (1366, 768, 360):
            page.set_viewport_size({"width": width, "height": 768})
            found[address] += [f"{width}: {each}" for each in page.evaluate(MISPLACED, width)]
    assert {address: each for address, each in found.items() if each} == {}
    assert [each for each in person.wrong if "404" not in each] == []  # a page that is not there is one of them


def _addresses(person: AtDesk) -> list[str]:
    """Every page, a trace, two drafts side by side, questions, what is not there, and what there is to read."""
    kode = person.place.master()[0].indikator[0].kode
    more = [
        f"/konsep?kunci={kode}&kolom=target",
        "/konsep?kiri=1&kanan=2",
        "/temuan?cari=tidak-ada",
        "/arsip?periksa=ya",
    ]
    asked = ["/lakukan/kembalikan", "/lakukan/rapat", "/lakukan/pakai", "/lakukan/arsip", "/tidak-ada"]
    return [*(f"/{word}" for word in MENU), *more, *asked, *(f"/bantuan?baca={each}" for each in READABLE)]


MISPLACED = """width => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > width) wrong.push(`${root.scrollWidth} wide`);
  const seen = (each) => {
    let box = each.getBoundingClientRect();
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let up = each.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflow === 'visible') continue;
      box = up.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return right - left > 1 && bottom - top > 1 ? [left, top, right, bottom] : null;
  };
  const things = 'h1, h2, h3, p, button, .tombol, .tanda, input:not(.senyap), select, textarea, summary, dt, dd, bdi';
  const all = [...document.querySelectorAll(things)].filter((each) => !each.closest('.senyap, .lompat'))
    .map((each) => [each, seen(each)]).filter(([, box]) => box);
  all.forEach(([one, a], place) => all.slice(place + 1).forEach(([other, b]) => {
    if (one.contains(other) || other.contains(one)) return;
    const across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    const down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    const name = (each) => each.textContent.trim().slice(0, 40);
    if (across > 2 && down > 2) wrong.push(`${name(one)} lies on ${name(other)}`);
  }));
  return wrong;
}"""
"""What is wider than the window, and what lies on something else, as far as it can be seen."""


def test_what_another_window_did_appears_by_itself_and_nothing_is_lost_while_typing(
    at_desk: Callable[[Path], AtDesk], tmp_path: Path
) -> None:
    place = open_office(tmp_path / "kantor")
    person = at_desk(place.inputs.parent)
    page = person.page
    expect(page.locator(".berikut .utama")).to_have_text("Buat formulir")
    format(place)
    expect(page.locator(".berikut .utama")).to_have_text("Tulis surel formulir", timeout=SLOW)
    page.goto(f"{person.base}/lakukan/rapat")
    page.goto(f"{person.base}/bagian")
    hand_in(place, place.master()[0].bagian[0].kode)
    expect(page.locator("main")).to_contain_text("1 BELUM DIPERIKSA", timeout=SLOW)
    assert person.wrong == []


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


# ------------------------------------------------------------------ by the keyboard alone


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(60):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached")


def test_the_next_thing_is_done_and_a_decision_made_by_the_keyboard_alone(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(drafted).inputs.parent)
    page = person.page
    _tab_to(page, ".berikut .utama")
    page.keyboard.press("Enter")
    shown = page.locator("#hasil:focus")  # who cannot see is told, too
    expect(shown).to_contain_text("Siapkan lembar pemeriksaan", timeout=SLOW)
    _tab_to(page, "#hasil button.tipis:not([aria-label])")
    page.keyboard.press("Enter")
    expect(page.locator("#hasil")).to_have_count(0)
    page.goto(f"{person.base}/")
    _tab_to(page, ".berikut .utama")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Catat paraf")
    _tab_to(page, "#isian-catatan")
    page.keyboard.type("Sudah dicermati")
    _tab_to(page, "#yakin")
    page.keyboard.press("Space")
    _tab_to(page, "form.tanya .utama")
    page.keyboard.press("Enter")
    expect(page.locator("#hasil:focus")).to_contain_text("Paraf sudah dicatat.", timeout=SLOW)
    expect(page.locator("main")).to_contain_text("Sudah dicermati")


# ------------------------------------------------------------------ the second road


@pytest.mark.lama
def test_after_the_archive_the_page_leads_through_the_perubahan_and_into_the_next_year(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace], tmp_path: Path
) -> None:
    person = at_desk(at(STAGES["disegel"]).inputs.parent)
    card = person.page.locator(".berikut")
    expect(card).to_contain_text("Semua langkah selesai")
    expect(card).to_contain_text("Edisi menjadi “perubahan”")
    rewrite_master(person.place, perubahan)
    expect(card.locator(".utama")).to_have_text("Buat formulir", timeout=SLOW)  # by itself, once the master is saved
    expect(person.page.locator(".papan")).to_contain_text("edisi perubahan")
    _forms_come_back_as_they_went_out(person, tmp_path / "perubahan")
    person.press_next("Siapkan bahan rapat")
    person.press_next("Buat draft")
    _initialled(person)
    _signed_and_sealed(person, tmp_path)
    expect(card).to_contain_text("Tahun RKT, Tanggal mulai, dan Batas kembali")
    rewrite_master(person.place, next_year, on_a4)
    expect(card.locator(".utama")).to_have_text("Buat formulir", timeout=SLOW)
    expect(person.page.locator(".papan strong")).to_have_text("Meja RKT 2028")
    _forms_come_back_as_they_went_out(person, tmp_path / "tahun depan")
    assert person.next_word() == "Siapkan bahan rapat"
    assert person.wrong == []


def _forms_come_back_as_they_went_out(person: AtDesk, outside: Path) -> None:
    person.press_next("Buat formulir")
    person.press_next("Tulis surel formulir")
    outside.mkdir()
    master = person.place.master()[0]
    came = [hand_in(person.place, each.kode) for each in master.bagian]
    person.drop(*(Path(shutil.move(each, outside / each.name)) for each in came))
    expect(person.page.locator("main")).to_contain_text("2 dari 2 bagian lengkap")


# ------------------------------------------------------------------ bad input


def test_of_many_dropped_files_each_is_told_what_became_of_it_and_that_stays_to_be_read(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace], tmp_path: Path
) -> None:
    person = at_desk(at(STAGES["formulir"]).inputs.parent)
    good = hand_in(person.place, person.place.master()[0].bagian[0].kode)
    good = Path(shutil.move(good, tmp_path / "baik.xlsx"))
    twice = Path(shutil.copy(good, tmp_path / "sama.xlsx"))
    huge, empty, folder = tmp_path / "besar.xlsx", tmp_path / "kosong.xlsx", tmp_path / "sebuah folder"
    with huge.open("wb") as file:
        file.truncate(300_000_000)
    empty.touch()
    folder.mkdir()
    page = person.page
    page.goto(f"{person.base}/bagian")
    _dropped_on(page, good, twice, huge, empty, folder)
    told = page.locator(".titip ul")
    expect(page.locator("#hasil")).to_contain_text("Periksa dan gabungkan", timeout=SLOW)
    for said in ("“baik.xlsx” disimpan.", "“sama.xlsx” sudah ada sebagai “baik.xlsx”", "“besar.xlsx” lebih besar dari",
                 "“kosong.xlsx” kosong", "“sebuah folder”", "2 dari 5 berkas ada di 3-kembali."):  # fmt: skip
        expect(told).to_contain_text(said)
    expect(page.locator("main")).to_contain_text("1 dari 2 bagian lengkap")
    assert [each.name for each in (person.work / "3-kembali").iterdir()] == ["baik.xlsx"]
    assert [each for each in person.wrong if "ERR_ACCESS_DENIED" not in each] == []  # what a browser says of a folder


def test_files_that_are_dropped_while_another_command_runs_are_kept_and_the_page_says_what_is_left_to_do(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace], tmp_path: Path
) -> None:
    person = at_desk(at(STAGES["formulir"]).inputs.parent)
    came = Path(shutil.move(hand_in(person.place, person.place.master()[0].bagian[0].kode), tmp_path / "baik.xlsx"))
    page = person.page
    page.route("**/lakukan/gabung", lambda asked: asked.fulfill(status=409, body=""))  # as where one runs
    page.goto(f"{person.base}/bagian")
    _dropped_on(page, came)
    expect(page.locator(".titip ul")).to_contain_text("pekerjaan lain masih berjalan")
    expect(page.locator("main")).to_contain_text("1 BELUM DIPERIKSA")
    assert (person.work / "3-kembali/baik.xlsx").is_file()


def _dropped_on(page: Page, *paths: Path) -> None:
    """Let files and folders fall on the page from outside the browser, as a hand does."""
    area = page.locator(".titip")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box
    line = page.context.new_cdp_session(page)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 10}
    data = {"items": [], "files": [str(each) for each in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        line.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


def test_the_work_folder_that_goes_and_comes_back_while_the_page_is_open_is_told_by_itself(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(STAGES["formulir"]).inputs.parent)
    outputs = person.place.outputs
    page = person.page
    page.goto(f"{person.base}/bagian")
    expect(page.locator("main")).to_contain_text("bagian lengkap")
    outputs.rename(outputs.with_name("dipindahkan"))
    expect(page.locator("main")).to_contain_text("tidak ada lagi", timeout=SLOW)
    outputs.with_name("dipindahkan").rename(outputs)
    expect(page.locator("main")).to_contain_text("bagian lengkap", timeout=SLOW)
    assert person.wrong == []


def test_a_desk_that_was_closed_says_so_on_its_page(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(STAGES["formulir"]).inputs.parent)
    other = person.page.context.new_page()
    other.goto(f"{person.base}/")
    other.get_by_role("button", name="Tutup meja").click()
    expect(other.locator("main")).to_contain_text("Meja RKT sudah ditutup")
    expect(person.page.locator("#sambungan")).to_be_visible(timeout=SLOW)


def test_in_print_a_page_has_no_controls_and_no_table_is_cut(
    at_desk: Callable[[Path], AtDesk], at: Callable[..., Workplace]
) -> None:
    person = at_desk(at(STAGES["dua kali kembali"]).inputs.parent)
    page = person.page
    page.set_viewport_size({"width": 680, "height": 1000})  # an A4 page between its margins
    page.emulate_media(media="print", color_scheme="dark")
    for word in MENU:
        page.goto(f"{person.base}/{word}")
        assert page.locator("nav:visible, button:visible, .tombol:visible, input:visible, select:visible").count() == 0
        assert page.evaluate(MISPLACED, 680) == [], word
        boxes = page.locator(".gulung, .gambar").evaluate_all("all => all.map(each => getComputedStyle(each).overflow)")
        assert set(boxes) <= {"visible"}, word
        assert page.evaluate("getComputedStyle(document.querySelector('main')).color") == "rgb(0, 0, 0)"
