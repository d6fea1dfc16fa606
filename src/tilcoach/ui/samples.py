"""The short films that come with tilcoach, so that the coach can be seen without a camera."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tilcoach.messages import Translator
from tilcoach.ui.reel import EndlessFilm
from tilcoach.video import FrameSource


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample film.

    Attributes
    ----------
    name
        The file's name without its ending.
    path
        Where it lies.
    """

    name: str
    path: Path

    def open(self) -> FrameSource:
        """Play the film as if it were a camera, over and over.

        Raises
        ------
        VideoError
            If no frame of the film can be read.
        """
        return EndlessFilm(self.path)

    def title(self, words: Translator) -> str:
        """Return what the film shows, in a few words.

        Parameters
        ----------
        words
            In the user's language.
        """
        titles = {
            "squat_close": words.text("Through the knees, close to the body"),
            "stoop_straight_legs": words.text("Bending over with straight legs"),
            "lift_and_twist": words.text("Lifting and twisting"),
            "load_far": words.text("Lifting far from the body"),
        }
        return titles.get(self.name, self.name)


# The most telling first: it shows a sentence of advice, and not only that all is well.
_ORDER = ("stoop_straight_legs", "squat_close", "lift_and_twist", "load_far")


def read_samples() -> tuple[Sample, ...]:
    """Return the sample films that lie here; empty when there are none."""
    found = {path.stem: Sample(path.stem, path) for path in sorted(_folder().glob("*.mp4"))}
    known = [found.pop(name) for name in _ORDER if name in found]
    return (*known, *found.values())


def _folder() -> Path:
    """Return the folder inside the installed package, or the one at the root of a checkout."""
    packed = Path(str(files("tilcoach"))) / "sample_videos"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "sample_videos"
