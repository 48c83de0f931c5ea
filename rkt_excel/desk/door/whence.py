"""Where a request comes from: only the desk's own pages, called by the one name that the desk has.

A page from elsewhere that makes its own name point to 127.0.0.1 (DNS rebinding) calls the desk by that name; a form or
a script of another page, also one of another program on this computer, is told by the browser in Origin and
Sec-Fetch-Site.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LOOPBACK: Final = "127.0.0.1"
SAFE: Final = frozenset({"GET", "HEAD"})
_OWN: Final = frozenset({"same-origin", "none"})  # "none": typed into the address, a bookmark, another program

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # no other hears of it; "no-referrer" would make our own forms come from "null"
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What goes with every answer: no script or style but the desk's files, in nobody's frame, kept by nobody."""

PDF_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
"""For a PDF, which is no page of the desk: the browser's own viewer brings its styles with it."""


def host(port: int) -> str:
    """The name under which the desk may be called."""
    return f"{LOOPBACK}:{port}"


def origin(port: int) -> str:
    """The origin of the desk's own pages."""
    return f"http://{host(port)}"


def from_elsewhere(port: int, method: str, headers: Mapping[str, str], *, entering: bool = False) -> bool:
    """Whether a request was not made by the desk's own pages, or calls it by another name.

    Args:
        port: Where the desk is.
        method: Of the request.
        headers: Of the request.
        entering: Whether it is somebody who comes in with a key, from wherever the address was clicked.
    """
    if headers.get("Host") != host(port):
        return True
    if method not in SAFE:
        return headers.get("Origin") != origin(port)
    return not entering and headers.get("Sec-Fetch-Site", "none") not in _OWN
