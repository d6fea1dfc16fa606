"""``tilcoach validate --groups``: several people at once, each against a truth of their own."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.table import Table

from tilcoach.atomic_files import write_atomically
from tilcoach.cli.terminal import SafeConsole
from tilcoach.estimation import open_estimator
from tilcoach.provenance import Provenance
from tilcoach.validation.group_clips import read_group_clips
from tilcoach.validation.group_page import groups_page
from tilcoach.validation.group_run import run_group
from tilcoach.validation.group_scores import GroupScores, GroupsReport, validate_groups
from tilcoach.validation.results import finite
from tilcoach.validation.scores import LiftScores

_COLUMNS = ("clip", "people", "lifts live", "F1", "lifts in the file", "F1", *("IDF1", "HOTA"))


def show_groups(folders: Sequence[Path], model: str, out: Path | None, *, as_json: bool) -> None:
    """Run every clip of several people in some folders, and print what was found."""
    from rich.progress import track  # noqa: PLC0415 - keeps --help fast

    clips = [clip for folder in folders for clip in read_group_clips(folder)]
    runs = [
        run_group(clip, lambda persons: open_estimator(model, persons))
        for clip in track(clips, "groups", transient=True, disable=as_json)
    ]
    report = validate_groups(runs)
    command = _command(folders, out)
    origin = {"command": command, "provenance": Provenance.of_loaded().as_json()}
    text = json.dumps(finite({"origin": origin, **report.numbers()}), indent=2) + "\n"
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(out / "groups.json", text.encode())
        write_atomically(out / "groups.md", groups_page(report, command).encode())
    if as_json:
        typer.echo(text, nl=False)
        return
    SafeConsole().print(_table(report), *_wrong(report), sep="\n")


def _command(folders: Sequence[Path], out: Path | None) -> str:
    """Return what to type to get the same numbers again."""
    words = [word for folder in folders for word in ("--groups", str(folder))]
    to = [] if out is None else ["--out", str(out)]
    return shlex.join(["tilcoach", "validate", *words, *to])


def _table(report: GroupsReport) -> Table:
    table = Table(*_COLUMNS, "switches")
    for one in report.clips:
        table.add_row(one.name, str(one.people), *_cells(one.live), *_cells(one.filed), *_kept(one))
    people = sum(one.people for one in report.clips)
    table.add_section()
    table.add_row(
        f"{len(report.clips)} clips",
        str(people),
        *_cells(report.live),
        *_cells(report.filed),
        *_kept(report),
    )
    table.caption = (
        f"A lift counts under the number of the one who lifts. IDF1, HOTA and switches (TrackEval) "
        f"over {report.identity.poses} poses of people who are seen for at least half."
    )
    return table


def _cells(lifts: LiftScores) -> tuple[str, str]:
    found = f"{lifts.hits} of {lifts.actual}, {lifts.false} false"
    return found, f"{lifts.f1:.3f}" if lifts.actual else ""


def _kept(one: GroupScores | GroupsReport) -> tuple[str, str, str]:
    kept = one.identity
    return f"{kept.idf1:.3f}", f"{kept.hota:.3f}", str(kept.switches)


def _wrong(report: GroupsReport) -> list[str]:
    return [sentence for one in report.clips for sentence in one.wrong]
