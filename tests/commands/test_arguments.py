"""Wrong arguments of every command: a dry sentence in Indonesian, exit code 2, and nothing is made or written down."""

from __future__ import annotations

import hashlib
import re
import shlex
from pathlib import Path

import pytest
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, official, officials, open_office

from rkt_excel.cli import COMMANDS, run
from rkt_excel.errors import ExitCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

_CALLS = """
xyz
--aneh
gabung --kerja
gabung --kerja input_templates/renstra.xlsx
pakai
pakai x --oleh A
pakai x --oleh A --alasan B
pakai x --oleh ' ' --alasan B
paraf
paraf --oleh
paraf --oleh 'Kasubag Program' --tanggal 31/2/2026
kembalikan --oleh X
kembalikan --oleh X --catatan -
tandatangan
tandatangan --pindaian x.pdf
distribusi --diterima
distribusi --oleh X
distribusi --tanggal 1/1/2026
arsip --lokasi
arsip --periksa
jejak
jejak XX
jejak a b c
templat x.docx
templat --periksa x.docx
status --periksa-jurnal lagi
contoh a b
ambil
ambil --imap
ambil --imap a:b
ambil --imap h --sejak x
ambil --imap h --ca takada
ambil --imap h:993 --starttls
kirim --ingatkan --perbaikan
kirim --tls
kirim --bagian XX
kirim --smtp
kirim --smtp a:99999
kirim --sudah-sampai
kirim --smtp h --tls --tanpa-tls
rapat --tanggal
rapat --tanggal besok
rapat --tanggal 1/1/2020
rapat --jam
draft --oleh
mulai --dari
mulai --kosong --dari x.xlsx
mulai --kerja x
mulai --dari input_templates
"""
_WRONG = [
    *_CALLS.strip().splitlines(),
    *(f"{name} --aneh" for name in COMMANDS),
    *(f"{name} a b c" for name in COMMANDS),
    *(f"{name} --kerja" for name in COMMANDS if name not in {"mulai", "contoh"}),
]
_ENGLISH = re.compile(
    r"\b(no such|missing|invalid|option|argument|usage|error|unexpected|exist|requires|command)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    rows = (official(KASUBAG, 1), official(SEKRETARIS, 2), official(KEPALA))
    place = open_office(tmp_path_factory.mktemp("kantor"), officials(*rows))
    format(place)
    for each in place.master()[0].bagian:
        hand_in(place, each.kode)
    gabung(place)
    return place


def everything(home: Path) -> str:
    """A digest of all that lies in a folder."""
    made = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        made.update(str(path).encode())
        made.update(path.read_bytes() if path.is_file() else b"")
    return made.hexdigest()


@pytest.mark.tuntas
@pytest.mark.parametrize("line", _WRONG)
def test_wrong_arguments_end_in_a_sentence_and_change_nothing(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str
) -> None:

    home = office.inputs.parent
    monkeypatch.chdir(home)
    before = everything(home)
    assert run(shlex.split(line)) == ExitCode.ARGUMENTS
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert not _ENGLISH.search(told.err), told.err
    assert everything(home) == before
    asked = re.search(r"Lihat: (rkt .*--help)", told.err)
    if asked:  # what is printed can be typed
        assert run(shlex.split(asked[1])[1:]) == ExitCode.DONE
