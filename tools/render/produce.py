"""From a described clip to its files: video, truth, and what is expected."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.render.body import shape
from tools.render.bvh import bvh_text
from tools.render.clip import Clip
from tools.render.company import Companion, write_people
from tools.render.encode import VideoWriter
from tools.render.expect import expect
from tools.render.figure import dress
from tools.render.film import Player, camera_view, film
from tools.render.gl import FINE, Quality
from tools.render.makehuman import FigureData
from tools.render.performance import Performance, perform
from tools.render.record import clip_toml, company_toml, read_tables, write_tables
from tools.render.truth import csv_text, write_joints

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
    quality
        How finely the pictures are drawn.
    video
        Also make the video; without it only truth and expectations.
    again
        Make a video once more that is there already and whose truth is still the same.
    joints
        Also write the joint centres, in the room and in the picture.
    bvh
        Also write the motion as BVH, every third frame.
    """

    out: Path
    quality: Quality = FINE
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
    truth = csv_text(played.script, played.times_s, played.measures)
    same = _replace_text(_named(stem, ".truth.csv"), truth)
    if not same:
        _named(stem, ".mp4").unlink(missing_ok=True)
    if job.joints:
        write_joints(_named(stem, ".joints.npz"), played.joints, camera_view(clip))
    if job.bvh:
        poses = [posed.bones for posed in played.poses[::_BVH_EVERY]]
        text = bvh_text(poses, _BVH_BONES, _BVH_EVERY / clip.webcam.frame_rate_hz)
        _named(stem, ".bvh").write_text(text, encoding="utf-8")
    company = _company(clip, data, played)
    if company:
        everybody = [played, *(one.played for one in company)]
        write_people(_named(stem, ".people.npz"), everybody, camera_view(clip))
    if job.video and (job.again or not _named(stem, ".mp4").is_file()):
        _render(clip, job, data, (Companion(clip.role, played), *company))
    return clip_toml(clip, played, expect(clip, played)) + company_toml(clip, company)


def produce_all(clips: Sequence[Clip], chosen: Sequence[Clip], job: Job, workers: int) -> None:
    """Make the files of the chosen clips, several at a time.

    Parameters
    ----------
    clips
        All clips of the scene file, in the order of `expected.toml`, one file per split.
    chosen
        Which of them are made; what stands in `expected.toml` about the others stays.
    job
        Where, and how finely.
    workers
        How many at a time.
    """
    os.environ.setdefault("LP_NUM_THREADS", "1")
    for clip in chosen:
        (job.out / clip.split).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=workers) as pool:
        made = pool.map(partial(produce, job=job), chosen)
        for number, (clip, table) in enumerate(zip(chosen, made, strict=True), 1):
            expected = job.out / clip.split / "expected.toml"
            names = [other.name for other in clips if other.split == clip.split]
            write_tables(expected, {**read_tables(expected), clip.name: table}, names)
            print(f"{number}/{len(chosen)} {clip.split} {clip.name}", flush=True)


def _render(clip: Clip, job: Job, data: FigureData, everybody: Sequence[Companion]) -> None:
    """Make the video; it gets its name only when it is whole."""
    players = [
        Player(one.role, dress(data, one.role.body, one.role.outfit), one.played)
        for one in everybody
    ]
    video = _named(job.out / clip.split / clip.name, ".mp4")
    unfinished = video.with_suffix(".part.mp4")
    with VideoWriter(unfinished, clip.webcam) as writer:
        frames = range(len(everybody[0].played.times_s))
        for picture in film(clip, players, frames, job.quality):
            writer.write(picture)
    unfinished.replace(video)


def _company(clip: Clip, data: FigureData, played: Performance) -> tuple[Companion, ...]:
    """Let the others play for as long as the clip lasts."""
    length_s = len(played.times_s) / clip.webcam.frame_rate_hz
    return tuple(
        Companion(role, perform(clip, role, shape(data, role.body).skeleton, length_s))
        for role in clip.company
    )


def _replace_text(path: Path, text: str) -> bool:
    """Write a file; whether it said the same before, so that the video beside it is still true."""
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    if not same:
        path.write_text(text, encoding="utf-8")
    return same


def _named(stem: Path, ending: str) -> Path:
    return stem.with_name(stem.name + ending)
