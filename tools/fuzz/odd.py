"""Single values that no person has and no honest program writes, for places deep in a file."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tools.fuzz.texts import VALUES

_ABSURD: tuple[Any, ...] = (
    *(1e300, -1e300, 1e308, 10**400, 1e30, -1, 0, 719.9, 9.9e6, 1e-320, float("nan"), True, None),
    *("x" * 300, "x" * 20_000, "\ud800", "a\x00b", "\u202e", "", "long " * 51, [], {}, [[]] * 99),
    *("2026-03-02", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "24:00", "172,5"),
)
FORMULAS = ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "<b>&amp;", "%s", "{x}", "[red]")
"""Texts that a spreadsheet, a PDF, a format or a terminal might run."""

STEERING = (
    "\x1b]0;t\x07",
    "\x1b[2J",
    "\x9b2J",
    "\r",
    "\n",
    "\x08",
    "\x7f",
    "\u202e",
    "\x85",
    "\x00",
)
"""Pieces that move a cursor, change a title, or turn letters around."""

TEXTS = st.lists(
    st.one_of(st.sampled_from(FORMULAS), st.sampled_from(STEERING), st.text(max_size=6)),
    max_size=5,
).map("".join)
"""Texts with such pieces in them."""

_Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """One value in a file is another one.

    Attributes
    ----------
    place
        Which, counted round and round.
    value
        What stands there now.
    """

    place: int
    value: Any


def odd_values(most: int = 2) -> st.SearchStrategy[tuple[Odd, ...]]:
    """Draw a few values that are odd."""
    value = st.one_of(st.sampled_from((*_ABSURD, *FORMULAS)), TEXTS, VALUES)
    return st.lists(st.builds(Odd, st.integers(0, 100_000), value), max_size=most).map(tuple)


def odd_json(text: str, odd: tuple[Odd, ...]) -> str:
    """Return a JSON text with odd values in the places of others."""
    tree: Any = copy.deepcopy(json.loads(text))
    for one in odd:
        ways = list(_ways(tree))
        if not ways:
            return json.dumps(one.value)
        *steps, last = ways[one.place % len(ways)]
        node = tree
        for step in steps:
            node = node[step]
        node[last] = copy.deepcopy(one.value)  # it may be changed in turn
    return json.dumps(tree)


def _ways(tree: Any, way: _Way = ()) -> Iterator[_Way]:  # noqa: ANN401  any JSON
    """Yield the way to everything in a tree."""
    if way:
        yield way
    children: Any = ()
    if isinstance(tree, dict):
        children = tree.items()
    elif isinstance(tree, list):
        children = enumerate(tree)
    for key, child in children:
        yield from _ways(child, (*way, key))


def odd_table(text: str, odd: tuple[Odd, ...]) -> str:
    """Return a table with odd values in the places of cells, heads included."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for one in odd:
        row = rows[one.place % len(rows)]
        if row:
            row[(one.place // len(rows)) % len(row)] = str(one.value)[:100_000]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()
