"""``tilcoach analyze``: files in, files and words out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach.errors import ModelError

Ending = Callable[..., int]
Film = Callable[[str], Path]
Asked = list[tuple[str, int]]
Said = pytest.CaptureFixture[str]


def session(folder: Path) -> dict[str, dict[str, object]]:
    data: dict[str, dict[str, object]] = json.loads((folder / "session.json").read_text("utf-8"))
    return data


@pytest.mark.usefixtures("opened")
def test_a_video_gets_a_folder_with_three_files(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    assert ending("analyze", film("lift.mp4"), "--out", tmp_path / "out") == 0
    folder = tmp_path / "out" / "lift"
    assert {p.name for p in folder.iterdir()} == {
        "session.json",
        "frames.csv",
        "landmarks.npz",
        "annotated.mp4",
    }
    said = capsys.readouterr()
    assert "lift.mp4" in said.out
    assert "beelden" in said.out
    assert said.err == ""


@pytest.mark.usefixtures("opened")
def test_without_out_the_results_go_to_a_folder_called_out(
    ending: Ending, film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = film("lift.mp4")
    monkeypatch.chdir(tmp_path)
    assert ending("analyze", video, "--no-video") == 0
    assert {p.name for p in Path("out/lift").iterdir()} == {
        "session.json",
        "frames.csv",
        "landmarks.npz",
    }


@pytest.mark.usefixtures("opened")
def test_json_is_alone_on_standard_output_and_writes_nothing(
    ending: Ending, film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    video = film("lift.mp4")
    monkeypatch.chdir(tmp_path)
    assert ending("analyze", video, "--json") == 0
    assert json.loads(capsys.readouterr().out)["source"]["name"] == "lift.mp4"
    assert list(tmp_path.iterdir()) == [video]


@pytest.mark.usefixtures("opened")
def test_json_of_several_videos_is_a_list(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    files = (film("a.mp4"), tmp_path / "nowhere.mp4", film("b.mp4"))
    assert ending("analyze", *files, "--json") == 3
    said = capsys.readouterr()
    assert [one["source"]["name"] for one in json.loads(said.out)] == ["a.mp4", "b.mp4"]
    assert "nowhere.mp4 kan niet worden gelezen" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.usefixtures("opened")
def test_one_bad_file_does_not_stop_the_others(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_text("no video", encoding="utf-8")
    out = tmp_path / "out"
    assert ending("analyze", bad, film("good.mp4"), "--out", out, "--no-video") == 3
    assert sorted(path.name for path in out.iterdir() if path.suffix != ".parquet") == [
        "good",
        "summary.csv",
    ]
    assert "bad.mp4 kan niet als video worden gelezen" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"no video", b"\x00\x00\x00\x18ftypmp42"])
def test_a_file_that_is_no_video_opens_no_model_and_writes_nothing(
    ending: Ending, tmp_path: Path, content: bytes, opened: Asked, capsys: Said
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(content)
    assert ending("analyze", bad, "--out", tmp_path / "out") == 3
    assert list(tmp_path.iterdir()) == [bad]
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert opened == []


def test_options_reach_the_session_and_the_model(
    ending: Ending, film: Film, tmp_path: Path, opened: Asked
) -> None:
    options = "--lang en --model lite --load yes --height-cm 181,5 --load-kg 12 --persons 2"
    options += " --csv dutch"
    out = tmp_path / "out"
    assert ending("analyze", film("a.mp4"), "--out", out, "--no-video", *options.split()) == 0
    settings = session(out / "a")["settings"]
    assert opened == [("lite", 2)]
    assert settings["language"] == "en"
    assert settings["load"] == "yes"
    assert (settings["height_cm"], settings["load_kg"], settings["persons"]) == (181.5, 12.0, 2)
    assert (out / "a" / "frames.csv").read_text(encoding="utf-8-sig").startswith("time_s;person;")


def test_options_go_before_the_profile(
    ending: Ending, film: Film, tmp_path: Path, opened: Asked
) -> None:
    profile = tmp_path / "clinic.toml"
    profile.write_text(
        'model = "heavy"\nload = "no"\n[limits]\nstoop_squat_index = 80\n', encoding="utf-8"
    )
    out = tmp_path / "out"
    options = ("--profile", profile, "--load", "yes", "--no-video", "--out", out)
    assert ending("analyze", film("a.mp4"), *options) == 0
    settings = session(out / "a")["settings"]
    assert opened == [("heavy", 1)]
    assert settings["load"] == "yes"
    assert isinstance(settings["limits"], dict)
    assert settings["limits"]["stoop_squat_index"] == 80


@pytest.mark.usefixtures("opened")
def test_a_fault_in_the_profile_is_wrong_use(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    profile = tmp_path / "clinic.toml"
    profile.write_text("heigth_cm = 180", encoding="utf-8")
    assert ending("analyze", film("a.mp4"), "--profile", profile) == 2
    assert "heigth_cm" in capsys.readouterr().err


def test_a_missing_model_stops_at_once(
    ending: Ending, film: Film, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def missing(*_: object) -> None:
        message = "There is no pose model: run `tilcoach models fetch`."
        raise ModelError(message)

    monkeypatch.setattr("tilcoach.batch.film_task.open_estimator", missing)
    assert ending("analyze", film("a.mp4"), film("b.mp4"), "--json") == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("tilcoach models fetch") == 1


@pytest.mark.usefixtures("opened")
def test_a_pattern_stands_for_the_files_it_matches(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    film("b.mp4")
    film("a.mp4")
    assert ending("analyze", tmp_path / "*.mp4", "--json") == 0
    assert [s["source"]["name"] for s in json.loads(capsys.readouterr().out)] == ["a.mp4", "b.mp4"]


@pytest.mark.usefixtures("opened")
def test_a_file_in_the_way_of_the_results_is_told_before_the_work(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    assert ending("analyze", film("a.mp4"), "--out", tmp_path / "out") == 3
    assert "kies een andere map" in capsys.readouterr().err


@pytest.mark.parametrize("height", ["17", "300", "nan", "tall", "1,7,2"])
def test_a_height_that_nobody_has_is_wrong_use(ending: Ending, capsys: Said, height: str) -> None:
    assert ending("analyze", "lift.mp4", "--height-cm", height) == 2
    assert f"{height} is not a number from 100 to 230" in capsys.readouterr().err


@pytest.mark.usefixtures("opened")
def test_a_folder_is_gone_through_and_not_done_again(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    for name in ("films/a.mp4", "films/monday/a.mp4", "films/notes.mp4"):
        film(name)
    (tmp_path / "films" / "notes.mp4").write_text("no film", encoding="utf-8")
    asked = (
        "analyze",
        tmp_path / "films",
        "--recursive",
        "--out",
        tmp_path / "out",
        "--lang",
        "en",
    )
    assert ending(*asked) == 3
    said = capsys.readouterr()
    assert "3 films: 2 analysed, 0 done before, 1 left out" in said.out
    assert "notes.mp4 cannot be read as a video" in said.err
    assert (tmp_path / "out" / "monday" / "a" / "annotated.mp4").is_file()
    assert (tmp_path / "out" / "summary.csv").is_file()
    assert ending(*asked) == 3
    assert "3 films: 0 analysed, 2 done before, 1 left out" in capsys.readouterr().out
    assert ending(*asked, "--again", "--pattern", "a*") == 0
    assert "2 films: 2 analysed, 0 done before, 0 left out" in capsys.readouterr().out


@pytest.mark.usefixtures("opened")
def test_what_is_done_is_told_with_its_lifts_and_as_json(
    ending: Ending, film: Film, tmp_path: Path, capsys: Said
) -> None:
    asked = ("analyze", film("a.mp4"), "--out", tmp_path / "out", "--lang", "en")
    assert ending(*asked, "--json") == 0
    first = capsys.readouterr().out
    assert ending(*asked) == 0
    assert capsys.readouterr().out == "a.mp4: 0 lifts, done before (--again does it again)\n"
    assert ending(*asked, "--json") == 0
    assert capsys.readouterr().out == first


def test_a_cluster_that_does_not_answer_is_wrong_use(
    ending: Ending, film: Film, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    monkeypatch.setattr("tilcoach.batch.cluster._PATIENCE_S", 0.2)
    asked = ("analyze", film("a.mp4"), "--out", tmp_path / "out", "--lang", "en")
    assert ending(*asked, "--cluster", "tcp://127.0.0.1:1") == 2
    assert "does not answer" in capsys.readouterr().err


@pytest.mark.usefixtures("opened")
def test_what_the_user_says_of_a_film_is_followed(
    ending: Ending, film: Film, tmp_path: Path
) -> None:
    path, out = film("a.mp4"), tmp_path / "out"
    assert ending("analyze", path, "--out", out / "plain") == 0
    turned = ("--rotate", "90", "--mirrored", "--slow-motion", "4")
    assert ending("analyze", path, *turned, "--out", out / "turned") == 0
    plain, slow = (session(out / name / "a")["source"] for name in ("plain", "turned"))
    assert isinstance(plain, dict)
    assert isinstance(slow, dict)
    assert (slow["width_px"], slow["height_px"]) == (plain["height_px"], plain["width_px"])
    as_played, as_filmed = (float(str(source["duration_s"])) for source in (plain, slow))
    assert as_filmed == pytest.approx(as_played / 4, abs=0.002)


def test_a_folder_in_the_way_of_a_later_film_is_told_before_the_first_is_analysed(
    ending: Ending, film: Film, tmp_path: Path, opened: Asked, capsys: Said
) -> None:
    (tmp_path / "out" / "b" / "frames.csv").mkdir(parents=True)
    assert ending("analyze", film("a.mp4"), film("b.mp4"), "--out", tmp_path / "out") == 3
    assert "is een map" in capsys.readouterr().err
    assert opened == []
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b"]
