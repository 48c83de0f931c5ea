"""What comes next: one function from how things stand to the command, what people do before it, and the other ways.

The command can be copied as it is; a word in capitals is filled in by the person (NAMA, TEKS, BERKAS).
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.model.procedure.alur import Gerak, Keadaan, Tahap
from rkt_excel.model.vocabulary.terms import Peran

KIRIM: Final = "rkt kirim"
_PLAIN: Final = re.compile(r"[\w.:/\\-]+" if os.name == "nt" else r"[\w.:/-]+")
_READ_BY_SHELLS: Final = frozenset('"$`\\!')


@dataclass(frozen=True)
class Berikutnya:
    """The next step.

    Attributes:
        perintah: The command without what it has to be told; empty where everything is done.
        ketik: The command as it is typed.
        dahulu: What people do before it, a sentence; empty where nothing is to be done.
        atau: Other ways, each a command and when it is the right one.
    """

    perintah: str
    ketik: str = ""
    dahulu: str = ""
    atau: tuple[tuple[str, str], ...] = ()

    def at(self, kerja: str) -> Berikutnya:
        """The same for a work folder that is not the usual one; empty for that."""
        if not kerja or not self.perintah:
            return self
        told = f" --kerja {quoted_word(kerja, always=True)}"
        return replace(self, ketik=self.ketik + told, atau=tuple((each + told, when) for each, when in self.atau))


@dataclass(frozen=True)
class Fakta:
    """How things stand.

    Attributes:
        keadaan: How far the procedure has come.
        status: How far each bagian has come, by the last consolidation.
        giliran: Whose paraf is next, by role.
        kosong: Why there is nobody to initial or to sign, empty where there is somebody.
        datang: Whether something lies in 3-kembali that was never merged.
        surat: The kinds of letters written since the forms went out, or since the last consolidation.
        tertunda: Whether answers or edits wait to become the next draft.
        berubah: Whether the files of the draft are not those that were written.
        diperiksa: Whether the sheets for the examination of this draft were printed.
        naskah_sah: Whether the clean copy is as written and names who signs today.
        dipindai: Whether a scan of the signed RKT is kept.
        konsep: The workbook that people edit next, relative to the work folder.
        mendahului: Whether the master asks something else by now than the forms that are out.
        terbit_lagi: Whether forms went out that ask something else than those that were merged last.
    """

    keadaan: Keadaan = field(default_factory=Keadaan)
    status: Mapping[str, StatusBagian] = field(default_factory=dict)
    giliran: str = Peran.KASUBAG
    kosong: str = ""
    datang: bool = False
    surat: frozenset[JenisSurat] = frozenset()
    tertunda: bool = False
    berubah: bool = False
    diperiksa: bool = False
    naskah_sah: bool = True
    dipindai: bool = False
    konsep: str = ""
    mendahului: bool = False
    terbit_lagi: bool = False


def quoted_word(text: str, *, always: bool = False) -> str:
    """A word of a command as it is typed, in quotation marks where it holds more than letters and digits.

    Args:
        text: A path, a kode or a name. No name of a file holds a quotation mark on Windows.
        always: With quotation marks even where none are needed.
    """
    if _PLAIN.fullmatch(text) and not always:
        return text
    if os.name != "nt" and set(text) & _READ_BY_SHELLS:
        return shlex.quote(text)
    return f'"{text}"'


def berikutnya(fakta: Fakta) -> Berikutnya:
    """The next step: that of the stage, unless the forms that are out, or merged, are not what the master asks."""
    usual = _BY_STAGE[fakta.keadaan.tahap](fakta)
    if fakta.keadaan.tahap is Tahap.AWAL or Gerak.FORMAT not in fakta.keadaan.boleh:
        return usual
    if fakta.mendahului:
        return _command(Gerak.FORMAT, "", _AHEAD, (usual.ketik, "bila formulir yang beredar tetap dipakai"))
    if fakta.terbit_lagi and not fakta.datang:
        otherwise = usual if usual.perintah not in {KIRIM, Gerak.GABUNG} else _command(Gerak.RAPAT)
        return replace(_issued(fakta), atau=((otherwise.ketik, "bila isian yang sudah digabungkan tetap dipakai"),))
    return usual


def _command(perintah: str, tell: str = "", dahulu: str = "", *atau: tuple[str, str]) -> Berikutnya:
    return Berikutnya(perintah, f"{perintah} {tell}".strip(), dahulu, atau)


def _merge(dahulu: str = "") -> Berikutnya:
    return _command(Gerak.GABUNG, "", dahulu)


_AHEAD: Final = "renstra.xlsx sudah berbeda dari formulir yang beredar."
_NEW: Final = "Di 3-kembali ada kiriman yang belum digabungkan."
_KEEP: Final = "simpan jawabannya di 3-kembali."


def _first(fakta: Fakta) -> Berikutnya:
    del fakta
    return _command(Gerak.FORMAT, "", "Isilah input_templates/renstra.xlsx.")


def _issued(fakta: Fakta) -> Berikutnya:
    if fakta.datang:
        return _merge(_NEW)
    if JenisSurat.FORMULIR not in fakta.surat:
        return _command(KIRIM, "", "", (Gerak.GABUNG, "bila formulirnya dibagikan dengan cara lain dan sudah kembali"))
    return _merge(f"Kirimkan surelnya, tunggu formulirnya kembali, lalu {_KEEP}")


def _konsep(fakta: Fakta) -> Berikutnya:
    if fakta.datang:
        return _merge(_NEW)
    if fakta.keadaan.lengkap:
        return _command(Gerak.RAPAT)
    states = set(fakta.status.values())
    meet = (Gerak.RAPAT, "bila rapat tidak menunggu yang belum lengkap")
    if not states or (not fakta.keadaan.lengkap and states == {StatusBagian.LENGKAP}):
        return replace(_issued(fakta), atau=(meet,))  # forms were issued anew since
    if StatusBagian.PERLU_PERBAIKAN in states and JenisSurat.PERBAIKAN not in fakta.surat:
        return _command(KIRIM, "--perbaikan", "", meet)
    if StatusBagian.BELUM_MASUK in states and JenisSurat.PENGINGAT not in fakta.surat:
        return _command(KIRIM, "--ingatkan", "", meet)
    waiting = f"Kirimkan surelnya, tunggu jawaban bagian, lalu {_KEEP}"
    return _command(Gerak.GABUNG, "", waiting, meet)


def _met(fakta: Fakta) -> Berikutnya:
    if fakta.datang:
        return _merge(_NEW)
    return _draft(f"Setelah rapat, ketik hasilnya di Keputusan Rapat (5-rapat) atau di {fakta.konsep}.")


def _draft(dahulu: str) -> Berikutnya:
    return _command(Gerak.DRAFT, "", dahulu)


def _back(by: str) -> tuple[str, str]:
    return f"{Gerak.KEMBALIKAN} --oleh {quoted_word(by, always=True)} --catatan TEKS", "bila draft harus diperbaiki"


def _judged(fakta: Fakta) -> Berikutnya:
    if fakta.datang:
        return _merge(_NEW)
    if fakta.tertunda or fakta.berubah:
        return _draft("Ada perubahan yang belum masuk draft terakhir.")
    if not fakta.diperiksa:
        return _command(Gerak.PERIKSA)
    return _initialled(fakta)


def _initialled(fakta: Fakta) -> Berikutnya:
    if fakta.berubah:
        return _spoiled(fakta.giliran)
    ask = fakta.kosong or f"Cetak draft dan lembar pemeriksaannya untuk {fakta.giliran}."
    return _command(Gerak.PARAF, f"--oleh {quoted_word(fakta.giliran, always=True)}", ask, _back(fakta.giliran))


def _spoiled(by: str) -> Berikutnya:
    """A draft that is not what was initialled can only go back."""
    why = "Berkas draft sudah berubah sejak dibuat, sedangkan paraf hanya berlaku untuk draft yang dibaca."
    return _command(Gerak.KEMBALIKAN, f"--oleh {quoted_word(by, always=True)} --catatan TEKS", why)


def _ready(fakta: Fakta) -> Berikutnya:
    if fakta.berubah:
        return _spoiled(Peran.KEPALA)
    if fakta.kosong:
        return _command(Gerak.TANDATANGAN, f"--oleh {quoted_word(Peran.KEPALA, always=True)}", fakta.kosong)
    if not fakta.naskah_sah:
        return _command(Gerak.PERIKSA, "", "Naskah di 7-rkt harus disiapkan lagi.")
    ask = "Cetak naskah di 7-rkt dan mintakan tanda tangan Kepala."
    return _command(Gerak.TANDATANGAN, f"--oleh {quoted_word(Peran.KEPALA, always=True)}", ask, _back(Peran.KEPALA))


def _returned(fakta: Fakta) -> Berikutnya:
    if fakta.datang:
        return _merge(_NEW)
    return _draft(f"Perbaiki {fakta.konsep} menurut catatannya: {fakta.keadaan.catatan}")


def _signed(fakta: Fakta) -> Berikutnya:
    del fakta
    return _command(Gerak.DISTRIBUSI)


def _shared(fakta: Fakta) -> Berikutnya:
    state = fakta.keadaan
    waiting = [each for each in state.penerima if each not in state.diterima]
    sealing = " ".join(["--tanpa-tanda-terima"] * bool(waiting) + ["--tanpa-pindaian"] * (not fakta.dipindai))
    without = ((f"{Gerak.ARSIP} {sealing}", "bila paket disegel tanpa itu"),) if sealing else ()
    if waiting:
        return _command(Gerak.TERIMA, f"{quoted_word(waiting[0])} --oleh NAMA", "", *without)
    if not fakta.dipindai:
        return _command(Gerak.PINDAIAN, f"BERKAS --oleh {quoted_word(Peran.KEPALA, always=True)}", "", *without)
    return _command(Gerak.ARSIP)


def _archived(fakta: Fakta) -> Berikutnya:
    del fakta
    return Berikutnya("")


_BY_STAGE: Final[Mapping[Tahap, Callable[[Fakta], Berikutnya]]] = {
    Tahap.AWAL: _first,
    Tahap.TERBIT: _issued,
    Tahap.KONSEP: _konsep,
    Tahap.RAPAT: _met,
    Tahap.DINILAI: _judged,
    Tahap.DIPARAF: _initialled,
    Tahap.NASKAH: _ready,
    Tahap.DIKEMBALIKAN: _returned,
    Tahap.DITANDATANGANI: _signed,
    Tahap.DIBAGIKAN: _shared,
    Tahap.DIARSIPKAN: _archived,
}
