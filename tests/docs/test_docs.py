"""Documents say what is so: pages that are written from code, links, commands and options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.write_limits_page import PAGE, limits_page
from tools.write_sturdy_page import PAGE as STURDY
from tools.write_sturdy_page import sturdy_page
from typer.testing import CliRunner

from tilcoach.cli.main import app

ROOT = Path(__file__).parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
COMMAND = re.compile(r"^tilcoach (\w+)(.*)$", re.MULTILINE)


def test_the_page_of_limits_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == limits_page()


def test_the_page_of_what_is_sturdy_is_up_to_date() -> None:
    assert STURDY.read_text(encoding="utf-8") == sturdy_page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    missing = [target for target in targets if not (page.parent / target).exists()]

    assert missing == []


def test_the_readme_names_only_commands_and_options_that_exist() -> None:
    commands = COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert commands

    for name, rest in commands:
        shown = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
        assert shown.exit_code == 0, name
        for option in re.findall(r"--[a-z-]+", rest.split("#")[0]):
            assert option in shown.output, f"{name} {option}"


def test_make_names_every_target_that_contributing_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    for target in re.findall(r"`?make (\w+)", page):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
