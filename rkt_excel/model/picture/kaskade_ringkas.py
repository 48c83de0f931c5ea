"""A cascade with fewer boxes: what does not fit on the page stands in one box that says how much it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count
from string import ascii_uppercase

from rkt_excel.model.picture.kaskade import IndikatorPeta, Kaskade, PrioritasPeta, ProgramPeta, SasaranPeta


def joined_sasaran(whole: Kaskade, *, by_prioritas: bool) -> Kaskade:
    """The sasaran of each priority as one, or all of them as one."""
    groups: dict[int | None, list[int]] = {}
    for place, each in enumerate(whole.sasaran):
        groups.setdefault(each.prioritas if by_prioritas else None, []).append(place)
    home = {place: number for number, places in enumerate(groups.values()) for place in places}
    boxes = tuple(
        _joined(name, [whole.sasaran[place] for place in places], prioritas, _sum_of(whole, prioritas))
        for name, (prioritas, places) in zip(_free_names(whole), groups.items(), strict=False)
    )
    return replace(whole, sasaran=boxes, program=tuple(_moved(each, home) for each in whole.program))


def _sum_of(whole: Kaskade, prioritas: int | None) -> Decimal | None:
    return None if prioritas is None else whole.prioritas[prioritas].pagu


def _free_names(whole: Kaskade) -> Iterator[str]:
    """Letters for the groups, without those that are the kode of a row already."""
    taken = {each.kode for each in whole.prioritas} | {each.kode for each in whole.program}
    taken |= {name for goal in whole.sasaran for name in (goal.nomor, *(each.nomor for each in goal.indikator))}
    return (name for number in count() if (name := _name(number)) not in taken)


def _name(number: int) -> str:
    """A, B and so on to Z, then AA."""
    before, letter = divmod(number, len(ascii_uppercase))
    return (_name(before - 1) if before else "") + ascii_uppercase[letter]


def _joined(nomor: str, parts: Sequence[SasaranPeta], prioritas: int | None, pagu: Decimal | None) -> SasaranPeta:
    """Several sasaran as one: they stand where its indikator would, each with how many it has."""
    return SasaranPeta(
        nomor=nomor,
        uraian=f"{len(parts)} sasaran",
        prioritas=prioritas,
        indikator=tuple(IndikatorPeta(each.nomor, each.uraian, f"{each.jumlah} indikator") for each in parts),
        jumlah=sum(each.jumlah for each in parts),
        bagian=frozenset(kode for each in parts for kode in each.bagian),
        pagu=pagu,
        gabungan=len(parts),
    )


def _moved(program: ProgramPeta, home: dict[int, int]) -> ProgramPeta:
    own = {home[place] for place in program.langsung}
    return replace(
        program,
        langsung=tuple(sorted(own)),
        sebagian=tuple(sorted({home[place] for place in program.sebagian} - own)),
    )


def fewer_programs(whole: Kaskade, keep: int) -> Kaskade:
    """The programs with the largest pagu in their order, and the others as one."""
    order = sorted(range(len(whole.program)), key=lambda place: (-(whole.program[place].pagu or 0), place))
    kept, rest = sorted(order[:keep]), [whole.program[place] for place in sorted(order[keep:])]
    if len(rest) < 2:
        return whole
    own = {place for each in rest for place in each.langsung}
    other = ProgramPeta(
        kode="",
        uraian=f"{len(rest)} program{' lain' if keep else ''}",
        pagu=_sum([each.pagu for each in rest]),
        langsung=tuple(sorted(own)),
        sebagian=tuple(sorted({place for each in rest for place in each.sebagian} - own)),
        kegiatan=sum(each.kegiatan for each in rest),
        sub_kegiatan=sum(each.sub_kegiatan for each in rest),
        berubah=any(each.berubah for each in rest),
    )
    return replace(whole, program=(*(whole.program[place] for place in kept), other))


def fewer_prioritas(whole: Kaskade, keep: int) -> Kaskade:
    """The first `keep` priorities, and the others as one box that says how many; unchanged where only one is left."""
    rest = whole.prioritas[keep:]
    if len(rest) < 2:
        return whole
    other = PrioritasPeta("", f"{len(rest)} prioritas{' lain' if keep else ''}", _sum([each.pagu for each in rest]))
    moved = tuple(
        each if each.prioritas is None else replace(each, prioritas=min(each.prioritas, keep)) for each in whole.sasaran
    )
    return replace(whole, prioritas=(*whole.prioritas[:keep], other), sasaran=moved)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, where every amount is known."""
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
