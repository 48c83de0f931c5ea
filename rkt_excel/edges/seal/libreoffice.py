"""LibreOffice, used without a window, to turn a document into a PDF; the only module that knows it.

Each conversion runs in a profile of its own: two runs never wait for each other, and a LibreOffice that
somebody has open on the screen is left alone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rkt_excel.edges.disk.one_way import file_bytes, write_whole
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.seal import pdf_pages, pdfa
from rkt_excel.errors import RktError

_PROGRAM = Path("LibreOffice") / "program" / "soffice.com"  # .com waits for its end, soffice.exe does not
_MACOS = Path("Applications/LibreOffice.app/Contents/MacOS/soffice")
# Said in the profile of the run and not on the command line, which only LibreOffice 7.4 and newer read.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}</oor:items>
"""
_ITEM = """<item oor:path="/org.openoffice.Office.{path}">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>
"""
# A document may name pictures and texts of this disk or of the network. What goes to everyone holds none of them, and
# nobody learns when it was printed. No macro runs; older versions of LibreOffice leave out what they do not know.
_NOTHING_FETCHED = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Calc/Content/Update", "Link", "1"),  # never
    ("Writer/Content/Update", "Link", "2"),  # never
)
_ARCHIVAL = ("Common/Filter/PDF/Export", "SelectPdfVersion", "2")  # PDF/A-2b
_BOOKMARKS = ("Common/Filter/PDF/Export", "ExportBookmarksToPDFDestination", "true")
_Setting = tuple[str, str, str]
_ATTEMPTS = 2  # a first start in a fresh profile sometimes ends without a result


class LibreOfficeError(RktError):
    """A document could not be turned into a PDF; the text is an Indonesian sentence for the user."""


def available() -> Path | None:
    """The `soffice` program of this computer, `None` where LibreOffice is not installed."""
    for name in ("soffice.com", "soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def to_pdf(source: Path, target_dir: Path, *, arsip: bool = False, timeout: float = 120) -> Path:
    """Convert the document `source` into `target_dir`/<its name>.pdf and give that path.

    The PDF is made elsewhere and moved to its place whole, so a failed run leaves an older one untouched.

    Args:
        source: A document that LibreOffice can open (.docx, .xlsx, .odt …).
        target_dir: Folder of the PDF; made where it is missing.
        arsip: Make a PDF/A-2b for the archive; what is made is read again, and its claim and fonts are checked.
        timeout: Seconds that one attempt may take; a second attempt follows a failed one.

    Raises:
        LibreOfficeError: LibreOffice is missing, hangs, gives no PDF or not the kind asked for, or the PDF cannot be
            written.
    """
    program = available()
    if program is None:
        raise LibreOfficeError(_absent(source, arsip=arsip))
    try:
        with tempfile.TemporaryDirectory(prefix="rkt-pdf-", ignore_cleanup_errors=True) as folder:
            made = _attempts(program, source, Path(folder), timeout, settings=[_ARCHIVAL] if arsip else [])
            if arsip:
                _check(source, made)
            return _place(made, target_dir / f"{source.stem}.pdf")
    except OSError as fault:
        raise _unmade(source.name, fault) from fault


def _unmade(name: str, fault: OSError) -> LibreOfficeError:
    return LibreOfficeError(refused(f"PDF dari “{name}”", "dibuat", fault))


def _absent(source: Path, *, arsip: bool) -> str:
    """What to do without LibreOffice: Word makes the same PDF, and PDF/A by an option of its own."""
    option = "; tekan Opsi (Options) di kotak simpan itu dan centang “Sesuai PDF/A” (PDF/A compliant)" if arsip else ""
    return (
        f"LibreOffice tidak ditemukan di komputer ini. Pasang LibreOffice, atau buka “{source.name}” di Word lalu "
        f"pilih Simpan Sebagai, jenis PDF{option}."
    )


def _check(source: Path, made: Path) -> None:
    """Whether the PDF is what the archive needs.

    Raises:
        LibreOfficeError: It is not.
    """
    found = pdfa.claim(file_bytes(made))
    if found.archival:
        return
    lacking = f"huruf {', '.join(found.missing)} tidak ikut tersimpan" if found.missing else "tidak berbentuk PDF/A-2b"
    raise LibreOfficeError(
        f"PDF dari “{source.name}” belum layak untuk arsip: {lacking}. Perbarui LibreOffice, atau buka dokumen itu di "
        "Word lalu simpan sebagai PDF dengan opsi “Sesuai PDF/A” (PDF/A compliant).",
    )


def pdf_of(data: bytes, name: str, *, arsip: bool = False, timeout: float = 120) -> bytes:
    """The PDF of a document that is not on disk, as bytes.

    Args:
        data: The bytes of the document.
        name: Its file name; its ending tells LibreOffice what it is, and sentences about it say it.
        arsip: Make a PDF/A-2b, as in `to_pdf`.
        timeout: Seconds for one attempt, as in `to_pdf`.

    Raises:
        LibreOfficeError: There is no PDF, for one of the reasons of `to_pdf`.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="rkt-naskah-", ignore_cleanup_errors=True) as folder:
            source = Path(folder) / name
            write_whole(source, data)
            return file_bytes(to_pdf(source, Path(folder) / "pdf", arsip=arsip, timeout=timeout))
    except OSError as fault:  # such as a full disk for passing files, which need not be that of the work folder
        raise _unmade(name, fault) from fault


def page_numbers(data: bytes, bookmarks: Sequence[str], *, counted: bool, timeout: float = 60) -> dict[str, str]:
    """The page numbers of bookmarks in a .docx, as LibreOffice lays out its pages.

    Args:
        data: The bytes of the document.
        bookmarks: The names of the bookmarks.
        counted: As in `pdf_pages.numbers_shown`.
        timeout: Seconds for one attempt; one that hangs is not repeated, for nobody asked for a PDF.

    Raises:
        LibreOfficeError: There is no PDF, for one of the reasons of `to_pdf`, or it does not tell every page.
    """
    program = available()
    if program is None:
        raise LibreOfficeError("LibreOffice tidak ditemukan di komputer ini.")
    try:
        with tempfile.TemporaryDirectory(prefix="rkt-halaman-", ignore_cleanup_errors=True) as folder:
            source = Path(folder) / "naskah rkt.docx"
            write_whole(source, data)
            made = file_bytes(_attempts(program, source, Path(folder), timeout, settings=[_BOOKMARKS], patient=False))
    except OSError as fault:
        raise LibreOfficeError(refused("Nomor halaman", "dihitung", fault)) from fault
    found = pdf_pages.numbers_shown(made, bookmarks, counted=counted)
    if len(found) < len(set(bookmarks)):
        raise LibreOfficeError("LibreOffice tidak memberitahukan semua nomor halaman.")
    return found


def _usual_places() -> list[Path]:
    """Where installers put LibreOffice without adding it to the search path."""
    if sys.platform == "win32":
        roots = (os.environ.get(name) for name in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"))
        return [Path(root) / _PROGRAM for root in roots if root]
    if sys.platform == "darwin":
        return [Path("/") / _MACOS, Path.home() / _MACOS]
    opt = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return [Path("/usr/lib/libreoffice/program/soffice"), Path("/snap/bin/libreoffice"), *opt]


def _attempts(
    program: Path, source: Path, folder: Path, timeout: float, *, settings: list[_Setting], patient: bool = True
) -> Path:
    """The PDF in `folder`; raises LibreOfficeError after the last failed attempt."""
    # A copy under a plain name: no lock file beside the document, no trouble with unusual file names.
    copy = folder / f"naskah{source.suffix}"
    write_whole(copy, file_bytes(source))
    hung = False
    for number in range(_ATTEMPTS):
        made = folder / f"hasil{number}" / "naskah.pdf"
        own = folder / f"profil{number}"
        write_whole(own / "user" / "registrymodifications.xcu", _profile(settings).encode("utf-8"))
        hung = not _run(_command(program, copy, made.parent, own), timeout)
        if made.is_file() and made.stat().st_size:
            return made
        if hung and not patient:
            break
    raise LibreOfficeError(_why(source, timeout, hung=hung))


def _profile(settings: list[_Setting]) -> str:
    told = [*_NOTHING_FETCHED, *settings]
    return _PROFILE.format(items="".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in told))


def _why(source: Path, timeout: float, *, hung: bool) -> str:
    if hung:
        return (
            f"LibreOffice belum selesai membuat PDF dari “{source.name}” setelah {timeout:g} detik dan "
            "dihentikan. Tutup program lain lalu ulangi, atau simpan PDF-nya dari Word."
        )
    return (
        f"LibreOffice tidak menghasilkan PDF dari “{source.name}”. Coba buka dokumen itu di Word atau "
        "LibreOffice; bila terbuka, simpan sebagai PDF dari sana."
    )


def _command(program: Path, source: Path, out: Path, profile: Path) -> list[str]:
    return [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nologo",
        "--nodefault",
        "--convert-to",
        "pdf",
        "--outdir",
        str(out),
        str(source),
    ]


def _run(command: list[str], timeout: float) -> bool:
    """Run `command`; False when it had to be killed after `timeout` seconds."""
    # A session of its own makes soffice and its children one group, which can be ended together.
    process = subprocess.Popen(  # noqa: S603 - the program was found by `available`, the arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process with everything that it started, and wait for it; nothing to do when it has ended."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)  # noqa: S603
    else:
        import signal  # noqa: PLC0415 - SIGKILL and killpg exist on POSIX only

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _place(made: Path, target: Path) -> Path:
    """Move the finished PDF to `target`, by way of the same folder, so that it appears there whole."""
    write_whole(target, file_bytes(made))
    return target
