"""One emblem for all templates: put once beside them, printed everywhere as it is; its absence is said in time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from helpers.contoh_naskah import naskah
from helpers.kantor import KASUBAG, SEKRETARIS, hand_in, open_office
from helpers.looked_at import png

from rkt_excel.edges.docx import emblem, word
from rkt_excel.errors import InputUnusableError
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers.dokumen import DOKUMEN
from rkt_excel.model.papers.isian import example_values
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.paraf import paraf
from rkt_excel.steps.periksa import periksa


@pytest.mark.tuntas
@pytest.mark.parametrize("dokumen", DOKUMEN, ids=lambda each: each.berkas)
def test_it_is_printed_in_every_document_within_the_frame_and_not_distorted(dokumen: object, place: Workplace) -> None:
    berkas, isi = dokumen.berkas, dokumen.isi  # type: ignore[attr-defined]
    before = Document(str(place.inputs / berkas)).inline_shapes
    assert word.has_empty_frame(place.inputs / berkas)
    (place.inputs / "lambang.png").write_bytes(png(40, 20))
    after = Document(io.BytesIO(word.render(place.inputs / berkas, example_values(isi), paper="A4")))
    assert not word.has_empty_frame(place.inputs / berkas)
    pictures = [each for each in after.inline_shapes if each._inline.docPr.get("descr") == "lambang daerah"]
    assert len(pictures) == len(list(before))
    for each, frame in zip(pictures, before, strict=True):
        assert each.width == pytest.approx(2 * each.height, rel=0.01)
        assert each.width <= frame.width
        assert each.height <= frame.height
    assert any(part.blob == png(40, 20) for part in after.part.package.iter_parts())


def test_a_picture_that_the_office_put_into_a_template_itself_stays(place: Workplace, tmp_path: Path) -> None:
    path = place.inputs / "rkt.docx"
    document = Document(str(path))
    for part in document.part.package.iter_parts():
        if str(part.partname).startswith("/word/media"):
            part._blob = png(30, 30)
    document.save(str(path))
    (place.inputs / "lambang.png").write_bytes(png(40, 20))
    content = word.render(path, naskah(), paper="F4")
    parts = [part.blob for part in Document(io.BytesIO(content)).part.package.iter_parts()]
    assert png(30, 30) in parts
    assert png(40, 20) not in parts
    assert not word.has_empty_frame(path)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"lambang.png": b"GIF89a"}, "bukan gambar PNG atau JPG"),
        ({"lambang.png": png(9, 9)[:-20]}, "bukan gambar PNG atau JPG"),
        ({"lambang.png": b""}, "bukan gambar PNG atau JPG"),
        ({"lambang.svg": b"<svg/>"}, "bukan gambar PNG atau JPG"),
        ({"lambang.png": png(9, 9) + b"\0" * 5_000_001}, "lebih dari 5 MB"),
        ({"lambang.png": png(9, 9), "Lambang.jpg": png(9, 9)}, "“Lambang.jpg” dan “lambang.png”"),
    ],
)
def test_one_that_cannot_be_printed_is_named(place: Workplace, files: dict[str, bytes], said: str) -> None:
    for name, data in files.items():
        (place.inputs / name).write_bytes(data)
    with pytest.raises(InputUnusableError, match=said):
        word.render(place.inputs / "rkt.docx", naskah(), paper="F4")


@pytest.mark.parametrize("name", ["lambang.png", "Lambang.PNG", "lambang.jpeg", "lambang.png.png"])
def test_it_is_known_by_its_name_however_written(place: Workplace, name: str) -> None:
    (place.inputs / name).write_bytes(png(9, 9))
    assert emblem.emblem(place.inputs) == png(9, 9)


@pytest.mark.tuntas
def test_its_absence_is_told_before_the_signature_and_a_new_one_makes_the_clean_copy_outdated(tmp_path: Path) -> None:
    place = open_office(tmp_path)
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    draft(place)
    told = [each.code for each in periksa(place).findings]
    assert told == [FileCode.LAMBANG_BELUM_ADA]
    paraf(place, oleh=KASUBAG)
    last = paraf(place, oleh=SEKRETARIS)
    assert FileCode.LAMBANG_BELUM_ADA in {each.code for each in last.findings}
    assert not [name for name in periksa(place).keluaran if name.startswith("7-rkt/")]
    (place.inputs / "lambang.png").write_bytes(png(40, 20))
    again = periksa(place)
    assert [name for name in again.keluaran if name.startswith("7-rkt/")]
    assert FileCode.LAMBANG_BELUM_ADA not in {each.code for each in again.findings}
