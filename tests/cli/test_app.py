"""``tilcoach app`` starts the pages, private and quiet."""

from __future__ import annotations

import socket
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from streamlit.web import cli as streamlit_cli

import tilcoach
from tilcoach.cli import app, main

ROOT = Path(tilcoach.__file__).parents[2]


@pytest.fixture
def tokens() -> list[str | None]:
    """Return the tokens that servers got so far."""
    return []


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tokens: list[str | None]) -> list[list[str]]:
    """Note what the process would have become."""
    commands: list[list[str]] = []
    monkeypatch.setenv("TILCOACH_TOKEN", "left over")

    def become(_program: str, command: list[str], env: Mapping[str, str]) -> None:
        assert not any("TILCOACH_PASSWORD" in name for name in env)
        assert env.get("TILCOACH_TOKEN") != "left over"
        tokens.append(env.get("TILCOACH_TOKEN"))
        commands.append(command)
        raise SystemExit(0)

    monkeypatch.setattr("os.execve", become)
    return commands


def start(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as caught:
        main.run(["app", *arguments])
    return caught.value.code


def test_it_listens_on_this_machine_alone_and_sends_no_statistics(
    started: list[list[str]],
) -> None:
    assert start() == 0
    (command,) = started
    assert command[:4] == [sys.executable, "-m", "tilcoach.ui", "run"]
    assert "--server.address=127.0.0.1" in command
    assert "--browser.gatherUsageStats=false" in command
    assert "--logger.hideWelcomeMessage=true" in command  # with it, offers to programmers
    assert "--client.showErrorDetails=none" in command
    assert "--client.showErrorLinks=false" in command
    assert "--server.headless=false" in command
    assert not any("server.port" in word for word in command)


def test_every_start_has_a_secret_of_its_own_that_no_command_line_shows(
    started: list[list[str]], tokens: list[str | None]
) -> None:
    start()
    start()
    start("--no-token")
    first, second, none = tokens
    assert first != second
    assert none is None
    assert first is not None
    assert not any(first in word for word in started[0])


def test_the_page_is_there(started: list[list[str]]) -> None:
    start()
    assert Path(started[0][4]).is_file()


def test_host_port_and_browser_can_be_chosen(started: list[list[str]]) -> None:
    start("--host", "::1", "--port", "8600", "--no-browser")
    (command,) = started
    assert "--server.address=::1" in command
    assert "--server.port=8600" in command
    assert "--server.headless=true" in command


def test_a_port_that_is_taken_is_told_in_a_sentence(
    started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert start("--port", str(port)) == 2
    assert started == []
    said = capsys.readouterr().err
    assert said.startswith(f"tilcoach kan poort {port} niet gebruiken")
    assert said.count("\n") == 1


def test_a_password_in_the_environment_opens_nothing(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILCOACH_PASSWORD_HASH", "left over")
    monkeypatch.setenv("TILCOACH_PASSWORD", "left over")
    start()
    assert "--server.address=127.0.0.1" in started[0]


def test_ctrl_c_is_the_normal_end_where_the_server_is_another_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_command: list[str], *, check: bool, env: Mapping[str, str]) -> None:
        assert not check
        assert env
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.run", stopped)
    monkeypatch.setattr("tilcoach.cli.app._ONE_PROCESS", False)
    assert start() == 0
    assert capsys.readouterr().err == ""


def test_streamlit_knows_every_option() -> None:
    known = {name for option in streamlit_cli.main_run.params for name in option.opts}
    command = app.streamlit_command("127.0.0.1", 8600, headless=True)
    given = {word.split("=")[0] for word in command if word.startswith("--")}
    assert given - known == set()


def test_a_checkout_is_as_private_as_the_command() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        settings = tomllib.load(file)
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["maxUploadSize"] <= 500
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False
    weaker = {"enableCORS", "enableXsrfProtection"} & settings["server"].keys()
    assert not weaker
