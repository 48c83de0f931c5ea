"""Who decides: the officials of the sheet Pejabat as they stand on a day, and the order in which they initial."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rkt_excel.errors import NotNowError, UnknownArgumentError
from rkt_excel.model.master import Master
from rkt_excel.model.renstra import Pejabat
from rkt_excel.model.terms import Penugasan, Peran
from rkt_excel.workbook.cells import folded


def paraf_chain(master: Master, day: date) -> tuple[Pejabat, ...]:
    """Who initials on a day, in order (column Urutan paraf); an acting official takes the place of the post.

    Raises:
        NotNowError: A post of the chain is held by nobody on that day.
    """
    places: dict[str, Decimal] = {}
    for each in master.pejabat:
        if each.urutan_paraf is not None:
            places[each.peran] = min(each.urutan_paraf, places.get(each.peran, each.urutan_paraf))
    chain = [(peran, master.official(Peran(peran), day)) for peran in sorted(places, key=places.__getitem__)]
    vacant = [peran for peran, official in chain if official is None]
    if vacant:
        posts = ", ".join(vacant)
        raise NotNowError(f"Tidak ada pejabat {posts} yang berlaku pada {day:%d/%m/%Y}. Lengkapi lembar Pejabat.")
    return tuple(official for _, official in chain if official)


def holder(master: Master, text: str, day: date) -> Pejabat:
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


def signature(official: Pejabat) -> dict[str, str | None]:
    """How the journal names who decided."""
    return {
        "peran": official.peran,
        "jabatan": title(official),
        "nama": official.nama,
        "nip": official.nip,
    }
