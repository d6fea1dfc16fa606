"""Who is who from frame to frame."""

from tilcoach.tracking.people import PeopleTracker, TrackingRule

__all__ = ["PeopleTracker", "TrackingRule"]
