"""The limits that verdicts are held against: each with a unit, a source and a why."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tilcoach.kinematics import ViewLabel
from tilcoach.measures import Measure


@dataclass(frozen=True, slots=True)
class Limit:
    """One number that decides something, and where it comes from.

    Attributes
    ----------
    value
        The number itself.
    unit
        ``deg``, ``m``, ``ratio`` (share of body height), ``index``, ``s`` or ``probability``.
    source
        Where the number comes from.
    why
        What it means for the user, in one sentence.
    """

    value: float
    unit: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class MeasureError:
    """How far one camera may be mistaken about a measure, in its unit.

    Attributes
    ----------
    margin
        So much around the limit nothing is judged.
    uncertainty
        The root mean square error: so far from the limit a verdict holds in 85 of 100 lifts.
    bias
        So much more than is true is measured around the limit.
    """

    margin: float = 0.0
    uncertainty: float = 0.0
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class PatternLimit:
    """The limit of one measure, and how far the measure may be mistaken around it.

    Attributes
    ----------
    value
        Beyond it the pattern is seen.
    margin, uncertainty
        As in `MeasureError`.
    unit, source, why
        As in `Limit`.
    error_source
        Where margin and uncertainty come from.
    views
        The error from where it is another than the general one.
    is_own
        Whether a person set the value, in place of the one of tilcoach.
    """

    value: float
    margin: float
    uncertainty: float
    unit: str
    source: str
    why: str
    error_source: str
    views: Mapping[ViewLabel, MeasureError] = field(default_factory=dict)
    is_own: bool = False

    def seen_from(self, view: ViewLabel) -> PatternLimit:
        """Return the limit as it reads from there, with the error that the measure has.

        Parameters
        ----------
        view
            From where the camera looks.
        """
        error = self.views.get(view, MeasureError(self.margin, self.uncertainty))
        value, margin = self.value + error.bias, error.margin
        return replace(self, value=value, margin=margin, uncertainty=error.uncertainty, views={})

    def wider(self, factor: float) -> PatternLimit:
        """Return the limit with errors so many times as large.

        Parameters
        ----------
        factor
            1 leaves it as it is.
        """
        views = {
            view: replace(
                error, margin=error.margin * factor, uncertainty=error.uncertainty * factor
            )
            for view, error in self.views.items()
        }
        return replace(
            self, margin=self.margin * factor, uncertainty=self.uncertainty * factor, views=views
        )

    def entries(self, name: str) -> Iterator[tuple[str, Limit]]:
        """Give every number in it by the name that it has in profiles and files.

        Parameters
        ----------
        name
            Of the measure.
        """
        yield name, Limit(self.value, self.unit, self.source, self.why)
        general = MeasureError(self.margin, self.uncertainty)
        for end, error in (("", general), *((f"_{v}", e) for v, e in self.views.items())):
            for kind, why in _ERROR_WHY.items():
                if kind != "bias" or error.bias:
                    number = Limit(getattr(error, kind), self.unit, self.error_source, why)
                    yield f"{name}_{kind}{end}", number


_ERROR_WHY = {
    "margin": "So much around the limit the camera may be mistaken; there tilcoach does not judge.",
    "uncertainty": "Says how sure a verdict is: so far from the limit it holds in 85 of 100 lifts.",
    "bias": "So much more than is true the camera tells around the limit; the limit moves with it.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything that verdicts are held against.

    Attributes
    ----------
    measures
        The limit of each measure that has one, by its field.
    load_probability
        From so sure on a load counts as held.
    visible_share
        Of a lift so much must have been seen.
    unseen_s
        The longest time within a bend in which nobody was found.
    knee_per_index_deg
        By so much each point of the stoop-squat index moves the limit of the knees.
    feet_turned_deg
        Feet turned by so much while the load is held have made a turn.
    """

    measures: Mapping[str, PatternLimit]
    load_probability: Limit
    visible_share: Limit
    unseen_s: Limit
    knee_per_index_deg: Limit
    feet_turned_deg: Limit

    def of(self, measure: Measure) -> PatternLimit:
        """Return the limit of a measure.

        Parameters
        ----------
        measure
            One that has a limit.
        """
        return self.measures[measure.field]

    def entries(self) -> Iterator[tuple[str, Limit]]:
        """Give every number by the name that it has in profiles and files."""
        for name, limit in self.measures.items():
            yield from limit.entries(name)
        for name in _SINGLE:
            yield name, getattr(self, name)

    def values(self) -> Mapping[str, float]:
        """Return every value by the name that it has in profiles and files."""
        return MappingProxyType({name: limit.value for name, limit in self.entries()})

    def with_values(self, values: Mapping[str, float], origin: str) -> Limits:
        """Return the limits with other values; a name that is not known changes nothing.

        Parameters
        ----------
        values
            By the names of `values`.
        origin
            Where they come from; it stands in the source of each.
        """
        measures = {
            name: _changed(limit, name, values, origin) for name, limit in self.measures.items()
        }
        single = {
            name: _with_value(getattr(self, name), values[name], origin)
            for name in _SINGLE
            if name in values
        }
        return replace(self, measures=measures, **single)


_SINGLE = tuple(f.name for f in fields(Limits) if f.name != "measures")


def _changed(
    limit: PatternLimit, name: str, values: Mapping[str, float], origin: str
) -> PatternLimit:
    """Return a limit with the values that a profile gives; an own error holds from every side."""
    general = _changed_error(MeasureError(limit.margin, limit.uncertainty), name, "", values)
    own = {
        kind: getattr(general, kind)
        for kind in ("margin", "uncertainty")
        if getattr(general, kind) != getattr(limit, kind)
    }
    views = {
        view: _changed_error(replace(error, **own), name, f"_{view}", values)
        for view, error in limit.views.items()
    }
    changed = replace(limit, margin=general.margin, uncertainty=general.uncertainty, views=views)
    value = values.get(name, limit.value)
    if value == limit.value:
        return changed
    source = _instead_of(limit.value, limit.source, origin)
    return replace(changed, value=value, source=source, is_own=True)


def _changed_error(
    error: MeasureError, name: str, view: str, values: Mapping[str, float]
) -> MeasureError:
    return MeasureError(
        margin=values.get(f"{name}_margin{view}", error.margin),
        uncertainty=values.get(f"{name}_uncertainty{view}", error.uncertainty),
        bias=values.get(f"{name}_bias{view}", error.bias),
    )


def _with_value(limit: Limit, value: float, origin: str) -> Limit:
    if value == limit.value:
        return limit
    return replace(limit, value=value, source=_instead_of(limit.value, limit.source, origin))


def _instead_of(value: float, source: str, origin: str) -> str:
    return f"{origin}, in place of {value:g} ({source})"


def read_limits() -> Limits:
    """Return the limits that come with tilcoach, from ``limits.toml`` beside this module."""
    text = files("tilcoach.coaching").joinpath("limits.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    single = {name: Limit(**entries.pop(name)) for name in _SINGLE}
    return Limits({name: _pattern_limit(entry) for name, entry in entries.items()}, **single)


def _pattern_limit(entry: Mapping[str, Any]) -> PatternLimit:
    views = {view: MeasureError(**entry[view]) for view in ViewLabel if view in entry}
    return PatternLimit(**{k: v for k, v in entry.items() if k not in views}, views=views)


PARTIAL_CALIBRATION_FACTOR = 1.5
"""How much wider every margin is without a zero from standing. To the error of the stoop-squat
index (6.5) it adds 4.3 by the short look and up to 5 by a camera that stands askew, which makes 9;
to that of the load's distance (0.034) it adds 0.032, which makes 0.047 (own measurement)."""


def with_wider_margins(limits: Limits) -> Limits:
    """Return the limits for who was never seen standing still: the same, with larger errors.

    Parameters
    ----------
    limits
        What verdicts are held against.
    """
    wider = {n: limit.wider(PARTIAL_CALIBRATION_FACTOR) for n, limit in limits.measures.items()}
    return replace(limits, measures=wider)
