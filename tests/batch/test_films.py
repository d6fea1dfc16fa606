"""What files, folders, patterns and URLs stand for, and where the results of each film go."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.batch import Film, find_films, result_folders
from tilcoach.errors import InputError


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name in ("b.mp4", "a.MOV", "notes.txt", "monday/a.mp4", "monday/deep/c.avi", ".hidden.mp4"):
        path = tmp_path / "shelf" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"film")
    return tmp_path / "shelf"


def names(films: tuple[Film, ...]) -> list[str]:
    return [film.relative.as_posix() for film in films]


def test_a_folder_stands_for_the_films_in_it(shelf: Path) -> None:
    assert names(find_films([str(shelf)])) == ["a.MOV", "b.mp4"]
    found = find_films([str(shelf)], recursive=True)
    assert names(found) == ["a.MOV", "b.mp4", "monday/a.mp4", "monday/deep/c.avi"]
    assert {film.size_bytes for film in found} == {4}


def test_a_pattern_chooses_among_them(shelf: Path) -> None:
    assert names(find_films([str(shelf)], recursive=True, pattern="a.*")) == [
        "a.MOV",
        "monday/a.mp4",
    ]
    assert names(find_films([str(shelf / "*.mp4")])) == ["b.mp4"]


def test_a_film_named_twice_is_one_film(shelf: Path) -> None:
    assert names(find_films([str(shelf / "b.mp4"), str(shelf)])) == ["b.mp4", "a.MOV"]


def test_our_own_results_are_no_films(shelf: Path) -> None:
    out = shelf / "out"
    for name in ("out/a/other.mp4", "earlier/a/annotated.mp4"):
        (shelf / name).parent.mkdir(parents=True)
        (shelf / name).write_bytes(b"film")
    found = names(find_films([str(shelf)], recursive=True, leave_out=str(out)))
    assert found == ["a.MOV", "b.mp4", "monday/a.mp4", "monday/deep/c.avi"]


def test_a_folder_without_films_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--recursive"):
        find_films([str(tmp_path)])


def test_a_url_stands_for_the_films_behind_it() -> None:
    store = fsspec.filesystem("memory")
    for name in ("b.mp4", "notes.txt", "deep/a.mp4", "out/b/annotated.mp4"):
        store.pipe_file(f"/shelf/{name}", b"film")
    found = find_films(["memory://shelf"], recursive=True)
    assert names(found) == ["b.mp4", "deep/a.mp4"]
    assert [film.source for film in found] == [
        "memory:///shelf/b.mp4",
        "memory:///shelf/deep/a.mp4",
    ]
    assert names(find_films(["memory://shelf"])) == ["b.mp4"]
    assert names(find_films(["memory://shelf/b.mp4"])) == ["b.mp4"]


def folders(*relative: str) -> list[str]:
    films = [Film(name, PurePosixPath(name)) for name in relative]
    return [Path(folder).as_posix() for folder in result_folders(films, "out")]


def test_films_of_one_name_get_folders_of_their_own() -> None:
    assert folders("lift.mp4", "lift.mov", "Lift.mp4", "lift-2.mp4", "monday/lift.mp4") == [
        "out/lift",
        "out/lift-2",
        "out/Lift-3",
        "out/lift-2-2",
        "out/monday/lift",
    ]


def test_a_film_never_takes_the_place_of_a_table() -> None:
    assert folders("summary.csv.mp4", "a/session.json.mp4") == [
        "out/summary.csv-2",
        "out/a/session.json-2",
    ]


@pytest.mark.parametrize("name", ["...mp4", "..", ". .mp4", "..  .mov", "../../..mp4"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    assert folders(name) == ["out/video"]


def test_the_folders_of_a_store_are_urls() -> None:
    films = [Film("a", PurePosixPath("x/lift.mp4"))]
    assert result_folders(films, "s3://clinic/results/") == ("s3://clinic/results/x/lift",)


@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-2-2", "b", "a/a", "A/a"]), max_size=12))
def test_no_two_films_share_a_folder(stems: list[str]) -> None:
    found = folders(*(f"{stem}.mp4" for stem in stems))
    assert len({folder.casefold() for folder in found}) == len(stems)
