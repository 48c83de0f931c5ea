"""How pagu divides over the sasaran that programs serve. Where a sum would be partial there is none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rkt_excel.model.tables.renstra import Program
from rkt_excel.model.vocabulary.nomenklatur import parent_of
from rkt_excel.model.vocabulary.terms import Tingkat

Share = Mapping[str | None, Decimal]  # rupiah by kode of sasaran; None for what serves no sasaran


@dataclass(frozen=True)
class Tree:
    """The lines of program, kegiatan and sub kegiatan as they stand under each other.

    Attributes:
        programs: The lines that the others are parts of.
        parts: The lines right below each, by kode.
        orphans: Kegiatan and sub kegiatan that stand under no listed line; what stands under them is among `parts`.
    """

    programs: tuple[Program, ...]
    parts: Mapping[str, Sequence[Program]]
    orphans: tuple[Program, ...]

    def below(self, kode: str) -> list[Program]:
        """Every line below one, however deep."""
        return [line for each in self.parts.get(kode, ()) for line in (each, *self.below(each.kode))]


def tree(lines: Sequence[Program]) -> Tree:
    """Put the lines under their next higher one that is listed."""
    known = {each.kode for each in lines}
    parts: dict[str, list[Program]] = {}
    orphans = list[Program]()
    for each in lines:
        above = parent_of(each.kode)
        while above and above not in known:
            above = parent_of(above)
        if each.tingkat != Tingkat.PROGRAM:
            (parts.setdefault(above, []) if above else orphans).append(each)
    return Tree(tuple(each for each in lines if each.tingkat == Tingkat.PROGRAM), parts, tuple(orphans))


@dataclass(frozen=True)
class Division:
    """The programs, whom they serve, and what of their pagu goes where.

    Attributes:
        tree: The lines.
        pagu: Rupiah of a line by kode, `None` where it is not known.
    """

    tree: Tree
    pagu: Callable[[str], Decimal | None]

    def served(self, program: Program) -> set[str]:
        """The kode of the sasaran that a program, a kegiatan or a sub kegiatan of it names."""
        return {each.sasaran for each in (program, *self.tree.below(program.kode)) if each.sasaran}

    def total(self) -> Decimal | None:
        """The pagu of all programs in rupiah; `None` as long as that of one of them is not known."""
        known = [amount for each in self.tree.programs if (amount := self.pagu(each.kode)) is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(self.tree.programs) else None

    def of(self, group: Collection[str]) -> Decimal | None:
        """What goes to these sasaran together; `None` where that is not wholly known, or no program serves them."""
        amounts = list[Decimal | None]()
        for program in self.tree.programs:
            served = self.served(program)
            if served.isdisjoint(group):
                continue
            share = self._shared(program, None)
            if share is not None:
                amounts.append(sum((share.get(kode, Decimal(0)) for kode in group), Decimal(0)))
            elif program.sasaran in group and served <= set(group):
                amounts.append(self.pagu(program.kode))
            else:
                return None
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None

    def _shared(self, line: Program, above: str | None) -> Share | None:
        """A line's pagu by sasaran, as the lines at the bottom say; one that names none serves that of the line above.

        `None` where a pagu is missing, or where the parts are not their whole.
        """
        own, amount, parts = line.sasaran or above, self.pagu(line.kode), self.tree.parts.get(line.kode, ())
        if amount is None:
            return None
        if all(each.sasaran in (None, own) for each in self.tree.below(line.kode)):
            return {own: amount}
        shares: dict[str | None, Decimal] = {}
        for each in parts:
            share = self._shared(each, own)
            if share is None:
                return None
            for kode, part in share.items():
                shares[kode] = shares.get(kode, Decimal(0)) + part
        return shares if sum(shares.values(), Decimal(0)) == amount else None
