"""How true tilcoach is, measured against material with known truth."""

from tilcoach.validation.clips import TrueClip, TrueLift, read_clips
from tilcoach.validation.kept_poses import poses_of_clip
from tilcoach.validation.labels import Label, LabelledStretch, read_labels
from tilcoach.validation.page import json_text, write_page
from tilcoach.validation.recordings import read_recording, review_recording
from tilcoach.validation.scores import LiftScores, Outcome, PatternScores, score_recording
from tilcoach.validation.targets import TARGETS
from tilcoach.validation.validate import RecordingsReport, validate_recordings
from tilcoach.validation.validate_clips import ClipsReport, validate_clips

__all__ = [
    "TARGETS",
    "ClipsReport",
    "Label",
    "LabelledStretch",
    "LiftScores",
    "Outcome",
    "PatternScores",
    "RecordingsReport",
    "TrueClip",
    "TrueLift",
    "json_text",
    "poses_of_clip",
    "read_clips",
    "read_labels",
    "read_recording",
    "review_recording",
    "score_recording",
    "validate_clips",
    "validate_recordings",
    "write_page",
]
