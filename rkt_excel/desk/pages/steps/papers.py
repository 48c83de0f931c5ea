"""What the pages of the single steps share: papers as they lie there, buttons, and the next one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from rkt_excel.desk.pages.buttons import Button, button, typed_button
from rkt_excel.desk.pages.office import Standing
from rkt_excel.desk.work.moves import MOVES
from rkt_excel.edges.work_folder.folder import digest, legal_name

_VERSION: Final = re.compile(r" \(\d+\)$|\.\d+$")  # of one that stands beside another


@dataclass(frozen=True)
class StepPaper:
    """A file of a step.

    Attributes:
        berkas: Relative to the work folder with "/".
        keadaan: "ada", "berubah" since it was written, or "hilang".
    """

    berkas: str
    keadaan: str = "ada"

    @property
    def same(self) -> bool:
        """Whether it lies there as it was written."""
        return self.keadaan == "ada"


def lying(standing: Standing, below: str) -> list[StepPaper]:
    """The outputs that lie below a place of the work folder, oldest first."""
    return [StepPaper(name) for name in standing.written if name.startswith(below)]


def bound_files(standing: Standing, files: Mapping[str, str]) -> list[StepPaper]:
    """Files that a decision holds for, each against its SHA-256.

    Args:
        standing: Whose work folder they lie in.
        files: Their SHA-256 by their place.
    """
    return [StepPaper(name, _compared(standing, name, known)) for name, known in files.items()]


def _compared(standing: Standing, name: str, known: str) -> str:
    found = digest(standing.folder / name) if standing.folder else None
    return "hilang" if found is None else "ada" if found == known else "berubah"


def belonging(papers: Iterable[StepPaper], kode: str) -> Iterator[StepPaper]:
    """Of papers that are named by whom they are for, those for one."""
    for each in papers:
        stem = _VERSION.sub("", PurePosixPath(each.berkas).stem)
        if stem.endswith(legal_name(f" - {kode}").strip()) and stem.rpartition(" - ")[2] == legal_name(kode):
            yield each


def step_buttons(standing: Standing, page: str, *left: str) -> list[tuple[Button, bool]]:
    """The buttons of a page, each with whether it is the next thing to do; that one knows what it is to tell.

    Args:
        standing: How the office stands.
        page: Its word.
        left: Words of buttons that the page shows elsewhere.
    """
    following = typed_button(standing, standing.status.ketik) if standing.status else None
    shown: list[tuple[Button, bool]] = []
    for each in MOVES:
        if each.page == page and each.word not in left:
            following_this = following is not None and following.move is each
            shown.append((following if following_this and following else button(standing, each.word), following_this))
    return shown


def who(details: Mapping[str, Any]) -> str:
    """Who decided, as the journal names them."""
    return ", ".join(filter(None, (details.get("jabatan") or details.get("peran"), details.get("nama"))))


def day_of(details: Mapping[str, Any], when: date) -> date:
    """The day that was told of an act, else that of its recording."""
    told = details.get("tanggal")
    return date.fromisoformat(str(told)) if told else when
