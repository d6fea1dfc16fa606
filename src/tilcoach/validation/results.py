"""Everything that one run of ``tilcoach validate`` measured, and as plain numbers."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version

from tilcoach.estimation import ModelInfo
from tilcoach.provenance import Provenance
from tilcoach.validation.comparison import Comparison
from tilcoach.validation.intervals import Estimate
from tilcoach.validation.sources import Source
from tilcoach.validation.targets import TARGETS, Target
from tilcoach.version import __version__

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
    provenance
        The code that was measured.
    """

    made_on: str
    command: str
    model: str
    versions: Mapping[str, str]
    provenance: Provenance

    @classmethod
    def of(cls, day: date, command: str, model: ModelInfo | None) -> Origin:
        """Return the origin of numbers that are made here."""
        versions = {
            "tilcoach": __version__,
            "Python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        }
        name = f"{model.name} ({model.sha256[:12]})" if model else ""
        return cls(day.isoformat(), command, name, versions, Provenance.of_loaded())


@dataclass(frozen=True, slots=True)
class TargetResult:
    """What was measured of one target.

    Attributes
    ----------
    source, worst
        The source on which it is worst, and its figure there; that is the headline.
    figures
        Of every source on which it was measured.
    """

    source: str
    worst: Estimate
    figures: Mapping[str, Estimate]

    @classmethod
    def of(cls, target: Target, sources: Sequence[Source]) -> TargetResult:
        """Take a target out of some sources."""
        figures = target.figures(sources)
        return cls(*target.worst(figures), figures)

    def numbers(self) -> Mapping[str, object]:
        """Return the numbers for a file; nothing where nothing was measured."""
        if not self.figures:
            return {}
        by_source = {name: asdict(figure) for name, figure in self.figures.items()}
        return {"value": self.worst.value, "source": self.source, "sources": by_source}


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured.

    Attributes
    ----------
    sources
        One per origin of the material.
    comparisons
        Every choice of ours beside the plain one.
    origin
        When and with what.
    """

    sources: tuple[Source, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    origin: Origin | None = None

    def targets(self) -> Mapping[str, TargetResult]:
        """Return what was measured of each target, by its name."""
        return {target.name: TargetResult.of(target, self.sources) for target in TARGETS}

    def json_text(self) -> str:
        """Return the numbers as JSON text; what is not a number is null."""
        return json.dumps(finite(self._numbers()), indent=2) + "\n"

    def _numbers(self) -> Mapping[str, object]:
        result: dict[str, object] = {
            "tilcoach": __version__,
            "targets": {name: one.numbers() for name, one in self.targets().items()},
            "sources": {source.name: _source_numbers(source) for source in self.sources},
        }
        if self.origin is not None:
            result["origin"] = asdict(self.origin)
        if self.comparisons:
            result["ablation"] = [asdict(one) for one in self.comparisons]
        return result


def _source_numbers(source: Source) -> Mapping[str, object]:
    """Return what a source holds beside the targets."""
    if source.recordings is not None:
        recordings = source.recordings
        return {
            "recordings": len(recordings.outcomes),
            "lifts": asdict(recordings.lifts),
            "straight_legs": asdict(recordings.straight_legs),
            "minutes_without_lifts": recordings.minutes_without_lifts,
            "wrong": recordings.wrong,
            **_live_numbers(source),
        }
    clips = source.clips
    if clips is None:
        return {}
    return {
        "clips": clips.clips,
        "without_video": clips.without_video,
        "errors": {
            measure: {band: asdict(errors) for band, errors in bands.items()}
            for measure, bands in clips.errors().items()
        },
        "lifts": asdict(clips.lifts),
        "patterns": {name: asdict(scores) for name, scores in clips.patterns().items()},
        "minutes_without_lifts": clips.minutes_without_lifts,
        "confidence": [asdict(one) for one in clips.confidence()],
        "confidence_at_moved_limits": [asdict(one) for one in clips.confidence_at_moved_limits()],
        "load": [asdict(one) for one in clips.load()],
        "values": {name: asdict(one) for name, one in clips.values().items()},
        "wrong": clips.wrong,
        **_live_numbers(source),
    }


def _live_numbers(source: Source) -> Mapping[str, object]:
    rates = source.report.live_rates_hz()
    return {
        "live_wrong": {str(rate_hz): source.report.live(rate_hz).wrong for rate_hz in rates},
        "live_differs": source.report.live_differs,
    }


def finite(value: object) -> object:
    """Return the value with NaN as None and floats rounded, all the way down."""
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [finite(part) for part in value]
    return value
