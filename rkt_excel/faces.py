"""Results of the steps for people (terminal) and for programs (JSON, a stable interface: docs/manual.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from rkt_excel.model.history import Jenis, Peristiwa, plain_text, shown_text
from rkt_excel.model.konsep import heading
from rkt_excel.model.returns import StatusBagian
from rkt_excel.workbook.findings import Finding, Severity

if TYPE_CHECKING:
    from rkt_excel.steps.consolidate import Consolidated
    from rkt_excel.steps.decide import Decided
    from rkt_excel.steps.generate import Generated
    from rkt_excel.steps.revise import Drafted
    from rkt_excel.steps.status import Status
    from rkt_excel.steps.trace import Traced

Json = dict[str, Any]


def to_look_at(findings: Iterable[Finding]) -> bool:
    """Whether people have to look: anything heavier than a note."""
    return any(each.severity is not Severity.INFO for each in findings)


def temuan(each: Finding) -> Json:
    """A finding as JSON."""
    return {
        "kode": each.code.name, "tingkat": each.severity.value, "berkas": each.file, "bagian": each.owner,
        "lembar": each.sheet, "sel": list(each.cells), "kunci": each.key, "kolom": each.column, "isi": each.found,
        "pesan": each.message, "perbaikan": each.remedy,
    }  # fmt: skip


def generated(result: Generated) -> Json:
    """`rkt format --json`."""
    formulir = [
        {
            "bagian": each.bagian, "nama": each.nama, "berkas": each.berkas,
            "isian": [
                {
                    "lembar": cell.lembar, "kunci": cell.kunci, "kolom": cell.kolom, "sel": cell.sel,
                    "jenis": cell.jenis, "wajib": cell.wajib, "pilihan": list(cell.pilihan),
                }
                for cell in each.isian
            ],
        }
        for each in result.formulir
    ]  # fmt: skip
    return {
        "tahun": result.tahun, "edisi": result.edisi, "versi": result.versi, "formulir": formulir,
        "temuan": [temuan(each) for each in result.temuan],
    }  # fmt: skip


def consolidated(result: Consolidated) -> Json:
    """`rkt gabung --json`."""
    master, out = result.plan.master, result.keluaran
    counted = result.chosen.counted
    return {
        "tahun": master.tahun,
        "edisi": master.instansi.edisi,
        "bagian": [
            {"kode": each.kode, "nama": each.nama, "status": result.plan.status[each.kode].value,
             "berkas": counted[each.kode].berkas if each.kode in counted else None}
            for each in master.bagian
        ],
        "berkas": [
            {"berkas": one.berkas, "sha256": one.sha256, "bagian": one.bagian,
             "putusan": result.chosen.verdicts[one.berkas].value, "kode": one.kode}
            for one in result.returns
        ],
        "temuan": [temuan(each) for each in result.temuan],
        "nilai": list(_values(result)),
        "keluaran": {
            "konsep_xlsx": out.konsep_xlsx, "konsep_docx": out.konsep_docx, "laporan": out.laporan,
            "perbaikan": list(out.perbaikan), "surel": list(out.surel),
        },
    }  # fmt: skip


def _values(result: Consolidated) -> Iterable[Json]:
    """Every value as it was returned, with its cell; what was joined of several stands once per cell."""
    for one in result.chosen.counted.values():
        for sheet, rows in one.result.rows.items():
            for each in rows:
                for name, cell in each.cells.items():
                    value = getattr(each.row, name)
                    if value is not None:
                        yield {
                            "kunci": each.key, "kolom": name, "nilai": _text(value), "bagian": one.bagian,
                            "berkas": one.berkas, "sha256": one.sha256, "lembar": sheet, "sel": cell.address,
                        }  # fmt: skip


def _text(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def traced(result: Traced) -> Json:
    """`rkt jejak --json`: one value, or under `isi` all of a row."""
    told = [
        {"kunci": each.kunci, "kolom": each.kolom, "nilai": each.nilai,
         "riwayat": [_event(event) for event in each.riwayat]}
        for each in result.isi
    ]  # fmt: skip
    only = (
        told[0] if len(told) == 1 else {"kunci": result.kunci, "kolom": None, "nilai": None, "riwayat": [], "isi": told}
    )
    return {**only, "salinan": [path.as_posix() for path in result.salinan]}


def _event(event: Peristiwa) -> Json:
    return {
        "kapan": event.kapan.isoformat(timespec="seconds"), "peristiwa": event.peristiwa.value, "dari": event.dari,
        "ke": event.ke, "oleh": event.oleh, "alasan": event.alasan, "bagian": event.bagian, "berkas": event.berkas,
        "sha256": event.sha256, "lembar": event.lembar, "sel": event.sel, "isian": event.isian, "cara": event.cara,
    }  # fmt: skip


def decided(result: Decided) -> Json:
    """`rkt pakai --json`."""
    return {
        "bagian": result.bagian, "berkas": result.berkas, "sha256": result.sha256, "oleh": result.oleh,
        "alasan": result.alasan, "berikutnya": "rkt gabung",
    }  # fmt: skip


def drafted(result: Drafted) -> Json:
    """`rkt draft --json`."""
    return {
        "draft": result.nomor,
        "sumber": result.sumber,
        "keluaran": {"draft_xlsx": result.draft_xlsx, "draft_docx": result.draft_docx},
        "perubahan": [
            {"kunci": each.kunci, "kolom": each.kolom, "dari": plain_text(each.dari),
             "ke": plain_text(each.menjadi), "alasan": each.alasan}
            for each in result.perubahan
        ],
        "temuan": [temuan(each) for each in result.temuan],
    }  # fmt: skip


def status(result: Status) -> Json:
    """`rkt status --json`."""
    return {
        "langkah": result.langkah.nomor,
        "pelaksana": result.langkah.pelaksana,
        "mulai": result.mulai.isoformat(),
        "batas": result.batas.isoformat(),
        "terlambat": result.terlambat,
        "berikutnya": result.berikutnya,
        "bagian": [{"kode": each.kode, "nama": each.nama, "status": each.status.value} for each in result.bagian],
        "draft": result.draft,
    }


# ------------------------------------------------------------------ for people


def show_generated(result: Generated) -> None:
    """The forms and what to do with them."""
    click.echo(f"Formulir RKT {result.tahun} edisi {result.edisi}, versi {result.versi}:")
    for each in result.formulir:
        click.echo(f"  {each.bagian:8} {len([c for c in each.isian if c.wajib]):4} sel wajib   {each.berkas}")
        if each.disisihkan:
            click.echo(f"           {each.disisihkan} sudah disunting orang, jadi tidak ditimpa.")
    _show_findings(result.temuan)
    click.echo("\nKirimkan ke bagian masing-masing. Simpan yang kembali di 3-kembali/, lalu jalankan: rkt gabung")


def show_consolidated(result: Consolidated) -> None:
    """Who has returned, what is wrong, where the results are."""
    states = result.plan.status
    done = sum(state is StatusBagian.LENGKAP for state in states.values())
    click.echo(f"{done} dari {len(states)} bagian lengkap.")
    for each in result.plan.master.bagian:
        click.echo(f"  {each.kode:8} {states[each.kode].value:16} {each.nama}")
    _show_findings(result.temuan)
    out = result.keluaran
    click.echo("\nHasil:")
    for name in (out.konsep_xlsx, out.konsep_docx, out.laporan, *out.perbaikan, *out.surel):
        click.echo(f"  {name}")
    click.echo("\nBerikutnya: " + ("rkt draft" if done == len(states) else "lengkapi formulir, lalu rkt gabung"))


def show_drafted(result: Drafted) -> None:
    """The draft and what changed."""
    click.echo(f"Draft {result.nomor} dibuat dari {result.sumber}, {len(result.perubahan)} perubahan.")
    _show_findings(result.temuan)
    click.echo(f"  {result.draft_xlsx}\n  {result.draft_docx}")
    click.echo("\nBerikutnya: cetak dan ajukan draft untuk diperiksa.")


def show_status(result: Status) -> None:
    """Where the procedure stands."""
    late = " (terlambat)" if result.terlambat else ""
    click.echo(f"RKT {result.tahun}, langkah {result.langkah.nomor}: {result.langkah.uraian}")
    click.echo(f"  pelaksana  {result.langkah.pelaksana}")
    click.echo(f"  batas      {result.batas:%d/%m/%Y}{late}")
    for each in result.bagian:
        click.echo(f"  {each.kode:8} {each.status.value:16} {each.nama}")
    click.echo(f"\nBerikutnya: {result.berikutnya}")


def _show_findings(findings: Iterable[Finding]) -> None:
    """The count by weight and the heavy ones; the whole list stands in the report."""
    found = list(findings)
    counts = Counter(each.severity for each in found)
    if not found:
        return
    click.echo("\nTemuan: " + ", ".join(f"{counts[each]} {each.value}" for each in Severity if counts[each]))
    for each in [one for one in found if one.severity is not Severity.INFO][:20]:
        place = " ".join(part for part in (each.owner, each.sheet, ", ".join(each.cells)) if part)
        click.echo(f"  {each.severity.value.upper():10} {place}: {each.message} {each.remedy}")


def show_traced(result: Traced) -> None:
    """Each value with what happened to it, oldest first."""
    for each in result.isi:
        value = "(kosong)" if each.nilai is None else shown_text(each.nilai)
        click.echo(f"{each.kunci} · {heading(each.kolom)}: {value}")
        for event in each.riwayat:
            click.echo(f"  {event.kapan:%d/%m/%Y %H.%M}  {_told(event)}")
    for path in result.salinan:
        click.echo(f"Salinan berkas asal: {path}")


def _told(event: Peristiwa) -> str:
    """One event in a sentence."""
    before = "" if event.dari is None else f", sebelumnya {shown_text(event.dari)}"
    reason = f", alasan: {event.alasan}" if event.alasan else ""
    if event.peristiwa is Jenis.DITARIK:
        return f"tidak ada lagi di formulir{before}"
    if event.peristiwa is Jenis.DIHAPUS:
        return f"dikosongkan di {event.berkas}{before}{reason}"
    if event.peristiwa is Jenis.DIUBAH:
        return f"diubah menjadi {shown_text(event.ke or '')} di {event.berkas}{before}{reason}"
    part = f" ({event.cara}; isian di sel itu {shown_text(event.isian or '')})" if event.cara else ""
    whence = f"{event.bagian}, {event.berkas}, {event.lembar} {event.sel}"
    return f"digabung {shown_text(event.ke or '')}{part} dari {whence}{before}"


def show_decided(result: Decided) -> None:
    """What was decided and what to do next."""
    click.echo(f"Untuk {result.nama} dipakai {result.berkas}, diputuskan oleh {result.oleh}: {result.alasan}")
    click.echo("\nBerikutnya: rkt gabung")
