"""Locked files: with the password that every Excel knows they are read, for all others the right sentence is said."""

from __future__ import annotations

import io
import os
import struct
from hashlib import md5, sha1
from time import thread_time

import pytest
from helpers import old_excel
from helpers.issued_form import filled_form
from helpers.raw_books import by_address, packed, parts_of, refused
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI
from msoffcrypto.method.xor_obfuscation import DocumentXOR

from rkt_excel.messages.file_codes import SARAN
from rkt_excel.workbook.containers.compound import Compound
from rkt_excel.workbook.reading.openbook import Reason, open_book

BUILT_IN, OWN = "VelvetSweatshop", "rahasia"
SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))
CELLS = old_excel.number(0, 0, 84.5) + old_excel.shared(1, 0, 0)
TEXTS = old_excel.table([old_excel.text("Jumlah naskah")])
FILE_PASS = 0x2F


def locked_package(data: bytes, password: str, rounds: int = 100_000) -> bytes:
    """A package as Excel 2010 and later lock it."""
    return bytes(ECMA376Agile.encrypt(password, io.BytesIO(data), spin_count=rounds))


def rc4(password: str) -> bytes:
    """A workbook as Excel 97 locks it."""
    proof = DocumentRC4.decrypt(password, SALT, io.BytesIO(VERIFIER + md5(VERIFIER).digest())).read()
    lock = old_excel.record(FILE_PASS, struct.pack("<HHH", 1, 1, 1) + SALT + proof)
    plain = old_excel.workbook(CELLS, texts=TEXTS, lock=lock)
    return _sealed(plain, DocumentRC4.decrypt(password, SALT, io.BytesIO(plain), blocksize=1024).read())


def crypto_api(password: str, bits: int = 128, cells: bytes = CELLS) -> bytes:
    """A workbook as Excel 2002 and LibreOffice lock it."""
    proof = DocumentRC4CryptoAPI.decrypt(password, SALT, bits, io.BytesIO(VERIFIER + sha1(VERIFIER).digest())).read()
    name = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + name
    body = struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header
    lock = old_excel.record(
        FILE_PASS, body + struct.pack("<I", 16) + SALT + proof[:16] + struct.pack("<I", 20) + proof[16:]
    )
    plain = old_excel.workbook(cells, texts=TEXTS, lock=lock)
    return _sealed(plain, DocumentRC4CryptoAPI.decrypt(password, SALT, bits, io.BytesIO(plain), blocksize=1024).read())


def xor(password: str) -> bytes:
    """A workbook under the weak lock that Excel 97 still offers."""
    verifier = next(each for each in range(1 << 16) if DocumentXOR.verifypw(password, each))
    key = DocumentXOR.create_xor_key_method1(password)
    lock = old_excel.record(FILE_PASS, struct.pack("<HHH", 0, key, verifier))
    plain = old_excel.workbook(CELLS, texts=TEXTS, lock=lock)
    ring, sealed, at = DocumentXOR.create_xor_array_method1(password), bytearray(plain), 0
    while at + 4 <= len(plain):
        (length,) = struct.unpack_from("<H", plain, at + 2)
        for place in range(length):
            byte = plain[at + 4 + place]
            sealed[at + 4 + place] = (byte << 5 | byte >> 3) & 0xFF ^ ring[(at + 4 + length + place) % 16]
        at += 4 + length
    return _sealed(plain, bytes(sealed))


def _sealed(plain: bytes, cipher: bytes) -> bytes:
    """A workbook of which everything is encrypted that has to be."""
    sealed, at = bytearray(cipher), 0
    while at + 4 <= len(plain):
        code, length = struct.unpack_from("<HH", plain, at)
        end = at + 4 + (length if code in {0x809, FILE_PASS} else 4 if code == 0x85 else 0)
        sealed[at:end] = plain[at:end]
        at += 4 + length
    return old_excel.container({"Workbook": bytes(sealed)})


LOCKS = {"Excel 97": rc4, "Excel 2002": crypto_api, "XOR": xor}


@pytest.mark.parametrize("lock", LOCKS)
def test_an_xls_under_the_built_in_password_is_simply_read(lock: str) -> None:
    cells = by_address(open_book(LOCKS[lock](BUILT_IN)))
    assert {address: str(cell.value) for address, cell in cells.items()} == {"A1": "84.5", "A2": "Jumlah naskah"}


@pytest.mark.parametrize("lock", LOCKS)
def test_an_xls_under_another_password_says_so(lock: str) -> None:
    assert refused(LOCKS[lock](OWN)).reason is Reason.BERKATA_SANDI


def test_an_xls_that_is_not_locked_is_read_as_it_is() -> None:
    data = old_excel.container({"Workbook": old_excel.workbook(CELLS, texts=TEXTS)})
    assert [str(cell.value) for cell in by_address(open_book(data)).values()] == ["84.5", "Jumlah naskah"]


def test_an_xlsx_under_the_built_in_password_is_read_whole() -> None:
    plain, locked = open_book(filled_form()), open_book(locked_package(filled_form(), BUILT_IN))
    assert locked == plain


def test_an_xlsx_under_another_password_says_so() -> None:
    assert refused(locked_package(filled_form(), OWN)).reason is Reason.BERKATA_SANDI


def test_what_is_inside_is_told_like_any_other_file() -> None:
    fault = refused(locked_package(packed({"word/document.xml": os.urandom(5000)}), BUILT_IN))
    assert fault.reason is Reason.BUKAN_LEMBAR_KERJA
    assert "Word" in fault.detail


def test_a_file_under_rights_management_is_told_what_helps() -> None:
    names = ("\x06DataSpaces", "DRMEncryptedDataSpace", "DRMEncryptedTransform", "EncryptedPackage")
    for streams in (names, ("\tDRMContent", "Workbook"), ("\tDRMContent", "\tDRMViewerContent")):
        fault = refused(old_excel.container(dict.fromkeys(streams, b"\x01")))
        assert fault.reason is Reason.HAK_AKSES
        assert "label" in SARAN[fault.reason]
        assert "kata sandi" not in fault.detail + SARAN[fault.reason]


# ------------------------------------------------------------ hostile ones


def _with_info(change: bytes, by: bytes) -> bytes:
    """A locked package whose own description says something else."""
    streams = Compound(locked_package(packed(parts_of("")), BUILT_IN))
    info, package = (streams.stream(name) or b"" for name in ("EncryptionInfo", "EncryptedPackage"))
    assert change in info
    return old_excel.container({"EncryptionInfo": info.replace(change, by), "EncryptedPackage": package})


HOSTILE = {
    "ten million rounds": lambda: _with_info(b'spinCount="100000"', b'spinCount="10000000"'),
    "rounds said twice": lambda: _with_info(b"<keyEncryptors>", b'<x spinCount = "9999999"/><keyEncryptors>'),
    "rounds below nothing": lambda: _with_info(b'spinCount="100000"', b'spinCount="-1"'),
    "entities": lambda: _with_info(b"<encryption ", b'<!DOCTYPE x [<!ENTITY a "b">]><encryption '),
    "an endless description": lambda: _with_info(b"<keyEncryptors>", b" " * 2_000_000 + b"<keyEncryptors>"),
    "no key": lambda: _with_info(b"saltValue", b"salzValue"),
    "an unknown cipher": lambda: _with_info(b'keyBits="256"', b'keyBits="7"'),
    "nothing at all": lambda: old_excel.container({"EncryptionInfo": b"", "EncryptedPackage": b""}),
    "no description": lambda: old_excel.container({"EncryptedPackage": b"\xff" * 5000}),
    "keys of any length": lambda: crypto_api(BUILT_IN).replace(struct.pack("<I", 128), struct.pack("<I", 0x7FFFFFFF)),
    "a lock cut short": lambda: old_excel.container(
        {"Workbook": old_excel.workbook(CELLS, lock=old_excel.record(FILE_PASS, b"\x01"))}
    ),
    "an unknown lock": lambda: old_excel.container(
        {"Workbook": old_excel.workbook(CELLS, lock=old_excel.record(FILE_PASS, b"\x09" * 60))}
    ),
}


@pytest.mark.tuntas
@pytest.mark.parametrize("what", HOSTILE)
def test_a_lock_made_to_hurt_is_refused_within_the_bounds(what: str) -> None:
    data = HOSTILE[what]()
    began = thread_time()
    assert refused(data).reason is Reason.BERKATA_SANDI
    assert thread_time() - began < 2


@pytest.mark.tuntas
def test_a_locked_bomb_is_stopped_like_any_other() -> None:
    bomb = packed(parts_of("") | {"xl/sharedStrings.xml": b"<sst><si><t>" + b" " * 130_000_000})
    assert refused(locked_package(bomb, BUILT_IN)).reason is Reason.TERLALU_BESAR


@pytest.mark.tuntas
def test_a_large_locked_xls_is_opened_within_the_bounds() -> None:
    numbers = b"".join(old_excel.number(row, column, row) for row in range(6_000) for column in range(10))
    data = crypto_api(BUILT_IN, cells=numbers)
    began = thread_time()
    book = open_book(data)
    assert thread_time() - began < 2
    assert len(book.grids[0].cells) == 60_000
