"""What a command says under --json, declared once: it is written by this, and its published schema is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rkt_excel.commands.shared import Json, data, print_json
from rkt_excel.errors import ExitCode


@dataclass(frozen=True)
class JsonForm:
    """One form of what a command says; a face lists all of its own as `JSON`.

    Attributes:
        of: The type of the result.
        keys: The keys in their order, as `data` takes them; "" for all fields.
        within: The keys of the objects that stand under a key, by that key; below it with a dot between.
    """

    of: type
    keys: str = ""
    within: Mapping[str, str] = field(default_factory=dict)

    def told(self, result: object) -> Json:
        """A result of that type as JSON can hold it."""
        assert isinstance(result, self.of), (result, self.of)
        told: Json = data(result, self.keys, **self.within)
        return told

    def say(self, result: object) -> ExitCode:
        """Print a result on standard output, with nothing else there, and give exit code 0."""
        return print_json(self.told(result))
