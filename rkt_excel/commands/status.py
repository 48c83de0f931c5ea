"""`rkt status`, also `rkt` alone: which step it is, whose turn, until when, and what to type next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, show_next, workplace_in
from rkt_excel.edges.work_folder.journal_check import JournalCheck
from rkt_excel.errors import ExitCode, NotNowError
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.procedure.jadwal import RETURN_STEP, Tenggat
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.status import Status, journal_status, status


@dataclass(frozen=True)
class BrokenJournal:
    """All that is said where the journal does not fit together: nothing derived from it is."""

    jurnal: JournalCheck


_NO_JOURNAL: Final = JournalCheck(0, 0, None)  # nothing was done yet, which counts as a good one
_KEYS: Final = (
    "tahun edisi langkah=langkah.nomor uraian=langkah.uraian pelaksana nama mulai batas batas_kembali terlambat=lewat "
    "hari_kerja=@ tamat berikutnya ketik bagian draft jadwal=tenggat temuan=findings"
)
_WITHIN: Final = {
    "hari_kerja": "sisa terlambat",
    "jadwal": "langkah=langkah.nomor uraian=langkah.uraian pelaksana=langkah.pelaksana norma=langkah.norma "
    "rencana batas selesai terlambat",
    "jurnal": "sah entri berkas temuan=misfit catatan",
    "jurnal.temuan": "entri kapan pesan=sebab",
}
_STATUS: Final = JsonForm(Status, _KEYS, _WITHIN)
_CHECKED: Final = JsonForm(Status, f"{_KEYS} jurnal", _WITHIN)
_BROKEN: Final = JsonForm(BrokenJournal, "jurnal", _WITHIN)
JSON: Final = (_STATUS, _CHECKED, _BROKEN)


@click.command
@click.option("--periksa-jurnal", "check", is_flag=True,
              help="Periksa juga keutuhan jurnal dan berkas yang disimpannya.")  # fmt: skip
@shared_options
def command(*, kerja: Path | None = None, as_json: bool = False, check: bool = False) -> int:
    """Tell where the procedure stands; with --periksa-jurnal check the journal first."""
    where = workplace_in(kerja)
    checked = _checked(where) if check else None
    if checked and not checked.sah:
        return _broken(checked, as_json=as_json)
    result = status(where)
    if as_json:
        return _CHECKED.say(replace(result, jurnal=checked or _NO_JOURNAL)) if check else _STATUS.say(result)
    _show(result)
    if check:
        _show_journal(checked)
    return ExitCode.DONE


def _checked(where: Workplace) -> JournalCheck | None:
    try:
        return journal_status(where)
    except NotNowError:
        return None  # nothing was done yet: there is nothing that could be broken


def _broken(checked: JournalCheck, *, as_json: bool) -> ExitCode:
    """A journal that does not fit together: nothing derived from it is shown."""
    if as_json:
        _BROKEN.say(BrokenJournal(checked))
    click.echo(_sentence(checked), err=True)
    return ExitCode.INPUT


def _show(result: Status) -> None:
    """Where the procedure stands; the next command is the last line."""
    click.echo(f"RKT {result.tahun} {result.edisi}, {result.folder}")
    _show_step(result)
    _show_schedule(result)
    _show_bagian(result)
    for each in result.findings:
        click.echo(f"\n{each.message} {each.remedy}")
    show_next(result.berikut)


def _show_step(result: Status) -> None:
    if result.tamat:
        return
    who = f"{result.pelaksana} ({result.nama})" if result.nama else result.pelaksana
    click.echo(f"\nLangkah {result.langkah.nomor}: {result.langkah.uraian}")
    click.echo(f"  giliran    {who}")
    click.echo(f"  batas      {hari_tanggal(result.batas)}, {_remaining(result)}")
    if result.catatan and result.langkah.nomor == 7:
        click.echo(f"  catatan    {result.catatan}")


def _remaining(result: Status) -> str:
    if result.terlambat:
        return f"terlambat {result.terlambat} hari kerja"
    return f"{result.sisa} hari kerja lagi" if result.sisa else "hari terakhir"


def _show_schedule(result: Status) -> None:
    """The ten steps: until when, and when each was done."""
    click.echo(f"\n   {'langkah':42} {'norma':9} {'rencana':11} {'batas':11} selesai")
    for each in result.tenggat:
        here = ">" if each is result.sekarang and not result.tamat else " "
        step = f"{each.langkah.nomor:2} {each.langkah.uraian:39}"
        days = f"{each.langkah.norma:9} {each.rencana:%d/%m/%Y}  {each.batas:%d/%m/%Y} "
        click.echo(f"{here} {step} {days} {_finished(each)}".rstrip())


def _finished(each: Tenggat) -> str:
    late = f"terlambat {each.terlambat} hari kerja" if each.terlambat else ""
    if each.selesai:
        return f"{each.selesai:%d/%m/%Y}" + (f", {late}" if late else "")
    return late


def _show_bagian(result: Status) -> None:
    waiting = [each for each in result.bagian if each.status is not StatusBagian.LENGKAP]
    if not waiting or result.tamat or result.langkah.nomor < RETURN_STEP:
        return
    missing = len(result.belum_masuk)
    until = hari_tanggal(result.batas_kembali)
    click.echo(f"\nFormulir: {missing} dari {len(result.bagian)} bagian belum masuk; batas kembali {until}")
    for each in waiting:
        click.echo(f"  {each.kode:8} {each.status.value:16} {each.nama}")


def _show_journal(checked: JournalCheck | None) -> None:
    click.echo(f"\n{_sentence(checked)}")
    for each in checked.catatan if checked else ():
        click.echo(f"  {each}")


def _sentence(checked: JournalCheck | None) -> str:
    """What the check of the journal says."""
    if checked is None:
        return "Jurnal belum ada; belum ada langkah yang dijalankan."
    return checked.kalimat
