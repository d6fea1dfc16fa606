"""Scene files: what is written is what is played, and a fault is named."""

from pathlib import Path

import pytest
from tools.render.clip import Clip
from tools.render.describe import DescriptionError, Reader, read_clips

SCENES = Path(__file__).parents[2] / "tools" / "scenes"


def test_the_scene_files_can_be_read() -> None:
    for path in SCENES.glob("*.toml"):
        names = [clip.name for clip in read_clips(path)]
        assert names
        assert len(set(names)) == len(names)


def test_values_get_the_types_of_the_dataclass() -> None:
    role = {"load": {"size_m": [1, 0.5, 0.2]}, "events": [{"do": "stand"}]}
    clip = Reader({}).read(Clip, {"name": "a", "role": role}, "here")
    assert clip.role.load.size_m == (1.0, 0.5, 0.2)
    assert isinstance(clip.role.load.size_m[0], float)
    assert clip.role.events[0].do == "stand"


def test_what_is_shared_is_used_by_its_name() -> None:
    library = {"camera": {"low": {"yaw_deg": 10.0, "height_m": 0.5}}}
    by_name = Reader(library).read(Clip, {"name": "a", "camera": "low"}, "here")
    changed = {"like": "low", "yaw_deg": 30.0}
    like = Reader(library).read(Clip, {"name": "a", "camera": changed}, "here")
    assert (by_name.camera.yaw_deg, by_name.camera.height_m) == (10.0, 0.5)
    assert (like.camera.yaw_deg, like.camera.height_m) == (30.0, 0.5)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"name": "a", "bdoy": {}}, "unknown key 'bdoy'"),
        ({"name": "a", "light": {"ky": 1.8}}, r"here\.light: unknown key 'ky'"),
        ({"name": "a", "light": {"key": "much"}}, r"light\.key: expected float"),
        ({"name": "a", "role": {"events": [{"do": 3}]}}, r"events\[0\]\.do: expected str"),
        ({"name": "a", "camera": "up"}, r"no 'up' in \[library\.camera\]"),
        ({"name": "a", "role": {"load": {"size_m": [1.0]}}}, r"size_m: expected 3 values"),
        ({"name": "a", "seed": True}, r"seed: expected int"),
        ({}, "name"),
    ],
)
def test_a_fault_names_its_place(table: dict[str, object], fault: str) -> None:
    with pytest.raises(DescriptionError, match=fault):
        Reader({}).read(Clip, table, "here")
