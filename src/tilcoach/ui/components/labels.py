"""Names of sessions and lifts in lists; Streamlit distinguishes options by their label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeVar

from tilcoach.i18n import Translator
from tilcoach.store import SavedLift, SavedSession

Key = TypeVar("Key")


def unique_labels(names: Mapping[Key, str]) -> dict[Key, str]:
    """Return the names made unique: the second of a kind gets a "(2)".

    Otherwise two sessions of the same minute would be one option, and erasing the second would
    erase the first.
    """
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for key, name in names.items():
        numbers = count(2)
        label = name
        while label in taken:
            label = f"{name} ({next(numbers)})"
        found[key] = label
        taken.add(label)
    return found


def session_titles(sessions: Sequence[SavedSession], words: Translator) -> dict[int, str]:
    """Return a label per session number: when it was, and how many lifts."""
    return unique_labels({session.number: _session_title(session, words) for session in sessions})


def _session_title(session: SavedSession, words: Translator) -> str:
    lifts = words.plural("{n} lift", "{n} lifts", len(session.lifts))
    return f"{words.moment(session.started_at)} \N{EN DASH} {lifts}"


def lift_name(lift: SavedLift, session: SavedSession, words: Translator) -> str:
    """Return the label of a lift of a session, with the person if there are several."""
    name = words.text("Lift {n}", n=lift.part.lift)
    if len({lift.person for lift in session.lifts}) == 1:
        return name
    return with_person(name, lift.person, words)


def with_person(name: str, person: int | None, words: Translator) -> str:
    """Return the name of a lift after that of the person."""
    return f"{words.text('Person {n}', n=person)}, {name.lower()}"
