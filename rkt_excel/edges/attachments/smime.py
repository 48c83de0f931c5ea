"""Signed content (S/MIME, .p7m): what was signed is taken out of its wrapping. Section numbers are those of RFC 5652.

Only the way to the content is read, byte by byte along ASN.1's lengths (X.690), each checked against what is there.
Whether the signature is good is not asked: the plan needs the answer, and who may answer is asked elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final, NamedTuple

from rkt_excel.edges.attachments.held import Closed

_SEQUENCE, _OID, _CONTEXT_0, _OCTETS, _OCTETS_IN_PARTS = 0x30, 0x06, 0xA0, 0x04, 0x24
_INDEFINITE: Final = 0x80
_MOST_LENGTH: Final = 4  # bytes of a length: 4 GB
_DEPTH: Final = 8  # of texts in parts; programs write one level
_PKCS7: Final = bytes.fromhex("2a864886f70d0107")  # 1.2.840.113549.1.7
_SIGNED, _ENVELOPED, _ENCRYPTED = 2, 3, 6
_SAMPLE: Final = 64  # bytes in which the kind of content stands
_PEM_BEGINS: Final = (b"-----BEGIN PKCS7", b"-----BEGIN CMS")
_PEM: Final = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----(.+?)-----END", re.DOTALL)

_SAVE: Final = "Buka di program surel atau program tanda tangan, lalu simpan formulirnya di 3-kembali."
_LOCKED: Final = Closed("isinya dienkripsi (S/MIME), jadi hanya penerimanya yang dapat membukanya", _SAVE)
_BROKEN: Final = Closed("bungkus tanda tangannya (S/MIME) rusak atau terpotong", _SAVE)


class _Value(NamedTuple):
    tag: int
    start: int  # of the content
    end: int | None  # of the content, None where it ends with a mark (8.1.3.6 of X.690)


def is_signed(data: bytes) -> bool:
    """Whether a file is S/MIME or another CMS wrapping (DER or PEM), told by its first bytes."""
    return (data[:1] == b"\x30" and _PKCS7 in data[:_SAMPLE]) or data[:_SAMPLE].lstrip().startswith(_PEM_BEGINS)


def signed_content(data: bytes) -> bytes | Closed | None:
    """The bytes that were signed, or why they cannot be had; `None` for a signature whose content is another file."""
    pem = _PEM.match(data.lstrip())
    try:
        if pem:
            data = base64.b64decode(pem[1])
        return _content(data)
    except (IndexError, ValueError, binascii.Error):
        return _BROKEN


def _content(data: bytes) -> bytes | Closed | None:
    """ContentInfo (3), SignedData (5.1), EncapsulatedContentInfo (5.2): the content lies in each as its [0]."""
    outer = _inside(data, _read(data, 0), _SEQUENCE)
    kind = _read(data, outer)
    number = data[kind.end - 1] if kind.end else 0
    if number in {_ENVELOPED, _ENCRYPTED}:
        return _LOCKED
    if number != _SIGNED:
        return None
    signed = _inside(data, _read(data, _inside(data, _read(data, _after(data, kind)), _CONTEXT_0)), _SEQUENCE)
    at = signed
    while (value := _read(data, at)).tag != _SEQUENCE:  # version and digest algorithms come before it
        at = _after(data, value)
    inner = _read(data, value.start)
    if value.end is not None and _after(data, inner) >= value.end:
        return None
    explicit = _read(data, _after(data, inner))
    if explicit.tag != _CONTEXT_0:
        return None
    return _octets(data, _read(data, explicit.start), 0)


def _read(data: bytes, at: int) -> _Value:
    """Tag and length of the value at a place."""
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == _INDEFINITE:
        return _Value(tag, start, None)
    if length > _INDEFINITE:
        count = length - _INDEFINITE
        if count > _MOST_LENGTH:
            raise ValueError(count)
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + length > len(data):
        raise ValueError(length)
    return _Value(tag, start, start + length)


def _inside(_data: bytes, value: _Value, tag: int) -> int:
    if value.tag != tag:
        raise ValueError(value.tag)
    return value.start


def _after(data: bytes, value: _Value, depth: int = 0) -> int:
    """Where the next value begins."""
    if value.end is not None:
        return value.end
    if depth > _DEPTH:
        raise ValueError(depth)
    at = value.start
    while data[at : at + 2] != b"\0\0":
        at = _after(data, _read(data, at), depth + 1)
    return at + 2


def _octets(data: bytes, value: _Value, depth: int) -> bytes:
    """The bytes of a text, put together where it comes in parts (8.7 of X.690)."""
    if value.tag == _OCTETS and value.end is not None:
        return data[value.start : value.end]
    if value.tag != _OCTETS_IN_PARTS or depth > _DEPTH:
        raise ValueError(value.tag)
    parts, at = [], value.start
    while at != value.end and not (value.end is None and data[at : at + 2] == b"\0\0"):
        part = _read(data, at)
        parts.append(_octets(data, part, depth + 1))
        at = _after(data, part)
    return b"".join(parts)
