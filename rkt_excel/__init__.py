"""Rencana Kinerja Tahunan (RKT), from the Renstra to the signed and archived document.

The steps of the procedure as functions with typed results; each is loaded when it is first asked for, so that
importing the package costs nothing. `rkt_excel.library` lists them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from rkt_excel.library import *  # noqa: F403 - those who check types see these names and no others
else:

    def __getattr__(name: str) -> object:
        """What the library gives by this name.

        Raises:
            AttributeError: There is no such name, or it is that of a module, which Python loads itself.
        """
        from importlib.util import find_spec  # noqa: PLC0415 - what `rkt --help` never asks for

        if name != "__all__" and (name.startswith("_") or find_spec(f"{__name__}.{name}")):
            raise AttributeError(name)
        library = import_module(f"{__name__}.library")
        if name != "__all__" and name not in library.__all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals().update({each: getattr(library, each) for each in library.__all__}, __all__=library.__all__)
        return globals()[name]

    def __dir__() -> list[str]:
        return [*globals(), *import_module(f"{__name__}.library").__all__]
