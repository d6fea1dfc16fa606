"""From a described clip to its files: video, truth, and what is expected."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from tools.render.body import shape
from tools.render.bvh import bvh_text
from tools.render.clip import Clip, Role
from tools.render.encode import VideoWriter
from tools.render.expect import expect
from tools.render.figure import dress
from tools.render.film import Player, camera_view, film
from tools.render.makehuman import FigureData
from tools.render.performance import Performance, perform
from tools.render.record import clip_toml
from tools.render.truth import write_csv, write_joints

_HEAD = "# Written by `python -m tools.render`. A list of verdicts: any of them is right.\n\n"

_BVH_EVERY = 3
_BVH_BONES = (
    *("pelvis", "spine_01", "spine_02", "spine_03", "neck_01", "head"),
    *(f"{bone}_{side}" for side in "lr" for bone in ("clavicle", "upperarm", "lowerarm", "hand")),
    *(f"{bone}_{side}" for side in "lr" for bone in ("thigh", "calf", "foot")),
)


@dataclass(frozen=True, slots=True)
class Job:
    """How clips are made.

    Attributes
    ----------
    out
        Folder for the files; a clip's split is a folder in it.
    oversample
        Pixels drawn per pixel of the video, along one side.
    video
        Also make the video; without it only truth and expectations.
    again
        Make a video that is there already once more.
    joints
        Also write the joint centres, in the room and in the picture.
    bvh
        Also write the motion as BVH, every third frame.
    """

    out: Path
    oversample: float = 2.0
    video: bool = True
    again: bool = False
    joints: bool = False
    bvh: bool = False


def produce(clip: Clip, job: Job) -> str:
    """Make the files of one clip.

    Parameters
    ----------
    clip
        What is made.
    job
        Where, and how finely.

    Returns
    -------
    table
        What is expected, as TOML.
    """
    data = FigureData()
    played = perform(clip, clip.role, shape(data, clip.role.body).skeleton)
    stem = job.out / clip.split / clip.name
    write_csv(_named(stem, ".truth.csv"), played.script, played.times_s, played.measures)
    if job.joints:
        write_joints(_named(stem, ".joints.npz"), played.joints, camera_view(clip))
    if job.bvh:
        poses = [posed.bones for posed in played.poses[::_BVH_EVERY]]
        text = bvh_text(poses, _BVH_BONES, _BVH_EVERY / clip.webcam.frame_rate_hz)
        _named(stem, ".bvh").write_text(text, encoding="utf-8")
    if job.video and (job.again or not _named(stem, ".mp4").is_file()):
        _render(clip, job, data, played)
    return clip_toml(clip, played, expect(clip, played))


def produce_all(clips: Sequence[Clip], job: Job, workers: int) -> None:
    """Make the files of all clips, several at a time, and an `expected.toml` per split."""
    os.environ.setdefault("LP_NUM_THREADS", "1")
    for clip in clips:
        (job.out / clip.split).mkdir(parents=True, exist_ok=True)
    tables = {}
    with ProcessPoolExecutor(max_workers=workers) as pool:
        made = pool.map(partial(produce, job=job), clips)
        for number, (clip, table) in enumerate(zip(clips, made, strict=True), 1):
            tables[clip.name] = table
            print(f"{number}/{len(clips)} {clip.split} {clip.name}", flush=True)
    for split, members in groupby(sorted(clips, key=_split), key=_split):
        text = _HEAD + "\n".join(tables[clip.name] for clip in members)
        (job.out / split / "expected.toml").write_text(text, encoding="utf-8")


def _render(clip: Clip, job: Job, data: FigureData, played: Performance) -> None:
    """Make the video; it gets its name only when it is whole."""
    length_s = len(played.times_s) / clip.webcam.frame_rate_hz
    players = [Player(clip.role, dress(data, clip.role.body, clip.role.outfit), played)]
    players += [_companion(clip, role, data, length_s) for role in clip.company]
    video = _named(job.out / clip.split / clip.name, ".mp4")
    unfinished = video.with_suffix(".part.mp4")
    with VideoWriter(unfinished, clip.webcam) as writer:
        for picture in film(clip, players, range(len(played.times_s)), job.oversample):
            writer.write(picture)
    unfinished.replace(video)


def _companion(clip: Clip, role: Role, data: FigureData, length_s: float) -> Player:
    """Let somebody else play for as long as the clip lasts."""
    figure = dress(data, role.body, role.outfit)
    return Player(role, figure, perform(clip, role, figure.skeleton, length_s))


def _named(stem: Path, ending: str) -> Path:
    return stem.with_name(stem.name + ending)


def _split(clip: Clip) -> str:
    return clip.split
