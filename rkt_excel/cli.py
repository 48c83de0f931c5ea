"""The command `rkt`: arguments in, one public function called, sentences or JSON out, exit code."""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from rkt_excel import __version__
from rkt_excel.errors import ExitCode, InputUnusableError, RktError

_HELP: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """The group with its words in Indonesian and its commands in the order of the procedure."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


def _shared(command: Callable[..., int]) -> Callable[..., int]:
    """The options that every command has."""
    kerja = click.option("--kerja", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
                         help="Folder kerja (bila tidak disebut: output/<tahun>).")  # fmt: skip
    as_json = click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON di keluaran standar.")
    return kerja(as_json(command))


@click.group(cls=_Group, invoke_without_command=True, context_settings=_HELP,
             help="Menyusun Rencana Kinerja Tahunan (RKT): dari formulir bagian sampai dokumen resmi.")  # fmt: skip
@click.version_option(__version__, "--versi", "--version", message="rkt %(version)s", help="Tampilkan versi.")
@click.pass_context
def rkt(context: click.Context) -> int:
    """Without a command: where the procedure stands."""
    if context.invoked_subcommand is None:
        return int(context.invoke(status_command))
    return 0


@rkt.command("mulai", help="Siapkan input_templates/ dan output/ di folder ini, tanpa menimpa apa pun.")
@click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON di keluaran standar.")
@click.option("--kosong", is_flag=True, help="Siapkan renstra.xlsx yang kosong, bukan yang berisi contoh.")
@click.option(
    "--dari", type=click.Path(path_type=Path, dir_okay=False), metavar="BERKAS",
    help="Pindahkan isi renstra.xlsx lama ke bentuk yang berlaku sekarang.",
)  # fmt: skip
def begin_command(*, as_json: bool, kosong: bool, dari: Path | None) -> int:
    """Put the templates in place."""
    from rkt_excel.steps.begin import begin  # noqa: PLC0415 - a command loads what it needs

    done = begin(Path(), blank=kosong, old=dari)
    if as_json:
        return _json({"dibuat": done.dibuat, "sudah_ada": done.sudah_ada})
    for name in done.dibuat:
        click.echo(f"dibuat     {name}")
    for name in done.sudah_ada:
        click.echo(f"sudah ada  {name} (tidak diubah)")
    click.echo("\nIsilah input_templates/renstra.xlsx, lalu jalankan: rkt format")
    return ExitCode.DONE


@rkt.command("format", help="Buat formulir Excel untuk setiap bagian (langkah 1 dan 2 SOP).")
@_shared
def generate_command(*, kerja: Path | None, as_json: bool) -> int:
    """Make the forms."""
    from rkt_excel import faces  # noqa: PLC0415
    from rkt_excel.steps.generate import generate  # noqa: PLC0415

    result = generate(_place(kerja), _progress(as_json))
    if as_json:
        return _json(faces.generated(result))
    faces.show_generated(result)
    return ExitCode.DONE


@rkt.command("gabung", help="Periksa formulir yang kembali dan gabungkan menjadi Konsep RKT (langkah 3).")
@_shared
def consolidate_command(*, kerja: Path | None, as_json: bool) -> int:
    """Judge and join what came back."""
    from rkt_excel import faces  # noqa: PLC0415
    from rkt_excel.steps.consolidate import consolidate  # noqa: PLC0415

    result = consolidate(_place(kerja), _progress(as_json))
    if as_json:
        _json(faces.consolidated(result))
    else:
        faces.show_consolidated(result)
    return ExitCode.LOOK if faces.to_look_at(result.temuan) else ExitCode.DONE


@rkt.command("draft", help="Jadikan Konsep (atau draft terakhir) yang sudah disunting draft baru (langkah 5 dan 7).")
@_shared
def draft_command(*, kerja: Path | None, as_json: bool) -> int:
    """Make the next draft."""
    from rkt_excel import faces  # noqa: PLC0415
    from rkt_excel.steps.revise import draft  # noqa: PLC0415

    result = draft(_place(kerja))
    if as_json:
        _json(faces.drafted(result))
    else:
        faces.show_drafted(result)
    return ExitCode.LOOK if faces.to_look_at(result.temuan) else ExitCode.DONE


@rkt.command("pakai", help="Tetapkan kiriman mana yang dipakai untuk satu bagian, dengan siapa dan mengapa.")
@click.argument("berkas")
@click.option("--oleh", required=True, metavar="NAMA", help="Siapa yang memutuskan.")
@click.option("--alasan", required=True, metavar="TEKS", help="Mengapa kiriman ini yang dipakai.")
@_shared
def decide_command(berkas: str, *, oleh: str, alasan: str, kerja: Path | None, as_json: bool) -> int:
    """Let one return count."""
    from rkt_excel import faces  # noqa: PLC0415
    from rkt_excel.steps.decide import decide  # noqa: PLC0415

    result = decide(_place(kerja), berkas, oleh=oleh, alasan=alasan)
    if as_json:
        return _json(faces.decided(result))
    faces.show_decided(result)
    return ExitCode.DONE


@rkt.command("jejak", help="Tunjukkan dari sel mana sebuah nilai berasal dan setiap perubahannya.")
@click.argument("kunci")
@click.argument("kolom", required=False)
@click.option("--salin", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Salin juga berkas asalnya ke FOLDER.")  # fmt: skip
@_shared
def trace_command(kunci: str, kolom: str | None, *, salin: Path | None, kerja: Path | None, as_json: bool) -> int:
    """Where a value came from."""
    from rkt_excel import faces  # noqa: PLC0415
    from rkt_excel.steps.trace import trace  # noqa: PLC0415

    result = trace(_place(kerja), kunci, kolom, salin)
    if as_json:
        return _json(faces.traced(result))
    faces.show_traced(result)
    return ExitCode.DONE


@rkt.command("status", help="Tampilkan langkah yang sedang berjalan dan perintah berikutnya.")
@_shared
def status_command(*, kerja: Path | None = None, as_json: bool = False) -> int:
    """Where the procedure stands."""
    from rkt_excel import faces  # noqa: PLC0415
    from rkt_excel.steps.status import status  # noqa: PLC0415

    result = status(_place(kerja))
    if as_json:
        return _json(faces.status(result))
    faces.show_status(result)
    return ExitCode.DONE


@rkt.command("contoh", help="Jalankan seluruh alur pada contoh bawaan, di output/contoh atau FOLDER.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("output/contoh"))
@click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON di keluaran standar.")
def example_command(folder: Path, *, as_json: bool) -> int:
    """Run the procedure on the shipped example."""
    from rkt_excel.example import example  # noqa: PLC0415

    shown = example(folder, (lambda _: None) if as_json else click.echo)
    if as_json:
        return _json({"folder": folder.as_posix(), "buka": shown})
    click.echo("\nYang dapat dibuka:")
    for name in shown:
        click.echo(f"  {(folder / name).as_posix()}")
    return ExitCode.DONE


def _place(kerja: Path | None) -> Any:  # noqa: ANN401 - imported late, so that --help is quick
    from rkt_excel.workplace import Workplace  # noqa: PLC0415

    return Workplace(kerja=kerja)


def _progress(as_json: bool) -> Callable[[str], None]:
    """Tell long work on standard error, where somebody is watching."""
    if as_json or not sys.stderr.isatty():
        return lambda _: None
    return lambda text: click.echo(f"… {text}", err=True)


def _json(result: object) -> int:
    text = json.dumps(result, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write((text + "\n").encode("utf-8"))
    sys.stdout.flush()
    return ExitCode.DONE


def run(arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one line per way to end
    """Run one command and give its exit code; nothing but a sentence reaches the user."""
    try:
        result = rkt.main(args=arguments, prog_name="rkt", standalone_mode=False)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        click.echo(f"{error.format_message()}\nLihat: rkt --help", err=True)
        return ExitCode.ARGUMENTS
    except InputUnusableError as error:
        _say_unusable(error)
        return error.exit_code
    except RktError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - the last resort: a fault of the program itself
        click.echo(f"Terjadi kesalahan program. Rinciannya ada di {_log()}.", err=True)
        return ExitCode.PROGRAM
    return int(result or 0)


def _say_unusable(error: InputUnusableError) -> None:
    click.echo(str(error), err=True)
    for each in error.findings:
        place = " ".join(part for part in (each.sheet or "", ", ".join(each.cells)) if part)
        click.echo(f"  {each.severity.value.upper():10} {place}: {each.message} {each.remedy}", err=True)


def _log() -> Path:
    """Keep the details of a fault where they can be sent from."""
    folder = Path("output") if Path("output").is_dir() else Path(tempfile.gettempdir())
    path = folder / f"rkt-kesalahan-{datetime.now():%Y%m%d-%H%M%S}.log"  # noqa: DTZ005 - for people here
    path.write_text(traceback.format_exc(), encoding="utf-8")
    return path


def main() -> None:
    """The console script."""
    sys.exit(run())
