"""The sample films that come with tilcoach, to see the coach without a camera."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tilcoach.i18n import Translator
from tilcoach.live.looping_video import LoopingVideo
from tilcoach.video import FrameSource


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample film.

    Attributes
    ----------
    name
        The file's name without its extension.
    path
        Of the file.
    """

    name: str
    path: Path

    def open(self) -> FrameSource:
        """Play the film in a loop, as if it were a camera."""
        return LoopingVideo(self.path)

    def title(self, words: Translator) -> str:
        """Return what the film shows, in a few words."""
        titles = {
            "squat_close": words.text("Through the knees, close to the body"),
            "stoop_straight_legs": words.text("Bending over with straight legs"),
            "lift_and_twist": words.text("Lifting and twisting"),
            "load_far": words.text("Lifting far from the body"),
        }
        return titles.get(self.name, self.name)


# The first one shows a sentence of advice, and not only that all is well.
_ORDER = ("stoop_straight_legs", "squat_close", "lift_and_twist", "load_far")


def read_samples() -> tuple[Sample, ...]:
    """Return the installed sample films; empty when there are none."""
    found = {path.stem: Sample(path.stem, path) for path in sorted(_folder().glob("*.mp4"))}
    known = [found.pop(name) for name in _ORDER if name in found]
    return (*known, *found.values())


def _folder() -> Path:
    """Return the folder inside the installed package, or the one at the root of a checkout."""
    packed = Path(str(files("tilcoach"))) / "sample_videos"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "sample_videos"
