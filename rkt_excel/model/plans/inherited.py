"""What a perubahan inherits that its forms cannot say: what people had set over the forms, and which rows they dropped.

A figure that the meeting had set over the parts of several bagian stays while the parts are unchanged. Where a bagian
changes its part, that is a conflict like any other: somebody decides, and until then the signed figure stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rkt_excel.model.forms import form
from rkt_excel.model.forms.choosing import Chosen
from rkt_excel.model.origin.master import Master
from rkt_excel.model.origin.murni import Murni
from rkt_excel.model.origin.signed_plan import Sebab
from rkt_excel.model.plans.changes import JenisPerubahan
from rkt_excel.model.plans.merge import merge
from rkt_excel.model.plans.plan import Plan
from rkt_excel.model.plans.revision import Suntingan, Suntingans, revised
from rkt_excel.model.tables.formulir import TEXTS
from rkt_excel.model.vocabulary.nilai import Nilai, Place, as_text
from rkt_excel.model.vocabulary.terms import YA


def inherited(master: Master) -> dict[Place, Suntingan]:
    """The edits that a perubahan begins with; none in a first edition."""
    if master.murni is None:
        return {}
    untouched, _ = merge(master, Chosen({}, {}, ()))
    return dict(_set_over(master, master.murni, untouched)) | dict(_dropped(master.murni, untouched))


def with_inherited(plan: Plan) -> Plan:
    """The plan of the returns with what it inherits, before anybody types into this edition's Konsep."""
    edits = inherited(plan.master)
    return revised(plan, edits)[0] if edits else plan


def inherited_values(edits: Suntingans) -> list[dict[str, Any]]:
    """The same for the journal, where a value's history begins with it."""
    return [
        {"kunci": kunci, "kolom": kolom, "dari": each.atas, "ke": as_text(each.nilai), "alasan": each.alasan,
         "oleh": each.oleh, "jenis": JenisPerubahan.DIUBAH.value, "lembar": each.lembar, "sel": each.sel,
         "berkas": each.berkas, "sha256": each.sha256}
        for (kunci, kolom), each in edits.items()
        if each.warisan
    ]  # fmt: skip


def _set_over(master: Master, signed: Murni, untouched: Plan) -> Iterator[tuple[Place, Suntingan]]:
    programs = {each.kode for each in master.program}
    for place, value in signed.nilai.items():
        kunci, kolom = place
        forms = untouched.nilai(kunci, kolom)
        # Texts side by side name their bagian, which may be called otherwise now; that is no edit of anybody.
        if value != forms and (place in signed.diketik or kolom not in TEXTS):
            sheet = form.PROGRAM if kunci in programs else form.KINERJA
            yield place, _edit(value, forms, signed.diketik.get(place, Sebab()), signed, sheet)


def _dropped(signed: Murni, untouched: Plan) -> Iterator[tuple[Place, Suntingan]]:
    programs = {each.kode for each in untouched.master.program}
    for kunci, why in signed.dihapus.items():
        sheet = form.PROGRAM if kunci in programs else form.KINERJA
        yield (kunci, "dihapus"), _edit(YA, None, why, signed, sheet)


def _edit(value: Nilai, forms: Nilai | None, why: Sebab, signed: Murni, sheet: str) -> Suntingan:
    return Suntingan(value, as_text(forms), why.alasan, why.oleh, signed.signed.nama, "", sheet, "", warisan=True)
