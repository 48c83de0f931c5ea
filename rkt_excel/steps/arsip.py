"""SOP step 10, `rkt arsip`: everything into one sealed package, and a package looked at again in ten years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from rkt_excel.edges.disk.one_way import followed
from rkt_excel.edges.seal import bag, bag_check
from rkt_excel.edges.seal.journal_inside import journal_inside
from rkt_excel.edges.seal.personal import PersonalData, personal_data
from rkt_excel.edges.work_folder import folder as disk
from rkt_excel.edges.work_folder.journal_check import check_journal
from rkt_excel.edges.work_folder.register import FILE, Register
from rkt_excel.errors import InputUnusableError, NotNowError, OutputLockedError
from rkt_excel.events import ARSIP_DISEGEL, ISI_DISIMPAN, JURNAL_DIKEMBALIKAN, KELUARAN_DITULIS
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers import isi_arsip
from rkt_excel.model.papers.dokumen_serah import BERITA_ACARA, DAFTAR_ARSIP, berita_acara, daftar_arsip
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.office.place.journalled import recipients
from rkt_excel.office.place.signed_rkt import signed_in
from rkt_excel.office.place.work import Work, working
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.office.state.contents import Contents, KeptContent, scanned
from rkt_excel.progress import Progress
from rkt_excel.workbook.findings import Finding, finding

PRIOR: Final = "Prior-Package"  # the package of the edition before, in bag-info.txt
WITHOUT: Final = "Tanpa"  # what the package lacks, in bag-info.txt
NO_SCAN: Final = "--tanpa-pindaian"
NO_RECEIPTS: Final = "--tanpa-tanda-terima"


@dataclass(frozen=True)
class HasilArsip:
    """What `rkt arsip` sealed; paths relative to the work folder with "/".

    Attributes:
        folder: The work folder as it is reached from here.
        tanpa: What the package lacks, in words.
        data_pribadi: What personal data it holds.
    """

    paket: str
    segel: str
    berkas: int
    daftar: isi_arsip.BerkasArsip
    keluaran: tuple[str, ...]
    findings: tuple[Finding, ...]
    folder: Path
    tanpa: tuple[str, ...] = ()
    data_pribadi: tuple[PersonalData, ...] = ()


@dataclass(frozen=True)
class CheckedPackage:
    """What `rkt arsip --periksa` found; no faults means that the package is as it was sealed.

    Attributes:
        catatan: What is only to be known, such as a journal that does not know this package.
    """

    paket: Path
    segel: str
    kesalahan: tuple[str, ...]
    catatan: tuple[str, ...] = ()

    @property
    def utuh(self) -> bool:
        """Whether the package is as it was sealed."""
        return not self.kesalahan


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


def arsip(
    place: Workplace,
    *,
    lokasi: str = "",
    tanpa_pindaian: bool = False,
    tanpa_tanda_terima: bool = False,
    progress: Progress = lambda _: None,
) -> HasilArsip:
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
    with working(place, fits=_fits_together) as work:
        work.allowed(Gerak.ARSIP)
        lacking = _agreed(work, {NO_SCAN: tanpa_pindaian, NO_RECEIPTS: tanpa_tanda_terima})
        label = _label(work, lacking)
        progress("mengumpulkan berkas")
        files, found, personal = _files(work, label)
        row = _row(work, label, len(files) + 1, lokasi)
        files["daftar-arsip.csv"] = isi_arsip.arsip_csv(row)
        progress("menyegel paket")
        sealed = _sealed(work, label, files)
        papers = tuple(_papers(work, sealed, row))  # before the journal says so: afterwards this step is refused
        paket = f"{disk.ARSIP}/{sealed.path.name}"
        work.register.record(
            ARSIP_DISEGEL, paket=paket, segel=sealed.seal, berkas=len(files), lokasi=lokasi, tanpa=list(label.without)
        )
    told = (*(each.finding for each in lacking), *found)
    return HasilArsip(paket, sealed.seal, len(files), row, papers, told, work.folder, label.without, personal)


def _fits_together(register: Register) -> None:
    """A journal that does not fit together is not sealed: the package could never be shown to be whole.

    Raises:
        InputUnusableError: It does not.
    """
    checked = check_journal(register)
    if not checked.sah:
        raise InputUnusableError(f"{checked.kalimat} Paket arsip belum disegel.")


def _agreed(work: Work, without: Mapping[str, bool]) -> tuple[Lacking, ...]:
    """What the package lacks, where it was said of each that it is sealed without.

    Raises:
        NotNowError: It was not said.
    """
    lacking = tuple(_lacking(work))
    if any(not without[each.option] for each in lacking):
        raise NotNowError(_refusal(lacking))
    return lacking


def _lacking(work: Work) -> Iterator[Lacking]:
    """What can no longer be put into the package once it is sealed."""
    if not scanned(work.register):
        yield Lacking(
            "pindaian naskah yang ditandatangani", "rkt tandatangan --oleh NAMA --pindaian BERKAS", NO_SCAN,
            finding(FileCode.PINDAIAN_BELUM_ADA),
        )  # fmt: skip
    state = work.state
    waiting = [name for kode, name in recipients(work.register, work.master).items() if kode not in state.diterima]
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


@dataclass(frozen=True)
class _Label:
    """What a package says of itself.

    Attributes:
        name: Of its folder, and of the files that name it.
        head: Number and link of the last entry of the journal before it was made.
        prior: The package of the edition before with its seal, empty where there is none.
        without: What it lacks, in words.
    """

    name: str
    head: str
    prior: str
    without: tuple[str, ...]


def _label(work: Work, lacking: tuple[Lacking, ...]) -> _Label:
    master, place = work.master, work.place
    first = place.base(master)
    if first and not first.paket and (before := place.folder_before(master)):
        first = signed_in(before)  # it was sealed after this edition had begun
    prior = f"{PurePosixPath(first.paket).name} (segel {first.segel})" if first and first.paket else ""
    head = "{} {}".format(*work.register.head())
    return _Label(
        f"RKT-{master.tahun}-{master.instansi.edisi}", head, prior, tuple(each.what for each in lacking)
    )  # fmt: skip


def _files(
    work: Work, label: _Label
) -> tuple[dict[str, KeptContent], list[Finding], tuple[PersonalData, ...]]:  # fmt: skip
    """What goes in, by its place in the package, what is told of it, and whose names and addresses it holds."""
    contents = Contents(work.folder, work.inputs, work.register)
    files = contents.files()
    officials = [*(each.nama for each in work.master.pejabat), *(each.kepala for each in work.master.bagian)]
    personal = personal_data(files, filter(None, officials))
    files["baca-dahulu.txt"] = isi_arsip.baca_dahulu(
        work.master, label.name, contents.signature, work.today, pendahulu=label.prior, tanpa=label.without,
        pribadi=tuple(each.kalimat for each in personal),
    )  # fmt: skip
    return files, contents.found, personal


def _row(work: Work, label: _Label, count: int, lokasi: str) -> isi_arsip.BerkasArsip:
    started = next(work.register.entries()).when.date()
    row = isi_arsip.baris_arsip(
        work.master, label.name, mulai=started, disegel=work.today, berkas=count, lokasi=lokasi
    )  # fmt: skip
    without = f"Tanpa {'; '.join(label.without)}. " if label.without else ""
    return row.model_copy(update={"keterangan": f"{without}{row.keterangan}"})


def _papers(work: Work, sealed: bag_check.Sealed, row: isi_arsip.BerkasArsip) -> Iterator[str]:
    """What lies beside the package: the daftar arsip, and the record of handing it over, which names its seal."""
    day, master = work.today, work.master
    record = berita_acara(master, day, paket=sealed.path.name, jumlah=row.jumlah, sidik=sealed.seal)
    sheets: tuple[tuple[Dokumen, Isian], ...] = (
        (DAFTAR_ARSIP, daftar_arsip(master, day, row)),
        (BERITA_ACARA, record),
    )
    for document, values in sheets:
        name = f"{disk.ARSIP}/{document.judul} {sealed.path.name}.docx"
        yield work.put(name, work.printed(document, values)).path


def _sealed(work: Work, label: _Label, files: dict[str, KeptContent]) -> bag_check.Sealed:
    """The package; one that a killed run finished without telling the journal is taken as it is."""
    target = work.folder / disk.ARSIP / label.name
    for number in range(2, 100):
        if not target.exists():
            return bag.seal(target, files, _info(work, label))
        there = _there(target)
        if there and not there.faults and _is_ours(work.register, there.info.get(bag_check.JOURNAL_HEAD, "")):
            return there
        target = target.with_name(f"{label.name}-{number}")
    raise NotNowError(f"Terlalu banyak paket {label.name}; rapikan dahulu folder {disk.ARSIP}.")


def _is_ours(register: Register, head: str) -> bool:
    """Whether nothing has happened since the journal stood there, besides outputs put into their place.

    That a copy of the journal from before the sealing was put back is no reason to seal the same work twice.
    """
    for number, _, _, _, link in register.raw("jurnal"):
        if f"{number} {link}" == head:
            return not {each.event for each in register.entries() if each.number > number} - {
                KELUARAN_DITULIS,
                ISI_DISIMPAN,
                JURNAL_DIKEMBALIKAN,
            }
    return False


def _info(work: Work, label: _Label) -> dict[str, str]:
    """What stands in bag-info.txt."""
    office = work.master.instansi
    prior = {PRIOR: label.prior} if label.prior else {}
    without = {WITHOUT: "; ".join(label.without)} if label.without else {}
    return {
        **prior,
        **without,
        "Source-Organization": f"{office.perangkat_daerah}, {office.pemda}",
        "External-Identifier": office.kode_klasifikasi or isi_arsip.KODE_KLASIFIKASI,
        "External-Description": f"RKT {work.master.tahun}, edisi {office.edisi}",
        "Bagging-Date": work.today.isoformat(),
        bag_check.JOURNAL_HEAD: label.head,
    }


def check_package(path: Path, kerja: Path | None = None) -> CheckedPackage:
    """Verify a package: every file against its hash, the journal inside link by link, and both against the journal.

    Args:
        path: The package.
        kerja: The work folder whose journal knows its seal; the one that it lies in where none is named.

    Raises:
        InputUnusableError: It is no package.
    """
    sealed = bag_check.verify(path)
    known = _Known(sealed, kerja or followed(path).parent.parent)
    faults = [*sealed.faults, *journal_inside(sealed), *known.faults()]
    return CheckedPackage(path, sealed.seal, tuple(faults), tuple(known.notes))


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
        seals = [(each.details["paket"], each.details["segel"], each.when) for each in register.entries(ARSIP_DISEGEL)]
        here = f"{disk.ARSIP}/{followed(self.sealed.path).name}"
        other = [when for paket, segel, when in seals if paket == here and segel != self.sealed.seal]
        if other:
            yield (
                f"Segelnya bukan yang dicatat jurnal pada {other[-1]:%d/%m/%Y %H:%M}: paket ini sudah diubah atau "
                "diganti sejak disegel."
            )
        elif self.sealed.seal not in {segel for _, segel, _ in seals}:
            self.notes.append("Jurnal folder kerja tidak mencatat paket ini.")
        head = self.sealed.info.get(bag_check.JOURNAL_HEAD, "")
        links = {f"{number} {link}" for number, _, _, _, link in register.raw("jurnal")}
        if head and any(segel == self.sealed.seal for _, segel, _ in seals) and head not in links:
            yield "Jurnal folder kerja bukan lagi jurnal yang ada saat paket ini disegel."


def _there(path: Path) -> bag_check.Sealed | None:
    try:
        return bag_check.verify(path)
    except InputUnusableError:
        return None
