"""From a described clip to its files: video, truth, and what is expected."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.render.body import shape
from tools.render.describe import Clip
from tools.render.encode import VideoWriter
from tools.render.expect import expect
from tools.render.figure import dress
from tools.render.film import build, film
from tools.render.makehuman import FigureData
from tools.render.performance import perform
from tools.render.record import clip_toml
from tools.render.truth import write_csv


@dataclass(frozen=True, slots=True)
class Job:
    """How clips are made.

    Attributes
    ----------
    out
        Folder for the files.
    oversample
        Pixels drawn per pixel of the video, along one side.
    video
        Also make the video; without it only truth and expectations.
    again
        Make a video that is there already once more.
    """

    out: Path
    oversample: float = 2.0
    video: bool = True
    again: bool = False


def produce(clip: Clip, job: Job) -> str:
    """Make the files of one clip; its expectations as TOML text."""
    data = FigureData()
    played = perform(clip, shape(data, clip.body).skeleton)
    write_csv(job.out / f"{clip.name}.truth.csv", played.script, played.times_s, played.measures)
    video = job.out / f"{clip.name}.mp4"
    if job.video and (job.again or not video.is_file()):
        figure = dress(data, clip.body, clip.outfit)
        unfinished = video.with_suffix(".part.mp4")
        with VideoWriter(unfinished, clip.webcam) as writer:
            frames = range(len(played.times_s))
            for picture in film(build(clip, figure), played, frames, job.oversample):
                writer.write(picture)
        unfinished.replace(video)
    return clip_toml(clip, played, expect(clip, played))


def produce_all(clips: Sequence[Clip], job: Job, workers: int) -> None:
    """Make the files of all clips, several at a time, and `expected.toml`."""
    os.environ.setdefault("LP_NUM_THREADS", "1")
    job.out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=workers) as pool:
        tables = []
        for clip, table in zip(clips, pool.map(partial(produce, job=job), clips), strict=True):
            tables.append(table)
            print(f"{clip.name} done", flush=True)
    head = "# Written by `python -m tools.render`. A list of verdicts: any of them is right.\n\n"
    (job.out / "expected.toml").write_text(head + "\n".join(tables), encoding="utf-8")
