"""Writes what is expected of clips as TOML."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.render.clip import Clip
from tools.render.company import Companion
from tools.render.expect import PATTERNS, Expected, view_label, view_yaw_deg
from tools.render.performance import Performance

_HEAD = "# Written by `python -m tools.render`. A list of verdicts: any of them is right.\n"


def read_tables(path: Path) -> dict[str, str]:
    """Read the text of every `[[clip]]` table of a file that was written here, by clip name."""
    if not path.is_file():
        return {}
    tables = re.split(r"(?m)^(?=\[\[clip\]\]$)", path.read_text(encoding="utf-8"))[1:]
    return {table.split('name = "', 1)[1].split('"', 1)[0]: table.strip() for table in tables}


def write_tables(path: Path, tables: Mapping[str, str], order: Sequence[str]) -> None:
    """Write the tables of clips in an order; clips that are not in it are dropped."""
    chosen = [tables[name].strip() for name in order if name in tables]
    path.write_text(_HEAD + "".join(f"\n{table}\n" for table in chosen), encoding="utf-8")


def clip_toml(clip: Clip, played: Performance, expected: Sequence[Expected]) -> str:
    """One `[[clip]]` table with its lifts, as text."""
    yaw_deg = view_yaw_deg(clip.camera.yaw_deg)
    view = f'label = "{view_label(clip.camera.yaw_deg)}", yaw_deg = {yaw_deg:.1f}'
    lines = [
        "[[clip]]",
        f'name = "{clip.name}"',
        f'shows = "{clip.shows}"',
        f"duration_s = {len(played.times_s) / clip.webcam.frame_rate_hz:.3f}",
        f"frames = {len(played.times_s)}",
        f"frame_rate_hz = {clip.webcam.frame_rate_hz}",
        f"height_m = {clip.role.body.height_m}",
        f"view = {{ {view} }}",
    ]
    for entry in expected:
        lines += ["", *_lift_lines(entry)]
    return "\n".join(lines) + "\n"


def company_toml(clip: Clip, company: Sequence[Companion]) -> str:
    """One `[[clip.company]]` table per person beside the main one, with the lifts of each."""
    lines = []
    for one in company:
        lines += ["", "[[clip.company]]", f"height_m = {one.role.body.height_m}"]
        for entry in one.expected(clip):
            lines += ["", *_lift_lines(entry, "clip.company.lift")]
    return "".join(f"{line}\n" for line in lines)


def _lift_lines(entry: Expected, table: str = "clip.lift") -> list[str]:
    lift = entry.lift
    times = {
        "start_s": lift.start_s,
        "grasp_s": lift.grasp_s,
        "upright_s": lift.upright_s,
        "end_s": lift.end_s,
    }
    verdicts = (
        f"{pattern} = [{', '.join(f'{verdict!r}' for verdict in entry.verdicts[pattern])}]"
        for pattern in PATTERNS
    )
    measures = (
        f"{name} = {value:.3f}" for name, value in entry.measures.items() if value is not None
    )
    return [
        f"[[{table}]]",
        f'kind = "{lift.kind}"',
        *(f"{name} = {value:.3f}" for name, value in times.items()),
        f"verdicts = {{ {', '.join(verdicts)} }}".replace("'", '"'),
        f"truth = {{ {', '.join(measures)} }}",
    ]
