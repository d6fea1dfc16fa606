"""The history of sessions on this machine: one SQLite file that only the user can read."""

from tilcoach.store.curves import Curves
from tilcoach.store.history import History
from tilcoach.store.place import FOLDER_VARIABLE
from tilcoach.store.profiles import MOST_LETTERS, Profiles
from tilcoach.store.saved import (
    DEFAULT_PROFILE,
    NewLift,
    Profile,
    SavedLift,
    SavedSession,
    new_lifts,
)

__all__ = [
    "DEFAULT_PROFILE",
    "FOLDER_VARIABLE",
    "MOST_LETTERS",
    "Curves",
    "History",
    "NewLift",
    "Profile",
    "Profiles",
    "SavedLift",
    "SavedSession",
    "new_lifts",
]
