"""``tilcoach bench``: speed on this machine."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from tilcoach.bench import Cost, Figure, Run


def bench(  # noqa: PLR0913 - one parameter per option
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A video with a person in it.")],
    *,
    model: Annotated[str, typer.Option(metavar="lite|full|heavy", help="Pose model.")] = "full",
    rounds: Annotated[int, typer.Option(min=1, help="How often to measure each.")] = 5,
    minutes: Annotated[
        float, typer.Option(min=0, help="Also the memory of FILE as a film of so many minutes.")
    ] = 0,
    sizes: Annotated[
        bool, typer.Option("--sizes", help="Also films of 480p to 4K, H.264 and HEVC, from FILE.")
    ] = False,
    two_cameras: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="Also FILE as two live cameras, for so long."),
    ] = 0,
    group: Annotated[
        bool, typer.Option("--group", help="Also four people at once, made from FILE.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=0, metavar="N", help="Also several films at once, by N workers.")
    ] = 0,
    also: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Figures that were measured elsewhere (JSON)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write speed.md and speed/VERSION.json here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure files against the pose model alone, starting, and memory, beside their goals."""
    from datetime import UTC, datetime  # noqa: PLC0415 - keeps --help fast

    from tilcoach.bench import Run, describe_machine, write_run  # noqa: PLC0415
    from tilcoach.cli.libraries import check_app  # noqa: PLC0415
    from tilcoach.cli.terminal import SafeConsole  # noqa: PLC0415

    if two_cameras:
        check_app()
    figures = tuple(_measured(file, model, rounds, minutes, also or [], sizes=sizes, group=group))
    command = _command(file, model, rounds, minutes, also or [], out, sizes=sizes, group=group)
    if workers:
        figures += _workers(file, workers, model)
        command += f" --workers {workers}"
    if two_cameras:
        figures += _two_cameras(file, model, two_cameras)
        command += f" --two-cameras {two_cameras:g}"
    run = Run(command, datetime.now(UTC).date(), describe_machine(), figures)
    if out is not None:
        write_run(out, run)
    if as_json:
        typer.echo(json.dumps(run.as_json(), indent=2))
    else:
        SafeConsole().print(_table(run))


def _measured(
    file: Path,
    model: str,
    rounds: int,
    minutes: float,
    also: Sequence[Path],
    *,
    sizes: bool,
    group: bool,
) -> Iterator[Figure]:
    """Yield all figures; existing files are read first, so that a wrong one fails early."""
    from tilcoach.bench import (  # noqa: PLC0415
        file_figures,
        group_figures,
        measure_cost,
        measure_group,
        measure_memory,
        read_figures,
        size_figures,
        start_figures,
    )
    from tilcoach.bench.group import PEOPLE  # noqa: PLC0415
    from tilcoach.config import Settings  # noqa: PLC0415
    from tilcoach.estimation import open_estimator  # noqa: PLC0415

    others = [figure for path in also for figure in read_figures(path)]
    with open_estimator(model, 1) as known:
        info = known.model

    def cost(film: Path) -> Cost:
        return measure_cost(film, Settings(), lambda: open_estimator(model, 1), info, rounds)

    yield from file_figures(cost(file))
    if sizes:
        yield from size_figures(file, cost, measure_memory, lambda said: typer.echo(said, err=True))
    if group:
        people = Settings(persons=PEOPLE)
        yield from group_figures(
            measure_group(file, people, lambda persons: open_estimator(model, persons), rounds)
        )
    if minutes:
        yield from _memory(file, minutes)
    yield from start_figures(file, rounds)
    yield from others


def _two_cameras(file: Path, model: str, seconds: float) -> tuple[Figure, ...]:
    """Return how often each of two live cameras is analysed."""
    from tilcoach.bench.two_cameras import two_camera_figures  # noqa: PLC0415
    from tilcoach.config import Settings  # noqa: PLC0415
    from tilcoach.estimation import open_estimator  # noqa: PLC0415
    from tilcoach.pipeline import Pipeline  # noqa: PLC0415

    return two_camera_figures(file, lambda: Pipeline(open_estimator(model, 1), Settings()), seconds)


def _workers(file: Path, workers: int, model: str) -> tuple[Figure, ...]:
    """Return what several films at once cost."""
    from tilcoach.bench import worker_figures  # noqa: PLC0415

    return worker_figures(file, workers, model)


_SHORTER = 0.25  # of the length: what a film takes besides, to see what comes with its length


def _memory(file: Path, minutes: float) -> Sequence[Figure]:
    """Return the memory of a long film; nothing where the system does not tell it."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from tilcoach.bench import Memory, long_film, measure_memory, memory_figures  # noqa: PLC0415

    runs = []
    for length in (_SHORTER * minutes, minutes):
        with TemporaryDirectory() as folder:
            film = Path(folder) / "long.mp4"
            long_film(file, film, length)
            peak_mb = measure_memory(film)
        if peak_mb is not None:
            runs.append(Memory(length, peak_mb))
    return memory_figures(runs)


def _command(  # noqa: PLR0913 - one parameter per option
    file: Path,
    model: str,
    rounds: int,
    minutes: float,
    also: Sequence[Path],
    out: Path | None,
    *,
    sizes: bool,
    group: bool,
) -> str:
    """Return the command that repeats the measurement."""
    options = [
        *(["--model", model] if model != "full" else []),
        *["--rounds", str(rounds)],
        *(["--minutes", f"{minutes:g}"] if minutes else []),
        *(["--sizes"] if sizes else []),
        *(["--group"] if group else []),
        *(word for path in also for word in ("--also", str(path))),
        *(["--out", str(out)] if out else []),
    ]
    return shlex.join(["tilcoach", "bench", str(file), *options])


def _table(run: Run) -> Table:
    """Return the figures with their goals."""
    from rich.table import Table  # noqa: PLC0415

    from tilcoach.bench.figure import COLUMNS  # noqa: PLC0415

    table = Table(*COLUMNS)
    for figure in run.figures:
        table.add_row(*figure.cells())
    table.caption = ", ".join(run.machine.values())
    return table
