"""``*.tilcoach``: a plan, or its results, as documented JSON.

Whatever comes from elsewhere is checked as a whole before any of it is used; the numbers stay
within the bounds of `session_files.bounds`, and what is not known is refused.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from tilcoach.errors import InputError
from tilcoach.plan.plan import Plan, PlanPart
from tilcoach.plan.results import PlanResults
from tilcoach.session_files import first_fault
from tilcoach.session_files.bounds import Name
from tilcoach.session_files.tables import decode_text
from tilcoach.version import __version__

SUFFIX = ".tilcoach"
"""How the name of such a file ends."""

MOST_BYTES = 5_000_000
"""Of one file: the results of a year with a page of notes per session are a third of it."""

_SCHEMA = 1
_Schema = Annotated[Literal[1], Field(alias="schema")]


class PlanDocument(PlanPart):
    """A file with a plan."""

    schema_version: _Schema = 1
    kind: Literal["plan"] = "plan"
    tilcoach: Name = Field(
        default=__version__, description="The version of tilcoach that wrote this."
    )
    plan: Plan


class ResultsDocument(PlanPart):
    """A file with a plan and what came of it."""

    schema_version: _Schema = 1
    kind: Literal["results"] = "results"
    tilcoach: Name = Field(
        default=__version__, description="The version of tilcoach that wrote this."
    )
    results: PlanResults


PlanFile = PlanDocument | ResultsDocument
_KINDS: dict[str, type[PlanDocument | ResultsDocument]] = {
    "plan": PlanDocument,
    "results": ResultsDocument,
}


def file_text(contents: Plan | PlanResults) -> str:
    """Return a plan or its results as the text of a file.

    Parameters
    ----------
    contents
        What the file holds.
    """
    document: PlanFile = (
        PlanDocument(plan=contents)
        if isinstance(contents, Plan)
        else ResultsDocument(results=contents)
    )
    return document.model_dump_json(indent=2) + "\n"


def read_plan_file(data: bytes, path: object) -> Plan | PlanResults:
    """Return the plan or the results that a file holds.

    Parameters
    ----------
    data
        All of the file.
    path
        What to call it in an error.

    Raises
    ------
    InputError
        It is no such file, or not a whole one.
    """
    values = _values(data, path)
    kind = _KINDS.get(str(values.get("kind")))
    if kind is None:
        raise _no_plan(path)
    if isinstance(values.get("schema"), int) and values["schema"] > _SCHEMA:
        sentence = "{path} was made by a newer tilcoach: install that version to read it."
        raise InputError(sentence, path=path)
    try:
        document = kind.model_validate_json(json.dumps(values), strict=True)
    except (ValidationError, RecursionError) as error:
        sentence = "{path} is not a whole plan ({cause}): ask for the file again."
        raise InputError(sentence, path=path, cause=first_fault(error)) from error
    return document.plan if isinstance(document, PlanDocument) else document.results


def _values(data: bytes, path: object) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        sentence = "{path} is too large for a plan: choose a file that ends in .tilcoach."
        raise InputError(sentence, path=path)
    try:
        values = json.loads(decode_text(data))
    except (ValueError, RecursionError) as error:
        raise _no_plan(path) from error
    if not isinstance(values, dict):
        raise _no_plan(path)
    return values


def _no_plan(path: object) -> InputError:
    sentence = "{path} is not a plan of tilcoach: choose a file that ends in .tilcoach."
    return InputError(sentence, path=path)


def checked_plan(values: dict[str, Any]) -> Plan:
    """Return a plan of what somebody filled in.

    Parameters
    ----------
    values
        By the names of the fields of `Plan`.

    Raises
    ------
    InputError
        It is no plan that can be followed; the sentence names the place.
    """
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        sentence = "This plan cannot be made ({cause}): change that place."
        raise InputError(sentence, cause=first_fault(error)) from error


def plan_schema_text() -> str:
    """Return the JSON Schema of a file with a plan, as it stands in ``docs/``."""
    return _schema_text(PlanDocument)


def results_schema_text() -> str:
    """Return the JSON Schema of a file with results, as it stands in ``docs/``."""
    return _schema_text(ResultsDocument)


def _schema_text(document: type[BaseModel]) -> str:
    schema = document.model_json_schema(by_alias=True, mode="serialization")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
