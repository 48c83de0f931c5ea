"""What arrives in 3-kembali is understood by its content, at any depth, within limits, and never while half copied."""

from __future__ import annotations

import io
import os
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers.arriving import LONG_AGO, arrived, book, code, letter, packed, put

from rkt_excel.cli import run
from rkt_excel.edges.arrivals import inbox
from rkt_excel.edges.arrivals.inbox import received
from rkt_excel.edges.work_folder.folder import KEMBALI
from rkt_excel.errors import ExitCode
from rkt_excel.messages.file_codes import FileCode
from rkt_excel.model.origin.master import Master
from rkt_excel.office.place.workplace import Workplace
from rkt_excel.steps.format import format
from rkt_excel.steps.gabung import gabung
from rkt_excel.workbook.containers.limits import Reason

TNEF = b"\x78\x9f\x3e\x22" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


# ------------------------------------------------------------------ containers

CONTAINERS: dict[str, tuple[bytes, set[str]]] = {
    "buku": (book(), {""}),
    "zip": (packed({"a/Formulir.xlsx": book()}), {"/a/Formulir.xlsx"}),
    "zip dalam zip": (packed({"dalam.zip": packed({"F.xlsx": book()})}), {"/dalam.zip/F.xlsx"}),
    "surel": (letter(("F.xlsx", book())).as_bytes(), {"/F.xlsx"}),
    "zip dalam surel": (letter(("k.zip", packed({"F.xlsx": book()}))).as_bytes(), {"/k.zip/F.xlsx"}),
    "surel dalam zip": (packed({"s.eml": letter(("F.xlsx", book())).as_bytes()}), {"/s.eml/F.xlsx"}),
    "nama sama": (letter(("F.xlsx", book("1")), ("F.xlsx", book("2"))).as_bytes(), {"/F.xlsx", "/F (2).xlsx"}),
    "tanpa nama": (letter(("", book())).as_bytes(), {"/lampiran 1"}),
    "nama RFC 2231": (letter(("Formulir – Sekretariat é.xlsx", book())).as_bytes(), {"/Formulir – Sekretariat é.xlsx"}),
    "dua di zip": (packed({"1.xlsx": book("1"), "2.xlsx": book("2")}), {"/1.xlsx", "/2.xlsx"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTAINERS)
def test_a_spreadsheet_is_found_wherever_it_is_packed(tmp_path: Path, case: str) -> None:
    data, names = CONTAINERS[case]
    came = arrived(tmp_path, "kiriman", data)
    assert set(came) == {f"kiriman{name}" for name in names}
    assert {code(each) for each in came.values()} == {"dibaca"}
    assert all(each.opened and each.opened.grids[0].name == "Isian" for each in came.values())
    assert len({each.sha256 for each in came.values()}) == len(names)


def test_a_forwarded_letter_gives_its_own_sender_and_date(tmp_path: Path) -> None:
    outer = letter()
    outer.replace_header("From", "atasan@contoh.go.id")
    outer.replace_header("Date", "Tue, 24 Nov 2026 10:00:00 +0800")
    outer.add_attachment(letter(("F.xlsx", book())))
    came = arrived(tmp_path, "terusan.eml", outer.as_bytes())
    one = came["terusan.eml/Formulir RKT.eml/F.xlsx"]
    assert one.sender == "bagian@contoh.go.id"
    assert one.mailed == datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
    assert code(one) == "dibaca"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('name="=?utf-8?B?Rm9ybXVsaXIg4oCTIFNFSy54bHN4?="', "Formulir – SEK.xlsx"),
        ("name*0*=utf-8''Formulir%20; name*1*=%E2%80%93%20SEK.xlsx", "Formulir – SEK.xlsx"),
        ('name="..\\\\..\\\\Windows\\\\F.xlsx"', "__/__/Windows/F.xlsx"),
        ('name="/etc/../../F.xlsx"', "etc/__/__/F.xlsx"),
    ],
)
def test_file_names_of_every_spelling_are_read_and_stay_texts(tmp_path: Path, written: str, name: str) -> None:
    import base64  # noqa: PLC0415

    body = base64.encodebytes(book()).decode()
    text = (
        f"From: a@b.go.id\nSubject: x\nMIME-Version: 1.0\nContent-Type: application/octet-stream; {written}\n"
        f"Content-Transfer-Encoding: base64\n\n{body}"
    )
    came = arrived(tmp_path, "s.eml", text.encode())
    assert set(came) == {f"s.eml/{name}"}
    assert code(came[f"s.eml/{name}"]) == "dibaca"


def test_names_in_a_zip_never_leave_the_folder(tmp_path: Path) -> None:
    came = arrived(
        tmp_path, "a.zip", packed({"../../x.xlsx": book("1"), "C:\\y.xlsx": book("2"), "/z.xlsx": book("3")})
    )
    assert set(came) == {"a.zip/__/__/x.xlsx", "a.zip/C:/y.xlsx", "a.zip/z.xlsx"}
    assert not list(tmp_path.parent.glob("x.xlsx"))


def test_quoted_printable_and_eight_bit_letters_are_read(tmp_path: Path) -> None:
    came = arrived(tmp_path, "s.eml", letter(("F.xlsx", book()), cte="quoted-printable").as_bytes())
    assert code(came["s.eml/F.xlsx"]) == "dibaca"


def test_what_mail_programs_add_is_no_matter_and_other_files_are_named_once(tmp_path: Path) -> None:
    mail = letter(("F.xlsx", book()))
    mail.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(b"BEGIN:VCARD", maintype="text", subtype="vcard", filename="saya.vcf")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="rapat.ics")
    mail.add_attachment(b"\x30\x80", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="surat pengantar.pdf")
    came = arrived(tmp_path, "s.eml", mail.as_bytes())
    assert set(came) == {"s.eml/F.xlsx"}
    (note,) = came["s.eml/F.xlsx"].notes
    assert note.code is FileCode.LAMPIRAN_LAIN
    assert note.found == "surat pengantar.pdf"


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "surel tanpa lampiran": (letter().as_bytes(), "", "KIRIMAN_TANPA_FORMULIR"),
    "surel dengan gambar saja": (letter(("a.png", b"\x89PNG")).as_bytes(), "", "KIRIMAN_TANPA_FORMULIR"),
    "zip tanpa lembar kerja": (packed({"baca.txt": b"halo"}), "", "KIRIMAN_TANPA_FORMULIR"),
    "zip kosong": (packed({}), "", "KIRIMAN_TANPA_FORMULIR"),
    "winmail": (letter(("winmail.dat", TNEF)).as_bytes(), "/winmail.dat", "BERKAS_TIDAK_TERBACA"),
    "rar": (b"Rar!\x1a\x07\x01", "", "BERKAS_TIDAK_TERBACA"),
    "7z dalam surel": (letter(("k.7z", b"7z\xbc\xaf\x27\x1c")).as_bytes(), "/k.7z", "BERKAS_TIDAK_TERBACA"),
    "rusak dalam zip": (packed({"F.xlsx": book()[:900]}), "/F.xlsx", "BERKAS_TIDAK_TERBACA"),
    "terpotong": (book()[:900], "", "BERKAS_TIDAK_TERBACA"),
    "kosong": (b"", "", "BERKAS_TIDAK_TERBACA"),
    "hanya nol": (bytes(5_000), "", "BERKAS_TIDAK_TERBACA"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_one_finding_with_a_remedy(tmp_path: Path, case: str) -> None:
    data, name, wanted = REFUSED[case]
    came = arrived(tmp_path, "kiriman", data)
    assert {key: code(each) for key, each in came.items()} == {f"kiriman{name}": wanted}
    refusal = came[f"kiriman{name}"].refusal
    assert refusal
    assert refusal.file == f"{KEMBALI}/kiriman{name}"
    assert refusal.remedy.endswith(".")


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"Rar!\x1a\x07\x01", "Buka arsip itu"),
        (letter(("winmail.dat", TNEF)).as_bytes(), "bukan Rich Text"),
        (letter().as_bytes(), "bagian@contoh.go.id"),
    ],
    ids=["rar", "winmail", "tanpa lampiran"],
)
def test_the_remedy_names_what_the_kasubag_can_do(tmp_path: Path, data: bytes, remedy: str) -> None:
    (one,) = arrived(tmp_path, "kiriman", data).values()
    assert one.refusal
    assert remedy in one.refusal.remedy


def test_an_outlook_message_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (one,) = arrived(tmp_path, "surat.msg", outlook_message()).values()
    assert one.refusal
    assert one.reason is Reason.SUREL
    assert "simpan lampirannya" in one.refusal.remedy


def outlook_message() -> bytes:
    """The smallest OLE2 file whose directory names what only a .msg has."""
    name = "__properties_version1.0".encode("utf-16-le")
    header = bytearray(512)
    header[:8] = OLE
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    for place, number in ((44, 1), (48, 1), (56, 4096), (60, -2), (68, -2), (76, 0)):
        header[place : place + 4] = number.to_bytes(4, "little", signed=True)
    header[80:512] = b"\xff" * 432
    fat = (-3).to_bytes(4, "little", signed=True) + (-2).to_bytes(4, "little", signed=True) + b"\xff" * 504
    directory = bytearray(512)
    for place, (text, kind) in enumerate((("Root Entry".encode("utf-16-le"), 5), (name, 2))):
        entry = place * 128
        directory[entry : entry + len(text)] = text
        directory[entry + 64 : entry + 66] = (len(text) + 2).to_bytes(2, "little")
        directory[entry + 66] = kind
        directory[entry + 67] = 1
        directory[entry + 68 : entry + 80] = b"\xff" * 12
    directory[76:80] = (1).to_bytes(4, "little")
    return bytes(header) + fat + bytes(directory)


def test_a_locked_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(packed({"kunci.xlsx": book("1"), "baik.xlsx": book("2")}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1  # general purpose flag bit 0 of the first member
    came = arrived(tmp_path, "a.zip", bytes(data))
    assert {key: code(each) for key, each in came.items()} == {
        "a.zip/kunci.xlsx": "BERKAS_TIDAK_TERBACA", "a.zip/baik.xlsx": "dibaca",
    }  # fmt: skip
    assert came["a.zip/kunci.xlsx"].reason is Reason.BERKATA_SANDI


@pytest.mark.parametrize(
    "name",
    ["~$Formulir.xlsx", ".~lock.Formulir.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "__MACOSX/._F.xlsx",
     ".Formulir.xlsx.12.sementara", "~WRL0001.tmp"],
)  # fmt: skip
def test_what_programs_leave_behind_is_passed_over_on_disk_and_in_archives(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, b"x")
    came = arrived(tmp_path, "a.zip", packed({"F.xlsx": book(), name: b"x"}))
    assert set(came) == {"a.zip/F.xlsx"}
    assert not came["a.zip/F.xlsx"].notes


@pytest.mark.parametrize(
    "text",
    [b"Catatan: besok\nPenting: ya\n", b"halo", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>"],
)
def test_texts_and_saved_web_pages_are_no_letters(tmp_path: Path, text: bytes) -> None:
    (one,) = arrived(tmp_path, "surat.eml", text).values()
    assert one.reason is Reason.BUKAN_LEMBAR_KERJA


# ------------------------------------------------------------------ limits


def test_depth_is_limited(tmp_path: Path) -> None:
    data = book()
    for _ in range(inbox.WRAPPINGS):
        data = packed({"d.zip": data})
    assert {code(each) for each in arrived(tmp_path, "a.zip", data).values()} == {"dibaca"}
    (one,) = arrived(tmp_path, "a.zip", packed({"d.zip": data})).values()
    assert one.reason is Reason.TERLALU_BESAR
    assert "lapis" in (one.refusal.message if one.refusal else "")


def test_a_zip_that_holds_itself_ends(tmp_path: Path) -> None:
    """The number of files is counted over all depths, so that a widening nest ends as well."""
    data = packed({f"{number}.txt": b"x" for number in range(40)})
    for _ in range(inbox.WRAPPINGS - 1):
        data = packed({f"{number}.zip": data for number in range(40)})
    came = arrived(tmp_path, "a.zip", data)
    assert any(each.reason is Reason.TERLALU_BESAR for each in came.values())
    assert len(came) <= inbox.HELD


@pytest.mark.tuntas
def test_a_bomb_is_stopped_by_what_comes_out_of_it(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("baik.xlsx", book())
        for number in range(12):
            archive.writestr(f"{number}.xlsx", bytes(30_000_000))
    started = time.thread_time()
    came = arrived(tmp_path, "bom.zip", buffer.getvalue())
    assert time.thread_time() - started < 5
    assert code(came["bom.zip/baik.xlsx"]) == "dibaca"
    assert came["bom.zip"].reason is Reason.TERLALU_BESAR


@pytest.mark.parametrize(("levels", "refused"), [(50, False), (150, True), (5_000, True)])
def test_letters_nested_beyond_reason_are_refused(tmp_path: Path, levels: int, *, refused: bool) -> None:
    lines = ["From: a@b.go.id", "Subject: x"]
    for number in range(levels):
        lines += [f'Content-Type: multipart/mixed; boundary="b{number}"', "", f"--b{number}"]
    came = arrived(tmp_path, "s.eml", "\n".join(lines).encode())
    assert any(each.reason is Reason.TERLALU_BESAR for each in came.values()) is refused


@pytest.mark.parametrize(
    "header",
    [
        "From: <",
        "From: =?utf-8?B?####?=",
        "Date: 99 Foo 99999",
        "Date: ",
        "Subject: =?x?q?=ff?=",
        "From: " + "(" * 5_000,
    ],
)
def test_hostile_headers_count_as_absent(tmp_path: Path, header: str) -> None:
    mail = letter(("F.xlsx", book()))
    del mail[header.partition(":")[0]]
    came = arrived(tmp_path, "s.eml", (header + "\n").encode() + mail.as_bytes())
    assert {code(each) for each in came.values()} == {"dibaca"}


# ------------------------------------------------------------------ half copied


@pytest.mark.parametrize(
    "data", [book()[:-30], book()[:50], b"", bytes(4_096), letter(("F.xlsx", book())).as_bytes()[:-90]]
)
def test_a_broken_file_is_still_being_copied_while_it_is_young_and_a_fault_later(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, "F.xlsx", data, when=None)
    assert [code(each) for each in received(tmp_path)] == ["MASIH_DISALIN"]
    put(tmp_path, "F.xlsx", data)
    assert "MASIH_DISALIN" not in {code(each) for each in received(tmp_path)}


def test_a_young_file_that_is_whole_but_no_spreadsheet_is_a_fault(tmp_path: Path) -> None:
    put(tmp_path, "F.pdf", b"%PDF-1.7", when=None)
    assert [code(each) for each in received(tmp_path)] == ["BERKAS_TIDAK_TERBACA"]


@pytest.fixture
def slowly(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    """A second thread that writes a file piece by piece, with an old time on it as network drives show."""
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def begin(data: bytes) -> Path:
        path = put(tmp_path, "F.xlsx", data[:10])

        def write() -> None:
            with path.open("ab", buffering=0) as file:
                for place in range(10, len(data)):
                    if stop.wait(0.02):
                        return
                    file.write(data[place : place + 1])
                    os.utime(path, (LONG_AGO, LONG_AGO))

        threads.append(threading.Thread(target=write))
        threads[-1].start()
        return path

    yield begin
    stop.set()
    for each in threads:
        each.join()


def test_a_file_that_grows_between_two_looks_is_still_being_copied(
    tmp_path: Path, slowly: Callable[[bytes], Path]
) -> None:
    slowly(book())
    assert [code(each) for each in received(tmp_path)] == ["MASIH_DISALIN"]


def test_many_broken_files_are_waited_for_once(tmp_path: Path) -> None:
    for number in range(40):
        put(tmp_path, f"{number}.xlsx", book()[:900])
    started = time.monotonic()
    assert len(list(received(tmp_path))) == 40
    assert time.monotonic() - started < 10 * inbox.LOOKS_APART


@pytest.mark.parametrize(
    ("when", "wanted"), [(None, "MASIH_DISALIN"), (LONG_AGO, "BERKAS_TIDAK_TERBACA")], ids=["baru", "lama"]
)
def test_a_file_that_the_system_locks_is_waited_for_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: float | None, wanted: str
) -> None:
    put(tmp_path, "F.xlsx", book(), when=when)
    opens = os.open

    def locked(path: Any, *arguments: Any, **more: Any) -> int:
        if Path(path).name == "F.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return opens(path, *arguments, **more)

    # Windows refuses to open a file that another program writes; nothing on this system does.
    monkeypatch.setattr(os, "open", locked)
    assert [code(each) for each in received(tmp_path)] == [wanted]


# ------------------------------------------------------------------ in the command


@pytest.mark.tuntas
def test_gabung_reads_a_form_from_a_letter_and_names_the_place(place: Workplace, master: Master) -> None:
    form = place.folder(master) / format(place).formulir[0].berkas
    folder = place.folder(master)
    put(folder, "surel.eml", letter((form.name, form.read_bytes())).as_bytes())
    put(folder, "setengah.xlsx", form.read_bytes()[:-100], when=None)
    result = gabung(place)
    by_name = {one.berkas: one for one in result.returns}
    assert by_name[f"{KEMBALI}/surel.eml/{form.name}"].bagian == master.bagian[0].kode
    assert by_name[f"{KEMBALI}/surel.eml/{form.name}"].times.best.tzinfo is not None
    half = by_name[f"{KEMBALI}/setengah.xlsx"]
    assert (half.kode, result.chosen.verdicts[half.berkas].value) == ("MASIH_DISALIN", "ditolak")
    assert next(each for each in result.findings if each.code is FileCode.MASIH_DISALIN).severity == "peringatan"


@pytest.mark.tuntas
def test_an_empty_inbox_is_no_fault(in_office: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    run(["format"])
    shutil.rmtree(in_office("output", "2027", KEMBALI))
    assert run(["gabung"]) == ExitCode.LOOK
