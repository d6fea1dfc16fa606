"""What to say of a history that cannot be shown whole, in the user's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tilcoach.i18n import Translator
from tilcoach.session_files import unknown_codes
from tilcoach.store.history import History
from tilcoach.store.records import SavedSession, UnreadableRow


def set_aside_notices(history: History, words: Translator) -> Iterator[str]:
    """Yield a sentence for each older database that could not be read and still lies there."""
    for path in history.set_aside_files:
        yield words.text(
            "An older history could not be read and is kept as {path}. "
            "What you save now is in a new one.",
            path=path,
        )


def unreadable_notices(rows: Iterable[UnreadableRow], words: Translator) -> Iterator[str]:
    """Yield a sentence for each session of which this version cannot read everything."""
    known = list(rows)
    for session in sorted({row.session for row in known if not row.is_lift}):
        yield words.text(
            "Session {number} cannot be read by this version of tilcoach. "
            "It stays saved, and the export contains it.",
            number=session,
        )
    for session, n in sorted(Counter(row.session for row in known if row.is_lift).items()):
        yield words.plural(
            "Session {session}: {n} lift cannot be read by this version of tilcoach. "
            "It stays saved, and the export contains it.",
            "Session {session}: {n} lifts cannot be read by this version of tilcoach. "
            "They stay saved, and the export contains them.",
            n,
            session=session,
        )


def unknown_code_notices(sessions: Iterable[SavedSession], words: Translator) -> Iterator[str]:
    """Yield a sentence for each session with codes that only a later version knows."""
    for session in sessions:
        if codes := unknown_codes(session.document):
            yield words.text(
                "Session {number} holds codes that this version of tilcoach does not know: "
                "{codes}.",
                number=session.number,
                codes=", ".join(codes),
            )
