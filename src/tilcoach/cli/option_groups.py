"""Lets a command take its options in groups: dataclasses whose fields are options."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from typer.models import OptionInfo

PANEL = "panel"
"""The class attribute of a group that says under which heading ``--help`` lists its options."""


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with one option per field of the dataclasses that it takes.

    Typer reads a signature; what it finds there are the fields, and what the command gets are the
    dataclasses. A field is annotated as a parameter would be, and its default is the option's.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {n: kind for n, kind in hints.items() if is_dataclass(kind)}

    def call(**values: Any) -> None:  # noqa: ANN401 - of each option its own
        made = {
            name: kind(**{field.name: values.pop(field.name) for field in fields(kind)})
            for name, kind in groups.items()
        }
        command(**values, **made)

    parameters = list(_parameters(command, hints, groups))
    call.__name__, call.__doc__ = command.__name__, command.__doc__
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    return call


def _parameters(
    command: Callable[..., None], hints: dict[str, Any], groups: dict[str, Any]
) -> Iterator[inspect.Parameter]:
    for name, parameter in inspect.signature(command).parameters.items():
        if name not in groups:
            yield parameter.replace(annotation=hints[name])
            continue
        kind = groups[name]
        own = get_type_hints(kind, include_extras=True)
        for field in fields(kind):
            _put_under(getattr(kind, PANEL), own[field.name])
            yield inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=field.default,
                annotation=own[field.name],
            )


def _put_under(panel: str, annotation: Any) -> None:  # noqa: ANN401 - an annotation is anything
    for option in annotation.__metadata__:
        if isinstance(option, OptionInfo):
            option.rich_help_panel = panel
