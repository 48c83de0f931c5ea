"""SOP step 10, `rkt arsip`: everything into one sealed package, and a package looked at again in ten years."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges import bag, libreoffice, word
from rkt_excel.edges import folder as disk
from rkt_excel.edges.register import Register, broken_line
from rkt_excel.errors import InputUnusableError, NotNowError
from rkt_excel.events import MERGED, SCANNED, SEALED, SIGNED, WRITTEN
from rkt_excel.messages_files import FileCode
from rkt_excel.model import arsip
from rkt_excel.model.alur import Gerak, Keadaan
from rkt_excel.model.dokumen_serah import BERITA_ACARA, DAFTAR_ARSIP, berita_acara, daftar_arsip
from rkt_excel.model.isian import Dokumen, Isian
from rkt_excel.model.kop import paper
from rkt_excel.model.master import Master
from rkt_excel.office.signed import signed_in
from rkt_excel.office.workplace import MASTER_FILE, Workplace, allowed
from rkt_excel.workbook.findings import Finding, finding

Progress = Callable[[str], None]
JOURNAL: Final = "jurnal.jsonl"
PRIOR: Final = "Prior-Package"  # the package of the edition before, in bag-info.txt
_STAGES: Final = (disk.FORMULIR, disk.SUREL, disk.KONSEP, disk.RAPAT, disk.DRAFT, disk.RKT, disk.DISTRIBUSI)


@dataclass(frozen=True)
class Archived:
    """What `rkt arsip` sealed; paths relative to the work folder with "/"."""

    paket: str
    segel: str
    berkas: int
    daftar: arsip.DaftarArsip
    keluaran: tuple[str, ...]
    temuan: tuple[Finding, ...]


@dataclass(frozen=True)
class Checked:
    """What `rkt arsip --periksa` found; no faults means that the package is as it was sealed."""

    paket: Path
    segel: str
    kesalahan: tuple[str, ...]


def archive(place: Workplace, *, lokasi: str = "", progress: Progress = lambda _: None) -> Archived:
    """Seal the package of this edition.

    Args:
        place: Where the work was done.
        lokasi: Where the paper and the package are kept, for the daftar arsip.
        progress: Is told what is being done.

    Raises:
        NotNowError: The RKT is not distributed yet, or the package is sealed already.
        InputUnusableError: The journal does not fit together, or a draft cannot be read.
        OutputLockedError: The package cannot be written; nothing half-made is left.
    """
    master, _ = place.master()
    folder = place.folder(master)
    with place.begun_register(folder) as register:
        state = allowed(register, Gerak.ARSIP)
        return _Package(place, folder, register, master, state).seal(lokasi, progress)


class _Package:
    """The package of one edition."""

    def __init__(self, place: Workplace, folder: Path, register: Register, master: Master, state: Keadaan) -> None:
        self.place, self.folder, self.register = place, folder, register
        self.master, self.state = master, state
        self.found: list[Finding] = []
        before = place.folder_before(master)
        first = signed_in(before) if before else None
        self.prior = f"{PurePosixPath(first.paket).name} (segel {first.segel})" if first and first.paket else ""

    def seal(self, lokasi: str, progress: Progress) -> Archived:
        name = f"RKT-{self.master.tahun}-{self.master.instansi.edisi}"
        head = "{} {}".format(*self.register.head())
        started = next(self.register.entries()).when.date()
        progress("mengumpulkan berkas")
        files = self._files(name)
        count = len(files) + 1
        row = arsip.daftar_arsip(
            self.master, name, mulai=started, disegel=self.place.today, berkas=count, lokasi=lokasi
        )  # fmt: skip
        files["daftar-arsip.csv"] = arsip.arsip_csv(row)
        progress("menyegel paket")
        sealed = self._sealed(name, files, head)
        papers = tuple(self._papers(sealed, row))  # before the journal says so: afterwards this step is refused
        self.register.record(
            SEALED, paket=f"{disk.ARSIP}/{sealed.path.name}", segel=sealed.seal, berkas=count, lokasi=lokasi
        )  # fmt: skip
        return Archived(f"{disk.ARSIP}/{sealed.path.name}", sealed.seal, count, row, papers, tuple(self.found))

    def _papers(self, sealed: bag.Sealed, row: arsip.DaftarArsip) -> Iterator[str]:
        """What lies beside the package: the daftar arsip, and the record of handing it over, which names its seal."""
        day, master = self.place.today, self.master
        record = berita_acara(master, day, paket=sealed.path.name, jumlah=row.jumlah, sidik=sealed.seal)
        sheets: tuple[tuple[Dokumen, Isian], ...] = (
            (DAFTAR_ARSIP, daftar_arsip(master, day, [row])),
            (BERITA_ACARA, record),
        )
        for document, values in sheets:
            data = word.render(self.place.inputs / document.berkas, values.model_dump(), paper=paper(master, document))
            name = f"{disk.ARSIP}/{document.judul} {sealed.path.name}.docx"
            yield disk.publish(self.folder, self.register, name, data).path

    def _sealed(self, name: str, files: dict[str, bytes | Path], head: str) -> bag.Sealed:
        """The package; one that a killed run finished without telling the journal is taken as it is."""
        target = self.folder / disk.ARSIP / name
        for number in range(2, 100):
            if not target.exists():
                return bag.seal(target, files, self._info(head))
            there = _there(target)
            if there and not there.faults and self._is_ours(there.info.get(bag.JOURNAL_HEAD, "")):
                return there
            target = target.with_name(f"{name}-{number}")
        raise NotNowError(f"Terlalu banyak paket {name}; rapikan dahulu folder {disk.ARSIP}.")

    def _is_ours(self, head: str) -> bool:
        """Whether nothing has happened since the journal stood there, besides outputs put into their place."""
        for number, _, _, _, link in self.register.raw("jurnal"):
            if f"{number} {link}" == head:
                return not {each.event for each in self.register.entries() if each.number > number} - {WRITTEN}
        return False

    def _info(self, head: str) -> dict[str, str]:
        office = self.master.instansi
        prior = {PRIOR: self.prior} if self.prior else {}
        return {
            **prior,
            "Source-Organization": f"{office.perangkat_daerah}, {office.pemda}",
            "External-Identifier": office.kode_klasifikasi or arsip.KODE_KLASIFIKASI,
            "External-Description": f"RKT {self.master.tahun}, edisi {office.edisi}",
            "Bagging-Date": self.place.today.isoformat(),
            bag.JOURNAL_HEAD: head,
        }

    def _files(self, name: str) -> dict[str, bytes | Path]:
        signed = self.register.last(SIGNED)
        assert signed is not None  # the table of moves lets nobody in here without
        data = self.register.kept(signed.details["data"])
        if data is None:
            raise InputUnusableError("Data RKT yang ditandatangani tidak ada lagi di jurnal.")
        files: dict[str, bytes | Path] = dict(self._signed())
        files |= {f"diterima/{each}": data for each, data in self._received()}
        files |= dict(self._inputs())
        for stage in _STAGES:
            files |= {path.relative_to(self.folder).as_posix(): path for path in _lasting(self.folder / stage)}
        files["rkt.json"] = data
        files["rkt.csv"] = arsip.as_csv(json.loads(data)["nilai"], arsip.NILAI_JUDUL)
        files[JOURNAL] = "".join(f"{line}\n" for line in self.register.lines()).encode("utf-8")
        files["baca-dahulu.txt"] = arsip.baca_dahulu(self.master, name, signed.details, self.place.today, self.prior)
        self._missing_receipts()
        return files

    def _signed(self) -> Iterator[tuple[str, bytes]]:
        """The signed RKT from its kept bytes, its PDF/A, and the scans."""
        scans = 0
        for entry in (*self.register.entries(SIGNED), *self.register.entries(SCANNED)):
            kinds = (entry.details.get("berkas", {}), entry.details.get("pindaian", {}))
            scans += len(kinds[1])
            for name, digest in {**kinds[0], **kinds[1]}.items():
                data = self.register.kept(digest)
                if data is None:
                    raise InputUnusableError(f"Isi {name} yang ditandatangani tidak ada lagi di jurnal.")
                if disk.digest(self.folder / name) != digest:
                    self.found.append(finding(FileCode.NASKAH_BERUBAH, file=name, berkas=name))
                yield f"rkt/{PurePosixPath(name).name}", data
                if name.endswith(".docx"):
                    yield from self._pdf(name, data)
        if not scans:
            self.found.append(finding(FileCode.PINDAIAN_BELUM_ADA))

    def _pdf(self, name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        """The signed RKT as PDF/A, where LibreOffice is installed."""
        try:
            made = libreoffice.pdf_of(data, f"{PurePosixPath(name).stem}.docx", arsip=True)
        except libreoffice.LibreOfficeError as error:
            self.found.append(finding(FileCode.PDF_TIDAK_DIBUAT, file=name, sebab=str(error)))
        else:
            yield f"rkt/{PurePosixPath(name).stem}.pdf", made

    def _received(self) -> Iterator[tuple[str, bytes]]:
        """Every file that was ever received, once per content, under its own name and the first digits of its hash."""
        seen: set[str] = set()
        for entry in self.register.entries(MERGED):
            for name, digest in {**entry.details["berkas"], **entry.details.get("wadah", {})}.items():
                data = self.register.kept(digest)
                if digest in seen or data is None:
                    continue
                seen.add(digest)
                flat = PurePosixPath(disk.legal_name(name.removeprefix(f"{disk.KEMBALI}/").replace("/", " - ")))
                yield f"{flat.stem} [{digest[:8]}]{flat.suffix}", data

    def _inputs(self) -> Iterator[tuple[str, Path]]:
        names = [MASTER_FILE, *(path.name for path in sorted(self.place.inputs.glob("*.docx")))]
        for name in names:
            if not name.startswith("~$"):
                yield f"masukan/{name}", self.place.inputs / name

    def _missing_receipts(self) -> None:
        waiting = [each for each in self.state.penerima if each not in self.state.diterima]
        if waiting:
            names = ", ".join(self.master.nama_bagian(each) for each in waiting)
            self.found.append(finding(FileCode.TANDA_TERIMA_BELUM, penerima=names))


def check(path: Path) -> Checked:
    """Verify a package: every file against its hash, and the journal inside link by link.

    Raises:
        InputUnusableError: It is no package.
    """
    sealed = bag.verify(path)
    faults = list(sealed.faults)
    journal = path / "data" / JOURNAL
    if journal.is_file():
        broken = broken_line(journal.read_text(encoding="utf-8").splitlines())
        if broken:
            faults.append(f"Jurnal di dalam paket tidak sambung mulai baris {broken}.")
    return Checked(path, sealed.seal, tuple(faults))


def _there(path: Path) -> bag.Sealed | None:
    try:
        return bag.verify(path)
    except InputUnusableError:
        return None


def _lasting(folder: Path) -> Iterator[Path]:
    """The files of a stage that last: no lock files of office programs, no leftovers of ours."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(("~$", ".")):
            yield path
