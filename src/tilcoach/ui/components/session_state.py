"""What a page leaves for other pages in Streamlit's session state, with its type."""

from __future__ import annotations

import shutil
import weakref
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

import streamlit as st

from tilcoach.atomic_files import film_folder
from tilcoach.batch import Analysis
from tilcoach.live.session import LiveSession
from tilcoach.replay import Ghost

_VIDEO_RESULT = "video_result"


def live_session() -> LiveSession:
    """Return the live session of the page Practise."""
    session: LiveSession = st.session_state.setdefault("live_session", LiveSession())
    return session


def video_result() -> VideoResult | None:
    """Return the film that was analysed last; None before the first."""
    result: VideoResult | None = st.session_state.get(_VIDEO_RESULT)
    return result


def set_video_result(result: VideoResult | None) -> None:
    """Replace the film that was analysed last, and delete the files of the previous one."""
    previous = video_result()
    if previous is not None:
        previous.workspace.remove()
    st.session_state[_VIDEO_RESULT] = result


_LIFT_TO_FOLLOW = "lift_to_follow"
FOLLOWS = "ghost-chosen"  # the choice in Oefenen to see it


@dataclass(frozen=True, slots=True)
class LiftToFollow:
    """A lift that goes along in Oefenen, chosen on another page.

    Attributes
    ----------
    title
        What it is, in the user's language.
    ghost
        Its bodies.
    """

    title: str
    ghost: Ghost


def lift_to_follow() -> LiftToFollow | None:
    """Return the lift that was chosen to go along; None before the first."""
    chosen: LiftToFollow | None = st.session_state.get(_LIFT_TO_FOLLOW)
    return chosen


def follow_lift(chosen: LiftToFollow) -> None:
    """Let a lift go along in Oefenen, from now on."""
    st.session_state[_LIFT_TO_FOLLOW] = chosen
    st.session_state[FOLLOWS] = True


@dataclass(frozen=True, slots=True)
class VideoResult:
    """A film that was analysed, with its files.

    Attributes
    ----------
    title
        What the user calls it.
    analysis
        What was found.
    folder
        Holds annotated.mp4, frames.csv and session.json.
    workspace
        Keeps the folder alive.
    """

    title: str
    analysis: Analysis
    folder: Path
    workspace: Workspace


class Workspace:
    """A temporary folder that is removed with this object, or when the program ends."""

    def __init__(self) -> None:
        self.folder = film_folder()
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def store(self, name: str, content: bytes | memoryview) -> Path:
        """Write an uploaded file and return its path."""
        path = self.folder / safe_file_name(name)
        path.write_bytes(content)
        return path

    def remove(self) -> None:
        """Remove the folder and everything in it; may be called twice."""
        self._finalizer()


def safe_file_name(name: str) -> str:
    """Return a name that is safe for a file in one folder, on any system."""
    bare = PureWindowsPath(PurePosixPath(name).name).name
    printable = "".join(c for c in bare if c.isprintable() and c not in _NOT_IN_NAMES)
    stem, dot, suffix = printable.strip(". ").rpartition(".")
    safe = f"{stem[:_MAX_STEM]}{dot}{suffix[:_MAX_SUFFIX]}".strip(". ")
    if safe.partition(".")[0].rstrip().upper() in _WINDOWS_DEVICES:
        return f"file-{safe}"
    return safe or "video"


_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
_MAX_STEM, _MAX_SUFFIX = 50, 10  # letters; four bytes each still fit in 255
_WINDOWS_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)
