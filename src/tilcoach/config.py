"""What the user can set, and how a profile file changes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from tilcoach.coaching import Limit, Limits, Pattern, read_limits
from tilcoach.errors import SettingsError
from tilcoach.guiding import FeedbackMode
from tilcoach.lifting import LoadChoice
from tilcoach.messages import Language

# Outside these bounds a number is more likely a slip of the finger than a person or a box.
HEIGHT_CM = (100.0, 230.0)
LOAD_KG = (0.0, 100.0)
PERSONS = (1, 4)  # the pose model was made for a few people near the camera
MOVE_EVERY_MIN = (0, 120)  # longer than two hours reminds nobody of anything


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the user can set.

    Attributes
    ----------
    language
        The language of sentences; codes in files stay the same.
    model
        Short name of the pose model: ``lite``, ``full``, ``heavy``, or one added by hand.
    load
        Whether something is held: look for yourself, or the user's own word.
    height_cm
        Body height; None when the user did not say.
    load_kg
        Weight of the load; None when the user did not say. Written to the report, never guessed.
    persons
        How many people to follow at most.
    switched_off
        Patterns that are not practised now, and therefore not judged.
    feedback
        When the coach speaks.
    move_every_min
        After how many minutes to suggest another posture; 0 for never.
    limits
        What verdicts are held against.
    """

    language: Language = "nl"
    model: str = "full"
    load: LoadChoice = LoadChoice.AUTO
    height_cm: float | None = None
    load_kg: float | None = None
    persons: int = 1
    switched_off: frozenset[Pattern] = frozenset()
    feedback: FeedbackMode = FeedbackMode.AFTER_LIFT
    move_every_min: int = 0
    limits: Limits = field(default_factory=read_limits)


class _Profile(BaseModel):
    """What may stand in a profile file; what does not stand in it stays as it was."""

    model_config = ConfigDict(extra="forbid", strict=True)

    language: Language = "nl"
    model: str = Field("full", pattern=r"^[\w.-]+$")
    load: LoadChoice = Field(LoadChoice.AUTO, strict=False)
    height_cm: float | None = Field(None, ge=HEIGHT_CM[0], le=HEIGHT_CM[1])
    load_kg: float | None = Field(None, ge=LOAD_KG[0], le=LOAD_KG[1])
    persons: int = Field(1, ge=PERSONS[0], le=PERSONS[1])
    switched_off: frozenset[Annotated[Pattern, Field(strict=False)]] = Field(
        frozenset(), strict=False
    )
    feedback: FeedbackMode = Field(FeedbackMode.AFTER_LIFT, strict=False)
    move_every_min: int = Field(0, ge=MOVE_EVERY_MIN[0], le=MOVE_EVERY_MIN[1])
    limits: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = Field(
        default_factory=dict
    )


def load_settings(path: Path, base: Settings | None = None) -> Settings:
    """Return the settings of a profile file (TOML), laid over others.

    Parameters
    ----------
    path
        The profile file.
    base
        What holds where the file is silent; the defaults when left out.

    Raises
    ------
    SettingsError
        If the file cannot be read, or holds an unknown key or a wrong value; names the file,
        the key and the fault.
    """
    return lay_over(base or Settings(), _read_toml(path), path)


def lay_over(base: Settings, values: Mapping[str, Any], path: Path) -> Settings:
    """Return settings with what a profile says laid over them.

    Parameters
    ----------
    base
        What holds where the profile is silent.
    values
        What a profile file may hold, by its keys.
    path
        The file, or the name of a profile that is kept elsewhere.

    Raises
    ------
    SettingsError
        If there is an unknown key or a wrong value; names the profile, the key and the fault.
    """
    try:
        profile = _Profile.model_validate(dict(values))
    except ValidationError as error:
        raise _fault(path, error.errors()[0]) from error
    given = {name: getattr(profile, name) for name in profile.model_fields_set - {"limits"}}
    return replace(base, **given, limits=_with_profile(base.limits, profile.limits, path))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        # utf-8-sig: Windows editors like to put a mark in front of the first letter.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        sentence = "The profile {path} cannot be read ({cause}): check the path."
        raise SettingsError(sentence, path=path, cause=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        sentence = (
            "The profile {path} is not valid TOML: {cause}. Mend that place, or leave it out."
        )
        raise SettingsError(sentence, path=path, cause=error) from error


def _fault(path: Path, fault: ErrorDetails) -> SettingsError:
    """Say what is the matter with one key, in words."""
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        sentence = "The profile {path} has an unknown key, {key}: the known keys are {known}."
        return SettingsError(sentence, path=path, key=key, known=", ".join(_Profile.model_fields))
    sentence = (
        "The profile {path} has {key} = {given}, which cannot be used ({cause}): "
        "correct it, or leave it out."
    )
    return SettingsError(
        sentence, path=path, key=key, given=repr(fault["input"]), cause=fault["msg"]
    )


def _with_profile(limits: Limits, values: dict[str, float], path: Path) -> dict[str, Limit]:
    """Return the limits with the profile's values, each saying where it comes from."""
    for name in values.keys() - limits.keys():
        known = ", ".join(sorted(limits))
        sentence = "The profile {path} has an unknown limit, limits.{name}: known are {known}."
        raise SettingsError(sentence, path=path, name=name, known=known)
    return {
        **limits,
        **{name: _overridden(limits[name], value, path) for name, value in values.items()},
    }


def _overridden(limit: Limit, value: float, path: Path) -> Limit:
    source = f"Profile {path.name}, in place of {limit.value:g} ({limit.source})"
    return replace(limit, value=value, source=source)
