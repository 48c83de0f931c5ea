"""What commands say as JSON, held against the schemas that are published in docs/schema."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from helpers.paths import DOCS
from rkt_excel.cli import COMMANDS
from rkt_excel.commands.json_form import JsonForm
from rkt_excel.commands.shared import Json
from rkt_excel.errors import ExitCode


@cache
def published(command: str) -> Draft202012Validator:
    """The published schema of a command, itself held against that of its draft."""
    schema = json.loads((DOCS / "schema" / f"{command}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def misfit(command: str, said: object) -> str:
    """What in the JSON of a command its schema does not allow, "" where it allows everything."""
    worst = best_match(published(command).iter_errors(said))
    return f"rkt {command} --json, {worst.json_path}: {worst.message}" if worst else ""


@cache
def _command_of(form: int) -> str:
    """Whose form it is, by its identity; two commands that share one have the same schema."""
    return next(
        each for each in COMMANDS for own in import_module(f"rkt_excel.commands.{each}").JSON if id(own) == form
    )


def held() -> None:
    """Let every command that a test runs in its own process be held against its published schema."""

    def say(self: JsonForm, result: object) -> ExitCode:
        told: Json = self.told(result)
        fault = misfit(_command_of(id(self)), told)
        assert not fault, fault
        return plain(self, result)

    plain = JsonForm.say
    JsonForm.say = say  # type: ignore[method-assign]
