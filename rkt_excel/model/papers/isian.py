"""What a Word template may print, declared once: name, meaning, example and type of every placeholder.

A document declares its placeholders as an `Isian`: a pydantic model whose fields carry `arti(meaning, example)`.
The values handed to the template are such a model (`model_dump()`), so that what is documented by `rkt templat`,
what is checked by `rkt templat --periksa`, and what is printed can never differ. Nested models and lists of models
are the objects and loops of a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

EACH: Final = "[]"  # behind the name of a list in a path: sasaran[].indikator[].uraian
_METHODS: Final = frozenset(dir(dict)) | frozenset(dir(list))


class Isian(BaseModel):
    """The placeholders of a document, or of an object within it; each field is made by `arti`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Refuse a placeholder that nobody could look up: without a meaning, or with the name of a method."""
        for name, field in cls.model_fields.items():
            if not field.description or (_model(field.annotation) is None and not field.examples):
                message = f"{cls.__name__}.{name} needs arti(meaning, example)"
                raise TypeError(message)
            if name in _METHODS:
                message = f"{cls.__name__}.{name}: a template would find the method of that name"
                raise TypeError(message)


def arti(meaning: str, *examples: object, judul: str | None = None) -> Any:  # noqa: ANN401 - stands in the place of a default, as Field does
    """The meaning of a placeholder in Indonesian and examples of its value; a list of models needs no example.

    Written behind the type: `tahun: str = arti("Tahun RKT", "2026")`.

    Args:
        meaning: Where people look it up.
        examples: As they are printed.
        judul: The heading over it in a table, where that is not the meaning up to a semicolon.
    """
    return Field(title=judul, description=meaning, examples=list(examples) or None)


def isian_headings(isi: type[Isian]) -> dict[str, str]:
    """What stands over each placeholder in a table, by name."""
    return {
        name: field.title or (field.description or "").partition(";")[0] for name, field in isi.model_fields.items()
    }


@dataclass(frozen=True)
class Contoh:
    """The example of a value that is no text, beside its type: `Annotated[Draw | None, Contoh(draw)]`."""

    nilai: object


@dataclass(frozen=True)
class Dokumen:
    """A document that is filled from a Word template.

    Attributes:
        berkas: File name of the template in input_templates/.
        judul: What the document is called.
        guna: When it is made and what it is for, one sentence.
        isi: What its template may print.
        setengah: Whether it is printed on half a sheet of the office's paper.
    """

    berkas: str
    judul: str
    guna: str
    isi: type[Isian]
    setengah: bool = False

    @property
    def isian(self) -> tuple[Placeholder, ...]:
        """What its template may print, one by one."""
        return placeholders(self.isi)


@dataclass(frozen=True)
class Placeholder:
    """One placeholder of a document.

    Attributes:
        path: As in `sasaran[].indikator[].uraian`; what stands before `[]` is gone through with a for.
        meaning: What is printed, in Indonesian.
        example: An example of the value as it is printed, "" for lists and objects.
        kind: teks, bilangan, ya/tidak, gambar (drawn by `Draw`), daftar (a list) or kelompok (an object).
    """

    path: str
    meaning: str
    example: str
    kind: str


@cache
def placeholders(isi: type[Isian]) -> tuple[Placeholder, ...]:
    """Every placeholder of a document in the order of its declaration, those of lists and objects after their own."""
    return tuple(_placeholders(isi, ""))


def _placeholders(isi: type[Isian], before: str) -> Iterator[Placeholder]:
    for name, field in isi.model_fields.items():
        path, listed, inner = f"{before}{name}", _is_list(field.annotation), _model(field.annotation)
        yield Placeholder(path, field.description or "", _example(field, listed=listed, inner=inner), _kind(field))
        if inner is not None:
            yield from _placeholders(inner, f"{path}{EACH if listed else ''}.")
        elif listed:
            shown = str(field.examples[0][0]) if field.examples and field.examples[0] else ""
            yield Placeholder(path + EACH, field.description or "", shown, "teks")


def _example(field: FieldInfo, *, listed: bool, inner: object) -> str:
    if listed or inner is not None or not field.examples or _is_drawn(field.annotation):
        return ""
    shown = field.examples[0]
    return {True: "ya", False: "tidak"}[shown] if isinstance(shown, bool) else str(shown)


def _kind(field: FieldInfo) -> str:
    if _is_list(field.annotation):
        return "daftar"
    if _model(field.annotation) is not None:
        return "kelompok"
    if _is_drawn(field.annotation):
        return "gambar"
    kinds = {bool: "ya/tidak", int: "bilangan"}
    return next((kinds[each] for each in (bool, int) if _allows(field.annotation, each)), "teks")


def _allows(annotation: object, kind: type) -> bool:
    return annotation is kind or kind in get_args(annotation)


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) in {list, tuple}


def _is_drawn(annotation: object) -> bool:
    return get_origin(annotation) is Callable or any(_is_drawn(each) for each in get_args(annotation))


def _model(annotation: object) -> type[Isian] | None:
    """The model in an annotation: itself, the item of a list, or the part of a union; `None` where there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Isian):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model(each))), None)


def example_values(isi: type[Isian], *, baris: int = 2, teks: str | None = None) -> dict[str, Any]:
    """Values for every placeholder, made of the examples: what a template prints when it is tried out.

    Args:
        isi: What the template may print.
        baris: How many items each list of objects has.
        teks: What every text is instead of its example.
    """
    values: dict[str, Any] = {}
    for name, field in isi.model_fields.items():
        inner, examples = _model(field.annotation), field.examples or [""]
        typical = next((each.nilai for each in field.metadata if isinstance(each, Contoh)), None)
        if typical is not None:
            values[name] = typical
        elif inner is None:
            values[name] = _text(examples[0], teks)
        elif _is_list(field.annotation):
            values[name] = [example_values(inner, baris=baris, teks=teks) for _ in range(baris)]
        else:
            values[name] = example_values(inner, baris=baris, teks=teks)
    return values


def _text(example: Any, teks: str | None) -> Any:  # noqa: ANN401 - an example is of any type
    if isinstance(example, list | tuple):
        return [_text(each, teks) for each in example]
    return teks if teks is not None and isinstance(example, str) else example
