"""Reads scene files: TOML to frozen dataclasses, with exact faults.

A scene file has one `[[clip]]` table per clip. What several clips share stands under
`[library.<key>.<name>]` and is used by its name: `camera = "side"`; or as a beginning that is
changed a little: `camera = { like = "side", height_m = 2.0 }`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from tools.render.clip import Clip

Described = TypeVar("Described")
Table = Mapping[str, object]

_LIKE = "like"
_SHELVES = {"company": "role"}
"""Keys whose values are found under another key of the library."""


class DescriptionError(ValueError):
    """A scene file says something that cannot be rendered; the message names the key."""


def read_clips(path: Path) -> tuple[Clip, ...]:
    """Read the clips of a scene file.

    Parameters
    ----------
    path
        A TOML file.

    Returns
    -------
    clips
        In order.

    Raises
    ------
    DescriptionError
        A key or a name is unknown, or a value has the wrong type.
    """
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    reader = Reader(file.get("library", {}))
    tables = cast("list[Table]", file.get("clip", []))
    return tuple(
        reader.read(Clip, table, f"{path.name}: clip {n}") for n, table in enumerate(tables, 1)
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes dataclasses of tables.

    Attributes
    ----------
    library
        By key of a dataclass, then by name: values to be used by their name.
    """

    library: Mapping[str, Mapping[str, object]]

    def read(self, kind: type[Described], table: Table, where: str) -> Described:
        """Make a dataclass of a table; `where` begins the message of a fault."""
        hints = get_type_hints(kind)
        known = {entry.name for entry in fields(cast("Any", kind))}
        for key in table:
            if key not in known:
                message = f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}"
                raise DescriptionError(message)
        values = {
            key: self._value(key, hints[key], value, f"{where}.{key}")
            for key, value in table.items()
        }
        try:
            return kind(**values)
        except TypeError as error:
            message = f"{where}: {error}"
            raise DescriptionError(message) from error

    def _value(self, key: str, hint: Any, value: object, where: str) -> object:  # noqa: ANN401
        """One value, of the type (hint) that the dataclass asks for."""
        if is_dataclass(hint) and isinstance(hint, type):
            return self.read(hint, self._table(key, value, where), where)
        if get_origin(hint) is tuple:
            return self._values(key, get_args(hint), self._named(key, value, where), where)
        if get_origin(hint) is not None:
            return _checked(value, dict, where)
        if hint is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        return _checked(value, hint, where)

    def _values(self, key: str, kinds: tuple[Any, ...], value: object, where: str) -> object:
        """Read a tuple, of one kind throughout or one kind per place."""
        entries = _checked(value, list, where)
        if kinds[-1] is not ...:
            if len(entries) != len(kinds):
                message = f"{where}: expected {len(kinds)} values, found {len(entries)}"
                raise DescriptionError(message)
        else:
            kinds = (kinds[0],) * len(entries)
        return tuple(
            self._value(key, kind, entry, f"{where}[{n}]")
            for n, (kind, entry) in enumerate(zip(kinds, entries, strict=True))
        )

    def _table(self, key: str, value: object, where: str) -> Table:
        """Look up a table that is given by its name, or by a name and what differs."""
        named = self._named(key, value, where)
        table = cast("Table", _checked(named, dict, where))
        if _LIKE not in table:
            return table
        start = self._table(key, table[_LIKE], where)
        return {**start, **{name: entry for name, entry in table.items() if name != _LIKE}}

    def _named(self, key: str, value: object, where: str) -> object:
        """Look up a value that is given by its name."""
        if not isinstance(value, str):
            return value
        name = _SHELVES.get(key, key)
        shelf = self.library.get(name, {})
        if value not in shelf:
            known = ", ".join(sorted(shelf))
            message = f"{where}: no {value!r} in [library.{name}]; it has {known}"
            raise DescriptionError(message)
        return shelf[value]


def _checked(value: object, kind: type[Any], where: str) -> Any:  # noqa: ANN401  (kind is open)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        message = f"{where}: expected {kind.__name__}, found {value!r}"
        raise DescriptionError(message)
    return value
