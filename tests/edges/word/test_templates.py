"""`rkt templat`: what a template may print is declared once, and an office's own edits are checked before a run."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt
from helpers.paths import INPUTS
from helpers.small_template import KECIL, Kecil

from rkt_excel.cli import run
from rkt_excel.commands.templat import in_columns
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.isian import Dokumen, Isian, arti, example_values, placeholders
from rkt_excel.model.papers.naskah import RKT
from rkt_excel.steps.templat import check_template, templat
from rkt_excel.workbook.findings import Finding, Severity

Made = Callable[..., list[Finding]]


@pytest.fixture
def faults(tmp_path: Path) -> Made:
    """What is found in a template of these paragraphs and these rows of a table, without the note of what is unused."""

    def made(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> list[Finding]:
        document = Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        table = document.add_table(0, len(rows[0])) if rows else None
        for row in rows:
            assert table is not None
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.save(str(tmp_path / "kecil.docx"))
        found = check_template(tmp_path / "kecil.docx", KECIL)
        return [each for each in found if each.code is not FileCode.ISIAN_TIDAK_DIPAKAI]

    return made


# ------------------------------------------------------------------------------------------- the declaration


def test_every_placeholder_of_a_nested_declaration_has_its_path() -> None:
    shown = [(each.path, each.kind, each.example) for each in placeholders(Kecil)]
    assert shown == [
        ("tahun", "teks", "2026"),
        ("ada", "ya/tidak", "ya"),
        ("ketua", "kelompok", ""),
        ("ketua.nama", "teks", "Contoh"),
        ("ketua.tugas", "daftar", ""),
        ("ketua.tugas[]", "teks", "menulis"),
        ("orang", "daftar", ""),
        ("orang[].nama", "teks", "Contoh"),
        ("orang[].tugas", "daftar", ""),
        ("orang[].tugas[]", "teks", "menulis"),
    ]


@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda each: each.berkas)
def test_the_examples_of_every_document_are_values_of_its_type(dokumen: Dokumen) -> None:
    assert dokumen.isi.model_validate(example_values(dokumen.isi)).model_dump() == example_values(dokumen.isi)


@pytest.mark.parametrize(("name", "kind"), [("items", "arti"), ("count", "arti"), ("tahun", "bare")])
def test_a_placeholder_that_cannot_be_looked_up_is_refused(name: str, kind: str) -> None:
    value = {name: arti("Arti", "contoh")} if kind == "arti" else {}
    with pytest.raises(TypeError, match=name):
        type("Salah", (Isian,), {"__annotations__": {name: str}, **value})


# --------------------------------------------------------------------------------------- the shipped templates


@pytest.mark.tuntas
@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda each: each.berkas)
def test_every_shipped_template_is_free_of_faults(dokumen: Dokumen) -> None:
    found = check_template(INPUTS / dokumen.berkas, dokumen)
    assert [each.message for each in found if each.severity is not Severity.INFO] == []


def test_every_shipped_word_file_is_declared() -> None:
    assert {path.name for path in INPUTS.glob("*.docx")} == {each.berkas for each in DOKUMEN}


# ----------------------------------------------------------------------------------------- names, wherever used

UNKNOWN, WHOLE = FileCode.ISIAN_TIDAK_DIKENAL, FileCode.ISIAN_TANPA_RINCIAN
WRONG, COMMAND = FileCode.TAG_SALAH_TULIS, FileCode.PERINTAH_TIDAK_DIKENAL
OPEN, ORPHAN, APART = FileCode.TAG_TANPA_PENUTUP, FileCode.PENUTUP_TANPA_PEMBUKA, FileCode.PASANGAN_TERPISAH


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("paragraphs", "code", "said"),
    [
        (("Tahun {{ tahum }} ini",), UNKNOWN, "mungkin maksudnya “tahun”"),
        (("{{ ketua.nam }}",), UNKNOWN, "mungkin maksudnya “nama”"),
        (("{{ nama }}",), UNKNOWN, "“ketua.nama”"),
        (("{{ zzzz }}",), UNKNOWN, "“zzzz”"),
        (("{% for o in orang %}{{ o.nana }}{% endfor %}",), UNKNOWN, "“orang.nana”"),
        (("{% for o in orang %}{% for t in o.tugass %}{{ t }}{% endfor %}{% endfor %}",), UNKNOWN, "“tugas”"),
        (("{% for o in orang %}{{ loop.indek }}{% endfor %}",), UNKNOWN, "“index”"),
        (("{% for o in orang %}x{% endfor %}{{ o.nama }}",), UNKNOWN, "“o”"),
        # never reached with the examples, where `ada` is true
        (("{% if not ada %}{{ tahum }}{% endif %}",), UNKNOWN, "“tahun”"),
        (("{% if ada %}x{% else %}{{ ketua.umur }}{% endif %}",), UNKNOWN, "“ketua.umur”"),
        (("{{ orang|map(attribute='namma')|join(', ') }}",), UNKNOWN, "“nama”"),
        (("{%p set semua = orang|list %}", "{{ semua[0].namma }}"), UNKNOWN, "“nama”"),
        (("{{ orang }}",), WHOLE, "“orang”"),
        (("{{ ketua }}",), WHOLE, "kelompok"),
        (("{{ orang.nama }}",), WHOLE, "daftar"),
        (("{% for o in tahun %}x{% endfor %}",), FileCode.ISIAN_BUKAN_DAFTAR, "“tahun”"),
        (("{{ tahun|uper }}",), COMMAND, "“upper”"),
        (("{{ tahun }",), WRONG, "“{{ tahun }”"),
        (("{ tahun }",), WRONG, "“{ tahun }”"),
        (("{% if ada }ya{% endif %}",), WRONG, "{% if ada"),
        (("{{ tahun tahun }}",), WRONG, "“{{ tahun tahun }}”"),
        (("{{ }}",), WRONG, "“{{ }}”"),
        (("{{ tahun", "}}"), WRONG, "“{{ tahun”"),
        (("{% iff ada %}ya{% endif %}",), COMMAND, "“iff”"),
        (("{% include 'rahasia' %}",), COMMAND, "“include”"),
        (("{%p for o in orang %}", "{{ o.nama }}"), OPEN, "“{%p for o in orang %}”"),
        (("{% if ada %}ya",), OPEN, "endif"),
        (("ya{% endif %}",), ORPHAN, "“{% endif %}”"),
        (("{% else %}",), ORPHAN, "“{% else %}”"),
        (("{% for o in orang %}", "{{ o.nama }}{% endfor %}"), APART, "“{% for o in orang %}”"),
        (("{%p for o in orang %}", "{{ o.nama }}", "{% endfor %}"), APART, "isi dokumen"),
        (("{%tr for o in orang %}", "{{ o.nama }}", "{%tr endfor %}"), FileCode.TAG_DI_LUAR_TABEL, "{%tr"),
        (("Hadir: {%p if ada %}", "ya", "{%p endif %}"), FileCode.TAG_TIDAK_SENDIRI, "“Hadir:”"),
    ],
)  # fmt: skip
def test_a_fault_in_a_paragraph_is_named(faults: Made, paragraphs: tuple[str, ...], code: FileCode, said: str) -> None:
    found = [each for each in faults(*paragraphs) if each.code is code]
    assert found, [each.message for each in faults(*paragraphs)]
    assert any(said in each.message or said in each.remedy for each in found), [each.message for each in found]
    assert found[0].severity is Severity.GALAT
    assert found[0].sheet == "isi dokumen"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{{ tahun }} {% if ada %}ya{% elif tahun == '2026' %}x{% else %}tidak{% endif %}",),
        ("{%p for o in orang %}", "{{ loop.index }}. {{ o.nama|upper }}", "{%p endfor %}"),
        ("{% for t in ketua.tugas %}{{ t }}{% if not loop.last %}, {% endif %}{% endfor %}",),
        ("{{ orang[0].tugas[1] }} {{ (orang|first).nama }} {{ ketua.nama.upper() }}",),
        ("{%p set rajin = orang|reject('none')|list %}", "{% for o in rajin %}{{ o.nama }}{% endfor %}"),
        ("{# catatan untuk kita: {{ entah }} #}",),
        ("{{- tahun -}}",),
    ],
)  # fmt: skip
def test_what_is_right_is_not_a_fault(faults: Made, paragraphs: tuple[str, ...]) -> None:
    assert [each.message for each in faults(*paragraphs)] == []


def test_all_faults_are_told_at_once(faults: Made) -> None:
    codes = {
        each.code for each in faults("{{ tahum }}", "{{ tahun }", "{% endif %}", "{%p for o in orang %}", "{{ o.x }}")
    }
    assert codes == {UNKNOWN, WRONG, ORPHAN, OPEN}


# ---------------------------------------------------------------------------------------------- places, looks


def test_a_row_is_named_by_table_row_and_column(faults: Made) -> None:
    found = faults(rows=(("No.", "Nama"), ("{%tr for o in orang %}", ""), ("1", "{{ o.nma }}"), ("{%tr endfor %}", "")))
    assert [(each.code, each.sheet) for each in found] == [(UNKNOWN, "isi dokumen, tabel 1, baris 3, kolom 2")]


def test_text_beside_a_row_tag_would_be_lost(faults: Made) -> None:
    rows = (("{%tr for o in orang %}", "Nama"), ("1", "{{ o.nama }}"), ("{%tr endfor %}", ""))
    assert [(each.code, "“Nama”" in each.message) for each in faults(rows=rows)] == [(FileCode.TAG_TIDAK_SENDIRI, True)]


def test_a_loop_may_not_end_in_another_cell(faults: Made) -> None:
    found = faults(rows=(("{% for o in orang %}{{ o.nama }}", "{% endfor %}"),))
    assert [each.code for each in found] == [APART]


def test_the_footer_is_looked_at_and_named(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "RKT {{ tahum }}"
    document.save(str(tmp_path / "kecil.docx"))
    found = check_template(tmp_path / "kecil.docx", KECIL)
    assert (found[0].code, found[0].sheet) == (UNKNOWN, "kaki halaman bagian 1")
    assert "Paragrafnya: “RKT {{ tahum }}”." in found[0].message


def test_the_title_among_the_properties_is_looked_at(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "RKT {{ tahum }}"
    document.save(str(tmp_path / "kecil.docx"))
    assert check_template(tmp_path / "kecil.docx", KECIL)[0].sheet == "judul pada properti berkas"


def test_curly_quotes_are_read_and_told(faults: Made) -> None:
    found = faults("{% if tahun == “2026” %}ya{% endif %}")
    assert [(each.code, each.severity) for each in found] == [(FileCode.TAG_KUTIP_MELENGKUNG, Severity.INFO)]


def split(path: Path, *pieces: str, sizes: tuple[int, ...]) -> None:
    """A template with one paragraph of these runs."""
    document = Document()
    paragraph = document.add_paragraph()
    for piece, size in zip(pieces, sizes, strict=True):
        paragraph.add_run(piece).font.size = Pt(size)
    document.save(str(path))


def test_a_tag_in_several_runs_is_seen_whole(tmp_path: Path) -> None:
    split(tmp_path / "kecil.docx", "{", "{ ta", "hum }", "}", sizes=(10, 10, 10, 10))
    found = check_template(tmp_path / "kecil.docx", KECIL)
    assert [each.code for each in found if each.severity is not Severity.INFO] == [UNKNOWN]
    assert FileCode.TAG_BEDA_FORMAT not in {each.code for each in found}


def test_a_tag_in_runs_of_several_sizes_is_told(tmp_path: Path) -> None:
    split(tmp_path / "kecil.docx", "{{ ta", "hun }}", sizes=(10, 12))
    assert FileCode.TAG_BEDA_FORMAT in {each.code for each in check_template(tmp_path / "kecil.docx", KECIL)}


def test_what_the_template_does_not_print_is_told_once(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ tahun }}{% for t in ketua.tugas %}{{ t }}{% endfor %}")
    document.save(str(tmp_path / "kecil.docx"))
    (told,) = check_template(tmp_path / "kecil.docx", KECIL)
    assert "ada, ketua.nama, orang." in told.message


# -------------------------------------------------------------------------- five spoiled copies of a real one


def spoiled(path: Path, before: str, after: str) -> None:
    """A copy of rkt.docx in which a person has changed the first paragraph, or cell, that holds `before`."""
    document: Any = Document(str(INPUTS / "rkt.docx"))
    cells = [each for table in document.tables for row in table.rows for cell in row.cells for each in cell.paragraphs]
    paragraph = next(each for each in [*document.paragraphs, *cells] if before in each.text)
    changed = paragraph.text.replace(before, after)
    for run_ in paragraph.runs[1:]:
        run_.text = ""
    paragraph.runs[0].text = changed
    document.save(str(path))


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        ("{{ tahun }}", "{{ tahunn }}", UNKNOWN, "mungkin maksudnya “tahun”"),
        ("{{ i.satuan }}", "{{ i.satuam }}", UNKNOWN, "mungkin maksudnya “satuan”"),
        ("{%tr for i in s.indikator %}", "{%tr for i in s.indikatr %}", UNKNOWN, "mungkin maksudnya “indikator”"),
        ("{%tr endfor %}", "", OPEN, "tidak ditutup"),
        ("{%p if bagian_belum %}", "{%p if bagian_belum }", WRONG, "salah tulis"),
        ("{% if prioritas %}2.2", "2.2", ORPHAN, "tidak mempunyai pembuka"),
    ],
)
def test_a_spoiled_copy_tells_what_to_mend(tmp_path: Path, before: str, after: str, code: FileCode, said: str) -> None:
    spoiled(tmp_path / "rkt.docx", before, after)
    found = [each for each in check_template(tmp_path / "rkt.docx", RKT) if each.code is code]
    assert found
    assert said in found[0].message


@pytest.mark.parametrize("content", [b"", b"bukan zip"])
def test_what_is_no_word_file_is_a_finding(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "rkt.docx").write_bytes(content)
    (found,) = check_template(tmp_path / "rkt.docx", RKT)
    assert found.code is FileCode.TEMPLAT_TIDAK_DAPAT_DIPAKAI
    assert "bukan dokumen Word" in found.message


# ------------------------------------------------------------------------------------------------ the command


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(INPUTS, tmp_path / "input_templates")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_list_names_every_placeholder(office: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    del office
    assert run(["templat", "--json"]) == 0
    told = json.loads(capfdbinary.readouterr().out)
    isian = {each["nama"]: each for each in told["templat"][0]["isian"]}
    assert isian["sasaran[].indikator[].tw[]"]["jenis"] == "teks"
    assert isian["instansi.kota"]["contoh"] == "Paringin"
    assert run(["templat", "rkt"]) == 0
    assert "sasaran[].indikator[].satuan" in capfdbinary.readouterr().out.decode("utf-8")


@pytest.mark.parametrize("width", [40, 80, 100, 140, 500])
def test_the_list_fits_its_width_and_drops_no_word(width: int) -> None:
    for each in templat(None):
        rows = [("isian", "jenis", "arti", "contoh")]
        rows += [(one.path, one.kind, one.meaning, one.example) for one in placeholders(each.isi)]
        lines = in_columns(rows, width).split("\n")
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if line != line.rstrip()]
        shown = Counter("".join(lines).replace(" ", ""))
        assert shown == Counter("".join("".join(row) for row in rows).replace(" ", ""))


@pytest.mark.tuntas
def test_the_exit_code_says_whether_the_templates_hold(office: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["templat", "--periksa"]) == 0
    spoiled(office / "input_templates" / "rkt.docx", "{{ tahun }}", "{{ tahunn }}")
    assert run(["templat", "--periksa"]) == 3
    assert run(["templat", "rkt.docx", "--periksa", "--json"]) == 3
    assert run(["templat", "surat.docx", "--periksa"]) == 2
    assert "tahunn" in capfdbinary.readouterr().out.decode("utf-8")
