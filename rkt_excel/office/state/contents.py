"""What goes into the package, and how that compares with what the journal knows (SOP step 10)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rkt_excel.edges.disk.listing import list_files
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.seal import libreoffice
from rkt_excel.edges.seal.bag_check import shown_path
from rkt_excel.edges.seal.journal_inside import DIFFERING, JOURNAL, SIGNED_DATA
from rkt_excel.edges.seal.packing import LIST_TITLES, paths_in_package
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.errors import InputUnusableError
from rkt_excel.events import DIGABUNG, DITANDATANGANI, PINDAIAN_DILAMPIRKAN
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers import isi_arsip
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.office.state.outputs import Output, differing
from rkt_excel.workbook.findings import Finding, FindingCode, finding

_NAMES: Final = "nama-semula.csv"
_RECORDED: Final = "tercatat"  # what the program wrote, where something else lies there now
_STAGES: Final = tuple(each for each in disk.STAGES if each not in (disk.KEMBALI, disk.ARSIP))
_TEXTS: Final = (f"{disk.KONSEP}/Konsep ", f"{disk.DRAFT}/", f"{disk.RKT}/")  # what nobody has a reason to change
_BY_HAND: Final = ("Lembar ",)  # sheets among them that are filled in while a draft is examined
_SHOWN: Final = 5  # files that a sentence names
KeptContent = bytes | Path
# Lock files of office programs, leftovers of ours, and what systems put into every folder.
_PASSING: Final = re.compile(r"~\$.*|\.~lock\..*#|\..+\.\d+\.sementara|\.DS_Store|Thumbs\.db|desktop\.ini", re.DOTALL)


class Contents:
    """The files of one package, gathered."""

    def __init__(self, folder: Path, inputs: Path, register: Register) -> None:
        """Begin with nothing found.

        Args:
            folder: The work folder.
            inputs: The folder of the master and the templates.
            register: The journal, in which something was signed.
        """
        self.folder, self.inputs, self.register = folder, inputs, register
        self.found: list[Finding] = []
        self.not_plain: list[str] = []
        signed = register.last(DITANDATANGANI)
        assert signed is not None  # the table of moves lets nobody in here without
        self.signature: Mapping[str, Any] = signed.details

    def files(self) -> dict[str, KeptContent]:
        """Everything but what is written about the package itself, by its path inside.

        Raises:
            InputUnusableError: The journal lacks what was signed, or a folder cannot be listed.
        """
        data = self._kept(self.signature["data"], "Data RKT")
        received: dict[str, tuple[str, KeptContent]] = {**dict(self._received()), **dict(self._unmerged())}
        files: dict[str, KeptContent] = dict(self._signed())
        files |= {place: content for place, (_, content) in received.items()}
        files |= dict(self._inputs())
        for stage in _STAGES:
            files |= {path.relative_to(self.folder).as_posix(): path for path in self._lasting(self.folder / stage)}
        files |= self._recorded()
        self._tell_of_links()
        safe = paths_in_package(files, {place: name for place, (name, _) in received.items()})
        files = {safe.names[name]: content for name, content in files.items()}
        if safe.called:
            files[_NAMES] = isi_arsip.as_csv(safe.renamed(), LIST_TITLES)
        files[SIGNED_DATA] = data
        files["rkt.csv"] = isi_arsip.as_csv(json.loads(data)["nilai"], isi_arsip.NILAI_JUDUL)
        files[JOURNAL] = "".join(f"{line}\n" for line in self.register.lines()).encode("utf-8")
        return files

    def _kept(self, digest: str, what: str) -> bytes:
        data = self.register.kept(digest)
        if data is None:
            raise InputUnusableError(f"{what} yang ditandatangani tidak ada lagi di jurnal.")
        return data

    def _signed(self) -> Iterator[tuple[str, bytes]]:
        """The signed RKT from its kept bytes, its PDF/A, and the scans."""
        for name, digest in _signed_files(self.register).items():
            data = self._kept(digest, f"Isi {name}")
            if disk.digest(self.folder / name) != digest:
                self.found.append(finding(FileCode.NASKAH_BERUBAH, file=name, berkas=name))
            yield f"rkt/{PurePosixPath(name).name}", data
            if name.endswith(".docx"):
                yield from self._pdf(name, data)

    def _pdf(self, name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        """The signed RKT as PDF/A, where LibreOffice is installed."""
        try:
            made = libreoffice.pdf_of(data, f"{PurePosixPath(name).stem}.docx", arsip=True)
        except libreoffice.LibreOfficeError as error:
            self.found.append(finding(FileCode.PDF_TIDAK_DIBUAT, file=name, sebab=str(error)))
        else:
            yield f"rkt/{PurePosixPath(name).stem}.pdf", made

    def _received(self) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Every file that was ever received, once per content, under its own name and the first digits of its hash."""
        seen: set[str] = set()
        for entry in self.register.entries(DIGABUNG):
            for name, digest in {**entry.details["berkas"], **entry.details.get("wadah", {})}.items():
                data = self.register.kept(digest)
                if digest in seen or data is None:
                    continue
                seen.add(digest)
                yield _place(name, digest), (name, data)

    def _unmerged(self) -> Iterator[tuple[str, tuple[str, Path]]]:
        """What lies in 3-kembali and was read by no consolidation; it is no part of the RKT, and told."""
        entries = self.register.entries(DIGABUNG)
        known = [{**each.details["berkas"], **each.details.get("wadah", {})} for each in entries]
        digests = {digest for each in known for digest in each.values()}
        tried = {name for each in known for name, digest in each.items() if not digest}
        names: list[str] = []
        for path in self._lasting(self.folder / disk.KEMBALI):
            name, digest = shown_path(path.relative_to(self.folder).as_posix()), disk.digest(path)
            if digest and digest not in digests and name not in tried:
                names.append(name)
                yield _place(name, digest), (name, path)
        if names:
            self.found.append(finding(FileCode.ARSIP_BELUM_DIGABUNG, file=names[0], berkas=_some(names)))

    def _inputs(self) -> Iterator[tuple[str, Path]]:
        """The master, the templates, the office's own wording of letters, and the emblem."""
        own = [path.name for kind in ("*.docx", "surel-*.txt", "lambang.*") for path in sorted(self.inputs.glob(kind))]
        for name in (MASTER_FILE, *own):
            if not name.startswith("~$") and self._is_plain(self.inputs / name):
                yield f"masukan/{name}", self.inputs / name

    # ------------------------------------------------------------------ what is no file

    def _lasting(self, stage: Path) -> tuple[Path, ...]:
        """The files of a stage that last; what is no plain file is noted down.

        Raises:
            InputUnusableError: A folder in it cannot be listed, so that its files would be missing in silence.
        """
        listing = list_files(stage, _PASSING.fullmatch, within=False)
        for each in listing.obstacles:
            if each.unlisted:
                what = refused(f"Folder {shown_path(str(each.path))}", "dibuka", each.unlisted)
                raise InputUnusableError(what) from each.unlisted
            self.not_plain.append(shown_path(each.path.relative_to(self.folder).as_posix()))
        return listing.files

    def _is_plain(self, path: Path) -> bool:
        """Whether an input is a plain file; it is noted down where it is not."""
        if path.is_file() and not path.is_symlink():
            return True
        self.not_plain.append(shown_path(path.as_posix()))
        return False

    def _tell_of_links(self) -> None:
        if self.not_plain:
            names = _some(sorted(self.not_plain))
            self.found.append(finding(FileCode.ARSIP_BUKAN_BERKAS, file=self.not_plain[0], berkas=names))

    # ------------------------------------------------------------------ held against the journal

    def _recorded(self) -> dict[str, KeptContent]:
        """What the program wrote and something else lies in the place of: from the journal, with a list; and told."""
        signed = _signed_files(self.register)
        other = [each for each in differing(self.register, self.folder) if each.berkas not in signed]
        there = {each.berkas: self.register.kept(each.tercatat) for each in other}
        gone = [each for each in other if each.sekarang is None]
        self._tell(gone, FileCode.ARSIP_NASKAH_HILANG, FileCode.ARSIP_BERKAS_HILANG)
        changed = [each for each in other if each.sekarang is not None]
        self._tell(changed, FileCode.ARSIP_NASKAH_BERUBAH, FileCode.ARSIP_BERKAS_BERUBAH)
        files: dict[str, KeptContent] = {
            f"{_RECORDED}/{name}": data for name, data in there.items() if data is not None
        }
        if other:
            rows = [_row(each, kept=there[each.berkas] is not None) for each in other]
            files[DIFFERING] = isi_arsip.as_csv(rows, _DIFFERING_TITLES)
        return files

    def _tell(self, outputs: list[Output], heavy: FindingCode, light: FindingCode) -> None:
        """One sentence for what nobody has a reason to change, one for papers that people fill in and put away."""
        for code, is_meant in ((heavy, _text), (light, lambda each: not _text(each))):
            names = [each.berkas for each in outputs if is_meant(each)]
            if names:
                self.found.append(finding(code, file=names[0], berkas=_some(names), daftar=DIFFERING))


def _some(names: list[str]) -> str:
    rest = f", dan {len(names) - _SHOWN} lagi" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{rest}"


def _place(name: str, digest: str) -> str:
    """Where a received file lies in the package: under its own name and the first digits of its hash."""
    flat = name.removeprefix(f"{disk.KEMBALI}/").replace("/", " - ")
    return f"diterima/{disk.legal_file(flat, f' [{digest[:8]}]')}"


_DIFFERING_TITLES: Final[Mapping[str, str]] = {
    "berkas": "Berkas",
    "keadaan": "Keadaan saat disegel",
    "tercatat": "SHA-256 menurut jurnal",
    "sekarang": "SHA-256 saat disegel",
    "di_paket": "Isi menurut jurnal, di paket",
}


def _row(each: Output, *, kept: bool) -> dict[str, object]:
    return {
        **vars(each),
        "keadaan": "tidak ada lagi" if each.sekarang is None else "isinya lain",
        "di_paket": f"{_RECORDED}/{each.berkas}" if kept else "tidak disimpan",
    }


def _text(each: Output) -> bool:
    """Whether it is a Konsep, a draft or a clean copy, the text of which has a meaning that people agreed upon."""
    return each.berkas.startswith(_TEXTS) and not PurePosixPath(each.berkas).name.startswith(_BY_HAND)


def _signed_files(register: Register) -> dict[str, str]:
    """The SHA-256 of the signed RKT and of its scans, by file."""
    known: dict[str, str] = {}
    for entry in (*register.entries(DITANDATANGANI), *register.entries(PINDAIAN_DILAMPIRKAN)):
        known |= {**entry.details.get("berkas", {}), **entry.details.get("pindaian", {})}
    return known


def scanned(register: Register) -> bool:
    """Whether a scan of the signed RKT is kept."""
    return any(
        each.details.get("pindaian")
        for event in (DITANDATANGANI, PINDAIAN_DILAMPIRKAN)
        for each in register.entries(event)
    )
