"""Whether the published figures were measured on the code that is about to be released."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilcoach.provenance import Provenance, code_digests

LOCK = "requirements/app.txt"


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A file of figures.

    Attributes
    ----------
    path
        Below the checkout; ``{version}`` stands for the one that is released.
    command
        What writes it; a file that names a command of its own is renewed by that.
    parts
        The key of the list whose entries may be of another run; empty when there is none.
    name
        The key of what such an entry is called by.
    """

    path: str
    command: str
    parts: str = ""
    name: str = ""


FIGURES = (
    FigureFile("validation/accuracy.json", "make validate"),
    FigureFile("validation/groups.json", "make validate"),
    FigureFile("validation/two-cameras.json", "make two-cameras"),
    FigureFile("validation/speed/{version}.json", "make bench WHOLE=1", "figures", "name"),
    FigureFile("validation/fuzz.json", "make fuzz", "doors", "door"),
    FigureFile("validation/soak.json", "make soak"),
)
"""What is told of a version; none may be of other code."""


def figure_problems(root: Path, version: str) -> Iterator[str]:
    """Yield, in a sentence each, which figures are not of this code, and what renews them.

    Parameters
    ----------
    root
        A checkout.
    version
        The one that is released.
    """
    now = Provenance(
        code_digests(root / "src" / "tilcoach", root / "models" / "manifest.toml"),
        _locked((root / LOCK).read_text(encoding="utf-8")),
    )
    for figures in FIGURES:
        name = figures.path.format(version=version)
        if not (root / name).exists():
            yield f"{name} is not there: run `{figures.command}`."
            continue
        whole = json.loads((root / name).read_text(encoding="utf-8"))
        faults = dict.fromkeys(_faults(whole, figures, now))
        renew = f"run `{_command(whole, figures)}`, and commit what it writes."
        yield from (f"{name}{fault}: {renew}" for fault in faults)


def _faults(whole: Mapping[str, Any], figures: FigureFile, now: Provenance) -> Iterator[str]:
    """Give what is wrong with the whole of a file, then with what is left of earlier runs."""
    origin = whole.get("origin", whole)
    yield from _differences(Provenance.from_json(origin.get("provenance")), now)
    older: dict[str, list[str]] = {}
    for one in whole.get(figures.parts, ()):
        for fault in _differences(Provenance.from_json(one.get("provenance")), now):
            if "provenance" in one:
                older.setdefault(fault, []).append(one[figures.name])
    yield from (f" ({_listed(names)}){fault}" for fault, names in older.items())


def _listed(names: Sequence[str]) -> str:
    first, rest = names[:_SHOWN], len(names) - _SHOWN
    return ", ".join(first) + (f" and {rest} more" if rest > 0 else "")


_SHOWN = 3


def _differences(measured: Provenance, now: Provenance) -> Iterator[str]:
    if not measured.code:
        yield " does not say which code it is of"
        return
    changed = sorted(name for name in measured.code if now.code.get(name) != measured.code[name])
    if changed:
        yield f" is of other code ({', '.join(changed)} changed since)"
    for library, version in measured.libraries.items():
        allowed = now.libraries.get(library.lower(), version)
        if version not in allowed.split():
            yield f" is of {library} {version}, where {LOCK} has {allowed.replace(' ', ' or ')}"


def _locked(lock: str) -> dict[str, str]:
    """Return the version of each library in a lock; all of them where systems differ."""
    found: dict[str, str] = {}
    for library, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE):
        found[library.lower()] = f"{found.get(library.lower(), '')} {version}".strip()
    return found


def _command(whole: Mapping[str, Any], figures: FigureFile) -> str:
    """Return what renews a file; figures of people's films name the films that were used."""
    return str(whole.get("origin", {}).get("command") or figures.command)
