"""`rkt arsip`: the sealed package (SOP step 10)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, show_findings, verdict, watched, workplace_in
from rkt_excel.errors import ExitCode
from rkt_excel.model.papers.isi_arsip import JUDUL
from rkt_excel.office.state.berikutnya import quoted_word
from rkt_excel.steps.arsip import NO_RECEIPTS, NO_SCAN, CheckedPackage, HasilArsip, arsip, check_package

_SEALED: Final = JsonForm(
    HasilArsip, "paket segel berkas daftar_arsip=daftar keluaran tanpa data_pribadi temuan=findings",
    {"daftar_arsip": " ".join(JUDUL)},
)  # fmt: skip
_CHECKED: Final = JsonForm(CheckedPackage, "paket segel utuh kesalahan catatan")
JSON: Final = (_SEALED, _CHECKED)


@click.command
@click.option("--lokasi", default="", metavar="TEKS", help="Tempat simpan, untuk daftar arsip.")
@click.option("--periksa", type=click.Path(path_type=Path), metavar="PAKET",
              help="Periksa keutuhan sebuah paket; tidak mengubah apa pun.")  # fmt: skip
@click.option(NO_SCAN, "no_scan", is_flag=True, help="Segel walaupun pindaian naskah yang ditandatangani belum ada.")
@click.option(NO_RECEIPTS, "no_receipts", is_flag=True, help="Segel walaupun tanda terima belum lengkap.")
@shared_options
def command(
    *, lokasi: str, periksa: Path | None, no_scan: bool, no_receipts: bool, kerja: Path | None, as_json: bool
) -> int:
    """Seal everything into one package, or with --periksa verify a package without changing anything."""
    if periksa:
        with watched("Memeriksa paket", as_json=as_json):
            checked = check_package(periksa, kerja)
        return _check(checked, as_json=as_json)
    with watched("Menyiapkan arsip", as_json=as_json) as told:
        result = arsip(
            workplace_in(kerja), lokasi=lokasi, tanpa_pindaian=no_scan, tanpa_tanda_terima=no_receipts, progress=told
        )
    if as_json:
        _SEALED.say(result)
    else:
        _show(result)
    return verdict(result.findings)


def _show(result: HasilArsip) -> None:
    click.echo(f"Paket arsip disegel: {result.paket} ({result.berkas} berkas).")
    click.echo(f"  segel SHA-256  {result.segel}")
    click.echo(f"  klasifikasi    {result.daftar.kode_klasifikasi}")
    for each in result.data_pribadi:
        click.echo(f"  data pribadi   {each.kalimat}")
    for name in result.keluaran:
        click.echo(f"  {name}")
    show_findings(result.findings)
    click.echo(f"\nPeriksa kapan saja: rkt arsip --periksa {quoted_word(str(result.folder / result.paket))}")


def _check(result: CheckedPackage, *, as_json: bool) -> ExitCode:
    if as_json:
        _CHECKED.say(result)
    else:
        click.echo(f"{result.paket}: " + ("utuh, seperti saat disegel." if result.utuh else "TIDAK utuh."))
        for each in (*result.kesalahan, *result.catatan):
            click.echo(f"  {each}")
    return ExitCode.DONE if result.utuh else ExitCode.INPUT
