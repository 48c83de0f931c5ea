"""All checks of a file: those of the package, then those of what it holds."""

from pathlib import Path
from zipfile import BadZipFile

from ooxml.book import BOOK_CHECKS, book_of
from ooxml.letter import LETTER_CHECKS, letter_of
from ooxml.package import PACKAGE_CHECKS, Package, local


def faults(path: Path) -> list[str]:
    """What Office would refuse or repair in this .xlsx or .docx, each fault led by its part."""
    try:
        package = Package(path)
    except BadZipFile as error:
        return [f"is no Office file: {error}"]
    malformed = list(package.malformed())
    if malformed:
        return malformed
    found = [fault for check in PACKAGE_CHECKS for fault in check(package)]
    return found + faults_of_content(package)


def faults_of_content(package: Package) -> list[str]:
    """The faults of the workbook or of the document that the package holds."""
    for part, root in package.related("", "officeDocument"):
        if local(root.tag) == "workbook":
            book = book_of(package, part, root)
            return [fault for check in BOOK_CHECKS for fault in check(book)]
        if local(root.tag) == "document":
            letter = letter_of(package, part, root)
            return [fault for check in LETTER_CHECKS for fault in check(letter)]
    return ["holds neither a workbook nor a document"]
