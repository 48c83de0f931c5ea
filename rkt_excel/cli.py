"""The command `rkt`: which commands there are, and how whatever happens ends in a sentence and an exit code."""

from __future__ import annotations

import gc
import gettext
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from rkt_excel import __version__
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.terminal import spoken
from rkt_excel.errors import ExitCode, InputUnusableError, RktError

COMMANDS: Final = {  # in the order of the procedure: the module of `rkt_excel.commands`, and what it is for
    "mulai": "Siapkan input_templates/ dan output/ di folder ini, tanpa menimpa apa pun.",
    "format": "Buat formulir Excel untuk setiap bagian (langkah 1 dan 2 SOP).",
    "kirim": "Buat surel untuk setiap bagian, atau kirimkan dengan --smtp (langkah 2).",
    "ambil": "Ambil jawaban bagian dari kotak surat ke 3-kembali, tanpa mengubah kotak suratnya.",
    "gabung": "Periksa formulir yang kembali dan gabungkan menjadi Konsep RKT (langkah 3).",
    "pakai": "Tetapkan kiriman mana yang dipakai untuk satu bagian, dengan siapa dan mengapa.",
    "rapat": "Siapkan undangan, daftar hadir, bahan, dan notulen rapat koordinasi (langkah 4).",
    "draft": "Jadikan Konsep (atau draft terakhir) yang sudah disunting draft baru (langkah 5 dan 7).",
    "periksa": "Siapkan lembar disposisi dan pemeriksaan mutu draft terakhir (langkah 6 dan 8).",
    "paraf": "Catat paraf pada draft terakhir (langkah 6).",
    "kembalikan": "Kembalikan draft untuk diperbaiki, dengan catatannya (langkah 6 dan 8).",
    "tandatangan": "Catat tanda tangan Kepala pada naskah RKT (langkah 8).",
    "distribusi": "Siapkan salinan dan tanda terimanya, atau catat penerimaannya (langkah 9).",
    "arsip": "Segel semuanya menjadi satu paket arsip, atau periksa sebuah paket (langkah 10).",
    "jejak": "Tunjukkan dari sel mana sebuah nilai berasal dan setiap perubahannya.",
    "templat": "Tampilkan isian yang dikenal setiap templat Word; --periksa memeriksa templatnya.",
    "meja": "Buka meja RKT: seluruh alur di jendela peramban, hanya di komputer ini.",
    "status": "Tampilkan langkah yang sedang berjalan dan perintah berikutnya.",
    "rekap": "Rekap banyak kantor: folder kerja dan paket arsipnya menjadi satu buku dan satu halaman.",
    "contoh": "Jalankan seluruh alur pada contoh bawaan, di output/contoh atau FOLDER.",
}
_EVERYWHERE: Final = ("mulai", "contoh", "rekap")  # commands that know no --kerja
_COMMAND: Final = re.compile(rf"\brkt ({'|'.join(each for each in COMMANDS if each not in _EVERYWHERE)})\b")
_OPTIONS: Final = "[PILIHAN]"
_WIDTH: Final = {"max_content_width": 100}
# Its own option, for the one that click makes keeps the language of the moment when the command was first asked for.
_told: Final = click.help_option("-h", "--help", help="Tampilkan penjelasan ini.")


class _Group(click.Group):
    """The group with its commands in the order of the procedure; each is loaded when it is called, not for `--help`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"rkt_excel.commands.{cmd_name}").command
        command.name, command.help, command.options_metavar = cmd_name, COMMANDS[cmd_name], _OPTIONS
        from rkt_excel.commands.shared import TEXT_OPTION  # noqa: PLC0415 - as the command itself

        for each in command.params:
            if isinstance(each, click.Option) and each.type is click.STRING:
                each.type = TEXT_OPTION
        return command if any("--help" in each.opts for each in command.params) else _told(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Perintah"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Group, invoke_without_command=True, context_settings=_WIDTH,
             options_metavar=_OPTIONS, subcommand_metavar="[PERINTAH]",
             help="Menyusun Rencana Kinerja Tahunan (RKT): dari formulir bagian sampai dokumen resmi.")  # fmt: skip
@_told
@click.version_option(__version__, "--versi", "--version", message="rkt %(version)s", help="Tampilkan versi.")
@click.pass_context
def rkt(context: click.Context) -> int:
    """The group of all commands; without one `rkt status` is run. Gives an exit code (`ExitCode`)."""
    if context.invoked_subcommand is not None:
        return 0
    status = rkt.get_command(context, "status")
    assert status is not None
    return int(context.invoke(status, kerja=None, as_json=False, check=False))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (`ExitCode`); whatever happens reaches the user as a sentence.

    Args:
        arguments: What is typed after `rkt`; `None` for the arguments of this process.
    """
    _speak_indonesian()
    typed = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with spoken(lambda text: _in_work_folder(text, _work_folder(typed))):
            return _looked(typed) if _only_looks(typed) else _ended(typed)
    except OSError as error:  # what was said could not be written, such as into a file on a full disk
        with suppress(OSError), spoken():
            click.echo(refused("Keluaran perintah", "ditulis", error), err=True)
        return ExitCode.OUTPUT


def _work_folder(typed: Sequence[str]) -> str:
    """What stands after --kerja, empty where it does not."""
    for place, each in enumerate(typed):
        if each.startswith("--kerja="):
            return each.removeprefix("--kerja=")
        if each == "--kerja":
            return typed[place + 1] if place + 1 < len(typed) else ""
    return ""


def _only_looks(typed: Sequence[str]) -> bool:
    """Whether a command tells how things stand and does nothing else."""
    folder, named = _work_folder(typed), sum(each.startswith("--kerja") for each in typed)
    known = {"--json", "--kerja", folder, f"--kerja={folder}"}
    return list(typed[:1]) in ([], ["status"]) and set(typed[1:]) <= known and named == bool(folder)


def _looked(typed: Sequence[str]) -> int:
    """What `_ended` does and gives, or what it said before, where nothing has changed since."""
    from rkt_excel.office.memory.glances import Glance  # noqa: PLC0415 - not loaded for `rkt --help`

    look = Glance(typed, _work_folder(typed))
    if look.again():
        return ExitCode.DONE
    with look.heard() as good:
        code = _ended(typed)
        good.append(code == ExitCode.DONE)
    return code


def _in_work_folder(text: str, folder: str) -> str:
    """What is said, with --kerja in every command that it names, so that a copied one works where this one did."""
    if not folder:
        return text
    from rkt_excel.office.state.berikutnya import quoted_word  # noqa: PLC0415 - not loaded for `rkt --help`

    named = f" --kerja {quoted_word(Path(folder).as_posix(), always=True)}"
    lines = text.split("\n")
    return "\n".join(
        each if "--kerja" in each else _COMMAND.sub(lambda found: found[0] + named, each) for each in lines
    )


def _ended(typed: Sequence[str]) -> int:  # noqa: PLR0911 - one line per way to end
    """Run a command and say how it ended."""
    try:
        result = rkt.main(args=list(typed), prog_name="rkt", standalone_mode=False)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        asked = getattr(error, "ctx", None)
        named = typed[0] if typed and typed[0] in COMMANDS else ""
        path = asked.command_path if asked else f"rkt {named}".strip()
        click.echo(f"{error.format_message()}\nLihat: {path} --help", err=True)
        return ExitCode.ARGUMENTS
    except InputUnusableError as error:
        _say_unusable(error)
        return error.exit_code
    except RktError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:
        click.echo(refused(error.filename or "Keluaran perintah", "dipakai", error), err=True)
        return ExitCode.OUTPUT
    except Exception:  # noqa: BLE001 - the last resort: a fault of the program itself
        from rkt_excel.edges.disk.faultlog import details  # noqa: PLC0415 - for the rare case

        click.echo(f"Terjadi kesalahan program. {details()}", err=True)
        return ExitCode.PROGRAM
    return int(result or 0)


def _speak_indonesian() -> None:
    """Let click find its sentences in Indonesian, whatever the language of the computer is."""
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = "id"


def _say_unusable(error: InputUnusableError) -> None:
    from rkt_excel.workbook.reading.grouped import lines  # noqa: PLC0415 - not loaded for `rkt --help`

    click.echo(str(error), err=True)
    for line in lines(error.findings):
        click.echo(line, err=True)


def main() -> None:
    """The console script `rkt`: run a command and end the process with its exit code."""
    code = run()
    gc.freeze()  # what is left goes with the process: nothing of it need be looked through once more
    sys.exit(code)
