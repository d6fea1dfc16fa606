"""The history and the settings, stored on this machine for the user alone."""

from tilcoach.store.comparison_source import limits_of, load_compared_lift
from tilcoach.store.curves import Curves
from tilcoach.store.export import export_bytes, write_export
from tilcoach.store.habits import Habits, habits
from tilcoach.store.history import History
from tilcoach.store.importer import ImportBundle, read_import, read_import_file
from tilcoach.store.notices import (
    set_aside_notices,
    unknown_code_notices,
    unreadable_notices,
)
from tilcoach.store.paths import FOLDER_VARIABLE
from tilcoach.store.plan_results import plan_results, results_of, session_result
from tilcoach.store.plans import Plans, SavedPlan
from tilcoach.store.profiles import MOST_LETTERS, Profiles
from tilcoach.store.records import (
    DEFAULT_PROFILE,
    LARGEST_RATING,
    MOST_LETTERS_NOTE,
    NO_RATINGS,
    SAVING_CHOSEN_ON,
    NewLift,
    Profile,
    Ratings,
    SavedLift,
    SavedSession,
    UnreadableRow,
    new_lifts,
)
from tilcoach.store.same_film import SameFilm, counted
from tilcoach.store.session_reader import curves_beside, read_session_file
from tilcoach.store.session_recorder import CAMERA, KeyPoses, RecorderState, SessionRecorder
from tilcoach.store.settings_file import (
    delete_settings,
    read_saved_settings,
    save_settings,
    settings_path,
)
from tilcoach.store.trend import Tally, Week, tally, weeks

__all__ = [
    "CAMERA",
    "DEFAULT_PROFILE",
    "FOLDER_VARIABLE",
    "LARGEST_RATING",
    "MOST_LETTERS",
    "MOST_LETTERS_NOTE",
    "NO_RATINGS",
    "SAVING_CHOSEN_ON",
    "Curves",
    "Habits",
    "History",
    "ImportBundle",
    "KeyPoses",
    "NewLift",
    "Plans",
    "Profile",
    "Profiles",
    "Ratings",
    "RecorderState",
    "SameFilm",
    "SavedLift",
    "SavedPlan",
    "SavedSession",
    "SessionRecorder",
    "Tally",
    "UnreadableRow",
    "Week",
    "counted",
    "curves_beside",
    "delete_settings",
    "export_bytes",
    "habits",
    "limits_of",
    "load_compared_lift",
    "new_lifts",
    "plan_results",
    "read_import",
    "read_import_file",
    "read_saved_settings",
    "read_session_file",
    "results_of",
    "save_settings",
    "session_result",
    "set_aside_notices",
    "settings_path",
    "tally",
    "unknown_code_notices",
    "unreadable_notices",
    "weeks",
    "write_export",
]
