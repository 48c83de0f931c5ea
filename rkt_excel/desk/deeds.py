"""What a person does on a page: presses a button, drops files, opens one, stops the work, ends the desk."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from rkt_excel.desk.dropped import keep
from rkt_excel.desk.files import PDF, NoFileError, handed_out, may_be_opened
from rkt_excel.desk.pages.buttons import button
from rkt_excel.desk.pages.choices import choices
from rkt_excel.desk.pages.menu import MENU
from rkt_excel.desk.pages.office import Standing, master_of
from rkt_excel.desk.preview import MADE_OF, BusyPreviewError
from rkt_excel.desk.work.moves import BY_WORD, MOST_TYPED, Asks, Field, Move
from rkt_excel.desk.work.runner import BusyError
from rkt_excel.desk.wrapping import Framed
from rkt_excel.edges.disk.opening import open_here
from rkt_excel.edges.disk.oserrors import refused
from rkt_excel.edges.work_folder.folder import legal_file
from rkt_excel.model.procedure.alur import Gerak
from rkt_excel.office.place.workplace import has_register

if TYPE_CHECKING:
    from rkt_excel.desk.app import Desk

_BUSY = "Pekerjaan lain masih berjalan. Tunggu sampai selesai, atau hentikan dahulu."
_MOVED = "Sementara halaman ini terbuka, keadaannya berubah. Baca lagi, lalu putuskan."
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What nobody means to type: control characters, and those that turn the direction of writing."""
_SURE = "Centanglah bahwa Anda sudah membaca dan yakin."


def deeds(app: Flask, desk: Desk, seen: Framed) -> None:
    """Everything that changes something, and the files that leave."""
    _moves(app, desk, seen)
    _jobs(app, desk)
    _files(app, desk, seen)
    _previews(app, desk, seen)
    _dropped(app, desk, seen)


def _moves(app: Flask, desk: Desk, seen: Framed) -> None:
    def asked(move: Move, standing: Standing, told: Mapping[str, str], wrong: str = "", code: int = 200) -> Any:  # noqa: ANN401
        shown = button(standing, move.word, **told)
        return seen.page(
            "tanya.html", home_of(move), standing, code, tombol=shown, salah=wrong,
            pilihan={} if shown.why_not else choices(desk.office, standing, move), terikat=_bound(standing),
            ikatan=move.binds.format(draft=standing.state.draft),
        )  # fmt: skip

    @app.get("/lakukan/<word>")
    def tanya(word: str) -> ResponseReturnValue:
        move = BY_WORD.get(word) or abort(404)
        shown: ResponseReturnValue = asked(move, desk.office.standing(), request.args.to_dict())
        return shown

    @app.post("/lakukan/<word>")
    def lakukan(word: str) -> ResponseReturnValue:
        move = BY_WORD.get(word) or abort(404)
        standing = desk.office.standing()
        told = {each.name: _typed(each) for each in move.fields}
        wrong = button(standing, word).why_not or _not_yet(move, standing, told)
        scratch = None if wrong else _uploaded(move, told)
        if not wrong:
            try:
                desk.runner.start(move, told, lambda: _swept(scratch))
            except BusyError:
                _swept(scratch)
                wrong = _BUSY
            except OSError as error:
                _swept(scratch)
                wrong = refused(move.label, "dikerjakan", error)
        if wrong:
            shown: ResponseReturnValue = asked(move, standing, told, wrong, 409)
            return shown
        return redirect(url_for("halaman", word=home_of(move)), 303)


def home_of(move: Move) -> str:
    """The page to which a button leads: its own, where that is in the menu."""
    return move.page if move.page in MENU else "beranda"


def _typed(each: Field) -> str:
    """What a person typed into a field; a file is only what was sent, never a path that somebody names."""
    text = "" if each.asks is Asks.SCAN else request.form.get(each.name, "").replace("\r\n", "\n")
    return text if each.asks is Asks.TEXT else text.replace("\n", " ")


def _not_yet(move: Move, standing: Standing, told: Mapping[str, str]) -> str:
    """What is still missing in what a person said, empty where nothing is."""
    for each in move.fields:
        given = told[each.name].strip() or (each.asks is Asks.SCAN and request.files.get(each.name))
        if each.required and not given:
            return f"{each.label} belum diisi."
        if len(told[each.name]) > MOST_TYPED:
            return f"{each.label} terlalu panjang: paling banyak {MOST_TYPED} huruf."
        if _UNSEEN.search(told[each.name]):
            return f"{each.label} memuat karakter yang tidak dapat dipakai. Ketik ulang tanpa karakter itu."
    if move.binds and request.form.get("terikat") != _bound(standing):
        return _MOVED
    return _SURE if move.binds and not request.form.get("yakin") else ""


def _bound(standing: Standing) -> str:
    """What a decision would bind to now: one byte of the draft changed, and it is another."""
    state = standing.state
    told = repr(
        (state.tahap, state.draft, sorted(state.berkas.items()), state.paraf, sorted(state.naskah.items(), key=str))
    )
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def _uploaded(move: Move, told: dict[str, str]) -> Path | None:
    """Put a file that goes with a decision where its command finds it; the command judges it."""
    for each in move.fields:
        given = request.files.get(each.name) if each.asks is Asks.SCAN else None
        if given and given.filename:
            scratch = Path(tempfile.mkdtemp(prefix="rkt-meja-"))
            path = scratch / legal_file(given.filename.replace("\\", "/").rpartition("/")[2])
            given.save(path)
            told[each.name] = str(path)
            return scratch
    return None


def _swept(scratch: Path | None) -> None:
    if scratch:
        shutil.rmtree(scratch, ignore_errors=True)


def _jobs(app: Flask, desk: Desk) -> None:
    @app.post("/henti")
    def henti() -> ResponseReturnValue:
        desk.runner.stop()
        return _back()

    @app.post("/dibaca")
    def dibaca() -> ResponseReturnValue:
        desk.runner.put_aside()
        return _back()

    @app.post("/pergi")
    def pergi() -> ResponseReturnValue:
        desk.alive.left()
        return "", 204

    @app.post("/tutup")
    def tutup() -> ResponseReturnValue:
        if desk.runner.running:
            return Response(_BUSY, 409, mimetype="text/plain")
        answer = Response(_closed())
        answer.call_on_close(desk.ended)
        return answer


def _closed() -> str:
    from flask import render_template  # noqa: PLC0415 - beside its one use

    return render_template("kalimat.html", kalimat="Meja RKT sudah ditutup. Halaman ini boleh ditutup.", tutup=True)


def _back() -> ResponseReturnValue:
    word = request.form.get("dari", "beranda")
    return redirect(url_for("halaman", word=word), 303)


def _found(desk: Desk, name: str) -> Path:
    """A file that a page may hand out; the answer is "not there" for any other."""
    folder = desk.office.standing().folder
    if folder is None:
        abort(404)
    try:
        return handed_out(folder, name)
    except NoFileError:
        abort(404)


def _files(app: Flask, desk: Desk, seen: Framed) -> None:
    @app.get("/berkas/<path:name>")
    def berkas(name: str) -> ResponseReturnValue:
        path = _found(desk, name)
        shown = path.suffix.lower() == PDF and "lihat" in request.args
        kind = "application/pdf" if shown else "application/octet-stream"
        return send_file(path, mimetype=kind, as_attachment=not shown, download_name=path.name, etag=False)

    @app.post("/buka/<path:name>")
    def buka(name: str) -> ResponseReturnValue:
        master = master_of(desk.office.place.inputs)
        path = master if name == "renstra" and master.is_file() else _found(desk, name)
        if not may_be_opened(path):
            abort(404)
        try:
            opened = open_here(path.absolute())
        except OSError:
            opened = False
        if opened:
            return _back()
        return seen.sentence(
            f"Komputer ini tidak punya program untuk membuka {path.name}. Bukalah dari foldernya.", 409
        )


def _previews(app: Flask, desk: Desk, seen: Framed) -> None:
    @app.get("/lihat/<path:name>")
    def lihat(name: str) -> ResponseReturnValue:
        path = _found(desk, name)
        if path.suffix.lower() == PDF:
            return redirect(url_for("berkas", name=name, lihat="ya"))
        if path.suffix.lower() not in MADE_OF or name not in desk.office.standing().written:
            abort(404)  # what others sent is never handed to another program unasked
        try:
            made = desk.previews.of(path)
        except BusyPreviewError:
            return seen.sentence("Pratinjau lain masih disiapkan. Coba lagi sebentar.", 409)
        except OSError as error:
            return seen.sentence(refused(path.name, "dibaca", error), 409)
        return _as_pdf(made, path.stem)


def _as_pdf(data: bytes, stem: str) -> Response:
    return send_file(BytesIO(data), mimetype="application/pdf", download_name=f"{stem}.pdf", etag=False)


def _dropped(app: Flask, desk: Desk, seen: Framed) -> None:
    @app.post("/titip")
    def titip() -> ResponseReturnValue:
        standing = desk.office.standing()
        why = button(standing, "gabung").why_not
        if standing.folder is None or not has_register(standing.folder) or standing.state.why_not(Gerak.GABUNG):
            return seen.sentence(why or "Formulir belum dibuat.", 409)
        done = [keep(standing.folder, each.filename, each.stream) for each in request.files.getlist("berkas")
                if each.filename]  # fmt: skip
        if request.headers.get("X-Meja"):
            return {"hasil": [{"nama": each.name, "di": each.place, "kalimat": each.sentence} for each in done]}
        return seen.sentence(" ".join(each.sentence for each in done) or "Belum ada berkas yang dipilih.", 200)
