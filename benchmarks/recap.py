"""Seconds and memory of `rkt rekap` by the number of offices: `python benchmarks/recap.py [OFFICES …]`.

Each office is a work folder whose journal holds the master of the example under a name of its own and one consolidation
of all bagian; the journal is written by the register itself, without forms, for a recap reads none. Each size runs in a
process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.edges.work_folder import database
from rkt_excel.edges.work_folder.register import Register
from rkt_excel.events import DIGABUNG, FORMULIR_TERBIT
from rkt_excel.model.origin.master import Master, understood
from rkt_excel.model.vocabulary.nilai import as_text
from rkt_excel.office.place.workplace import MASTER_FILE
from rkt_excel.steps.mulai import master_workbook
from rkt_excel.steps.rekap import rekap

SIZES = (10, 40, 160)
NOON = datetime(2026, 12, 10, 12, 0)  # noqa: DTZ001 - the program works in local time


def office(folder: Path, master: Master, number: int) -> None:
    """A work folder of one office, merged."""
    named = {"perangkat_daerah": f"Dinas {number:04}"}
    master = replace(master, instansi=master.instansi.model_copy(update=named))
    data = master_workbook(master.rows(), master.choices)
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True)
    with Register(folder, lambda: NOON) as register:
        register.keep(digest, data)
        register.record(FORMULIR_TERBIT, renstra=digest, tahun=str(master.tahun), edisi=master.instansi.edisi,
                        kantor=f"k{number}", versi=1, isi="", bagian=[each.kode for each in master.bagian])  # fmt: skip
        found = hashlib.sha256(b"[]").hexdigest()
        register.keep(found, b"[]")
        values: list[dict[str, object]] = [
            {"kunci": row.kode, "kolom": kolom, "ke": as_text(row.target), "asal": [], "cara": "", "dari": None}
            for row in master.indikator if row.target is not None for kolom in ("target", "tw1", "tw2", "tw3", "tw4")
        ]  # fmt: skip
        register.record(DIGABUNG, berkas={}, dipakai={}, suntingan=[], temuan=found, nilai=values,
                        status={each.kode: "lengkap" for each in master.bagian})  # fmt: skip


def measured(folder: Path, target: Path) -> None:
    """One recap, with its figures on one line."""
    began = time.process_time()
    made = rekap([folder], target, now=lambda: NOON)
    taken, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = sum(len(each.indikator) for each in made.recap.kantor)
    count = len(made.recap.kantor)
    print(f"{count:>7} {rows:>10} {taken:>8.1f} {1000 * taken / count:>10.0f} {peak:>8.0f}", flush=True)


def main() -> None:
    """Print a line for each size; the offices of a smaller size are among those of a larger one."""
    if sys.argv[1:2] == ["--ukur"]:
        measured(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    database.SYNCED = "OFF"  # type: ignore[misc]
    master, _ = understood((shipped_inputs() / MASTER_FILE).read_bytes())
    assert master is not None
    print(f"{'kantor':>7} {'indikator':>10} {'detik':>8} {'md/kantor':>10} {'MB':>8}", flush=True)
    done = 0
    with tempfile.TemporaryDirectory() as home:
        for size in [int(each) for each in sys.argv[1:]] or SIZES:
            for number in range(done, size):
                office(Path(home, "kantor", f"{number:04}"), master, number)
            done = max(done, size)
            subprocess.run([sys.executable, __file__, "--ukur", f"{home}/kantor", f"{home}/rekap-{size}"], check=True)


if __name__ == "__main__":
    main()
