"""SOP step 3, `rkt gabung`: understand what came back, send back what is wrong, join the rest into the Konsep RKT."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rkt_excel.edges import folder as disk
from rkt_excel.edges import report, word
from rkt_excel.edges.register import Register
from rkt_excel.messages import PlanCode
from rkt_excel.model import konsep
from rkt_excel.model.issuing import file_name, hari_tanggal, mended_form
from rkt_excel.model.master import Master
from rkt_excel.model.naskah import naskah, paper, tanggal
from rkt_excel.model.plan import Plan, merge
from rkt_excel.model.returns import Issue, Putusan, Return, StatusBagian, choose, counting, judge
from rkt_excel.model.rules.joined import judge_plan
from rkt_excel.workbook.findings import Finding, finding, joined
from rkt_excel.workbook.identity import Identity
from rkt_excel.workbook.openbook import Unreadable, open_book
from rkt_excel.workbook.write import Content, write
from rkt_excel.workplace import MERGED, WORD_FILE, Workplace, issued

Progress = Callable[[str], None]
_REMEDY = "Mintalah berkas itu dikirim ulang."


@dataclass(frozen=True)
class Outputs:
    """Where the results are, relative to the work folder with "/"."""

    konsep_xlsx: str
    konsep_docx: str
    laporan: str
    perbaikan: tuple[str, ...]


@dataclass(frozen=True)
class Consolidated:
    """What `rkt gabung` found and made."""

    plan: Plan
    returns: tuple[Return, ...]
    verdicts: dict[str, Putusan]
    temuan: tuple[Finding, ...]
    keluaran: Outputs


def consolidate(place: Workplace, progress: Progress = lambda _: None) -> Consolidated:
    """Read every returned file, judge it, join what counts, and write Konsep, laporan and perbaikan.

    Raises:
        InputUnusableError: The master or the Word template cannot be used; nothing was written.
        NotNowError: No forms are out yet.
        OutputLockedError: An output is open elsewhere.
    """
    master, own = place.master()
    folder = place.folder(master)
    with place.open_register(folder) as register:
        issue = issued(register)
        returns = [_received(path, folder, master, issue, progress) for path in returned_files(folder)]
        verdicts = choose(returns)
        counted = counting(returns, verdicts)
        plan, between = merge(master, counted)
        told = [each for one in returns if verdicts[one.berkas] is not Putusan.DIGANTIKAN for each in one.findings]
        missing = [_missing(kode, master) for kode in plan.belum_masuk]
        found = tuple(joined([*missing, *told, *between, *judge_plan(plan, counted), *own]))
        files = {bagian: one.berkas for bagian, one in counted.items()}
        writing = _Writing(place, folder, register, plan, found)
        outputs, beside = writing.all(counted, issue, files, returns, verdicts)
        register.record(MERGED, berkas={one.berkas: one.sha256 for one in returns}, dipakai=files,
                        status={kode: state.value for kode, state in plan.status.items()})  # fmt: skip
    return Consolidated(plan, tuple(returns), verdicts, (*found, *beside), outputs)


def returned_files(folder: Path) -> list[Path]:
    """The files that people put into 3-kembali, without the lock files of spreadsheet programs."""
    inbox = folder / disk.KEMBALI
    files = (path for path in inbox.rglob("*") if path.is_file())
    return sorted(path for path in files if not path.name.startswith(("~$", ".~lock", ".")))


def _received(path: Path, folder: Path, master: Master, issue: Issue, progress: Progress) -> Return:
    """One file, judged; one that cannot be read is refused with the reason."""
    relative = path.relative_to(folder).as_posix()
    progress(path.name)
    when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        data = path.read_bytes()
    except OSError as error:
        return _refused(relative, "", when, f"berkas tidak dapat dibuka ({error.strerror})")
    digest = disk.sha256(data)
    try:
        return judge(relative, digest, when, open_book(data), master, issue)
    except Unreadable as error:
        return _refused(relative, digest, when, error.detail)


def _refused(relative: str, digest: str, when: datetime, reason: str) -> Return:
    fault = finding(PlanCode.BERKAS_TIDAK_TERBACA, sebab=reason, saran=_REMEDY, file=relative)
    return Return(relative, digest, when, findings=(fault,), refused=True)


def _missing(kode: str, master: Master) -> Finding:
    limit = hari_tanggal(master.instansi.batas_kembali)
    return finding(PlanCode.BELUM_MASUK, owner=kode, nama=master.nama_bagian(kode), batas=limit)


class _Writing:
    """The outputs of one consolidation."""

    def __init__(
        self, place: Workplace, folder: Path, register: Register, plan: Plan, findings: tuple[Finding, ...]
    ) -> None:
        self.place, self.folder, self.register, self.plan, self.findings = (
            place,
            folder,
            register,
            plan,
            findings,
        )
        self.master = plan.master
        self.beside: list[Finding] = []

    def all(
        self,
        counted: dict[str, Return],
        issue: Issue,
        files: dict[str, str],
        returns: list[Return],
        verdicts: dict[str, Putusan],
    ) -> tuple[Outputs, list[Finding]]:
        """Make everything first, then put it in its place, so that a fault in one leaves all as they were."""
        name = f"{disk.KONSEP}/Konsep RKT {self.master.tahun}"
        template = self.place.inputs / WORD_FILE
        book = write(konsep.KONSEP, self._konsep(issue, files))
        context = naskah(self.plan, tanda="KONSEP", day=self.place.today)
        document = word.render(template, context, paper=paper(self.master))
        mended = {bagian: one for bagian, one in counted.items() if not one.complete}
        outputs = Outputs(
            self._put(f"{name}.xlsx", book),
            self._put(f"{name}.docx", document),
            self._put(f"{disk.KONSEP}/laporan.html", self._report(returns, verdicts, mended).encode("utf-8")),
            tuple(self._put(*self._mended(one, issue)) for one in mended.values()),
        )
        self._withdraw(set(mended))
        return outputs, self.beside

    def _put(self, relative: str, data: bytes) -> str:
        done = disk.publish(self.folder, self.register, relative, data)
        if done.beside:
            names = {"berkas": done.beside, "baru": done.path}
            self.beside.append(finding(PlanCode.KONSEP_DISUNTING, file=done.beside, **names))  # type: ignore[arg-type]
        return done.path

    def _konsep(self, issue: Issue, files: dict[str, str]) -> Content:
        facts = {
            "tahun": str(self.master.tahun),
            "perangkat_daerah": self.master.instansi.perangkat_daerah,
            "dibuat": tanggal(self.place.today),
            "tanda": "Konsep",
            "kaki": f"Konsep RKT {self.master.tahun}",
        }
        return Content(
            identity=Identity(konsep.KIND, {"kantor": issue.kantor, "tahun": issue.tahun, "edisi": issue.edisi}),
            facts=facts,
            rows=konsep.konsep_rows(self.plan, self.findings, files),
            choices=konsep.konsep_choices(self.master),
            paper=self.master.instansi.kertas,
        )

    def _mended(self, one: Return, issue: Issue) -> tuple[str, bytes]:
        declaration, content = mended_form(self.master, one, issue)
        return self._mended_name(one.bagian or ""), write(declaration, content)

    def _mended_name(self, bagian: str) -> str:
        return f"{disk.PERBAIKAN}/{disk.legal_name('Perbaikan ' + file_name(self.master, bagian))}.xlsx"

    def _withdraw(self, mended: set[str]) -> None:
        """A perbaikan form that is no longer needed must not be mailed by mistake."""
        for each in self.master.bagian:
            if each.kode not in mended:
                disk.withdraw(self.folder, self.register, self._mended_name(each.kode))

    def _report(self, returns: list[Return], verdicts: dict[str, Putusan], mended: dict[str, Return]) -> str:
        used = {
            one.bagian: one.berkas
            for one in returns
            if verdicts[one.berkas] in (Putusan.DIPAKAI, Putusan.PERLU_PERBAIKAN)
        }
        bagian = tuple(
            report.BagianRow(
                each.kode, each.nama, self.plan.status[each.kode].value, used.get(each.kode),
                self._mended_name(each.kode).removeprefix(f"{disk.KONSEP}/") if each.kode in mended else None,
            )
            for each in self.master.bagian
        )  # fmt: skip
        berkas = tuple(
            report.BerkasRow(one.berkas, one.bagian, verdicts[one.berkas].value, _why(one, verdicts[one.berkas]))
            for one in returns
        )
        done = all(state is StatusBagian.LENGKAP for state in self.plan.status.values())
        return report.render(
            report.Report(
                judul=f"Laporan penggabungan RKT {self.master.tahun}",
                perangkat_daerah=self.master.instansi.perangkat_daerah,
                tahun=self.master.tahun,
                edisi=self.master.instansi.edisi,
                dibuat=tanggal(self.place.today),
                batas=hari_tanggal(self.master.instansi.batas_kembali),
                bagian=bagian,
                berkas=berkas,
                findings=self.findings,
                berikutnya="rkt draft" if done else "rkt gabung",
            )
        )


def _why(one: Return, verdict: Putusan) -> str:
    """Why a file got its verdict, in a few words."""
    if verdict is Putusan.DITOLAK:
        return one.findings[0].message if one.findings else ""
    return {
        Putusan.DIPAKAI: "lengkap dan terbaru",
        Putusan.DIGANTIKAN: "ada kiriman lain yang lengkap atau lebih baru",
        Putusan.PERLU_PERBAIKAN: "masih ada isian yang harus diperbaiki",
    }[verdict]
