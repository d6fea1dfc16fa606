"""What is kept on this machine, for the user alone: the history and the settings."""

from tilcoach.store.arrivals import Arrivals, read_arrivals, read_arrivals_file
from tilcoach.store.bodies import Bodies
from tilcoach.store.curves import Curves
from tilcoach.store.diary import CAMERA, Diary, DiaryState
from tilcoach.store.export import export_bytes, write_export
from tilcoach.store.history import History
from tilcoach.store.place import FOLDER_VARIABLE
from tilcoach.store.profiles import MOST_LETTERS, Profiles
from tilcoach.store.recall import limits_of, recall_lift
from tilcoach.store.remembered import forget, read_remembered, remember, settings_path
from tilcoach.store.saved import (
    DEFAULT_PROFILE,
    MOST_LETTERS_NOTE,
    NewLift,
    Profile,
    SavedLift,
    SavedSession,
    new_lifts,
)
from tilcoach.store.session_files import curves_beside, read_session_file
from tilcoach.store.trend import MEASURES, Tally, Week, tally, weeks

__all__ = [
    "CAMERA",
    "DEFAULT_PROFILE",
    "FOLDER_VARIABLE",
    "MEASURES",
    "MOST_LETTERS",
    "MOST_LETTERS_NOTE",
    "Arrivals",
    "Bodies",
    "Curves",
    "Diary",
    "DiaryState",
    "History",
    "NewLift",
    "Profile",
    "Profiles",
    "SavedLift",
    "SavedSession",
    "Tally",
    "Week",
    "curves_beside",
    "export_bytes",
    "forget",
    "limits_of",
    "new_lifts",
    "read_arrivals",
    "read_arrivals_file",
    "read_remembered",
    "read_session_file",
    "recall_lift",
    "remember",
    "settings_path",
    "tally",
    "weeks",
    "write_export",
]
