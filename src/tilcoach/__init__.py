"""tilcoach: a computer-vision coach for lifting technique.

::

    import tilcoach

    recording = tilcoach.analyze("lift.mp4")
    for lift in recording.lifts:
        print(lift.start_s, *(f"{one.pattern}={one.verdict}" for one in lift.findings))
    recording.save("out/lift")

`analyze` judges a recorded video, `open_pipeline` a live stream frame by frame. Units stand last in
names; NaN means "cannot be measured". Every error on purpose is a `TilcoachError`. Names are
imported when they are first used, so that ``import tilcoach`` itself takes milliseconds.
"""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from tilcoach.version import __version__

if TYPE_CHECKING:
    from tilcoach.api import RecordedLift, Recording, analyze, compare, draw, open_pipeline
    from tilcoach.coaching import (
        Camera,
        Cue,
        Difference,
        Finding,
        FrameResult,
        JudgedLift,
        Limit,
        Limits,
        Outcome,
        Pattern,
        PatternLimit,
        PersonFrameResult,
        PersonRecordingResult,
        Reason,
        Verdict,
        WarningCode,
    )
    from tilcoach.config import Settings, load_settings
    from tilcoach.errors import (
        InputError,
        ModelError,
        SettingsError,
        StoreError,
        TilcoachError,
        VideoError,
    )
    from tilcoach.estimation import PoseEstimator
    from tilcoach.fusion import Alignment, SecondCamera
    from tilcoach.guidance import FeedbackMode
    from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel
    from tilcoach.lifting import Lift, LiftMeasures, LiftPhase, Load, LoadChoice
    from tilcoach.measures import MEASURES, Measure
    from tilcoach.pipeline import Pipeline
    from tilcoach.pose import Keypoint, Pose, PoseSeries, SourceInfo, VideoFrame, seen_inside
    from tilcoach.video import FrameSource, VideoFile

__all__ = [
    "MEASURES",
    "Alignment",
    "Camera",
    "Cue",
    "Difference",
    "FeedbackMode",
    "Finding",
    "FrameResult",
    "FrameSource",
    "InputError",
    "JudgedLift",
    "Keypoint",
    "Lift",
    "LiftMeasures",
    "LiftPhase",
    "Limit",
    "Limits",
    "Load",
    "LoadChoice",
    "Measure",
    "ModelError",
    "Outcome",
    "Pattern",
    "PatternLimit",
    "PersonFrameResult",
    "PersonRecordingResult",
    "Pipeline",
    "Pose",
    "PoseEstimator",
    "PoseSeries",
    "Posture",
    "PostureSeries",
    "Reason",
    "RecordedLift",
    "Recording",
    "SecondCamera",
    "Settings",
    "SettingsError",
    "SourceInfo",
    "StoreError",
    "TilcoachError",
    "Verdict",
    "VideoError",
    "VideoFile",
    "VideoFrame",
    "View",
    "ViewLabel",
    "WarningCode",
    "__version__",
    "analyze",
    "compare",
    "draw",
    "load_settings",
    "open_pipeline",
    "seen_inside",
]

# The packages that hold these names, the cheapest to import first.
_PACKAGES = (
    "errors",
    "pose",
    "kinematics",
    "lifting",
    "measures",
    "coaching",
    "config",
    "estimation",
    "fusion",
    "video",
    "pipeline",
    "api",
)


def __getattr__(name: str) -> object:
    """Import a public name at its first use (PEP 562)."""
    if name in __all__:
        for package in _PACKAGES:
            module = _imported(package)
            if hasattr(module, name):
                globals()[name] = found = getattr(module, name)
                return found
    message = f"module 'tilcoach' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Name what is public, for completion."""
    return sorted({*globals(), *__all__})


def _imported(package: str) -> ModuleType:
    """Import a package, and undo what OpenCV sets in the environment for its own windows."""
    before = dict(os.environ)
    module = import_module(f"tilcoach.{package}")
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)
    return module
