"""``tilcoach bench``: speed on this machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from rich.table import Table

    from tilcoach.batch import Cost


def bench(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A video with somebody in it.")],
    *,
    model: Annotated[str, typer.Option(metavar="lite|full|heavy", help="Pose model.")] = "full",
    rounds: Annotated[int, typer.Option(min=1, help="How often to measure each way.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure the whole path of a file against the pose model alone, in turns."""
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast

    from tilcoach.batch import measure_cost  # noqa: PLC0415
    from tilcoach.config import Settings  # noqa: PLC0415
    from tilcoach.estimation import open_estimator  # noqa: PLC0415

    with open_estimator(model, 1) as known:
        info = known.model
    cost = measure_cost(file, Settings(), lambda: open_estimator(model, 1), info, rounds)
    if as_json:
        typer.echo(json.dumps({**asdict(cost), "ratio": round(cost.ratio, 3)}, indent=2))
    else:
        Console().print(_table(cost, file.name))


def _table(cost: Cost, name: str) -> Table:
    """Return the medians with the slowest and fastest round beside them."""
    from statistics import median  # noqa: PLC0415

    from rich.table import Table  # noqa: PLC0415

    table = Table("", "ms/frame", "frames/s", "fastest", "slowest")
    table.title = f"{name}: {cost.frames} frames, {len(cost.model_ms)} rounds"
    for label, rounds in (("pose model alone", cost.model_ms), ("whole file", cost.pipeline_ms)):
        middle = median(rounds)
        numbers = (middle, 1000 / middle, min(rounds), max(rounds))
        table.add_row(label, *(f"{number:.1f}" for number in numbers))
    table.add_row("ratio", f"{cost.ratio:.3f}")
    return table
