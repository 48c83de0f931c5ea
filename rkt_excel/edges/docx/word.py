"""Word templates filled with values; the only module that uses docxtpl.

A template is an ordinary .docx which the office edits in Word. Its placeholders are Jinja: `{{ tahun }}`,
`{%p if … %}`, `{%tr for … %}`. It runs in a sandbox, for people exchange templates; an unknown placeholder
stops the run instead of printing nothing, because a gap in a signed document is noticed too late.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rkt_excel.edges.disk.one_way import file_bytes
from rkt_excel.edges.disk.oserrors import cause
from rkt_excel.edges.docx import emblem, picture, trial
from rkt_excel.edges.docx.package import sound, word_parts
from rkt_excel.edges.docx.package.word_parts import W
from rkt_excel.edges.docx.package.word_text import SPOILED
from rkt_excel.edges.docx.pages import chapter_end, columns, headings, merged_rows, row_headings, row_heights, signature
from rkt_excel.edges.docx.pages.word_paper import PaperName, fit_paper
from rkt_excel.errors import InputUnusableError
from rkt_excel.workbook.characters import fit
from rkt_excel.workbook.containers.limits import Reason, Unreadable

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Environment, Template
    from jinja2.exceptions import TemplateSyntaxError
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_LINE_END = re.compile("\r\n?|\u2028|\u2029")

_END = "\ufdd0"  # a sign that no text has once it is fit for a file
_ENDED = re.compile(_END)
_TWICE = re.compile(rf"{_END}((?:<(?!/w:p>)[^>]*>)*)\.(?!\.)")

_DOCXTPL_ESCAPE = re.compile(r"\{_[{%]|[%}]_\}")

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255  # characters; python-docx refuses more
_UNDATED = date(2000, 1, 1)  # of a trial

# Jinja speaks of "'x' is undefined" or "'dict object' has no attribute 'x'" (also: "no element 3").
_UNKNOWN = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'|has no element (\S+)")
_LONGEST_QUOTE = 80
_BACK_TO_SHIPPED = "Pindahkan berkas itu lalu jalankan rkt mulai untuk memakai templat bawaan."
TOO_MUCH = (
    "meminta pengolahan yang jauh lebih besar daripada dokumen mana pun, sehingga tidak diisi. Hapus perintah yang "
    f"terakhir ditambahkan, misalnya for di dalam for. {_BACK_TO_SHIPPED}"
)
UNUSABLE = (*SPOILED, Unreadable)


class TemplateError(InputUnusableError):
    """A Word template cannot be used; the text is an Indonesian sentence that says what to mend.

    Attributes:
        template: The template file.
        placeholder: The placeholder or command at fault as it stands in the template, "" where none is known.
    """

    def __init__(self, template: Path, sentence: str, placeholder: str = "") -> None:
        super().__init__(f"Templat Word “{template.name}” {sentence}")
        self.template = template
        self.placeholder = placeholder


def render(template: Path, context: Mapping[str, object], *, paper: PaperName, made: date = _UNDATED) -> bytes:
    """Fill the Word template with the context and give the bytes of a .docx.

    A value that is a function is a picture (`model.picture.shapes.Draw`), drawn where the template prints it.

    The same template, context, paper and day give the same bytes. Values are text, never markup: `&`, `<` and
    `{{ }}` in them print as they are, a line break becomes one of Word, a control character becomes a space.

    Args:
        template: A .docx with Jinja placeholders.
        context: Values by name. `instansi.perangkat_daerah` becomes the author of the file; it may be missing.
        paper: Size of every page. Each section keeps its orientation and margins; tables keep their
            proportion to the width of the text, and tab stops at the right margin follow it.
        made: The date of the file in its properties, never the clock's.

    Raises:
        TemplateError: The template is missing, is not a .docx, or a placeholder in it is wrong.
    """
    from rkt_excel.edges.docx.language import Allowance, limited_to  # noqa: PLC0415 - it needs Jinja

    values = {name: clean(value) for name, value in context.items()}
    document = opened(template)
    try:
        with limited_to(Allowance()):
            filled = _filled(document, values, paper, template.parent)
        _set_properties(filled.docx, values, made)
        return _saved(filled)
    except picture.PictureError as fault:
        tag = f"{{{{ {fault.name} }}}}"
        raise TemplateError(template, f"memuat gambar “{tag}” yang {fault}", tag) from fault
    except _mendable() as fault:
        raise _explained(template, document, fault) from fault


def opened(template: Path) -> Any:  # noqa: ANN401 - docxtpl has no types
    """The template, loaded, as docxtpl's `DocxTemplate`.

    Raises:
        TemplateError: It is missing, cannot be read, or is no whole .docx.
    """
    try:
        content = file_bytes(template)
    except FileNotFoundError as fault:
        sentence = f"tidak ditemukan di “{template.parent}”. Kembalikan berkas itu ke sana, atau jalankan rkt mulai."
        raise TemplateError(template, sentence) from fault
    except OSError as fault:
        raise TemplateError(template, f"tidak dapat dibaca: {cause(fault)}.") from fault
    try:
        document = loaded(content)
    except UNUSABLE as fault:  # ValueError: also another kind of Office file, such as .dotx
        sentence = "bukan dokumen Word (.docx) yang utuh. Buka di Word, lalu simpan sebagai Dokumen Word (*.docx)."
        if isinstance(fault, Unreadable) and fault.reason is Reason.TERLALU_BESAR:
            sentence = f"tidak dibuka: {fault.detail}. {_BACK_TO_SHIPPED}"
        raise TemplateError(template, sentence) from fault
    try:
        trial.check_bearable(content)
    except trial.TrialError as fault:
        raise TemplateError(template, TOO_MUCH) from fault
    return document


def loaded(content: bytes) -> Any:  # noqa: ANN401 - docxtpl has no types
    """The bytes of a template as docxtpl's `DocxTemplate`, without a trial; raises what stands in `UNUSABLE`."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - a tenth of a second, and most commands never need it

    sound.check_size(content)
    document = DocxTemplate(BytesIO(content))
    document.init_docx()
    return document


def tagged_parts(document: Any) -> Iterator[str]:  # noqa: ANN401 - docxtpl has no types
    """The XML of every part of a template whose tags are filled as docxtpl looks for them."""
    yield document.get_xml()
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        yield from (document.get_part_xml(part) for _, part in document.get_headers_footers(kind))
    for part, _ in word_parts.side_stories(document.docx):
        yield document.xml_to_string(word_parts.root_of(part))


def has_empty_frame(template: Path) -> bool:
    """Whether a template prints the grey frame where the emblem of the region should stand.

    Raises:
        TemplateError: The template cannot be opened.
        InputUnusableError: The emblem that lies there cannot be used.
    """
    return bool(emblem.frames(opened(template).docx)) and emblem.emblem(template.parent) is None


def _filled(document: Any, values: dict[str, object], paper: PaperName, folder: Path) -> Any:  # noqa: ANN401 - docxtpl
    document.fix_tables = _checked(document.fix_tables)
    document.map_tree = _moved(document.map_tree)
    # docxtpl would escape these plain texts, so that people read `&amp;` in the properties of the file.
    document.render_properties = lambda *_: None
    document.render_footnotes = lambda *_: None  # filled with the other stories that stand beside the text
    emblem.lay(document.docx, folder)
    fit_paper(document.docx, paper)
    pictures = picture.pictures_of(values)
    _fill_stories(document, {**values, **picture.markers(pictures)})
    _fill_texts(document.docx, {**values, **picture.pictures_as_words(pictures)})
    picture.draw(document.docx, pictures, _printable)
    headings.paint(document.docx)
    columns.fit_words(document.docx)
    row_heights.even(document.docx)
    merged_rows.keep_texts_whole(document.docx)
    row_headings.keep_headings(document.docx)
    signature.tie(document.docx)
    chapter_end.keep_chapter_end(document.docx)
    chapter_end.close(document.docx)
    return document


def _saved(document: Any) -> bytes:  # noqa: ANN401 - docxtpl
    target = BytesIO()
    document.save(target)
    return _timeless(target)


def _fill_stories(document: Any, values: Mapping[str, object]) -> None:  # noqa: ANN401 - docxtpl has no types
    """Fill the text, headers, footers, notes and comments; none is left as Word would refuse it."""
    document.render(values, _Compiler())
    for part, _ in word_parts.side_stories(document.docx):
        source = document.patch_xml(document.xml_to_string(word_parts.root_of(part)))
        story = document.render_xml_part(source, part, values, _Compiler())
        _put(part, story)
    for part in document.docx.part.package.iter_parts():
        if word_parts.is_story(part):
            root = word_parts.root_of(part)
            word_parts.complete(root)
            word_parts.say_distances(root)
            _put(part, root)


def _put(part: Any, story: Any) -> None:  # noqa: ANN401 - python-docx and lxml
    """Make a text or an element the XML of a part; broken text is a SyntaxError, lxml's class for that."""
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 - comes with docxtpl
    from lxml import etree  # noqa: PLC0415

    root = parse_xml(story) if isinstance(story, str) else story
    if hasattr(part, "element"):
        part._element = root  # noqa: SLF001 - it has no setter
    else:
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def _fill_texts(document: "Document", values: Mapping[str, object]) -> None:
    """Fill what stands in the properties of the file, in charts, links and the like."""
    environment = sandbox(autoescape=False)
    for each in word_parts.texts(document):
        each.set(_Stopped(environment.from_string(each.text)).render(values))


class _Compiler:
    """What docxtpl asks of an environment of Jinja; the same part of a template is compiled once a run."""

    @staticmethod
    def from_string(source: str) -> "_Stopped":
        return _Stopped(_compiled(source))


class _Stopped:
    """A compiled part of a template, whose sentences end in one point: also behind a value that ends in one (S.E.)."""

    def __init__(self, template: "Template") -> None:
        self._template = template

    def render(self, values: Mapping[str, object]) -> str:
        """The part filled with the values, as XML or text."""
        return _ENDED.sub("", _TWICE.sub(r"\1", self._template.render(values)))


@lru_cache(maxsize=32)
def _compiled(source: str) -> "Template":
    return sandbox(autoescape=True).from_string(source)


def sandbox(*, autoescape: bool) -> "Environment":
    """Jinja for templates that people exchange: no way to the program, and an unknown name is an error.

    Args:
        autoescape: Whether values are escaped for XML; not where a text is no XML, as in the properties of a file.
    """
    from jinja2 import StrictUndefined  # noqa: PLC0415 - comes with docxtpl

    from rkt_excel.edges.docx.language import BoundedEnvironment  # noqa: PLC0415 - it needs Jinja

    finalize = _unescapable if autoescape else _ending
    return BoundedEnvironment(undefined=StrictUndefined, autoescape=autoescape, finalize=finalize)


def _ending(value: object) -> object:
    """The value, marked where it ends in a point, for the template may set another one behind it."""
    return value + _END if isinstance(value, str) and value.endswith(".") else value


def _unescapable(value: object) -> object:
    """The value so that docxtpl's last act, turning `{_{` into `{{`, leaves what a person typed alone."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with jinja2

    if isinstance(value, str) and _DOCXTPL_ESCAPE.search(value):
        value = escape(value).replace("_", Markup("&#95;"))
    return _ending(value)


def _checked(fix_tables: Callable[[str], object]) -> Callable[[str], object]:
    """`fix_tables` of docxtpl behind a strict parse: by itself it repairs broken XML, and loses text so."""
    from lxml import etree  # noqa: PLC0415 - comes with docxtpl

    def strict(xml: str) -> object:
        tree = etree.fromstring(xml)
        bare = [table for table in tree.iter(f"{W}tbl") if table.find(f"{W}tblGrid") is None]
        for table in bare:  # written by another program; docxtpl stumbles over it
            _grid(table)
        return fix_tables(etree.tostring(tree, encoding="unicode") if bare else xml)

    return strict


def _grid(table: Any) -> None:  # noqa: ANN401 - an element of lxml
    """Give a table its grid, which ECMA-376 wants behind its properties."""
    grid = table.makeelement(f"{W}tblGrid")
    widest = max((len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")), default=1)
    grid.extend([grid.makeelement(f"{W}gridCol") for _ in range(widest)])
    properties = table.find(f"{W}tblPr")
    table.insert(0 if properties is None else table.index(properties) + 1, grid)


def _moved(map_tree: Callable[["_Element"], None]) -> Callable[["_Element"], None]:
    """`map_tree` of docxtpl in linear time.

    lxml looks at every `xml:space` that it has moved before it moves the next one: 5,000 rows took five seconds more.
    So these attributes stay behind and are set anew.
    """

    def quick(tree: "_Element") -> None:
        kept = [(element, value) for element in tree.iter() if (value := element.attrib.pop(_SPACE, None))]
        map_tree(tree)
        for element, value in kept:
            element.set(_SPACE, value)

    return quick


def _printable(text: str) -> str:
    """The text with line feeds for line ends, and spaces for what no file can hold."""
    return fit(_LINE_END.sub("\n", text))


def clean(value: object) -> object:
    """The value with every text in it fit for XML, in mappings and sequences at any depth; all else stays as it is."""
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


# -------------------------------------------------------------------------- the same input, the same bytes


def _set_properties(document: "Document", values: Mapping[str, object], made: date) -> None:
    properties = document.core_properties
    for name in ("title", "subject", "category", "keywords", "comments", "content_status"):
        setattr(properties, name, _one_line(getattr(properties, name)))
    office = values.get("instansi")
    author = office.get("perangkat_daerah") if isinstance(office, Mapping) else None
    if author:
        properties.author = _one_line(str(author))
    properties.last_modified_by = properties.author
    properties.language = "id-ID"
    properties.created = properties.modified = datetime(made.year, made.month, made.day, tzinfo=UTC)
    properties.last_printed = properties.created
    properties.revision = 1


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_PROPERTY]


def _timeless(source: BytesIO) -> bytes:
    """The same package without the time of its making and the system it was made on."""
    target = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _ZIP_EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(entry, old.read(member))
    return target.getvalue()


# --------------------------------------------------------------------------------- faults of the template


def _mendable() -> tuple[type[Exception], ...]:
    """What a template can raise while it is filled: Jinja's own faults, and those of its expressions."""
    from jinja2.exceptions import TemplateError as JinjaError  # noqa: PLC0415 - comes with docxtpl

    # SyntaxError is lxml's class for broken XML; the others come from expressions such as `{{ tahun + 1 }}`.
    return (JinjaError, SyntaxError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)


def _explained(template: Path, document: Any, fault: Exception) -> TemplateError:  # noqa: ANN401 - docxtpl
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415

    from rkt_excel.edges.docx.language import TooMuchError  # noqa: PLC0415 - it needs Jinja

    if isinstance(fault, UndefinedError):
        return _unknown(template, document, str(fault))
    if isinstance(fault, TemplateSyntaxError):
        return _mistyped(template, fault)
    if isinstance(fault, TooMuchError):
        sentence = TOO_MUCH
    elif isinstance(fault, SecurityError):
        sentence = (
            "memuat perintah yang tidak diizinkan. Templat hanya boleh menampilkan isian serta memakai if "
            "dan for; hapus perintah lain yang terakhir ditambahkan."
        )
    elif isinstance(fault, SyntaxError):
        sentence = (
            "memuat perintah yang tidak berpasangan dengan benar. Pastikan setiap {%p if %} dan {%p for %} "
            "ditutup dengan {%p endif %} atau {%p endfor %} di tempat yang sama, dan setiap {%tr %} berdiri "
            "sendiri dalam satu baris tabel."
        )
    else:
        sentence = "memuat perintah yang tidak dapat dihitung. Periksa perintah yang terakhir diubah."
    return TemplateError(template, sentence)


def _unknown(template: Path, document: Any, message: str) -> TemplateError:  # noqa: ANN401 - docxtpl
    found = _UNKNOWN.search(message)
    name = next((group for group in found.groups() if group), "") if found else ""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    tag = next((tag for tag in word_parts.tags(document.docx) if name and word.search(tag)), name)
    return TemplateError(
        template,
        f"memakai isian “{tag}”, tetapi “{name}” tidak dikenal. Perbaiki ejaannya di Word atau hapus isian "
        "itu; daftar isian yang dikenal ditampilkan oleh rkt templat.",
        tag,
    )


def _mistyped(template: Path, fault: "TemplateSyntaxError") -> TemplateError:
    # docxtpl puts each paragraph on a line of its own and hands over those around the fault, three before it.
    lines = [str(line) for line in getattr(fault, "docx_context", ())]
    place = min(3, fault.lineno - 1)
    line = lines[place] if place < len(lines) else ""
    tags = word_parts.TAG.findall(line) or [line.strip()]
    quote = tags[0][:_LONGEST_QUOTE]
    return TemplateError(
        template,
        f"memuat perintah yang salah tulis di dekat “{quote}”. Periksa kurung kurawal, tanda persen, ejaan "
        "perintahnya, serta pasangan if–endif dan for–endfor.",
        quote,
    )
