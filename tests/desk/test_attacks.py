"""Nobody else gets in, and nothing gets out or in that a page did not mean: every attack by its name."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.desks import OWN, PORT, Browser
from helpers.kantor import open_office
from helpers.tahapan import drafted

from rkt_excel.desk.door import first, whence
from rkt_excel.desk.dropped import MOST_BYTES, keep
from rkt_excel.desk.files import NoFileError, handed_out
from rkt_excel.desk.work.moves import BY_WORD, MOVES
from rkt_excel.desk.work.runner import arguments
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format

CHANGES = ("/lakukan/format", "/titip", "/buka/renstra", "/henti", "/dibaca", "/tutup", "/pergi")
PAGES = ("/", "/bagian", "/denyut", "/lakukan/rapat", "/berkas/1-formulir/x.xlsx")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """An office whose forms are out; no test changes it."""
    place = open_office(tmp_path_factory.mktemp("meja") / "kantor")
    format(place)
    return place


@pytest.fixture
def stranger(home: Workplace) -> Browser:
    return Browser(home)


@pytest.fixture
def person(home: Workplace) -> Browser:
    return Browser(home).come_in()


# ------------------------------------------------------------------ who


@pytest.mark.parametrize("path", PAGES)
def test_without_the_cookie_no_page_says_anything_of_the_office(stranger: Browser, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Dinas" not in answer.text


@pytest.mark.parametrize("path", CHANGES)
def test_without_the_cookie_nothing_is_done(stranger: Browser, path: str) -> None:
    assert stranger.post(path).status_code == 403
    assert stranger.desk.runner.last is None


def test_a_key_opens_once(stranger: Browser, home: Workplace) -> None:
    key = stranger.desk.keys.another()
    assert stranger.get(f"/masuk?kunci={key}").status_code == 200
    other = stranger.desk
    second = Browser(home)
    second.desk.keys = other.keys
    assert second.get(f"/masuk?kunci={key}").status_code == 403
    assert second.get("/").status_code == 403


@pytest.mark.parametrize("key", ["", "x", "é", "a" * 10_000, "%00"])
def test_a_guessed_key_opens_nothing(stranger: Browser, key: str) -> None:
    stranger.desk.keys.another()
    assert stranger.get(f"/masuk?kunci={key}").status_code == 403


def test_the_cookie_is_for_this_desk_and_for_no_script_nor_other_site(stranger: Browser) -> None:
    answer = stranger.get(f"/masuk?kunci={stranger.desk.keys.another()}")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"meja-{PORT}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {each.strip() for each in cookie.split(";")}


def test_the_secret_of_one_desk_opens_no_other(home: Workplace) -> None:
    first_desk, other = Browser(home), Browser(home)
    other.client.set_cookie(other.desk.cookie, first_desk.desk.keys.session, domain="127.0.0.1")
    assert other.get("/").status_code == 403


# ------------------------------------------------------------------ whence


@pytest.mark.parametrize(
    "host", ["jahat.example", f"jahat.example:{PORT}", f"localhost:{PORT}", "127.0.0.1", f"[::1]:{PORT}",
             f"127.0.0.1.jahat.example:{PORT}", f"127.0.0.1:{PORT + 1}"],
)  # fmt: skip
def test_a_name_that_was_bent_to_this_computer_is_not_answered(person: Browser, host: str) -> None:
    assert person.get("/", Host=host).status_code == 403
    assert person.get(f"/masuk?kunci={person.desk.keys.another()}", Host=host).status_code == 403
    assert person.post("/lakukan/format", Host=host).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "origin", ["http://jahat.example", "null", "http://127.0.0.1:1", f"https://127.0.0.1:{PORT}", ""]
)
def test_a_form_of_another_page_changes_nothing(person: Browser, path: str, origin: str) -> None:
    assert person.post(path, Origin=origin).status_code == 403
    assert person.desk.runner.last is None


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("token", ["", "x", "é"])
def test_without_the_token_of_the_page_nothing_is_changed(person: Browser, path: str, token: str) -> None:
    assert person.post(path, {"token": token}).status_code == 403
    assert person.desk.runner.last is None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_another_program_on_this_computer_reads_nothing(person: Browser, path: str, site: str) -> None:
    assert person.get(path, Sec_Fetch_Site=site).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(person: Browser, method: str) -> None:
    answer = person.client.open("/", method=method, base_url=OWN, headers={"Origin": OWN})
    assert answer.status_code in {403, 405}


def test_a_browser_cannot_ask_for_another_key(person: Browser) -> None:
    knock = {first.KNOCK: person.desk.keys.knock}
    for more in ({"Origin": OWN}, {"Sec-Fetch-Site": "same-origin"}, {"Host": "jahat.example"}):
        assert person.client.post(first.ASK, base_url=OWN, headers={**knock, **more}).status_code == 403
    assert person.client.post(first.ASK, base_url=OWN, headers={first.KNOCK: "x"}).status_code == 403
    assert person.client.post(first.ASK, base_url=OWN, headers=knock).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are other there")
def test_the_note_of_an_open_desk_is_for_its_person_only(tmp_path: Path) -> None:
    first.announce(tmp_path, 1, "rahasia")
    assert stat.S_IMODE(first.note(tmp_path).stat().st_mode) == 0o600
    first.take_away(tmp_path, 1)
    assert not first.note(tmp_path).exists()


# ------------------------------------------------------------------ what the browser is told


@pytest.mark.parametrize("path", [*PAGES, "/tidak-ada", "/static/meja.css", "/masuk"])
def test_every_answer_carries_the_whole_policy(person: Browser, path: str) -> None:
    answer = person.get(path)
    for name, value in whence.HEADERS.items():
        assert answer.headers[name] == value, name
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/bagian", "/lakukan/rapat", "/lakukan/paraf", "/tidak-ada"])
def test_no_page_holds_a_script_or_style_of_its_own_nor_anything_from_elsewhere(person: Browser, path: str) -> None:
    page = person.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "http://" not in page
    assert "https://" not in page
    for piece in page.split("<script")[1:]:
        assert piece.split(">", 1)[1].startswith("</script>")


NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'


def test_what_a_file_is_called_is_never_markup(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    name = '"><img src=x onerror=alert(1)>{{ 7 * 7 }}.xlsx'
    if os.name != "nt":
        (place.outputs / "2027" / KEMBALI / name).write_bytes(b"bukan lembar kerja")
        page = Browser(place).come_in().page("/bagian")
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
        assert "49.xlsx" not in page


def test_what_a_person_types_is_never_markup(person: Browser) -> None:
    page = person.get(f"/lakukan/rapat?tempat={NASTY}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# ------------------------------------------------------------------ what goes out


@pytest.mark.parametrize(
    "name",
    ["../input_templates/renstra.xlsx", "1-formulir/../rkt.sqlite", "rkt.sqlite", "rkt.kunci", "/etc/passwd", "~",
     "1-formulir", "1-formulir/", "1-formulir//etc/passwd", "1-formulir/..%2frkt.sqlite", "1-formulir/\0",
     "1-formulir\\..\\rkt.sqlite", "C:/Windows/win.ini", "1-formulir/C:x", "1-formulir/x:Zone.Identifier",
     "1-formulir/.rahasia", "../../../../etc/passwd"],
)  # fmt: skip
def test_only_files_of_the_stages_leave(person: Browser, home: Workplace, name: str) -> None:
    folder = home.outputs / "2027"
    (folder / "1-formulir" / ".rahasia").write_bytes(b"x")
    with pytest.raises(NoFileError):
        handed_out(folder, name)
    assert person.get(f"/berkas/{name.replace(chr(0), '%00')}").status_code in {404, 308}
    assert person.post(f"/buka/{name.replace(chr(0), '%00')}").status_code in {404, 308}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("link", ["berkas", "folder"])
def test_a_link_in_the_work_folder_leads_nowhere(tmp_path: Path, link: str) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    secret = tmp_path / "rahasia"
    secret.mkdir()
    (secret / "kunci.pdf").write_bytes(b"rahasia")
    stage = place.outputs / "2027" / "7-rkt"
    (stage / "tautan.pdf").symlink_to(secret / "kunci.pdf")
    (stage / "tautan").symlink_to(secret)
    name = "7-rkt/tautan.pdf" if link == "berkas" else "7-rkt/tautan/kunci.pdf"
    answer = Browser(place).come_in().get(f"/berkas/{name}")
    assert answer.status_code == 404
    assert b"rahasia" not in answer.data


def test_a_file_that_came_back_is_saved_and_never_shown_as_a_page(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    (place.outputs / "2027" / KEMBALI / "laporan.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    for more in ("", "?lihat=1"):
        answer = Browser(place).come_in().get(f"/berkas/3-kembali/laporan.html{more}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name", ["3-kembali/kiriman.exe", "3-kembali/kiriman.xlsm", "3-kembali/kiriman.bat", "3-kembali/a.lnk"]
)
def test_what_the_system_would_run_is_not_opened(tmp_path: Path, name: str) -> None:
    place = open_office(tmp_path / "kantor")
    format(place)
    (place.outputs / "2027" / name).write_bytes(b"MZ")
    assert Browser(place).come_in().post(f"/buka/{name}").status_code == 404


# ------------------------------------------------------------------ what comes in


@pytest.mark.parametrize(
    "name",
    ["../../rkt.sqlite", "..\\..\\rkt.sqlite", "/etc/passwd", "C:\\Windows\\x.xlsx", "CON.xlsx", "a\0b.xlsx", "...",
     ".tersembunyi", "~$kunci.xlsx", "a\u202exslx.exe", "x" * 500 + ".xlsx", "rkt.sqlite", "a:b.xlsx", "  ", "😀.xlsx",
     "a\nb.xlsx"],
)  # fmt: skip
def test_a_dropped_file_lies_in_3_kembali_under_a_safe_name(tmp_path: Path, name: str) -> None:
    (tmp_path / KEMBALI).mkdir()
    kept = keep(tmp_path, name, io.BytesIO(b"isi"))
    (only,) = (tmp_path / KEMBALI).iterdir()
    assert kept.place == f"{KEMBALI}/{only.name}"
    assert only.read_bytes() == b"isi"
    assert not only.name.startswith((".", "~$"))
    assert len(only.name) <= 80
    assert not set(only.name) & set('<>:"/\\|?*\0\n\u202e')
    assert sorted(each.name for each in tmp_path.iterdir()) == [KEMBALI]


def test_a_dropped_file_is_never_put_over_another(tmp_path: Path) -> None:
    (tmp_path / KEMBALI).mkdir()
    (tmp_path / KEMBALI / "a.xlsx").write_bytes(b"milik orang")
    assert keep(tmp_path, "a.xlsx", io.BytesIO(b"satu")).place == f"{KEMBALI}/a (2).xlsx"
    assert keep(tmp_path, "A.XLSX", io.BytesIO(b"dua")).place
    assert keep(tmp_path, "lain.xlsx", io.BytesIO(b"satu")).place == f"{KEMBALI}/a (2).xlsx", "the same is kept once"
    assert (tmp_path / KEMBALI / "a.xlsx").read_bytes() == b"milik orang"
    assert len(list((tmp_path / KEMBALI).iterdir())) == 3


class Endless(io.RawIOBase):
    """So many bytes, without holding them."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size, self.left = size, size

    def read(self, size: int = -1) -> bytes:
        given = min(size, self.left)
        self.left -= given
        return bytes(given)

    def seek(self, *_: int) -> int:
        self.left = self.size
        return 0


def test_a_file_of_300_mb_is_refused_in_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / KEMBALI).mkdir()
    kept = keep(tmp_path, "besar.xlsx", Endless(300_000_000))  # type: ignore[arg-type]
    assert (kept.place, "lebih besar" in kept.sentence) == ("", True)
    assert not list((tmp_path / KEMBALI).iterdir())


def test_a_request_over_the_bound_is_refused_before_it_is_read(person: Browser) -> None:
    answer = person.client.post(
        "/titip", base_url=OWN, headers={"Origin": OWN, "X-Meja": person.desk.keys.token},
        content_type="multipart/form-data; boundary=x", environ_overrides={"CONTENT_LENGTH": str(MOST_BYTES * 3)},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "terlalu besar" in answer.get_data(as_text=True)


# ------------------------------------------------------------------ what is typed for a person


@pytest.mark.parametrize(
    "said", ["--tanpa-tls", "-h", "--kerja=/", "; rm -rf /", "$(id)", "`id`", "a\nb", "--", "--json"]
)
@pytest.mark.parametrize("word", [each.word for each in MOVES if each.fields])
def test_what_a_person_says_is_never_an_option(word: str, said: str) -> None:
    each = BY_WORD[word]
    typed = arguments(each, {field.name: said for field in each.fields})
    own = {field.option for field in each.fields}
    before = typed[: typed.index("--")] if any(not field.option for field in each.fields) else typed
    for one in before[len(each.typed) :]:
        option, equals, value = one.partition("=")
        assert option == "--json" or option in own
        assert not equals or value == said.strip()


def test_a_file_of_the_folder_is_never_taken_for_a_module_of_the_program(tmp_path: Path) -> None:
    place = open_office(tmp_path / "kantor")
    for name in ("click.py", "json.py", "sitecustomize.py"):
        (place.inputs.parent / name).write_text("import sys; sys.exit('dijalankan')\n", encoding="utf-8")
    person = Browser(place).come_in()
    assert person.post("/lakukan/format").status_code == 303
    person.done()
    assert person.desk.runner.last
    assert person.desk.runner.last.well, person.desk.runner.last.said


def test_a_decision_on_another_draft_than_was_shown_is_asked_anew(at: Callable[..., Workplace]) -> None:
    place = at(drafted)
    person = Browser(place).come_in()
    assert "Paraf berlaku untuk berkas draft 1" in person.page("/lakukan/paraf")
    answer = person.post("/lakukan/paraf", {"oleh": "Kasubag Program", "yakin": "ya", "terikat": "draft lain"})
    assert answer.status_code == 409
    assert "keadaannya berubah" in answer.text
    assert person.desk.runner.last is None
