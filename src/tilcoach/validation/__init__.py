"""How true tilcoach is, measured against material with known truth."""

from tilcoach.validation.ablation import compare_choices
from tilcoach.validation.clip_run import ClipRun, run_clip
from tilcoach.validation.clips import read_clips
from tilcoach.validation.comparison import Comparison, Variant
from tilcoach.validation.intervals import Estimate
from tilcoach.validation.labels import Label, LabelledStretch, read_labels
from tilcoach.validation.landmark_cache import LandmarkCache
from tilcoach.validation.page import write_page
from tilcoach.validation.recordings import read_recording, review_recording
from tilcoach.validation.results import Origin, Results, TargetResult
from tilcoach.validation.scores import LiftScores, Outcome, PatternScores, score_recording
from tilcoach.validation.sources import Source
from tilcoach.validation.targets import TARGETS
from tilcoach.validation.true_clip import TrueClip, TrueLift
from tilcoach.validation.validate_clips import ClipsReport, validate_clips
from tilcoach.validation.validate_recordings import RecordingsReport, validate_recordings

__all__ = [
    "TARGETS",
    "ClipRun",
    "ClipsReport",
    "Comparison",
    "Estimate",
    "Label",
    "LabelledStretch",
    "LandmarkCache",
    "LiftScores",
    "Origin",
    "Outcome",
    "PatternScores",
    "RecordingsReport",
    "Results",
    "Source",
    "TargetResult",
    "TrueClip",
    "TrueLift",
    "Variant",
    "compare_choices",
    "read_clips",
    "read_labels",
    "read_recording",
    "review_recording",
    "run_clip",
    "score_recording",
    "validate_clips",
    "validate_recordings",
    "write_page",
]
