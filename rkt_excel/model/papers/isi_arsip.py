"""What is archived (SOP step 10): the plan as data, the row of the daftar arsip, and the page to be read first."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.signed_plan import ANGKA, DIHAPUS, ISIAN, SUNTINGAN, facts_of
from rkt_excel.model.papers.isian import Isian, arti, isian_headings
from rkt_excel.model.plans.konsep import heading
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingans, as_details, without_dropped
from rkt_excel.model.tables.formulir import ANSWERS, PROGRAM_ANSWERS
from rkt_excel.model.tables.renstra import Indikator, Program
from rkt_excel.model.vocabulary.nilai import as_text
from rkt_excel.model.vocabulary.printed import tanggal

KODE_KLASIFIKASI: Final = "000.7.2.6"  # Program Kerja Tahunan, numbering of Permendagri 83/2022; the master overrides
TEKS: Final = "teks"
RETENSI_AKTIF: Final = "2 tahun"  # a district's table of retention for 000.7.2.6; the office's own decides
RETENSI_INAKTIF: Final = "3 tahun"
NASIB_AKHIR: Final = "Permanen"


class BerkasArsip(Isian):
    """One row of the daftar arsip."""

    nomor: str = arti("Nomor urut", "1")
    kode_klasifikasi: str = arti("Kode klasifikasi", "000.7.2.6")
    nomor_berkas: str = arti("Nomor berkas", "RKT 2026")
    uraian: str = arti("Uraian informasi", "Rencana Kinerja Tahunan tahun 2026 beserta proses penyusunannya")
    kurun_waktu: str = arti("Kurun waktu", "5 Januari 2026 – 2 Februari 2026")
    jumlah: str = arti("Jumlah", "1 paket (120 berkas)")
    retensi_aktif: str = arti("Masa retensi aktif", "2 tahun", judul="Retensi aktif")
    retensi_inaktif: str = arti("Masa retensi inaktif", "3 tahun", judul="Retensi inaktif")
    nasib_akhir: str = arti("Nasib akhir", "Permanen")
    tingkat_perkembangan: str = arti("Tingkat perkembangan", "asli")
    media: str = arti("Media simpan", "berkas elektronik")
    lokasi: str = arti("Lokasi", "Lemari 1, laci 2, folder 3")
    keterangan: str = arti("Keterangan; boleh kosong", "")

    def as_data(self) -> dict[str, str]:
        """The row as data, which number no rows."""
        return self.model_dump(exclude={_ON_PAPER})


_ON_PAPER: Final = "nomor"
JUDUL: Final = {name: title for name, title in isian_headings(BerkasArsip).items() if name != _ON_PAPER}


def baris_arsip(master: Master, paket: str, *, mulai: date, disegel: date, berkas: int, lokasi: str) -> BerkasArsip:
    """The row of the daftar arsip for a package.

    Args:
        master: Whose RKT it is.
        paket: The name of the package.
        mulai: The first day of its papers.
        disegel: The day of sealing.
        berkas: How many files it holds.
        lokasi: Where it is kept, as the office says it.
    """
    office = master.instansi
    return BerkasArsip(
        nomor="1",
        kode_klasifikasi=office.kode_klasifikasi or KODE_KLASIFIKASI,
        nomor_berkas=paket,
        uraian=f"Rencana Kinerja Tahunan (RKT) {office.perangkat_daerah} {office.pemda.removeprefix('Pemerintah ')} "
        f"tahun {master.tahun}, edisi {office.edisi}, beserta proses penyusunannya",
        kurun_waktu=f"{tanggal(mulai)} – {tanggal(disegel)}",
        jumlah=f"1 paket ({berkas} berkas)",
        retensi_aktif=RETENSI_AKTIF,
        retensi_inaktif=RETENSI_INAKTIF,
        nasib_akhir=NASIB_AKHIR,
        tingkat_perkembangan="asli",
        media="berkas elektronik (paket BagIt) dan naskah kertas bertanda tangan",
        lokasi=lokasi,
        keterangan="Retensi mengikuti jadwal retensi arsip yang berlaku; periksa sebelum dipakai.",
    )


def as_csv(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]) -> bytes:
    """A table that Excel opens by a double click: UTF-8 with its mark, semicolons as Indonesian settings expect.

    Args:
        rows: By field name.
        columns: Heading by field name, in order.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(columns.values())
    for row in rows:
        writer.writerow([_inert(row.get(name)) for name in columns])
    return ("\ufeff" + text.getvalue()).encode("utf-8", "backslashreplace")


# Where a program may begin a cell: behind a separator that it was told of, or a line end within a value. Spaces and
# quotation marks are passed over there, and signs of other scripts are taken for the plain ones.
_BEGINS: Final = '(?:^|[;,|:\t\r\n\x0b\x0c\x85\u2028\u2029])[\\s"\u200b\ufeff\xad\u2060]*'
_TRIGGERS: Final = "[=+@\uff1d\uff0b\uff20\ufe66\ufe62\ufe6b\u2212\uff0d\ufe63-]"
_NUMBER: Final = r"-(?:\d+(?:[.,]\d+)?)?[ \xa0]*(?:[;,\t]|\Z)"  # or nothing but a dash; what follows makes no formula
_FORMULA: Final = re.compile(f"({_BEGINS}(?:'+|(?!{_NUMBER})))(?={_TRIGGERS})")


def _inert(value: object) -> str:
    """A value as no spreadsheet program takes it, or a part of it, for a formula, by whatever sign it parts cells.

    An apostrophe stands before each sign that could begin a formula where a cell could begin, one more where
    apostrophes stand there already: taking one of them away again gives the value (docs/manual.md).
    """
    return "" if value is None else _FORMULA.sub(r"\1'", str(value))


def arsip_csv(row: BerkasArsip) -> bytes:
    """The row of the daftar arsip under its headings, as a CSV that Indonesian Excel opens in columns."""
    return as_csv([row.as_data()], JUDUL)


NILAI_JUDUL: Final[Mapping[str, str]] = {
    "kunci": "Kunci",
    "judul": "Kolom",
    "nilai": "Nilai",
    "cara": "Digabung",
    "bagian": "Bagian",
    "berkas": "Berkas",
    "sha256": "SHA-256",
    "lembar": "Lembar",
    "sel": "Sel",
    "isian": "Isian di sel itu",
}


def nilai_rows(plan: Plan) -> Iterator[dict[str, str | None]]:
    """Every value of the plan with the cells that it came from; one line per cell, decimals with a dot."""
    for (kunci, kolom), isi in sorted(plan.isi.items()):
        told: dict[str, str | None] = {
            "kunci": kunci, "kolom": kolom, "judul": heading(kolom), "nilai": as_text(isi.nilai),
            "jenis": ANGKA if isinstance(isi.nilai, Decimal) else TEKS,
            "cara": isi.cara or None,
        }  # fmt: skip
        if not isi.origins:
            yield told
        for origin in isi.origins:
            yield {
                **told, "bagian": origin.bagian, "berkas": origin.berkas, "sha256": origin.sha256,
                "lembar": origin.lembar, "sel": origin.sel, "isian": as_text(origin.nilai),
            }  # fmt: skip


def as_json(revised: Plan, edits: Suntingans) -> bytes:
    """The RKT as data: what it was planned from, every value with its cells, and what was dropped or typed and why.

    Args:
        revised: The RKT with its dropped rows, which stand beside the others in the data.
        edits: What people typed into the Konsep and its drafts.
    """
    plan = without_dropped(revised)
    master = plan.master
    data = {
        "tahun": master.tahun,
        "edisi": master.instansi.edisi,
        "perangkat_daerah": master.instansi.perangkat_daerah,
        "renstra": {sheet: [facts_of(row) for row in rows] for sheet, rows in master.rows().items()},
        "nilai": list(nilai_rows(plan)),
        "usulan": [{"bagian": bagian, **facts_of(row)} for bagian, row in plan.usulan],
        DIHAPUS: [
            {**facts_of(row), ISIAN: _last_answers(revised, kode)}
            for kode, row in _rows(revised.master)
            if kode in revised.dihapus
        ],
        SUNTINGAN: as_details(edits),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


_ANSWERS: Final = frozenset({*ANSWERS, *PROGRAM_ANSWERS})


def _rows(master: Master) -> Iterator[tuple[str, Indikator | Program]]:
    yield from ((each.kode, each) for each in master.indikator)
    yield from ((each.kode, each) for each in master.program)


def _last_answers(plan: Plan, kunci: str) -> list[dict[str, str | None]]:
    """What a dropped row said last, in this edition or the one that dropped it, so that it can be restored."""
    said = {kolom: isi.nilai for (kode, kolom), isi in plan.isi.items() if kode == kunci and kolom in _ANSWERS}
    if not said and plan.master.murni:
        said = dict(plan.master.murni.terakhir.get(kunci, {}))
    return [
        {"kolom": kolom, "nilai": as_text(value), "jenis": ANGKA if isinstance(value, Decimal) else TEKS}
        for kolom, value in said.items()
    ]  # fmt: skip


_CARA_PERIKSA: Final = (  # the same in every package
    "Paket ini mengikuti BagIt (RFC 8493). Setiap berkas di data/ tercatat dengan sidik SHA-512 di",
    "manifest-sha512.txt. Keutuhannya dapat diperiksa dengan program apa pun yang mengenal BagIt, misalnya:",
    "  python -m bagit --validate FOLDER-PAKET",
    "  rkt arsip --periksa FOLDER-PAKET",
    "",
    "jurnal.jsonl memuat seluruh jurnal, satu peristiwa per baris (JSON, UTF-8). rantai setiap baris adalah",
    "SHA-256 dari rantai baris sebelumnya, kapan, peristiwa, dan rincian (JSON dengan kunci berurutan), dipisahkan",
    "baris baru; baris yang diubah atau dihapus karena itu terlihat. rkt.json dan rkt.csv memuat setiap nilai RKT",
    "dengan sel asalnya.",
    "",
    "Paket yang sudah disegel tidak boleh diubah. Perubahan RKT menjadi paket baru yang menyebut paket ini.",
)  # fmt: skip


def baca_dahulu(
    master: Master,
    paket: str,
    kepala: Mapping[str, Any],
    disegel: date,
    *,
    pendahulu: str = "",
    tanpa: tuple[str, ...] = (),
    pribadi: tuple[str, ...] = (),
) -> bytes:
    """The plain text that says what the package is, for somebody who has nothing but it in ten years.

    Args:
        master: Whose RKT it is.
        paket: The name of the package.
        kepala: Who signed, as the journal names them.
        disegel: The day of sealing.
        pendahulu: The package of the edition before, empty for the first.
        tanpa: What should be in it and is not, in words.
        pribadi: The personal data in it, in words.
    """
    office = master.instansi
    signed = " – ".join(str(part) for part in (kepala.get("jabatan"), kepala.get("nama")) if part)
    lines = [
        f"BACA DAHULU: paket arsip {paket}",
        "",
        f"Isi      : Rencana Kinerja Tahunan (RKT) tahun {master.tahun}, edisi {office.edisi}",
        f"Kantor   : {office.perangkat_daerah}, {office.pemda}",
        f"Dasar    : {office.renstra}",
        f"Tanda tangan: {signed}",
        f"Disegel  : {tanggal(disegel)}",
        *([f"Pendahulu: {pendahulu} (edisi sebelumnya; tetap disimpan, tidak diganti)"] if pendahulu else []),
        *(f"Tidak ada di paket ini: {each}" for each in tanpa),
        *(f"Data pribadi: {each}" for each in pribadi),
        "",
        "Susunan folder data/:",
        *(f"  {name:28} {meaning}" for name, meaning in SUSUNAN.items()),
        "",
        *_CARA_PERIKSA,
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


SUSUNAN: Final[Mapping[str, str]] = {
    "rkt/": "RKT yang ditandatangani: naskah Word, PDF/A bila ada, pindaian",
    "masukan/": "renstra.xlsx, templat Word, kata-kata surel, dan lambang yang dipakai",
    "diterima/": "setiap berkas yang diterima dari bagian, seperti adanya, juga yang belum pernah digabungkan",
    "1-formulir/ … 8-distribusi/": "hasil setiap langkah SOP seperti tersimpan di folder kerja",
    "tercatat/": "isi yang dibuat program bila berkasnya kemudian diganti orang; berbeda-dari-jurnal.csv menyebutnya",
    "nama-semula.csv": "nama asli setiap berkas yang di sini bernama lain, supaya dapat dibuka di komputer mana pun",
    "rkt.json, rkt.csv": "isi RKT sebagai data",
    "jurnal.jsonl": "jurnal seluruh proses",
    "daftar-arsip.csv": "baris daftar arsip untuk paket ini",
}
