"""What the types of ``session.json`` are made of: their base, and the codes that may stand in them.

A code that this version does not know stays a plain string, and is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from tilcoach.coaching import Camera, Cue, Note, Pattern, Reason, WarningCode
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LoadChoice, LoadSource
from tilcoach.lifting_index import Coupling, NoIndex
from tilcoach.pose import FilmFault

UNITS = frozenset({"deg", "index", "m", "ratio"})
"""What a finding is measured in."""
_LONGEST_CODE = 64
_UnknownCode = SkipJsonSchema[
    Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=_LONGEST_CODE)]
]
"""A code of a later version; the schema, which says what is written, leaves it out."""

_KNOWN_FIRST = Field(union_mode="left_to_right")
PatternCode = Annotated[Pattern | _UnknownCode, _KNOWN_FIRST]
ReasonCode = Annotated[Reason | _UnknownCode, _KNOWN_FIRST]
CameraCode = Annotated[Camera | _UnknownCode, _KNOWN_FIRST]
NoteCode = Annotated[Note | _UnknownCode, _KNOWN_FIRST]
CueCode = Annotated[Cue | _UnknownCode, _KNOWN_FIRST]
AnyWarningCode = Annotated[WarningCode | FilmFault | _UnknownCode, _KNOWN_FIRST]
ViewCode = Annotated[ViewLabel | _UnknownCode, _KNOWN_FIRST]
LoadSourceCode = Annotated[LoadSource | _UnknownCode, _KNOWN_FIRST]
LoadChoiceCode = Annotated[LoadChoice | _UnknownCode, _KNOWN_FIRST]
CouplingCode = Annotated[Coupling | _UnknownCode, _KNOWN_FIRST]
NoIndexCode = Annotated[NoIndex | _UnknownCode, _KNOWN_FIRST]


def is_unit(unit: str, pattern: Pattern | str) -> bool:
    """Return whether a unit is ours, or, with a pattern of a later version, short plain text."""
    if isinstance(pattern, Pattern):
        return unit in UNITS
    return len(unit) <= _LONGEST_CODE and unit.isprintable() and not {"{", "}"} & set(unit)


def hold_unlike(numbers: Iterable[int], what: str) -> None:
    """Hold that no two of them are the same."""
    found = list(numbers)
    if len(set(found)) < len(found):
        message = f"expected every {what} to have a number of its own, not {found}"
        raise ValueError(message)


class Part(BaseModel):
    """One part of the file."""

    # Every field is always written, so the schema calls every field required; what is not
    # named is not forbidden, because later versions may add to it.
    model_config = ConfigDict(
        frozen=True, json_schema_serialization_defaults_required=True, serialize_by_alias=True
    )
