"""The image and how it is started: as little as possible, and in step with tilcoach itself."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer

from tilcoach.cli.main import app
from tilcoach.estimation.landmarker import SYSTEM_LIBRARIES

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def instructions(text: str) -> list[tuple[str, str]]:
    """Return the instructions of a Dockerfile with what stands behind them, each on one line."""
    plain = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    lines = plain.replace("\\\n", " ").splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines) if word]


def stages(text: str) -> list[list[tuple[str, str]]]:
    """Return the instructions of each stage, from its FROM on."""
    found: list[list[tuple[str, str]]] = []
    for word, rest in instructions(text):
        if word == "FROM":
            found.append([])
        if found:
            found[-1].append((word, rest))
    return found


FINAL = stages(DOCKERFILE)[-1]


def of(word: str) -> str:
    """Return what the final stage says with an instruction; the last one counts."""
    return [rest for name, rest in FINAL if name == word][-1]


def test_it_runs_as_a_user_without_rights() -> None:
    names = [name for name, _ in FINAL]
    assert int(of("USER")) > 999  # a number: Kubernetes and others cannot look names up
    assert names.index("USER") > max(n for n, name in enumerate(names) if name == "RUN")


def test_what_is_installed_is_pinned_or_newest_by_intent_and_leaves_no_lists() -> None:
    assert not [rest for name, rest in instructions(DOCKERFILE) if name == "ADD"]
    for name, rest in instructions(DOCKERFILE):
        if name == "RUN" and "apt-get install" in rest:
            assert "--no-install-recommends" in rest
            assert "rm -rf /var/lib/apt/lists/*" in rest
        if name == "RUN" and "pip install" in rest:
            assert ("--require-hashes" in rest) is not ("--no-deps" in rest)
    final = " ".join(rest for name, rest in FINAL if name == "RUN")
    assert "pip" not in final
    assert "curl" not in final


def test_the_system_libraries_are_those_that_doctor_asks_for() -> None:
    asked = set(SYSTEM_LIBRARIES.split()) - {"apt-get", "install", "-y"}
    (line,) = (rest for name, rest in FINAL if name == "RUN" and "apt-get" in rest)
    installed = line.split("--no-install-recommends")[1].split("&&")[0].split()
    assert set(installed) == {"python3", *asked}


def test_the_commands_in_it_are_ours() -> None:
    assert json.loads(of("ENTRYPOINT")) == ["tilcoach"]
    words = json.loads(of("CMD"))
    commands: Any = typer.main.get_command(app)
    known = {name for parameter in commands.commands[words[0]].params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    check = json.loads(of("HEALTHCHECK").split("CMD ")[1])
    assert check[:2] == ["python", "-m"]
    assert find_spec(check[2])
    assert check[3] == words[words.index("--port") + 1]


def test_all_that_is_written_lies_in_the_volume_or_in_tmp() -> None:
    variables = dict(word.split("=", 1) for word in shlex.split(of("ENV")))
    volume = of("VOLUME")
    assert variables["TILCOACH_HISTORY"] == volume
    assert variables["HOME"] == "/tmp"  # noqa: S108 - of the image
    assert f"volumes: [history:{volume}]" in COMPOSE
    assert re.search(r"^ +tmpfs: \[/tmp\]$", COMPOSE, re.MULTILINE)


def test_compose_takes_its_rights_away_and_opens_no_port() -> None:
    lines = {line.strip() for line in COMPOSE.splitlines()}
    assert {"read_only: true", "cap_drop: [ALL]", "network_mode: host"} <= lines
    assert 'security_opt: ["no-new-privileges:true"]' in lines
    assert not [line for line in lines if line.startswith(("ports:", "privileged:"))]


def sent() -> Iterator[str]:
    """Give the rules of .dockerignore; the last that fits a path decides."""
    yield from (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def is_sent(path: str) -> bool:
    decided = True
    for rule in sent():
        pattern = rule.removeprefix("!").removeprefix("**/")
        parents = [path, *map(str, Path(path).parents)]
        if any(fnmatch(one, pattern) or fnmatch(Path(one).name, pattern) for one in parents):
            decided = rule.startswith("!")
    return decided


def test_what_the_wheel_is_made_of_is_sent_and_nothing_private() -> None:
    needed = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "requirements/app.txt")
    made_of = ("src/tilcoach/version.py", "models/manifest.toml", "validation/releases/0.1.0.json")
    samples = [f"sample_videos/{path.name}" for path in (ROOT / "sample_videos").iterdir()]
    for path in (*needed, *made_of, *samples):
        assert is_sent(path), path
    for path in (".git/config", ".venv/bin/python", "out/session.json", "my_lift.mp4", ".env"):
        assert not is_sent(path), path
