"""``tilcoach validate``: clips, recordings, what is left out, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Ending = Callable[..., int]
Said = pytest.CaptureFixture[str]

RECORDINGS = Path(__file__).parents[1] / "recordings"
COLUMNS = (
    "trunk_flexion_deg,trunk_flexion_neck_deg,knee_flexion_left_deg,knee_flexion_right_deg,"
    "hip_flexion_deg,trunk_rotation_deg,load_distance_m,stoop_squat_index"
)


def _truth(name: str) -> str:
    return (
        f'[[clip]]\nname = "{name}"\nheight_m = 1.75\nduration_s = 0.7\n'
        'view = { label = "side", yaw_deg = 0.0 }\n'
    )


@pytest.fixture
def clips(
    tmp_path: Path,
    film: Callable[[str], Path],
    opened: list[tuple[str, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Give a folder with one clip of somebody who stands, and one that nobody rendered yet."""
    from tilcoach import estimation  # noqa: PLC0415 - after `opened` has put its model in place

    assert opened == []
    monkeypatch.setattr(
        "tilcoach.validation.landmark_cache.open_estimator", estimation.open_estimator
    )
    film("clips/stands.mp4")
    folder = tmp_path / "clips"
    (folder / "expected.toml").write_text(_truth("stands") + _truth("later"), encoding="utf-8")
    rows = "".join(f"{i / 30:.4f},upright,0,0,5,5,0,0,0.1,\n" for i in range(21))
    for name in ("stands", "later"):
        path = folder / f"{name}.truth.csv"
        path.write_text(f"time_s,phase,{COLUMNS}\n{rows}", encoding="utf-8")
    return folder


def test_what_has_no_video_is_left_out_and_said(ending: Ending, clips: Path, capsys: Said) -> None:
    assert ending("validate", "--clips", clips, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    (source,) = told["sources"].values()
    assert source["clips"] == 1
    assert source["without_video"] == ["later"]
    assert told["targets"]["false lifts an hour where nobody lifts"]["value"] == 0
    assert ending("validate", "--clips", clips, "--name", "ours") == 0
    assert "ours: left out without a video (1): later." in capsys.readouterr().out


def test_landmarks_are_kept_for_the_next_run(
    ending: Ending, clips: Path, opened: list[tuple[str, int]], capsys: Said
) -> None:
    assert ending("validate", "--clips", clips, "--json") == 0
    first, times = capsys.readouterr().out, len(opened)
    assert ending("validate", "--clips", clips, "--json") == 0
    assert capsys.readouterr().out == first
    assert len(opened) == times + 1  # once for its name, never for its landmarks
    assert len(list((clips / "poses").glob("stands.*.npz"))) == 2


def test_ablation_and_the_page(ending: Ending, clips: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "page"
    assert ending("validate", "--clips", clips, "--ablation", "--out", out) == 0
    assert "world landmarks" in capsys.readouterr().out
    page = (out / "accuracy.md").read_text(encoding="utf-8")
    assert "What each method contributes" in page
    assert f"tilcoach validate --clips {clips} --out {out} --ablation" in page
    assert "no_model (efefefefefef)" in page


def test_recordings_alone_need_no_model(ending: Ending, tmp_path: Path, capsys: Said) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text(
        "recording,start_s,end_s,label,ambiguous,notes\n"
        "stoop_straight_legs,3,5.6,straight_legs,False,\n"
        "stoop_straight_legs,7.4,10.1,ok,False,labelled wrongly on purpose\n",
        encoding="utf-8",
    )
    told = ("validate", "--labels", labels, "--recordings", RECORDINGS)
    assert ending(*told, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["targets"]["lifts found, F1, as labelled"]["value"] == 1.0
    (source,) = result["sources"].values()
    assert "straight_legs judged fout, labelled ok" in source["wrong"][0]
    assert result["origin"]["model"] == ""
    assert ending(*told) == 0
    assert "How true it has to be" in capsys.readouterr().out


def test_each_source_has_its_name_and_the_worst_is_shown(
    ending: Ending, clips: Path, tmp_path: Path, capsys: Said
) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text(
        "recording,start_s,end_s,label,ambiguous,notes\nsquat_close,0,11.5,no_lift,False,\n",
        encoding="utf-8",
    )
    told = ("validate", "--labels", labels, "--recordings", RECORDINGS, "--clips", clips)
    assert ending(*told, "--name", "drawn", "--name", "people", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result["sources"]) == {"drawn", "people"}
    false = result["targets"]["false lifts an hour where nobody lifts"]
    assert (false["source"], set(false["sources"])) == ("people", {"drawn", "people"})
    assert false["sources"]["people"]["value"] > false["sources"]["drawn"]["value"] == 0


@pytest.mark.parametrize("names", [("a", "b", "c"), ("a", "a")])
def test_names_that_do_not_fit_the_sources_are_wrong_use(
    ending: Ending, names: tuple[str, ...], capsys: Said
) -> None:
    named = [word for name in names for word in ("--name", name)]
    assert ending("validate", "--labels", "x.csv", "--labels", "y.csv", *named) == 2
    assert "--name" in capsys.readouterr().err


@pytest.mark.parametrize("told", [(), ("--labels", "x.csv", "--ablation")])
def test_too_little_to_go_on_is_wrong_use(
    ending: Ending, told: tuple[str, ...], capsys: Said
) -> None:
    assert ending("validate", *told) == 2
    assert "--clips DIR" in capsys.readouterr().err


def test_a_folder_without_any_video_is_one_sentence(
    ending: Ending, clips: Path, capsys: Said
) -> None:
    (clips / "stands.mp4").unlink()
    assert ending("validate", "--clips", clips) == 3
    assert "tools.render" in capsys.readouterr().err
