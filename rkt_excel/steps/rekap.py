"""`rkt rekap`: many offices' work folders and packages as one recap for the regency or the province."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from rkt_excel.edges.disk.one_way import followed
from rkt_excel.edges.plots import Bar
from rkt_excel.edges.recap_page import FarFigure, Pemda, RecapPage, render_recap
from rkt_excel.edges.work_folder.own_outputs import OwnOutputs
from rkt_excel.edges.workers.ordered_work import HERE, Lost, Workers
from rkt_excel.errors import InputUnusableError, UnknownArgumentError
from rkt_excel.model.papers.isi_arsip import as_csv
from rkt_excel.model.recap import recap_tables
from rkt_excel.model.recap.office_recap import OfficeRecap, Unread
from rkt_excel.model.recap.outliers import Outlier, same_indikator
from rkt_excel.model.recap.recap import Recap, recap_of
from rkt_excel.model.recap.recap_book import REKAP_BOOK, recap_content
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.model.vocabulary.printed import tanggal
from rkt_excel.office.others.find_offices import NOTHING, Candidate, find_offices
from rkt_excel.office.others.read_office import office_of
from rkt_excel.office.place.work import left_by
from rkt_excel.progress import Progress, Stage
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.values.numbers import written
from rkt_excel.workbook.writing.write import write

REKAP: Final = "rekap"  # the folder of the recap where none is named, and its files
_SEVERAL: Final = 2
_SHOWN: Final = 12  # bars and plots that a page holds
Read = OfficeRecap | Unread
_EACH_PAYS: Final = 8  # offices; fewer are read while a worker is still starting


@dataclass(frozen=True)
class HasilRekap:
    """What `rkt rekap` made.

    Attributes:
        folder: Where it lies.
        keluaran: The files there, the workbook first, then the page, then the tables.
        recap: What it says.
        findings: What people have to look at.
        ringkas: The whole recap in one Indonesian line.
    """

    folder: Path
    keluaran: tuple[str, ...]
    recap: Recap
    findings: tuple[Finding, ...]
    ringkas: str


def rekap(
    folders: Sequence[Path],
    ke: Path = Path(REKAP),
    *,
    now: Callable[[], datetime] = datetime.now,
    progress: Progress = lambda _: None,
    workers: Workers = HERE,
    tell: Callable[[str], None] = lambda _: None,
) -> HasilRekap:
    """Read the offices below folders one by one and put them side by side; nothing is written into their folders.

    Args:
        folders: Where work folders and packages lie, at any depth; single .zip files, too.
        ke: The folder of the recap.
        now: The clock, by whose day steps are late.
        progress: Told of every office.
        workers: Who reads the offices; what comes out is the same.
        tell: Says at once what nobody asked for: that nothing was written before Ctrl-C.

    Raises:
        InputUnusableError: Nothing could be read.
        UnknownArgumentError: The recap would stand in the folder of an office.
        OutputLockedError: The recap cannot be written; what stood there is whole.
    """
    if not any(each.exists() for each in folders):
        raise UnknownArgumentError(f"{folders[0].as_posix()} tidak ada. Periksa ejaan nama dan tempatnya.")
    found = list(find_offices(folders))
    _outside(ke, found)
    places = [each for each in found if isinstance(each, Candidate)]
    work = partial(office_of, today=now().date())
    read = map(_or_unread, workers.run(work, places, pieces=len(places), each_pays=_EACH_PAYS))
    unread = (each for each in found if isinstance(each, Unread))
    try:
        recap = recap_of([*_told(read, len(places), progress), *unread], NOTHING)
    except KeyboardInterrupt:
        tell("Dihentikan. Rekap belum ditulis, dan yang lama tidak berubah; jalankan perintah yang sama lagi.")
        raise
    if not recap.kantor:
        raise InputUnusableError("Tidak ada kantor yang dapat direkap.", recap.findings)
    progress("menulis rekap")
    return _written(recap, ke, now().date())


def _or_unread(read: Read | Lost[Candidate]) -> Read:
    """An office, or that it could not be read: whoever read it was ended by it."""
    if isinstance(read, Lost):
        return Unread(read.thing.tempat, "program terhenti setiap kali membacanya")
    return read


def _told(read: Iterable[Read], count: int, progress: Progress) -> Iterator[Read]:
    for number, each in enumerate(read, 1):
        progress(Stage(str(each.tempat), number, count))
        yield each


def _outside(ke: Path, found: Iterable[Candidate | Unread]) -> None:
    """See that the recap does not come to stand in a folder that belongs to an office."""
    for each in found:
        if isinstance(each, Candidate) and followed(ke).is_relative_to(followed(each.path)):
            raise UnknownArgumentError(
                f"Rekap tidak ditulis ke {ke.as_posix()}, karena folder itu milik sebuah kantor ({each.tempat}). "
                "Sebutkan folder lain dengan --ke."
            )


# ------------------------------------------------------------------ what is written


def _written(recap: Recap, ke: Path, today: date) -> HasilRekap:
    """Everything that a recap consists of, one after another, so that only one of them is held as a whole."""
    suffix = "parquet" if find_spec("pyarrow") else "csv"
    beside = {name: f"{name}.{suffix}" for name in recap_tables.COLUMNS}
    line = summary(recap)
    outputs: dict[str, bytes] = {f"{REKAP}.xlsx": write(REKAP_BOOK, recap_content(recap, line, today, beside))}
    names = (f"{REKAP}.xlsx", *beside.values())
    outputs[f"{REKAP}.html"] = _page(recap, line, today, names).encode("utf-8")
    as_file = _parquet if suffix == "parquet" else _csv
    outputs |= {file: as_file(recap, name) for name, file in beside.items()}
    own = OwnOutputs(ke)
    done = [own.put(name, data) for name, data in outputs.items()]
    told = [told for each in done for told in left_by(each)]
    return HasilRekap(ke, tuple(each.path for each in done), recap, (*recap.findings, *told), line)


def _parquet(recap: Recap, name: str) -> bytes:
    """A tidy table as Parquet; figures are decimals there, days are days."""
    into = io.BytesIO()
    recap_tables.tidy_table(recap, name).to_parquet(into, index=False)
    return into.getvalue()


def _csv(recap: Recap, name: str) -> bytes:
    """A tidy table as CSV that no spreadsheet program takes for formulas."""
    rows = recap_tables.tidy_rows(recap, name)
    columns = {column: column for column in recap_tables.COLUMNS[name]}
    return as_csv(({column: recap_tables.as_plain(value) for column, value in row.items()} for row in rows), columns)


def summary(recap: Recap) -> str:
    """The whole recap in one Indonesian line."""
    offices = recap.kantor
    late = sum(each.langkah.terlambat > 0 for each in offices)
    signed = sum(each.ditandatangani is not None for each in offices)
    rows = sum(len(each.indikator) for each in offices)
    parts = [
        f"{written(len(offices))} kantor",
        f"{written(signed)} sudah ditandatangani",
        f"{written(late)} terlambat" if late else "tidak ada yang terlambat",
        f"{written(rows)} indikator",
        f"pagu Rp {shown(recap.pagu)}",
    ]
    looked = sum(each.severity is not Severity.INFO for each in recap.findings)
    return " · ".join([*parts, *([f"{written(looked)} hal perlu dilihat"] if looked else [])])


# ------------------------------------------------------------------ the page


def _page(recap: Recap, line: str, today: date, names: Sequence[str]) -> str:
    years = " dan ".join(sorted({str(each.tahun) for each in recap.kantor}))
    kinds = recap_tables.by_kind(recap_tables.tidy_table(recap, recap_tables.TEMUAN)).to_dict("records")
    named = recap_tables.tidy_rows(recap, recap_tables.PRIORITAS)
    richest = sorted((each for each in recap.kantor if each.pagu), key=lambda each: -each.pagu)
    return render_recap(
        RecapPage(
            judul=f"Rekap RKT {years}",
            ringkas=line,
            dibuat=tanggal(today),
            langkah=list(_steps(recap)),
            temuan=[
                Bar(f"{each['kode']} ({each['tingkat']})", int(each["jumlah"]),
                    told=f"{written(each['jumlah'])} di {written(each['kantor'])} kantor")
                for each in kinds[: 2 * _SHOWN]
            ],
            pagu=[
                Bar(each.perangkat_daerah, int(each.pagu // 1000), told=f"Rp {shown(each.pagu)}")
                for each in richest[:_SHOWN]
            ],
            pemda=list(_pemda(recap.kantor)),
            kantor=[_shown_office(each) for each in recap_tables.tidy_rows(recap, recap_tables.KANTOR)],
            prioritas=sorted(named, key=lambda each: bool(each["mendukung"])),
            jauh=list(_far(recap.penyimpangan))[:_SHOWN],
            findings=recap.findings,
            berkas=names,
        )
    )  # fmt: skip


def _pemda(offices: Sequence[OfficeRecap]) -> Iterator[Pemda]:
    """The regencies in the order of their names, where there are several."""
    of_each: dict[str, list[OfficeRecap]] = {}
    for each in offices:
        of_each.setdefault(each.kunci[0], []).append(each)
    if len(of_each) < _SEVERAL:
        return
    for several in of_each.values():
        pagu = sum((each.pagu for each in several), Decimal(0))
        yield Pemda(
            nama=several[0].pemda,
            kantor=len(several),
            ditandatangani=sum(each.ditandatangani is not None for each in several),
            terlambat=sum(each.langkah.terlambat > 0 for each in several),
            lengkap=sum(each.langkah.lengkap for each in several),
            bagian=sum(each.langkah.bagian for each in several),
            pagu=shown(pagu) if pagu else "–",
        )


def _steps(recap: Recap) -> Iterator[Bar]:
    """How many offices are at each step, and how many of them are late."""
    steps = {(each.langkah.nomor, "selesai" if each.langkah.tamat else each.langkah.uraian) for each in recap.kantor}
    counts = Counter((each.langkah.nomor, each.langkah.tamat) for each in recap.kantor)
    late = Counter((each.langkah.nomor, each.langkah.tamat) for each in recap.kantor if each.langkah.terlambat)
    for number, name in sorted(steps):
        kind = (number, name == "selesai")
        told = written(counts[kind]) + (f", {written(late[kind])} terlambat" if late[kind] else "")
        yield Bar(f"{number}. {name}", counts[kind], late[kind], told)


def _shown_office(row: Mapping[str, Any]) -> dict[str, Any]:
    batas, pagu = row["batas"], row["pagu"]
    return {**row, "batas": tanggal(batas) if batas else "–", "pagu": shown(pagu) if pagu else "–"}


def _far(found: Iterable[Outlier]) -> Iterator[FarFigure]:
    """One plot for each indikator in which somebody lies far away."""
    groups: dict[object, list[Outlier]] = {}
    for each in found:
        groups.setdefault(same_indikator(each.kantor.tahun, each.baris), []).append(each)
    for several in groups.values():
        first = several[0]
        figures = [each.baris.angka for each in several if each.baris.angka is not None]
        yield FarFigure(
            judul=f"{first.baris.indikator} ({first.baris.satuan}), {first.banyak} kantor",
            angka=tuple(float(each) for each in first.semua),
            tengah=float(first.tengah),
            jauh=tuple(float(each) for each in figures),
            sebutan=tuple(
                f"{each.kantor.perangkat_daerah}: {shown(each.baris.angka)} (nilai tengah {shown(each.tengah)})"
                for each in several
            ),
        )
