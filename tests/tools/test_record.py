"""What is expected of several clips goes into one file, clip by clip."""

import tomllib
from pathlib import Path

from tools.render.record import read_tables, write_tables

FIRST = '[[clip]]\nname = "a"\nframes = 3\n\n[[clip.lift]]\nstart_s = 1.0\n'
SECOND = '[[clip]]\nname = "b"\nframes = 4\n'


def test_a_clip_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "expected.toml"
    assert read_tables(path) == {}
    write_tables(path, {"b": SECOND, "a": FIRST}, ["a", "b"])
    changed = {**read_tables(path), "a": FIRST.replace("3", "5")}
    write_tables(path, changed, ["a", "b"])
    clips = tomllib.loads(path.read_text(encoding="utf-8"))["clip"]
    assert [(clip["name"], clip["frames"]) for clip in clips] == [("a", 5), ("b", 4)]
    assert clips[0]["lift"] == [{"start_s": 1.0}]


def test_a_clip_that_is_no_longer_in_the_scenes_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "expected.toml"
    write_tables(path, {"a": FIRST, "b": SECOND}, ["b"])
    assert list(read_tables(path)) == ["b"]
