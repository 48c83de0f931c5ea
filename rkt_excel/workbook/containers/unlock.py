"""Opens files that are locked with no password but the one that is built into every Excel.

A workbook whose structure is locked without a password is encrypted when it is saved as .xls (or by Excel 2007), under
a password that Excel, LibreOffice and WPS all know; they open it without asking. Section numbers are those of
MS-OFFCRYPTO. msoffcrypto-tool does the ciphers. What it is handed was taken out of the file here and is bounded first,
for it follows broken chains of sectors, and any number of rounds.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Final

from rkt_excel.workbook.containers.limits import LOCKED_ROUNDS, XOR_BYTES, locked

_BUILT_IN: Final = "VelvetSweatshop"  # 2.4.2.3

_LONGEST_INFO: Final = 16_384  # bytes of EncryptionInfo; Excel writes about a thousand
_LEAST_PACKAGE: Final = 8 + 4096  # bytes; msoffcrypto garbles a smaller one on writing (6.1.0), and passes over zeros
_ROUNDS: Final = re.compile(rb"""spinCount\s*=\s*["']\s*(\d{1,20})""")

_FILE_PASS: Final = 0x2F  # the record that says how an .xls is locked (MS-XLS 2.4.117)
_SHEET: Final = 0x85  # of these the first four bytes, of the next all, are never encrypted (MS-XLS 2.2.10)
_OPEN: Final = frozenset({0x809, _FILE_PASS, 0x194, 0x195, 0xE1, 0x138, 0x196})
_END: Final = 0x0A
_BLOCK: Final = 1024  # bytes that one key is for
_XOR, _RC4 = 0, 1
_OLD_PASS: Final = 4  # bytes of that record before Excel 97, which knew no method but XOR


def unlocked_package(info: bytes, package: bytes) -> bytes:
    """The .xlsx inside its encryption.

    Args:
        info: The stream EncryptionInfo.
        package: The stream EncryptedPackage.

    Raises:
        Unreadable: Another password is asked for, or the encryption is none that Office writes.
    """
    rounds = max((int(each) for each in _ROUNDS.findall(info)), default=0)
    if len(info) > _LONGEST_INFO or b"<!" in info or rounds > LOCKED_ROUNDS:
        raise locked()
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - few files are locked, and it is slow to load
    from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted  # noqa: PLC0415

    whole, plain = io.BytesIO(), io.BytesIO()
    try:
        ECMA376Encrypted(package.ljust(_LEAST_PACKAGE, b"\0"), info).write_to(whole)
        file = OOXMLFile(whole)
        file.load_key(password=_BUILT_IN)
        file.decrypt(plain)
    except Exception as fault:  # whatever it stumbles over in there, it does not open
        raise locked() from fault
    return plain.getvalue()


def unlocked_records(stream: bytes) -> bytes:
    """The records of an .xls; the same where they are not locked.

    Raises:
        Unreadable: Another password is asked for, or the encryption is none that Office writes.
    """
    how = _file_pass(stream)
    if how is None:
        return stream
    try:
        plain = _deciphered(stream, how)
    except Exception as fault:  # whatever it stumbles over in there, it does not open
        raise locked() from fault
    return bytes(plain)


def _file_pass(stream: bytes) -> bytes | None:
    """How the records are locked; None where they are not."""
    for at, code, length in _records(stream):
        if code == _FILE_PASS:
            return stream[at + 4 : at + 4 + length]
        if code == _END:
            return None
    return None


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each record begins, with its code and the length of what it holds."""
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        yield at, code, length
        at += 4 + length


def _deciphered(stream: bytes, how: bytes) -> bytearray:
    (method,) = struct.unpack_from("<H", how)
    if method == _XOR or len(how) == _OLD_PASS:
        plain = _by_xor(stream, how)
    elif method == _RC4:
        plain = _by_rc4(stream, how)
    else:
        raise locked()
    for at, code, length in _records(stream):  # what was never encrypted
        end = at + 4 + (length if code in _OPEN else 4 if code == _SHEET else 0)
        plain[at:end] = stream[at:end]
        if code == _FILE_PASS:
            plain[at : at + 2] = b"\0\0"  # nobody after this needs a password
    return plain


def _by_rc4(stream: bytes, how: bytes) -> bytearray:
    """RC4 as Excel 97 has it (2.3.6), or with the CryptoAPI of later ones (2.3.5)."""
    from msoffcrypto.method.rc4 import DocumentRC4  # noqa: PLC0415 - as above
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI  # noqa: PLC0415

    major, minor = struct.unpack_from("<HH", how, 2)
    if (major, minor) == (1, 1):
        salt, verifier, proof = struct.unpack_from("<16s16s16s", how, 6)
        if not DocumentRC4.verifypw(_BUILT_IN, salt, verifier, proof):
            raise locked()
        return bytearray(DocumentRC4.decrypt(_BUILT_IN, salt, io.BytesIO(stream), blocksize=_BLOCK).read())
    (header,) = struct.unpack_from("<I", how, 10)
    bits = struct.unpack_from("<I", how, 14 + 16)[0] or 40
    salt, verifier, proof = struct.unpack_from("<4x16s16s4x20s", how, 14 + header)
    if not DocumentRC4CryptoAPI.verifypw(_BUILT_IN, salt, bits, verifier, proof):
        raise locked()
    return bytearray(DocumentRC4CryptoAPI.decrypt(_BUILT_IN, salt, bits, io.BytesIO(stream), blocksize=_BLOCK).read())


def _by_xor(stream: bytes, how: bytes) -> bytearray:
    """The XOR of Excel 5 and 95, which later ones still offer (2.3.7): each byte by its place in the stream."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR  # noqa: PLC0415 - as above

    # Since Excel 97 the method stands before the two numbers (MS-XLS 2.4.117), in older files the numbers stand alone.
    (proof,) = struct.unpack_from("<H", how, len(how) - 2)
    if len(stream) > XOR_BYTES or not DocumentXOR.verifypw(_BUILT_IN, proof):
        raise locked()
    ring = DocumentXOR.create_xor_array_method1(_BUILT_IN)
    plain = bytearray(stream)
    for at, _, length in _records(stream):
        start, turn = at + 4, at + 4 + length
        for place in range(start, min(turn, len(stream))):
            byte = stream[place] ^ ring[(turn + place - start) % 16]
            plain[place] = (byte << 3 | byte >> 5) & 0xFF
    return plain
