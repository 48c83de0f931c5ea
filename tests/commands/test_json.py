"""The JSON of every command: its keys in their order, and what kind of value stands under each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from helpers.json_schemas import misfit
from helpers.kantor import KASUBAG, KEPALA, SEKRETARIS, hand_in, open_office, scan
from helpers.typing_in import write

from rkt_excel.cli import COMMANDS, run
from rkt_excel.commands import ambil, contoh, meja, shared
from rkt_excel.desk.meja import OpenDesk
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.ambil import HasilAmbil, SuratDiambil
from rkt_excel.steps.distribusi import receivers
from rkt_excel.workbook.findings import finding

FINDING = "kode tingkat berkas bagian lembar sel kunci kolom isi pesan perbaikan"
_KINDS = {str: "", int: ":int", bool: ":bool"}


def shape(*samples: object) -> str:
    """What JSON of several samples is made of.

    A text is its key alone, `:int` and `:bool` say what is none, `?` that it may be null; `[]` is a list of what stands
    in it, `T` a finding.
    """
    null = "?" if None in samples else ""
    known = [each for each in samples if each is not None]
    if known and all(isinstance(each, dict) for each in known):
        return _object([each for each in known if isinstance(each, dict)]) + null
    if known and all(isinstance(each, list) for each in known):
        return f"[{shape(*(one for each in known if isinstance(each, list) for one in each))}]{null}"
    return "|".join(sorted({_KINDS[type(each)] for each in known})) + null


def _object(samples: list[dict[str, object]]) -> str:
    keys = list(samples[0])
    assert [list(each) for each in samples] == [keys] * len(samples)
    if " ".join(keys) == FINDING:
        assert all(isinstance(each["sel"], list) for each in samples)
        return "T"
    return "{" + " ".join(f"{key}{shape(*(each[key] for each in samples))}" for key in keys) + "}"


FETCHED = HasilAmbil(
    2027, "INBOX", date(2026, 11, 2),
    (SuratDiambil("3-kembali/a.eml", None, "Formulir", None, "<1@x>", "00"),
     SuratDiambil("3-kembali/b.eml", "a@example.go.id", "Formulir", datetime(2026, 11, 3, tzinfo=UTC), "<2@x>", "01")),
    2, (finding(FileCode.SUREL_GAGAL_DIAMBIL, sebab="putus"),),
)  # fmt: skip
Said = dict[str, list[object]]
Tell = Callable[..., None]


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Said:
    """What each command says in an office that goes through the whole procedure, by its first word(s)."""
    place = open_office(tmp_path / "kantor")
    monkeypatch.chdir(place.inputs.parent)
    monkeypatch.setattr(shared, "Workplace", partial(Workplace, now=place.now))
    monkeypatch.setattr(contoh, "contoh", lambda *_: ["4-konsep/laporan.html"])  # a minute; its parts are told here
    monkeypatch.setattr(ambil, "ambil", lambda *_, **__: FETCHED)  # needs a server; test_fetch has one
    monkeypatch.setattr(
        meja, "meja", lambda _, __, opened, **___: opened(OpenDesk("http://127.0.0.1:1/", 1, sudah=False))
    )
    found: dict[str, list[object]] = {}

    def tell(name: str, *more: str) -> None:
        capfdbinary.readouterr()
        ended = run([*name.replace("KODE", "").split(), *more, "--json"])
        said = capfdbinary.readouterr().out
        assert said, (name, ended)
        found.setdefault(name, []).append(json.loads(said))

    tell("ambil", "--imap", "surat.example.go.id")
    tell("mulai")
    tell("contoh", "contoh")
    tell("meja")
    tell("templat", "rkt")
    tell("templat --periksa", "rkt.docx")
    _collected(place, tell)
    _approved(place, tell)
    _shared(place, tell)
    return found


def _collected(place: Workplace, tell: Tell) -> None:
    """From the forms to the Konsep."""
    tell("format")
    tell("kirim")
    master, _ = place.master()
    first, second = (each.kode for each in master.bagian)
    row = next(each.kode for each in master.indikator if each.bagian == (first,))
    hand_in(place, first, {("Kinerja", row, "target"): "segera"}).rename(
        place.folder(master) / "3-kembali/pertama.xlsx"
    )
    tell("gabung")
    tell("rapat")
    hand_in(place, first)
    hand_in(place, second)
    tell("gabung")
    tell("pakai", f"kiriman {first}.xlsx", "--oleh", "Kasubag", "--alasan", "Yang terakhir")
    tell("gabung")
    tell("jejak", row, "target")


def _approved(place: Workplace, tell: Tell) -> None:
    """From the draft to the signature."""
    master, _ = place.master()
    path = place.folder(master) / f"4-konsep/Konsep RKT {master.tahun}.xlsx"
    write(path, "Kinerja", master.indikator[0].kode, target=7, alasan="Diputuskan rapat", diminta_oleh="Sekretaris")
    tell("draft")
    tell("periksa")
    tell("kembalikan", "--oleh", KASUBAG, "--catatan", "Perbaiki target")
    write(next(place.folder(master).glob("6-draft/draft-1/Draft*.xlsx")), "Kinerja", master.indikator[1].kode, target=8)
    tell("draft")
    tell("paraf", "--oleh", KASUBAG)
    tell("paraf", "--oleh", SEKRETARIS)
    tell("tandatangan", "--oleh", KEPALA, "--pindaian", str(scan(place.inputs.parent / "pindaian.pdf")))


def _shared(place: Workplace, tell: Tell) -> None:
    """From the copies to the package."""
    tell("distribusi")
    tell("status --periksa-jurnal")
    for each in receivers(place.master()[0]):
        tell("distribusi --diterima", each, "--oleh", "Staf")
    tell("arsip")
    tell("jejak KODE", place.master()[0].indikator[0].kode)
    tell("arsip --periksa", str(next(place.folder(place.master()[0]).glob("9-arsip/*/"))))
    tell("status")
    tell("rekap", "output", "contoh")


JSON = {
    "mulai": "{dibuat[] sudah_ada[] ditahan?}",
    "contoh": "{folder buka[]}",
    "meja": "{alamat port:int sudah:bool}",
    "templat": "{templat[{berkas judul guna isian[{nama arti contoh jenis}]}]}",
    "templat --periksa": "{templat[{berkas temuan[T]}]}",
    "format": (
        "{tahun:int edisi versi:int formulir[{bagian nama berkas isian[{lembar kunci kolom sel jenis "
        "wajib:bool pilihan[]}]}] temuan[T]}"
    ),
    "kirim": (
        "{tahun:int edisi jenis surat[{bagian nama jenis hasil alamat? berkas lampiran sha256 "
        "message_id? sebab?}] temuan[T]}"
    ),
    "gabung": (
        "{tahun:int edisi bagian[{kode nama status berkas?}] berkas[{berkas sha256 bagian putusan kode? "
        "tersimpan:bool}] temuan[T] nilai[{kunci kolom nilai bagian berkas sha256 lembar sel}] "
        "keluaran{konsep_xlsx konsep_docx laporan perbaikan[] surel[]}}"
    ),
    "rapat": (
        "{rapat{tanggal jam waktu tempat nomor} terbuka[{kelompok bagian kunci? kolom? uraian tindakan}] "
        "tugas[{tugas penanggung_jawab batas}] jadwal[{langkah:int batas}] keluaran[] temuan[T]}"
    ),
    "pakai": "{bagian berkas sha256 oleh alasan berikutnya}",
    "jejak": (
        "{kunci kolom nilai riwayat[{kapan peristiwa dari? ke oleh? alasan? bagian berkas sha256 lembar "
        "sel isian cara?}] salinan[]}"
    ),
    "draft": (
        "{draft:int berubah:bool sumber keluaran{draft_xlsx draft_docx} perubahan[{kunci kolom dari? ke "
        "alasan? oleh? jenis uraian lembar sel berkas}] temuan[T]}"
    ),
    "periksa": "{draft:int langkah:int keluaran[] temuan[T]}",
    "kembalikan": (
        "{oleh{peran jabatan nama? nip?} draft:int berkas{6-draft/draft-1/Draft 1 RKT 2027.docx "
        "6-draft/draft-1/Draft 1 RKT 2027.xlsx} catatan keluaran[] tanggal berikutnya ketik temuan[]}"
    ),
    "paraf": (
        "{oleh{peran jabatan nama? nip?} draft:int berkas{6-draft/draft-2/Draft 2 RKT 2027.docx "
        "6-draft/draft-2/Draft 2 RKT 2027.xlsx} catatan keluaran[] tanggal berikutnya ketik temuan[T]}"
    ),
    "tandatangan": (
        "{oleh{peran jabatan nama? nip?} draft:int berkas{7-rkt/RKT 2027.docx} catatan keluaran[] "
        "tanggal berikutnya ketik temuan[]}"
    ),
    "distribusi": "{eksemplar:int penerima[] diterima[] keluaran[] temuan[T]}",
    "distribusi --diterima": "{penerima nama oleh tanggal menunggu[] berikutnya ketik}",
    "arsip": (
        "{paket segel berkas:int daftar_arsip{kode_klasifikasi nomor_berkas uraian kurun_waktu jumlah "
        "retensi_aktif retensi_inaktif nasib_akhir tingkat_perkembangan media lokasi keterangan} "
        "keluaran[] tanpa[] data_pribadi[{jenis jumlah:int tempat[]}] temuan[T]}"
    ),
    "jejak KODE": (
        "{kunci kolom? nilai? riwayat[] isi[{kunci kolom nilai riwayat[{kapan peristiwa dari? ke oleh? "
        "alasan? bagian? berkas sha256 lembar sel isian? cara?}]}] salinan[]}"
    ),
    "arsip --periksa": "{paket segel utuh:bool kesalahan[] catatan[]}",
    "status": (
        "{tahun:int edisi langkah:int uraian pelaksana nama? mulai batas batas_kembali terlambat:bool "
        "hari_kerja{sisa:int terlambat:int} tamat:bool berikutnya ketik bagian[{kode nama status}] "
        "draft:int jadwal[{langkah:int uraian pelaksana norma rencana batas selesai? terlambat:int}] "
        "temuan[]}"
    ),
    "rekap": (
        "{folder keluaran[] kantor[{perangkat_daerah pemda tahun:int edisi langkah:int uraian pelaksana batas "
        "terlambat:int tamat:bool lengkap:int bagian:int ditandatangani rencana pagu wujud tempat}] "
        "lain[{kantor edisi tempat hubungan dihitung}] tidak_terbaca[{tempat sebab}] pagu temuan[T]}"
    ),
    "ambil": (
        "{tahun:int folder sejak dilihat:int surat[{berkas pengirim? perihal tanggal? message_id sha256}] temuan[T]}"
    ),
}
JSON["status --periksa-jurnal"] = JSON["status"][:-1] + " jurnal{sah:bool entri:int berkas:int temuan? catatan[]}}"


@pytest.mark.tuntas
def test_the_json_of_every_command_keeps_its_keys_and_their_order_and_is_what_its_schema_allows(said: Said) -> None:
    assert {name.split()[0] for name in said} == set(COMMANDS)
    assert {name: shape(*samples) for name, samples in said.items()} == JSON
    for name, samples in said.items():
        assert [misfit(name.split()[0], each) for each in samples] == [""] * len(samples)
