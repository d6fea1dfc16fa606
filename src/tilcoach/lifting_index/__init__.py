"""The revised NIOSH lifting equation: how heavy a load may be for a lift, and with what error.

An estimate for a job, never a verdict on a person. Sources stand beside each table.
"""

from tilcoach.lifting_index.band import Band, InputErrors, index_band
from tilcoach.lifting_index.composite import CompositeIndex, LiftingTask, composite_index
from tilcoach.lifting_index.equation import Job, LiftEnd, Multipliers, lifting_index
from tilcoach.lifting_index.frequency import SHORT_H, frequency_multiplier
from tilcoach.lifting_index.measured import (
    EndIndex,
    LiftIndex,
    NoIndex,
    input_errors,
    lift_ends,
    lift_index,
    lifts_per_min,
)
from tilcoach.lifting_index.multipliers import (
    LOAD_CONSTANT_KG,
    Coupling,
    asymmetry_multiplier,
    coupling_multiplier,
    distance_multiplier,
    horizontal_multiplier,
    vertical_multiplier,
)
from tilcoach.lifting_index.what_if import Arrangement, Change, Outlook, WhatIf

__all__ = [
    "LOAD_CONSTANT_KG",
    "SHORT_H",
    "Arrangement",
    "Band",
    "Change",
    "CompositeIndex",
    "Coupling",
    "EndIndex",
    "InputErrors",
    "Job",
    "LiftEnd",
    "LiftIndex",
    "LiftingTask",
    "Multipliers",
    "NoIndex",
    "Outlook",
    "WhatIf",
    "asymmetry_multiplier",
    "composite_index",
    "coupling_multiplier",
    "distance_multiplier",
    "frequency_multiplier",
    "horizontal_multiplier",
    "index_band",
    "input_errors",
    "lift_ends",
    "lift_index",
    "lifting_index",
    "lifts_per_min",
    "vertical_multiplier",
]
