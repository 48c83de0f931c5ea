"""No page invites to what is not allowed now: whatever a sentence tells to do, its button can be pressed."""

from __future__ import annotations

from typing import Final

import pytest
from helpers.desk_stages import STAGES
from helpers.desks import Browser, words
from helpers.kantor import KEPALA
from helpers.tahapan import Stage, Work, folder, initialled, merged, met
from helpers.typing_in import write

from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.work.moves import BY_WORD, refusal
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.draft import draft
from rkt_excel.steps.paraf import tandatangan

MANUAL: Final = "bantuan"  # the page that explains every button, pressed or not
OLDER: Final = "Periksa dan gabungkan sekali lagi"  # met where an earlier program kept no findings
# What a sentence of a page tells to do, and the button that does it.
INVITES: Final = {
    "dibuat dengan satu tombol": "rapat",
    "simpan, lalu buat draft": "draft",
    "isilah kolom Alasan perubahan di buku kerja": "draft",
    "halaman ini melihatnya": "draft",
    "Kembalikan draft ini": "kembalikan",
    "Bila Kepala meminta perbaikan": "kembalikan",
    "Cetak naskah ini, lalu serahkan": "tandatangan",
    "Siapkan lagi, lalu cetak": "periksa",
    OLDER: "gabung",
    "Jatuhkan berkas di sini": "gabung",
    "Lengkapi dahulu, atau centang": "arsip",
    "Paket dapat disegel": "arsip",
}


def drafted_badly(place: Workplace) -> None:
    """A draft with a change without its reason, and whose text somebody changed before it was initialled."""
    merged(place)
    kode = place.master()[0].indikator[0].kode
    (book,) = (folder(place) / "4-konsep").glob("Konsep*.xlsx")
    write(book, "Kinerja", kode, penanggung_jawab="Sekretaris")
    draft(place)
    for each in (folder(place) / "6-draft").rglob("Draft*.docx"):
        each.write_bytes(each.read_bytes() + b" ")


def met_and_drafted(place: Workplace) -> None:
    """A draft after the meeting, before the officials."""
    met(place)
    draft(place)


def changed_after_signing(place: Workplace) -> None:
    """A draft that somebody changed when everything was signed."""
    tandatangan(initialled(place), oleh=KEPALA)
    for each in (folder(place) / "6-draft").rglob("Draft*.docx"):
        each.write_bytes(each.read_bytes() + b" ")


def naskah_changed(place: Workplace) -> None:
    """A clean copy that somebody changed before it was signed."""
    initialled(place)
    for each in (folder(place) / "7-rkt").glob("*.docx"):
        each.write_bytes(each.read_bytes() + b" ")


ROADS: Final[dict[str, Work]] = {
    **STAGES, "diketik tanpa alasan": drafted_badly, "berubah sesudah tanda tangan": changed_after_signing,
    "naskah berubah": naskah_changed, "rapat lalu draft": met_and_drafted,
}  # fmt: skip


def shown(place: Workplace) -> dict[str, str]:
    """What a person reads on each page but the manual."""
    desk = Browser(place).come_in()
    return {each: words(desk.page("/" if each == "beranda" else f"/{each}")) for each in MENU if each != MANUAL}


@pytest.mark.tuntas
@pytest.mark.parametrize("stage", ROADS)
def test_no_sentence_invites_to_a_button_that_cannot_be_pressed(stage: str, at: Stage) -> None:
    place = at(ROADS[stage])
    state = Browser(place).desk.office.standing().state
    refused = {word: each for word, each in BY_WORD.items() if refusal(each, state, begun=True)}
    told = {phrase: word for phrase, word in INVITES.items() if word in refused}
    told |= {f"“{each.label}”": word for word, each in refused.items()}
    wrong = [
        f"{page}: {phrase} ({word})"
        for page, text in shown(place).items() for phrase, word in told.items() if phrase in text
    ]  # fmt: skip
    assert wrong == []
