"""Everything that one run of ``tilcoach validate`` measured, and as plain numbers."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version

from tilcoach import __version__
from tilcoach.estimation import ModelInfo
from tilcoach.validation.comparison import Comparison
from tilcoach.validation.targets import TARGETS
from tilcoach.validation.validate import RecordingsReport
from tilcoach.validation.validate_clips import ClipsReport

_LIBRARIES = ("mediapipe", "numpy", "scipy", "opencv-contrib-python", "av")


@dataclass(frozen=True, slots=True)
class Origin:
    """When, with what and by what command the numbers were made.

    Attributes
    ----------
    made_on
        The day, as YYYY-MM-DD.
    command
        What was typed.
    model
        The pose model's name and the beginning of its SHA-256; empty when no model was run.
    versions
        Of tilcoach, Python and the libraries that numbers may depend on.
    """

    made_on: str
    command: str
    model: str
    versions: Mapping[str, str]

    @classmethod
    def of(cls, day: date, command: str, model: ModelInfo | None) -> Origin:
        """Return the origin of numbers that are made here.

        Parameters
        ----------
        day
            Today.
        command
            What was typed.
        model
            The pose model, if one was run.
        """
        versions = {
            "tilcoach": __version__,
            "Python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        }
        name = f"{model.name} ({model.sha256[:12]})" if model else ""
        return cls(day.isoformat(), command, name, versions)


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured; None = not run.

    Attributes
    ----------
    clips, recordings
        On clips with exact truth, and on recordings with labels made by eye.
    comparisons
        Every choice of ours beside the plain one.
    origin
        When and with what.
    """

    clips: ClipsReport | None = None
    recordings: RecordingsReport | None = None
    comparisons: tuple[Comparison, ...] = ()
    origin: Origin | None = None

    def targets(self) -> Mapping[str, float]:
        """Return what was measured of each target, by its name; NaN = not measured."""
        return {target.name: target.value(self.clips, self.recordings) for target in TARGETS}

    def json_text(self) -> str:
        """Return the numbers as JSON text; what is not a number is null."""
        return json.dumps(finite(self._numbers()), indent=2) + "\n"

    def _numbers(self) -> Mapping[str, object]:
        result: dict[str, object] = {"tilcoach": __version__, "targets": self.targets()}
        if self.origin is not None:
            result["origin"] = asdict(self.origin)
        if self.clips is not None:
            result["clips"] = {k: v for k, v in asdict(self.clips).items() if k != "compared"}
        if self.recordings is not None:
            result["recordings"] = asdict(self.recordings) | {
                "lift_f1": self.recordings.lifts.f1,
                "lift_f1_by_definition": self.recordings.lifts_by_definition.f1,
                "straight_legs_f1": self.recordings.straight_legs.f1,
                "false_lifts_per_minute": self.recordings.false_lifts_per_minute,
            }
        if self.comparisons:
            result["ablation"] = [asdict(one) for one in self.comparisons]
        return result


def finite(value: object) -> object:
    """Return the value with NaN as None and floats rounded, all the way down.

    Parameters
    ----------
    value
        Anything that JSON can hold, and NaN.
    """
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [finite(part) for part in value]
    return value
