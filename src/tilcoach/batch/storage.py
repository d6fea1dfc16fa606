"""Films and results by path, or by any URL that fsspec knows (``s3://``, ``sftp://``, …)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tilcoach.atomic_files import make_folders, write_atomically
from tilcoach.errors import InputError, SettingsError, StoreError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_LAST = "session.json"  # of the results of a film: where it stands, the rest stands too


def is_url(place: str) -> bool:
    """Return whether a place is a URL; a Windows drive (``C:/``) is none."""
    return "://" in place


def join(place: str, *parts: str) -> str:
    """Return the place of something in a folder."""
    if is_url(place):
        return "/".join((place.rstrip("/"), *parts))
    return str(Path(place, *parts))


def shown(place: str) -> str:
    """Return a place without the user name and password that a URL may hold."""
    if not is_url(place):
        return place
    return urlsplit(place)._replace(netloc=urlsplit(place).netloc.rpartition("@")[2]).geturl()


def file_name(place: str) -> str:
    """Return the last part of a path or URL."""
    return unquote(PurePosixPath(urlsplit(place).path).name) if is_url(place) else Path(place).name


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a folder of a remote store.

    Attributes
    ----------
    url
        Its address.
    relative
        Its path from the folder that was listed.
    size_bytes
        Its size; 0 = not known.
    """

    url: str
    relative: PurePosixPath
    size_bytes: int


def list_files(url: str, *, recursive: bool) -> tuple[StoredFile, ...]:
    """Return the files of a remote folder in alphabetical order; a file stands for itself."""
    with _reached(url):
        store, root = _filesystem(url)
        depth = None if recursive else 1
        found = store.find(root, maxdepth=depth, detail=True)
        return tuple(
            StoredFile(
                str(store.unstrip_protocol(path)) if path != root else url,
                PurePosixPath(path[len(root) :].strip("/") or PurePosixPath(path).name),
                int(info.get("size") or 0),
            )
            for path, info in sorted(found.items())
        )


@contextmanager
def local_copy(source: str) -> Iterator[Path]:
    """Give a film as a local file; what is fetched is removed at the end of the block."""
    if not is_url(source):
        yield Path(source)
        return
    with TemporaryDirectory(prefix="tilcoach-film-") as folder:
        path = Path(folder) / (file_name(source) or "film")
        with _reached(source):
            store, remote = _filesystem(source)
            store.get_file(remote, str(path))
            _keep_date(store, remote, path)
        yield path


def _keep_date(store: AbstractFileSystem, remote: str, path: Path) -> None:
    """Give a copy the date of its original: a film without a date of its own is dated by it."""
    try:
        modified_s = store.modified(remote).timestamp()
    except (NotImplementedError, AttributeError):  # a store without dates
        return
    os.utime(path, (modified_s, modified_s))


@contextmanager
def whole_folder(place: str) -> Iterator[Path]:
    """Give a local folder to write results in; at the end of the block they are at their place.

    A store has no way to replace several files at once: the session goes first and comes back
    last, so where it stands, all of it stands.
    """
    if not is_url(place):
        yield Path(place)
        return
    with TemporaryDirectory(prefix="tilcoach-results-") as folder:
        written = Path(folder) / "written"
        yield written
        with _written(place):
            store, remote = _filesystem(place)
            store.makedirs(remote, exist_ok=True)
            for path in store.ls(remote, detail=False):
                if PurePosixPath(path).name in {_LAST, *(p.name for p in written.iterdir())}:
                    store.rm_file(path)
            for path in sorted(written.iterdir(), key=lambda path: path.name == _LAST):
                store.put_file(str(path), f"{remote}/{path.name}")


def exists(place: str) -> bool:
    """Return whether there is a file."""
    if not is_url(place):
        return Path(place).is_file()
    with _reached(place):
        store, remote = _filesystem(place)
        return bool(store.exists(remote))


def read_bytes(place: str) -> bytes:
    """Return what a file holds."""
    if not is_url(place):
        return Path(place).read_bytes()
    with _reached(place):
        store, remote = _filesystem(place)
        return bytes(store.cat_file(remote))


def write_bytes(place: str, data: bytes) -> None:
    """Write a file that appears whole or not at all; its folder is made."""
    with _written(place):
        if is_url(place):
            store, remote = _filesystem(place)
            store.makedirs(remote.rpartition("/")[0], exist_ok=True)
            store.pipe_file(remote, data)
        else:
            make_folders(Path(place).parent)
            write_atomically(Path(place), data)


def _filesystem(url: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - not in every install

        store, path = url_to_fs(url)
    except ImportError as error:  # fsspec itself, or what it needs for this kind of store
        sentence = "{url} needs a library that is not here ({cause}): install tilcoach[cluster]."
        raise SettingsError(sentence, url=shown(url), cause=error) from error
    return store, path


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """Turn what stores raise into an `InputError`."""
    try:
        yield
    except (OSError, ValueError) as error:
        sentence = "{url} cannot be read ({cause}): check the address."
        raise InputError(sentence, url=shown(url), cause=_cause(error)) from error


@contextmanager
def _written(place: str) -> Iterator[None]:
    """Turn what stores and the system raise into a `StoreError`."""
    try:
        yield
    except (OSError, ValueError) as error:
        sentence = "The results cannot be written to {folder} ({cause}): choose another folder."
        raise StoreError(sentence, folder=shown(place), cause=_cause(error)) from error


def _cause(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
