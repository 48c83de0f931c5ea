"""Letters and wrappings as mail programs make them, put together from their published formats.

Signatures are made by `cryptography`; nothing else on this system writes .msg and winmail.dat, so that they are written
here: MS-CFB with MS-OXMSG, and MS-OXTNEF.
"""

from __future__ import annotations

import base64
import binascii
import io
import struct
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

Tree = Mapping[str, Any]  # bytes, or a Tree again
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


# ------------------------------------------------------------------ .msg


@dataclass
class _Entry:
    name: str
    kind: int  # 1 a storage, 2 a stream, 5 the root
    data: bytes = b""
    right: int = _FREE
    child: int = _FREE
    place: tuple[int, int] = (0, 0)  # first sector, size

    def packed(self) -> bytes:
        text = self.name.encode("utf-16-le") + b"\0\0"
        tree = struct.pack("<HBBIII", len(text), self.kind, 1, _FREE, self.right, self.child)
        return text.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", *self.place)


class _File:
    """Sectors and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size, self.table, self.data = size, list[int](), bytearray()

    def put(self, data: bytes) -> tuple[int, int]:
        if not data:
            return _END, 0
        start, count = len(self.table), -(-len(data) // self.size)
        self.table += [*range(start + 1, start + count), _END]
        self.data += data.ljust(count * self.size, b"\0")
        return start, len(data)


def compound_file(tree: Tree) -> bytes:
    """An OLE2 file with storages in storages (MS-CFB); small streams lie in the mini stream, as the format wants it."""
    entries = [_Entry("Root Entry", 5)]
    _enter(tree, 0, entries)
    mini, big = _File(_MINI), _File(_SECTOR)
    for each in entries:
        if each.kind == 2:
            each.place = (mini if len(each.data) < _CUTOFF else big).put(each.data)
    entries[0].place = big.put(bytes(mini.data))
    mini_table, _ = big.put(_numbers(mini.table))
    directory, _ = big.put(b"".join(each.packed() for each in entries))
    count = 1
    while count * 128 < len(big.table) + count:
        count += 1
    fats = list(range(len(big.table), len(big.table) + count))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    mini_sectors = -(-len(mini.table) * 4 // _SECTOR)
    head += struct.pack("<9I", 0, count, directory, 0, _CUTOFF, mini_table, mini_sectors, _END, 0)
    head += struct.pack("<109I", *fats, *[_FREE] * (109 - count))
    table = [*big.table, *[_FAT] * count]
    return head + bytes(big.data) + _numbers([*table, *[_FREE] * (count * 128 - len(table))])


def _enter(tree: Tree, parent: int, entries: list[_Entry]) -> None:
    """The entries of a storage, each the right neighbour of the one before."""
    last: int | None = None
    for name, value in tree.items():
        number = len(entries)
        entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
        if last is None:
            entries[parent].child = number
        else:
            entries[last].right = number
        last = number
        if not isinstance(value, bytes):
            _enter(value, number, entries)


def _numbers(table: list[int]) -> bytes:
    return struct.pack(f"<{len(table)}I", *table)


def outlook(files: Mapping[str, bytes | Tree], *, subject: str = "RKT", sender: str = "sek@contoh.go.id",
            sent: datetime = datetime(2026, 11, 23, 1, 15, tzinfo=UTC), kind: str = "IPM.Note",
            inner: bool = False, headers: str = "") -> Tree:  # fmt: skip
    """A letter of Outlook as a tree; an attachment that is a tree is a letter in the letter."""
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)) * 10
    fixed = bytes(24 if inner else 32) + struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": fixed,
        "__substg1.0_001A001F": kind.encode("utf-16-le"),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_5D01001F": sender.encode("utf-16-le"),
    }
    if headers:
        tree["__substg1.0_007D001F"] = headers.encode("utf-16-le")
    for number, (name, content) in enumerate(files.items()):
        stored = {"__substg1.0_37010102": content} if isinstance(content, bytes) else {"__substg1.0_3701000D": content}
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            **stored,
        }
    return tree


# ------------------------------------------------------------------ winmail.dat


def winmail(files: Mapping[str, bytes], *, as_property: bool = False) -> bytes:
    """Outlook's wrapping; `as_property` puts the content where Outlook puts letters and objects."""
    data = bytearray(b"\x78\x9f\x3e\x22\x01\x00" + _attribute(1, 0x00089006, struct.pack("<I", 0x10000)))
    for name, content in files.items():
        data += _attribute(2, 0x00069002, bytes(14))
        wide = name.encode("utf-16-le") + b"\0\0"
        properties = [struct.pack("<HHII", 31, 0x3707, 1, len(wide)) + wide.ljust(-(-len(wide) // 4) * 4, b"\0")]
        if as_property:
            value = bytes(16) + content
            padded = value.ljust(-(-len(value) // 4) * 4, b"\0")
            properties.append(struct.pack("<HHII", 13, 0x3701, 1, len(value)) + padded)
        else:
            data += _attribute(2, 0x0006800F, content)
            data += _attribute(2, 0x00018010, b"FORMUL~1.XLS\0")
        data += _attribute(2, 0x00069005, struct.pack("<I", len(properties)) + b"".join(properties))
    return bytes(data)


def _attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BIi", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


# ------------------------------------------------------------------ signed and encrypted


def _identity() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "contoh")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return key, made.sign(key, hashes.SHA256())


def signed(content: bytes, encoding: serialization.Encoding = serialization.Encoding.DER) -> bytes:
    """Content wrapped in its signature; as S/MIME, a signature beside it."""
    key, certificate = _identity()
    made = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    beside = encoding is serialization.Encoding.SMIME
    options = [pkcs7.PKCS7Options.DetachedSignature] if beside else [pkcs7.PKCS7Options.Binary]
    return made.sign(encoding, options)


def encrypted(content: bytes) -> bytes:
    """Content that its receiver alone can open."""
    made = pkcs7.PKCS7EnvelopeBuilder().set_data(content).add_recipient(_identity()[1])
    return made.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def in_parts(content: bytes) -> bytes:
    """Signed content whose length nobody knew beforehand (X.690, 8.1.3.6 and 8.7), as `openssl cms -stream` does."""
    pkcs7_oid = bytes.fromhex("06092a864886f70d0107")
    parts = b"".join(_value(0x04, content[at : at + 1000]) for at in range(0, len(content), 1000))
    inner = b"\x30\x80" + pkcs7_oid + b"\x01" + b"\xa0\x80\x24\x80" + parts + b"\0\0" * 3
    signed_data = b"\x30\x80" + b"\x02\x01\x01" + _value(0x31, b"") + inner + _value(0x31, b"") + b"\0\0"
    return b"\x30\x80" + pkcs7_oid + b"\x02" + b"\xa0\x80" + signed_data + b"\0\0" * 2


def _value(tag: int, data: bytes) -> bytes:
    size = bytes([len(data)]) if len(data) < 0x80 else b"\x82" + len(data).to_bytes(2, "big")
    return bytes([tag]) + size + data


# ------------------------------------------------------------------ texts and archives


def uuencoded(name: str, data: bytes, *, stripped: bool = False) -> bytes:
    """A file as uuencode; `stripped` as servers leave it that take blanks from line ends."""
    lines = [binascii.b2a_uu(data[at : at + 45], backtick=not stripped) for at in range(0, len(data), 45)]
    body = b"".join(each.rstrip(b" \n") + b"\n" if stripped else each for each in lines)
    return b"begin 644 " + name.encode() + b"\n" + body + b"`\nend\n"


def base64_in_text(name: str, data: bytes) -> bytes:
    """A file as `uuencode -m`."""
    return b"begin-base64 644 " + name.encode() + b"\n" + base64.encodebytes(data) + b"====\n"


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    """A tar, packed as the mode says."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), int(datetime(2026, 11, 20, tzinfo=UTC).timestamp())
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()
