"""`rkt kirim`: what the letters say, and that each is sent once and only once, against a real SMTP server."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from helpers.kantor import NOON
from helpers.mail_office import Store, addressed, copied, no_login, prepare
from helpers.mail_servers import HOST, PASSWORD, USER, Authority, PostOffice, authority, smtp
from helpers.paths import DOCS
from helpers.returning import call, fill
from openpyxl import load_workbook

from rkt_excel.cli import run
from rkt_excel.edges.disk.shipped import shipped_inputs
from rkt_excel.errors import ExitCode, InputUnusableError, NotNowError, UnknownArgumentError
from rkt_excel.events import SUREL_AKAN_DIKIRIM, SUREL_TERKIRIM
from rkt_excel.model.origin.master import Master
from rkt_excel.model.papers.letters import FORM_FACTS, REMINDER_FACTS, JenisSurat
from rkt_excel.model.vocabulary.printed import hari_tanggal
from rkt_excel.office.place.workplace import FORM_FILE, MASTER_FILE, REMINDER_FILE, Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.steps.kirim import HasilKirim, NasibSurat, kirim
from rkt_excel.steps.mulai import master_workbook

Send = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    with no_login(monkeypatch) as kept:
        yield kept


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Master]:
    home = tmp_path_factory.mktemp("kantor")
    return home, prepare(home)


@pytest.fixture
def master(prepared: tuple[Path, Master]) -> Master:
    return prepared[1]


@pytest.fixture
def office(prepared: tuple[Path, Master], tmp_path: Path) -> Workplace:
    return copied(prepared[0], tmp_path)


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def sending(
    office: Workplace, trusted: Authority, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Send:
    """Run `rkt kirim --smtp` as the office does; gives exit code and result."""
    monkeypatch.chdir(office.inputs.parent)
    monkeypatch.setenv("RKT_SMTP_USER", USER)
    monkeypatch.setenv("RKT_SMTP_PASSWORD", PASSWORD)

    def send_by(post: PostOffice, *more: str) -> tuple[int, dict[str, Any]]:
        options = ("--smtp", f"{HOST}:{post.port}", "--ca", str(trusted.ca), *more)
        code = run(["kirim", *options, "--json"])
        said = capsysbinary.readouterr()
        result = json.loads(said.out) if said.out else {"kesalahan": said.err.decode()}
        everything = said.out + said.err + b"".join(each.read_bytes() for each in Path().rglob("*.sqlite"))
        assert PASSWORD.encode() not in everything
        return code, result

    return send_by


def fates(result: dict[str, Any]) -> dict[str, str]:
    return {each["bagian"]: each["hasil"] for each in result["surat"]}


# ------------------------------------------------------------------ drafts


@pytest.mark.tuntas
def test_each_bagian_gets_a_draft_with_its_own_form(office: Workplace, master: Master) -> None:
    result = kirim(office)
    folder = office.folder(master)
    assert [each.bagian for each in result.surat] == [each.kode for each in master.bagian]
    assert not result.findings
    for each in result.surat:
        mail = message_from_bytes((folder / str(each.berkas)).read_bytes(), policy=policy.default)
        assert (mail["X-Unsent"], mail["Date"], mail["Message-ID"]) == ("1", None, None)
        assert str(mail["To"]).endswith(f"<{each.bagian.lower()}@contoh.go.id>")
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        assert hari_tanggal(master.instansi.batas_kembali) in text
        assert USER in text
        assert "{" not in text
        (form,) = mail.iter_attachments()
        assert form.get_filename() == each.lampiran == f"Formulir RKT {master.tahun} - {each.bagian} - {each.nama}.xlsx"
        assert form.get_content() == (folder / "1-formulir" / str(each.lampiran)).read_bytes()


def test_the_same_drafts_have_the_same_bytes(office: Workplace, master: Master) -> None:
    first = [(office.folder(master) / str(each.berkas)).read_bytes() for each in kirim(office).surat]
    assert [(office.folder(master) / str(each.berkas)).read_bytes() for each in kirim(office).surat] == first


def test_a_draft_that_a_person_changed_is_left(office: Workplace, master: Master) -> None:
    draft = office.folder(master) / str(kirim(office).surat[0].berkas)
    draft.write_bytes(b"X-Unsent: 1\n\ndisunting")
    assert str(kirim(office).surat[0].berkas).endswith("(baru).eml")
    assert draft.read_bytes().endswith(b"disunting")


@pytest.mark.tuntas
def test_a_bagian_without_address_is_told_and_its_draft_has_no_receiver(place: Workplace, master: Master) -> None:
    addressed(place, master, {"SEK": "sek@contoh.go.id"})
    format(place)
    result = kirim(place)
    without = [each.kode for each in master.bagian if each.kode != "SEK"]
    assert [each.owner for each in result.findings] == without
    assert all(each.hasil is NasibSurat.DITULIS for each in result.surat)


def test_only_the_named_bagian_get_one(office: Workplace) -> None:
    assert [each.bagian for each in kirim(office, bagian=("SEK",)).surat] == ["SEK"]
    with pytest.raises(UnknownArgumentError, match="XXX"):
        kirim(office, bagian=("SEK", "XXX"))


def test_without_forms_there_is_nothing_to_send(place: Workplace) -> None:
    with pytest.raises(NotNowError, match="rkt format"):
        kirim(place)


def test_a_form_that_is_gone_or_changed_is_told(office: Workplace, master: Master) -> None:
    folder = office.folder(master) / "1-formulir"
    gone, changed = sorted(folder.iterdir())[:2]
    gone.unlink()
    book = load_workbook(changed)
    book.save(changed)
    told = {each.code.name for each in kirim(office).findings}
    assert told == {"LAMPIRAN_BELUM_ADA", "LAMPIRAN_DISUNTING"}


@pytest.mark.parametrize("name", [FORM_FILE, REMINDER_FILE])
def test_the_office_writes_its_own_letter(office: Workplace, name: str) -> None:
    (office.inputs / name).write_text("Perihal: {bagian}\n\n{tidak_ada}\n", encoding="utf-8")
    if name == FORM_FILE:
        with pytest.raises(InputUnusableError, match="tidak_ada"):
            kirim(office)
    else:
        assert kirim(office).surat


@pytest.mark.parametrize(("name", "known"), [(FORM_FILE, FORM_FACTS), (REMINDER_FILE, REMINDER_FACTS)])
def test_every_placeholder_is_in_the_manual(name: str, known: frozenset[str]) -> None:
    page = (DOCS / "surel.md").read_text(encoding="utf-8")
    assert (shipped_inputs() / name).exists()
    assert name in page
    assert all(f"`{{{each}}}`" in page for each in known)


# ------------------------------------------------------------------ reminders and perbaikan


def letters(place: Workplace, master: Master, result: HasilKirim) -> dict[str, Any]:
    made = {}
    for each in result.surat:
        mail = message_from_bytes((place.folder(master) / str(each.berkas)).read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        made[each.bagian] = (body.get_content(), each.lampiran)
    return made


@pytest.mark.tuntas
def test_reminders_go_to_those_who_are_late_or_have_to_mend_and_say_what(office: Workplace, master: Master) -> None:
    right, wrong, *late = [each.kode for each in master.bagian]
    fill(office, master, right)
    fill(office, master, wrong, slips=True)
    gabung(office)
    made = letters(office, master, kirim(office, JenisSurat.PENGINGAT))
    assert set(made) == {wrong, *late}
    text, form = made[wrong]
    assert "harus diperbaiki" in text
    assert "- Kinerja: " in text
    assert form.startswith("Perbaikan Formulir")
    text, form = made[late[0]]
    assert "belum kami terima" in text
    assert "lembar Kinerja:" in text
    assert form.startswith("Formulir")
    mended = letters(office, master, kirim(office, JenisSurat.PERBAIKAN))
    assert {kode: form for kode, (_, form) in mended.items()} == {wrong: made[wrong][1]}


@pytest.mark.tuntas
def test_nobody_is_reminded_before_everything_that_came_was_looked_at(office: Workplace, master: Master) -> None:
    with pytest.raises(NotNowError, match="rkt gabung"):
        kirim(office, JenisSurat.PENGINGAT)
    gabung(office)
    assert kirim(office, JenisSurat.PENGINGAT).surat
    fill(office, master, "SEK")
    with pytest.raises(NotNowError, match=r"kiriman SEK\.xlsx"):
        kirim(office, JenisSurat.PENGINGAT)


def test_a_reminder_says_how_long_there_is_left(office: Workplace, master: Master) -> None:
    gabung(office)
    limit = dt.datetime.combine(master.instansi.batas_kembali, NOON.time())
    for days, said in ((-2, "sudah lewat 2 hari"), (0, "hari ini"), (1, "besok"), (5, "5 hari lagi")):
        moment = limit - dt.timedelta(days=days)
        then = replace(office, now=partial(dt.datetime.combine, moment.date(), moment.time()))
        text, _ = letters(then, master, kirim(then, JenisSurat.PENGINGAT, bagian=("SEK",)))["SEK"]
        assert f"({said})" in text


# ------------------------------------------------------------------ sending


def test_letters_are_sent_once_over_a_secured_line_and_logged_in(
    sending: Send, office: Workplace, trusted: Authority
) -> None:
    with smtp(PostOffice(), trusted.context) as post:
        code, first = sending(post)
        assert (code, set(fates(first).values())) == (0, {"terkirim"})
        again, second = sending(post)
        assert (again, set(fates(second).values())) == (0, {"sudah-terkirim"})
    assert len(post.letters) == len(first["surat"]) == len(set(post.receivers))
    assert post.logins
    for each in first["surat"]:
        mail = post.letter(each["alamat"])
        assert mail["X-Unsent"] is None
        assert mail["Message-ID"] == each["message_id"]
        assert mail["Date"] is not None
        assert mail["From"] == USER
        copy = Path("output/2027") / each["berkas"]
        assert message_from_bytes(copy.read_bytes(), policy=policy.default)["Message-ID"] == each["message_id"]
        assert not (Path("output/2027/2-surel") / f"{Path(each['lampiran']).stem}.eml").exists()


def test_every_line_of_a_letter_arrives_also_one_that_begins_with_a_dot(
    sending: Send, office: Workplace, trusted: Authority
) -> None:
    said = "Yth. {bagian}\n.\n..\n.akhir\n"
    (office.inputs / FORM_FILE).write_text(f"Perihal: x\n\n{said}", encoding="utf-8")
    with smtp(PostOffice(), trusted.context) as post:
        assert sending(post, "--bagian", "SEK")[0] == 0
    body = post.letter("sek@contoh.go.id").get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == said.format(bagian="Sekretariat").splitlines()


def test_ulang_sends_again(sending: Send, trusted: Authority) -> None:
    with smtp(PostOffice(), trusted.context) as post:
        sending(post, "--bagian", "SEK")
        code, result = sending(post, "--bagian", "SEK", "--ulang")
    assert (code, fates(result), len(post.letters)) == (0, {"SEK": "terkirim"}, 2)
    assert post.letters[0][1] != post.letters[1][1]  # another Message-ID


def test_a_draft_goes_when_its_letter_was_sent(
    sending: Send, office: Workplace, master: Master, trusted: Authority
) -> None:
    draft = office.folder(master) / str(kirim(office, bagian=("SEK",)).surat[0].berkas)
    with smtp(PostOffice(), trusted.context) as post:
        sending(post, "--bagian", "SEK")
    assert not draft.exists()


def test_a_corrected_address_is_another_letter(
    sending: Send, office: Workplace, master: Master, trusted: Authority
) -> None:
    with smtp(PostOffice(), trusted.context) as post:
        sending(post, "--bagian", "SEK")
        addressed(office, master, {"SEK": "benar@contoh.go.id"})
        sending(post, "--bagian", "SEK")
    assert post.receivers == ["sek@contoh.go.id", "benar@contoh.go.id"]


def test_a_refused_receiver_does_not_stop_the_others(sending: Send, trusted: Authority) -> None:
    office = PostOffice(refuse={"sek@contoh.go.id": "550 5.1.1 User unknown"})
    with smtp(office, trusted.context) as post:
        code, first = sending(post)
        others = set(fates(first)) - {"SEK"}
        assert code == 1
        assert fates(first) == {"SEK": "tidak-terkirim"} | dict.fromkeys(others, "terkirim")
        (told,) = first["temuan"]
        assert "alamat itu tidak ada di peladen penerima (jawaban peladen: 550 5.1.1 User unknown)" in told["pesan"]
        draft = next(each for each in first["surat"] if each["bagian"] == "SEK")["berkas"]
        assert (Path("output/2027") / draft).exists()
        office.refuse.clear()
        code, second = sending(post)
    assert code == 0
    assert fates(second) == {"SEK": "terkirim"} | dict.fromkeys(others, "sudah-terkirim")
    assert len(post.letters) == len(first["surat"])


def test_a_line_that_breaks_before_the_letter_is_made_anew_for_the_next(sending: Send, trusted: Authority) -> None:
    with smtp(PostOffice(hang_up_at={"sek@contoh.go.id": "rcpt"}), trusted.context) as post:
        code, result = sending(post)
    assert code == 1
    assert fates(result)["SEK"] == "tidak-terkirim"
    assert list(fates(result).values()).count("terkirim") == len(result["surat"]) - 1
    assert "terputus" in result["temuan"][0]["pesan"]


def test_a_server_that_goes_away_leaves_the_rest_unsent_and_is_not_waited_for_again_and_again(
    sending: Send, trusted: Authority
) -> None:
    with smtp(PostOffice(hang_up_at={"pem@contoh.go.id": "gone"}), trusted.context) as post:
        code, result = sending(post)
    assert code == 1
    others = dict.fromkeys(fates(result), "tidak-terkirim")
    assert fates(result) == others | {"SEK": "terkirim"}
    assert "tidak menerima sambungan" in result["temuan"][-1]["pesan"]


def test_a_line_that_breaks_before_the_answer_leaves_a_doubt_that_is_told_until_somebody_decides(
    sending: Send, office: Workplace, master: Master, trusted: Authority
) -> None:
    with smtp(PostOffice(hang_up_at={"sek@contoh.go.id": "data"}), trusted.context) as post:
        code, first = sending(post)
        assert (code, fates(first)["SEK"]) == (1, "meragukan")
        code, second = sending(post)
        assert (code, fates(second)["SEK"]) == (1, "meragukan")
        assert second["temuan"][0]["kode"] == "SUREL_MERAGUKAN"
        assert post.receivers.count("sek@contoh.go.id") == 1
        assert kirim(office, bagian=("SEK",), arrived=True).surat[0].hasil is NasibSurat.TERKIRIM
        code, third = sending(post)
        assert (code, fates(third)["SEK"]) == (0, "sudah-terkirim")
        assert post.receivers.count("sek@contoh.go.id") == 1
        sending(post, "--bagian", "SEK", "--ulang")
    assert post.receivers.count("sek@contoh.go.id") == 2


def test_a_crash_between_server_and_journal_leaves_the_same_doubt(
    sending: Send, office: Workplace, master: Master, trusted: Authority
) -> None:
    digest = sha_of(office, master, "PEM")
    with smtp(PostOffice(), trusted.context) as post:
        sending(post, "--bagian", "SEK")
        with office.open_register(office.folder(master)) as register:
            entry = register.last(SUREL_AKAN_DIKIRIM)
            assert entry is not None
            register.record(SUREL_AKAN_DIKIRIM, **{**entry.details, "bagian": "PEM", "alamat": "pem@contoh.go.id",
                                        "lampiran": digest})  # fmt: skip
        code, result = sending(post)
    assert code == 1
    assert [kode for kode, fate in fates(result).items() if fate == "meragukan"] == ["PEM"]


def sha_of(place: Workplace, master: Master, kode: str) -> str:
    return str(kirim(place, bagian=(kode,)).surat[0].sha256)


def test_each_sent_letter_is_in_the_journal(
    sending: Send, office: Workplace, master: Master, trusted: Authority
) -> None:
    with smtp(PostOffice(), trusted.context) as post:
        _, result = sending(post, "--bagian", "SEK")
    with office.open_register(office.folder(master)) as register:
        (entry,) = register.entries(SUREL_TERKIRIM)
    (one,) = result["surat"]
    assert entry.details == {
        "bagian": "SEK", "jenis": "formulir", "alamat": one["alamat"], "lampiran": one["sha256"],
        "message_id": one["message_id"],
    }  # fmt: skip


# ------------------------------------------------------------------ servers that cannot be used


def test_a_wrong_password_is_said_without_repeating_any(
    sending: Send, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RKT_SMTP_USER", "lain@contoh.go.id")  # the server's answer then repeats the right password
    with smtp(PostOffice(), trusted.context) as post:
        code, result = sending(post)
    assert code == ExitCode.INPUT
    assert "RKT_SMTP_PASSWORD" in result["kesalahan"]
    assert "memuat kata sandi" in result["kesalahan"]
    assert PASSWORD not in result["kesalahan"]
    assert not post.letters


def test_a_password_that_no_server_can_be_told_is_said(
    sending: Send, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RKT_SMTP_PASSWORD", "sandi–é")
    with smtp(PostOffice(), trusted.context) as post:
        code, result = sending(post)
    assert code == ExitCode.INPUT
    assert "ASCII" in result["kesalahan"]


def test_a_server_that_wants_a_login_says_so(
    sending: Send, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RKT_SMTP_USER")
    monkeypatch.delenv("RKT_SMTP_PASSWORD")
    with smtp(PostOffice(), trusted.context, auth_required=True) as post:
        code, result = sending(post)
    assert code == ExitCode.INPUT
    assert "meminta login" in result["kesalahan"]
    assert not post.letters


@pytest.mark.parametrize("missing", ["RKT_SMTP_USER", "RKT_SMTP_PASSWORD"])
def test_half_a_login_is_asked_for(
    sending: Send, trusted: Authority, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setenv(missing, "")
    with smtp(PostOffice(), trusted.context) as post:
        code, result = sending(post)
    if missing == "RKT_SMTP_USER":  # then it is the office's own address
        assert code == 0
    else:
        assert code == ExitCode.INPUT
        assert "keyring set rkt-smtp" in result["kesalahan"]


def test_the_password_may_lie_in_the_credential_store(
    sending: Send, trusted: Authority, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.delenv("RKT_SMTP_PASSWORD")
    store.set_password("rkt-smtp", USER, PASSWORD)
    with smtp(PostOffice(), trusted.context, auth_required=True) as post:
        code, _ = sending(post, "--bagian", "SEK")
    assert (code, len(post.letters)) == (0, 1)


def test_without_starttls_nothing_is_sent_unless_asked_for_and_then_nobody_logs_in(sending: Send) -> None:
    with smtp(PostOffice(), None) as post:
        code, result = sending(post)
        assert code == ExitCode.INPUT
        assert "STARTTLS" in result["kesalahan"]
        assert not post.letters
        code, result = sending(post, "--tanpa-tls", "--bagian", "SEK")
    assert (code, fates(result), post.logins) == (0, {"SEK": "terkirim"}, [])


def test_tls_from_the_first_byte(sending: Send, trusted: Authority) -> None:
    with smtp(PostOffice(), trusted.context, direct=True, login=False) as post:
        assert sending(post, "--bagian", "SEK", "--tls")[0] == ExitCode.INPUT  # it offers no login
    with smtp(PostOffice(), trusted.context, direct=True) as post:
        assert sending(post, "--bagian", "SEK", "--tls")[0] == 0


@pytest.mark.parametrize(
    ("kind", "told"), [("expired", "kedaluwarsa"), ("unknown", "tidak dikenal"), ("other", "nama lain")]
)
def test_a_certificate_that_cannot_be_trusted_ends_it(
    sending: Send, trusted: Authority, tmp_path: Path, kind: str, told: str
) -> None:
    past = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    host = "lain.contoh.go.id" if kind == "other" else HOST
    bad = authority(tmp_path / "bad", host=host, expires=past if kind == "expired" else None)
    more = () if kind == "unknown" else ("--ca", str(bad.ca))
    with smtp(PostOffice(), bad.context) as post:
        code, result = sending(post, *more)
    assert code == ExitCode.INPUT
    assert told in result["kesalahan"]
    assert not post.letters
    assert not post.logins


@pytest.mark.tuntas
@pytest.mark.parametrize(
    ("size", "limit", "told"),
    [
        (450_000, 200_000, ("0,7 MB", "0,2 MB")),
        pytest.param(30_000_000, 33_554_432, ("41,1 MB", "33,6 MB"), marks=pytest.mark.lama),  # as servers have it
    ],
)
def test_a_letter_beyond_the_limit_of_the_server_is_told_with_both_sizes(
    sending: Send, office: Workplace, master: Master, trusted: Authority, size: int, limit: int, told: tuple[str, str]
) -> None:
    form = next((office.folder(master) / "1-formulir").glob("* - SEK - *.xlsx"))
    form.write_bytes(form.read_bytes() + bytes(size))
    with smtp(PostOffice(), trusted.context, data_size_limit=limit) as post:
        code, result = sending(post)
    assert (code, fates(result)["SEK"]) == (1, "tidak-terkirim")
    (fault,) = [each for each in result["temuan"] if each["kode"] == "SUREL_TIDAK_TERKIRIM"]
    assert all(each in fault["pesan"] for each in told), fault["pesan"]
    assert len(post.letters) == len(result["surat"]) - 1


def test_nobody_listening_is_said(sending: Send) -> None:
    code, result = sending(PostOffice(port=1))
    assert code == ExitCode.INPUT
    assert "tidak menerima sambungan" in result["kesalahan"]


@pytest.mark.parametrize(
    "options",
    [
        ["--ingatkan", "--perbaikan"],
        ["--ulang"],
        ["--smtp", "a:b"],
        ["--sudah-sampai"],
        ["--smtp", "a", "--tls", "--tanpa-tls"],
    ],
)
def test_arguments_that_contradict_each_other(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    assert run(["kirim", *options]) == ExitCode.ARGUMENTS


def test_the_result_as_json(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(office.inputs.parent)
    code, result = call(capsysbinary, "kirim", "--bagian", "SEK")
    assert code == 0
    assert set(result) == {"tahun", "edisi", "jenis", "surat", "temuan"}
    assert run(["kirim"]) == 0
    assert b"Berikutnya" in capsysbinary.readouterr().out


# ------------------------------------------------------------------ names that mail programs read otherwise


MISREAD = (
    'Bidang "A" <lain@contoh.com>, Pelestarian, Kearsipan, dan Perpustakaan Daerah Balangan',
    "Bidang Pengelolaan, Pelestarian, dan Pemanfaatan Arsip; Layanan, Alih Media, Arsip",
)


@pytest.mark.tuntas
@pytest.mark.parametrize("name", MISREAD)
def test_a_letter_reaches_its_bagian_alone_whatever_the_bagian_is_called(
    office: Workplace, master: Master, name: str
) -> None:
    renamed = tuple(
        each.model_copy(update={"nama": name, "surel": "sek@contoh.go.id"}) if each.kode == "SEK" else each
        for each in master.bagian
    )
    rows = {**master.rows(), "Bagian": renamed}
    (office.inputs / MASTER_FILE).write_bytes(master_workbook(rows, master.choices))
    format(office)
    (one,) = kirim(office, bagian=["SEK"]).surat
    assert one.berkas
    letter = message_from_bytes((office.folder(master) / one.berkas).read_bytes(), policy=policy.default)
    assert [each.addr_spec for each in letter["to"].addresses] == ["sek@contoh.go.id"]
    assert "".join(letter["to"].addresses[0].display_name.split()) == "".join(name.split())
