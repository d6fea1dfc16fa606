"""How true tilcoach is, measured against material with known truth."""

from tilcoach.validation.labels import Label, LabelledStretch, read_labels
from tilcoach.validation.recordings import read_recording, review_recording
from tilcoach.validation.scores import LiftScores, Outcome, PatternScores, score_recording
from tilcoach.validation.validate import RecordingsReport, validate_recordings

__all__ = [
    "Label",
    "LabelledStretch",
    "LiftScores",
    "Outcome",
    "PatternScores",
    "RecordingsReport",
    "read_labels",
    "read_recording",
    "review_recording",
    "score_recording",
    "validate_recordings",
]
