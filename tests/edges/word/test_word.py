"""The Word template of the RKT, its filling, and its way to a PDF: real .docx files, the real LibreOffice."""

import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from helpers.contoh_naskah import LONG, NASTY, naskah
from helpers.paths import INPUTS

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.docx import word
from rkt_excel.edges.docx.package import word_text
from rkt_excel.edges.docx.pages.word_paper import PaperName
from rkt_excel.edges.seal import libreoffice, pdfa

RKT = INPUTS / "rkt.docx"
CM = 360_000

needs_libreoffice = pytest.mark.program("LibreOffice", "poppler")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in program is a shell script")


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def filled(paper: PaperName = "F4", **context: object) -> Any:
    return opened(word.render(RKT, naskah(**context), paper=paper))  # type: ignore[arg-type]


COMPARED = {
    "kode": "IK.1.1", "uraian": "Nilai", "satuan": "Nilai", "murni": "1", "perubahan": "2", "keterangan": "berubah",
    "alasan": "–",
}  # fmt: skip
CHANGED = {
    "kunci": "IK.1.1", "uraian": "Nilai", "kolom": "Target", "dari": "1", "menjadi": "2", "alasan": "–", "oleh": "–",
}  # fmt: skip


def words_of(paragraph: Any) -> str:
    """What a paragraph says, whatever stands between its words."""
    said = (
        " " if each.tag != qn("w:t") else each.text or "" for each in paragraph.iter(*map(qn, ("w:t", "w:tab", "w:br")))
    )
    return " ".join("".join(said).casefold().split())


def style_of(paragraph: Any) -> str | None:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if found is None else found.get(qn("w:val"))


def text_of(document: Any) -> str:
    """All text of the body, tables included; line breaks as line feeds."""
    return "\n".join(
        "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in parts)
        for paragraph in document.element.body.iter(qn("w:p"))
        if (parts := list(paragraph.iter(qn("w:t"), qn("w:br"))))
    )


@pytest.fixture
def template(tmp_path: Path) -> Callable[..., Path]:
    """Makes a one-column template of these paragraphs, as somebody would type it in Word."""

    def make(*paragraphs: str) -> Path:
        document = Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(tmp_path / "kecil.docx"))
        return tmp_path / "kecil.docx"

    return make


class TestRender:
    def test_same_input_gives_same_bytes(self) -> None:
        first = word.render(RKT, naskah(), paper="F4")
        time.sleep(2.1)  # a zip keeps time in steps of two seconds
        assert word.render(RKT, naskah(), paper="F4") == first

    def test_no_member_carries_a_time(self) -> None:
        with zipfile.ZipFile(BytesIO(word.render(RKT, naskah(), paper="F4"))) as package:
            assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_the_context_is_left_alone(self) -> None:
        context = naskah()
        word.render(RKT, context, paper="A4")
        assert context == naskah()

    def test_nothing_of_the_template_language_is_left(self) -> None:
        document = filled(sasaran=1, indikator=2, program=2)
        assert not re.search(r"\{\{|\{%|%\}|\}\}", text_of(document))

    def test_hostile_values_stand_as_they_are(self) -> None:
        text = text_of(filled())
        assert NASTY in text
        assert LONG in text

    def test_control_characters_become_spaces(self, template: Callable[..., Path]) -> None:
        nasty = "a\x00b\x07c\x0cd\x0be\x1ff\ud800g\ufffeh"
        document = opened(word.render(template("{{ isi }}"), {"isi": nasty}, paper="A4"))
        assert text_of(document) == "a b c d e f g h"

    def test_line_breaks_become_line_breaks_of_word(self, template: Callable[..., Path]) -> None:
        document = opened(word.render(template("{{ isi }}"), {"isi": "a\nb\r\nc\rd\u2028e"}, paper="A4"))
        assert len(document.paragraphs) == 1
        assert document.paragraphs[0].text == "a\nb\nc\nd\ne"

    def test_values_deep_in_lists_are_cleaned_too(self, template: Callable[..., Path]) -> None:
        content = word.render(template("{{ a[0].b[0] }}"), {"a": [{"b": ("x\x01y",)}]}, paper="A4")
        assert text_of(opened(content)) == "x y"

    def test_properties(self) -> None:
        context = naskah()
        context["instansi"]["perangkat_daerah"] = "Dinas A & B <C>"
        context["dibuat"] = "besok"  # what is printed is no date
        made = date(2026, 1, 12)
        properties = opened(word.render(RKT, context, paper="F4", made=made)).core_properties
        assert properties.author == properties.last_modified_by == "Dinas A & B <C>"
        assert properties.title == "Rencana Kinerja Tahunan (RKT) Dinas A & B <C> Tahun 2026"
        assert properties.language == "id-ID"
        assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2026-01-12"

    def test_a_context_without_office_and_date(self, template: Callable[..., Path]) -> None:
        properties = opened(word.render(template("x"), {}, paper="A4")).core_properties
        assert properties.created.year == 2000

    def test_a_very_long_title_is_cut(self) -> None:
        context = naskah()
        context["instansi"]["perangkat_daerah"] = "Dinas " * 100
        assert len(opened(word.render(RKT, context, paper="F4")).core_properties.title) <= 255


class TestPaper:
    @pytest.mark.parametrize(("paper", "short", "long"), [("F4", 21.5, 33.0), ("A4", 21.0, 29.7)])
    def test_every_section_has_it_and_keeps_its_orientation(self, paper: PaperName, short: float, long: float) -> None:
        *portrait, picture, lampiran = filled(paper).sections
        for section in portrait:
            size = section.page_width / CM, section.page_height / CM
            assert size == pytest.approx((short, long), abs=0.01)
        for section in (picture, lampiran):
            assert section.orientation == WD_ORIENT.LANDSCAPE
            size = section.page_width / CM, section.page_height / CM
            assert size == pytest.approx((long, short), abs=0.01)

    def test_margins(self) -> None:
        document = filled()
        _, body, picture, lampiran = document.sections
        margins = [body.top_margin, body.bottom_margin, body.left_margin, body.right_margin]
        assert [margin / CM for margin in margins] == pytest.approx([2.5, 3, 3, 2.5], abs=0.01)
        assert [each.left_margin / CM for each in (picture, lampiran)] == pytest.approx([2, 2], abs=0.01)

    @pytest.mark.parametrize(("paper", "portrait", "landscape"), [("F4", 16.0, 29.0), ("A4", 15.5, 25.7)])
    def test_tables_fill_the_width_of_the_text(self, paper: PaperName, portrait: float, landscape: float) -> None:
        tables = filled(paper).tables
        for table, wanted in [(tables[0], portrait), (tables[3], portrait), (tables[-1], landscape)]:
            columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
            assert sum(columns) * 635 / CM == pytest.approx(wanted, abs=0.05)

    def test_a_template_without_page_size_gets_one(self, template: Callable[..., Path]) -> None:
        path = template("x")
        document = Document(str(path))
        size = document.sections[0]._sectPr.find(qn("w:pgSz"))
        assert size is not None
        document.sections[0]._sectPr.remove(size)
        document.save(str(path))
        section = opened(word.render(path, {}, paper="A4")).sections[0]
        assert section.page_width / CM == pytest.approx(21, abs=0.01)


class TestFaultyTemplate:
    def test_unknown_placeholder_is_named(self, template: Callable[..., Path]) -> None:
        with pytest.raises(word.TemplateError, match=r"“\{\{ tahum \}\}”.*“tahum” tidak dikenal") as caught:
            word.render(template("Tahun {{ tahum }}"), naskah(), paper="F4")
        assert caught.value.template.name == "kecil.docx"
        assert caught.value.placeholder == "{{ tahum }}"

    def test_unknown_part_is_named_with_its_whole(self, template: Callable[..., Path]) -> None:
        with pytest.raises(word.TemplateError, match=r"“\{\{ instansi\.almat \}\}”"):
            word.render(template("{{ instansi.almat }}"), naskah(), paper="F4")

    def test_unknown_placeholder_split_into_runs(self, tmp_path: Path) -> None:
        document = Document()
        paragraph = document.add_paragraph()
        for piece in ("{", "{ ta", "hum }", "}"):
            paragraph.add_run(piece).bold = True
        document.save(str(tmp_path / "potong.docx"))
        with pytest.raises(word.TemplateError, match="tahum"):
            word.render(tmp_path / "potong.docx", naskah(), paper="F4")

    @pytest.mark.parametrize(
        "paragraph", ["{{ tahun", "{% if tahun %}x", "{{ tahun | besar }}", "{{ 1 + }}", "{% endfor %}"]
    )
    def test_mistyped_command(self, template: Callable[..., Path], paragraph: str) -> None:
        with pytest.raises(word.TemplateError, match="salah tulis"):
            word.render(template("Judul", paragraph, "Akhir"), naskah(), paper="F4")

    def test_mistyped_command_is_quoted(self, template: Callable[..., Path]) -> None:
        with pytest.raises(word.TemplateError) as caught:
            word.render(template("satu", "dua", "tiga", "empat", "{{ tahun | besar }}"), naskah(), paper="F4")
        assert caught.value.placeholder == "{{ tahun | besar }}"

    def test_commands_that_break_the_document(self, template: Callable[..., Path]) -> None:
        faulty = template("{%p if tahun %}", "a {% for x in sasaran %}", "b {% endfor %}", "{%p endif %}")
        document = Document(str(faulty))
        document.add_table(1, 1).cell(0, 0).text = "{% if tahun == 'x' %}"
        document.add_paragraph("{% endif %}")
        document.save(str(faulty))
        with pytest.raises(word.TemplateError, match="berpasangan"):
            word.render(faulty, naskah(), paper="F4")

    def test_what_cannot_be_computed(self, template: Callable[..., Path]) -> None:
        with pytest.raises(word.TemplateError, match="tidak dapat dihitung"):
            word.render(template("{{ tahun + 1 }}"), naskah(), paper="F4")

    @pytest.mark.parametrize(
        "code", ["{{ ''.__class__.__mro__ }}", "{{ tahun.__init__.__globals__ }}", "{{ sasaran.clear() }}"]
    )
    def test_code_in_a_template_does_not_run(self, template: Callable[..., Path], code: str) -> None:
        with pytest.raises(word.TemplateError, match="tidak diizinkan"):
            word.render(template(code), naskah(), paper="F4")

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(word.TemplateError, match=r"tidak ditemukan.*rkt mulai"):
            word.render(tmp_path / "rkt.docx", naskah(), paper="F4")

    @pytest.mark.parametrize("content", [b"", b"bukan docx", b"PK\x03\x04 terpotong", RKT.read_bytes()[:9000]])
    def test_not_a_docx(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "rkt.docx"
        path.write_bytes(content)
        with pytest.raises(word.TemplateError, match="bukan dokumen Word"):
            word.render(path, naskah(), paper="F4")

    def test_a_zip_of_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "rkt.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("isi.txt", "x")
        with pytest.raises(word.TemplateError, match="bukan dokumen Word"):
            word.render(path, naskah(), paper="F4")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(word.TemplateError):
            word.render(tmp_path, naskah(), paper="F4")


@pytest.mark.tuntas
def test_one_damaged_byte_anywhere_is_a_sentence_or_does_no_harm(tmp_path: Path) -> None:
    """Every hundredth byte of the file, and its end cut off anywhere."""
    whole = (shipped_inputs() / "lembar-disposisi.docx").read_bytes()
    template, told = tmp_path / "lembar-disposisi.docx", 0
    cut = [whole[:at] for at in range(0, len(whole), len(whole) // 40)]
    for data in (*cut, *(_damaged(whole, at) for at in range(7, len(whole), 100))):
        template.write_bytes(data)
        word_text.paragraphs(data)
        try:
            word.opened(template)
        except word.TemplateError as fault:
            told += "bukan dokumen Word" in str(fault)
    assert told > len(cut)


def _damaged(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]


class TestTheRktTemplate:
    def test_sasaran_are_merged_over_their_indikator(self) -> None:
        lampiran = filled(indikator=24).tables[-1]._tbl
        merges = [cell.get(qn("w:val")) for cell in lampiran.iter(qn("w:vMerge"))]
        assert merges.count("restart") == 2 * 6  # No. and Sasaran Strategis
        assert merges.count("continue") == 2 * (24 - 6)

    def test_rows_stay_whole_and_headings_repeat(self) -> None:
        lampiran = filled().tables[-1]._tbl
        rows = lampiran.findall(qn("w:tr"))
        assert len(rows) == 2 + 24 + 1 + 2  # headings, indikator, sum, notes, signature
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == [True, True] + [False] * 27

    def test_all_values_of_an_indikator_stand_in_one_row(self) -> None:
        lampiran = filled().tables[-1]
        found = [cell.text for cell in dict.fromkeys(lampiran.rows[2].cells)]
        assert found == [
            *("SS.1", "Meningkatnya budaya baca dan literasi masyarakat", "IK.1.1"),
            *("Indeks Pembangunan Literasi Masyarakat", "Indeks", "82,70", "–", "–", "–", "82,70"),
            "Kepala Bidang Perpustakaan",
        ]

    def test_edition(self) -> None:
        assert "Perubahan" not in text_of(filled()).split("BAB I")[0]
        assert "Perubahan" in text_of(filled(edisi="perubahan")).split("BAB I")[0]

    def test_status_line_only_before_signing(self) -> None:
        assert "belum ditandatangani" in text_of(filled(tanda="DRAFT 2"))
        signed = filled(tanda="")
        assert "belum ditandatangani" not in text_of(signed)
        assert all(not section.header.paragraphs[0].text for section in signed.sections)

    def test_without_priorities_and_programs_the_numbers_close_up(self) -> None:
        text = text_of(filled(prioritas=[], program=0))
        assert "Prioritas Pembangunan" not in text
        assert "Program, Kegiatan" not in text
        assert re.search(r"2\.1\s*Tujuan dan Sasaran Strategis", text)
        assert re.search(r"3\.3\s*Penanggung Jawab", text)

    def test_without_adjusted_targets(self) -> None:
        context = naskah()
        for sasaran in context["sasaran"]:
            for indikator in sasaran["indikator"]:
                indikator["alasan"] = "–"
        text = text_of(opened(word.render(RKT, context, paper="F4")))
        assert "Penyesuaian Target" not in text
        assert re.search(r"3\.2\s*Program dan Anggaran", text)

    def test_programs_without_pagu(self) -> None:
        text = text_of(filled(ada_pagu=False))
        assert "Program, Kegiatan, dan Sub Kegiatan" in text
        assert "Pagu" not in text

    def test_total_pagu(self) -> None:
        assert "sebesar Rp4.284.231.881." in text_of(filled())

    def test_missing_bagian_are_named_twice(self) -> None:
        missing = [{"kode": c, "nama": f"Bidang {c}"} for c in "ABC"]
        text = text_of(filled(bagian_belum=missing))
        assert text.count("Isian dari Bidang A, Bidang B dan Bidang C belum diterima") == 2
        assert "Belum lengkap" not in text_of(filled())

    @pytest.mark.tuntas
    def test_paraf_and_signature(self) -> None:
        assert "Paraf Hierarki" in text_of(filled())
        assert "Paraf Hierarki" not in text_of(filled(paraf=[]))
        kepala = {"jabatan": "Plt. KEPALA DINAS", "nama": "N. Contoh", "pangkat": "Pembina", "nip": "0 0 0 0"}
        text = text_of(filled(kepala=kepala))
        assert text.count("Plt. KEPALA DINAS\nKABUPATEN BALANGAN,\nN. Contoh\nPembina\nNIP 0 0 0 0") == 2

    def test_every_entry_of_the_contents_has_its_heading(self) -> None:
        body = filled(prioritas=[], program=0).element.body
        marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
        codes = [code.text for code in body.iter(qn("w:instrText")) if "PAGEREF" in code.text]
        assert sorted(code.split()[1] for code in codes) == sorted(marks)
        assert len(set(marks)) == len(marks)

    @pytest.mark.parametrize("edisi", ["murni", "perubahan"])
    def test_the_contents_list_every_chapter_and_attachment_by_its_own_title(self, edisi: str) -> None:
        lists: dict[str, Any] = {"banding": [COMPARED], "perubahan": [CHANGED]} if edisi == "perubahan" else {}
        body = filled(edisi=edisi, **lists).element.body
        paragraphs = list(body.iter(qn("w:p")))
        listed = {
            code.text.split()[1]: words_of(each).removesuffix("…").strip()
            for each in paragraphs
            for code in each.iter(qn("w:instrText"))
            if "PAGEREF" in code.text
        }
        titles = {
            mark: words_of(each)
            for each in paragraphs
            if style_of(each) in {"Heading1", "Heading2", "JudulLampiranUtama"}
            for mark in [next((one.get(qn("w:name")) for one in each.iter(qn("w:bookmarkStart"))), None)]
        }
        titles["lampiran"] += f" formulir rkt{' perubahan' * (edisi == 'perubahan')} tahun 2026"
        assert {mark: listed.get(mark or "") for mark in titles} == titles
        assert ("perbandingan" in titles, "daftar_perubahan" in titles) == (bool(lists), bool(lists))

    def test_the_picture_can_be_found_by_its_name(self) -> None:
        pictures = filled().element.body.findall(f".//{qn('wp:docPr')}")
        *arms, drawn, painted = [(each.get("name"), each.get("descr")) for each in pictures]
        assert painted == drawn  # the picture for programs that draw no groups of shapes
        assert arms == [("lambang daerah",) * 2] * 2
        assert (drawn[0], drawn[1][:40]) == ("Peta kinerja 2026", "Bagan dari kiri ke kanan: 1 prioritas, 1")
        assert len({each.get("id") for each in pictures}) == 4


def pages(content: bytes, folder: Path) -> list[str]:
    """Text of each page, by way of LibreOffice and poppler."""
    source = folder / "naskah & uji.docx"
    source.write_bytes(content)
    pdf = libreoffice.to_pdf(source, folder / "pdf")
    assert pdf == folder / "pdf" / "naskah & uji.pdf"
    shown = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return shown.stdout.decode("utf-8").split("\f")[:-1]


@needs_libreoffice
@pytest.mark.xdist_group("libreoffice")
class TestPrinted:
    @pytest.mark.parametrize(
        ("indikator", "paper"),
        [
            (6, "A4"),
            (60, "F4"),
            *(pytest.param(*each, marks=pytest.mark.lama) for each in [(24, "F4"), (24, "A4"), (60, "A4")]),
        ],
    )
    def test_pages(self, tmp_path: Path, indikator: int, paper: PaperName) -> None:
        printed = pages(word.render(RKT, naskah(indikator), paper=paper), tmp_path)
        self.assert_contents_tell_the_truth(printed)
        for number, page in enumerate(printed[1:], start=2):
            body = [line for line in page.splitlines() if line.strip()]
            assert f"halaman {number} dari {len(printed)}" in body[-1]
            assert len(body) > 5, f"page {number} is all but empty"
            # The column numbers stand under the heading row: they are never the last line of a page.
            assert not re.fullmatch(r"[\d ]+", body[-2].strip()), f"lone heading on page {number}"
        assert "TW = triwulan" in printed[-1]
        assert "KEPALA DINAS PERPUSTAKAAN DAN KEARSIPAN\n" in printed[-1]
        assert "Paraf Hierarki" in printed[-1]

    def assert_contents_tell_the_truth(self, printed: list[str]) -> None:
        entries = re.findall(r"^ *(.+?) *\.{4,} *(\d+)$", printed[2], re.MULTILINE)
        assert len(entries) == 18
        for entry, number in entries:
            title = re.sub(r"^(BAB [IV]+|\d\.\d|LAMPIRAN FORMULIR.*)\s*", "", entry) or "LAMPIRAN"
            assert title in printed[int(number) - 1], (entry, number)

    def test_no_value_is_cut_off(self, tmp_path: Path) -> None:
        printed = pages(word.render(RKT, naskah(), paper="A4"), tmp_path)
        lampiran = printed[next(n for n, page in enumerate(printed) if page.lstrip().startswith("KONSEP")
                                and "TW IV" in page):]  # fmt: skip
        for value in ("82,70", "25.500", "Eksemplar", "Predikat", "1.250"):
            assert any(value in page for page in lampiran)

    def test_an_old_pdf_gives_way(self, tmp_path: Path) -> None:
        (tmp_path / "a.docx").write_bytes(word.render(RKT, naskah(6, program=0), paper="F4"))
        (tmp_path / "a.pdf").write_bytes(b"lama")
        libreoffice.to_pdf(tmp_path / "a.docx", tmp_path)
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.pdf"]


@needs_libreoffice
@pytest.mark.xdist_group("libreoffice")
def test_the_pdf_for_the_archive_is_pdf_a_with_its_fonts(tmp_path: Path) -> None:
    folder = tmp_path / "arsip tahun 2026 – résumé"
    folder.mkdir()
    source = folder / "RKT (ditandatangani) é.docx"
    source.write_bytes(word.render(RKT, naskah(6), paper="F4"))
    made = libreoffice.to_pdf(source, folder, arsip=True)
    found = pdfa.claim(made.read_bytes())
    assert (found.part, found.conformance, found.missing) == (2, "B", ())
    listed = subprocess.run(["pdffonts", str(made)], capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert found.fonts == len(listed) > 0
    assert not pdfa.claim(libreoffice.to_pdf(source, tmp_path).read_bytes()).archival


@needs_libreoffice
@needs_posix
@pytest.mark.lama
@pytest.mark.xdist_group("libreoffice")
def test_the_real_program_is_asked_again_after_it_hung(
    tmp_path: Path, stand_in: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its profile and its work lie in a folder whose name has spaces and accents, as that of a user may."""
    real = libreoffice.available()
    home = tmp_path / "Pengguna é ß (dinas)"
    home.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    source = stand_in(f'[ "$(wc -l < dipanggil)" -eq 1 ] && sleep 300\nexec "{real}" "$@"')
    source.write_bytes(word.render(RKT, naskah(6, program=0), paper="F4"))
    made = libreoffice.to_pdf(source, tmp_path / "hasil", arsip=True, timeout=12)
    assert pdfa.claim(made.read_bytes()).archival
    assert (tmp_path / "dipanggil").read_text(encoding="utf-8").count("x") == 2
    assert list(home.iterdir()) == []


@needs_posix
def test_without_the_program_anywhere_word_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_usual_places", lambda: [tmp_path / "tidak ada"])
    with pytest.raises(libreoffice.LibreOfficeError, match=r"LibreOffice tidak ditemukan.*“a\.docx” di Word"):
        libreoffice.to_pdf(tmp_path / "a.docx", tmp_path)


class TestClaim:
    """What a PDF says of itself, also where its objects are packed."""

    XMP = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
    FONT = b"<</Type/Font/Subtype/TrueType/BaseFont/Arial%s>>"
    GOOD = FONT % b"/FontDescriptor 3 0 R", b"<</Type/FontDescriptor/FontName/Arial/FontFile2 4 0 R>>"

    def pdf(self, *objects: bytes, xmp: bytes = XMP) -> bytes:
        body = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
        return b"%PDF-1.7\n" + body + xmp

    def test_all_is_there(self) -> None:
        assert pdfa.claim(self.pdf(*self.GOOD)).archival

    @pytest.mark.parametrize("xmp", [b"", XMP.replace(b"2", b"1"), XMP.replace(b"B", b"U"), b"pdfaid:part='x'"])
    def test_another_claim_or_none(self, xmp: bytes) -> None:
        assert not pdfa.claim(self.pdf(*self.GOOD, xmp=xmp)).archival

    @pytest.mark.parametrize(
        "objects",
        [
            (FONT % b"",),  # one of the standard fonts, named only
            (FONT % b"/FontDescriptor 3 0 R", b"<</Type/FontDescriptor/FontName/Arial/Flags 4>>"),
        ],
    )
    def test_a_font_that_is_not_embedded_is_named(self, objects: tuple[bytes, ...]) -> None:
        assert pdfa.claim(self.pdf(*objects)).missing == ("Arial",)

    @pytest.mark.parametrize(
        ("objects", "missing"), [(GOOD, ()), ((GOOD[0], b"<</Type/FontDescriptor/FontName/Arial>>"), ("Arial",))]
    )
    def test_objects_may_be_packed(self, objects: tuple[bytes, ...], missing: tuple[str, ...]) -> None:
        heads = b"11 0 12 %d " % len(objects[0])
        packed = zlib.compress(heads + b"".join(objects))
        header = b"1 0 obj\n<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (
            len(heads),
            len(packed),
        )
        found = pdfa.claim(b"%PDF-1.7\n" + header + packed + b"\nendstream\nendobj\n" + self.XMP)
        assert (found.fonts, found.missing) == (1, missing)

    def test_what_is_no_pdf_claims_nothing(self) -> None:
        assert pdfa.claim(b"").part == 0


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of LibreOffice; it is called with the same arguments."""

    def make(body: str) -> Path:
        script = tmp_path / "soffice"
        script.write_text(
            f"#!/bin/sh\nPATH=/usr/bin:/bin\ncd '{tmp_path}'\necho x >> dipanggil\n{body}\n", encoding="utf-8"
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(libreoffice, "available", lambda: script)
        (tmp_path / "a.docx").write_bytes(b"isi")
        return tmp_path / "a.docx"

    return make


def alive(pid: int) -> bool:
    """Whether the process still runs; one that has ended and only waits to be fetched does not."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


class TestLibreOfficeInTrouble:
    def test_not_installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libreoffice, "available", lambda: None)
        with pytest.raises(libreoffice.LibreOfficeError, match="Pasang LibreOffice"):
            libreoffice.to_pdf(tmp_path / "a.docx", tmp_path)

    def test_found_nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda _: None)
        monkeypatch.setattr(libreoffice, "_usual_places", list)
        assert libreoffice.available() is None

    def test_found_where_installers_put_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program = tmp_path / "soffice"
        program.touch()
        monkeypatch.setattr(shutil, "which", lambda _: None)
        monkeypatch.setattr(libreoffice, "_usual_places", lambda: [tmp_path / "bukan", program])
        assert libreoffice.available() == program

    def test_not_installed_and_an_archive_wanted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libreoffice, "available", lambda: None)
        with pytest.raises(libreoffice.LibreOfficeError, match=r"“a\.docx” di Word.*Sesuai PDF/A"):
            libreoffice.to_pdf(tmp_path / "a.docx", tmp_path, arsip=True)

    @needs_posix
    def test_a_pdf_that_is_no_pdf_a_is_not_taken_for_one(self, tmp_path: Path, stand_in: Callable[[str], Path]) -> None:
        source = stand_in('while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"; echo %PDF-1.7 > "$2/naskah.pdf"')
        with pytest.raises(libreoffice.LibreOfficeError, match="belum layak untuk arsip"):
            libreoffice.to_pdf(source, tmp_path, arsip=True)
        assert not (tmp_path / "a.pdf").exists()

    @needs_posix
    def test_source_missing(self, tmp_path: Path, stand_in: Callable[[str], Path]) -> None:
        stand_in("exit 0").unlink()
        with pytest.raises(libreoffice.LibreOfficeError, match="tidak dapat dibuat") as caught:
            libreoffice.to_pdf(tmp_path / "a.docx", tmp_path)
        assert "a.docx" in str(caught.value)

    @needs_posix
    def test_no_result_is_tried_once_more(self, tmp_path: Path, stand_in: Callable[[str], Path]) -> None:
        source = stand_in("exit 0")
        with pytest.raises(libreoffice.LibreOfficeError, match="tidak menghasilkan PDF"):
            libreoffice.to_pdf(source, tmp_path)
        assert (tmp_path / "dipanggil").read_text(encoding="utf-8").count("x") == 2

    @needs_posix
    def test_second_attempt_may_succeed(self, tmp_path: Path, stand_in: Callable[[str], Path]) -> None:
        # The last but one argument is the folder of the result.
        source = stand_in(
            '[ "$(wc -l < dipanggil)" -eq 1 ] && exit 1\n'
            'while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2" && echo pdf > "$2/naskah.pdf"'
        )
        assert libreoffice.to_pdf(source, tmp_path / "baru").read_bytes() == b"pdf\n"

    @needs_posix
    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
    def test_hung_program_is_ended_with_its_children(self, tmp_path: Path, stand_in: Callable[[str], Path]) -> None:
        source = stand_in("sleep 60 & echo $! >> anak\necho $$ >> anak\nwait")
        (tmp_path / "a.pdf").write_bytes(b"lama")
        began = time.monotonic()
        with pytest.raises(libreoffice.LibreOfficeError, match=r"setelah 0\.5 detik"):
            libreoffice.to_pdf(source, tmp_path, timeout=0.5)
        assert time.monotonic() - began < 20
        assert (tmp_path / "a.pdf").read_bytes() == b"lama"
        processes = [int(line) for line in (tmp_path / "anak").read_text(encoding="utf-8").split()]
        assert len(processes) == 4
        until = began + 30  # each would sleep for a minute; on a busy machine an ended one takes a while to go
        while any(map(alive, processes)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not [pid for pid in processes if alive(pid)]

    @needs_posix
    def test_target_cannot_be_written(self, tmp_path: Path, stand_in: Callable[[str], Path]) -> None:
        source = stand_in('while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"; echo pdf > "$2/naskah.pdf"')
        locked = tmp_path / "kunci"
        locked.touch()  # a file where a folder is wanted
        with pytest.raises(libreoffice.LibreOfficeError, match="nama itu sudah dipakai"):
            libreoffice.to_pdf(source, locked)
