"""Taking the jitter out of landmarks, by time and never by frame count."""

from tilcoach.filtering.one_euro import OneEuro, OneEuroRule
from tilcoach.filtering.pose_filter import PoseFilter
from tilcoach.filtering.smoothing import Smoothing, smooth

__all__ = ["OneEuro", "OneEuroRule", "PoseFilter", "Smoothing", "smooth"]
