"""What words tell: wordings that clash with their satuan, texts that explain nothing, names where a post is asked."""

from __future__ import annotations

import re
from typing import Final

from rkt_excel.model.vocabulary.terms import Jenis
from rkt_excel.workbook.values.cells import folded
from rkt_excel.workbook.values.hollow import bare, means_nothing

_SHOWN: Final = 60  # characters of a text that are enough to recognise it in a message

# ------------------------------------------------------------------ satuan and jenis against the wording

_PERCENT: Final = frozenset({"%", "persen", "prosen", "persentase", "prosentase"})
_ABSTRACT: Final = _PERCENT | {
    *("indeks", "indek", "index", "angka", "bilangan", "nilai", "skor", "poin", "skala", "rasio", "ratio"),
    *("level", "tingkat", "predikat", "kategori", "status"),
}
_NO_COUNT: Final = _PERCENT | {"rasio", "indeks", "predikat"}
_PERCENT_WORDS: Final = frozenset({"persentase", "persen", "prosentase"})
_COUNT_WORDS: Final = frozenset({"jumlah", "banyaknya"})
_SCORE_WORDS: Final = frozenset({"indeks", "indek", "nilai", "rasio", "skor"})
_GRADE_WORDS: Final = frozenset({"predikat", "opini"})


def clash(indikator: str, satuan: str, jenis: str) -> tuple[str, str] | None:
    """Where satuan or jenis contradicts the first word of an indikator, or each other.

    Met in real tables: "Persentase Perpustakaan Terakreditasi" in "Nilai". An indeks in per cent, a rasio per 1.000
    inhabitants and a nilai in rupiah are left alone.

    Args:
        indikator: The wording.
        satuan: In any spelling.
        jenis: Empty where the row has none.

    Returns:
        The field at fault and why, `None` where nothing clashes.
    """
    first = next(iter(bare(indikator).split()), "")
    said = f"diawali “{first.capitalize()}”"
    if _unit_clashes(first, folded(satuan)):
        return "satuan", f"{said}, tetapi satuannya “{satuan}”"
    if jenis and _jenis_clashes(first, jenis):
        return "jenis", f"{said}, tetapi jenisnya {jenis}"
    if jenis and (folded(satuan) in _PERCENT) is not (jenis == Jenis.PERSEN):
        return "jenis", f"berjenis {jenis}, tetapi satuannya “{satuan}”"
    return None


def _unit_clashes(first: str, satuan: str) -> bool:
    if first in _PERCENT_WORDS:
        return satuan not in _PERCENT
    if first in _COUNT_WORDS:
        return satuan in _NO_COUNT
    compound = re.search(r"\bper\b|[:/]|\brp\b|rupiah", satuan) is not None
    return first in _SCORE_WORDS and satuan not in _ABSTRACT and not compound


def _jenis_clashes(first: str, jenis: str) -> bool:
    if first in _PERCENT_WORDS:
        return jenis != Jenis.PERSEN
    if first in _COUNT_WORDS:
        return jenis in (Jenis.PERSEN, Jenis.PREDIKAT)
    return first in _GRADE_WORDS and jenis not in (Jenis.PREDIKAT, Jenis.TEKS)


# ------------------------------------------------------------------ wordings

_ACTIVITIES: Final = frozenset(
    {
        *("terlaksananya", "tersusunnya", "terselenggaranya", "pelaksanaan", "penyusunan", "penyelenggaraan"),
        *("penyediaan", "pengadaan", "sosialisasi", "koordinasi", "melaksanakan", "menyusun", "menyelenggarakan"),
        *("menyediakan", "mengadakan"),
    }
)


def activity(text: str) -> str | None:
    """The first word of a text that names an activity and no result (LKE: sasaran are result-oriented), else `None`."""
    first = next(iter(bare(text).split()), "")
    return first.capitalize() if first in _ACTIVITIES else None


def short(text: str) -> str:
    """The beginning of a text in one line, 60 letters at most, enough to recognise it."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


# ------------------------------------------------------------------ reasons

_NO_REASON: Final = frozenset(
    {
        *("ok", "oke", "okay", "ya", "iya", "tidak", "baik", "cukup", "sudah", "sudah benar", "benar", "alasan"),
        *("sesuai", "sudah sesuai", "sesuai target", "sesuai renstra", "sesuai dengan renstra", "sesuai kebutuhan"),
        *("sama", "sama dengan renstra", "sama seperti renstra", "sama dengan target renstra", "renstra"),
        *("beda", "berbeda", "berbeda dari renstra", "berubah", "perubahan", "revisi", "disesuaikan", "penyesuaian"),
    }
)
_SHORTEST_REASON: Final = 3  # letters


def explains(text: str) -> bool:
    """Whether a reason says more than "ok", "sesuai", "-" or the figure again."""
    words = bare(text)
    too_short = sum(character.isalpha() for character in words) < _SHORTEST_REASON
    return not (means_nothing(text) or too_short or words in _NO_REASON)


# ------------------------------------------------------------------ persons

_DEGREE: Final = re.compile(
    r"\b[SM]\.\s?[A-Z][A-Za-z]{0,4}\b"  # S.Sos, S.E., M.M., M.Si
    r"|\bA\.\s?Ma?\.?[dD]\b"
    r"|\b(?:Drs|Dra|Dr|Ir|Hj)\.\s"
    r"|,\s*(?:SE|SH|ST|SP|SIP|SSTP|SSos|SKom|SPd|MM|MT|MH|MSi|MAP|MPd)\b"
)
_NIP_DIGITS: Final = re.compile(r"\d(?:[\s.\-]?\d){14,}")


def person(text: str) -> bool:
    """Whether a text names a person rather than a post: by a degree or by the digits of an NIP."""
    return bool(_DEGREE.search(text) or _NIP_DIGITS.search(text))


# ------------------------------------------------------------------ what evaluators read for

_MEASURES: Final = frozenset(  # the words of the LKE, and those of library and archive indikator that say as much
    {
        *("jumlah", "banyaknya", "persentase", "persen", "kategori", "level", "tingkat", "tingkatan", "rasio"),
        *("rata", "indeks", "nilai", "skor", "predikat", "opini", "cakupan"),
    }
)


def measurable(text: str) -> bool:
    """Whether an indikator says how it is counted (LKE: jumlah, persentase, kategori, level, rasio, indeks, …)."""
    return not _MEASURES.isdisjoint(bare(text).split())


def outcome(text: str) -> bool:
    """Whether a sasaran begins with a result, such as "Meningkatnya", "Menguatnya", "Terwujudnya" (LKE)."""
    first = next(iter(bare(text).split()), "")
    return first.endswith("nya") and first not in _ACTIVITIES
