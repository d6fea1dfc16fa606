"""Texts that look like what tilcoach reads, and are not: TOML, JSON and CSV."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

_LETTERS = st.text(max_size=20)
_NUMBERS = st.one_of(
    st.integers(),
    st.integers(-(2**80), 2**80),
    st.floats(),
    st.sampled_from([0, -1, 1e308, -0.0, 2**53, 1e-320]),
)
_SCALARS = st.one_of(st.none(), st.booleans(), _NUMBERS, _LETTERS)
VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(_LETTERS, inner, max_size=4)
    ),
    max_leaves=8,
)
"""Anything that JSON can hold, NaN and the infinities too, as Python writes them."""


@dataclass(frozen=True, slots=True)
class Graft:
    """One place of a tree holds something else, or nothing.

    Attributes
    ----------
    way
        From the root: at each step, which child, counted round and round; it ends early at a leaf.
    value
        What stands there now.
    gone
        Whether the place is taken out instead.
    """

    way: tuple[int, ...]
    value: Any
    gone: bool

    def do(self, tree: Any) -> Any:  # noqa: ANN401  any JSON
        """Return the tree, changed in place where it has branches."""
        if not self.way or not isinstance(tree, dict | list) or not tree:
            return self.value
        *steps, last = self.way
        node = tree
        for step in steps:
            child = node[_key(node, step)]
            if not isinstance(child, dict | list) or not child:
                break
            node = child
        if self.gone:
            del node[_key(node, last)]
        else:
            node[_key(node, last)] = self.value
        return tree


def grafts(most: int = 3) -> st.SearchStrategy[tuple[Graft, ...]]:
    """Draw changes to a tree."""
    way = st.lists(st.integers(0, 40), max_size=8).map(tuple)
    return st.lists(st.builds(Graft, way, VALUES, st.booleans()), min_size=1, max_size=most).map(
        tuple
    )


def grafted(text: bytes, changes: tuple[Graft, ...]) -> bytes:
    """Return a JSON text with changes made to what it holds."""
    tree = copy.deepcopy(json.loads(text))
    for change in changes:
        tree = change.do(tree)
    return json.dumps(tree).encode()


def _key(node: Any, step: int) -> Any:  # noqa: ANN401  any JSON
    keys = sorted(node) if isinstance(node, dict) else range(len(node))
    return list(keys)[step % len(keys)]


_KEYS = st.one_of(
    st.sampled_from(
        ["language", "model", "load", "height_cm", "load_kg", "persons", "limits", "Language"]
    ),
    _LETTERS,
)
_LIMITS = st.dictionaries(
    st.one_of(
        st.sampled_from(
            ["stoop_squat_index", "trunk_rotation_deg", "load_distance_ratio", "trunk_flexion_deg"]
        ),
        _LETTERS,
    ),
    VALUES,
    max_size=3,
)
_SENSIBLE = st.sampled_from(
    ["nl", "en", "full", "lite", "auto", "yes", "no", "../../x", 1, 2, 172, 172.5, 80.0, 4, ""]
)


def profiles() -> st.SearchStrategy[bytes]:
    """Draw profile files: nearly right, and not at all."""
    table = st.dictionaries(_KEYS, st.one_of(_SENSIBLE, VALUES, _LIMITS), max_size=4)
    written = st.builds(_toml, table, st.one_of(st.none(), _LIMITS))
    return st.one_of(written.map(lambda text: text.encode(errors="surrogatepass")), st.binary())


def _toml(table: dict[str, Any], limits: dict[str, Any] | None) -> str:
    lines = [f"{_bare(key)} = {_toml_value(value)}" for key, value in table.items()]
    if limits is not None:
        lines += ["[limits]", *(f"{_bare(key)} = {_toml_value(v)}" for key, v in limits.items())]
    return "\n".join(lines)


def _bare(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").isalnum()
    return key if plain else json.dumps(key)


def _toml_value(value: Any) -> str:  # noqa: ANN401  any JSON
    """Write a value as TOML would; JSON is close enough, for close is what is wanted."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        inside = ", ".join(f"{_bare(key)} = {_toml_value(v)}" for key, v in value.items())
        return f"{{{inside}}}"
    return json.dumps(value)


_CELLS = st.one_of(
    st.sampled_from(
        ["a", "0", "1.5", "-2", "nan", "inf", "1e999", "ok", "no_lift", "straight_legs", "true", ""]
    ),
    st.text(max_size=12),
)


def tables(columns: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """Draw CSV: some of the columns, and rows that fit, or nearly."""
    head = st.one_of(
        st.just(columns), st.permutations(columns), st.lists(st.sampled_from(columns)), st.just(())
    )
    rows = st.lists(st.lists(_CELLS, max_size=len(columns) + 2), max_size=5)
    text = st.builds(
        lambda head, rows: "\n".join(",".join(row) for row in [head, *rows]), head, rows
    )
    return text.map(lambda drawn: drawn.encode(errors="surrogatepass"))
