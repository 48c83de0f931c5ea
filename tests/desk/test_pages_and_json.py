"""What every page shows and what the commands say as JSON: one table, at every stage of an office."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

import pytest
from helpers.desk_stages import STAGES
from helpers.desks import Browser, words
from helpers.tahapan import Stage

from rkt_excel.cli import run
from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.pages.page_konsep import shown_value
from rkt_excel.desk.work.moves import MOVES, from_typed, in_buttons
from rkt_excel.errors import ExitCode
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.model.procedure.sop import LANGKAH
from rkt_excel.model.vocabulary.printed import hari_tanggal, tanggal
from rkt_excel.model.vocabulary.terms import QUARTERS
from rkt_excel.office.place.workplace import Workplace

Told = Mapping[str, Any]
OF_THE_MOMENT: Final = {"KONSEP_DISUNTING", "SUNTINGAN_DIBAWA", "KELUARAN_DITARIK", "DRAFT_MENUNGGU"}
"""What a consolidation tells of its own outputs: said with its result, and no finding of a return."""
STATES: Final = {"lengkap": "LENGKAP", "perlu-perbaikan": "PERBAIKI", "belum-masuk": "BELUM MASUK"}
VERDICTS: Final = {
    "dipakai": "DIPAKAI", "perlu-perbaikan": "PERLU PERBAIKAN", "digantikan": "DIGANTIKAN", "ditolak": "DITOLAK"
}  # fmt: skip


class AtBoth:
    """Somebody with the desk and the command line of one office before them."""

    def __init__(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self._spoken = capsysbinary
        self.desk = Browser(Workplace()).come_in()  # by the clock of this computer, as the command line
        self.status: Told = self.said("status") or {}

    def said(self, *typed: str) -> Told | None:
        """What a command says as JSON, `None` where it is not allowed now or knows nothing of what is asked."""
        self._spoken.readouterr()
        code = run([*typed, "--json"])
        if code in {ExitCode.NOT_NOW, ExitCode.ARGUMENTS}:
            return None
        assert code in {ExitCode.DONE, ExitCode.LOOK}, (typed, self._spoken.readouterr().err.decode())
        told: Told = json.loads(self._spoken.readouterr().out)
        return told

    def page(self, address: str) -> str:
        """What a person reads of a page."""
        return words(self.desk.page(address))

    def done(self, step: int) -> date | None:
        """On which day a step of the SOP was done."""
        told = self.status["jadwal"][step - 1]["selesai"]
        return datetime.fromisoformat(told).date() if told else None


def _said(text: str) -> str:
    """A sentence of the JSON as pages write it."""
    return " ".join(in_buttons(text).split())


def beranda(both: AtBoth) -> None:
    page, told = both.page("/"), both.status
    card, track = page.split("Sepuluh langkah")
    for each in told["jadwal"]:
        line = track[track.index(f"{each['langkah']} {each['uraian']}") :][:400]
        for day in (each["rencana"], each["selesai"] or each["batas"]):
            assert tanggal(date.fromisoformat(day[:10])) in line, each
        assert (f"terlambat {each['terlambat']} hari kerja" in line) == bool(each["selesai"] and each["terlambat"])
    assert ("Semua langkah selesai" in card) == told["tamat"]
    if not told["tamat"]:
        assert f"{told['langkah']}. {told['uraian'][:1].upper()}{told['uraian'][1:]}" in card
        assert f"{told['pelaksana']}{', ' + told['nama'] if told['nama'] else ''}" in card
        assert hari_tanggal(date.fromisoformat(told["batas"])) in card
        move = from_typed(told["ketik"])
        assert move
        assert move[0].label in card
    assert all(_said(each["pesan"]) in card for each in told["temuan"])


def renstra(both: AtBoth) -> None:
    page, told = both.page("/renstra"), both.status
    assert f"{told['tahun']}, {told['edisi']}" in page
    assert tanggal(date.fromisoformat(told["batas_kembali"])) in page
    assert all(_said(each["pesan"]) in page for each in told["temuan"] if each["berkas"] == "renstra.xlsx")


def bagian(both: AtBoth) -> None:
    merge = both.said("gabung")
    page = both.page("/bagian")
    for each in both.status["bagian"] if merge is None else merge["bagian"]:
        assert STATES[each["status"]] in page[page.index(f"{each['kode']} {each['nama']}") :][:250]
    for each in merge["berkas"] if merge else ():
        line = page[page.index(each["berkas"].rpartition("/")[2], page.index("Berkas di 3-kembali")) :][:200]
        assert f"{each['bagian'] or ''} {VERDICTS[each['putusan']]}" in line, each


def temuan(both: AtBoth) -> None:
    merge = both.said("gabung")
    page = both.page("/temuan")
    if merge is None:
        return
    found = [each for each in merge["temuan"] if each["kode"] not in OF_THE_MOMENT]
    weights = Counter(each["tingkat"] for each in found)
    summary = "{galat} perlu diperbaiki · {peringatan} perlu dicek · {info} catatan"
    assert (summary.format_map({**dict.fromkeys(("galat", "peringatan", "info"), 0), **weights}) in page) == bool(
        weights
    )
    for each in found:
        assert _said(each["pesan"]) in page, each
        assert _said(each["perbaikan"]) in page, each
        assert all(cell in page for cell in each["sel"]) or len(each["sel"]) > 2, each


def konsep(both: AtBoth) -> None:
    merge = None if both.status["draft"] else both.said("gabung")
    page = both.page("/konsep")
    for name in ("konsep_xlsx", "konsep_docx", "laporan") if merge else ():
        assert merge["keluaran"][name].rpartition("/")[2] in page  # type: ignore[index]
    closed = both.desk.desk.office.standing().state.why_not(Gerak.DRAFT) is not None
    assert ("hanya untuk dibaca" in page) == (closed and "Rencana" in page)
    master = both.desk.desk.office.standing().master
    assert master
    for row in master.indikator:
        told = both.said("jejak", row.kode)
        for each in (told.get("isi") or [told]) if told else ():
            if each["kolom"] in {"target", "penanggung_jawab", *QUARTERS} and each["nilai"]:
                assert shown_value(each["kolom"], each["nilai"]) in page.split(f"{row.kode} {row.indikator}")[1][:300]


def konsep_jejak(both: AtBoth) -> None:
    master = both.desk.desk.office.standing().master
    assert master
    told = both.said("jejak", master.indikator[0].kode)
    for each in (told.get("isi") or [told]) if told else ():
        page = both.page(f"/konsep?kunci={each['kunci']}&kolom={each['kolom']}")
        trace = page.split(f"Jejak {each['kunci']}")[1].split(" Rencana ")[0]
        for event in each["riwayat"]:
            assert shown_value(each["kolom"], event["ke"]) in trace
            assert all(str(event[name]) in trace for name in ("berkas", "sel", "alasan", "oleh") if event[name]), event


def rapat(both: AtBoth) -> None:
    made = both.said("rapat", "--tempat", "Aula")
    page = both.page("/rapat")
    if made:
        assert all(name.rpartition("/")[2] in page for name in made["keluaran"])
        assert hari_tanggal(date.fromisoformat(made["rapat"]["tanggal"])) in page


def pemeriksaan(both: AtBoth) -> None:
    made = both.said("periksa")
    page = both.page("/pemeriksaan")
    number = both.status["draft"]
    assert (f"Draft {number}" in page) == bool(number)
    assert ("Belum ada draft." in page) == (number == 0)
    if made:
        assert all(name.rpartition("/")[2] in page for name in made["keluaran"] if "/draft-" in name)


def tanda_tangan(both: AtBoth) -> None:
    page, day = both.page("/tanda-tangan"), both.done(8)
    assert ("Sudah ditandatangani" in page) == (day is not None)
    assert day is None or tanggal(day) in page
    waits = "tandatangan" in both.status["ketik"] and "--pindaian BERKAS" not in both.status["ketik"]
    assert ("Naskah untuk ditandatangani" in page) == waits


def distribusi(both: AtBoth) -> None:
    shared = both.said("distribusi")
    page = both.page("/distribusi")
    if shared:
        got = shared["diterima"]
        assert f"{len(got)} dari {shared['eksemplar']} salinan sudah diterima" in page
        assert all(each in page for each in shared["penerima"])
        assert all(name.rpartition("/")[2] in page for name in shared["keluaran"])


def arsip(both: AtBoth) -> None:
    page = both.page("/arsip?periksa=ya")
    folder = both.desk.desk.office.standing().folder
    packages = [each for each in (folder / "9-arsip").glob("RKT-*") if each.is_dir()] if folder else []
    assert ("Periksa keutuhan paket" in page) == bool(packages)
    for each in packages:
        told = both.said("arsip", "--periksa", str(each))
        assert told
        assert told["segel"] in page
        assert ("Paket utuh" in page) == told["utuh"]
    assert both.status["tamat"] == bool(packages)


def peta(both: AtBoth) -> None:
    merge = both.said("gabung")
    page = both.page("/peta")
    for each in both.status["bagian"] if merge is None else merge["bagian"]:
        line = page[page.index(f"{each['kode']} {each['nama']}") + len(f"{each['kode']} {each['nama']}") :]
        assert line.split()[0] in STATES[each["status"]]
        if merge:
            weights = Counter(one["tingkat"] for one in merge["temuan"] if one["bagian"] == each["kode"])
            counts = " ".join(str(weights[weight] or "–") for weight in ("galat", "peringatan", "info"))
            assert line.removeprefix(" ").removeprefix(STATES[each["status"]]).strip().startswith(counts)
    found = [each for each in merge["temuan"] if each["kode"] not in OF_THE_MOMENT] if merge else []
    kinds = Counter(each["kode"] for each in found if each["tingkat"] != "info")
    shown = page.split("Temuan menurut jenisnya")[1].split("Prioritas, sasaran")[0] if kinds else ""
    for code, count in kinds.most_common(3):
        assert any(f"{_said(each['pesan'])} dan yang sejenis" in shown for each in found if each["kode"] == code) or (
            len({each["pesan"] for each in found if each["kode"] == code}) == 1
        )
        assert f" {count} " in f"{shown} ", code
    for each in merge["nilai"] if merge else ():
        assert each["kunci"] in page


def bantuan(both: AtBoth) -> None:
    page = both.page("/bantuan")
    assert all(each["uraian"] in page for each in both.status["jadwal"])
    assert all(each.label in page for each in MOVES)
    assert len(LANGKAH) == len(both.status["jadwal"])


PAGES: Final[Mapping[str, tuple[Callable[[AtBoth], None], ...]]] = {
    "beranda": (beranda,), "renstra": (renstra,), "bagian": (bagian,), "temuan": (temuan,),
    "konsep": (konsep, konsep_jejak), "rapat": (rapat,), "pemeriksaan": (pemeriksaan,),
    "tanda-tangan": (tanda_tangan,), "distribusi": (distribusi,), "arsip": (arsip,), "peta": (peta,),
    "bantuan": (bantuan,),
}  # fmt: skip
ACTING: Final = {"bagian", "temuan", "rapat", "pemeriksaan", "distribusi", "peta"}  # their commands write; so last


def test_every_page_is_in_the_table() -> None:
    assert list(PAGES) == list(MENU)


@pytest.mark.tuntas
@pytest.mark.parametrize("stage", STAGES)
def test_every_page_says_what_the_command_line_says(
    stage: str, at: Stage, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(at(STAGES[stage]).inputs.parent)
    both = AtBoth(capsysbinary)
    for word in sorted(PAGES, key=lambda each: each in ACTING):
        for claim in PAGES[word]:
            claim(both)
