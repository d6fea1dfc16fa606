"""The work of ``tilcoach plan``: plans and results as files, and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from tilcoach.atomic_files import write_new
from tilcoach.cli.terminal import SafeConsole
from tilcoach.errors import InputError, StoreError
from tilcoach.i18n import Language, translator
from tilcoach.plan import (
    Plan,
    PlanResults,
    adherence,
    checked_plan,
    file_text,
    new_code,
    read_plan_file,
    today,
    trends,
)
from tilcoach.plan.plan_files import MOST_BYTES
from tilcoach.plan.wording import adherence_sentences, plan_lines, today_sentence, trend_sentence
from tilcoach.store import History, SavedPlan, plan_results, results_of


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


class PlanCommands:
    """Makes, opens and shows plans, and writes their results."""

    def __init__(self, language: Language) -> None:
        self._words = translator(language)
        self._screen = SafeConsole(highlight=False)
        self._history = History()

    def new(self, path: Path, values: Mapping[str, object]) -> None:
        """Write a new plan to a file."""
        plan = checked_plan({**values, "code": new_code(), "made_on": _today()})
        self._write(path, plan)
        self._print_plan(plan)
        self._print(self._words.text("The plan is in {path}.", path=path))

    def open(self, path: Path, profile: str) -> None:
        """Follow a plan, or put results beside theirs."""
        contents = _read(path)
        number = self._history.profiles.named(profile).number
        if isinstance(contents, PlanResults):
            saved = self._history.plans.put_results(number, contents)
            self._print(self._words.text("The results stand beside their plan."))
            self._print_progress(saved, contents)
            return
        saved = self._history.plans.open(number, contents, _today())
        self._print_plan(saved.plan)
        self._print(self._words.text("The page Practise follows this plan from now on."))

    def show(self, path: Path | None, profile: str) -> None:
        """Print a plan, of a file or of a profile, and what was done of it."""
        if path is not None:
            contents = _read(path)
            if isinstance(contents, PlanResults):
                self._print_plan(contents.plan)
                self._print_results(contents)
            else:
                self._print_plan(contents)
            return
        saved = self._followed(profile)
        self._print_plan(saved.plan)
        self._print_progress(saved, results_of(self._history, saved, _today()))

    def results(self, path: Path, profile: str, *, with_notes: bool) -> None:
        """Write what was done of the plan that a profile follows."""
        saved = self._followed(profile)
        found = plan_results(self._history, saved, _today(), with_notes=with_notes)
        self._write(path, found)
        self._print_results(found)
        self._print(self._words.text("The results are in {path}: numbers, no picture.", path=path))

    def stop(self, profile: str) -> None:
        """Follow the plan of a profile no longer."""
        self._history.plans.stop(self._followed(profile).number)
        self._print(self._words.text("This plan is followed no longer; it stays saved."))

    def _followed(self, profile: str) -> SavedPlan:
        number = self._history.profiles.named(profile).number
        saved = self._history.plans.followed(number)
        if saved is None:
            sentence = "No plan is followed here: open one with `{command}`."
            raise InputError(sentence, command="tilcoach plan open FILE.tilcoach")
        return saved

    def _write(self, path: Path, contents: Plan | PlanResults) -> None:
        try:
            write_new(path, file_text(contents).encode())
        except FileExistsError as error:
            sentence = "There is a file {path} already: choose another name."
            raise StoreError(sentence, path=path) from error
        except OSError as error:
            sentence = "The plan cannot be written to {path} ({cause}): choose another place."
            raise StoreError(sentence, path=path, cause=error.strerror) from error

    def _print_plan(self, plan: Plan) -> None:
        self._print_each(f"{head}: {text}" for head, text in plan_lines(plan, self._words))

    def _print_progress(self, saved: SavedPlan, found: PlanResults) -> None:
        if saved.is_followed and saved.results is None:
            now = today(saved.plan, found.lifts_by_day, saved.opened_on, _today())
            self._print(today_sentence(saved.plan, now, self._words))
        self._print_results(found)

    def _print_results(self, found: PlanResults) -> None:
        done = adherence(found.plan, found.lifts_by_day, found.opened_on, found.written_on)
        self._print_each(adherence_sentences(done, self._words))
        self._print_each(trend_sentence(trend, self._words) for trend in trends(found.sessions))
        for session in found.sessions:
            if session.note:
                self._print(f"{self._words.moment(session.started_at)}: {session.note}")

    def _print_each(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self._print(sentence)

    def _print(self, sentence: str) -> None:
        self._screen.print(sentence, markup=False, soft_wrap=True)


def _read(path: Path) -> Plan | PlanResults:
    """Return what a file holds; no more of it is read than a plan can be."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        raise InputError(sentence, path=path, cause=error.strerror) from error
    return read_plan_file(data, path)
