"""One whole run in this process, its figures as JSON: `python alone.py gabung|analyst FOLDER MOMENT`.

Nothing is loaded but what the run itself needs, for its memory is measured.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import datetime
from pathlib import Path

SHEET = "Kinerja"  # of a form, and the row of its headings counted from 0, as an analyst would have seen them
HEADINGS = 5


def gabung(home: Path, moment: datetime) -> int:
    """Run `rkt gabung`, and give the length of what --json prints."""
    from rkt_excel.commands.gabung import JSON  # noqa: PLC0415
    from rkt_excel.office.place.workplace import Workplace  # noqa: PLC0415
    from rkt_excel.steps.gabung import gabung as merged  # noqa: PLC0415

    place = Workplace(inputs=home / "input_templates", outputs=home / "output", now=lambda: moment)
    return len(json.dumps(JSON[0].told(merged(place)), ensure_ascii=False, indent=2).encode("utf-8"))


def analyst(home: Path) -> int:
    """Read the filled sheet of every form, put the tables below each other, and save them."""
    import pandas as pd  # noqa: PLC0415

    forms = sorted(home.glob("output/*/3-kembali/*.xlsx"))
    tables = [pd.read_excel(form, sheet_name=SHEET, header=HEADINGS) for form in forms]
    pd.concat(tables, ignore_index=True).to_excel(home / "gabungan.xlsx", index=False)
    return 0


def _peak() -> float:
    """The most memory of this process in MB; what the system keeps for it elsewhere holds that of who started it."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Run, and print the figures."""
    home = Path(sys.argv[2])
    began = time.process_time()
    size = gabung(home, datetime.fromisoformat(sys.argv[3])) if sys.argv[1] == "gabung" else analyst(home)
    own = time.process_time() - began
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"own": own, "started": started.ru_utime + started.ru_stime, "peak": _peak(), "json_bytes": size}))


if __name__ == "__main__":
    main()
