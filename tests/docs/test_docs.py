"""Documents say what is so: pages that are written from code, links, commands and options."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tools.write_decisions_index import PAGE as INDEX
from tools.write_decisions_index import decisions_index
from tools.write_limits_page import PAGE, limits_page
from tools.write_robustness_page import PAGE as ROBUSTNESS
from tools.write_robustness_page import read_attacks, robustness_page

import tilcoach
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import MEASURE_OF
from tilcoach.pose import FilmFault
from tilcoach.session_files import COLUMNS

ROOT = Path(__file__).parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
PATH = re.compile(r"`([\w.-]+/[\w./-]*)`")
BASES = (ROOT, ROOT / "docs", ROOT / "src" / "tilcoach")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_the_page_of_limits_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == limits_page()


def test_the_page_of_robustness_is_up_to_date() -> None:
    assert ROBUSTNESS.read_text(encoding="utf-8") == robustness_page()


def test_every_kind_of_attack_names_tests_that_there_are() -> None:
    for attack in read_attacks():
        assert attack["tests"], attack["kind"]
        for named in attack["tests"]:
            file, _, test = named.partition("::")
            assert f"\ndef {test}(" in (ROOT / file).read_text(encoding="utf-8"), named


def test_every_row_of_the_threat_model_names_where_it_is_tested() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if row[2].strip() != "where it is tested"]
    assert len(rows) > 20
    for threat, done, tests in rows:
        found = re.findall(r"`(tests/[\w./-]+)`", tests)
        assert found or "encryption of your disk" in done, threat
        # The other words of a row are checked as paths of this page.
        assert all((ROOT / path).exists() for path in found), threat


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    missing = [target for target in targets if not (page.parent / target).exists()]

    assert missing == []


def test_every_column_of_frames_csv_is_described() -> None:
    page = (ROOT / "docs" / "session-files.md").read_text(encoding="utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in page] == []


def test_every_warning_is_explained() -> None:
    page = (ROOT / "docs" / "filming.md").read_text(encoding="utf-8")
    assert [code for code in (*tilcoach.WarningCode, *FilmFault) if f"`{code}`" not in page] == []


def test_every_path_that_is_named_exists() -> None:
    """A path begins at the root, at docs/, or at a package of tilcoach."""
    missing = [
        f"{page.relative_to(ROOT)}: {name}"
        for page in PAGES
        for name in PATH.findall(page.read_text(encoding="utf-8"))
        if name.split("/")[0] in _starts() and not any((base / name).exists() for base in BASES)
    ]
    assert missing == []


def _starts() -> set[str]:
    """Return the names of the folders that a path may begin with."""
    return {folder.name for base in BASES for folder in base.iterdir() if folder.is_dir()}


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = ["-m", "sphinx", "--fail-on-warning", "--quiet", "-b", "html", "-c", "docs", "."]
    subprocess.run([sys.executable, *command, tmp_path], cwd=ROOT, check=True)  # noqa: S603 - ours

    api = (tmp_path / "docs" / "api.html").read_text(encoding="utf-8")
    names = set(tilcoach.__all__) - {"__version__"}
    assert [name for name in names if f'id="tilcoach.{name}"' not in api] == []
    front = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "docs/index.html" in front
    assert "https://" not in "".join(re.findall(r'(?:src|<link[^>]*href)="([^"]+)', api))


def test_the_index_of_decisions_is_up_to_date_and_has_no_gap() -> None:
    assert INDEX.read_text(encoding="utf-8") == decisions_index()
    numbers = re.findall(r"^\| (\d+) \|", decisions_index(), re.MULTILINE)
    assert numbers == [str(number + 1) for number in range(len(numbers))]


def test_contributing_draws_the_layers_of_the_contracts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    wanted = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)

    drawn = [[re.split(r"  +", line)[0] for line in text.splitlines()] for _, text in blocks]

    assert [layers for layers in wanted if layers not in drawn] == []


@pytest.mark.parametrize(
    ("page", "yes", "roughly", "no"),
    [("README.md", "yes", "roughly", "no"), ("README.nl.md", "ja", "ongeveer", "nee")],
)
def test_what_is_judged_from_where_is_what_the_catalogue_says(
    page: str, yes: str, roughly: str, no: str
) -> None:
    views = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT)
    rows = [
        " | ".join(
            no if view not in one.views else roughly if view in one.rough_views else yes
            for view in views
        )
        for one in MEASURE_OF.values()
    ]
    table = [line for line in (ROOT / page).read_text().splitlines() if line.startswith("| ")]
    found = [line for row in rows for line in table if line.endswith(f"| {row} |")]
    assert len(found) == len(rows)
