"""Scene files: what is written is what is played, and a fault is named."""

from pathlib import Path

import pytest
from tools.render.describe import Clip, DescriptionError, parse, read_clips

SCENES = Path(__file__).parents[2] / "tools" / "scenes"


def test_the_scene_files_can_be_read() -> None:
    for path in SCENES.glob("*.toml"):
        names = [clip.name for clip in read_clips(path)]
        assert names
        assert len(set(names)) == len(names)


def test_values_get_the_types_of_the_dataclass() -> None:
    clip = parse(
        Clip,
        {"name": "a", "load": {"size_m": [1, 0.5, 0.2]}, "events": [{"do": "stand"}]},
        "here",
    )
    assert clip.load.size_m == (1.0, 0.5, 0.2)
    assert isinstance(clip.load.size_m[0], float)
    assert clip.events[0].do == "stand"


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"name": "a", "bdoy": {}}, "unknown key 'bdoy'"),
        ({"name": "a", "body": {"height": 1.8}}, r"here\.body: unknown key 'height'"),
        ({"name": "a", "body": {"height_m": "tall"}}, r"body\.height_m: expected float"),
        ({"name": "a", "events": [{"do": 3}]}, r"events\[0\]\.do: expected str"),
        ({"name": "a", "seed": True}, r"seed: expected int"),
        ({}, "name"),
    ],
)
def test_a_fault_names_its_place(table: dict[str, object], fault: str) -> None:
    with pytest.raises(DescriptionError, match=fault):
        parse(Clip, table, "here")
