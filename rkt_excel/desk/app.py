"""The desk as a Flask application: who may ask, the pages, the buttons, and what comes and goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rkt_excel import __version__
from rkt_excel.desk.deeds import deeds
from rkt_excel.desk.door import first, whence
from rkt_excel.desk.door.alive import Alive
from rkt_excel.desk.door.keys import Keys, same
from rkt_excel.desk.dropped import MOST_BYTES
from rkt_excel.desk.pages.menu import MENU, page
from rkt_excel.desk.pages.office import Office
from rkt_excel.desk.preview import Previews
from rkt_excel.desk.work.runner import Runner
from rkt_excel.desk.wrapping import Framed
from rkt_excel.edges.disk.faultlog import details
from rkt_excel.errors import RktError
from rkt_excel.office.place.workplace import Workplace

_AROUND: Final = 1_000_000  # bytes of an upload besides the file itself
_OPEN: Final = frozenset({"masuk", "static"})  # what is answered to somebody who has not come in
_SENTENCES: Final = {
    403: "Permintaan ini tidak datang dari halaman Meja RKT, jadi tidak dikerjakan.",
    404: "Halaman atau berkas itu tidak ada di Meja RKT.",
    405: "Alamat itu tidak dapat dibuka seperti ini.",
    413: f"Berkas itu terlalu besar. Batasnya {MOST_BYTES // 1_000_000} MB; tidak ada yang disimpan.",
}


@dataclass
class Desk:
    """One desk: its office, its secrets, the work that it does.

    Attributes:
        place: Where the work is done.
        port: Under which it is called.
        keys: Who gets in.
        alive: Whether somebody is there.
        ended: Called when a person ends it.
    """

    place: Workplace
    port: int
    keys: Keys = field(default_factory=Keys)
    alive: Alive = field(default_factory=Alive)
    ended: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        """Open the office."""
        self.office = Office(self.place)
        self.previews = Previews()
        self.runner = Runner(self.office.home, self.place.kerja.absolute() if self.place.kerja else None)

    @property
    def cookie(self) -> str:
        """The name of the cookie; names and not ports tell the cookies of two desks apart."""
        return f"meja-{self.port}"


def application(desk: Desk) -> Flask:
    """The application of one desk."""
    app = Flask(__name__)
    app.logger.disabled = True  # a fault goes to a file, which the page names
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES + _AROUND, MAX_FORM_MEMORY_SIZE=_AROUND, MAX_FORM_PARTS=200,
        SEND_FILE_MAX_AGE_DEFAULT=0,
    )  # fmt: skip
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    seen = Framed(desk)
    app.jinja_env.filters.update(seen.filters())
    app.context_processor(seen.common)
    _guarded(app, desk)
    _told_faults(app, seen)
    _entrance(app, desk)
    _pages(app, desk, seen)
    deeds(app, desk, seen)
    return app


def _guarded(app: Flask, desk: Desk) -> None:
    """Let nobody ask who is not at this desk."""

    @app.before_request
    def _who() -> ResponseReturnValue | None:
        if request.path == first.ASK:
            return None  # programs of the same person, who know the knock
        entering = request.endpoint == "masuk"
        if whence.from_elsewhere(desk.port, request.method, request.headers, entering=entering):  # type: ignore[arg-type]
            abort(403)
        if request.endpoint in _OPEN:
            return None
        if not same(desk.keys.session, request.cookies.get(desk.cookie, "")):
            return render_template("terkunci.html"), 403
        if request.method not in whence.SAFE and not _token_given(desk):
            abort(403)
        desk.alive.seen()
        return None

    @app.after_request
    def _closed(response: Response) -> Response:
        for name, value in whence.HEADERS.items():
            response.headers[name] = value
        if response.mimetype == "application/pdf":
            response.headers["Content-Security-Policy"] = whence.PDF_POLICY
        return response


def _token_given(desk: Desk) -> bool:
    return same(desk.keys.token, request.headers.get("X-Meja") or request.form.get("token", ""))


def _told_faults(app: Flask, seen: Framed) -> None:
    """A sentence for whatever cannot be answered."""

    def told(code: int) -> Callable[[Exception], ResponseReturnValue]:
        def answer(error: Exception) -> ResponseReturnValue:
            del error
            return seen.sentence(_SENTENCES[code], code)

        return answer

    for code in _SENTENCES:
        app.register_error_handler(code, told(code))

    @app.errorhandler(RktError)
    def _refused(error: RktError) -> ResponseReturnValue:
        return seen.sentence(str(error), 409)

    @app.errorhandler(500)
    def _fault(error: Exception) -> ResponseReturnValue:
        del error
        return seen.sentence(f"Terjadi kesalahan program. {details()}", 500)


def _entrance(app: Flask, desk: Desk) -> None:
    """A key is changed for a cookie, once."""

    @app.get("/masuk")
    def masuk() -> ResponseReturnValue:
        known = same(desk.keys.session, request.cookies.get(desk.cookie, ""))
        if not desk.keys.opens(request.args.get("kunci", "")):
            return redirect(url_for("halaman")) if known else (render_template("terkunci.html"), 403)
        # Not a redirect: one that began on another site would not carry a strict cookie.
        answer = Response(render_template("masuk.html"))
        answer.set_cookie(desk.cookie, desk.keys.session, httponly=True, samesite="Strict")
        desk.alive.seen()
        return answer

    @app.post(first.ASK)
    def kunci_lagi() -> ResponseReturnValue:
        browser = "Origin" in request.headers or "Sec-Fetch-Site" in request.headers
        own = request.headers.get("Host") == whence.host(desk.port)
        if browser or not own or not same(desk.keys.knock, request.headers.get(first.KNOCK, "")):
            abort(403)
        desk.alive.seen()
        return Response(desk.keys.another(), mimetype="text/plain")


def _pages(app: Flask, desk: Desk, seen: Framed) -> None:
    """Every page of the menu."""

    @app.get("/")
    @app.get("/<word>")
    def halaman(word: str = "beranda") -> ResponseReturnValue:
        if word not in MENU:
            abort(404)
        standing = desk.office.standing()
        given: Mapping[str, Any] = page(word)(desk.office, standing, request.args)
        return seen.page(f"pages/{word}.html", word, standing, **given)

    @app.get("/denyut")
    def denyut() -> ResponseReturnValue:
        return {"cap": desk.office.stamp(), "kerja": seen.job(), "versi": __version__}
