"""Write the generated pages of docs/ anew: `python tests/write_pages.py`."""

from __future__ import annotations

import catalogue_page
import faults_page
import kamus_page
import roundtrip_page

for page in (catalogue_page, faults_page, kamus_page, roundtrip_page):
    page.write()
