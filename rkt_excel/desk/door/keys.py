"""The secrets of one desk: keys that open it once, the cookie they are changed for, the token of each change."""

from __future__ import annotations

import hmac
import secrets
from threading import Lock

_MOST = 20  # keys that may wait; who asks for more has lost the earlier ones


class Keys:
    """What opens this desk and no other; nothing of it outlives the process."""

    def __init__(self) -> None:
        """Draw them."""
        self.session = secrets.token_urlsafe(32)
        self.token = secrets.token_urlsafe(32)
        self.knock = secrets.token_urlsafe(32)
        """Known to programs of the same person only, who may ask for another key with it."""
        self._once: list[str] = []
        self._lock = Lock()

    def another(self) -> str:
        """A key that opens once."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._once = [*self._once, key][-_MOST:]
        return key

    def opens(self, key: str) -> bool:
        """Whether a key opens; it never does again."""
        with self._lock:
            left = [each for each in self._once if not same(each, key)]
            found = len(left) < len(self._once)
            self._once = left
        return found


def same(secret: str, given: str) -> bool:
    """Whether somebody knows a secret, found out in a time that tells nothing of it."""
    return hmac.compare_digest(secret.encode("utf-8"), given.encode("utf-8", "replace"))
