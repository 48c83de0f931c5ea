"""The meeting of SOP step 4: what is still open, what has to be done until when, and the papers that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final, TypeVar

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms.form import leaves_renstra
from rkt_excel.model.forms.returns import StatusBagian
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers import dokumen_rapat as kertas
from rkt_excel.model.papers import kop
from rkt_excel.model.papers.dokumen_mutu import naskah_dinas
from rkt_excel.model.papers.isian import Dokumen, Isian
from rkt_excel.model.papers.naskah import printed_sasaran
from rkt_excel.model.plans import konsep
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.procedure.jadwal import Tenggat, forms_due
from rkt_excel.model.quality.mutu import Dinilai, FaktaMutu
from rkt_excel.model.rules import words
from rkt_excel.model.vocabulary.nilai import shown
from rkt_excel.model.vocabulary.nip import printed_nip
from rkt_excel.model.vocabulary.printed import DOTS, OPEN, hari_tanggal, tanggal
from rkt_excel.model.vocabulary.terms import Peran
from rkt_excel.workbook.declaration.declare import as_known
from rkt_excel.workbook.findings import Finding, Severity
from rkt_excel.workbook.reading.grouped import Group, groups

JAM: Final = "09.00"
_Numbered = TypeVar("_Numbered", bound=Isian)
AddDays = Callable[[date, int], date]  # the working day so many working days after a date
_SPARE_SEATS: Final = 5
_SPARE_LINES: Final = 3
_DRAFT: Final = 5  # steps that meetings about the progress go by
_COPIES: Final = 9


@dataclass(frozen=True)
class Rapat:
    """When and where the meeting is.

    Attributes:
        tanggal: The day.
        jam: As it is printed.
        tempat: Empty where it is not known yet.
        nomor: Of the letter of invitation, empty where it is not known yet.
        pimpinan: Who leads it; empty for the official that the SOP names.
    """

    tanggal: date
    jam: str = JAM
    tempat: str = ""
    nomor: str = ""
    pimpinan: str = ""


@dataclass(frozen=True)
class Terbuka:
    """One open question of the meeting.

    Attributes:
        kelompok: The heading that it stands under.
        bagian: Whose it is, empty where it is not one bagian's.
        kunci: The row, empty where it is not about one row.
        uraian: What is open.
        tindakan: What is to be decided or done.
        kolom: The field that is to be decided, where there is one.
        isi: What stands there now, as it is printed.
        finding: What was found, where the question comes from that; on paper the same fault of many rows is one line.
    """

    kelompok: str
    bagian: str
    kunci: str
    uraian: str
    tindakan: str
    kolom: str = ""
    isi: str = ""
    finding: Finding | None = None


@dataclass(frozen=True)
class Tugas:
    """One task with who does it and until when."""

    tugas: str
    penanggung_jawab: str
    batas: date


@dataclass(frozen=True)
class Progres:
    """One meeting about the progress."""

    tanggal: date
    acara: str
    peserta: str


@dataclass(frozen=True)
class Bahan:
    """Everything that the papers of a meeting are made of."""

    plan: Plan
    rapat: Rapat
    hari_ini: date
    terbuka: tuple[Terbuka, ...]
    tugas: tuple[Tugas, ...]
    jadwal: tuple[Tenggat, ...]
    progres: tuple[Progres, ...]

    @property
    def master(self) -> Master:
        """The office."""
        return self.plan.master

    @property
    def waktu(self) -> str:
        """The hour with the zone of the office, unless it was given with one; printed and shown."""
        given = self.rapat.jam.strip()
        return given if given[-1:].isalpha() else f"{given} {kop.zona(self.master)}".strip()


def bahan(
    plan: Plan, findings: Sequence[Finding], rapat: Rapat, hari_ini: date, tenggat: Sequence[Tenggat], tambah: AddDays
) -> Bahan:
    """Prepare a meeting.

    Args:
        plan: The Konsep as merged.
        findings: What is open in it.
        rapat: When and where.
        hari_ini: The day of the letter.
        tenggat: The dates of the steps that lie ahead (`jadwal.ahead`).
        tambah: Counts working days.
    """
    jadwal = tuple(tenggat)
    due = forms_due(plan.master.instansi.batas_kembali, rapat.tanggal, tambah)
    tugas = tuple(_tugas(plan, findings, jadwal, due))
    progres = tuple(_progres(rapat.tanggal, jadwal, tambah))
    return Bahan(plan, rapat, hari_ini, tuple(terbuka(plan, findings)), tugas, jadwal, progres)


# ------------------------------------------------------------------ what is open

_SETTLE: Final = "Sepakati satu nilai, lalu tulis di buku kerja Keputusan Rapat atau mintalah formulir yang diperbaiki."
_TOLD_APART: Final = (PlanCode.BEDA_ANTAR_BAGIAN, PlanCode.BELUM_MASUK)

BELUM, GALAT, BEDA, ANTARBAGIAN, PERINGATAN, USULAN = (
    "Formulir yang belum masuk", "Yang harus diperbaiki", "Berbeda dari target Renstra", "Berbeda antarbagian",
    "Yang perlu dicermati", "Usulan indikator baru",
)  # fmt: skip


def terbuka(plan: Plan, findings: Sequence[Finding]) -> Iterator[Terbuka]:
    """The open questions: who is missing, what is wrong, what leaves the Renstra, what is doubtful or proposed."""
    for kode in plan.belum_masuk:
        name = plan.master.nama_bagian(kode)
        yield Terbuka(BELUM, kode, "", f"{name} belum mengembalikan formulir.", "Tetapkan kapan formulirnya masuk.")
    between = [each for each in findings if each.code is PlanCode.BEDA_ANTAR_BAGIAN]
    others = [each for each in findings if each.code not in _TOLD_APART]
    yield from _found(plan, others, Severity.GALAT, GALAT)
    yield from _beda(plan)
    yield from _antarbagian(plan, between)
    yield from _found(plan, others, Severity.PERINGATAN, PERINGATAN)
    for bagian, usulan in plan.usulan:
        text = f"{usulan.indikator or OPEN} ({usulan.satuan or OPEN}); alasan: {usulan.alasan or OPEN}"
        yield Terbuka(USULAN, bagian, usulan.kode, text, "Terima atau tolak usulan ini.")


def _found(plan: Plan, findings: Sequence[Finding], weight: Severity, group: str) -> Iterator[Terbuka]:
    for each in findings:
        if each.severity is weight:
            kolom = each.column if each.column in konsep.kolom_isian() else ""
            isi = shown(plan.nilai(each.key or "", kolom or ""), "")
            yield Terbuka(group, each.owner or "", each.key or "", each.message, each.remedy, kolom or "", isi, each)


def _antarbagian(plan: Plan, findings: Sequence[Finding]) -> Iterator[Terbuka]:
    """Where bagian differ: the meeting settles on a value; in which cells of whose form it stands is not its matter."""
    for each in _found(plan, findings, Severity.GALAT, ANTARBAGIAN):
        yield replace(each, tindakan=_SETTLE, finding=None) if each.kolom else each


def _beda(plan: Plan) -> Iterator[Terbuka]:
    """The targets that leave the Renstra with a reason; without one they are galat."""
    for each in Dinilai(plan, FaktaMutu()).kinerja:
        if leaves_renstra(as_known(each)) and words.explains(each.alasan or ""):
            now, then = shown(each.target or ""), shown(each.target_renstra or "")
            text = f"Target {now}, Renstra {then}; alasan: {each.alasan}"
            yield Terbuka(
                BEDA, each.bagian, each.kode, text, "Setujui targetnya atau tetapkan yang lain.", "target", now
            )


# ------------------------------------------------------------------ who does what until when


def _tugas(plan: Plan, findings: Sequence[Finding], jadwal: Sequence[Tenggat], due: date) -> Iterator[Tugas]:
    master = plan.master
    for kode in plan.belum_masuk:
        yield Tugas("Mengembalikan formulir RKT yang sudah diisi", kop.kepala_bagian(master, kode), due)
    owners = {each.owner for each in findings if each.severity is Severity.GALAT and each.owner}
    for bagian in master.bagian:
        wrong = plan.status.get(bagian.kode) is StatusBagian.PERLU_PERBAIKAN or bagian.kode in owners
        if wrong and bagian.kode not in plan.belum_masuk:
            yield Tugas("Memperbaiki isian menurut formulir perbaikan", kop.kepala_bagian(master, bagian.kode), due)
    yield Tugas("Melengkapi notulen dan buku kerja Keputusan Rapat", "Notulis", due)
    for each in jadwal:
        uraian = each.langkah.uraian
        yield Tugas(uraian[:1].upper() + uraian[1:], each.langkah.pelaksana, each.batas)


def _progres(day: date, jadwal: Sequence[Tenggat], tambah: AddDays) -> Iterator[Progres]:
    due = {each.langkah.nomor: each.batas for each in jadwal}
    halfway = tambah(day, 2)
    if _DRAFT in due:
        yield Progres(
            halfway, "Progres perbaikan isian dan penyusunan draft", "Staf penyusun dan bagian yang masih terbuka"
        )
        yield Progres(due[_DRAFT], "Pembahasan draft sebelum diajukan", "Kasubag Program dan staf penyusun")
    if _COPIES in due:
        yield Progres(due[_COPIES], "Penyerahan salinan RKT dan penutupan", "Semua bagian")


# ------------------------------------------------------------------ the papers


def pimpinan(master: Master, rapat: Rapat) -> kop.PejabatIsian:
    """Who leads the meeting: the Sekretaris (SOP step 4), else the one that was named."""
    if rapat.pimpinan:
        return kop.PejabatIsian(jabatan=rapat.pimpinan, nama=DOTS, pangkat=DOTS, nip=DOTS)
    return kop.pejabat_isian(master, Peran.SEKRETARIS, rapat.tanggal, Peran.SEKRETARIS)


def _acara(master: Master) -> str:
    return f"Rapat koordinasi penyusunan {master.rkt} Tahun {master.tahun}"


def _pertemuan(b: Bahan) -> kertas.PertemuanIsian:
    return kertas.PertemuanIsian(
        hari_tanggal=hari_tanggal(b.rapat.tanggal), waktu=b.waktu, zona=kop.zona(b.master),
        tempat=b.rapat.tempat or DOTS,
        acara=_acara(b.master), pimpinan=pimpinan(b.master, b.rapat).jabatan,
    )  # fmt: skip


def _invited(b: Bahan) -> list[str]:
    return [kop.kepala_bagian(b.master, each.kode) for each in b.master.bagian]


def undangan(b: Bahan) -> kertas.Undangan:
    """The letter of invitation."""
    return kertas.Undangan(
        **naskah_dinas(b.master, b.hari_ini),
        tempat_tanggal=f"{b.master.instansi.kota}, {tanggal(b.hari_ini)}", nomor=b.rapat.nomor or DOTS,
        sifat="Segera", lampiran="1 (satu) berkas",
        hal=f"Undangan r{_acara(b.master)[1:]}",
        kepada=_invited(b), rapat=_pertemuan(b), pejabat=kop.kepala(b.master, b.hari_ini), tembusan=["Arsip"],
    )  # fmt: skip


def daftar_hadir(b: Bahan) -> kertas.DaftarHadir:
    """The attendance list: officials, a line for each bagian, lines to spare."""
    roles = [
        (role, b.master.official(role, b.rapat.tanggal)) for role in (Peran.KEPALA, Peran.SEKRETARIS, Peran.KASUBAG)
    ]
    seats = [(each.nama or "", each.nip, each.jabatan) if each else ("", None, str(role)) for role, each in roles]
    seats += [(each.kepala or "", each.nip, kop.kepala_bagian(b.master, each.kode)) for each in b.master.bagian]
    led = Peran.SEKRETARIS.value  # sits among the officials already
    seats = [*seats[:3], *(each for each in seats[3:] if each[2] != led), *[("", None, "")] * _SPARE_SEATS]
    return kertas.DaftarHadir(
        **naskah_dinas(b.master, b.hari_ini), rapat=_pertemuan(b), pejabat=pimpinan(b.master, b.rapat),
        tempat_tanggal=kop.tempat_tanggal(b.master, b.rapat.tanggal),
        hadirin=[
            kertas.HadirinIsian(nomor=str(number), ganjil=number % 2 == 1, nama=nama,
                                nip=printed_nip(nip) if nip else "", jabatan=jabatan)
            for number, (nama, nip, jabatan) in enumerate(seats, 1)
        ],
    )  # fmt: skip


def _pertanyaan(b: Bahan) -> dict[str, list[kertas.PertanyaanIsian]]:
    """The questions as they are printed, by heading: the same fault in many cells is one line, numbered throughout."""
    told: dict[str, list[kertas.PertanyaanIsian]] = {}
    numbers = count(1)
    for title in dict.fromkeys(each.kelompok for each in b.terbuka):
        asked = [each for each in b.terbuka if each.kelompok == title]
        lines = [_line(each) for each in groups(each.finding for each in asked if each.finding)]
        lines += [(each.bagian, each.kunci, each.uraian, each.tindakan) for each in asked if not each.finding]
        told[title] = [
            kertas.PertanyaanIsian(nomor=f"({next(numbers)})", bagian=bagian or OPEN, kunci=kunci or OPEN,
                                   uraian=uraian, tindakan=tindakan)
            for bagian, kunci, uraian, tindakan in lines
        ]  # fmt: skip
    return told


def _line(group: Group) -> tuple[str, str, str, str]:
    """Whose it is, which rows, what is wrong in which cells, and what to do."""
    sheet = f"{group.first.sheet} – " if group.first.sheet else ""
    return group.first.owner or "", ", ".join(group.keys), f"{sheet}{group.told()}", group.remedy


def bahan_rapat(b: Bahan) -> kertas.BahanRapat:
    """What lies before everybody: the open questions first, then the plan."""
    questions = _pertanyaan(b)
    states = b.plan.status
    return kertas.BahanRapat(
        **naskah_dinas(b.master, b.hari_ini), rapat=_pertemuan(b),
        keadaan=[kertas.KeadaanIsian(nama=each.nama, status=konsep.status_words(states[each.kode]))
                 for each in b.master.bagian],
        lengkap=sum(state is StatusBagian.LENGKAP for state in states.values()), jumlah_bagian=len(states),
        jumlah_terbuka=sum(map(len, questions.values())),
        kelompok=[kertas.KelompokIsian(judul=title, pertanyaan=asked) for title, asked in questions.items()],
        sasaran=printed_sasaran(b.plan),
    )  # fmt: skip


def _numbered(isian: type[_Numbered], rows: Sequence[Tugas | Progres], *, spare: int) -> list[_Numbered]:
    """Rows as they are printed, numbered and with their days spelled out; then blank ones to write on."""
    days_told = (
        {name: hari_tanggal(value) if isinstance(value, date) else value for name, value in vars(each).items()}
        for each in rows
    )
    told = [isian.model_validate({"nomor": str(number), **row}) for number, row in enumerate(days_told, 1)]
    return told + [isian.model_validate(dict.fromkeys(isian.model_fields, ""))] * spare


def _tahapan(each: Tenggat) -> kertas.JadwalIsian:
    """A step after the meeting; what takes hours or minutes is due on the same working day."""
    step = each.langkah
    return kertas.JadwalIsian(
        nomor=str(step.nomor), langkah=step.uraian, pelaksana=step.pelaksana,
        waktu=f"{step.hari} hari kerja" if step.hari else "hari itu juga", batas=hari_tanggal(each.batas),
        keluaran=step.keluaran,
    )  # fmt: skip


def notulen(b: Bahan) -> kertas.Notulen:
    """The minutes, filled with what is known before the meeting; lines to write on where it is not."""
    return kertas.Notulen(
        **naskah_dinas(b.master, b.hari_ini), nomor=b.rapat.nomor or DOTS, rapat=_pertemuan(b), peserta=_invited(b),
        pembahasan=[each for asked in _pertanyaan(b).values() for each in asked], baris_kosong=[""] * _SPARE_LINES,
        tugas=_numbered(kertas.TugasIsian, b.tugas, spare=_SPARE_LINES),
        jadwal=[_tahapan(each) for each in b.jadwal],
        progres=_numbered(kertas.ProgresIsian, b.progres, spare=1),
        pejabat=pimpinan(b.master, b.rapat), tempat_tanggal=kop.tempat_tanggal(b.master, b.rapat.tanggal),
    )  # fmt: skip


def kertas_rapat(b: Bahan) -> Mapping[Dokumen, Isian]:
    """Every paper of the meeting with what it prints."""
    return {
        kertas.UNDANGAN: undangan(b), kertas.DAFTAR_HADIR: daftar_hadir(b), kertas.BAHAN_RAPAT: bahan_rapat(b),
        kertas.NOTULEN: notulen(b),
    }  # fmt: skip
