"""The doors of the product: what comes in, drawn by hypothesis, and what must hold behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tilcoach.errors import TilcoachError
from tilcoach.i18n import translator

Outcome = str
TAKEN, REFUSED = "taken", "refused"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a case is tried.

    Attributes
    ----------
    corpus
        The folder of whole files, made by `tools.fuzz.corpus`; nothing is written to it.
    folder
        An empty folder of this case's own.
    """

    corpus: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Door:
    """One kind of input.

    Attributes
    ----------
    name
        The kind, as the table calls it.
    what
        What is tried, in a few words, for the table.
    cases
        Draws a case; its ``repr`` tells how to do it again.
    attempt
        Tries a case: returns whether it was taken or refused, and raises when something is broken.
    share
        Of all cases, in parts per thousand.
    batch
        How many cases one process tries.
    """

    name: str
    what: str
    cases: st.SearchStrategy[Any]
    attempt: Callable[[Any, Bench], Outcome]
    share: int
    batch: int = 500


@contextmanager
def refusing() -> Iterator[list[Outcome]]:
    """Let tilcoach refuse something in a sentence; anything else that it raises goes on up.

    Gives a list whose last entry is what happened.
    """
    outcome = [TAKEN]
    try:
        yield outcome
    except TilcoachError as error:
        for language in ("nl", "en"):
            sentence = translator(language).error(error)
            if len(sentence) < _A_SENTENCE:
                message = f"No sentence for the user: {sentence!r}"
                raise AssertionError(message) from error
        outcome.append(REFUSED)


_A_SENTENCE = 20


def check(holds: bool, fault: str) -> None:  # noqa: FBT001  reads as a sentence
    """Say what is broken, unless it holds.

    Parameters
    ----------
    holds
        What must be so.
    fault
        What it means when it is not.
    """
    if not holds:
        raise AssertionError(fault)
