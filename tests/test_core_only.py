"""Without the optional parts a film is judged, and `tilcoach app` says what to install."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.recorded import ROOT, first_lift

from tilcoach.cli.libraries import EXTRAS

# Takes the modules out of sight that a core install would not bring.
BLOCKED = """
import json, sys
from importlib.machinery import PathFinder
absent = set(json.loads(sys.argv.pop(1)))
class CoreFinder(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.partition(".")[0] not in absent:
            return super().find_spec(name, path, target)
sys.meta_path[sys.meta_path.index(PathFinder)] = CoreFinder
"""


def brought_by(wanted: list[str]) -> Iterator[str]:
    """Give the names of all distributions that come with some, as pip would bring them."""
    waiting, seen = [(Requirement(one), "") for one in wanted], set[tuple[str, str]]()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for asked in ("", *requirement.extras):
            name = re.sub(r"[-_.]+", "-", requirement.name).lower()
            if (name, asked) not in seen:
                seen.add((name, asked))
                yield name
                needs = metadata.requires(name) or []
                waiting += [(Requirement(one), asked) for one in needs]


@pytest.fixture(scope="module")
def absent() -> list[str]:
    """Return the modules here that do not come with `pip install tilcoach`."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    core = {"tilcoach", *brought_by(tomllib.loads(text)["project"]["dependencies"])}
    modules = metadata.packages_distributions().items()
    here = {module for module, names in modules if core.isdisjoint(_plain(n) for n in names)}
    assert {"streamlit", "aiortc", "pandas", "pyarrow", "distributed", "starlette"} <= here
    return sorted(here)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def python(absent: list[str], program: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BLOCKED + program, json.dumps(absent), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def tilcoach(absent: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    return python(absent, "from tilcoach.cli.main import run; run()", *words)


@pytest.mark.model
def test_a_film_is_judged_and_drawn_and_reported(absent: list[str], tmp_path: Path) -> None:
    film = first_lift(tmp_path / "lift.mp4")
    out = tmp_path / "out"
    judged = tilcoach(absent, "analyze", str(film), "--out", str(out))
    assert judged.returncode == 0, judged.stderr
    (session,) = out.rglob("session.json")
    assert len(json.loads(session.read_text(encoding="utf-8"))["people"][0]["lifts"]) == 1
    assert (session.parent / "annotated.mp4").is_file()
    assert (
        tilcoach(absent, "report", str(session), "--out", str(tmp_path / "a.pdf")).returncode == 0
    )
    assert tilcoach(absent, "export", str(session.parent), "--to", "trc,mot").returncode == 0


def test_what_is_lacking_is_told_with_what_to_install(absent: list[str], tmp_path: Path) -> None:
    app = tilcoach(absent, "app", "--lang", "en")
    assert app.returncode == 2
    assert app.stderr == (
        "The pages need libraries that are not here (altair, click, cryptography, pandas, "
        'segno, streamlit, streamlit-webrtc): run `pip install "tilcoach[app]"`.\n'
    )
    assert "tilcoach[cluster]" in tilcoach(absent, "analyze", "s3://a/b.mp4").stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.model
def test_doctor_finds_no_fault_and_names_the_optional_parts(absent: list[str]) -> None:
    told = tilcoach(absent, "doctor", "--lang", "en")
    assert told.returncode == 0, told.stdout
    for extra in EXTRAS:
        assert f"tilcoach[{extra}]" in told.stdout
    assert tilcoach([], "doctor", "--lang", "en").stdout.count("not installed") == 0


@pytest.mark.model
def test_speed_is_measured_without_the_pages(absent: list[str], tmp_path: Path) -> None:
    film = str(first_lift(tmp_path / "lift.mp4"))
    measured = tilcoach(absent, "bench", film, "--rounds", "1", "--json")
    assert measured.returncode == 0, measured.stderr
    names = [figure["name"] for figure in json.loads(measured.stdout)["figures"]]
    assert "`tilcoach analyze`, first frame" in names
    assert "App, page usable" not in names
    both = tilcoach(absent, "bench", film, "--two-cameras", "1")
    assert both.stderr.endswith('`pip install "tilcoach[app]"`.\n')


def test_every_public_name_is_there(absent: list[str]) -> None:
    named = python(
        absent, "import tilcoach; print(len([getattr(tilcoach, one) for one in tilcoach.__all__]))"
    )
    assert int(named.stdout) >= 40


def test_a_table_asks_for_pandas(absent: list[str]) -> None:
    ended = python(absent, "import tilcoach; tilcoach.Recording.to_dataframe(None)")
    assert 'run `pip install "tilcoach[lab]"`.' in ended.stderr.splitlines()[-1]
