"""`rkt ambil`: answers fetched from a mailbox (SOP step 3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import DAY, shared_options, show_findings, show_next, verdict, watched, workplace_in
from rkt_excel.edges.post.mailserver import Security, Server, split_address
from rkt_excel.errors import UnknownArgumentError
from rkt_excel.office.state.next_step import what_next
from rkt_excel.steps.ambil import HasilAmbil, ambil

_TLS_PORT: Final = 993
_STARTTLS_PORT: Final = 143
JSON: Final = (JsonForm(HasilAmbil, "tahun folder sejak dilihat surat temuan=findings"),)


@click.command
@click.option("--imap", required=True, metavar="HOST[:PORT]", help="Peladen kotak surat; port 993 bila tidak disebut.")
@click.option("--folder", default="INBOX", show_default=False, metavar="NAMA", help="Folder kotak surat (INBOX).")
@click.option("--sejak", type=DAY, metavar="TANGGAL",
              help="Hari pertama yang dilihat; bila tidak disebut, hari formulir pertama dibuat.")  # fmt: skip
@click.option("--tandai", is_flag=True, help="Tandai surel yang diambil sebagai sudah dibaca.")
@click.option("--ulang", is_flag=True, help="Lihat semuanya sekali lagi, misalnya bila berkasnya terhapus.")
@click.option("--starttls", is_flag=True, help="STARTTLS (port 143), bukan TLS langsung.")
@click.option("--ca", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="BERKAS",
              help="Sertifikat penerbit milik kantor (PEM).")  # fmt: skip
@shared_options
def command(
    *, imap: str, folder: str, sejak: date | None, tandai: bool, ulang: bool, starttls: bool, ca: Path | None,
    kerja: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Fetch the answers of the bagian from a mailbox into 3-kembali.

    Raises:
        UnknownArgumentError: --starttls stands with port 993, which knows TLS from the first byte only.
    """
    host, port = split_address(imap, _STARTTLS_PORT if starttls else _TLS_PORT)
    if starttls and port == _TLS_PORT:
        raise UnknownArgumentError("Port 993 selalu TLS langsung; hilangkan --starttls.")
    wanted = Security.STARTTLS if starttls or port == _STARTTLS_PORT else Security.TLS
    where = workplace_in(kerja)
    with watched("Membuka kotak surat", as_json=as_json) as told:
        result = ambil(where, Server(host, port, wanted, ca), folder=folder, since=sejak,
                       mark=tandai, again=ulang, progress=told)  # fmt: skip
    if as_json:
        JSON[0].say(result)
    else:
        _show(result)
        show_next(what_next(where))
    return verdict(result.findings)


def _show(result: HasilAmbil) -> None:
    """What is new, and what to do next."""
    click.echo(f"{result.dilihat} surel dilihat di {result.folder} sejak {result.sejak:%d/%m/%Y}, "
               f"{len(result.surat)} diambil.")  # fmt: skip
    for each in result.surat:
        click.echo(f"  {each.berkas}")
    show_findings(result.findings)
