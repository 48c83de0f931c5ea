"""A template from another office may hold anything: what it asks for ends in a sentence, soon and in little memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from rkt_excel.cli import run
from rkt_excel.edges.docx import trial, word
from rkt_excel.edges.docx.language import Allowance, TooMuchError, limited_to
from rkt_excel.edges.docx.package import word_text
from rkt_excel.edges.docx.word import sandbox

DOUBLED = "{{% set n = namespace(x={start}) %}}{{% for i in range(60) %}}{{% set n.x = {step} %}}{{% endfor %}}{end}"
MACROS = "".join(f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 45))

ENDLESS = [
    "{{ 'x' * 10**9 }}",
    "{{ 10**9 * 'x' }}",
    "{{ ['x'] * 10**9 }}",
    "{{ 10**(10**8) }}",
    "{{ 2**-9999 }}",
    "{{ 10**40 // 3 }}",
    DOUBLED.format(start="3", step="n.x * n.x", end=""),
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% for a in range(100000) %}{% for b in range(1000) %}sebuah teks templat{% endfor %}{% endfor %}",
    "{% set x %}{% for a in range(100000) %}{% for b in range(1000) %}teks{% endfor %}{% endfor %}{% endset %}",
    "{% filter upper %}{% for a in range(100000) %}{% for b in range(1000) %}t{% endfor %}{% endfor %}{% endfilter %}",
    "{% for i in range(90000) %}{{ range(100000)|list|length }}{% endfor %}",
    "{% for i in range(90000) %}{% if i in range(100000)|list %}{% endif %}{% endfor %}",
    "{% set all = range(100000)|list %}{% for i in all %}{% if all[1:] %}{% endif %}{% endfor %}",
    "{% macro m0() %}x{% endmacro %}" + MACROS + "{{ m44() }}",
    "{{ 'x'|center(10**9) }}",
    "{{ 'x'.center(10**9) }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ 'x'.rjust(10**9) }}",
    "{{ '1'.zfill(10**9) }}",
    "{{ 'x'|indent(10**9) }}",
    "{{ ('x\n' * 2000)|indent('x' * 20000) }}",
    "{{ [1]|batch(10**9, 0)|list }}",
    "{{ [1]|slice(10**9)|list }}",
    "{{ [1]|tojson(indent=10**9) }}",
    "{{ 1.5|round(10**9) }}",
    "{{ '%0999999999d'|format(1) }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ '%*d' % (10**9, 1) }}",
    "{{ '{:0999999999d}'.format(1) }}",
    "{{ '{:{w}}'.format(1, w=10**9) }}",
    "{{ '{a:{w}}'.format_map({'a': 1, 'w': 10**9}) }}",
    "{{ 'x'.replace('', 'y' * 10000).replace('', 'y' * 10000) }}",
    "{{ ('x' * 20000)|replace('x', 'y' * 20000) }}",
    "{{ range(100000)|join('x' * 10000) }}",
    "{{ ('x' * 10000).join(range(100000)|map('string')) }}",
    "{{ range(100000)|batch(1)|list|sum(start=[])|length }}",
    "{{ ('a b ' * 200000)|wordwrap(1) }}",
    "{{ ('<' * 200000)|striptags }}",
    "{{ ('a@' * 200000)|urlize }}",
    DOUBLED.format(start="'ab'", step="n.x ~ n.x", end=""),
    DOUBLED.format(start="'ab'", step="n.x + n.x", end=""),
    DOUBLED.format(start="[1]", step="n.x + n.x", end=""),
    DOUBLED.format(start="[1]", step="[n.x, n.x]", end="{{ n.x }}"),
    DOUBLED.format(start="[1]", step="(n.x, n.x)", end="{{ n.x|string }}"),
    DOUBLED.format(start="[1]", step="{'a': n.x, 'b': n.x}", end="{{ n.x|tojson }}"),
    DOUBLED.format(start="[1]", step="dict(a=n.x, b=n.x)", end="{{ n.x == n.x }}"),
]

FORBIDDEN = [
    "{{ 'x'.translate({120: 'y' * 10000}) }}",
    "{{ ('x' * 5000).encode('idna') }}",
    "{{ 'x'.expandtabs(1) }}",
    "{% for x in [[[1]]] recursive %}{{ loop(x) }}{% endfor %}",
    "{{ ''.__class__ }}",
]

UNCOMPUTABLE = ["{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "{{ " + "9" * 5000 + " }}", "{{ 'a'|xmlattr }}",
                "{% macro r() %}{{ r() }}{% endmacro %}{{ r() }}", "{{ range(10**9) }}"]  # fmt: skip

ORDINARY = [
    ("{% for a in [1, 2, 3] %}{{ loop.index }} dari {{ loop.length }}{{ ', ' if not loop.last }}{% endfor %}",
     "1 dari 3, 2 dari 3, 3 dari 3"),
    ("{% for a, b in {'x': 1}.items() %}{{ a }}={{ b }}{% else %}tidak ada{% endfor %}", "x=1"),
    ("{% for a in [] %}{{ a }}{% else %}tidak ada{% endfor %}", "tidak ada"),
    ("{{ 'abc'.upper() ~ 'd'|upper ~ ' %03d' % 7 ~ '{:>4}'.format(2027) }}", "ABCD 0072027"),
    ("{{ [{'n': [1]}, {'n': [2, 3]}]|sum(attribute='n', start=[])|join(', ') }}", "1, 2, 3"),
    ("{{ ['b', 'a']|sort|join(' dan ') }} {{ 'ab' in 'cab' }} {{ [1, 2, 3][1:] }}", "a dan b True [2, 3]"),
    ("{{ (2027 + 1) * 2 // 3 % 5 }} {{ 2 ** 10 }} {{ 'x' * 3 }}", "2 1024 xxx"),
    ("{% macro m(a) %}<{{ a }}>{{ caller() }}{% endmacro %}{% call m('b') %}c{% endcall %}", "<b>c"),
    ("{{ range(3)|map('string')|join('') }}{{ ', '.join(['a', 'b']) }}", "012a, b"),
    ("{{ [1, 2, 3, 4]|batch(2)|map('sum')|list }}{{ tidak_ada|default('–') }}", "[3, 7]–"),
    ("{% set n = namespace(x=0) %}{% for i in range(5) %}{% set n.x = n.x + i %}{% endfor %}{{ n.x }}", "10"),
]  # fmt: skip


def printed(source: str, work: Allowance | None = None) -> str:
    """What a template prints; as much work as in an office's document where nothing else is said."""
    with limited_to(work or Allowance()):
        return sandbox(autoescape=False).from_string(source).render()


def a_template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(str(folder / "templat.docx"))
    return folder / "templat.docx"


@pytest.mark.parametrize("source", ENDLESS)
def test_work_without_an_end_is_counted_and_refused(source: str) -> None:
    """With a fiftieth of the work of a document, so that the table is quick."""
    with pytest.raises(TooMuchError):
        printed(source, Allowance(12_000_000, 2_400_000))


@pytest.mark.parametrize("source", FORBIDDEN)
def test_what_cannot_be_counted_is_not_allowed(source: str, tmp_path: Path) -> None:
    with pytest.raises(word.TemplateError, match="tidak diizinkan"):
        word.render(a_template(tmp_path, source), {}, paper="F4")


@pytest.mark.parametrize("source", UNCOMPUTABLE)
def test_what_the_language_itself_refuses_is_a_sentence(source: str, tmp_path: Path) -> None:
    with pytest.raises(word.TemplateError, match="tidak dapat dihitung"):
        word.render(a_template(tmp_path, source), {}, paper="F4")


@pytest.mark.parametrize(("source", "expected"), ORDINARY)
def test_what_an_office_writes_is_printed_as_jinja_prints_it(source: str, expected: str) -> None:
    from jinja2 import Environment  # noqa: PLC0415

    assert (
        printed(source).replace("\ufdd0", "") == Environment(autoescape=False).from_string(source).render() == expected
    )


@given(st.recursive(st.integers(-9, 9) | st.text("ab", max_size=3), lambda inner: st.lists(inner, max_size=4)))
@settings(max_examples=200, deadline=None)
def test_a_value_weighs_at_least_as_many_signs_as_it_has_parts(value: Any) -> None:
    def parts(each: Any) -> int:
        return 1 + sum(map(parts, each)) if isinstance(each, list) else len(each) if isinstance(each, str) else 1

    assert Allowance().weigh(value) == parts(value)


def test_a_template_that_asks_for_too_much_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(word.TemplateError, match=r"“templat\.docx” meminta pengolahan .* rkt mulai"):
        word.render(a_template(tmp_path, ENDLESS[7]), {}, paper="F4")


PATTERNS = {"pasangan kurung": "{{r " + "{%" * 20_000, "kurung": "{" * 60_000, "paragraf": "{%p" * 20_000}


@pytest.mark.tuntas
def test_a_text_made_against_the_patterns_is_ended_and_good_templates_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tried(*paragraphs: str) -> str:
        try:
            word.opened(a_template(tmp_path, *paragraphs))
        except word.TemplateError as fault:
            return str(fault)
        return ""

    assert not tried("{{ tahun }}")  # the process is there now
    with monkeypatch.context() as hurried:
        hurried.setattr(trial, "SECONDS", 3.0)
        for text in PATTERNS.values():
            assert "jauh lebih besar" in tried(text)
            assert "jauh lebih besar" in tried(text)  # known, not tried again
            hurried.setattr(trial, "SECONDS", 30.0)
            assert not tried("{{ tahun }} lagi", text[:7])  # another process
            hurried.setattr(trial, "SECONDS", 3.0)


@pytest.mark.tuntas
def test_the_check_of_templates_answers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                            capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    word.opened(a_template(tmp_path, "{{ tahun }} hangat"))
    monkeypatch.setattr(trial, "SECONDS", 3.0)
    path = a_template(tmp_path, PATTERNS["kurung"]).rename(tmp_path / "berita-acara-arsip.docx")
    assert run(["templat", str(path), "--periksa"]) == 3
    assert "jauh lebih besar" in "".join(capsys.readouterr())


def bomb(parts: dict[str, bytes]) -> bytes:
    """A .docx with parts that unpack to much."""
    plain, packed = io.BytesIO(), io.BytesIO()
    Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each, parts.get(each.filename) or old.read(each))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return packed.getvalue()


def entities() -> bytes:
    nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{nested}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        "&l11;&f;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


BOMBS = {
    "one part of 130 MB": lambda: bomb({"word/bom.xml": b" " * 130_000_000}),
    "three parts of 70 MB": lambda: bomb({f"word/bom{n}.xml": b" " * 70_000_000 for n in range(3)}),
    "11,000 parts": lambda: bomb({f"word/{n}.xml": b"<a/>" for n in range(11_000)}),
    "entities of entities, and of a file": lambda: bomb({"word/document.xml": entities()}),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS)
def test_bombs_are_not_unpacked(made: Any, tmp_path: Path) -> None:
    (tmp_path / "bom.docx").write_bytes(made())
    with pytest.raises(word.TemplateError) as told:
        word.render(tmp_path / "bom.docx", {}, paper="F4")
    assert "root:" not in str(told.value)
    assert not word_text.paragraphs((tmp_path / "bom.docx").read_bytes())  # nor where it came back as a paper
