"""Write the generated pages of docs/ anew: `python tests/pages`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pages import catalogue_page, faults_page, kamus_page, panduan_page, read_at_desk, roundtrip_page, schema_pages

for page in (catalogue_page, faults_page, kamus_page, panduan_page, roundtrip_page, schema_pages, read_at_desk):
    page.write()
