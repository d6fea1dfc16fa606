"""How sure an index is: the errors of what was measured, carried through the equation.

The equation bends (25/H) and breaks off (63 cm), so the errors are drawn, not derived. The draws
are always the same: the same lift has the same band everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tilcoach.lifting_index.equation import Job, LiftEnd, Multipliers, lifting_index
from tilcoach.lifting_index.multipliers import Coupling
from tilcoach.pose.arrays import Floats

DRAWS = 4000
"""So many draws place the ends of the band to within 2 %."""

_SEED = 94110  # any number: the same lift gives the same band
_TAILS = (2.5, 97.5)

SD_OF_MAE = float(np.sqrt(np.pi / 2))
"""Published errors are means of absolute errors; of a normal error the standard deviation is
1.25 times that."""


@dataclass(frozen=True, slots=True)
class InputErrors:
    """The mean absolute error of each measure, as published, from one camera position.

    Attributes
    ----------
    horizontal_cm, height_cm, asymmetry_deg
        Of H, of V at each end, and of A.
    """

    horizontal_cm: float
    height_cm: float
    asymmetry_deg: float


@dataclass(frozen=True, slots=True)
class Band:
    """An index with its 95 % band.

    Attributes
    ----------
    rwl_kg
        The recommended weight limit; 0 when nothing may be lifted there.
    li, low, high
        The lifting index and its band; infinite where the limit is 0.
    """

    rwl_kg: float
    li: float
    low: float
    high: float


def index_band(end: LiftEnd, job: Job, errors: InputErrors, *, coupling_known: bool = True) -> Band:
    """Return the index at one end of a lift, with the band in which the true one lies.

    Parameters
    ----------
    end
        What was measured.
    job
        What the user says.
    errors
        How far the measures are off, from this side.
    coupling_known
        False spreads the band over all three grips.
    """
    rwl_kg = float(Multipliers.of(end, job).rwl_kg)
    li = float(lifting_index(job.load_kg, rwl_kg))
    limits = _drawn_limits(end, job, errors, coupling_known=coupling_known)
    # Of infinite indices no percentile can be interpolated: the limits are, and turned over.
    most, least = np.percentile(limits, _TAILS[::-1])
    low, high = (float(lifting_index(job.load_kg, limit)) for limit in (most, least))
    return Band(rwl_kg, li, min(low, li), max(high, li))


def _drawn_limits(end: LiftEnd, job: Job, errors: InputErrors, *, coupling_known: bool) -> Floats:
    """Return the weight limit for every draw, shape (DRAWS,)."""
    chance = np.random.default_rng(_SEED)
    deviates = SD_OF_MAE * chance.standard_normal((4, DRAWS))
    drawn = replace(
        end,
        horizontal_cm=end.horizontal_cm + errors.horizontal_cm * deviates[0],
        height_cm=end.height_cm + errors.height_cm * deviates[1],
        other_height_cm=end.other_height_cm + errors.height_cm * deviates[2],
        asymmetry_deg=end.asymmetry_deg + errors.asymmetry_deg * deviates[3],
    )
    if coupling_known:
        return Multipliers.of(drawn, job).rwl_kg
    each = [Multipliers.of(drawn, replace(job, coupling=one)).rwl_kg for one in Coupling]
    return np.concatenate(each)
