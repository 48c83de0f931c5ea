"""An Office file as parts and relations, and what must hold whatever it is: names, types, references, orphans."""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import ZipFile

ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
RELATION_NAMESPACE = re.compile(r"\{[^}]*/officeDocument/(2006/)?relationships\}")


def local(name: str) -> str:
    """`name` of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def every(root: ET.Element, *names: str) -> Iterator[ET.Element]:
    """All elements below `root` (and itself) with one of these local names, in document order."""
    return (element for element in root.iter() if local(element.tag) in names)


def child(parent: ET.Element, name: str) -> ET.Element | None:
    """The first child with this local name."""
    return next((element for element in parent if local(element.tag) == name), None)


def attributes(element: ET.Element) -> dict[str, str]:
    """The attributes of `element` by local name."""
    return {local(name): value for name, value in element.attrib.items()}


def length(text: str) -> int:
    """As Office counts: UTF-16 units, an escaped control character as one."""
    return len(ESCAPED.sub("?", text).encode("utf-16-le", "surrogatepass")) // 2


def whole(text: str | None, otherwise: int) -> int:
    """The number that `text` holds; `otherwise` where it stands empty or holds something else."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]+", text) else otherwise


def repeated(values: Iterable[str]) -> list[str]:
    """Every value that stands more than once, once."""
    return [value for value, count in Counter(values).items() if count > 1]


@dataclass(frozen=True)
class Relation:
    """One line of a `.rels` part, its target already a part's name."""

    identity: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of an Office file, by name without the leading slash."""

    def __init__(self, path: Path) -> None:
        """Read every part into memory; the files of this project are small."""
        with ZipFile(path) as archive:
            self.names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            self.parts = {name: archive.read(name) for name in self.names}
        self.folded = {name.casefold(): name for name in self.parts}  # part names ignore case
        self.trees: dict[str, ET.Element] = {}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.casefold() in self.folded

    def malformed(self) -> Iterator[str]:
        """Parse every XML part (drawings of comments need not be XML: Excel's own are not)."""
        for name, content in self.parts.items():
            if name.lower().endswith((".xml", ".rels")):
                try:
                    self.trees[name] = without_fallback(ET.fromstring(content))
                except ET.ParseError as error:
                    yield f"{name}: is not well-formed XML: {error}"

    def tree(self, name: str) -> ET.Element | None:
        """The parsed part, or None where there is none."""
        return self.trees.get(self.folded.get(name.casefold(), name))

    def relations(self, source: str) -> list[Relation]:
        """What `source` ("" is the package itself) points to."""
        folder, name = posixpath.split(source)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [] if tree is None else [relation(line, source) for line in every(tree, "Relationship")]

    def related(self, source: str, *kinds: str) -> list[tuple[str, ET.Element]]:
        """The parts that `source` points to by relationships of these kinds, each once, with its tree."""
        lines = [line for line in self.relations(source) if line.kind in kinds and not line.external]
        names = dict.fromkeys(line.target for line in lines)
        return [(name, tree) for name in names if (tree := self.tree(name)) is not None]


def without_fallback(root: ET.Element) -> ET.Element:
    """The tree as a present-day Office reads it: Word writes each text box twice, with equal bookmarks."""
    for parent in list(root.iter()):
        for element in [item for item in parent if local(item.tag) == "Fallback"]:
            parent.remove(element)
    return root


def relation(line: ET.Element, source: str) -> Relation:
    """A `Relationship` element with its target resolved against its source."""
    target = unquote(line.get("Target", ""))
    external = line.get("TargetMode") == "External"
    if not external:
        place, _, _ = target.partition("#")
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), place)).lstrip("/")
        target = target if place else source
    return Relation(line.get("Id", ""), line.get("Type", "").rpartition("/")[2], target, external)


def faults_of_names(package: Package) -> Iterator[str]:
    """Two parts of one name."""
    for name in repeated(name.casefold() for name in package.names):
        yield f"{name}: stands twice in the package"


def faults_of_types(package: Package) -> Iterator[str]:
    """Every part has one content type, and every declared part is there."""
    tree = package.tree("[Content_Types].xml")
    if tree is None:
        yield "[Content_Types].xml: is missing"
        return
    overrides = [item.get("PartName", "").lstrip("/") for item in every(tree, "Override")]
    defaults = [item.get("Extension", "").casefold() for item in every(tree, "Default")]
    declared = {name.casefold() for name in overrides}
    for name in repeated(name.casefold() for name in overrides) + repeated(defaults):
        yield f"[Content_Types].xml: declares {name} twice"
    for name in overrides:
        if not package.has(name):
            yield f"[Content_Types].xml: declares {name}, which is missing"
    for name in package.parts:
        known = name.casefold() in declared or name.rpartition(".")[2].casefold() in defaults
        if not known and name != "[Content_Types].xml":
            yield f"{name}: has no content type"


def faults_of_relations(package: Package) -> Iterator[str]:
    """Every relationship leads from a part to a part under an id of its own."""
    for name in package.parts:
        folder, file = posixpath.split(name)
        if not file.endswith(".rels"):
            continue
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        if source and not package.has(source):
            yield f"{name}: belongs to {source}, which is missing"
        lines = package.relations(source)
        for identity in repeated(line.identity for line in lines):
            yield f"{name}: id {identity} stands twice"
        for line in lines:
            if not line.external and not package.has(line.target):
                yield f"{name}: {line.identity} points to {line.target}, which is missing"


def faults_of_references(package: Package) -> Iterator[str]:
    """Every `r:id` in a part is declared by that part's relationships."""
    for name, tree in package.trees.items():
        used = {
            value
            for element in tree.iter()
            for attribute, value in element.attrib.items()
            if RELATION_NAMESPACE.match(attribute)
        }
        declared = {line.identity for line in package.relations(name)}
        for identity in sorted(used - declared - {""}):
            yield f"{name}: uses relationship {identity}, which is not declared"


def faults_of_orphans(package: Package) -> Iterator[str]:
    """Every part is reached by relationships that begin at the package."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for line in package.relations(waiting.pop()):
            if not line.external and line.target.casefold() not in reached:
                reached.add(line.target.casefold())
                waiting.append(package.folded.get(line.target.casefold(), line.target))
    for name in package.parts:
        if name != "[Content_Types].xml" and not name.endswith(".rels") and name.casefold() not in reached:
            yield f"{name}: nothing leads to it"


# The last word of a relationship and the end of the content type that its target must have.
KINDS = {
    "header": "header+xml", "footer": "footer+xml", "styles": "styles+xml", "settings": "settings+xml",
    "numbering": "numbering+xml", "footnotes": "footnotes+xml", "endnotes": "endnotes+xml", "comments": "comments+xml",
    "fontTable": "fontTable+xml", "theme": "theme+xml", "worksheet": "worksheet+xml", "officeDocument": "main+xml",
}  # fmt: skip


def faults_of_kinds(package: Package) -> Iterator[str]:
    """A part is of the kind that the relationship to it says."""
    tree = package.tree("[Content_Types].xml")
    types = {} if tree is None else {
        item.get("PartName", "").lstrip("/").casefold(): item.get("ContentType", "") for item in every(tree, "Override")
    }  # fmt: skip
    for source in ["", *package.parts]:
        for line in package.relations(source):
            kind = types.get(line.target.casefold())
            if kind is not None and line.kind in KINDS and not kind.endswith(KINDS[line.kind]):
                yield f"{line.target}: is {kind.rpartition('.')[2]}, but {line.kind} leads to it"


def faults_of_prefixes(package: Package) -> Iterator[str]:
    """Every prefix that a program may pass over is declared: Word does not open the file otherwise."""
    for name, content in package.parts.items():
        head = content[:20_000].decode("utf-8", "replace")
        for prefixes in re.findall(r'\bIgnorable="([^"]*)"', head):
            for prefix in prefixes.split():
                if f"xmlns:{prefix}=" not in head:
                    yield f"{name}: may pass over prefix {prefix}, which is not declared"


def faults_of_properties(package: Package) -> Iterator[str]:
    """Custom document properties have a name and a number of their own."""
    for part, tree in package.related("", "custom-properties"):
        properties = list(every(tree, "property"))
        for name in repeated(item.get("name", "").casefold() for item in properties):
            yield f"{part}: property {name} stands twice"
        for number in repeated(item.get("pid", "") for item in properties):
            yield f"{part}: property number {number} stands twice"


PACKAGE_CHECKS: Sequence[Callable[[Package], Iterator[str]]] = (
    faults_of_names,
    faults_of_types,
    faults_of_relations,
    faults_of_references,
    faults_of_orphans,
    faults_of_kinds,
    faults_of_prefixes,
    faults_of_properties,
)
