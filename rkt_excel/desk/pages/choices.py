"""What may be chosen where a button asks: officials of today, bagian that still lack their copy, files that came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rkt_excel.desk.pages.office import Office, Standing
from rkt_excel.desk.work.moves import Asks, Move
from rkt_excel.events import DIGABUNG
from rkt_excel.model.vocabulary.terms import Peran

Offer = tuple[str, str]  # what is told, and how it is shown


def choices(office: Office, standing: Standing, move: Move) -> Mapping[str, tuple[Offer, ...]]:
    """The choices of each field of a button that has any, by its name."""
    made = {Asks.WHO: _officials, Asks.BAGIAN: _receivers, Asks.RETURN: _returns}
    return {each.name: tuple(made[each.asks](office, standing)) for each in move.fields if each.asks in made}


def _officials(office: Office, standing: Standing) -> Iterable[Offer]:
    if standing.master is None:
        return
    for peran in Peran:
        official = standing.master.official(peran, office.place.today)
        if official:
            yield peran.value, official.nama or official.jabatan


def _receivers(office: Office, standing: Standing) -> Iterable[Offer]:
    del office
    state, master = standing.state, standing.master
    for each in state.penerima:
        if each not in state.diterima:
            yield each, master.nama_bagian(each) if master else each


def _returns(office: Office, standing: Standing) -> Iterable[Offer]:
    if standing.folder is None:
        return
    with office.place.read_register(standing.folder) as register:
        entry = register.last(DIGABUNG)
    for name in entry.details.get("berkas", {}) if entry else ():
        yield name, name
