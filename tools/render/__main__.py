"""Command: renders the clips of a scene file.

python -m tools.render tools/scenes/samples.toml --out sample_videos
"""

import argparse
from pathlib import Path

from tools.render.describe import read_clips
from tools.render.gl import DRAFT, Quality
from tools.render.makehuman import fetch
from tools.render.produce import Job, produce_all


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.render", description=__doc__)
    parser.add_argument("scenes", type=Path, nargs="?", help="TOML file with clips")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the files")
    parser.add_argument("--only", nargs="*", default=[], help="names of clips; default all")
    parser.add_argument("--split", default="", help="one of tune, validate, report; default all")
    parser.add_argument("--oversample", type=float, default=2.0, help="1 is quick, 2 is smooth")
    parser.add_argument("--draft", action="store_true", help="a third of the time, fewer lamps")
    parser.add_argument("--workers", type=int, default=2, help="clips at a time")
    parser.add_argument("--truth-only", action="store_true", help="no videos")
    parser.add_argument(
        "--again", action="store_true", help="also videos that are there already and still true"
    )
    parser.add_argument("--joints", action="store_true", help="also joint centres, NAME.joints.npz")
    parser.add_argument("--bvh", action="store_true", help="also the motion, NAME.bvh")
    parser.add_argument("--fetch", action="store_true", help="only fetch the figure data")
    return parser.parse_args()


def main() -> None:
    """Render what the arguments ask for."""
    arguments = _arguments()
    if arguments.fetch or arguments.scenes is None:
        fetch()
        return
    clips = read_clips(arguments.scenes)
    chosen = [
        clip
        for clip in clips
        if (not arguments.only or clip.name in arguments.only)
        and arguments.split in ("", clip.split)
    ]
    job = Job(
        arguments.out,
        DRAFT if arguments.draft else Quality(arguments.oversample),
        video=not arguments.truth_only,
        again=arguments.again,
        joints=arguments.joints,
        bvh=arguments.bvh,
    )
    produce_all(clips, chosen, job, arguments.workers)


if __name__ == "__main__":
    main()
