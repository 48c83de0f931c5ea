"""Every rule fires where it should and is silent where it should; the tables show both, and no rule is without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from helpers.rules_subjects import (
    GRADE,
    INDEKS,
    LEVELS,
    PERCENT,
    RUNNING,
    SUM,
    USUL,
    Offices,
    Plans,
    changed,
    master,
    office,
    pagu,
    places,
    plan,
    quarters,
    target,
)

from rkt_excel.messages.plan_codes import PlanCode
from rkt_excel.model.forms import form
from rkt_excel.model.forms.form_rules import FORM_RULES, judge_form, settled
from rkt_excel.model.forms.row_rules import KINERJA_RULES, ROW_RULES, FormLine
from rkt_excel.model.origin.master_rules import MASTER_ROW_RULES, MASTER_RULES, judge_master
from rkt_excel.model.plans.plan_rules import PLAN_RULES, judge_plan
from rkt_excel.model.rules.rule import Line, Rule, over_lines
from rkt_excel.model.tables import renstra
from rkt_excel.model.vocabulary.terms import Arah, Jenis, ModeTriwulan
from rkt_excel.workbook.findings import Finding, Severity, SheetCode, finding
from rkt_excel.workbook.reading.read import ReadResult

D = Decimal
LONGEST_MESSAGE = 140  # characters, so that it stays one thought

IND, SAS, PRG, PRI = renstra.INDIKATOR, renstra.SASARAN, renstra.PROGRAM, renstra.PRIORITAS
DAY = master().instansi.mulai

# ------------------------------------------------------------------ where rules fire: (level, rule) -> what, and where

# A row with some answers changed (and a field that could not be read), proposals of one form, a plan, a master.
Case = Mapping[str, object] | tuple[Mapping[str, object], str] | tuple[str, ...] | Plans | Offices

K, PG, U = form.KINERJA, form.PROGRAM, form.USULAN
FORM, PLAN, MASTER = "form", "plan", "master"
M_INSTANSI, M_PEJABAT, M_SAS, M_IND, M_PRG = (
    f"{MASTER} {name}" for name in (renstra.INSTANSI, renstra.PEJABAT, SAS, IND, PRG)
)
LIBRARY = "2.23.02.2.01.0004"  # of PEM, under 2.23.02.2.01 of PEM with further lines of PEM and PLY
SHARED_SUM, SHARED_MEAN = "IK.1.3", "IK.2.5"  # of PLY and PEM; of PLY, STA and SEK

FIRES: dict[tuple[str, str], list[tuple[Case, list[str]]]] = {
    (K, "quarters_make_target"): [
        ({"tw4": D(74)}, ["tw4", "target"]),
        ({**SUM, **quarters("1", "2", "3", "4")}, ["tw1", "tw2", "tw3", "tw4", "target"]),
        ({**RUNNING, **quarters("10", "30", "20", "74.5")}, ["tw1", "tw2", "tw3", "tw4"]),
        ({**RUNNING, **quarters("80", "79", "79.5", "74.5"), "arah": Arah.NEGATIF}, ["tw1", "tw2", "tw3", "tw4"]),
        ({**GRADE, "tw4": "B"}, ["tw4", "target"]),
    ],
    (K, "reason_is_given"): [
        ({"target": D(80)}, ["alasan", "target"]),
        ({"target": D(80), "pengisian": form.BERSAMA_UTAMA}, ["alasan", "target"]),
        ({**GRADE, "target": "A"}, ["alasan", "target"]),
    ],
    (K, "reason_explains"): [
        ({"target": D(80), "alasan": text}, ["alasan", "target"])
        for text in ("ok", "Sesuai", "-", "sama dengan Renstra", "74,5", "...", "ya", "tidak ada", "Disesuaikan.", "ba")
    ],
    (K, "target_is_not_zero"): [({"target": D(0)}, ["target"]), ({"target": D("0.0")}, ["target"])],
    (K, "target_does_not_fall"): [
        ({"target": D(70)}, ["target", "alasan"]),
        ({"target": D(70), "target_renstra": None}, ["target", "alasan"]),
        ({"target": D(75), "arah": Arah.NEGATIF}, ["target", "alasan"]),
        ({"target": D(70), "alasan": "ok"}, ["target", "alasan"]),
        ({**GRADE, "target": "B"}, ["target", "alasan"]),
        ({"target": D(70), "target_renstra": D(70)}, ["target", "alasan"]),
    ],
    (K, "target_has_the_scale_of_the_renstra"): [
        ({"target": D(745)}, ["target"]),
        ({"target": D(7450)}, ["target"]),
        ({"target": D("0.745")}, ["target"]),
        ({"target": D("0.75")}, ["target"]),
        ({"target": D(7600)}, ["target"]),
        ({"target": D(7600), "target_renstra": None}, ["target"]),
        ({"target": D(236_000), "target_renstra": D(23_600), "jenis": Jenis.ANGKA}, ["target"]),
        ({**PERCENT, "target": D(7450)}, ["target"]),
    ],
    (K, "quarters_have_the_scale_of_the_target"): [
        ({"tw1": D("0.74")}, ["tw1", "target"]),
        ({"tw2": D(7300)}, ["tw2", "target"]),
        ({**PERCENT, "tw3": D(745)}, ["tw3", "target"]),
    ],
    (K, "things_are_whole"): [
        ({**SUM, "satuan": "dokumen", **quarters("1", "0", "0", "0"), "target": D("1.25")}, ["target"]),
        ({**SUM, "satuan": "Orang", **quarters("1", "2.5", "3", "4"), "target": D("10.5")}, ["target", "tw2"]),
        ({**SUM, "satuan": "temuan audit", **quarters("1.25", "2.5", "3", "0.001"), "target": D(7)},
         ["tw1", "tw2", "tw4"]),
    ],
    (K, "post_is_no_person"): [
        ({"penanggung_jawab": text}, ["penanggung_jawab"])
        for text in ("Si Anu, S.Sos", "Si Anu, S.Sos., M.M.", "Drs. Si Anu", "Si Anu, A.Md", "Si Anu, SE",
                     "H. Anu, S.E.", "Kepala Bidang, 19680411 199303 1 009", "NIP. 196804111993031009")
    ],
    (PG, "output_is_planned"): [
        ({"target": D(0), "pagu": D(0)}, ["target"]),
        ({"target": D(0), "pagu": None}, ["target"]),
    ],
    (PG, "pagu_has_output"): [({"target": D(0)}, ["target", "pagu"])],
    (PG, "output_has_pagu"): [({"pagu": D(0)}, ["pagu", "target"])],
    (PG, "pagu_keeps_to_indikatif"): [({"pagu": D(62_500_001)}, ["pagu"]), ({"pagu": D(0)}, ["pagu"])],
    (PG, "pagu_is_in_rupiah"): [({"pagu": D(62_500)}, ["pagu"]), ({"pagu": D("62.5")}, ["pagu"])],
    (PG, "things_are_whole"): [({"satuan": "laporan", "target": D("1.25")}, ["target"])],
    (U, "things_are_whole"): [({"satuan": "perpus.", "target": D("12.5")}, ["target"])],
    (M_IND, "things_are_whole"): [
        (office({(IND, "IK.1.3", "target"): D("23.6")}), ["IK.1.3 target"]),
        (office({(IND, "IK.1.3", "capaian_lalu"): D("1.25")}), ["IK.1.3 capaian_lalu"]),
    ],
    (U, "satuan_fits_wording"): [
        ({"indikator": "Persentase kampung literasi"}, ["satuan", "indikator"]),
        ({"indikator": "Persentase kampung", "satuan": "%"}, ["jenis", "indikator"]),
        ({"satuan": "%", "jenis": Jenis.PERSEN}, ["satuan", "indikator"]),
        ({"jenis": Jenis.PREDIKAT}, ["jenis", "indikator"]),
        ({"indikator": "Indeks literasi", "satuan": "orang", "jenis": Jenis.INDEKS}, ["satuan", "indikator"]),
        ({"indikator": "Rasio koleksi", "satuan": "eksemplar", "jenis": Jenis.INDEKS}, ["satuan", "indikator"]),
        ({"indikator": "Opini atas audit", "satuan": "WTP"}, ["jenis", "indikator"]),
        ({"indikator": "Cakupan layanan", "satuan": "%"}, ["jenis", "indikator"]),
    ],
    (U, "mode_fits_jenis"): [({"jenis": Jenis.PREDIKAT, "target": "BB"}, ["mode", "jenis"])],
    (U, "target_is_not_zero"): [({"target": D(0)}, ["target"])],
    (U, "proposal_is_new"): [({"indikator": " indeks pembangunan  LITERASI masyarakat. "}, ["indikator"])],
    (FORM, "proposals_differ"): [
        (("Jumlah pojok baca", "Lain", "jumlah  Pojok-Baca."), ["U.003 indikator", "U.001 indikator"]),
    ],
    (PLAN, "sasaran_has_target"): [
        (
            plan(faulty=[("PEM", kode, "target") for kode in ("IK.1.1", "IK.1.2", "IK.1.3")]
                 + [("PLY", kode, "target") for kode in ("IK.1.1", "IK.1.3")]),
            ["PEM:IK.1.1 target", "PLY:IK.1.1 target", "PEM:IK.1.2 target", "PLY:IK.1.3 target", "PEM:IK.1.3 target"],
        ),
    ],
    (PLAN, "joined_target_keeps_to_the_renstra"): [
        (plan(target(SHARED_SUM, PLY=D(12_000))), ["PLY:IK.1.3 target", "PEM:IK.1.3 target"]),
        (plan(target(SHARED_MEAN, SEK=D(90))), ["PLY:IK.2.5 target", "STA:IK.2.5 target", "SEK:IK.2.5 target"]),
    ],
    (PLAN, "joined_target_does_not_fall"): [
        (plan(target(SHARED_SUM, PLY=D(9_000))), ["PLY:IK.1.3 target", "PEM:IK.1.3 target"]),
        (
            plan(target(SHARED_SUM, PLY=D(12_000)), renstra={(SHARED_SUM, "capaian_lalu"): D(30_000)}),
            ["PLY:IK.1.3 target", "PEM:IK.1.3 target"],
        ),
    ],
    (PLAN, "joined_target_is_not_zero"): [
        (plan(target(SHARED_SUM, PLY=D(0), PEM=D(0))), ["PLY:IK.1.3 target", "PEM:IK.1.3 target"]),
    ],
    (PLAN, "answered_pagu_adds_up"): [
        (
            plan(pagu("PLY", "2.24.02.2.03.0001", 1) | pagu("STA", "2.24.02.2.03.0001", 17_400_000)),
            ["WAS:2.24.02.2.03 pagu", "STA:2.24.02.2.03.0001 pagu", "WAS:2.24.02.2.03.0002 pagu"],
        ),
        (
            plan(pagu("PEM", "2.23.03.2.01.0003", 26_000_000), missing=("SEK", "PLY", "WAS")),
            ["PEM:2.23.03.2.01 pagu", "PEM:2.23.03.2.01.0003 pagu", "STA:2.23.03.2.01.0004 pagu"],
        ),
    ],
    (PLAN, "proposals_differ_between_bagian"): [
        (
            plan(proposals={"PEM": ("Jumlah pojok baca",), "STA": ("Lain", "JUMLAH pojok baca")}),
            ["STA:U.002 indikator", "PEM:U.001 indikator"],
        ),
    ],
    (MASTER, "sasaran_has_indikator"): [
        (office(drop=((IND, "IK.1.1"), (IND, "IK.1.2"), (IND, "IK.1.3"))), ["SS.1 kode"]),
    ],
    (MASTER, "sasaran_has_prioritas"): [(office({(SAS, "SS.1", "prioritas"): None}), ["SS.1 prioritas"])],
    (MASTER, "prioritas_are_listed"): [(office(drop=((PRI, ""),)), [])],
    (MASTER, "prioritas_is_served"): [(office({(SAS, "SS.1", "prioritas"): "P6"}), ["P4 kode"])],
    (MASTER, "bagian_has_indikator"): [
        (office({(renstra.BAGIAN, "SEK", "kode"): "XYZ"}), ["XYZ kode"]),
    ],
    (MASTER, "what_forms_are_made_of_is_there"): [(office(drop=((SAS, ""),)), []), (office(drop=((IND, ""),)), [])],
    (MASTER, "lists_in_use_are_filled"): [
        (office(drop=((renstra.SATUAN, ""),)), []),
        (office(drop=((renstra.PREDIKAT, ""),)), []),
    ],
    (MASTER, "scale_is_clear"): [
        (office({(IND, "IK.2.6", "skala"): None, (IND, "IK.2.6", "indikator"): "Peringkat dinas"}),
         ["IK.2.6 target", "IK.2.6 capaian_lalu"]),
    ],
    (MASTER, "kodes_name_one_row"): [
        (office({(PRG, "2.24.02", "kode"): "IK.1.1"}), ["IK.1.1 kode"]),
        (office({(IND, "IK.1.2", "kode"): "ik.1.1"}), ["ik.1.1 kode"]),
    ],
    (MASTER, "kodes_differ_between_sheets"): [
        (office({(SAS, "SS.2", "kode"): "IK.1.1"}), ["IK.1.1 kode"]),
        (office({(PRI, "P3", "kode"): "ss.2"}), ["ss.2 kode"]),
    ],
    (MASTER, "indikator_differ"): [
        (
            office({(IND, "IK.7.1", "indikator"): "indeks ketersediaan  Arsip "}),
            ["IK.7.1 indikator", "IK.5.1 indikator"],
        ),
    ],
    (MASTER, "term_not_over"): [
        (office({(renstra.PEJABAT, "Pejabat.001", "sampai"): date(2020, 1, 1)}), ["Pejabat.001 sampai"]),
    ],
    (MASTER, "roles_held"): [(office(drop=((renstra.PEJABAT, "Pejabat.001"),)), [])],
    (MASTER, "programs_have_parents"): [(office(drop=((PRG, "2.23.03.2.01"),)), ["2.23.03.2.01.0003 kode"])],
    (MASTER, "pagu_adds_up"): [
        (
            office({(PRG, "2.23.03.2.01.0003", "pagu"): D(1)}),
            ["2.23.03.2.01 pagu", "2.23.03.2.01.0003 pagu", "2.23.03.2.01.0004 pagu"],
        ),
    ],
    (M_INSTANSI, "dates_in_order"): [
        (office({(renstra.INSTANSI, "Instansi.001", "batas_kembali"): date(2001, 1, 1)}),
         ["Instansi.001 batas_kembali", "Instansi.001 mulai"]),
    ],
    (M_PEJABAT, "name_known"): [(office(), ["Pejabat.001 nama"])],
    (M_PEJABAT, "nip_known"): [(office(), ["Pejabat.001 nip"])],
    (M_SAS, "sasaran_names_a_result"): [
        (office({(SAS, "SS.1", "sasaran"): "Terlaksananya pembinaan perpustakaan"}), ["SS.1 sasaran"]),
        (office({(SAS, "SS.1", "sasaran"): "PENYUSUNAN dokumen"}), ["SS.1 sasaran"]),
    ],
    (M_IND, "indikator_names_a_measure"): [
        (office({(IND, "IK.1.1", "indikator"): "Penyusunan dokumen literasi"}), ["IK.1.1 indikator"]),
    ],
    (M_IND, "mode_fits_jenis"): [(office({(IND, "IK.2.6", "mode"): "jumlah"}), ["IK.2.6 mode", "IK.2.6 jenis"])],
    (M_IND, "join_fits_jenis"): [
        (office({(IND, "IK.2.6", "cara_gabung"): "rata-rata"}), ["IK.2.6 cara_gabung", "IK.2.6 jenis"]),
    ],
    (M_IND, "satuan_fits_wording"): [
        (office({(IND, "IK.2.1", "satuan"): "nilai"}), ["IK.2.1 satuan", "IK.2.1 indikator"]),
        (office({(IND, "IK.2.1", "jenis"): "indeks"}), ["IK.2.1 jenis", "IK.2.1 indikator"]),
    ],
    (M_IND, "target_has_the_scale_of_last_year"): [
        (office({(IND, "IK.2.4", "target"): D(6200)}), ["IK.2.4 target", "IK.2.4 capaian_lalu"]),
        (office({(IND, "IK.2.3", "target"): D(45)}), ["IK.2.3 target", "IK.2.3 capaian_lalu"]),
    ],
    (M_PRG, "satuan_fits_wording"): [
        (office({(PRG, "2.23.03", "satuan"): "orang"}), ["2.23.03 satuan", "2.23.03 indikator"]),
    ],
}  # fmt: skip

# ------------------------------------------------------------------ where they are silent: honest, blank, faulty

SILENT: dict[tuple[str, str], list[Case]] = {
    (K, "quarters_make_target"): [
        {},
        {**SUM, "target": D(10), **quarters("1", "2", "3", "4")},
        {**RUNNING, **quarters("10", "10", "30", "74.5")},
        {**RUNNING, **quarters("80", "80", "79.5", "74.5"), "arah": Arah.NEGATIF},
        {**GRADE, "tw4": "bb"},
        {**SUM, "tw4": D(1)},
        {"target": None},
        ({**SUM, **quarters("1", "2", "3", "4")}, "tw2"),
        ({"tw4": D(1)}, "target"),
    ],
    (K, "reason_is_given"): [
        {},
        {"target": D(80), "alasan": "Tambahan pagu"},
        {"target": D(80), "alasan": "ok"},
        {"target": D(80), "pengisian": "bersama: jumlah"},
        {"target": D(80), "pengisian": "bersama: rata-rata"},
        {"target": D(80), "target_renstra": None},
        {**GRADE, "target": "bb"},
        ({"target": D(80)}, "alasan"),
        ({"target": D(80)}, "target"),
    ],
    (K, "reason_explains"): [
        {"target": D(80), "alasan": "Efisiensi"},
        {"target": D(80), "alasan": "Disesuaikan dengan capaian 2026"},
        {"target": D(80)},
        {"alasan": "ok"},
        ({"target": D(80)}, "alasan"),
    ],
    (K, "target_is_not_zero"): [
        {},
        {"target": D(0), "arah": Arah.NEGATIF},
        {"target": D(0), "pengisian": "bersama: jumlah"},
        {"target": None},
        {"target": "0"},
        ({}, "target"),
    ],
    (K, "target_does_not_fall"): [
        {},
        {"target": D("71.25")},
        {"target": D(70), "alasan": "Metode penilaian berubah tahun ini"},
        {"target": D(70), "capaian_lalu": None},
        {"target": D(70), "pengisian": "bersama: jumlah"},
        {"target": D(70), "pengisian": "bersama: rata-rata"},
        {"target": D(60), "arah": Arah.NEGATIF},
        {**GRADE, "target": "A"},
        {**GRADE, "target": "tidak ada di skala"},
        {**GRADE, "jenis": Jenis.TEKS, "target": "Rancangan"},
        {**GRADE, "jenis": Jenis.TEKS, "target": "B"},
        {**GRADE, "target": "B", "arah": Arah.NEGATIF},
        ({"target": D(70)}, "alasan"),
        ({"target": D(70)}, "target"),
    ],
    (K, "target_has_the_scale_of_the_renstra"): [
        {},
        {"target": D(80)},
        {"target": D(745), "alasan": "Skala penilaian diganti menjadi 0 sampai 1.000"},
        {"target": D(2360), "target_renstra": D(23_600), "pengisian": "bersama: jumlah"},
        {"target": D(2_300_000), "target_renstra": D(23_600), "jenis": Jenis.ANGKA},
        {"target": D(0)},
        {**PERCENT, "target": D("0.745")},
        {"target": D(7600), "target_renstra": None, "capaian_lalu": None},
        {**GRADE},
        ({"target": D(745)}, "target"),
    ],
    (K, "quarters_have_the_scale_of_the_target"): [
        {"tw1": D(70), "tw2": D(70), "tw3": D(72)},
        {**RUNNING, **quarters("0.74", "10", "30", "74.5")},
        {**SUM, "target": D(100), **quarters("1", "1", "1", "97")},
        {**PERCENT, "tw1": D("0.74")},
        {"tw1": D(1), "target": D(100), "jenis": Jenis.ANGKA},
        {},
        ({"tw2": D(7300)}, "tw2"),
    ],
    (K, "things_are_whole"): [
        {**SUM, "satuan": "dokumen", **quarters("1", "2", "3", "4"), "target": D(10)},
        *({**SUM, "satuan": satuan, "target": D("1.25")} for satuan in (
            "nilai", "km", "orang/bulan", "ribu orang", "ton", "rupiah", "hari", "rata-rata dokumen", "hektare")),
        {"satuan": "orang", "target": D("1.25")},  # an index, whatever its satuan
        {**GRADE, "satuan": "dokumen"},
        ({**SUM, "satuan": "dokumen", "target": D("1.25"), **quarters("1", "2", "3", "4")}, "target"),
        {**SUM, "satuan": "orang", **quarters("1", "2", "3", "4"), "target": D(10), "capaian_lalu": None},
    ],
    (PG, "things_are_whole"): [
        {"satuan": "laporan"}, {"satuan": None, "target": D("1.25")}, {"satuan": "%", "target": D("1.25")},
    ],
    (U, "things_are_whole"): [
        {}, {"satuan": "orang", "target": D("1.5"), "jenis": Jenis.INDEKS}, ({"target": D("1.5")}, "target"),
        ({"satuan": "orang", "target": D("1.5")}, "jenis"),
    ],
    (M_IND, "things_are_whole"): [
        office(),
        office({(IND, "IK.1.3", "satuan"): "km", (IND, "IK.1.3", "target"): D("23.6")}),
    ],
    (K, "post_is_no_person"): [
        {"penanggung_jawab": text}
        for text in ("Sekretaris", "Kepala Bidang Pembinaan Perpustakaan", "Kasubbag Umum & Kepegawaian", None,
                     "Kepala UPT. Arsip", "Kepala Seksi II", "Pustakawan Ahli Muda; Arsiparis Ahli Pertama",
                     "Kabid. Pelayanan, Kabid. Statis")
    ],
    (PG, "output_is_planned"): [{}, {"target": D(0)}, {"target": None, "pagu": D(0)}, ({"pagu": D(0)}, "target")],
    (PG, "pagu_has_output"): [{}, {"target": D(0), "pagu": D(0)}, {"target": None}, ({}, "target")],
    (PG, "output_has_pagu"): [{}, {"pagu": None}, {"pagu": D(0), "target": D(0)}, ({}, "pagu")],
    (PG, "pagu_keeps_to_indikatif"): [{}, {"pagu": D(62_500)}, {"pagu": None}, {"pagu_indikatif": None}, ({}, "pagu")],
    (PG, "pagu_is_in_rupiah"): [{}, {"pagu": D(62_000)}, {"pagu": D(0)}, {"pagu": None}, ({}, "pagu")],
    (U, "satuan_fits_wording"): [
        {},
        {"indikator": "Persentase kampung literasi", "satuan": "%", "jenis": Jenis.PERSEN},
        {"indikator": "Indeks literasi", "satuan": "nilai", "jenis": Jenis.INDEKS},
        {"indikator": "Rasio guru", "satuan": "per 1.000 penduduk", "jenis": Jenis.INDEKS},
        {"indikator": "Nilai investasi", "satuan": "Rp juta", "jenis": Jenis.ANGKA},
        {"indikator": "Nilai SAKIP", "satuan": "predikat", "jenis": Jenis.PREDIKAT},
        {"indikator": "Harapan lama sekolah", "satuan": "tahun", "jenis": Jenis.INDEKS},
        {"indikator": "Persentase kampung", "satuan": None},
        {"indikator": None, "satuan": "%"},
        ({"indikator": "Persentase kampung"}, "jenis"),
    ],
    (U, "mode_fits_jenis"): [{}, {"jenis": Jenis.TEKS, "mode": ModeTriwulan.AKHIR}, {"jenis": None}, ({}, "mode")],
    (U, "target_is_not_zero"): [{}, {"target": None}, {"target": D(0), "arah": Arah.NEGATIF}, ({}, "target")],
    (U, "proposal_is_new"): [{}, {"indikator": None}, {"indikator": "Indeks literasi"}, ({}, "indikator")],
    (FORM, "proposals_differ"): [(), ("Satu", "Dua"), ("Satu", "Satu lagi"), ("", "")],
    (PLAN, "sasaran_has_target"): [
        plan(),
        plan(missing=("PEM", "PLY")),
        plan(faulty=[("PEM", "IK.1.2", "target")]),
        plan(missing=("PLY",), faulty=[("PEM", kode, "target") for kode in ("IK.1.1", "IK.1.2", "IK.1.3")]),
    ],
    (PLAN, "joined_target_keeps_to_the_renstra"): [
        plan(),
        plan(target(SHARED_SUM, PLY=D(12_000)) | {("PEM", K, SHARED_SUM, "alasan"): "Armada keliling berkurang"}),
        plan(target(SHARED_SUM, PLY=D(12_000)), missing=("PEM",)),
        plan(target("IK.1.1", PLY=D(80), PEM=D(80))),
    ],
    (PLAN, "joined_target_does_not_fall"): [
        plan(),
        plan(target(SHARED_SUM, PLY=D(12_000))),
        plan(target("IK.7.6", SEK=D(0))),
        plan(renstra={(SHARED_SUM, "capaian_lalu"): D(30_000)}),
        plan(target(SHARED_SUM, PLY=D(9_000)), missing=("PEM",)),
    ],
    (PLAN, "joined_target_is_not_zero"): [
        plan(),
        plan(target(SHARED_SUM, PLY=D(0))),
        plan(target("IK.7.6", SEK=D(0), PLY=D(0), STA=D(0))),
    ],
    (PLAN, "answered_pagu_adds_up"): [
        plan(),
        plan(missing=("SEK", "PEM", "PLY", "WAS", "STA")),
        plan(pagu("PEM", LIBRARY, 1), missing=("PLY",)),
        plan(renstra={("2.23.03.2.01.0003", "pagu"): D(1)}),
        plan(pagu("STA", "2.24.02.2.03.0001", 1), faulty=[("WAS", "2.24.02.2.03", "pagu")]),
        plan(pagu("PEM", "2.23.03.2.01.0003", 26_000_000) | pagu("PEM", "2.23.03.2.01", 46_000_000)
             | pagu("PEM", "2.23.03", 46_000_000)),
    ],
    (PLAN, "proposals_differ_between_bagian"): [
        plan(),
        plan(proposals={"PEM": ("Satu", "Satu"), "STA": ("Dua",)}),
    ],
    (MASTER, "sasaran_has_indikator"): [office(), office(drop=((IND, "IK.1.1"),))],
    (MASTER, "sasaran_has_prioritas"): [
        office(),
        office({(SAS, "SS.1", "prioritas"): None}, drop=((PRI, ""),)),
        office(faulty=[(SAS, "SS.1", "prioritas")]),
    ],
    (MASTER, "prioritas_are_listed"): [office(), office(drop=((PRI, ""), (SAS, "")))],
    (MASTER, "prioritas_is_served"): [
        office(),
        office({(SAS, f"SS.{n}", "prioritas"): None for n in range(1, 8)}),
        office(drop=((PRI, ""),)),
    ],
    (MASTER, "bagian_has_indikator"): [office()],
    (MASTER, "what_forms_are_made_of_is_there"): [office(), office(drop=((SAS, ""), (renstra.INSTANSI, "")))],
    (MASTER, "lists_in_use_are_filled"): [
        office(),
        office(drop=((renstra.SATUAN, ""), (renstra.PREDIKAT, ""), (IND, ""))),
    ],
    (MASTER, "scale_is_clear"): [
        office(),
        office({(IND, "IK.2.6", "skala"): None}),
        office(drop=((renstra.PREDIKAT, ""),)),
    ],
    (MASTER, "kodes_name_one_row"): [office(), office({(SAS, "SS.2", "kode"): "IK.1.1"})],
    (MASTER, "kodes_differ_between_sheets"): [office(), office({(PRG, "2.24.02", "kode"): "IK.1.1"})],
    (MASTER, "indikator_differ"): [
        office(),
        office({(IND, "IK.7.1", "indikator"): "Indeks Ketersediaan Arsip Statis"}),
    ],
    (MASTER, "term_not_over"): [
        office(),
        office({(renstra.PEJABAT, "Pejabat.001", "sampai"): DAY}),
        office({(renstra.PEJABAT, "Pejabat.001", "sampai"): date(2020, 1, 1)}, drop=((renstra.INSTANSI, ""),)),
    ],
    (MASTER, "roles_held"): [office(), office(drop=((renstra.PEJABAT, "Pejabat.002"),))],
    (MASTER, "programs_have_parents"): [office(), office(drop=((PRG, ""),))],
    (MASTER, "pagu_adds_up"): [
        office(),
        office({(PRG, f"2.23.03.2.01.000{n}", "pagu"): None for n in (3, 4)}),
        office({(PRG, "2.23.03.2.01", "pagu"): None}),
        office(faulty=[(PRG, "2.23.03.2.01.0003", "pagu")]),
    ],
    (M_INSTANSI, "dates_in_order"): [
        office(),
        office({(renstra.INSTANSI, "Instansi.001", "batas_kembali"): DAY}),
    ],
    (M_PEJABAT, "name_known"): [
        office({(renstra.PEJABAT, f"Pejabat.00{n}", "nama"): "Nama" for n in range(1, 5)}),
        office(faulty=[(renstra.PEJABAT, f"Pejabat.00{n}", "nama") for n in range(1, 5)]),
    ],
    (M_PEJABAT, "nip_known"): [
        office({(renstra.PEJABAT, f"Pejabat.00{n}", "nip"): "1" for n in range(1, 5)}),
        office(faulty=[(renstra.PEJABAT, f"Pejabat.00{n}", "nip") for n in range(1, 5)]),
    ],
    (M_SAS, "sasaran_names_a_result"): [
        office(),
        *(office({(SAS, "SS.1", "sasaran"): text}) for text in (
            "Menguatnya karakteristik kebudayaan", "Terwujudnya tertib arsip", "Terkelolanya arsip dinamis", None)),
    ],
    (M_IND, "indikator_names_a_measure"): [
        office(),
        office({(IND, "IK.1.1", "indikator"): "Kualitas penyusunan laporan"}),
    ],
    (M_IND, "mode_fits_jenis"): [office(), office({(IND, "IK.2.6", "jenis"): None, (IND, "IK.2.6", "mode"): "jumlah"})],
    (M_IND, "join_fits_jenis"): [office(), office({(IND, "IK.2.6", "cara_gabung"): "utama"})],
    (M_IND, "satuan_fits_wording"): [office(), office({(IND, "IK.2.1", "satuan"): None})],
    (M_IND, "target_has_the_scale_of_last_year"): [
        office(),
        office({(IND, "IK.3.3", "target"): D(64_000)}),
        office({(IND, "IK.2.4", "capaian_lalu"): None}),
        office({(IND, "IK.2.4", "target"): D(25)}),
    ],
    (M_PRG, "satuan_fits_wording"): [
        office(),
        office({(PRG, "2.23.03", "indikator"): None, (PRG, "2.23.03", "satuan"): "orang"}),
    ],
}  # fmt: skip


# ------------------------------------------------------------------ running one rule


def registered() -> Iterator[tuple[tuple[str, str], Rule[Any]]]:
    """Every entry of every list, by level and name."""
    lists: list[tuple[str, tuple[Rule[Any], ...]]] = [
        *ROW_RULES.items(), (FORM, FORM_RULES), (PLAN, PLAN_RULES), (MASTER, MASTER_RULES),
        *((f"{MASTER} {sheet}", rules) for sheet, rules in MASTER_ROW_RULES.items()),
    ]  # fmt: skip
    return (((level, rule.name), rule) for level, rules in lists for rule in rules)


RULES = dict(registered())


def found(level: str, name: str, case: Case) -> list[Finding]:
    """What one rule says about one case."""
    rule = RULES[level, name]
    if level in LEVELS:
        changes, faulty = case if isinstance(case, tuple) else (case, None)
        assert isinstance(changes, Mapping)
        line = FormLine(level, changed(*LEVELS[level], changes, *([str(faulty)] if faulty else [])), master())
        return list(over_lines([rule], [line]))
    if level == FORM:
        assert isinstance(case, tuple)
        rows = [changed(USUL, f"U.{n:03}", {"indikator": text or None}) for n, text in enumerate(case, 1)]
        return list(rule.run(ReadResult({form.USULAN: rows})))
    assert isinstance(case, (Plans, Offices))
    subject = case.subject()
    if level in (PLAN, MASTER):
        return list(rule.run(subject))
    assert isinstance(subject, ReadResult)
    sheet = level.removeprefix(f"{MASTER} ")
    return list(over_lines([rule], [Line(sheet, each) for each in subject.rows[sheet]]))


def flat(table: Mapping[tuple[str, str], Sequence[object]]) -> list[Any]:
    """A table as parameters with readable names."""
    return [
        pytest.param(level, name, case, id=f"{level}-{name}-{n}")
        for (level, name), listed in table.items()
        for n, case in enumerate(listed, 1)
    ]


@pytest.mark.tuntas
@pytest.mark.parametrize(("level", "name", "case"), flat(FIRES))
def test_a_rule_fires_and_names_every_cell_the_one_to_mend_first(
    level: str, name: str, case: tuple[Case, list[str]]
) -> None:
    what, expected = case
    told = found(level, name, what)
    wanted = [f"{LEVELS[level][1]} {field}" for field in expected] if level in LEVELS else expected
    assert places(told[0]) == wanted
    assert told[0].column == (wanted[0].rsplit(" ", 1)[1] if wanted else None)
    assert {each.code for each in told} == {RULES[level, name].code}
    assert len({each.key for each in told}) == len(told), "a row is told once"


@pytest.mark.tuntas
@pytest.mark.parametrize(("level", "name", "case"), flat(SILENT))
def test_a_rule_is_silent_on_honest_blank_and_faulty_cells(level: str, name: str, case: Case) -> None:
    assert found(level, name, case) == []


@pytest.mark.tuntas
@pytest.mark.parametrize(("level", "name", "case"), flat(FIRES))
def test_what_a_rule_says_is_short_whole_and_tells_what_to_do(
    level: str, name: str, case: tuple[Case, list[str]]
) -> None:
    for told in found(level, name, case[0]):
        assert len(told.message) <= LONGEST_MESSAGE
        assert told.remedy
        assert not any(mark in told.message + told.remedy for mark in ("{", "None", "()", "Rp-"))


def test_every_rule_of_every_list_has_its_tests() -> None:
    assert set(FIRES) == set(RULES)
    assert set(SILENT) == set(RULES)
    assert all([*FIRES.values(), *SILENT.values()])


@pytest.mark.parametrize("rule", RULES.values(), ids=[f"{level}-{name}" for level, name in RULES])
def test_every_rule_says_what_it_is_for(rule: Rule[Any]) -> None:
    assert len((rule.check.__doc__ or "").split()) > 5


@pytest.mark.parametrize(
    ("level", "name", "case", "message"),
    [
        (K, "quarters_make_target", {"tw4": D(1250)},
         "Triwulan tidak sesuai dengan target 74,5: TW IV harus sama dengan target."),
        (K, "reason_explains", {"target": D("80.25"), "alasan": "Ok"},
         "Alasan “Ok” belum menjelaskan mengapa target 80,25 berbeda dari target Renstra 74,5."),
        (K, "target_does_not_fall", {"target": D(70)},
         "Target 70 lebih buruk daripada capaian tahun lalu 71,25 (arah positif)."),
        (K, "target_has_the_scale_of_the_renstra", {"target": D(7450)},
         "Target 7.450 tepat 100 kali target Renstra 74,5."),
        (K, "target_has_the_scale_of_the_renstra", {"target": D("0.75")},
         "Target 0,75 sekitar 1/100 dari target Renstra 74,5."),
        (PG, "things_are_whole", {"satuan": "dokumen", "target": D("1.25")},
         "Target keluaran 1,25 dokumen berupa pecahan, padahal dokumen dihitung satu per satu; mungkin 1.250."),
        (PG, "pagu_keeps_to_indikatif", {"pagu": D(60_000_000)},
         "Pagu Rp60.000.000 kurang Rp2.500.000 daripada pagu indikatif Rp62.500.000."),
        (PG, "pagu_is_in_rupiah", {"pagu": D(62_500)},
         "Pagu Rp62.500 tepat 1/1.000 dari pagu indikatif Rp62.500.000."),
        (M_IND, "satuan_fits_wording", office({(IND, "IK.2.1", "satuan"): "nilai"}),
         "Indikator IK.2.1 diawali “Persentase”, tetapi satuannya “nilai”."),
        (PLAN, "answered_pagu_adds_up", plan(pagu("STA", "2.24.02.2.03.0001", 17_400_000)),
         "Pagu 2.24.02.2.03 Rp38.000.000 lebih Rp100.000 daripada jumlah di bawahnya, Rp37.900.000."),
        (PLAN, "joined_target_keeps_to_the_renstra", plan(target(SHARED_SUM, PLY=D(12_000))),
         "Target IK.1.3 hasil gabungan (jumlah) 23.800 berbeda dari target Renstra 23.600 tanpa alasan."),
    ],
)  # fmt: skip
def test_figures_are_written_as_in_indonesia(level: str, name: str, case: Case, message: str) -> None:
    assert found(level, name, case)[0].message == message


# ------------------------------------------------------------------ weights


def test_a_new_rule_can_enter_as_a_warning() -> None:
    first, *_ = KINERJA_RULES
    line = FormLine(form.KINERJA, changed(INDEKS, "IK.1.1", {"tw4": D(1)}), master())
    assert [each.severity for each in first.run(line)] == [Severity.GALAT]
    assert [each.severity for each in replace(first, weight=Severity.PERINGATAN).run(line)] == [Severity.PERINGATAN]


@pytest.mark.parametrize(
    ("level", "name", "case", "weight"),
    [
        (K, "target_does_not_fall", {"target": D(70)}, Severity.PERINGATAN),
        (K, "target_does_not_fall", {"target": D(70), "target_renstra": D(70)}, Severity.INFO),
        (PG, "pagu_keeps_to_indikatif", {"pagu": D(1_000_000)}, Severity.PERINGATAN),
        (PG, "pagu_keeps_to_indikatif", {"pagu": D(1_000_000), "keterangan": "Refocusing"}, Severity.INFO),
        (PG, "pagu_keeps_to_indikatif", {"pagu": D(1_000_000), "keterangan": "-"}, Severity.PERINGATAN),
        (U, "mode_fits_jenis", {"jenis": Jenis.PREDIKAT, "target": "BB"}, Severity.PERINGATAN),
        (M_IND, "mode_fits_jenis", office({(IND, "IK.2.6", "mode"): "jumlah"}), Severity.GALAT),
    ],
)  # fmt: skip
def test_a_case_weighs_what_it_should(level: str, name: str, case: Case, weight: Severity) -> None:
    assert found(level, name, case)[0].severity is weight


# ------------------------------------------------------------------ all rules together


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"target": D(7450), "tw4": D(7450)}, ["BEDA_RENSTRA_TANPA_ALASAN", "SKALA_TIDAK_WAJAR"]),
        ({"target": D(70), "tw4": D(70), "alasan": "ok"}, ["ALASAN_TANPA_ISI", "TARGET_MUNDUR"]),
        ({"target": D(70), "tw4": D(70), "alasan": "Metode survei diganti"}, []),
    ],
)
def test_one_fault_is_told_as_few_times_as_a_person_mends_it(changes: dict[str, object], codes: list[str]) -> None:
    result = ReadResult({form.KINERJA: [changed(INDEKS, "IK.1.1", changes)]})
    assert [each.code.name for each in judge_form(result, master())] == codes


@pytest.mark.parametrize(
    ("column", "changes", "asked"),
    [
        ("tw1", {"target": D("3.95"), "tw1": D("0.99")}, False),
        ("tw1", {"target": D(85), "tw1": D("0.85")}, True),
        ("tw1", {"target": D("0.9"), "tw1": D("0.4")}, False),
        ("tw1", {"target": None, "target_renstra": D("0.9"), "tw1": D("0.4")}, False),
        ("tw1", {"target": None, "target_renstra": None, "capaian_lalu": None, "tw1": D("0.4")}, True),
        ("tw1", {"target": D("0.9"), "tw1": None}, True),
        ("target", {"target": D("0.85"), "target_renstra": D(85)}, True),
        ("target", {"target": D("0.85"), "target_renstra": D("0.9")}, False),
        ("target", {"target": D("0.85"), "target_renstra": None, "capaian_lalu": D("0.9")}, False),
        ("target", {"target": D("0.85"), "target_renstra": None, "capaian_lalu": None}, True),
    ],
)
def test_a_fraction_of_a_per_cent_is_asked_back_unless_its_row_answers(
    column: str, changes: dict[str, object], *, asked: bool
) -> None:
    row = changed(INDEKS, "IK.1.1", {**PERCENT, **changes})
    note = finding(
        SheetCode.PERSEN_PECAHAN, sheet=form.KINERJA, key="IK.1.1", column=column, nilai="0", kali_seratus="0"
    )
    assert list(settled([note], ReadResult({form.KINERJA: [row]}))) == ([note] if asked else [])


def test_the_shipped_example_gives_no_false_alarm() -> None:
    joined = plan().subject()
    told = [each for one in joined.counted.values() for each in judge_form(one.result, master())]
    assert [*told, *judge_plan(joined.plan, joined.counted)] == []
    assert {each.code for each in judge_master(office().subject())} == {PlanCode.NAMA_BELUM_ADA}
