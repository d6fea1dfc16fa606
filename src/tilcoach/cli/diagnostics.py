"""The checks of ``tilcoach doctor``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tilcoach.cli.engine_trial import start_engine
from tilcoach.cli.libraries import EXTRAS, LIBRARIES, lacking, version_of
from tilcoach.errors import ModelError, VideoError
from tilcoach.estimation.landmarker import SYSTEM_LIBRARIES
from tilcoach.estimation.model_files import bundles, find_bundle, known_models, short_name
from tilcoach.i18n import Translator
from tilcoach.video import Camera

OLDEST_PYTHON = (3, 11)

# All of these install the same folder cv2, and the one that comes last breaks the others.
OPENCV = tuple(
    f"opencv-{kind}"
    for kind in ("python", "contrib-python", "python-headless", "contrib-python-headless")
)

_CAMERAS = range(2)  # a built-in one, and one that is plugged in


class State(Enum):
    """How a finding is shown: by a sign, a word and a colour."""

    FINE = ("✓", "green")
    NOTE = ("·", "dim")
    FAULT = ("✗", "yellow")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """The result of one check.

    Attributes
    ----------
    subject
        What was checked.
    state
        Whether it is fine, worth a note, or at fault.
    found
        What was found, with the way to mend it when it is at fault.
    """

    subject: str
    state: State
    found: str


def examine(words: Translator, folder: Path | None = None) -> Iterator[Diagnostic]:
    """Yield the results of all checks of this machine."""
    yield _python(words)
    yield from _libraries(words)
    yield _opencv(words)
    yield from _models(words)
    yield _engine(words)
    yield _cameras(words)
    yield _writing(words, folder or Path("out"))


def _python(words: Translator) -> Diagnostic:
    version = ".".join(str(number) for number in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Diagnostic("Python", State.FINE, f"{version} ({sys.executable})")
    oldest = ".".join(str(number) for number in OLDEST_PYTHON)
    sentence = words.text(
        "Python {version} is too old: install {oldest} or newer.", version=version, oldest=oldest
    )
    return Diagnostic("Python", State.FAULT, sentence)


def _libraries(words: Translator) -> Iterator[Diagnostic]:
    absent = {extra: lacking(extra) for extra in EXTRAS}
    looked_at = dict(LIBRARIES)
    for extra, libraries in EXTRAS.items():
        looked_at |= {name: libraries[name] for name in libraries if name not in absent[extra]}
    faults = import_faults(looked_at.values())
    for distribution, module in looked_at.items():
        if module in faults:
            sentence = words.text(
                "{library} does not start ({error}): run `pip install --force-reinstall "
                "{library}`, or `{apt}` where a file such as libGL.so is named.",
                library=distribution,
                error=faults[module],
                apt=SYSTEM_LIBRARIES,
            )
            yield Diagnostic(distribution, State.FAULT, sentence)
    fine = (name for name, module in looked_at.items() if module not in faults)
    found = ", ".join(f"{name} {version_of(name)}" for name in fine)
    yield Diagnostic(words.text("Libraries"), State.FINE, found)
    yield from (_optional(words, extra, names) for extra, names in absent.items() if names)


def _optional(words: Translator, extra: str, absent: Sequence[str]) -> Diagnostic:
    """Tell of an optional part that is not here: judging a film does without."""
    uses = {
        "app": words.text("the pages of tilcoach app"),
        "cluster": words.text("films on a cluster or at a URL"),
        "lab": words.text("tables in pandas and Parquet"),
    }
    sentence = words.text(
        "{use}: not installed ({libraries}); `{command}` brings it",
        use=uses[extra],
        libraries=", ".join(absent),
        command=f'pip install "tilcoach[{extra}]"',
    )
    return Diagnostic(f"tilcoach[{extra}]", State.NOTE, sentence)


def import_faults(modules: Iterable[str]) -> dict[str, str]:
    """Return which modules cannot be imported, and why.

    Importing is the only way to see whether the system libraries below them are there. It is done
    in a process of its own, which may print what it likes, and may crash.
    """
    wanted = list(modules)
    # -P: nothing of the folder that one happens to stand in
    command = [sys.executable, "-P", "-m", "tilcoach.cli.import_each", *wanted]
    run = subprocess.run(  # noqa: S603 - our own words
        command, capture_output=True, text=True, check=False
    )
    answers = dict(line.split("\t", 1) for line in run.stdout.splitlines() if "\t" in line)
    faults = {module: answers.get(module, f"exit code {run.returncode}") for module in wanted}
    return {module: fault for module, fault in faults.items() if fault}


def _opencv(words: Translator) -> Diagnostic:
    installed = [name for name in OPENCV if version_of(name) != "?"]
    if len(installed) <= 1:
        return Diagnostic("OpenCV", State.FINE, ", ".join(installed))
    sentence = words.text(
        "{found} overwrite each other: run `pip uninstall -y {all}`, then "
        "`pip install opencv-contrib-python`.",
        found=", ".join(installed),
        all=" ".join(installed),
    )
    return Diagnostic("OpenCV", State.FAULT, sentence)


def _models(words: Translator) -> Iterator[Diagnostic]:
    """Check the models; only the full one is needed."""
    here = {short_name(bundle) for bundle in bundles()}
    for name in known_models():
        subject = words.text("Model {model}", model=name)
        try:
            yield Diagnostic(subject, State.FINE, str(find_bundle(name)))
        except ModelError as error:
            needed = name == "full" or name in here
            yield Diagnostic(subject, State.FAULT if needed else State.NOTE, words.error(error))


def _engine(words: Translator) -> Diagnostic:
    """Start the model: only that loads the system libraries of its engine."""
    subject = words.text("Pose engine")
    try:
        bundle = find_bundle("full")
    except ModelError:
        sentence = words.text("can be tried as soon as the full model is here")
        return Diagnostic(subject, State.NOTE, sentence)
    try:
        start_engine(bundle)
    except ModelError as error:
        return Diagnostic(subject, State.FAULT, words.error(error))
    return Diagnostic(subject, State.FINE, words.text("starts"))


def _cameras(words: Translator) -> Diagnostic:
    found = []
    for index in _CAMERAS:
        try:
            camera = Camera(index)
        except (VideoError, ImportError):  # an OpenCV that does not start has its own line
            continue
        found.append(f"{camera.info.name} ({camera.info.width_px} x {camera.info.height_px})")
        camera.close()
    subject = words.text("Cameras")
    if found:
        return Diagnostic(subject, State.FINE, ", ".join(found))
    sentence = words.text("none found; recorded videos work without one")
    return Diagnostic(subject, State.NOTE, sentence)


def _writing(words: Translator, folder: Path) -> Diagnostic:
    """Try to write where the results go, or in the folder that it would be made in."""
    subject = words.text("Results")
    place = next(parent for parent in (folder, *folder.absolute().parents) if parent.is_dir())
    try:
        with tempfile.TemporaryFile(dir=place):
            return Diagnostic(
                subject, State.FINE, words.text("can be written to {folder}", folder=folder)
            )
    except OSError as error:
        sentence = words.text(
            "Nothing can be written to {folder} ({error}): go to a folder of your own, or give "
            "one with --out.",
            folder=place,
            error=error.strerror,
        )
        return Diagnostic(subject, State.FAULT, sentence)
