"""Record a few clips of the tune split, so that tests need neither videos nor a model.

Run ``python -m tools.record_clips`` from the root after these clips, the model or what a glimpse is
have changed; it needs the rendered clips. It writes to ``tests/recordings/tune`` what `read_clips`
reads (``expected.toml`` and ``NAME.truth.csv``) and, in place of the video, what was seen in it:
``NAME.npz`` with the landmarks and ``NAME.thumbnails.npz`` with the small grey pictures.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np

from tilcoach.validation import LandmarkCache, read_clips
from tools.record_poses import write
from tools.render.record import read_tables, write_tables

CLIPS = Path(".cache/validation/tune")
RECORDINGS = Path("tests/recordings/tune")
NAMES = (
    "t11_twist_both",  # from the front
    "t18_tie_shoe",
    "t20_sit_and_stand",
    "t22_walk_through",
    "t24_two",  # somebody else stands by
    "t38_turn_by_steps",
    "t42_from_table",
    "t46_squat_deep",
    "t47_bend_empty",
    "t58_squat_behind",  # from behind
)


def record(clips: Path, names: tuple[str, ...], out: Path) -> None:
    """Write what was seen in clips, and their truth.

    Parameters
    ----------
    clips
        A folder of rendered clips.
    names
        Which of them; one that has no video is left out, and said.
    out
        Where to; made when missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    kept = LandmarkCache(clips / "poses")
    chosen = [clip for clip in read_clips(clips) if clip.name in names]
    for clip in chosen:
        if not clip.has_video:
            print(f"{clip.name} has no video and is left out")
            continue
        series, thumbnails = kept.poses(clip), kept.thumbnails(clip)
        write([series.at(i) for i in range(len(series))], out / f"{clip.name}.npz")
        np.savez_compressed(
            out / f"{clip.name}.thumbnails.npz",
            grey=thumbnails.all(),
            time_s=thumbnails.time_s,
            shrink=thumbnails.shrink,
        )
        shutil.copy(clips / f"{clip.name}.truth.csv", out)
    there = [clip.name for clip in chosen if clip.has_video]
    write_tables(out / "expected.toml", read_tables(clips / "expected.toml"), there)
    size = sum(path.stat().st_size for path in out.iterdir())
    print(f"{out}: {len(there)} clips, {size / 1000:.0f} kB")


def main() -> None:
    """Record the clips that are named, or the usual ones."""
    parser = argparse.ArgumentParser(description="Record what was seen in clips of the tune split.")
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--clips", type=Path, default=CLIPS)
    parser.add_argument("--out", type=Path, default=RECORDINGS)
    chosen = parser.parse_args()
    record(chosen.clips, tuple(chosen.names), chosen.out)


if __name__ == "__main__":
    main()
