"""`rkt kirim`: a letter for every bagian, as a draft or sent (SOP step 2)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import shared_options, show_findings, show_next, verdict, watched, workplace_in
from rkt_excel.edges.post.mailserver import Security, Server, split_address
from rkt_excel.errors import UnknownArgumentError
from rkt_excel.model.papers.letters import JenisSurat
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.kirim import HasilKirim, NasibSurat, kirim

JSON: Final = (JsonForm(HasilKirim, "tahun edisi jenis surat temuan=findings"),)
_TLS_PORT: Final = 465
_PORTS: Final = {Security.TLS: _TLS_PORT, Security.STARTTLS: 587, Security.NONE: 25}
_WARNING: Final = (
    "Peringatan: tanpa TLS surel dan lampirannya dapat dibaca siapa pun di jaringan; login tidak dilakukan."
)


@click.command
@click.option("--ingatkan", is_flag=True, help="Surel pengingat untuk yang belum mengembalikan atau belum lengkap.")
@click.option("--perbaikan", is_flag=True, help="Surel dengan formulir perbaikan dari penggabungan terakhir.")
@click.option("--bagian", multiple=True, metavar="KODE", help="Hanya bagian ini; boleh diulang.")
@click.option("--smtp", metavar="HOST[:PORT]", help="Kirim melalui peladen ini; bila tidak disebut, hanya draf.")
@click.option("--tls", is_flag=True, help="TLS langsung (port 465), bukan STARTTLS.")
@click.option(
    "--tanpa-tls", is_flag=True, help="Sambungan terbuka, tanpa login; hanya untuk peladen di kantor sendiri."
)
@click.option("--ca", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="BERKAS",
              help="Sertifikat penerbit milik kantor (PEM).")  # fmt: skip
@click.option("--ulang", is_flag=True, help="Kirim lagi juga yang sudah atau mungkin sudah terkirim.")
@click.option("--sudah-sampai", is_flag=True, help="Catat surel yang meragukan sebagai sudah sampai; tanpa mengirim.")
@shared_options
def command(
    *, ingatkan: bool, perbaikan: bool, bagian: tuple[str, ...], smtp: str | None, tls: bool, tanpa_tls: bool,
    ca: Path | None, ulang: bool, sudah_sampai: bool, kerja: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Write a letter for every bagian as a draft, or with --smtp send it.

    Raises:
        UnknownArgumentError: Options do not go together.
    """
    if ingatkan and perbaikan:
        raise UnknownArgumentError("Pilih salah satu: --ingatkan atau --perbaikan.")
    if not smtp and (tls or tanpa_tls or ca or ulang):
        raise UnknownArgumentError("--tls, --tanpa-tls, --ca, dan --ulang dipakai bersama --smtp HOST.")
    if sudah_sampai and (smtp or not bagian):
        raise UnknownArgumentError("--sudah-sampai dipakai bersama --bagian KODE, tanpa --smtp.")
    jenis = JenisSurat.PENGINGAT if ingatkan else JenisSurat.PERBAIKAN if perbaikan else JenisSurat.FORMULIR
    server = _server(smtp, ca, tls=tls, plain=tanpa_tls) if smtp else None
    where = workplace_in(kerja)
    with watched("Menyiapkan surel", as_json=as_json) as told:
        result = kirim(where, jenis, bagian=bagian, server=server, again=ulang, arrived=sudah_sampai, progress=told)
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _server(address: str, ca: Path | None, *, tls: bool, plain: bool) -> Server:
    """The server that the options name: TLS on port 465 or where asked for, else STARTTLS."""
    if tls and plain:
        raise UnknownArgumentError("Pilih salah satu: --tls atau --tanpa-tls.")
    wanted = Security.NONE if plain else Security.TLS if tls else Security.STARTTLS
    host, port = split_address(address, _PORTS[wanted])
    if plain:
        click.echo(_WARNING, err=True)
    elif port == _TLS_PORT:
        wanted = Security.TLS
    return Server(host, port, wanted, ca)


def _show(result: HasilKirim) -> None:
    """What became of each letter, and what to do next."""
    if not result.surat:
        click.echo(f"Tidak ada surel {result.jenis} yang perlu diurus.")
    for each in result.surat:
        click.echo(f"  {each.bagian:8} {each.hasil.value:15} {each.alamat or '(tanpa alamat)'}")
        if each.berkas:
            click.echo(f"           {each.berkas}")
    show_findings(result.findings)
    if any(each.hasil is NasibSurat.DITULIS for each in result.surat):
        click.echo("\nBukalah setiap surel di 2-surel, periksa, lalu kirim.")
