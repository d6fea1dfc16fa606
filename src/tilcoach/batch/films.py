"""Finds the films that files, folders, patterns and URLs stand for, and gives each its folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath, PurePosixPath

from tilcoach.batch import storage
from tilcoach.batch.outputs import FRAMES, LANDMARKS, SESSION, VIDEO
from tilcoach.errors import InputError

SUFFIXES = frozenset(
    {".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".gif", ".mpg", ".mpeg", ".mts", ".m2ts"}
    | {".ts", ".wmv", ".asf", ".flv", ".3gp", ".ogv", ".mxf"}
)
"""What a film in a folder is called; a file that is named by itself may have any name."""

SUMMARY, SUMMARY_PARQUET = "summary.csv", "summary.parquet"
_OURS = frozenset({SUMMARY, SUMMARY_PARQUET, SESSION, FRAMES, LANDMARKS, VIDEO})


@dataclass(frozen=True, slots=True)
class Film:
    """A film that was found.

    Attributes
    ----------
    source
        Its path or URL.
    relative
        Its path from the folder that was named; a file that was named itself is its own name.
    size_bytes
        Its size; 0 = not known.
    """

    source: str
    relative: PurePath
    size_bytes: int = 0


def find_films(
    places: Iterable[str],
    *,
    recursive: bool = False,
    pattern: str | None = None,
    leave_out: str | None = None,
) -> tuple[Film, ...]:
    """Return the films in places: files, folders, patterns such as ``*.mp4``, and URLs.

    Parameters
    ----------
    places
        In the order in which the films are wanted; those of a folder come in alphabetical order.
    recursive
        Whether to look in folders within folders too.
    pattern
        What the name of a film in a folder must be like; every kind of film when left out.
    leave_out
        A folder of results, whose films are ours.

    Raises
    ------
    InputError
        A folder holds no film.
    """
    found = (
        film
        for place in places
        for film in _films_of(place, recursive=recursive, pattern=pattern, leave_out=leave_out)
    )
    return tuple({film.source: film for film in found}.values())


def _films_of(
    place: str, *, recursive: bool, pattern: str | None, leave_out: str | None
) -> Sequence[Film]:
    if storage.is_url(place):
        films = [
            Film(file.url, file.relative, file.size_bytes)
            for file in storage.list_files(place, recursive=recursive)
            if file.url == place or _is_wanted(file.relative, pattern)
        ]
        inside = [f for f in films if leave_out is None or not f.source.startswith(leave_out)]
    elif Path(place).is_dir():
        inside = list(_in_folder(Path(place), pattern, leave_out, recursive=recursive))
    else:
        return [_named(path) for path in _expanded(Path(place))]
    if not inside:
        sentence = "There is no film in {folder}: name another folder, or add --recursive."
        raise InputError(sentence, folder=storage.shown(place))
    return inside


def _in_folder(
    folder: Path, pattern: str | None, leave_out: str | None, *, recursive: bool
) -> Iterator[Film]:
    ours = Path(leave_out).resolve() if leave_out and not storage.is_url(leave_out) else None
    for path in sorted(folder.rglob("*") if recursive else folder.iterdir()):
        if not _is_wanted(path, pattern) or not path.is_file():
            continue
        if ours is None or ours not in path.resolve().parents:
            yield Film(str(path), path.relative_to(folder), path.stat().st_size)


def _is_wanted(path: PurePath, pattern: str | None) -> bool:
    """Return whether a file in a folder is a film to analyse; our own annotated ones are none."""
    if path.name == VIDEO or path.name.startswith("."):
        return False
    return fnmatch(path.name, pattern) if pattern else path.suffix.lower() in SUFFIXES


def _expanded(path: Path) -> Sequence[Path]:
    """Return the files that match a pattern; Windows does not expand ``*.mp4`` itself."""
    is_pattern = not path.exists() and ("*" in path.name or "?" in path.name)
    found = sorted(path.parent.glob(path.name)) if is_pattern else []
    return [film for film in found if not film.name.startswith(".")] or [path]


def _named(path: Path) -> Film:
    return Film(str(path), PurePosixPath(path.name), path.stat().st_size if path.is_file() else 0)


def result_folders(films: Iterable[Film], out: str) -> tuple[str, ...]:
    """Return one folder per film: ``OUT/<its folders>/<its name>``; no two share one."""
    taken: set[str] = set()
    return tuple(storage.join(out, *_free_parts(film.relative, taken)) for film in films)


def _free_parts(relative: PurePath, taken: set[str]) -> tuple[str, ...]:
    """Return the parts of a folder that is not taken: a second ``lift`` is ``lift-2``."""
    parents = tuple(part for part in relative.parts[:-1] if part not in ("..", ".", "/"))
    before = (
        relative.name.rpartition(".")[0] or relative.name
    )  # pathlib's stem is another one in 3.14
    stem = before.strip(". ") or "video"  # a film may be called "...mp4"
    name, number = stem, 1
    # Windows and macOS do not tell "Lift" from "lift".
    while (path := "/".join((*parents, name)).casefold()) in taken or name.casefold() in _OURS:
        number += 1
        name = f"{stem}-{number}"
    taken.add(path)
    return (*parents, name)
