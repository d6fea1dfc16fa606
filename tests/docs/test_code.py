"""Code in the documents runs, and commands are run or held against what there is."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.doubles import NoModel
from tests.recorded import ROOT, RecordedPoses, analyze_recorded, first_lift
from typer.testing import CliRunner

from tilcoach.cli.main import app
from tilcoach.config import Settings, load_settings
from tilcoach.pipeline import Pipeline

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:tilcoach|make|python|streamlit|pip|apt-get) [^`]+)`")
PYTHON_PAGES = [page for page in PAGES if "```python\n" in page.read_text(encoding="utf-8")]

# Commands of the README that are run for real; the others need a network, a camera or an hour.
RUN_FOR_REAL = ("analyze", "report", "history")


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of a page in one language."""
    return [code for kind, code in BLOCK.findall(page.read_text("utf-8")) if kind == language]


def shell_lines(page: Path) -> Iterator[list[str]]:
    """Give the commands of a page's shell blocks as words."""
    for code in blocks(page, "sh"):
        for line in code.replace("\\\n", " ").splitlines():
            for command in line.split("&&"):
                words = shlex.split(command, comments=True)
                if words:
                    yield words


def commands(page: Path) -> list[list[str]]:
    """Return every command of a page, from its blocks and from its running text."""
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    inline = [shlex.split(" ".join(command.split())) for command in INLINE.findall(text)]
    return [*shell_lines(page), *inline]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with the films that the documents name, all of them the same short one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TILCOACH_HISTORY", str(tmp_path / "history"))
    (tmp_path / "sample_videos").mkdir()
    film = first_lift(tmp_path / "lift.mp4")
    (tmp_path / "films").mkdir()
    for name in (
        "sample_videos/stoop_straight_legs.mp4",
        "my_lift.mov",
        "phone.mp4",
        "films/monday.mp4",
    ):
        (tmp_path / name).write_bytes(film.read_bytes())
    return tmp_path


@pytest.mark.parametrize("page", PYTHON_PAGES, ids=lambda page: page.stem)
def test_python_runs(page: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page follow each other, as a reader would type them."""
    monkeypatch.setattr("tilcoach.analyze", analyze_recorded)
    monkeypatch.setattr("tilcoach.open_pipeline", _open_recorded)
    names: dict[str, Any] = {}
    for code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), names)  # noqa: S102 - our own documents
    assert names
    assert (workplace / "out" / "lift" / "session.json").is_file()


def test_the_commands_of_the_readme_run(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tilcoach.batch.film_task.open_estimator", _recorded_model)
    for words in shell_lines(ROOT / "README.md"):
        if words[0] == "tilcoach" and words[1] in RUN_FOR_REAL:
            ended = CliRunner().invoke(app, words[1:])
            assert ended.exit_code == 0, (words, ended.output)
    written = {path.suffix for path in workplace.rglob("*") if path.is_file()}
    assert {".json", ".csv", ".mp4", ".pdf", ".zip"} <= written


def test_toml_is_a_profile(tmp_path: Path) -> None:
    found = [code for page in PAGES for code in blocks(page, "toml")]
    assert found
    for code in found:
        (tmp_path / "profile.toml").write_text(code, encoding="utf-8")
        assert load_settings(tmp_path / "profile.toml") != Settings()


def test_the_certificate_of_the_threat_model_is_made(tmp_path: Path) -> None:
    lines = list(shell_lines(ROOT / "docs" / "threat-model.md"))
    for words in lines:
        if words[0] in ("openssl", "chmod"):
            subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603
    assert {"certificate.pem", "key.pem"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_exists(page: Path) -> None:
    for words in commands(page):
        fault = FAULTS[words[0]](words)
        assert fault is None, f"{' '.join(words)}: {fault}"


def test_make_knows_every_target_that_is_named() -> None:
    targets = {words[1] for page in PAGES for words in commands(page) if words[0] == "make"}
    assert {"app", "test", "docs"} <= targets
    subprocess.run(["make", "-n", *targets], cwd=ROOT, check=True, capture_output=True)  # noqa: S603, S607


def _tilcoach_fault(words: list[str]) -> str | None:
    """Return what a command line asks for and tilcoach does not have."""
    command: Any = typer.main.get_command(app)
    rest = words[1:]
    while hasattr(command, "commands") and rest and not rest[0].startswith("-"):
        command = command.commands.get(rest.pop(0))
        if command is None:
            return "no such command"
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = {word.split("=")[0] for word in rest if word.startswith("--")} - known
    return f"no such option: {unknown}" if unknown else None


def _python_fault(words: list[str]) -> str | None:
    """Return what is wrong with a tool or an example that a document names."""
    if words[1] != "-m":
        return None if (ROOT / words[1]).is_file() else "no such file"
    spec = importlib.util.find_spec(words[2])
    if spec is None or spec.origin is None:
        return "no such module"
    origin = Path(spec.origin)
    sources = origin.parent.glob("*.py") if origin.name == "__init__.py" else [origin]
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    unknown = [word for word in words[3:] if word.startswith("--") and f'"{word}"' not in text]
    return f"no such option: {unknown}" if unknown else None


def _pip_fault(words: list[str]) -> str | None:
    """Return which optional part is asked for and not there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = re.findall(r"\[(\w+)\]", " ".join(words))
    return next((extra for extra in extras if extra not in project["optional-dependencies"]), None)


def _streamlit_fault(words: list[str]) -> str | None:
    missing = [word for word in words[2:] if not (ROOT / word).is_file()]
    return f"no such file: {missing}" if missing else None


def _docker_fault(words: list[str]) -> str | None:
    """Return what a container is asked that tilcoach does not know; the rest is Docker's."""
    return _tilcoach_fault(words[words.index("tilcoach") :]) if words[1] == "run" else None


def _no_fault(_: list[str]) -> None:
    """Pass over what sets up a machine, or is run elsewhere in this file."""


FAULTS: dict[str, Callable[[list[str]], str | None]] = {
    "tilcoach": _tilcoach_fault,
    "python": _python_fault,
    "pip": _pip_fault,
    "streamlit": _streamlit_fault,
    "docker": _docker_fault,
    **dict.fromkeys(("make", "git", "cd", "apt-get", "openssl", "chmod"), _no_fault),
}


class _RecordedModel(RecordedPoses):
    model = NoModel()


def _recorded_model(*_: object) -> RecordedPoses:
    return _RecordedModel("stoop_straight_legs")


def _open_recorded() -> Pipeline:
    return Pipeline(RecordedPoses("stoop_straight_legs"), Settings())
