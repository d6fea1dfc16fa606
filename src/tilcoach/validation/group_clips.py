"""Reads clips of several people with exact truth of each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tilcoach.errors import InputError
from tilcoach.pose import Keypoint
from tilcoach.pose.arrays import Floats, freeze
from tilcoach.session_files.tables import decode_text
from tilcoach.validation.clip_scores import Stretch
from tilcoach.validation.clips import EXPECTED

JOINTS = tuple(
    Keypoint[f"{side}_{joint}"]
    for joint in ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")
    for side in ("LEFT", "RIGHT")
)
"""The landmarks whose true places are known, in the order of the file."""


@dataclass(frozen=True, slots=True)
class GroupClip:
    """A clip of P people over F frames.

    Attributes
    ----------
    name
        The clip's name.
    video
        The file.
    lifts
        Per person, from when to when each lift lasts.
    joints_px
        Shape (F, P, 12, 2): where the joints are in the picture, in the order of `JOINTS`.
    seen_share
        Shape (F, P): the share of the joints that the picture shows.
    """

    name: str
    video: Path
    lifts: tuple[tuple[Stretch, ...], ...]
    joints_px: Floats
    seen_share: Floats


def read_group_clips(folder: Path) -> tuple[GroupClip, ...]:
    """Return the clips of a folder that show several people and have a video."""
    try:
        tables = tomllib.loads(decode_text((folder / EXPECTED).read_bytes()))["clip"]
        clips = tuple(_clip(folder, table) for table in tables if "company" in table)
    except (OSError, KeyError, ValueError) as error:
        sentence = (
            "The truth in {folder} cannot be read ({cause}). "
            "Render the clips with `python -m tools.render` and try again."
        )
        raise InputError(sentence, folder=folder, cause=error) from error
    there = tuple(clip for clip in clips if clip.video.is_file())
    if not there:
        sentence = (
            "None of the clips in {folder} has a video. "
            "Render them with `python -m tools.render` and try again."
        )
        raise InputError(sentence, folder=folder)
    return there


def _clip(folder: Path, table: Mapping[str, Any]) -> GroupClip:
    with np.load(folder / f"{table['name']}.people.npz", allow_pickle=False) as people:
        joints_px = freeze(people["joints_px"].astype(float))
        seen_share = freeze(people["seen_share"].astype(float))
    return GroupClip(
        name=table["name"],
        video=folder / f"{table['name']}.mp4",
        lifts=tuple(_lifts(person) for person in (table, *table["company"])),
        joints_px=joints_px,
        seen_share=seen_share,
    )


def _lifts(person: Mapping[str, Any]) -> tuple[Stretch, ...]:
    return tuple(
        (float(lift["start_s"]), float(lift["upright_s"])) for lift in person.get("lift", ())
    )
