"""A version is released only when all that is said of it was measured on its code."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tools.release import __main__ as release
from tools.release.__main__ import write_checksums
from tools.release.figures import FIGURES
from tools.release.state import problems, release_notes
from tools.wheelhouse.page import short_digest

from tilcoach.provenance import Provenance, code_digests

VERSION = "1.2.0"
CHANGES = """# Changes

## 1.2.0 \N{EN DASH} 2026-01-05

- New.

## 1.1.0 \N{EN DASH} 2025-12-05

- Old.
"""


RENEWED_BY = {
    "validation/accuracy.json": "tilcoach validate --clips x",
    "validation/groups.json": "make validate",
    "validation/two-cameras.json": "make two-cameras",
    f"validation/speed/{VERSION}.json": "make bench WHOLE=1",
    "validation/fuzz.json": "make fuzz",
    "validation/soak.json": "make soak",
}


class Checkout:
    """A small repository."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet")

    def git(self, *words: str) -> None:
        names = {
            f"GIT_{who}_{what}": "x@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        subprocess.run(  # noqa: S603 - our own words
            ["git", *words],  # noqa: S607 - git of this machine
            cwd=self.root,
            env={**os.environ, **names},
            check=True,
            capture_output=True,
        )

    def commit(self, **files: str) -> None:
        """Write files, by their names with `__` for a slash and `_dot_` for a dot, and commit."""
        for key, text in files.items():
            path = self.root / key.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")

    def measure(self, *names: str) -> None:
        """Write the figures of some files as their commands do, all the same whenever, and commit.

        All of them are written when none is named.
        """
        package, manifest = self.root / "src" / "tilcoach", self.root / "models" / "manifest.toml"
        told = Provenance(code_digests(package, manifest), {"numpy": "9"}).as_json()
        for name in names or RENEWED_BY:
            whole: dict[str, Any] = {"measured": 1, "provenance": told}
            if "accuracy" in name:
                whole = {"origin": {"command": RENEWED_BY[name], "provenance": told}}
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(whole), encoding="utf-8")
        self.commit()

    def change(self, name: str, **fields: object) -> None:
        """Change what a file of figures holds, and commit."""
        path = self.root / name
        whole = {**json.loads(path.read_text(encoding="utf-8")), **fields}
        path.write_text(json.dumps(whole), encoding="utf-8")
        self.commit()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Make a checkout of which nothing stands in the way of a release."""
    made = Checkout(tmp_path)
    made.commit(
        pyproject_dot_toml=f'[project]\nversion = "{VERSION}"\n',
        src__tilcoach__version_dot_py=f'__version__ = "{VERSION}"\n',
        CITATION_dot_cff=f"cff-version: 1.2.0\nversion: {VERSION}\n",
        CHANGELOG_dot_md=CHANGES,
        models__manifest_dot_toml="",
        requirements__app_dot_txt="numpy==9\n",
        docs__platforms_dot_md=f"SHA-256 {short_digest(b'numpy==9' + bytes([10]))}",
    )
    made.measure()
    return made


def test_nothing_stands_in_the_way(checkout: Checkout) -> None:
    assert list(problems(checkout.root, VERSION)) == []
    assert release_notes(checkout.root, VERSION) == "- New."


def test_every_file_of_figures_is_asked_for() -> None:
    assert {one.path.format(version=VERSION) for one in FIGURES} == set(RENEWED_BY)


def test_figures_of_other_code_until_they_are_measured_again(checkout: Checkout) -> None:
    checkout.commit(src__tilcoach__version_dot_py=f'__version__ = "{VERSION}"  # the same\n')
    assert list(problems(checkout.root, VERSION)) == [
        f"{name} is of other code (version changed since): "
        f"run `{command}`, and commit what it writes."
        for name, command in RENEWED_BY.items()
    ]
    checkout.measure("validation/soak.json")
    found = list(problems(checkout.root, VERSION))
    assert len(found) == len(FIGURES) - 1
    assert not any("soak" in one for one in found)
    checkout.measure()  # what was measured is the same as before, and new all the same
    assert list(problems(checkout.root, VERSION)) == []


def test_a_part_that_took_no_part_may_change(checkout: Checkout) -> None:
    checkout.commit(src__tilcoach__new_dot_py="")
    assert list(problems(checkout.root, VERSION)) == []


def test_figures_that_do_not_say_what_they_are_of(checkout: Checkout) -> None:
    (checkout.root / "validation" / "fuzz.json").write_text("{}", encoding="utf-8")
    checkout.commit()
    assert list(problems(checkout.root, VERSION)) == [
        (
            "validation/fuzz.json does not say which code it is of: "
            "run `make fuzz`, and commit what it writes."
        )
    ]


def test_figures_that_an_earlier_run_left(checkout: Checkout) -> None:
    own = json.loads((checkout.root / "validation/fuzz.json").read_text(encoding="utf-8"))
    told = own["provenance"]
    older = {**told, "code": {**told["code"], "version": "0"}}
    doors = [{"door": f"d{n}", "provenance": older} for n in range(5)]
    checkout.change("validation/fuzz.json", doors=[{"door": "new"}, *doors])
    assert list(problems(checkout.root, VERSION)) == [
        (
            "validation/fuzz.json (d0, d1, d2 and 2 more) is of other code "
            "(version changed since): "
            "run `make fuzz`, and commit what it writes."
        )
    ]


def test_figures_with_another_library(checkout: Checkout) -> None:
    lock = "numpy==10 ; python_version < '3.12'\nnumpy==11 ; python_version >= '3.12'\n"
    checkout.commit(
        requirements__app_dot_txt=lock,
        docs__platforms_dot_md=f"SHA-256 {short_digest(lock.encode())}",
    )
    found = list(problems(checkout.root, VERSION))
    assert len(found) == len(FIGURES)
    assert (
        "validation/soak.json is of numpy 9, where requirements/app.txt has 10 or 11: "
        "run `make soak`, and commit what it writes."
    ) in found


def test_figures_that_are_not_there(checkout: Checkout) -> None:
    (checkout.root / "validation" / "soak.json").unlink()
    checkout.commit()
    assert list(problems(checkout.root, VERSION)) == [
        "validation/soak.json is not there: run `make soak`."
    ]


def test_wheels_that_were_looked_for_with_another_lock(checkout: Checkout) -> None:
    checkout.commit(requirements__app_dot_txt="numpy==10\n")
    sentence = "docs/platforms.md is not about this requirements/app.txt"
    assert any(one.startswith(sentence) for one in problems(checkout.root, VERSION))


def test_a_release_is_made_of_nothing_left_over_and_gets_its_tag(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("validation/accuracy.md", "validation/speed.md", "docs/robustness.md"):
        (checkout.root / name).parent.mkdir(exist_ok=True)
        (checkout.root / name).write_text(name, encoding="utf-8")
    (checkout.root / ".gitignore").write_text("dist\n", encoding="utf-8")
    checkout.commit()
    made: list[str] = []
    dist = checkout.root / "dist"
    dist.mkdir()
    (dist / "tilcoach-1.1.0.whl").touch()
    run = subprocess.run

    def step(words: list[str], **options: Any) -> object:  # noqa: ANN401 - what run takes
        if words[0] != "make":
            return run(words, **options)
        assert options["env"]["TILCOACH_RELEASE"] == "1"
        made.append(words[1])
        dist.mkdir(exist_ok=True)
        return (dist / words[1]).write_bytes(b"x")

    monkeypatch.setattr(release, "_ROOT", checkout.root)
    monkeypatch.setattr("subprocess.run", step)
    for variable in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.setenv(variable, "x@example.org")
    release.main([VERSION])
    assert made == ["test", "package", "sbom", "bundle"]
    given = {path.name for path in dist.iterdir()}
    papers = {"accuracy.md", "speed.md", "robustness.md", "notes.md", "SHA256SUMS"}
    assert given == {*made, *papers}
    assert (dist / "notes.md").read_text(encoding="utf-8") == "- New.\n"
    assert list(problems(checkout.root, VERSION)) == [f"The tag v{VERSION} is there already."]


def test_versions_that_differ(checkout: Checkout) -> None:
    found = list(problems(checkout.root, "1.3.0"))
    assert "CITATION.cff says 1.2.0, not 1.3.0." in found
    assert "pyproject.toml says 1.2.0, not 1.3.0." in found
    assert any("CHANGELOG.md gives no day for 1.3.0" in one for one in found)


def test_what_is_not_committed_and_a_tag_that_is_there(checkout: Checkout) -> None:
    checkout.git("tag", f"v{VERSION}")
    (checkout.root / "notes.txt").write_text("x", encoding="utf-8")
    assert list(problems(checkout.root, VERSION)) == [
        "There are changes that are not committed.",
        f"The tag v{VERSION} is there already.",
    ]


def test_checksums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"a")
    (tmp_path / "b.json").write_bytes(b"b")
    write_checksums(tmp_path)
    write_checksums(tmp_path)  # its own file is none of them
    subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, check=True)  # noqa: S607
    assert len((tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()) == 2
