"""The report page: it says everything, lets nothing through, and its script filters in a real browser."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from helpers import programs

from rkt_excel.edges.report import BagianRow, BerkasRow, Report, render_report, summary_line
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding

Dump = Callable[[str, str], str]

SEK, BID = "3-kembali/sekretariat (rev 2).xlsx", "3-kembali/bidang.ods"
NASTY = """<script>alert("x")</script> & 'kutip'"""

NOT_A_NUMBER = finding(
    SheetCode.BUKAN_ANGKA,
    sheet="Kinerja",
    cells=["H9"],
    key="IK.1.1",
    column="target",
    found="delapan puluh",
    file=SEK,
    owner="SEK",
    petunjuk="angka antara 0 dan 100",
)
BLANK = finding(
    SheetCode.WAJIB_DIISI,
    sheet="Kinerja",
    cells=["I9", "J9", "K9"],
    key="IK.1.1",
    column="triwulan_1",
    file=SEK,
    owner="SEK",
    kolom="Triwulan I",
    petunjuk="angka",
)
DOT = finding(
    SheetCode.TITIK_DIBACA_DESIMAL,
    sheet="Kinerja",
    cells=["H12"],
    found="85.5",
    nilai="85,5",
    file=BID,
    owner="BID",
)
FORMULA = finding(
    SheetCode.RUMUS_DIPAKAI,
    sheet="Kinerja",
    cells=["H7"],
    nilai="12",
    file=SEK,
    owner="SEK",
)
NOT_IN = finding(PlanCode.BELUM_MASUK, owner="UPT", nama="UPT Diklat", batas="20 November 2026")
FOREIGN = finding(FileCode.BUKAN_FORMULIR_INI, file="3-kembali/undangan.xlsx")
FINDINGS = (FOREIGN, DOT, FORMULA, BLANK, NOT_A_NUMBER, NOT_IN)

REPORT = Report(
    judul="Laporan Penggabungan RKT",
    perangkat_daerah="Badan Kepegawaian",
    tahun=2027,
    edisi="murni",
    dibuat="18 November 2026 pukul 14.05",
    batas="20 November 2026",
    bagian=(
        BagianRow("SEK", "Sekretariat", "perlu-perbaikan", SEK, "4-konsep/perbaikan/SEK.xlsx"),
        BagianRow("BID", "Bidang Mutasi", "lengkap", BID, None),
        BagianRow("UPT", "UPT Diklat", "belum-masuk", None, None),
    ),
    berkas=(
        BerkasRow(SEK, "SEK", "perlu-perbaikan", "Empat sel perlu diperbaiki."),
        BerkasRow(BID, "BID", "dipakai", "Lengkap dan paling baru."),
        BerkasRow("3-kembali/undangan.xlsx", None, "ditolak", "Bukan formulir."),
    ),
    findings=FINDINGS,
    berikutnya="rkt gabung",
)
CALM = replace(
    REPORT,
    findings=(),
    bagian=(replace(REPORT.bagian[1]),),
    berkas=(REPORT.berkas[1],),
    berikutnya="rkt rapat",
)


class Page(HTMLParser):
    """What a page is made of: elements in order, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the name is the base class's
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def items(page: str) -> list[str]:
    """The findings of a page, each as visible text."""
    return [Page(item).text for item in re.findall(r'<li class="temuan.*?</li>', page, re.DOTALL)]


# what it says


def test_every_finding_says_where_what_stands_what_is_wrong_and_what_to_do() -> None:
    told = items(render_report(REPORT))
    assert len(told) == len(FINDINGS)
    for each in FINDINGS:
        (item,) = (text for text in told if text.endswith(each.code.name))
        assert each.message in item
        assert each.remedy in item
        assert (each.found or "") in item
        assert (each.key or "") in item
    assert "PERBAIKI Kinerja · H9 IK.1.1 · target Tertulis delapan puluh Masalah" in " ".join(told)


def test_findings_stand_as_a_person_would_mend_them() -> None:
    codes = [text.rsplit(maxsplit=1)[-1] for text in items(render_report(REPORT))]
    by_bagian_then_weight = [BLANK, NOT_A_NUMBER, FORMULA, DOT, NOT_IN, FOREIGN]
    assert codes == [each.code.name for each in by_bagian_then_weight]


def test_files_of_one_bagian_stay_apart() -> None:
    early, late = (replace(NOT_A_NUMBER, file=f"3-kembali/{name}.xlsx") for name in ("b", "a"))
    page = render_report(replace(REPORT, findings=(replace(early, weight=Severity.INFO), late, early)))
    assert re.findall(r"<h4><bdi>(.*?)</bdi>", page) == ["3-kembali/b.xlsx", "3-kembali/a.xlsx"]
    assert [text.split()[0] for text in items(page)] == ["PERBAIKI", "INFO", "PERBAIKI"]


def test_an_owner_who_was_not_asked_still_stands_on_the_page() -> None:
    page = Page(render_report(replace(REPORT, findings=(replace(NOT_A_NUMBER, owner="LAMA"),))))
    assert {"value": "LAMA"} in page.all("option")


def test_everybody_and_every_file_is_told_with_a_word() -> None:
    text = Page(render_report(REPORT)).text
    assert "SEK · Sekretariat ✗ Perlu perbaikan" in text
    assert "BID · Bidang Mutasi ✓ Lengkap" in text
    assert "UPT · UPT Diklat ○ Belum masuk Belum ada berkas." in text
    assert "Untuk dikirim kembali: 4-konsep/perbaikan/SEK.xlsx" in text
    assert "3-kembali/undangan.xlsx ✗ Ditolak Bagian tidak dikenali Bukan formulir." in text
    assert "Langkah berikutnya: rkt gabung" in text


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ((NOT_A_NUMBER, BLANK), "1 dari 3 bagian lengkap · 4 sel perlu diperbaiki"),
        ((NOT_A_NUMBER, NOT_A_NUMBER), "1 dari 3 bagian lengkap · 1 sel perlu diperbaiki"),
        ((NOT_A_NUMBER, FOREIGN), "1 dari 3 bagian lengkap · 1 sel dan 1 hal lain perlu diperbaiki"),
        ((FOREIGN,), "1 dari 3 bagian lengkap · 1 hal perlu diperbaiki"),
        ((DOT, NOT_IN), "1 dari 3 bagian lengkap · tidak ada yang perlu diperbaiki · 2 hal perlu dicek"),
        ((FORMULA,), "1 dari 3 bagian lengkap · tidak ada yang perlu diperbaiki"),
    ],
)
def test_one_line_tells_the_whole_state(findings: tuple[Finding, ...], line: str) -> None:
    report = replace(REPORT, findings=findings)
    assert summary_line(report) == line
    text = Page(render_report(report)).text
    assert text.index(line) < text.index("Sekretariat")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("H9",), "Kinerja · H9 "),
        (("H9", "I9"), "Kinerja · H9, I9 "),
        (("H9", "H10", "H11", "K3"), "Kinerja · H9–H11, K3 "),
        (("Y2", "Z2", "AA2", "AA3"), "Kinerja · Y2–AA2, AA3 "),
        (("A1", "B2", "C3"), "Kinerja · A1, B2, C3 "),
        (("H9", "H9"), "Kinerja · H9 "),
    ],
)
def test_neighbouring_cells_read_as_a_range(cells: tuple[str, ...], told: str) -> None:
    page = render_report(replace(REPORT, findings=(replace(NOT_A_NUMBER, cells=cells),)))
    assert told in items(page)[0]
    assert f'data-sel="{" ".join(dict.fromkeys(cells))}"' in page  # each cell can be searched for


@pytest.mark.parametrize(
    ("each", "told"),
    [
        (replace(NOT_A_NUMBER, found="  "), "Tertulis hanya spasi Masalah"),
        (replace(NOT_A_NUMBER, found=""), "Tertulis kosong Masalah"),
        (BLANK, "Tertulis kosong Masalah"),
        (replace(NOT_A_NUMBER, found="x" * 5000), f"Tertulis {'x' * 300}… (5.000 huruf) Masalah"),
    ],
)
def test_what_stands_in_the_cell_is_told_truly(each: Finding, told: str) -> None:
    (item,) = items(render_report(replace(REPORT, findings=(each,))))
    assert told in item


def test_what_a_finding_does_not_know_is_not_told() -> None:
    (item,) = items(render_report(replace(REPORT, findings=(FORMULA,))))
    assert "Tertulis" not in item


def test_nothing_found_is_a_calm_sentence() -> None:
    page = Page(render_report(CALM))
    assert "Tidak ada yang perlu diperbaiki. Semua isian sudah masuk dan dapat dipakai." in page.text
    assert not page.all("script")
    assert not page.all("form")


def test_the_calm_sentence_promises_no_more_than_is_known() -> None:
    waiting = Page(render_report(replace(REPORT, findings=()))).text
    assert "Tidak ada yang perlu diperbaiki pada berkas yang sudah masuk." in waiting
    nothing = Page(render_report(replace(REPORT, findings=(), bagian=(), berkas=(), berikutnya=""))).text
    assert "Belum ada yang dapat diperiksa." in nothing
    assert "Belum ada berkas yang masuk." in nothing
    assert "Langkah berikutnya" not in nothing


@pytest.mark.tuntas
def test_thousands_of_findings_all_stand_there() -> None:
    many = tuple(
        replace(NOT_A_NUMBER, cells=(f"H{row}",), key=f"IK.{row}", message=f"“{row} puluh” tidak dapat dibaca.")
        for row in range(1, 3001)
    )
    page = render_report(replace(REPORT, findings=many))
    assert len(items(page)) == 3000
    assert "3.000 sel perlu diperbaiki" in page


def test_the_same_report_gives_the_same_page() -> None:
    assert render_report(REPORT) == render_report(replace(REPORT))


# what it keeps out


def nasty_report() -> Report:
    each = replace(
        NOT_A_NUMBER,
        **dict.fromkeys(("message", "remedy", "file", "owner", "sheet", "key", "column", "found"), NASTY),  # type: ignore[arg-type]
        cells=(NASTY,),
    )
    return Report(
        **dict.fromkeys(("judul", "perangkat_daerah", "edisi", "dibuat", "batas", "berikutnya"), NASTY),
        tahun=2027,
        bagian=(BagianRow(NASTY, NASTY, "lengkap", NASTY, NASTY),),
        berkas=(BerkasRow(NASTY, NASTY, NASTY, NASTY),),
        findings=(each,),
    )


def test_peoples_text_never_becomes_markup() -> None:
    harmless, nasty = Page(render_report(REPORT)), render_report(nasty_report())
    page = Page(nasty)
    assert len(page.all("script")) == len(harmless.all("script")) == 1
    assert NASTY not in nasty
    assert page.text.count(NASTY) > 20
    names = {name for _, attributes in page.elements for name in attributes}
    assert names == {name for _, attributes in harmless.elements for name in attributes}
    assert page.all("li")[0]["data-sel"] == NASTY
    assert "&lt;span" not in nasty


def test_characters_that_html_forbids_become_visible() -> None:
    page = render_report(replace(REPORT, findings=(replace(NOT_A_NUMBER, found="a\x00b\x1bc\ud800d\te"),)))
    assert "a\ufffdb\ufffdc\ufffdd\te" in page
    page.encode("utf-8")


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_sign_that_turns_text_around_becomes_visible_wherever_it_stands(sign: str) -> None:
    name = f"Bag{sign}nai.xlsx"
    page = render_report(replace(REPORT, findings=(replace(NOT_A_NUMBER, found=name, sheet=name, file=name),)))
    assert sign not in page
    assert "Bag\ufffdnai.xlsx" in page


def test_nothing_outside_is_asked_for() -> None:
    page = render_report(REPORT)
    elements = Page(page).elements
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in elements}
    pointers = ("src", "href", "action", "srcset", "data", "poster")
    values = [attributes[name] or "" for _, attributes in elements for name in pointers if name in attributes]
    assert values
    assert all(value.startswith("#") for value in values)
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


# how it is built


def test_links_lead_somewhere_and_ids_are_unique() -> None:
    elements = Page(render_report(REPORT)).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = [
        (attributes.get(name) or "").lstrip("#")
        for _, attributes in elements
        for name in ("href", "aria-labelledby")
        if name in attributes
    ]
    assert set(wanted) <= set(ids)


def test_landmarks_language_and_table_headings_are_told() -> None:
    page = Page(render_report(REPORT))
    assert page.all("html") == [{"lang": "id"}]
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    assert page.all("form")[0]["hidden"] is None  # without script no control that does nothing
    assert "hidden" in page.all("form")[0]


# what a browser makes of it


@pytest.fixture(scope="module")
def chromium() -> str:
    program = programs.chromium()
    assert program
    return program


@pytest.fixture
def dump(chromium: str, tmp_path: Path) -> Dump:
    """The document after a browser has opened the page at an address such as `#cari=H9`."""

    def dumped(page: str, address: str) -> str:
        path = tmp_path / "laporan.html"
        path.write_text(page, encoding="utf-8")
        quiet = ("no-first-run", "disable-background-networking", "disable-component-update", "disable-sync")
        flags = ("headless", "no-sandbox", "disable-gpu", *quiet, f"user-data-dir={tmp_path / 'profile'}")
        command = [chromium, *(f"--{flag}" for flag in flags), "--dump-dom", path.as_uri() + address]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
        return done.stdout

    return dumped


def shown(dom: str) -> list[str]:
    """The codes of the findings that the browser shows."""
    found = re.findall(r'<li class="temuan([^>]*)>.*?<p class="kode">(\w+)</p>', dom, re.DOTALL)
    return [code for attributes, code in found if "hidden" not in attributes]


@pytest.mark.program("Chromium")
@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("", [BLANK, NOT_A_NUMBER, FORMULA, DOT, NOT_IN, FOREIGN]),
        ("#temuan-2", [BLANK, NOT_A_NUMBER, FORMULA, DOT, NOT_IN, FOREIGN]),
        ("#cari=DELAPAN", [NOT_A_NUMBER]),
        ("#cari=j9", [BLANK]),
        ("#cari=bidang.ods", [DOT]),
        ("#cari=kinerja+ik.1.1", [BLANK, NOT_A_NUMBER]),
        ("#bagian=SEK", [BLANK, NOT_A_NUMBER, FORMULA]),
        ("#bagian=-", [FOREIGN]),
        ("#bagian=TIDAK-ADA", [BLANK, NOT_A_NUMBER, FORMULA, DOT, NOT_IN, FOREIGN]),
        ("#tingkat=peringatan", [DOT, NOT_IN]),
        ("#bagian=SEK&tingkat=galat&cari=h9", [NOT_A_NUMBER]),
        ("#cari=tidak%20ada%20di%20mana%20pun", []),
    ],
)
def test_the_filter_shows_what_was_asked(dump: Dump, address: str, codes: list[Finding]) -> None:
    dom = dump(render_report(REPORT), address)
    assert shown(dom) == [each.code.name for each in codes]
    (form,) = Page(dom).all("form")
    assert "hidden" not in form
    told = unescape(re.findall(r'<p id="jumlah" role="status">(.*?)</p>', dom)[0])
    if not codes:
        assert told.startswith("Tidak ada catatan yang cocok.")
    else:
        partly = len(codes) < len(FINDINGS)
        assert told == (f"Ditampilkan {len(codes)} dari {len(FINDINGS)} catatan." if partly else "")
    groups = re.findall(r'<section class="kelompok"([^>]*)>', dom)
    assert sum("hidden" not in group for group in groups) == len({each.owner for each in codes})


@pytest.mark.program("Chromium")
@pytest.mark.xdist_group("chromium")
def test_a_browser_runs_no_script_of_peoples_text(dump: Dump) -> None:
    probe = "<img src=x onerror=\"document.title='kena'\"><script>document.title='kena'</script>"
    dom = dump(render_report(replace(REPORT, findings=(replace(NOT_A_NUMBER, found=probe, message=probe),))), "")
    assert "<title>Laporan Penggabungan RKT" in dom
    assert not Page(dom).all("img")


@pytest.mark.program("Chromium")
@pytest.mark.xdist_group("chromium")
def test_typing_filters_and_is_kept_in_the_address_and_reset_shows_all(dump: Dump) -> None:
    typist = """<script>
      cari.value = 'j9'; cari.dispatchEvent(new Event('input', {bubbles: true}));
      var typed = document.querySelectorAll('.temuan:not([hidden])').length + location.hash;
      saring.querySelector('button').click();
      setTimeout(function () {
        var after = document.querySelectorAll('.temuan:not([hidden])').length;
        document.title = typed + ' ' + after + location.hash;
      });
    </script></body>"""
    dom = dump(render_report(REPORT).replace("</body>", typist), "")
    assert "<title>1#cari=j9 6" in dom
