"""The pages that an office prints, as PDF: `python packaging/papers.py FOLDER`, by a browser without a window.

They are what the desk shows under Bantuan, with its own looks, so there is one text and one look of each.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_DESK: Final = Path(__file__).resolve().parents[1] / "rkt_excel/desk"
PAPERS: Final[Mapping[str, str]] = {  # the file, by the page; names in plain letters, as everything in the kit
    "panduan": "Panduan RKT.pdf",
    "lembar-bagian": "Lembar untuk bagian.pdf",
}
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_PAGE: Final = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="{static}/meja.css"><style>
@page {{ size: A4; @bottom-right {{ font-size: 8pt; content: "halaman " counter(page) " dari " counter(pages) }} }}
body {{ background: #fff }}</style></head>
<body><main><article class="bacaan {word}">{text}</article></main></body></html>
"""


def print_papers(folder: Path) -> None:
    """Put each of them into a folder.

    Args:
        folder: Where they are put; what is there by these names is replaced.

    Raises:
        SystemExit: There is no browser that prints.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise SystemExit(f"To print {', '.join(PAPERS.values())} one of these is needed: {', '.join(_BROWSERS)}")
    with tempfile.TemporaryDirectory() as scratch:
        for word, name in PAPERS.items():
            page = Path(scratch) / f"{word}.html"
            page.write_text(_page(word), encoding="utf-8")
            line = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
            line += [f"--user-data-dir={scratch}/browser", f"--print-to-pdf={folder / name}", page.as_uri()]
            subprocess.run(line, check=True, capture_output=True, timeout=300)


def _page(word: str) -> str:
    """A page as the browser prints it: its pictures from the desk, its links to other pages as words."""
    text = (_DESK / f"templates/dibaca/{word}.html").read_text(encoding="utf-8")
    text = re.sub(r"\{% (?:end)?raw %\}\n", "", text).replace('loading="lazy"', "")
    text = re.sub(r'<a href="/bantuan[^"]*">(.*?)</a>', r"\1", text, flags=re.DOTALL)
    static = (_DESK / "static").as_uri()
    text = text.replace('src="/static/', f'src="{static}/')
    return _PAGE.format(title=PAPERS[word].removesuffix(".pdf"), static=static, word=word, text=text)


if __name__ == "__main__":
    print_papers(Path(sys.argv[1]))
