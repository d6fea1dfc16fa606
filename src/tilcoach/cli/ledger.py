"""What ``tilcoach history`` does: sessions as tables, and a second question before erasing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tilcoach.cli.summary import SHAPES, STYLES
from tilcoach.coaching import Pattern, Verdict
from tilcoach.messages import Language, translator
from tilcoach.report import FindingPart
from tilcoach.store import (
    CAMERA,
    History,
    SavedSession,
    read_arrivals_file,
    tally,
    write_export,
)

_YES = frozenset({"ja", "j", "yes", "y"})  # whichever language the question is in


class Ledger:
    """The history of this machine, with words for it.

    Parameters
    ----------
    language
        Of the sentences.
    ask
        Whether to ask once more before something is erased.
    read_answer
        Reads a line that the user types.
    """

    def __init__(
        self,
        language: Language,
        *,
        ask: bool = True,
        read_answer: Callable[[], str] = input,
    ) -> None:
        self._words = translator(language)
        self._screen = Console(highlight=False)
        self._history = History()
        self._ask = ask
        self._read_answer = read_answer

    def show_all(self, profile: str | None) -> None:
        """Print a table of sessions, the newest last, as a terminal scrolls.

        Parameters
        ----------
        profile
            The name of a profile; all of them when None.
        """
        self._tell_kept_aside()
        number = None if profile is None else self._history.profiles.named(profile).number
        sessions = self._history.sessions(number)
        if sessions:
            self._screen.print(self._table(sessions))
        else:
            self._say(self._words.text("Nothing was saved yet."))

    def show(self, number: int) -> None:
        """Print the lifts of one session.

        Parameters
        ----------
        number
            Of the session.

        Raises
        ------
        InputError
            If there is none of that number.
        """
        session = self._history.session(number)
        self._say(f"{self._words.moment(session.started_at)}, {self._source(session)}")
        self._screen.print(self._lifts(session))
        if session.note:
            self._say(session.note)

    def export(self, path: Path) -> None:
        """Write everything to a zip.

        Parameters
        ----------
        path
            Where to; a file that is there is left alone.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        write_export(self._history, path)
        self._say(self._words.text("Everything that was saved stands in {path}.", path=path))

    def bring_in(self, path: Path, profile: str) -> None:
        """Save what an export or a ``session.json`` holds.

        Parameters
        ----------
        path
            The file.
        profile
            The name of the profile for a single session; empty for the one without a name.

        Raises
        ------
        InputError
            If the file is neither, or there is no such profile.
        StoreError
            If it cannot be saved.
        """
        arrivals = read_arrivals_file(path)
        new = self._history.take_in(arrivals, self._history.profiles.named(profile).number)
        self._say(
            self._words.plural(
                "{n} session was brought in; what was here already stays as it is.",
                "{n} sessions were brought in; what was here already stays as it is.",
                new,
            )
        )

    def erase_session(self, number: int) -> None:
        """Erase one session, after asking.

        Parameters
        ----------
        number
            Of the session.

        Raises
        ------
        InputError
            If there is none of that number.
        """
        session = self._history.session(number)
        if self._agreed(self._words.text("This session and its note will be gone for good.")):
            self._history.erase_session(session.number)
            self._say(self._words.text("Erased."))

    def erase_profile(self, name: str) -> None:
        """Erase a profile and its sessions, after asking.

        Parameters
        ----------
        name
            Of the profile; empty for the one without a name.

        Raises
        ------
        InputError
            If there is none of that name.
        """
        profile = self._history.profiles.named(name)
        shown = profile.name or self._words.text("Without a name")
        question = self._words.text(
            "The profile {name} and all of its sessions will be gone.", name=shown
        )
        if self._agreed(question):
            self._history.profiles.erase(profile.number)
            self._say(self._words.text("Erased."))

    def erase_all(self) -> None:
        """Erase everything, after asking.

        Raises
        ------
        StoreError
            If the disk does not let go of it.
        """
        question = self._words.text("All profiles, sessions and notes will be gone for good.")
        if self._agreed(question):
            self._history.erase_all()
            self._say(self._words.text("Erased."))

    def _agreed(self, question: str) -> bool:
        """Ask once more; no answer at all is a no."""
        if not self._ask:
            return True
        self._say(f"{question} {self._words.text('Go on? (yes/no)')}")
        try:
            answer = self._read_answer()
        except EOFError:
            answer = ""
        if answer.strip().casefold() in _YES:
            return True
        self._say(self._words.text("Nothing was erased."))
        return False

    def _table(self, sessions: tuple[SavedSession, ...]) -> Table:
        words = self._words
        names = {profile.number: profile.name for profile in self._history.profiles.all()}
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        table.add_column(words.text("Session"), justify="right")
        for heading in ("When", "Profile", "Film or camera"):
            table.add_column(words.text(heading), overflow="fold")
        table.add_column(words.text("Lifts"), justify="right")
        for pattern in Pattern:
            table.add_column(words.pattern(pattern), overflow="fold")
        table.add_column(words.text("Note"), overflow="fold")
        for session in sessions:
            table.add_row(
                str(session.number),
                words.moment(session.started_at),
                Text(names.get(session.profile, "")),
                Text(self._source(session)),
                words.number(len(session.lifts)),
                *(self._tallied(session, pattern) for pattern in Pattern),
                Text(session.note),
            )
        return table

    def _tallied(self, session: SavedSession, pattern: Pattern) -> str:
        """Return how often each verdict was given, each with its shape."""
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
            findings = {finding.pattern: finding for finding in lift.part.findings}
            cells = (self._cell(findings[pattern]) for pattern in Pattern)
            table.add_row(str(lift.person), str(lift.part.lift), *cells)
        return table

    def _cell(self, finding: FindingPart) -> Text:
        """Return shape, word and what was measured, or why it was not judged."""
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

    def _tell_kept_aside(self) -> None:
        for path in self._history.kept_aside:
            sentence = self._words.text(
                "An older history could not be read and is kept as {path}. "
                "What you save now is in a new one.",
                path=path,
            )
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._screen.print(sentence, markup=False, soft_wrap=True)
