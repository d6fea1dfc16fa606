"""The work of ``tilcoach history``: sessions as tables, and confirmation before erasing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tilcoach.cli.summary import SHAPES, STYLES
from tilcoach.cli.terminal import SafeConsole
from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Language, translator
from tilcoach.session_files import CsvStyle, FindingPart
from tilcoach.store import (
    CAMERA,
    History,
    SameFilm,
    SavedSession,
    read_import_file,
    set_aside_notices,
    tally,
    unknown_code_notices,
    unreadable_notices,
    write_export,
)

_DAY_LETTERS, _TALLY_LETTERS = 14, 11  # "ma 2 mrt 2026,", and "● 12 ▲ 3"
_YES = frozenset({"ja", "j", "yes", "y"})  # in either language


class HistoryCommands:
    """Shows and changes the history of this machine."""

    def __init__(
        self,
        language: Language,
        *,
        ask: bool = True,
        read_answer: Callable[[], str] = input,
    ) -> None:
        self._words = translator(language)
        self._screen = SafeConsole(highlight=False)
        self._history = History()
        self._ask = ask
        self._read_answer = read_answer

    def show_all(self, profile: str | None) -> None:
        """Print a table of sessions, the newest last."""
        self._print_each(set_aside_notices(self._history, self._words))
        number = None if profile is None else self._history.profiles.named(profile).number
        sessions = self._history.sessions(number)
        unreadable = self._history.unreadable_rows(number)
        if sessions:
            self._screen.print(self._table(sessions))
        elif not unreadable:
            self._print(self._words.text("Nothing was saved yet."))
        self._print_each(unreadable_notices(unreadable, self._words))
        self._print_each(unknown_code_notices(sessions, self._words))

    def show(self, number: int) -> None:
        """Print the lifts of one session."""
        session = self._history.session(number)
        self._print(f"{self._words.moment(session.started_at)}, {self._source(session)}")
        self._screen.print(self._lifts(session))
        self._print_each(unknown_code_notices([session], self._words))
        if session.note:
            self._print(session.note)

    def export(self, path: Path, style: CsvStyle) -> None:
        """Write everything to a zip."""
        write_export(self._history, path, style)
        self._print(self._words.text("Everything that was saved stands in {path}.", path=path))

    def import_file(self, path: Path, profile: str, again: SameFilm) -> None:
        """Save the sessions of an export or of a ``session.json``."""
        bundle = read_import_file(path)
        number = self._history.profiles.named(profile).number
        new = self._history.import_bundle(bundle, number, again)
        if again is SameFilm.REPLACE:
            self._print(
                self._words.plural(
                    "{n} session was brought in; if the same film was here already, its results "
                    "were replaced.",
                    "{n} sessions were brought in; where the same film was here already, its "
                    "results were replaced.",
                    new,
                )
            )
            return
        self._print(
            self._words.plural(
                "{n} session was brought in; what was here already stays as it is.",
                "{n} sessions were brought in; what was here already stays as it is.",
                new,
            )
        )

    def erase_session(self, number: int) -> None:
        """Erase one session, after asking."""
        session = self._history.session(number)
        if self._confirmed(self._words.text("This session and its note will be gone for good.")):
            self._history.erase_session(session.number)
            self._print(self._words.text("Erased."))

    def erase_profile(self, name: str) -> None:
        """Erase a profile and its sessions, after asking."""
        profile = self._history.profiles.named(name)
        shown = profile.name or self._words.text("Without a name")
        question = self._words.text(
            "The profile {name} and all of its sessions will be gone.", name=shown
        )
        if self._confirmed(question):
            self._history.profiles.erase(profile.number)
            self._print(self._words.text("Erased."))

    def erase_all(self) -> None:
        """Erase everything, after asking."""
        question = self._words.text("All profiles, sessions and notes will be gone for good.")
        if self._confirmed(question):
            self._history.erase_all()
            self._print(self._words.text("Erased."))

    def _confirmed(self, question: str) -> bool:
        """Ask for confirmation; no answer means no."""
        if not self._ask:
            return True
        self._print(f"{question} {self._words.text('Go on? (yes/no)')}")
        try:
            answer = self._read_answer()
        except EOFError:
            answer = ""
        if answer.strip().casefold() in _YES:
            return True
        self._print(self._words.text("Nothing was erased."))
        return False

    def _table(self, sessions: tuple[SavedSession, ...]) -> Table:
        words = self._words
        names = {profile.number: profile.name for profile in self._history.profiles.all()}
        table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))  # fits 80 columns
        table.add_column(words.text("Session"), justify="right")
        table.add_column(words.text("When"), width=_DAY_LETTERS)
        table.add_column(words.text("Film or camera"), overflow="fold")
        for pattern in Pattern:
            table.add_column(words.pattern(pattern), width=_TALLY_LETTERS)
        for session in sessions:
            name = names.get(session.profile, "")
            lifts = words.plural("{n} lift", "{n} lifts", len(session.lifts))
            lines = (self._source(session), lifts, name, session.note)
            table.add_row(
                str(session.number),
                words.moment(session.started_at),
                Text("\n".join(line for line in lines if line)),
                *(self._tallied(session, pattern) for pattern in Pattern),
            )
        return table

    def _tallied(self, session: SavedSession, pattern: Pattern) -> str:
        """Return the number of lifts per verdict, each with its shape."""
        found = tally(session.lifts, pattern)
        counts = {
            Verdict.GOED: found.goed,
            Verdict.FOUT: found.fout,
            Verdict.NOT_JUDGED: found.not_judged,
        }
        return " ".join(f"{SHAPES[verdict]} {n}" for verdict, n in counts.items() if n)

    def _lifts(self, session: SavedSession) -> Table:
        words = self._words
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for heading in ("Person", "Lift"):
            table.add_column(words.text(heading), justify="right")
        for pattern in Pattern:
            table.add_column(words.pattern(pattern), overflow="fold")
        for lift in session.lifts:
            cells = (self._cell(lift.part.finding(pattern)) for pattern in Pattern)
            table.add_row(str(lift.person), str(lift.part.lift), *cells)
        return table

    def _cell(self, finding: FindingPart) -> Text:
        """Return the verdict with its shape, and the measured value or the reason."""
        cell = Text(
            f"{SHAPES[finding.verdict]} {self._words.verdict(finding.verdict)}",
            style=STYLES[finding.verdict],
        )
        if finding.reason is not None:
            cell.append("\n" + self._words.reason(finding.reason), style="default")
        elif finding.measured is not None:
            quantity = self._words.quantity(finding.measured, finding.unit)
            cell.append("\n" + quantity, style="default")
        return cell

    def _source(self, session: SavedSession) -> str:
        name = session.head.source.name
        return self._words.text("Camera") if name == CAMERA else name

    def _print_each(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self._print(sentence)

    def _print(self, sentence: str) -> None:
        self._screen.print(sentence, markup=False, soft_wrap=True)
