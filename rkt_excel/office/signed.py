"""An RKT that was signed before: what its second edition and the year after begin with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from rkt_excel.edges.register import Register
from rkt_excel.events import SEALED, SIGNED
from rkt_excel.model.arsip import ANGKA
from rkt_excel.model.murni import Murni
from rkt_excel.model.plan import Nilai


@dataclass(frozen=True)
class SignedRkt:
    """What was signed.

    Attributes:
        when: The moment of the signature.
        isi: What it says.
        paket: Its sealed package, relative to its work folder, empty while there is none.
        segel: The seal of the package.
    """

    when: datetime
    isi: Murni
    paket: str = ""
    segel: str = ""


def signed_rkt(register: Register) -> SignedRkt | None:
    """What was signed in a work folder, `None` while nothing was."""
    entry = register.last(SIGNED)
    data = register.kept(entry.details["data"]) if entry else None
    if entry is None or data is None:
        return None
    told = json.loads(data)["nilai"]
    values = {(each["kunci"], each["kolom"]): _value(each, "nilai") for each in told}
    own = {(each["kunci"], each["kolom"], each["bagian"]): _value(each, "isian") for each in told if each.get("bagian")}
    sealed = register.last(SEALED)
    package = (sealed.details["paket"], sealed.details["segel"]) if sealed else ("", "")
    return SignedRkt(entry.when, Murni(values, own), *package)


def signed_in(folder: Path) -> SignedRkt | None:
    """What was signed in a work folder that is only looked at."""
    with Register(folder, datetime.now, read_only=True) as register:
        return signed_rkt(register)


def _value(each: Mapping[str, str], name: str) -> Nilai:
    return Decimal(each[name]) if each["jenis"] == ANGKA else each[name]
