"""Names in a list that can be told apart: Streamlit knows a choice by what is written there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TypeVar

Key = TypeVar("Key")


def told_apart(names: Mapping[Key, str]) -> dict[Key, str]:
    """Return names of which no two are the same: the second of a kind gets "(2)" behind it.

    Without that, two sessions of the same minute would be one choice, and somebody who erases the
    second would lose the first.

    Parameters
    ----------
    names
        In the order in which they are numbered.
    """
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for key, name in names.items():
        numbers = count(2)
        apart = name
        while apart in taken:
            apart = f"{name} ({next(numbers)})"
        found[key] = apart
        taken.add(apart)
    return found
