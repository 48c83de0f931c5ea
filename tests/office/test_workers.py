"""What several processes or a cluster do is what a plain loop does, and what ends a worker ends nothing else."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.kantor import open_office
from helpers.paths import ROOT, TESTS
from helpers.pieces import DEADLY, doubled, doubled_or_dead, refused
from helpers.tahapan import filled

from rkt_excel.commands.gabung import JSON
from rkt_excel.edges.private import own_notes
from rkt_excel.edges.work_folder.register import FILE
from rkt_excel.edges.workers import ordered_work
from rkt_excel.edges.workers.ordered_work import HERE, Lost, Workers
from rkt_excel.errors import InputUnusableError, UnknownArgumentError
from rkt_excel.events import FORMULIR_TERBIT
from rkt_excel.model.forms import form
from rkt_excel.office.memory import judgements
from rkt_excel.office.memory.judging_ahead import EACH_PAYS
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.rekap import rekap
from rkt_excel.workbook.reading.openbook import open_book

TWO = Workers(pekerja=2)
Told = list[int | Lost[int]]


def _done(workers: Workers, work: Callable[[int], int], count: int, together: int = 1) -> Told:
    return list(workers.run(work, iter(range(count)), pieces=count, each_pays=1, together=together))


# ------------------------------------------------------------------ one executor


@pytest.mark.tuntas
@pytest.mark.parametrize("together", [1, 4])
def test_results_come_in_order_and_what_kills_its_worker_is_named_and_nothing_else_is_lost(together: int) -> None:
    assert _done(TWO, doubled, 20, together) == _done(HERE, doubled, 20)
    wanted: Told = [Lost(each) if each == DEADLY else each * 2 for each in range(20)]
    assert _done(TWO, doubled_or_dead, 20, together) == wanted


@pytest.mark.tuntas
def test_what_the_work_raises_is_raised_here_and_ends_the_workers() -> None:
    with pytest.raises(ValueError, match=str(DEADLY)):
        _done(TWO, refused, 20)


@pytest.mark.tuntas
def test_a_few_pieces_are_under_way_however_many_there_are() -> None:
    asked: list[int] = []

    def things() -> Iterator[int]:
        for each in range(100):
            asked.append(each)
            yield each

    results = TWO.run(doubled, things(), pieces=100, each_pays=1)
    for number, _ in enumerate(results, 1):
        assert len(asked) <= number + 2 * 3
    assert len(asked) == 100


def test_no_process_is_started_where_it_does_not_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordered_work, "_cores", lambda: 8)
    assert [Workers().many(pieces, EACH_PAYS) for pieces in (0, 10, 2 * EACH_PAYS - 1)] == [1, 1, 1]
    assert Workers().many(2 * EACH_PAYS, EACH_PAYS) == 2
    assert Workers().many(10_000, EACH_PAYS) == 8
    assert Workers(pekerja=3).many(10_000, EACH_PAYS) == 3
    monkeypatch.setattr(ordered_work, "_cores", lambda: 1)
    assert Workers().many(10_000, EACH_PAYS) == 1


@pytest.mark.tuntas
def test_where_no_process_can_live_this_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def stillborn(many: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(many, initializer=os._exit, initargs=(1,), mp_context=None)

    monkeypatch.setattr(ordered_work, "_processes", stillborn)
    assert _done(TWO, doubled, 4) == [0, 2, 4, 6]


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordered_work, "_PATIENCE", "200ms")
    with pytest.raises(UnknownArgumentError, match="tidak menjawab"):
        _done(Workers(dask="tcp://127.0.0.1:9"), doubled, 2)


# ------------------------------------------------------------------ the same outcome


def _work(place: Workplace) -> Path:
    return place.folder(place.master()[0])


def _files(place: Workplace) -> dict[str, bytes]:
    work = _work(place)
    return {
        path.relative_to(work).as_posix(): path.read_bytes()
        for path in sorted(work.rglob("*"))
        if path.is_file() and path.name not in {FILE, "rkt.kunci"}
    }


def _copied(place: Workplace, home: Path) -> Workplace:
    shutil.copytree(place.inputs.parent, home)
    return Workplace(inputs=home / "input_templates", outputs=home / "output", now=place.now)


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    """The small office whose bagian have all answered; nothing was merged."""
    return filled(open_office(tmp_path / "kantor"))


@pytest.mark.tuntas
def test_forms_and_merge_are_the_same_byte_for_byte(
    office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(own_notes.PLACE, "")
    other = _copied(office, tmp_path / "dua")
    for each, workers in ((office, HERE), (other, TWO)):
        for path in (_work(each) / "1-formulir").iterdir():
            path.unlink()
        format(each, workers=workers)
    assert _files(office) == _files(other)
    told = [JSON[0].told(gabung(each, workers=workers)) for each, workers in ((office, HERE), (other, TWO))]
    assert told[0] == told[1]
    assert _files(office) == _files(other)


@pytest.mark.tuntas
def test_what_workers_judged_is_not_opened_here(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    monkeypatch.setattr(judgements, "open_book", lambda data, _=None: opened.append(len(data)))
    result = gabung(office, workers=TWO)
    assert opened == []
    assert [one.complete for one in result.returns] == [True, True]


DEADLY_IN_WORKERS = """
import os, sys
if any("spawn_main" in each for each in sys.orig_argv):
    from rkt_excel.office.memory import judgements
    opening = judgements.open_book
    def open_or_die(data, within=None):
        if data.endswith(b"MEMATIKAN"):
            os._exit(9)
        return opening(data, within)
    judgements.open_book = open_or_die
"""


@pytest.mark.tuntas
def test_a_file_that_kills_whoever_opens_it_is_named_and_the_others_are_judged(
    office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(DEADLY_IN_WORKERS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (tmp_path, ROOT, TESTS))))
    inbox = _work(office) / "3-kembali"
    (inbox / "mematikan.xlsx").write_bytes((inbox / "kiriman SEK.xlsx").read_bytes() + b"MEMATIKAN")
    result = gabung(office, workers=TWO)
    verdicts = {one.berkas: (one.kode, one.refused) for one in result.returns}
    assert verdicts.pop("3-kembali/mematikan.xlsx") == ("BERKAS_GAGAL_DIPROSES", True)
    assert set(verdicts.values()) == {(None, False)}
    assert len(verdicts) == 2


def test_what_was_judged_before_ctrl_c_is_not_judged_again(office: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(name: str) -> None:
        if "SEK" in name:  # the second of two
            raise KeyboardInterrupt

    said: list[str] = []
    here = Workplace(inputs=office.inputs, outputs=office.outputs, now=office.now, tell=said.append)
    with pytest.raises(KeyboardInterrupt):
        gabung(here, pressed)
    assert any(each.startswith("Dihentikan.") for each in said)
    opened: list[int] = []

    def noted(data: bytes, within: object = None) -> object:
        opened.append(len(data))
        return open_book(data, within)  # type: ignore[arg-type]

    monkeypatch.setattr(judgements, "open_book", noted)
    assert len(gabung(here).returns) == 2
    assert len(opened) == 1


DEADLY_FORM = """
import os, sys
if any("spawn_main" in each for each in sys.orig_argv):
    from rkt_excel.steps import format
    content = format.form_content
    format.form_content = lambda master, kode, issue: os._exit(9) if kode in {deadly} else content(master, kode, issue)
"""


@pytest.mark.tuntas
@pytest.mark.parametrize("before", [False, True])
def test_a_form_that_kills_whoever_writes_it_is_named_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    place = open_office(tmp_path / "kantor")
    earlier = {each.bagian: each.berkas for each in format(place).formulir} if before else {}
    (tmp_path / "sitecustomize.py").write_text(DEADLY_FORM.replace("{deadly}", "{'SEK'}"), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (tmp_path, ROOT, TESTS))))
    result = format(place, workers=TWO)
    [missing] = [each for each in result.findings if each.code.name == "BERKAS_GAGAL_DIPROSES"]
    assert "SEK" in (missing.file or "")
    assert "--pekerja 1" in missing.remedy
    assert [each.bagian for each in result.formulir] == [each for each in form.busy(place.master()[0]) if each != "SEK"]
    with place.read_register(_work(place)) as register:
        entry = register.last(FORMULIR_TERBIT)
    assert entry is not None
    assert ("SEK" in entry.details["bagian"]) == before
    assert (_work(place) / (missing.file or "")).is_file() == before, "a form that still holds is not withdrawn"
    assert earlier.get("SEK") in {None, missing.file}
    again = format(place)
    assert [each.bagian for each in again.formulir] == form.busy(place.master()[0])


@pytest.mark.tuntas
def test_where_no_form_can_be_made_none_is_issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = open_office(tmp_path / "kantor")
    all_of_them = repr(set(form.busy(place.master()[0])))
    (tmp_path / "sitecustomize.py").write_text(DEADLY_FORM.replace("{deadly}", all_of_them), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (tmp_path, ROOT, TESTS))))
    with pytest.raises(InputUnusableError, match="--pekerja 1"):
        format(place, workers=TWO)
    with place.read_register(_work(place)) as register:
        assert register.last(FORMULIR_TERBIT) is None


def _second(name: str) -> None:
    """Ctrl-C at the second of several."""
    if getattr(name, "number", 0) == 2:
        raise KeyboardInterrupt


@pytest.mark.tuntas
@pytest.mark.parametrize("workers", [HERE, TWO], ids=["here", "two"])
def test_ctrl_c_while_forms_are_made_or_offices_read_is_told(tmp_path: Path, workers: Workers) -> None:
    said: list[str] = []
    place = replace(open_office(tmp_path / "satu" / "kantor"), tell=said.append)
    with pytest.raises(KeyboardInterrupt):
        format(place, _second, workers)
    assert any(each.startswith("Dihentikan.") and "rkt format" in each for each in said)
    with place.read_register(_work(place)) as register:
        assert register.last(FORMULIR_TERBIT) is None
    assert len(format(place).formulir) == 2
    _copied(place, tmp_path / "dua" / "kantor")
    said.clear()
    with pytest.raises(KeyboardInterrupt):
        rekap([tmp_path], tmp_path / "rekap", now=place.now, progress=_second, workers=workers, tell=said.append)
    assert [each.partition(".")[0] for each in said] == ["Dihentikan"]
    assert not (tmp_path / "rekap").exists()


# ------------------------------------------------------------------ a cluster


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own, on loopback."""
    told = folder / "penjadwal.json"
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, TESTS)))}
    module = [sys.executable, "-W", "ignore", "-m"]
    quiet = {"cwd": folder, "env": path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL,
             "start_new_session": True}  # fmt: skip
    scheduler = [*module, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                 "--scheduler-file", str(told)]  # fmt: skip
    worker = [*module, "distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1",
              "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(folder)]  # fmt: skip
    started = [subprocess.Popen(scheduler, **quiet)]  # type: ignore[call-overload]
    try:
        for _ in range(600):
            if told.is_file() and told.stat().st_size:
                break
            time.sleep(0.1)
        started += [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]
        yield str(json.loads(told.read_text(encoding="utf-8"))["address"])
    finally:
        for each in reversed(started):
            os.killpg(each.pid, signal.SIGKILL)  # with the nanny goes the worker that it minds
            each.wait()


ON_THE_CLUSTER = """
import sys
from helpers.pieces import doubled, doubled_or_dead
from rkt_excel.edges.workers.ordered_work import Workers
for work in (doubled, doubled_or_dead):
    print(list(Workers(dask=sys.argv[1]).run(work, iter(range(8)), pieces=8, each_pays=1)))
"""


@pytest.mark.lama
@pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
def test_a_cluster_of_separate_processes_gives_the_same_and_survives_its_workers(
    office: Workplace, tmp_path: Path
) -> None:
    other = _copied(office, tmp_path / "dua")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, TESTS))), own_notes.PLACE: ""}

    def run(home: Path, *command: str) -> str:
        said = subprocess.run(
            [sys.executable, "-W", "ignore", *command], cwd=home, env=env, capture_output=True, text=True, check=False
        )
        assert said.returncode in {0, 1}, said.stderr
        return said.stdout

    with _cluster(tmp_path) as address:
        for command in ("format", "gabung"):
            plain = run(office.inputs.parent, "-m", "rkt_excel", command, "--json", "--pekerja", "1")
            assert json.loads(run(other.inputs.parent, "-m", "rkt_excel", command, "--json", "--dask", address)) == (
                json.loads(plain)
            )
        assert _files(office) == _files(other)
        twice, survived = run(tmp_path, "-c", ON_THE_CLUSTER, address).splitlines()
    assert twice == str([each * 2 for each in range(8)])
    assert survived == str([Lost(each) if each == DEADLY else each * 2 for each in range(8)])
