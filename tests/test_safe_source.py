"""No text becomes a program: nothing is unpickled, evaluated or executed anywhere."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import tilcoach

ROOT = Path(tilcoach.__file__).parents[2]
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
UNSAFE_OPTIONS = {"allow_pickle": True, "shell": True}


def unsafe_in(source: str) -> Iterator[str]:
    """Give what could run what somebody else wrote."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS:
                yield node.func.id
            for option in node.keywords:
                given = option.value
                unsafe = UNSAFE_OPTIONS.get(option.arg or "")
                if isinstance(given, ast.Constant) and unsafe is not None and given.value == unsafe:
                    yield option.arg or ""
        elif isinstance(node, ast.Import):
            yield from UNSAFE_MODULES.intersection(name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from UNSAFE_MODULES & {(node.module or "").split(".")[0]}


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "exec(text)",
        "import pickle",
        "from pickle import loads",
        "import numpy, marshal",
        "np.load(path, allow_pickle=True)",
        "subprocess.run(words, shell=True)",
    ],
)
def test_the_check_sees_what_it_looks_for(source: str) -> None:
    assert list(unsafe_in(source))


def test_nothing_of_the_kind_is_in_the_package() -> None:
    found = {
        str(path.relative_to(ROOT)): list(unsafe_in(path.read_text(encoding="utf-8")))
        for folder in ("src", "tools")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert len(found) > 100
    assert {path: what for path, what in found.items() if what} == {}


def test_ruff_checks_for_it_as_well() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        lint = tomllib.load(file)["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    assert not [rule for rule in lint["ignore"] if rule.startswith("S")]
