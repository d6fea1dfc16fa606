"""Every operation of several steps, cut off before each of its writes: as it was, or done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.cuts.knife import CAN_CUT, cut
from tests.cuts.operations import EXPORT, NOW, OPERATIONS, RESULTS, TODAY, Operation, open_history

from tilcoach.errors import InputError, StoreError
from tilcoach.store import (
    History,
    SavedSession,
    export_bytes,
    habits,
    plan_results,
    read_import,
    read_saved_settings,
    read_session_file,
    settings_path,
    weeks,
)

pytestmark = pytest.mark.skipif(not CAN_CUT, reason="needs processes that can be copied")

_MOST_WRITES = 500  # more than any operation makes
State = dict[str, object]


def look(folder: Path) -> State:
    """Open everything again, as the next start of tilcoach does, and return what is there."""
    history = open_history(folder)
    sessions = opened(history)
    kept = history.set_aside_files
    return {
        "profiles": history.profiles.all(),
        "sessions": sessions,
        "curves": [history.curves(session.number) for session in sessions],
        "plans": history.plans.all(),
        "unreadable": (*history.unreadable_rows(), *history.plans.unreadable_rows()),
        "settings": read_saved_settings(settings_path(history.path.parent)),
        "set aside": {
            path.name: path.read_bytes()
            for one in kept
            for path in sorted(one.parent.glob(one.name + "*"))
            if not path.name.endswith("-shm")
        },
        "export": read_import((folder / EXPORT).read_bytes(), EXPORT, NOW)
        if (folder / EXPORT).exists()
        else None,
        "results": results(folder / RESULTS),
    }


def results(folder: Path) -> dict[str, bytes]:
    """Return the results of a film, as the report and the import open them."""
    with suppress(InputError):  # there are none
        read_session_file(folder / "session.json")
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def opened(history: History) -> tuple[SavedSession, ...]:
    """Return the sessions; a history that cannot be read is set aside at the first question."""
    try:
        return history.sessions()
    except StoreError:
        return history.sessions()


def check_usable(folder: Path) -> None:
    """Ask what the pages ask, export, and take the export in elsewhere."""
    history = open_history(folder)
    assert history.profiles.named("").number == 1
    for profile in history.profiles.all():
        sessions = history.sessions(profile.number)
        weeks(sessions)
        habits(sessions, TODAY)
        if (plan := history.plans.followed(profile.number)) is not None:
            plan_results(history, plan, TODAY)
            history.plans.lifts_by_day(profile.number, TODAY)
    read_import(export_bytes(history), EXPORT, NOW)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.fixture
def place_to_work() -> Iterator[Path]:
    """Give a folder in memory where there is one: some 400 histories are made and looked at."""
    memory = Path("/dev/shm")  # noqa: S108  the name within it is made by tempfile
    quick = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with TemporaryDirectory(prefix="tilcoach-cuts-", dir=quick) as folder:
        yield Path(folder)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_cut_off_anywhere_it_is_as_before_or_done(
    operation: Operation, place_to_work: Path, record_property: Callable[[str, object], None]
) -> None:
    start, done = place_to_work / "start", place_to_work / "done"
    start.mkdir()
    operation.prepare(start)
    shutil.copytree(start, done)
    assert cut(partial(operation.work, done), done, _MOST_WRITES)
    shutil.copytree(start, place_to_work / "before")
    before, after, files = look(place_to_work / "before"), look(done), names(done)
    for place in count(1):
        trial = place_to_work / f"trial{place}"
        shutil.copytree(start, trial)
        finished = cut(partial(operation.work, trial), trial, place)
        found = look(trial)
        if found != after:
            assert found == before, f"cut before write {place}"
        check_usable(trial)
        if found != after and not operation.is_done_by_opening:
            assert cut(partial(operation.work, trial), trial, _MOST_WRITES)
            assert look(trial) == after, f"done again after a cut before write {place}"
            assert names(trial) == files, f"left by a cut before write {place}"
        shutil.rmtree(trial)
        if finished:
            writes = place - 1
            break
    assert writes
    record_property("figures", f"{operation.name}: cut off before each of {writes} writes")
