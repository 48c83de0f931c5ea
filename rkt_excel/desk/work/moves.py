"""What can be done at the desk: for each button the command that it runs, what it asks, and what a decision binds to.

One table. Whether a button may be pressed is said by the table of legal moves in `model.procedure.alur`, never here.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rkt_excel.model.procedure.alur import Gerak, Keadaan, Tahap
from rkt_excel.model.vocabulary.terms import Peran


class Asks(StrEnum):
    """How something is asked for."""

    LINE = "baris"
    TEXT = "teks"
    DAY = "hari"
    WHO = "siapa"  # an official of the master
    BAGIAN = "bagian"
    SCAN = "pindaian"  # a file from this computer
    RETURN = "kiriman"  # a file in 3-kembali, by its name there
    YES = "ya"  # a box to tick


MOST_TYPED: Final = 2_000
"""Characters that a person may type into one field; a whole command has to fit into the 32,767 that Windows takes."""


@dataclass(frozen=True)
class Field:
    """What a command has to be told.

    Attributes:
        option: Its option, "" for what stands alone at the end.
        label: What it is called on the page.
        asks: How it is asked for.
        required: Whether the command cannot do without it.
        hint: A sentence below it.
    """

    option: str
    label: str
    asks: Asks = Asks.LINE
    required: bool = False
    hint: str = ""

    @property
    def name(self) -> str:
        """Its name in a form."""
        return self.option.removeprefix("--") or "berkas"


@dataclass(frozen=True)
class Move:
    """A button.

    Attributes:
        word: In addresses.
        typed: The command, as words after "rkt".
        label: On the button; also what stands for the command wherever a sentence names it.
        done: What is said when it went well.
        page: The page to which it belongs.
        fields: What it asks.
        gerak: Its place in the table of legal moves; `None` where that says nothing of it.
        binds: For a decision, what it binds to: the sentence with which it is asked once more. {draft} is its number.
    """

    word: str
    typed: tuple[str, ...]
    label: str
    done: str
    page: str
    fields: tuple[Field, ...] = ()
    gerak: Gerak | None = None
    binds: str = ""

    @property
    def prepares(self) -> bool:
        """Whether it is what begins a folder, and can be pressed only once."""
        return self.typed[0] == "mulai"

    @property
    def asks(self) -> bool:
        """Whether it has a page of its own: because it asks something, or asks once more."""
        return bool(self.fields or self.binds)


_WHO: Final = Field("--oleh", "Oleh", Asks.WHO, required=True)
_WHEN: Final = Field("--tanggal", "Tanggal", Asks.DAY, hint="Bila dikosongkan: hari ini.")
_NOTE: Final = Field("--catatan", "Catatan", Asks.TEXT)
_SCAN: Final = Field("--pindaian", "Pindaian naskah yang ditandatangani", Asks.SCAN, hint="PDF atau gambar.")

MOVES: Final = (
    Move("siapkan", ("mulai",), "Siapkan folder ini", "Folder sudah disiapkan.", "beranda"),
    Move("siapkan-kosong", ("mulai", "--kosong"), "Siapkan tanpa contoh",
         "Folder sudah disiapkan. Isilah renstra.xlsx.", "beranda"),
    Move("format", ("format",), "Buat formulir", "Formulir sudah dibuat.", "bagian", gerak=Gerak.FORMAT),
    Move("surel", ("kirim",), "Tulis surel formulir", "Surel sudah ditulis. Buka setiap surel, periksa, lalu kirim.",
         "bagian"),
    Move("ingatkan", ("kirim", "--ingatkan"), "Tulis surel pengingat", "Surel pengingat sudah ditulis.", "bagian"),
    Move("surel-perbaikan", ("kirim", "--perbaikan"), "Tulis surel perbaikan", "Surel perbaikan sudah ditulis.",
         "bagian"),
    Move("gabung", ("gabung",), "Periksa dan gabungkan", "Kiriman sudah diperiksa dan digabungkan.", "bagian",
         gerak=Gerak.GABUNG),
    Move("pakai", ("pakai",), "Pakai kiriman ini", "Kiriman itu yang dipakai.", "bagian",
         (Field("", "Kiriman", Asks.RETURN, required=True),
          Field("--oleh", "Diputuskan oleh", Asks.WHO, required=True),
          Field("--alasan", "Alasan", Asks.TEXT, required=True)),
         Gerak.PAKAI, "Kiriman yang Anda pilih dipakai untuk bagian itu, juga bila kelak ada yang lebih baru."),
    Move("rapat", ("rapat",), "Siapkan bahan rapat", "Bahan rapat sudah disiapkan.", "rapat",
         (Field("--tanggal", "Hari rapat", Asks.DAY, hint="Bila dikosongkan: hari kerja berikutnya."),
          Field("--jam", "Jam", hint="Seperti dicetak, misalnya 09.00 WITA."),
          Field("--tempat", "Tempat"), Field("--nomor", "Nomor surat undangan"),
          Field("--pimpinan", "Pemimpin rapat", hint="Bila bukan Sekretaris.")), Gerak.RAPAT),
    Move("draft", ("draft",), "Buat draft", "Draft sudah dibuat.", "konsep",
         (Field("--oleh", "Yang meminta perubahan", Asks.WHO, hint="Dipakai bila kolom Diminta oleh kosong."),),
         Gerak.DRAFT),
    Move("periksa", ("periksa",), "Siapkan lembar pemeriksaan", "Lembar pemeriksaan sudah disiapkan.", "pemeriksaan",
         gerak=Gerak.PERIKSA),
    Move("paraf", ("paraf",), "Catat paraf", "Paraf sudah dicatat.", "pemeriksaan", (_WHO, _NOTE, _WHEN), Gerak.PARAF,
         "Paraf berlaku untuk berkas draft {draft} seperti adanya sekarang. Bila satu huruf di berkasnya berubah, "
         "draft harus dikembalikan dan diparaf lagi. Paraf tidak dapat dihapus dari jurnal."),
    Move("kembalikan", ("kembalikan",), "Kembalikan untuk diperbaiki", "Draft sudah dikembalikan.", "pemeriksaan",
         (_WHO, Field("--catatan", "Yang harus diperbaiki", Asks.TEXT, required=True), _WHEN), Gerak.KEMBALIKAN,
         "Draft {draft} kembali untuk diperbaiki. Semua parafnya gugur, dan draft berikutnya diparaf dari awal."),
    Move("tandatangan", ("tandatangan",), "Catat tanda tangan", "Tanda tangan sudah dicatat.", "tanda-tangan",
         (_WHO, _SCAN, _WHEN), Gerak.TANDATANGAN,
         "Dengan ini RKT dari draft {draft} tercatat ditandatangani. Sesudahnya isinya tidak dapat diubah lagi selain "
         "melalui RKT perubahan."),
    Move("pindaian", ("tandatangan",), "Lampirkan pindaian", "Pindaian sudah dilampirkan.", "tanda-tangan",
         (_WHO, Field("--pindaian", _SCAN.label, Asks.SCAN, required=True, hint=_SCAN.hint)), Gerak.PINDAIAN),
    Move("distribusi", ("distribusi",), "Siapkan pembagian", "Salinan, tanda terima, dan surelnya sudah disiapkan.",
         "distribusi", gerak=Gerak.DISTRIBUSI),
    Move("terima", ("distribusi",), "Catat tanda terima", "Tanda terima sudah dicatat.", "distribusi",
         (Field("--diterima", "Bagian", Asks.BAGIAN, required=True),
          Field("--oleh", "Diterima oleh", Asks.LINE, required=True), _WHEN), Gerak.TERIMA),
    Move("arsip", ("arsip",), "Segel arsip", "Paket arsip sudah disegel.", "arsip",
         (Field("--lokasi", "Tempat simpan"),
          Field("--tanpa-pindaian", "Segel tanpa pindaian naskah", Asks.YES),
          Field("--tanpa-tanda-terima", "Segel tanpa tanda terima yang lengkap", Asks.YES)), Gerak.ARSIP,
         "Paket arsip disegel seperti adanya sekarang dan tidak dapat ditambah lagi."),
)  # fmt: skip
BY_WORD: Final[Mapping[str, Move]] = {each.word: each for each in MOVES}
_BY_GERAK: Final = {each.gerak: each for each in MOVES if each.gerak}


def refusal(move: Move, state: Keadaan, *, begun: bool) -> str:
    """Why a button cannot be pressed now, in the words of the page; empty where it can.

    Args:
        move: The button.
        state: How far the procedure has come.
        begun: Whether there is a master to work with.
    """
    if move.prepares:
        return "Folder ini sudah disiapkan." if begun else ""
    if not begun:
        return "Folder ini belum disiapkan."
    if move.gerak is None:
        return "Formulir belum dibuat." if state.tahap is Tahap.AWAL else ""
    if state.why_not(move.gerak) is None:
        return ""
    others = ", ".join(_BY_GERAK[each].label for each in state.boleh)
    return f"Saat ini {state.tahap}. Yang dapat dilakukan: {others}."


def from_typed(typed: str) -> tuple[Move, Mapping[str, str]] | None:
    """The button for a command as it would be typed, and what it tells already; `None` where there is no button."""
    words = shlex.split(typed)[1:] if typed else []
    told = dict(_told(words[1:]))
    fitting = [each for each in MOVES if words and each.typed[0] == words[0] and _fits(each, told)]
    if not fitting:
        return None
    move = max(fitting, key=lambda each: _exactness(each, told))
    names = {each.option: each.name for each in move.fields}
    boxes = {each.name for each in move.fields if each.asks is Asks.YES and each.option in told}
    known = {names[each]: value for each, value in told.items() if each in names and value not in _TO_BE_SAID}
    return move, {**known, **dict.fromkeys(boxes, "ya")}


_TO_BE_SAID: Final = frozenset({"NAMA", "TEKS", "BERKAS"})  # in their place the person writes what is so


def _told(words: list[str]) -> Iterator[tuple[str, str]]:
    """The options of a command with their values, "" for one without."""
    for place, each in enumerate(words):
        if each.startswith("--"):
            value = words[place + 1] if place + 1 < len(words) else ""
            yield each, "" if value.startswith("--") else value


def _fits(move: Move, told: Mapping[str, str]) -> bool:
    return all(each in told for each in move.typed[1:])


def _exactness(move: Move, told: Mapping[str, str]) -> tuple[int, int, int]:
    """How well a button fits: its own options, then what it must be told, then nothing that it must be told besides."""
    needed = {each.option for each in move.fields if each.required and each.option}
    return len(move.typed), len(needed & set(told)), -len(needed - set(told))


_NAMED: Final = re.compile(
    r"\brkt (?:mulai|format|kirim|gabung|pakai|rapat|draft|periksa|paraf|kembalikan|tandatangan|distribusi|arsip)\b"
    r"(?: --(?:kosong|ingatkan|perbaikan|diterima|pindaian|tanpa-[a-z-]+))*"
)


def in_buttons(text: str) -> str:
    """A sentence with the buttons of this desk where it names commands: nobody at the desk types any."""
    return _NAMED.sub(_as_button, text)


def _as_button(found: re.Match[str]) -> str:
    known = from_typed(found[0])
    return f"“{known[0].label}”" if known else found[0]


def peran() -> tuple[str, ...]:
    """The roles that may be named where an official is asked for."""
    return tuple(each.value for each in Peran)
