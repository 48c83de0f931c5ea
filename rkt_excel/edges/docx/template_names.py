"""Which placeholders a Word template uses, through every loop and every branch, reached by the data or not.

Jinja's own parser gives the tree of the tags; walking it with the declared placeholders in hand tells of every name
what it is, so that `{{ i.satuam }}` inside two loops is found before a run. A name that a loop or a set has
bound is known where Jinja knows it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from rkt_excel.edges.docx.template_blocks import source, tag_finding
from rkt_excel.edges.docx.templates import Tag, TemplateLine
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.papers.isian import EACH, Isian, placeholders
from rkt_excel.workbook.findings import Finding, FindingCode

if TYPE_CHECKING:
    from jinja2 import nodes

_LOOP: Final = "loop()"  # in the place of a path: the helper of a for
_LOOP_HAS: Final = {
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "depth0", "previtem",
    "nextitem", "changed",
}  # fmt: skip
_SAME: Final = {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "default"}
_BY_ATTRIBUTE: Final = {"selectattr", "rejectattr", "map", "sum", "sort", "groupby", "unique"}
Scope = ChainMap[str, str | None]  # what a name stands for: the path of a placeholder, or None where that is not known


@dataclass
class TagWalk:
    """The walk over the tags of one template.

    Attributes:
        kinds: What may be printed: the kind of each placeholder ("teks", "daftar", "kelompok" …) by its path.
        used: The paths that the tags name.
        findings: What is wrong.
        tags: Those of the story that is being walked over, each with its paragraph.
    """

    kinds: dict[str, str]
    used: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    tags: Sequence[tuple[TemplateLine, Tag]] = ()

    def check(self, tags: Sequence[tuple[TemplateLine, Tag]]) -> None:
        """Walk over the tags of one story; they are well paired, as `check_blocks` gives them."""
        from jinja2.exceptions import TemplateSyntaxError  # noqa: PLC0415 - comes with docxtpl

        self.tags = tags
        try:
            tree = _environment().parse("\n".join(source(tag) for _, tag in tags))
        except TemplateSyntaxError as fault:
            self._tell(FileCode.TAG_SALAH_TULIS, fault.lineno)
            return
        self._walk(tree, ChainMap())

    def unused(self) -> list[str]:
        """The paths that the template does not print; of a list or an object that is not used at all, its own only."""
        found: list[str] = []
        for path in self.kinds:
            inside = any(path.startswith((f"{each}.", f"{each}{EACH}")) for each in found)
            if path not in self.used and not inside and not path.endswith(EACH):
                found.append(path)
        return found

    def _tell(self, code: FindingCode, line: int, **details: str) -> None:
        place, tag = self.tags[min(line, len(self.tags)) - 1]
        self.findings.append(tag_finding(code, place, tag.text, **details))

    # ------------------------------------------------------------------------------------------ statements

    def _walk(self, node: nodes.Node, scope: Scope) -> None:
        from jinja2 import nodes  # noqa: PLC0415 - comes with docxtpl

        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._what(node.node, scope), scope)
        elif isinstance(node, nodes.Output):
            for each in node.nodes:
                path = self._what(each, scope)
                if path is not None and self._kind(path) in {"daftar", "kelompok"}:
                    self._tell(FileCode.ISIAN_TANPA_RINCIAN, each.lineno, nama=path, jenis=self._kind(path))
        elif isinstance(node, nodes.Expr):
            self._what(node, scope)
        else:
            for child in node.iter_child_nodes():
                self._walk(child, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        path = self._what(node.iter, scope)
        if path is not None and self._kind(path) != "daftar":
            self._tell(FileCode.ISIAN_BUKAN_DAFTAR, node.lineno, nama=path)
            path = None
        inner = scope.new_child({"loop": _LOOP})
        self._bind(node.target, None if path is None else path + EACH, inner)
        if path is not None and path + EACH in self.kinds:
            self.used.add(path + EACH)
        if node.test is not None:
            self._what(node.test, inner)
        for each in node.body:
            self._walk(each, inner)
        for each in node.else_:
            self._walk(each, scope)

    def _bind(self, target: nodes.Node, path: str | None, scope: Scope) -> None:
        from jinja2 import nodes  # noqa: PLC0415 - comes with docxtpl

        for each in target.find_all(nodes.Name) if not isinstance(target, nodes.Name) else [target]:
            scope[each.name] = path if each is target else None

    # ----------------------------------------------------------------------------------------- expressions

    def _what(self, node: nodes.Node, scope: Scope) -> str | None:
        """The path that an expression stands for, `None` where it is computed or unknown."""
        from jinja2 import nodes  # noqa: PLC0415 - comes with docxtpl

        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._part(self._what(node.node, scope), node.attr, node.lineno)
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.Filter | nodes.Test):
            return self._filtered(node, scope)
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._what(child, scope)
            else:
                self._walk(child, scope)
        return None

    def _name(self, node: nodes.Name, scope: Scope) -> str | None:
        if node.name in scope:
            return scope[node.name]
        if node.name in self.kinds:
            self.used.add(node.name)
            return node.name
        if node.name not in _environment().globals:
            self._unknown(node.name, "", node.lineno, list(scope))
        return None

    def _item(self, node: nodes.Getitem, scope: Scope) -> str | None:
        from jinja2 import nodes  # noqa: PLC0415 - comes with docxtpl

        path, key = self._what(node.node, scope), node.arg
        if isinstance(key, nodes.Const) and isinstance(key.value, str):
            return self._part(path, key.value, node.lineno)
        self._what(key, scope)
        if path is None or self._kind(path) != "daftar" or isinstance(key, nodes.Slice):
            return None
        return path + EACH

    def _part(self, path: str | None, name: str, line: int) -> str | None:
        """What `name` is of the thing at `path`."""
        if path is None or (self._kind(path) == "teks" and hasattr(str, name)):
            return None
        if path == _LOOP:
            if name not in _LOOP_HAS:
                self._unknown(name, "loop.", line, sorted(_LOOP_HAS))
            return None
        if f"{path}.{name}" in self.kinds:
            self.used.add(f"{path}.{name}")
            return f"{path}.{name}"
        if self._kind(path) == "daftar" and f"{path}{EACH}.{name}" in self.kinds:
            self._tell(FileCode.ISIAN_TANPA_RINCIAN, line, nama=path, jenis="daftar")
        else:
            self._unknown(name, f"{path}.", line, [])
        return None

    def _filtered(self, node: nodes.Filter | nodes.Test, scope: Scope) -> str | None:
        """A value behind `|` or `is`; a filter may name an attribute of the items by a text."""
        from jinja2 import nodes  # noqa: PLC0415 - comes with docxtpl

        known = _environment().filters if isinstance(node, nodes.Filter) else _environment().tests
        if node.name not in known:
            near = get_close_matches(node.name, known, 1)
            hint = f"; mungkin maksudnya “{near[0]}”" if near else ""
            self._tell(FileCode.PERINTAH_TIDAK_DIKENAL, node.lineno, perintah=node.name, saran=hint)
        path = None if node.node is None else self._what(node.node, scope)
        for each in (*node.args, *(pair.value for pair in node.kwargs)):
            self._what(each, scope)
        attribute = _attribute(node) if node.name in _BY_ATTRIBUTE else None
        inner = path
        if path is not None and attribute is not None:
            inner = path + EACH
            for part in attribute.split("."):
                inner = self._part(inner, part, node.lineno)
        if node.name in {"sum", "map"}:
            return inner if node.name == "sum" and attribute and inner and self._kind(inner) == "daftar" else None
        if node.name in {"first", "last"} and path and self._kind(path) == "daftar":
            return path + EACH
        return path if node.name in _SAME else None

    def _kind(self, path: str) -> str:
        return self.kinds.get(path, "kelompok" if path.endswith(EACH) else "lain")

    def _unknown(self, name: str, before: str, line: int, bound: list[str]) -> None:
        """Tell an unknown name with the nearest known one: of the same object, else of any."""
        siblings = [*self._siblings(before), *bound]
        near = get_close_matches(name, siblings, 1, 0.5)
        elsewhere = [path for path in self.kinds if path.rsplit(".", 1)[-1] == name]
        hint = f"; mungkin maksudnya “{near[0]}”" if near else ""
        if elsewhere:
            hint = f"; isian itu ada sebagai “{elsewhere[0]}”"
        self._tell(FileCode.ISIAN_TIDAK_DIKENAL, line, nama=before.replace(EACH, "") + name, saran=hint)

    def _siblings(self, before: str) -> Iterator[str]:
        for path in self.kinds:
            rest = path[len(before) :] if path.startswith(before) else ""
            if rest and "." not in rest and not rest.endswith(EACH):
                yield rest


def names(isi: type[Isian]) -> TagWalk:
    """A walk that knows which placeholders a document has."""
    return TagWalk({each.path: each.kind for each in placeholders(isi)})


def _attribute(node: nodes.Filter | nodes.Test) -> str | None:
    from jinja2 import nodes  # noqa: PLC0415 - comes with docxtpl

    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    first = [*named, *(node.args if node.name in {"selectattr", "rejectattr", "groupby"} else [])][:1]
    value = first[0].value if first and isinstance(first[0], nodes.Const) else None
    return value if isinstance(value, str) else None


def _environment() -> Any:  # noqa: ANN401 - made once, of a type that is imported late
    from rkt_excel.edges.docx.word import sandbox  # noqa: PLC0415 - jinja2 comes with docxtpl

    return sandbox(autoescape=True)
