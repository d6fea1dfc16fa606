"""What the user can set, and how a profile file changes it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from tilcoach.coaching import Limits, Pattern, read_limits
from tilcoach.errors import SettingsError
from tilcoach.guidance import FeedbackMode
from tilcoach.i18n import Language
from tilcoach.lifting import LoadChoice
from tilcoach.lifting_index import Coupling
from tilcoach.session_files.bounds import HOURS, LIFTS_PER_MIN, LOAD_KG
from tilcoach.session_files.tables import CsvStyle, decode_text
from tilcoach.tuning import Tuning
from tilcoach.video import FilmChoices

# Outside these bounds a number is more likely a slip of the finger than a person.
HEIGHT_CM = (100.0, 230.0)
PERSONS = (1, 4)  # the pose model was made for a few people near the camera
MOVE_EVERY_MIN = (0, 120)  # longer than two hours reminds nobody of anything


DEFAULT_HEIGHT_M = 1.75
"""Used for metres when the user did not say; verdicts use shares of body height and do not need it.
A round number between Dutch women and men."""


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
        Weight of the load; None when the user did not say. With it there is a lifting index.
    coupling
        How well the hands hold the load: ``good``, ``fair`` or ``poor``; None when the user did
        not say.
    hours
        How long the work goes on at a stretch; None counts as an hour at most.
    lifts_per_min
        How often is lifted, over 15 minutes; None when it is to be counted in the film.
    persons
        How many people to follow at most.
    switched_off
        Patterns that are not practised now, and therefore not judged.
    feedback
        When the coach speaks.
    move_every_min
        After how many minutes to suggest another posture; 0 for never.
    csv
        How tables are written: ``plain``, or ``dutch`` for a spreadsheet in Dutch.
    film
        What the user says of one film: slow motion, turned, mirrored. No profile sets it.
    limits
        What verdicts are held against.
    tuning
        The rules by which people are followed, measured and coached.
    """

    language: Language = "nl"
    model: str = "full"
    load: LoadChoice = LoadChoice.AUTO
    height_cm: float | None = None
    load_kg: float | None = None
    coupling: Coupling | None = None
    hours: float | None = None
    lifts_per_min: float | None = None
    persons: int = 1
    switched_off: frozenset[Pattern] = frozenset()
    feedback: FeedbackMode = FeedbackMode.AFTER_LIFT
    move_every_min: int = 0
    csv: CsvStyle = CsvStyle.PLAIN
    film: FilmChoices = field(default_factory=FilmChoices)
    limits: Limits = field(default_factory=read_limits)
    tuning: Tuning = field(default_factory=Tuning)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that can change the results of a film, in hexadecimal."""
        settled = replace(self, feedback=FeedbackMode.AFTER_LIFT, move_every_min=0)
        return hashlib.sha256(repr(_plain(settled)).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return settings as lists in a fixed order: a set has another one in every process."""
    if is_dataclass(value):
        return [(f.name, _plain(getattr(value, f.name))) for f in fields(value)]
    if isinstance(value, Mapping):
        return sorted((str(key), repr(_plain(item))) for key, item in value.items())
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return str(value)


def body_height_m(settings: Settings) -> float:
    """Return the height in metres that distances are scaled by.

    Parameters
    ----------
    settings
        The user's settings; a height that is not given is the default one.
    """
    return DEFAULT_HEIGHT_M if settings.height_cm is None else settings.height_cm / 100


class _Profile(BaseModel):
    """What may stand in a profile file; what does not stand in it stays as it was."""

    model_config = ConfigDict(extra="forbid", strict=True)

    language: Language = "nl"
    model: str = Field("full", pattern=r"^[\w.-]+$")
    load: LoadChoice = Field(LoadChoice.AUTO, strict=False)
    height_cm: float | None = Field(None, ge=HEIGHT_CM[0], le=HEIGHT_CM[1])
    load_kg: float | None = Field(None, ge=LOAD_KG[0], le=LOAD_KG[1])
    coupling: Coupling | None = Field(None, strict=False)
    hours: float | None = Field(None, ge=HOURS[0], le=HOURS[1])
    lifts_per_min: float | None = Field(None, ge=LIFTS_PER_MIN[0], le=LIFTS_PER_MIN[1])
    persons: int = Field(1, ge=PERSONS[0], le=PERSONS[1])
    switched_off: frozenset[Annotated[Pattern, Field(strict=False)]] = Field(
        frozenset(), strict=False
    )
    feedback: FeedbackMode = Field(FeedbackMode.AFTER_LIFT, strict=False)
    csv: CsvStyle = Field(CsvStyle.PLAIN, strict=False)
    move_every_min: int = Field(0, ge=MOVE_EVERY_MIN[0], le=MOVE_EVERY_MIN[1])
    limits: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = Field(
        default_factory=dict
    )
    tuning: dict[str, Annotated[float, Field(allow_inf_nan=False)]] = Field(default_factory=dict)


PROFILE_KEYS = frozenset(_Profile.model_fields)
"""What a profile may set."""


def load_settings(path: str | PathLike[str], base: Settings | None = None) -> Settings:
    """Return the settings of a profile file (TOML), laid over others.

    Parameters
    ----------
    path
        The profile; what it does not name stays as it was.
    base
        The settings underneath; the defaults when left out.

    Returns
    -------
    Settings
        Limits that the profile changes name it as their source.

    Raises
    ------
    SettingsError
        The file cannot be read, or holds an unknown key or a value that cannot be used.
    """
    profile = Path(path)
    return lay_over(base or Settings(), _read_toml(profile), profile)


def lay_over(base: Settings, values: Mapping[str, Any], path: Path) -> Settings:
    """Return settings with what a profile says laid over them."""
    try:
        profile = _Profile.model_validate(dict(values))
    except ValidationError as error:
        raise _fault(path, error.errors()[0]) from error
    given = {name: getattr(profile, name) for name in profile.model_fields_set - _COMPOSED}
    return replace(
        base,
        **given,
        limits=_with_limits(base.limits, profile.limits, path),
        tuning=_with_tuning(base.tuning, profile.tuning, path),
    )


_COMPOSED = {"limits", "tuning"}


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(decode_text(path.read_bytes()))
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


def _with_limits(limits: Limits, values: dict[str, float], path: Path) -> Limits:
    """Return the limits with the profile's values, each saying where it comes from."""
    known = limits.values()
    for name in values.keys() - known.keys():
        sentence = "The profile {path} has an unknown limit, limits.{name}: known are {known}."
        raise SettingsError(sentence, path=path, name=name, known=", ".join(sorted(known)))
    return limits.with_values(values, f"Profile {path.name}")


def _with_tuning(tuning: Tuning, values: dict[str, float], path: Path) -> Tuning:
    try:
        return tuning.with_numbers(values)
    except KeyError as error:
        sentence = (
            "The profile {path} has an unknown rule, tuning.{name}: docs/limits.md lists them."
        )
        raise SettingsError(sentence, path=path, name=error.args[0]) from error
