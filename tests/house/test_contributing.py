"""What CONTRIBUTING.md says of adding something, done to a copy of the package."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from helpers.paths import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


class House:
    """A copy of the package that may be changed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        for each in ("rkt_excel", "input_templates", "tests"):
            shutil.copytree(ROOT / each, home / each, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, path: str, line: str, before: str) -> None:
        """Put a line before another one, as the page shows it."""
        assert line.strip() in PAGE, f"CONTRIBUTING.md does not show: {line.strip()}"
        file = self.home / path
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, (path, before)
        file.write_text(text.replace(before, line + before), encoding="utf-8")

    def run(self, program: str) -> str:
        """What a program prints that sees this copy and the helpers of the tests."""
        seen = os.pathsep.join((str(self.home), str(self.home / "tests")))
        environment = os.environ | {"PYTHONPATH": seen, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, encoding="utf-8", env=environment, cwd=self.home,
            timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def print_tag(self, template: str, after: str, tag: str) -> None:
        """Type a placeholder behind another one, as an office does in Word."""
        file = self.home / "input_templates" / template
        document = Document(io.BytesIO(file.read_bytes()))
        cells = [each for table in document.tables for row in table.rows for each in row.cells]
        for cell in (each for each in cells if after in each.text):
            cell.paragraphs[0].add_run(f" {tag}")
        document.save(str(file))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "salinan")


COLUMN = '    kendala: Annotated[str | None, Column("Kendala", Text(longest=200), width=16)] = None\n'
PLACEHOLDER = '    kendala: str = arti("Kendala yang diperkirakan; – bila tidak ditulis", "Anggaran terbatas")\n'
WALK = """
import json
from dataclasses import replace
from pathlib import Path
from docx import Document
from openpyxl import load_workbook
from helpers.kantor import KEPALA, hand_in, open_office, scan
from helpers.tahapan import folder
from rkt_excel.cli import run
from rkt_excel.model.forms.form import KINERJA
from rkt_excel.steps.paraf import paraf, tandatangan
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.format import format
from rkt_excel.steps.draft import draft
from rkt_excel.office.place.signed_rkt import signed_in
from rkt_excel.steps.jejak import jejak

place = open_office(Path("kantor"))
format(place)
master = place.master()[0]
kode = master.indikator[0].kode
bagian = master.indikator[0].bagian[0]
for each in master.bagian:
    hand_in(place, each.kode, {(KINERJA, kode, "kendala"): "Depo penuh"} if each.kode == bagian else None)
merged = gabung(place)
home = folder(place)
told = {"temuan": sorted({each.code.name for each in merged.findings if each.severity.value == "galat"})}
form = load_workbook(next((home / "1-formulir").glob(f"* - {bagian} - *.xlsx")))[KINERJA]
told["formulir"] = [cell.value for row in form.iter_rows() for cell in row if cell.value == "Kendala"]
konsep = load_workbook(home / "4-konsep" / f"Konsep RKT {master.tahun}.xlsx")[KINERJA]
told["konsep"] = [cell.value for row in konsep.iter_rows() for cell in row if cell.value == "Depo penuh"]
draft(place)
told["jejak"] = str(jejak(place, kode, "kendala"))
paper = Document(home / "6-draft" / "draft-1" / f"Draft 1 RKT {master.tahun}.docx")
told["naskah"] = sum(cell.text.count("Depo penuh") for t in paper.tables for row in t.rows for cell in row.cells)
paraf(place, oleh="Kasubag Program")
paraf(place, oleh="Sekretaris")
tandatangan(place, oleh=KEPALA, pindaian=scan(Path("pindaian.pdf")))
told["arsip"] = signed_in(home).isi.nilai.get((kode, "kendala"))
print(json.dumps(told, ensure_ascii=False))
"""


@pytest.mark.tuntas
def test_a_column_is_one_field_and_its_placeholder(house: House) -> None:
    house.add("rkt_excel/model/tables/formulir.py", COLUMN, "\n\nclass ProgramBagian(Row):")
    house.add("rkt_excel/model/papers/naskah.py", PLACEHOLDER, "\n\nclass SasaranIsian(Isian):")
    house.print_tag("rkt.docx", "i.penanggung_jawab", "{{ i.kendala }}")
    told = json.loads(house.run(WALK))
    assert told["temuan"] == []
    assert told["formulir"] == ["Kendala"]
    assert told["konsep"] == ["Depo penuh"]
    assert "Depo penuh" in told["jejak"]
    assert told["naskah"] >= 1
    assert told["arsip"] == "Depo penuh"


def shown(heading: str, number: int) -> str:
    """A piece of code that the page shows under a heading, by its place there from 1."""
    part = PAGE.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0]
    return part.split("```\n")[2 * number - 1]


JUDGED = """
from pathlib import Path
from helpers.kantor import hand_in, open_office
from rkt_excel.model.forms.form import KINERJA
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

place = open_office(Path("kantor"))
format(place)
master = place.master()[0]
first, second = master.indikator[:2]
for each in master.bagian:
    hand_in(place, each.kode, {(KINERJA, first.kode, "keterangan"): "Lihat lampiran pertama. " * 20,
                               (KINERJA, second.kode, "keterangan"): "Lihat lampiran."})
print([each.key for each in gabung(place).findings if each.code.name == "KETERANGAN_PANJANG"])
"""


@pytest.mark.tuntas
def test_a_rule_is_a_sentence_a_function_and_a_line(house: House) -> None:
    rules = "rkt_excel/model/forms/row_rules.py"
    house.add("rkt_excel/messages/plan_codes.py", shown("a rule", 1), "    NIP_TIDAK_SAH = Wording(")
    house.add(rules, shown("a rule", 2) + "\n\n", "KINERJA_RULES: Final")
    house.add(
        rules,
        shown("a rule", 3),
        '    Rule(PlanCode.TARGET_NOL, target_is_not_zero, needs=("target",)),\n    Rule(PlanCode.TARGET_MUNDUR',
    )
    told = house.run(JUDGED)
    assert told.count("IK.") + told.count("S") >= 1
    assert told.count(",") == 0, "only the long one"


def test_a_document_is_what_it_may_print_and_a_line(house: House) -> None:
    module = house.home / "rkt_excel" / "model" / "papers" / "dokumen_rapat.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n\n" + shown("a document", 1), encoding="utf-8")
    house.add("rkt_excel/model/papers/dokumen.py", shown("a document", 2), "    dokumen_rapat.NOTULEN,\n")
    document = Document()
    document.add_paragraph("{{ perihal }}")
    document.save(str(house.home / "input_templates" / "nota.docx"))
    assert "perihal" in house.run("from rkt_excel.cli import run; run(['templat', 'nota.docx'])")
    assert "nota.docx" in house.run("from rkt_excel.cli import run; run(['templat', '--periksa'])")


ANNOUNCED = """
from pathlib import Path
import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, open_office, scan
from helpers.tahapan import folder, initialled
from rkt_excel.errors import NotNowError
from rkt_excel.steps.paraf import tandatangan
from rkt_excel.steps.umumkan import umumkan

place = initialled(open_office(Path("kantor")))
with pytest.raises(NotNowError, match="rkt umumkan belum"):
    umumkan(place, oleh="Staf")
tandatangan(place, oleh=KEPALA, pindaian=scan(Path("pindaian.pdf")))
umumkan(place, oleh="Staf")
with place.open_register(folder(place)) as register:
    print(register.last("rkt-diumumkan").details["oleh"])
"""


@pytest.mark.tuntas
def test_a_step_is_an_event_a_move_and_what_it_does(house: House) -> None:
    alur = "rkt_excel/model/procedure/alur.py"
    house.add("rkt_excel/events.py", shown("a step", 1), "DITANDATANGANI: Final")
    house.add(alur, shown("a step", 2), '    DISTRIBUSI = "rkt distribusi"')
    house.add(alur, shown("a step", 3).rstrip("\n"), "Gerak.PINDAIAN),\n    Tahap.DIBAGIKAN")
    step = "from rkt_excel.events import RKT_DIUMUMKAN\nfrom rkt_excel.model.procedure.alur import Gerak\n"
    step += "from rkt_excel.office.place.work import working\nfrom rkt_excel.office.place.workplace import Workplace\n"
    (house.home / "rkt_excel" / "steps" / "umumkan.py").write_text(f"{step}\n\n{shown('a step', 4)}", encoding="utf-8")
    assert house.run(ANNOUNCED).strip() == "Staf"


def test_a_command_is_a_line_and_its_face(house: House) -> None:
    house.add("rkt_excel/cli.py", shown("a command", 1), '    "status": "')
    face = "import click\n\nfrom rkt_excel.errors import ExitCode\n"
    face += "from rkt_excel.office.place.workplace import Workplace\n\n\n" + shown("a command", 2)
    (house.home / "rkt_excel" / "commands" / "tahun.py").write_text(face, encoding="utf-8")
    assert house.run("from rkt_excel.cli import run; run(['tahun'])").strip() == "2027"
    assert "Tampilkan tahun yang direncanakan." in house.run("from rkt_excel.cli import run; run(['--help'])")
