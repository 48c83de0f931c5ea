"""A sentence ends in one point, also behind a name or an abbreviation that ends in one; what was typed stays."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.edges.docx import word
from rkt_excel.edges.post.mail import LetterWording
from rkt_excel.edges.terminal import spoken
from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.workbook.findings import finding
from rkt_excel.workbook.sentences import one_stop

NAMES = ("Contoh, S.E.", "Contoh, M.Pd.", "Jl. A. Yani No.", "dkk.")


def terminal(text: str, capsys: pytest.CaptureFixture[str]) -> str:
    with spoken():
        click.echo(text)
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_of_terminal_letter_or_finding_ends_in_two_points(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal(f"Diterima oleh {name}. Berikutnya: x (oleh {name}.)", capsys) == (
        f"Diterima oleh {name} Berikutnya: x (oleh {name})"
    )
    assert LetterWording("Kepada {n}.", "Yth. {n}.\nSalam {n}. Hormat").filled({"n": name}).body == (
        f"Yth. {name}\nSalam {name} Hormat"
    )
    told = finding(PlanCode.BELUM_MASUK, nama=name, batas=name)
    assert ".." not in told.message + told.remedy


@pytest.mark.parametrize(
    "kept",
    [
        "Tunggu... ya",
        "Tempat: ....",
        "../berkas",
        "C:\\a\\..\\b",
        "“80..” bukan angka",
        "v1..v2",
        "…",
        ". .",
        "..",
    ],
)
def test_what_is_no_end_of_a_sentence_stays(kept: str) -> None:
    assert one_stop(kept) == kept


@given(st.text(alphabet="a. )\n“”", max_size=30))
def test_nothing_but_a_second_point_is_ever_taken(text: str) -> None:
    assert one_stop(text).replace(".", "") == text.replace(".", "")
    assert one_stop(one_stop(text)) == one_stop(text)


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., str]:
    """What a template of this text prints; each piece is a run of its own."""

    def made(*pieces: str, **values: Any) -> str:
        document = Document()
        paragraph = document.add_paragraph()
        for piece in pieces:
            paragraph.add_run(piece)
        document.add_paragraph(". Berikut")
        document.core_properties.subject = "".join(pieces)
        document.save(str(tmp_path / "x.docx"))
        filled = Document(io.BytesIO(word.render(tmp_path / "x.docx", values, paper="A4")))
        assert filled.core_properties.subject == filled.paragraphs[0].text
        assert filled.paragraphs[1].text == ". Berikut"
        return filled.paragraphs[0].text

    return made


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("pieces", "value", "wanted"),
    [
        (("Oleh {{ n }}.",), "Contoh, S.E.", "Oleh Contoh, S.E."),
        (("Oleh {{ n }}", "."), "Contoh, S.E.", "Oleh Contoh, S.E."),
        (("Oleh {{ n }}. Lalu {{ n }}, dan {{ n }}.",), "S.E.", "Oleh S.E. Lalu S.E., dan S.E."),
        (("Oleh {{ n }}.",), "Contoh", "Oleh Contoh."),
        (("{{ n }}...",), "dkk.", "dkk...."),  # an ellipsis of the template
        (("{{ n }}",), "Catatan..", "Catatan.."),  # typed so
        (("{% if n %}{{ n }}{% endif %}.",), "S.E.", "S.E."),
        (("{{ n|upper }}.",), "s.e.", "S.E."),
    ],
)
def test_no_sentence_of_a_document_ends_in_two_points(
    printed: Callable[..., str], pieces: tuple[str, ...], value: str, wanted: str
) -> None:
    assert printed(*pieces, n=value) == wanted
