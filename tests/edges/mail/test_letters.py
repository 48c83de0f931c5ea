"""However a form is wrapped, it is read or named with the step that helps; what nobody wrote is no answer."""

from __future__ import annotations

import base64
import quopri
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from helpers import wrapped
from helpers.arriving import arrived, book, code, letter, packed, put
from helpers.kantor import NOON, hand_in, open_office

from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.arrivals.inbox import received
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung

NOW = NOON.astimezone()
CRLF = "\r\n"


def entity(name: str = "F.xlsx", data: bytes | None = None) -> bytes:
    """What is signed: a part of a letter with its own headers."""
    mail = EmailMessage()
    mail.set_content("Terlampir.")
    mail.add_attachment(book() if data is None else data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def raw(*headers: str, body: bytes) -> bytes:
    return CRLF.join(("From: sek@contoh.go.id", "Subject: RKT", *headers, "", "")).encode() + body


def forwarded(kind: str, cte: str, inner: bytes) -> bytes:
    """A letter with a letter attached, encoded in a way that RFC 2046 forbids and programs write."""
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(cte, bytes)(inner)
    head = f'--B\r\nContent-Type: {kind}; name="RKT.eml"\r\nContent-Transfer-Encoding: {cte}\r\n\r\n'
    body = b"--B\r\nContent-Type: text/plain\r\n\r\nTerusan.\r\n" + head.encode() + coded + b"\r\n--B--\r\n"
    return raw('Content-Type: multipart/mixed; boundary="B"', body=body)


def mbox(*letters: bytes, mark: str = "From sek@contoh.go.id Mon Nov 23 08:00:00 2026", line: str = "\n") -> bytes:
    return b"".join(mark.encode() + line.encode() + each.rstrip() + (line * 2).encode() for each in letters)


def apple(data: bytes) -> bytes:
    return f"{len(data)}\n".encode() + data + b'<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>\n'


FORM = letter(("F.xlsx", book()))
TWO = (letter(("F.xlsx", book("1"))).as_bytes(), letter(("G.xlsx", book("2"))).as_bytes())
BODY = "From di awal baris ini bukan surel lain.\n\nFrom: bukan kepala surel, juga tidak.\n"
SMIME = 'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
B64 = "Content-Transfer-Encoding: base64"

READ: dict[str, tuple[bytes, list[str]]] = {
    "mbox dengan dua surel": (mbox(*TWO), ["/Formulir RKT.eml/F.xlsx", "/Formulir RKT.eml/G.xlsx"]),
    "mbox Thunderbird, CRLF": (
        mbox(*TWO, mark="From - Mon Nov 23 08:00:00 2026", line="\r\n"),
        ["/Formulir RKT.eml/F.xlsx", "/Formulir RKT.eml/G.xlsx"],
    ),
    "mbox Gmail": (
        mbox(*TWO, mark="From 1849@xxx Mon Nov 23 01:00:00 +0000 2026"),
        ["/Formulir RKT.eml/F.xlsx", "/Formulir RKT.eml/G.xlsx"],
    ),
    "mbox dengan satu surel": (mbox(FORM.as_bytes()), ["/F.xlsx"]),
    "From di dalam teks": (letter(("F.xlsx", book()), text=BODY).as_bytes(), ["/F.xlsx"]),
    "mbox dengan surel tanpa lampiran di antaranya": (
        mbox(TWO[0], letter(text=BODY).as_bytes(), TWO[1]),
        ["/Formulir RKT.eml/F.xlsx", "/Formulir RKT.eml/G.xlsx"],
    ),
    "emlx": (apple(FORM.as_bytes()), ["/F.xlsx"]),
    "terusan base64": (forwarded("message/rfc822", "base64", FORM.as_bytes()), ["/RKT.eml/F.xlsx"]),
    "terusan quoted-printable": (forwarded("message/rfc822", "quoted-printable", FORM.as_bytes()), ["/RKT.eml/F.xlsx"]),
    "terusan 8bit": (forwarded("message/rfc822", "8bit", FORM.as_bytes()), ["/RKT.eml/F.xlsx"]),
    "terusan message/global": (forwarded("message/global", "8bit", FORM.as_bytes()), ["/RKT.eml/F.xlsx"]),
    "terusan sebagai octet-stream": (
        forwarded("application/octet-stream", "base64", FORM.as_bytes()), ["/RKT.eml/F.xlsx"],
    ),
    "uuencode di isi surel": (raw(body=b"Terlampir.\n\n" + wrapped.uuencoded("F.xlsx", book())), ["/F.xlsx"]),
    "uuencode, spasi akhir hilang": (raw(body=wrapped.uuencoded("F.xlsx", book(), stripped=True)), ["/F.xlsx"]),
    "uuencode base64": (raw(body=b"Halo\n" + wrapped.base64_in_text("F.xlsx", book())), ["/F.xlsx"]),
    "dua uuencode": (
        raw(body=wrapped.uuencoded("F.xlsx", book("1")) + b"\n" + wrapped.uuencoded("G.xlsx", book("2"))),
        ["/F.xlsx", "/G.xlsx"],
    ),
    "berkas uuencode": (wrapped.uuencoded("F.xlsx", book()), ["/F.xlsx"]),
    "multipart/signed": (
        b"From: sek@contoh.go.id\nSubject: RKT\n" + wrapped.signed(entity(), Encoding.SMIME), ["/F.xlsx"],
    ),
    "S/MIME bertanda tangan": (
        raw(SMIME, B64, body=base64.encodebytes(wrapped.signed(entity()))), ["/smime.p7m/F.xlsx"],
    ),
    "S/MIME tanpa panjang": (
        raw(SMIME, B64, body=base64.encodebytes(wrapped.in_parts(entity()))), ["/smime.p7m/F.xlsx"],
    ),
    "formulir bertanda tangan (.p7m)": (
        letter(("F.xlsx.p7m", wrapped.signed(book()))).as_bytes(), ["/F.xlsx.p7m/F.xlsx"],
    ),
    "PKCS7 teks": (wrapped.signed(entity(), Encoding.PEM), ["/F.xlsx"]),
    "msg": (wrapped.compound_file(wrapped.outlook({"Formulir – SEK.xlsx": book()})), ["/Formulir – SEK.xlsx"]),
    "msg dalam msg": (
        wrapped.compound_file(wrapped.outlook({"Surel": wrapped.outlook({"F.xlsx": book()}, inner=True)})), ["/F.xlsx"],
    ),
    "msg di zip": (packed({"a.msg": wrapped.compound_file(wrapped.outlook({"F.xlsx": book()}))}), ["/a.msg/F.xlsx"]),
    "winmail.dat": (
        letter(("winmail.dat", wrapped.winmail({"Formulir – SEK.xlsx": book()}))).as_bytes(),
        ["/winmail.dat/Formulir – SEK.xlsx"],
    ),
    "winmail.dat, isi sebagai properti": (wrapped.winmail({"F.xlsx": book()}, as_property=True), ["/F.xlsx"]),
    "tar": (wrapped.tarred({"a/F.xlsx": book()}), ["/a/F.xlsx"]),
    "tar.gz": (wrapped.tarred({"a/F.xlsx": book()}, "w:gz"), ["/a/F.xlsx"]),
    "tar.bz2": (wrapped.tarred({"F.xlsx": book()}, "w:bz2"), ["/F.xlsx"]),
    "tar.xz di surel": (
        letter(("k.tar.xz", wrapped.tarred({"F.xlsx": book()}, "w:xz"))).as_bytes(), ["/k.tar.xz/F.xlsx"],
    ),
    "lampiran bernama titik": (letter((".xlsx", book())).as_bytes(), ["/.xlsx"]),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_a_form_is_read_however_it_is_wrapped(tmp_path: Path, case: str) -> None:
    data, names = READ[case]
    came = {name: each for name, each in arrived(tmp_path, "kiriman", data).items() if not _empty(each)}
    assert {name: code(each) for name, each in came.items()} == dict.fromkeys(
        (f"kiriman{name}" for name in names), "dibaca"
    )
    assert inbox.concerns(data, NOW)


def _empty(each: inbox.Arrived) -> bool:
    return each.refusal is not None and each.refusal.code is FileCode.KIRIMAN_TANPA_FORMULIR


def test_letters_of_outlook_and_of_a_mailbox_file_keep_sender_and_date(tmp_path: Path) -> None:
    put(tmp_path, "a.msg", wrapped.compound_file(wrapped.outlook({"F.xlsx": book()}, sender="pem@contoh.go.id")))
    put(tmp_path, "b.mbox", mbox(*TWO))
    put(tmp_path, "c.emlx", apple(FORM.as_bytes()))
    came = list(received(tmp_path))
    assert [each.sender for each in came] == ["pem@contoh.go.id", *["bagian@contoh.go.id"] * 3]
    assert {each.mailed and f"{each.mailed:%Y-%m-%d %H:%M}" for each in came} == {"2026-11-23 01:15"}


NAMED: dict[str, tuple[bytes, str, str]] = {
    "surel dienkripsi": (
        raw('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', B64,
            body=base64.encodebytes(wrapped.encrypted(entity()))),
        "dienkripsi", "simpan formulirnya di 3-kembali",
    ),
    "berkas dienkripsi": (wrapped.encrypted(book()), "dienkripsi", "simpan formulirnya di 3-kembali"),
    "PGP/MIME": (
        raw('Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="B"',
            body=b"--B\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--B\r\n"
                 b"Content-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--B--\r\n"),
        "dienkripsi", "simpan formulirnya di 3-kembali",
    ),
    "PGP di teks": (
        raw(body=b"-----BEGIN PGP MESSAGE-----\r\nabc\r\n"), "dienkripsi", "simpan formulirnya di 3-kembali",
    ),
    "uuencode terpotong": (
        raw(body=wrapped.uuencoded("F.xlsx", book())[:900]), "terpotong", "dikirim ulang",
    ),
    "surel pecahan": (
        raw("Content-Type: message/partial; id=x; number=1; total=2", body=FORM.as_bytes()[:900]),
        "dipecah", "3-kembali",
    ),
    "lampiran di tempat lain": (
        raw("Content-Type: message/external-body; access-type=URL; URL=x", body=b"Content-Type: a/b\r\n\r\n"),
        "tidak ikut disimpan", "3-kembali",
    ),
    "lampiran yang ditinggalkan Apple Mail": (
        apple(raw('Content-Type: multipart/mixed; boundary="B"', body=(
            b'--B\r\nContent-Type: application/octet-stream; name="F.xlsx"\r\nX-Apple-Content-Length: 46105\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n\r\n--B--\r\n"))),
        "tidak ikut disimpan", "3-kembali",
    ),
    "surel terlampir yang rusak": (
        forwarded("message/rfc822", "base64", b"bukan surel"), "tidak dapat dibuka", "3-kembali",
    ),
    "winmail.dat terpotong": (
        letter(("winmail.dat", wrapped.winmail({"F.xlsx": book()})[:2000])).as_bytes(),
        "rusak atau terpotong", "Rich Text",
    ),
    "rar di surel": (letter(("k.rar", b"Rar!\x1a\x07\x01")).as_bytes(), "arsip RAR", "3-kembali"),
    "7z di zip": (packed({"k.7z": b"7z\xbc\xaf\x27\x1c"}), "arsip 7z", "3-kembali"),
    "tar.gz terpotong": (wrapped.tarred({"F.xlsx": book()}, "w:gz")[:-400], "terpotong", "dikirim ulang"),
    "rujukan di msg": (
        wrapped.compound_file(wrapped.outlook({"F.xlsx": b""})), "rujukan", "dikirim ulang",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_what_cannot_be_opened_is_named_with_the_step_that_helps_and_fetched(tmp_path: Path, case: str) -> None:
    data, cause, remedy = NAMED[case]
    told = [each.refusal for each in arrived(tmp_path, "kiriman", data).values() if each.refusal]
    assert any(cause in each.message and remedy in each.remedy for each in told), [str(each) for each in told]
    assert inbox.concerns(data, NOW), "rkt ambil would pass it over"


MEANT = ("F.numbers", "F.csv", "F.xls", "winmail.dat", "F.gpg")


@pytest.mark.parametrize("name", MEANT)
def test_what_is_meant_for_an_answer_is_not_passed_over_by_ambil(name: str) -> None:
    assert inbox.concerns(letter((name, b"\x01\x02 bukan lembar kerja")).as_bytes(), NOW)


@pytest.mark.parametrize("name", ["surat.pdf", "catatan.txt", "undangan.docx"])
def test_other_matter_still_is(name: str) -> None:
    data = {"surat.pdf": b"%PDF-1.7", "catatan.txt": b"halo"}.get(name) or packed({"word/document.xml": b"<w/>"})
    assert not inbox.concerns(letter((name, data)).as_bytes(), NOW)


def test_a_locked_zip_is_told_from_a_locked_workbook(tmp_path: Path) -> None:
    data = bytearray(packed({"F.xlsx": book()}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    (one,) = arrived(tmp_path, "k.zip", bytes(data)).values()
    assert one.refusal
    assert "arsipnya dikunci" in one.refusal.message
    assert one.refusal.remedy == "Buka arsip itu dengan kata sandinya, lalu simpan formulirnya di 3-kembali."


def test_a_zip_packed_in_an_unusual_way_is_told_as_an_archive(tmp_path: Path) -> None:
    (one,) = arrived(tmp_path, "k.zip", packed({"F.xlsx": book()}, method=zipfile.ZIP_LZMA)).values()
    assert one.refusal
    assert "arsip" in one.refusal.message
    assert "Buka arsip itu" in one.refusal.remedy


# ------------------------------------------------------------------ what nobody wrote

OURS = letter(("Formulir SEK.xlsx", book()))
OURS.replace_header("From", "dinas@contoh.go.id")
OURS["To"] = "sek@contoh.go.id"
DSN = 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"'
MIXED = 'Content-Type: multipart/mixed; boundary="B"'


def report(*headers: str, status: str = "", text: str = "Laporan.", returned: bytes | None = None, kind: str = DSN,
           status_kind: str = "message/delivery-status") -> bytes:  # fmt: skip
    """A letter of a mail server, with our own in it."""
    original = OURS.as_bytes() if returned is None else returned
    parts = [b"Content-Type: text/plain\r\n\r\n" + text.encode()]
    if status:
        parts.append(f"Content-Type: {status_kind}\r\n\r\n".encode() + status.encode())
    if original:
        parts.append(b"Content-Type: message/rfc822\r\n\r\n" + original)
    body = b"".join(b"--B\r\n" + each + b"\r\n" for each in parts) + b"--B--\r\n"
    head = CRLF.join((*headers, "To: dinas@contoh.go.id", "Date: Mon, 23 Nov 2026 10:00:00 +0700", kind, "", ""))
    return head.encode() + body


def recipient(action: str, address: str = "sek@contoh.go.id", status: str = "5.1.1") -> str:
    return (
        f"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
    )


DAEMON = ("From: MAILER-DAEMON@mx.contoh.go.id", "Subject: Undelivered Mail Returned to Sender")
EXIM = ("From: Mail Delivery System <Mailer-Daemon@mx.contoh.go.id>", "Subject: Mail delivery failed",
        "X-Failed-Recipients: sek@contoh.go.id")  # fmt: skip
HERE = "Undelivered.eml"
UNDELIVERED: dict[str, bytes] = {
    "RFC 3464": report(*DAEMON, status=recipient("failed")),
    "tanpa Action": report(*DAEMON, status="Final-Recipient: rfc822;sek@contoh.go.id\r\nStatus: 5.1.1\r\n"),
    "tanpa Date dan asal": report("From: <>", "Subject: x", status=recipient("failed")),
    "sebagian gagal": report(
        *DAEMON,
        status=recipient("delivered", "lain@contoh.go.id") + "\r\n" + recipient("failed").partition("\r\n\r\n")[2],
    ),
    "Exim": report(*EXIM, kind=MIXED, text="A message that you sent could not be delivered. 550 5.1.1"),
    "Exchange": report(
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoh.onmicrosoft.com>",
        "Subject: Undeliverable: Formulir RKT", kind=MIXED,
    ),
    "postmaster": report("From: postmaster@contoh.go.id", "Subject: Delivery Status Notification", kind=MIXED),
    "tanpa pengirim amplop": report("Return-Path: <>", "From: sis@contoh.go.id", "Subject: Returned mail", kind=MIXED),
    "qmail": (
        b"From: MAILER-DAEMON@contoh.go.id\r\nTo: dinas@contoh.go.id\r\nSubject: failure notice\r\n\r\n"
        b"Hi. This is the qmail-send program.\r\n\r\n<sek@contoh.go.id>:\r\nuser is unknown. (#5.1.1)\r\n\r\n"
        b"--- Below this line is a copy of the message.\r\n\r\n" + OURS.as_bytes()
    ),
    "dari Outlook (.msg)": wrapped.compound_file(
        wrapped.outlook({"Surel": wrapped.outlook({"F.xlsx": book()}, inner=True)}, kind="REPORT.IPM.Note.NDR")
    ),
    "diteruskan sebagai lampiran": letter(("terusan.eml", report(*DAEMON, status=recipient("failed")))).as_bytes(),
    "di kotak surat": mbox(report(*DAEMON, status=recipient("failed")), letter(text="x").as_bytes()),
}  # fmt: skip
AUTOMATIC: dict[str, tuple[bytes, str]] = {
    "tertunda": (report(*DAEMON, status=recipient("delayed", status="4.4.1")), "tertunda"),
    "sampai": (report(*DAEMON, status=recipient("delivered", status="2.0.0")), "sudah sampai"),
    "tanda terima baca": (
        report("From: sek@contoh.go.id", "Subject: Read: RKT", status="Disposition: manual-action; displayed\r\n",
               status_kind="message/disposition-notification",
               kind=DSN.replace("delivery-status", "disposition-notification")),
        "tanda terima baca",
    ),
    "jawaban otomatis": (
        report("From: sek@contoh.go.id", "Subject: Re: RKT", "Auto-Submitted: auto-replied (vacation)", kind=MIXED),
        "jawaban otomatis",
    ),
    "di luar kantor": (
        report("From: sek@contoh.go.id", "Subject: Automatic reply: RKT", kind=MIXED), "jawaban otomatis",
    ),
    "X-Autoreply": (
        report("From: sek@contoh.go.id", "Subject: RKT", "X-Autoreply: yes", kind=MIXED), "jawaban otomatis",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNDELIVERED)
def test_a_returned_letter_is_no_answer_and_says_which_address_failed(tmp_path: Path, case: str) -> None:
    came = list(arrived(tmp_path, HERE, UNDELIVERED[case]).values())
    assert not [each for each in came if each.opened]
    (told,) = (each.refusal for each in came if each.refusal and each.refusal.code is FileCode.SUREL_TIDAK_SAMPAI)
    assert "sek@contoh.go.id" in told.message or "Outlook" in case
    assert "lain@contoh.go.id" not in told.message
    assert inbox.concerns(UNDELIVERED[case], NOW)


@pytest.mark.parametrize("case", AUTOMATIC)
def test_what_a_mail_program_answers_by_itself_is_no_answer(tmp_path: Path, case: str) -> None:
    data, kabar = AUTOMATIC[case]
    (one,) = arrived(tmp_path, HERE, data).values()
    assert one.opened is None
    assert one.refusal
    assert one.refusal.code is FileCode.SUREL_OTOMATIS
    assert kabar in one.refusal.message


@pytest.mark.parametrize(
    "headers",
    [
        ("From: sek@contoh.go.id", "Subject: Re: Undelivered Mail Returned to Sender"),
        ("From: sek@contoh.go.id", "Subject: RKT", "Auto-Submitted: no"),
        ("From: sek@contoh.go.id", "Subject: RKT", "Auto-Submitted: auto-generated"),  # a scanner, an office system
        ("From: sek@contoh.go.id", "Subject: Laporan tidak terkirim kemarin, ini formulirnya"),
        ("From: sek@contoh.go.id", "Subject: RKT", "X-Auto-Response-Suppress: All"),
    ],
)
def test_a_letter_that_a_person_wrote_is_read(tmp_path: Path, headers: tuple[str, ...]) -> None:
    came = arrived(tmp_path, "s.eml", report(*headers, kind=MIXED))
    assert {code(each) for each in came.values()} == {"dibaca"}


@pytest.mark.tuntas
@pytest.mark.parametrize("addressed", [True, False], ids=["alamat dikenal", "alamat tidak dikenal"])
def test_gabung_tells_whose_letter_came_back_and_counts_nothing(
    place: Workplace, master: Master, *, addressed: bool
) -> None:
    made = format(place).formulir
    folder = place.folder(master)
    bagian = master.bagian[0].kode
    form = folder / next(each.berkas for each in made if each.bagian == bagian)
    ours = letter((form.name, form.read_bytes()))
    ours["To"] = "siapa@contoh.go.id"
    data = report(
        *DAEMON, returned=ours.as_bytes(), status=recipient("failed", "siapa@contoh.go.id") if addressed else ""
    )
    put(folder, HERE, data)
    result = gabung(place)
    assert result.plan.status[bagian].value == "belum-masuk"
    (told,) = (each for each in result.findings if each.code is FileCode.SUREL_TIDAK_SAMPAI)
    assert (told.owner, told.severity) == (bagian, "peringatan")
    assert not result.keluaran.perbaikan
    (one,) = result.returns
    assert (one.berkas, one.kode, one.refused) == (f"{KEMBALI}/{HERE}", "SUREL_TIDAK_SAMPAI", True)


def test_an_undelivered_letter_weighs_nothing_when_its_bagian_has_answered_all_the_same(tmp_path: Path) -> None:
    small = open_office(tmp_path / "kantor")
    made = format(small).formulir
    folder, bagian = small.folder(small.master()[0]), small.master()[0].bagian[0].kode
    form = folder / next(each.berkas for each in made if each.bagian == bagian)
    put(folder, HERE, report(*DAEMON, returned=letter((form.name, form.read_bytes())).as_bytes()))
    hand_in(small, bagian)
    (told,) = (each for each in gabung(small).findings if each.code is FileCode.SUREL_TIDAK_SAMPAI)
    assert (told.owner, told.severity) == (bagian, "info")


# ------------------------------------------------------------------ side files and placeholders

SIDE = ("F.xlsx:Zone.Identifier", "F.xlsx\uf03aZone.Identifier", "F.xlsx:Zone.Identifier:$DATA", "Icon\r", "Icon\uf00d",
        ".DS_Store", "._F.xlsx", "~$F.xlsx", ".~lock.F.xlsx#", "Thumbs.db", "Thumbs.db:encryptable", "desktop.ini",
        "F.xlsx:com.apple.quarantine", "F.xlsx:AFP_AfpInfo", ".dropbox", ".sync_1a2b.db", ".owncloudsync.log",
        "~WRL0001.tmp", ".F.xlsx.12.sementara", ".tidak-dikenal")  # fmt: skip


@pytest.mark.parametrize("name", SIDE)
@pytest.mark.parametrize("data", [b"", b"[ZoneTransfer]\r\nZoneId=3\r\n"], ids=["kosong", "berisi"])
def test_side_files_are_passed_over_on_disk_in_letters_and_in_archives(tmp_path: Path, name: str, data: bytes) -> None:
    put(tmp_path, name, data)
    put(tmp_path, "a.zip", packed({"F.xlsx": book(), name: data}))
    put(tmp_path, "b.tar", wrapped.tarred({"F.xlsx": book(), name: data}))
    came = list(received(tmp_path))
    assert [each.name for each in came] == [f"{KEMBALI}/a.zip/F.xlsx", f"{KEMBALI}/b.tar/F.xlsx"]
    assert not any(each.notes for each in came)


@pytest.mark.parametrize(
    "data", [b"[ZoneTransfer]\nZoneId=3", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", b"\0\0\0\1Bud1"]
)
def test_a_side_file_is_known_by_its_content_when_its_name_changed(tmp_path: Path, data: bytes) -> None:
    assert not arrived(tmp_path, "F.xlsx_Zone.Identifier", data)


def test_a_hidden_file_counts_when_it_holds_a_workbook(tmp_path: Path) -> None:
    came = arrived(tmp_path, ".Formulir.xlsx", book())
    assert {code(each) for each in came.values()} == {"dibaca"}


PLACEHOLDERS = (".F.xlsx.icloud", "F.xlsx.icloud", "F.xlsx.nextcloud", "F.gsheet", "F.xlsx.lnk", "F.url",
                "F.xlsx.crdownload", "F.xlsx.part")  # fmt: skip


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_what_stands_for_an_answer_elsewhere_is_named_until_it_is_here(tmp_path: Path, name: str) -> None:
    (one,) = arrived(tmp_path, name, b"x").values()
    assert code(one) == "BELUM_TERUNDUH"
    assert one.refusal
    assert one.refusal.severity == "peringatan"
    if "xlsx" in name:
        put(tmp_path, "F.xlsx", book())
        assert [each.name for each in received(tmp_path)] == [f"{KEMBALI}/F.xlsx"]
