"""A figure carries the code and the libraries that it was measured on."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from tilcoach.estimation.model_files import manifest_file
from tilcoach.provenance import MODELS, Provenance, code_digests

LOADED = """
import json
import tilcoach.lifting
from tilcoach.provenance import Provenance
print(json.dumps(Provenance.of_loaded().as_json()))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Make a package of one module, one package with a table, and what is none of either."""
    made = tmp_path / "tilcoach"
    for name in ("__init__.py", "errors.py", "lifting/__init__.py", "lifting/limits.toml"):
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (made / "published").mkdir()
    (made / "py.typed").touch()
    (tmp_path / "manifest.toml").touch()
    return made


def digests(package: Path) -> dict[str, str]:
    return dict(code_digests(package, package.parent / "manifest.toml"))


def changed(package: Path, name: str, text: str) -> set[str]:
    """Return the parts whose digest is another one once a file was written."""
    before = digests(package)
    path = package / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return {part for part, digest in digests(package).items() if before.get(part) != digest}


def test_each_part_has_a_digest_of_its_own(package: Path) -> None:
    assert set(digests(package)) == {"__init__", "errors", "lifting", MODELS}
    assert changed(package, "errors.py", "other") == {"errors"}
    assert changed(package, "lifting/limits.toml", "other") == {"lifting"}
    assert changed(package, "lifting/new.py", "") == {"lifting"}
    assert changed(package, "../manifest.toml", "other") == {MODELS}


def test_what_python_keeps_beside_the_code_is_no_change(package: Path) -> None:
    assert changed(package, "lifting/__pycache__/x.pyc", "x") == set()


def test_a_file_that_is_called_otherwise_is_a_change(package: Path) -> None:
    before = digests(package)
    (package / "lifting" / "limits.toml").rename(package / "lifting" / "bounds.toml")
    assert digests(package)["lifting"] != before["lifting"]


def test_a_process_names_what_it_loaded_and_no_page() -> None:
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
    found = Provenance.from_json(json.loads(told.stdout))
    assert {"lifting", "kinematics", "pose", "__init__", MODELS} <= set(found.code)
    assert not {"ui", "i18n", "cli"} & set(found.code)
    assert found.libraries["numpy"] == metadata.version("numpy")
    assert "streamlit" not in found.libraries


def test_everything_is_all_of_tilcoach_with_its_libraries() -> None:
    found = Provenance.of_everything()
    package = Path(__file__).parents[1] / "src" / "tilcoach"
    assert found.code == code_digests(package, manifest_file())
    assert {"ui", "i18n", "cli", "__init__"} <= set(found.code)
    assert found.libraries["opencv-contrib-python"] == metadata.version("opencv-contrib-python")
    assert "streamlit" in found.libraries
    assert "pytest" not in found.libraries


def test_it_comes_back_from_a_file_as_it_was() -> None:
    found = Provenance({"lifting": "abc"}, {"numpy": "2.0"})
    assert Provenance.from_json(json.loads(json.dumps(found.as_json()))) == found
    assert Provenance.from_json(None) == Provenance()
