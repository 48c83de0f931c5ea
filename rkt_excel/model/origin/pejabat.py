"""Who decides: the officials of the sheet Pejabat as they stand on a day, and the order in which they initial."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict

from rkt_excel.errors import NotNowError, UnknownArgumentError
from rkt_excel.model.origin.master import Master
from rkt_excel.model.tables.renstra import Pejabat
from rkt_excel.model.vocabulary.terms import Penugasan, Peran
from rkt_excel.workbook.values.cells import folded


def paraf_order(master: Master, day: date) -> tuple[tuple[Peran, Pejabat | None], ...]:
    """The posts that initial on a day, in order, each with its holder, `None` where it is vacant.

    What is printed and what is enforced both go by this. The place of a post is the Urutan paraf of its holder; an
    acting one without a number takes the place of the holder before, for it is the post that initials. Of two posts
    with one number the one that the sheet names first comes first.
    """
    posts = dict.fromkeys(Peran(each.peran) for each in master.pejabat if each.urutan_paraf is not None)
    holders = {peran: master.official(peran, day) for peran in posts}
    return tuple((each, holders[each]) for each in sorted(posts, key=lambda each: _place(master, each, holders[each])))


def _place(master: Master, peran: Peran, holder: Pejabat | None) -> Decimal:
    if holder and holder.urutan_paraf is not None:
        return holder.urutan_paraf
    numbered = [each for each in master.pejabat if each.peran == peran and each.urutan_paraf is not None]
    before = [each for each in numbered if not (holder and holder.mulai and each.mulai and each.mulai > holder.mulai)]
    last = max(before or numbered, key=lambda each: each.mulai or date.min)
    assert last.urutan_paraf is not None  # only such rows are in the list
    return last.urutan_paraf


def paraf_titles(master: Master, day: date) -> list[str]:
    """The posts that initial on a day as they are printed; a vacant one by its role."""
    return [title(holder) if holder else str(peran) for peran, holder in paraf_order(master, day)]


def paraf_chain(master: Master, day: date) -> tuple[Pejabat, ...]:
    """Who initials on a day, in order.

    Raises:
        NotNowError: A post of the chain is held by nobody on that day.
    """
    chain = paraf_order(master, day)
    vacant = [peran for peran, official in chain if official is None]
    if vacant:
        posts = ", ".join(vacant)
        raise NotNowError(f"Tidak ada pejabat {posts} yang berlaku pada {day:%d/%m/%Y}. Lengkapi lembar Pejabat.")
    return tuple(official for _, official in chain if official)


def pejabat_named(master: Master, text: str, day: date) -> Pejabat:
    """The official that an argument names: by peran, jabatan or nama, in any spelling of upper and lower case.

    Raises:
        UnknownArgumentError: The master names nobody so.
        NotNowError: It does, but nobody so named holds the post on that day.
    """
    wanted = folded(text)
    named = [each for each in master.pejabat if wanted and wanted in {folded(name) for name in _names(each)}]
    if not named:
        offered = ", ".join(dict.fromkeys(_called(each) for each in master.pejabat))
        raise UnknownArgumentError(f"Pejabat “{text}” tidak ada di lembar Pejabat. Yang ada: {offered}.")
    for each in named:
        if master.official(Peran(each.peran), day) == each:
            return each
    raise NotNowError(_out_of_term(named, master, day))


def _names(each: Pejabat) -> Iterable[str]:
    return (name for name in (each.peran, each.jabatan, each.nama, f"{each.penugasan} {each.jabatan}") if name)


def _called(each: Pejabat) -> str:
    return f"{each.peran} ({each.nama})" if each.nama else each.peran


def _out_of_term(named: list[Pejabat], master: Master, day: date) -> str:
    last = max(named, key=lambda each: each.sampai or each.mulai or date.min)
    who = last.nama or title(last)
    if last.sampai and last.sampai < day:
        term = f"masa tugasnya berakhir pada {last.sampai:%d/%m/%Y}"
    elif last.mulai and last.mulai > day:
        term = f"masa tugasnya baru dimulai pada {last.mulai:%d/%m/%Y}"
    else:
        term = "jabatan itu sekarang dipegang pejabat lain"
    now = master.official(Peran(last.peran), day)
    return f"{who} tidak dapat bertindak: {term}." + (
        f" Yang berlaku sekarang: {now.nama or title(now)}." if now else ""
    )


def title(official: Pejabat) -> str:
    """The post as it is printed, an acting holder named so: "Plt. Kepala Dinas …"."""
    return official.jabatan if official.penugasan == Penugasan.DEFINITIF else f"{official.penugasan} {official.jabatan}"


class Penanda(TypedDict):
    """Who decided, as the journal names them."""

    peran: str
    jabatan: str
    nama: str | None
    nip: str | None


def as_signer(official: Pejabat) -> Penanda:
    """How the journal names who decided."""
    return {
        "peran": official.peran,
        "jabatan": title(official),
        "nama": official.nama,
        "nip": official.nip,
    }
