"""The other side of `edges.docx.trial`: all that is done with a template but printing it, in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from rkt_excel.edges.docx import templates, word
from rkt_excel.edges.docx.pages import chapter_end, columns, headings, signature
from rkt_excel.edges.docx.pages.word_paper import fit_paper
from rkt_excel.edges.docx.trial import BORNE, READY, SIZE_BYTES

MEMORY: Final = 1_500_000_000  # bytes of addresses; a template of an office takes 300 million, most of it the program


def serve() -> None:
    """Try the templates that come by standard input until it ends; each is answered when it was borne."""
    _bound_memory()
    _say(READY)
    while size := int.from_bytes(sys.stdin.buffer.read(SIZE_BYTES)):
        rehearse(sys.stdin.buffer.read(size))
        _say(BORNE)


def _say(word: bytes) -> None:
    sys.stdout.buffer.write(word)
    sys.stdout.buffer.flush()


def _bound_memory() -> None:
    """Let a trial that asks for too much memory fail; Windows knows no such bound for a process by itself."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - exists on POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def rehearse(content: bytes) -> None:
    """Look for the tags of a template, compile them, and lay out its pages, each as far as it goes.

    Raises:
        MemoryError: There is not enough of it.
    """
    for each in _parts_of_the_work(content):
        try:
            each()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 - whoever fills the template meets it too, and says it well
            continue


def _parts_of_the_work(content: bytes) -> Iterator[Callable[[], object]]:
    try:
        document = word.loaded(content)
    except word.UNUSABLE:
        return
    yield partial(templates.stories_of, document.docx)
    yield from (partial(_compiled, document, source) for source in word.tagged_parts(document))
    yield partial(fit_paper, document.docx, "F4")
    for step in (headings.paint, columns.fit_words, signature.tie, chapter_end.keep_chapter_end, chapter_end.close):
        yield partial(step, document.docx)


def _compiled(document: Any, source: str) -> object:  # noqa: ANN401 - docxtpl has no types
    return word.sandbox(autoescape=True).from_string(document.patch_xml(source))
