"""SOP step 10, `rkt arsip`: everything into one sealed package, and a package looked at again in ten years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.docx import word
from rkt_excel.edges.seal import bag, bag_check
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import FILE, Register, broken_line
from rkt_excel.errors import InputUnusableError, NotNowError, OutputLockedError
from rkt_excel.events import KEPT, SEALED, WRITTEN
from rkt_excel.messages.files import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers import arsip
from rkt_excel.model.papers.dokumen_serah import BERITA_ACARA, DAFTAR_ARSIP, berita_acara, daftar_arsip
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.papers.kop import paper
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.office.place.journalled import allowed, recipients, standing
from rkt_excel.office.place.signed import signed_in
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.contents import JOURNAL, Content, Contents, scanned
from rkt_excel.workbook.findings import Finding, finding

Progress = Callable[[str], None]
PRIOR: Final = "Prior-Package"  # the package of the edition before, in bag-info.txt
WITHOUT: Final = "Tanpa"  # what the package lacks, in bag-info.txt
NO_SCAN: Final = "--tanpa-pindaian"
NO_RECEIPTS: Final = "--tanpa-tanda-terima"


@dataclass(frozen=True)
class Archived:
    """What `rkt arsip` sealed; paths relative to the work folder with "/".

    Attributes:
        folder: The work folder as it is reached from here.
        tanpa: What the package lacks, in words.
    """

    paket: str
    segel: str
    berkas: int
    daftar: arsip.BerkasArsip
    keluaran: tuple[str, ...]
    temuan: tuple[Finding, ...]
    folder: Path
    tanpa: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What `rkt arsip --periksa` found; no faults means that the package is as it was sealed.

    Attributes:
        catatan: What is only to be known, such as a journal that does not know this package.
    """

    paket: Path
    segel: str
    kesalahan: tuple[str, ...]
    catatan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lacking:
    """Something that a package should hold and that is not there yet.

    Attributes:
        what: In words.
        way: The command that brings it.
        option: The option to seal without it.
        finding: What is told where it was sealed without.
    """

    what: str
    way: str
    option: str
    finding: Finding


def archive(
    place: Workplace,
    *,
    lokasi: str = "",
    tanpa_pindaian: bool = False,
    tanpa_tanda_terima: bool = False,
    progress: Progress = lambda _: None,
) -> Archived:
    """Seal the package of this edition.

    Args:
        place: Where the work was done.
        lokasi: Where the paper and the package are kept, for the daftar arsip.
        tanpa_pindaian: Seal although no scan of the signed RKT was attached.
        tanpa_tanda_terima: Seal although receivers have not signed for their copy.
        progress: Is told what is being done.

    Raises:
        NotNowError: The RKT is not distributed yet, the package is sealed already, or something is missing that
            nobody has said to seal without.
        InputUnusableError: The journal does not fit together, or a folder cannot be read.
        OutputLockedError: The package cannot be written; nothing half-made is left.
    """
    master, _ = place.master()
    folder = place.folder(master)
    with place.begun_register(folder, trusting=True) as register:
        _fits_together(register)
        allowed(register, Gerak.ARSIP, master)
        lacking = tuple(_lacking(register, master))
        agreed = {NO_SCAN: tanpa_pindaian, NO_RECEIPTS: tanpa_tanda_terima}
        if any(not agreed[each.option] for each in lacking):
            raise NotNowError(_refusal(lacking))
        return _Package(place, folder, register, master, lacking).seal(lokasi, progress)


def _fits_together(register: Register) -> None:
    """A journal that does not fit together is not sealed: the package could never be shown to be whole.

    Raises:
        InputUnusableError: It does not.
    """
    checked = check_journal(register)
    if not checked.sah:
        raise InputUnusableError(f"{checked.kalimat} Paket arsip belum disegel.")


def _lacking(register: Register, master: Master) -> Iterator[Lacking]:
    """What can no longer be put into the package once it is sealed."""
    if not scanned(register):
        yield Lacking(
            "pindaian naskah yang ditandatangani", "rkt tandatangan --oleh NAMA --pindaian BERKAS", NO_SCAN,
            finding(FileCode.PINDAIAN_BELUM_ADA),
        )  # fmt: skip
    state = standing(register)
    waiting = [name for kode, name in recipients(register, master).items() if kode not in state.diterima]
    if waiting:
        names = ", ".join(waiting)
        yield Lacking(
            f"tanda terima dari {names}", "rkt distribusi --diterima BAGIAN --oleh NAMA", NO_RECEIPTS,
            finding(FileCode.TANDA_TERIMA_BELUM, penerima=names),
        )  # fmt: skip


def _refusal(lacking: tuple[Lacking, ...]) -> str:
    what, ways = "; ".join(each.what for each in lacking), "; ".join(each.way for each in lacking)
    without = " ".join(("rkt arsip", *(each.option for each in lacking)))
    return (
        f"Paket arsip belum disegel, karena sesudah disegel isinya tidak dapat ditambah. Belum ada: {what}. "
        f"Lengkapi dahulu: {ways}. Bila memang disegel tanpa itu: {without}."
    )


class _Package:
    """The package of one edition."""

    def __init__(
        self, place: Workplace, folder: Path, register: Register, master: Master, lacking: tuple[Lacking, ...]
    ) -> None:
        self.place, self.folder, self.register, self.master = place, folder, register, master
        self.found = [each.finding for each in lacking]
        self.without = tuple(each.what for each in lacking)
        first = place.base(master)
        if first and not first.paket and (before := place.folder_before(master)):
            first = signed_in(before)  # it was sealed after this edition had begun
        self.prior = f"{PurePosixPath(first.paket).name} (segel {first.segel})" if first and first.paket else ""

    def seal(self, lokasi: str, progress: Progress) -> Archived:
        name = f"RKT-{self.master.tahun}-{self.master.instansi.edisi}"
        head = "{} {}".format(*self.register.head())
        progress("mengumpulkan berkas")
        files = self._files(name)
        count = len(files) + 1
        row = self._row(name, count, lokasi)
        files["daftar-arsip.csv"] = arsip.arsip_csv(row)
        progress("menyegel paket")
        sealed = self._sealed(name, files, head)
        papers = tuple(self._papers(sealed, row))  # before the journal says so: afterwards this step is refused
        paket = f"{disk.ARSIP}/{sealed.path.name}"
        self.register.record(
            SEALED, paket=paket, segel=sealed.seal, berkas=count, lokasi=lokasi, tanpa=list(self.without)
        )
        return Archived(paket, sealed.seal, count, row, papers, tuple(self.found), self.folder, self.without)

    def _files(self, name: str) -> dict[str, Content]:
        contents = Contents(self.folder, self.place.inputs, self.register)
        files = contents.files()
        self.found += contents.found
        files["baca-dahulu.txt"] = arsip.baca_dahulu(
            self.master, name, contents.signature, self.place.today, pendahulu=self.prior, tanpa=self.without
        )
        return files

    def _row(self, name: str, count: int, lokasi: str) -> arsip.BerkasArsip:
        started = next(self.register.entries()).when.date()
        row = arsip.daftar_arsip(
            self.master, name, mulai=started, disegel=self.place.today, berkas=count, lokasi=lokasi
        )  # fmt: skip
        without = f"Tanpa {'; '.join(self.without)}. " if self.without else ""
        return row.model_copy(update={"keterangan": f"{without}{row.keterangan}"})

    def _papers(self, sealed: bag_check.Sealed, row: arsip.BerkasArsip) -> Iterator[str]:
        """What lies beside the package: the daftar arsip, and the record of handing it over, which names its seal."""
        day, master = self.place.today, self.master
        record = berita_acara(master, day, paket=sealed.path.name, jumlah=row.jumlah, sidik=sealed.seal)
        sheets: tuple[tuple[Dokumen, Isian], ...] = (
            (DAFTAR_ARSIP, daftar_arsip(master, day, row)),
            (BERITA_ACARA, record),
        )
        for document, values in sheets:
            data = word.render(self.place.inputs / document.berkas, values.model_dump(), paper=paper(master, document))
            name = f"{disk.ARSIP}/{document.judul} {sealed.path.name}.docx"
            yield disk.publish(self.folder, self.register, name, data).path

    def _sealed(self, name: str, files: dict[str, bytes | Path], head: str) -> bag_check.Sealed:
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
                return not {each.event for each in self.register.entries() if each.number > number} - {WRITTEN, KEPT}
        return False

    def _info(self, head: str) -> dict[str, str]:
        office = self.master.instansi
        prior = {PRIOR: self.prior} if self.prior else {}
        without = {WITHOUT: "; ".join(self.without)} if self.without else {}
        return {
            **prior,
            **without,
            "Source-Organization": f"{office.perangkat_daerah}, {office.pemda}",
            "External-Identifier": office.kode_klasifikasi or arsip.KODE_KLASIFIKASI,
            "External-Description": f"RKT {self.master.tahun}, edisi {office.edisi}",
            "Bagging-Date": self.place.today.isoformat(),
            bag.JOURNAL_HEAD: head,
        }


def check(path: Path, kerja: Path | None = None) -> Checked:
    """Verify a package: every file against its hash, the journal inside link by link, and both against the journal.

    Args:
        path: The package.
        kerja: The work folder whose journal knows its seal; the one that it lies in where none is named.

    Raises:
        InputUnusableError: It is no package.
    """
    sealed = bag_check.verify(path)
    known = _Known(sealed, kerja or path.resolve().parent.parent)
    faults = [*sealed.faults, *_journal_inside(sealed), *known.faults()]
    return Checked(path, sealed.seal, tuple(faults), tuple(known.notes))


def _journal_inside(sealed: bag_check.Sealed) -> Iterator[str]:
    """What does not fit in the journal that a package carries."""
    journal = sealed.path / "data" / JOURNAL
    try:
        lines = journal.read_bytes().decode("utf-8").splitlines() if journal.is_file() else []
    except (OSError, ValueError):
        yield "Jurnal di dalam paket tidak dapat dibaca."
        return
    broken = broken_line(lines)
    if broken:
        yield f"Jurnal di dalam paket tidak sambung mulai baris {broken}."


class _Known:
    """A package held against the journal of its work folder, which knows what was sealed; only looked at."""

    def __init__(self, sealed: bag_check.Sealed, folder: Path) -> None:
        self.sealed, self.folder = sealed, folder
        self.notes: list[str] = []

    def faults(self) -> list[str]:
        """What differs; a note where there is no journal to ask."""
        if not (self.folder / FILE).is_file():
            return []
        try:
            with Register(self.folder, datetime.now, read_only=True) as register:
                return list(self._differing(register))
        except (InputUnusableError, OutputLockedError) as error:
            self.notes.append(f"Tidak dibandingkan dengan jurnal folder kerja: {error}")
            return []

    def _differing(self, register: Register) -> Iterator[str]:
        seals = [(each.details["paket"], each.details["segel"], each.when) for each in register.entries(SEALED)]
        here = f"{disk.ARSIP}/{self.sealed.path.resolve().name}"
        other = [when for paket, segel, when in seals if paket == here and segel != self.sealed.seal]
        if other:
            yield (
                f"Segelnya bukan yang dicatat jurnal pada {other[-1]:%d/%m/%Y %H:%M}: paket ini sudah diubah atau "
                "diganti sejak disegel."
            )
        elif self.sealed.seal not in {segel for _, segel, _ in seals}:
            self.notes.append("Jurnal folder kerja tidak mencatat paket ini.")
        head = self.sealed.info.get(bag.JOURNAL_HEAD, "")
        links = {f"{number} {link}" for number, _, _, _, link in register.raw("jurnal")}
        if head and any(segel == self.sealed.seal for _, segel, _ in seals) and head not in links:
            yield "Jurnal folder kerja bukan lagi jurnal yang ada saat paket ini disegel."


def _there(path: Path) -> bag_check.Sealed | None:
    try:
        return bag_check.verify(path)
    except InputUnusableError:
        return None
