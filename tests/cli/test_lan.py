"""``tilcoach app --lan``: with a certificate and a password, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tilcoach.auth.password import is_password
from tilcoach.cli.lan import only_here

Ending = Callable[..., int]
Started = list[tuple[list[str], Mapping[str, str]]]
Said = pytest.CaptureFixture[str]

PASSWORD = "til met je knieën"  # noqa: S105 - of this test


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Note what the process would have become."""
    commands: Started = []

    def become(_program: str, command: list[str], env: Mapping[str, str]) -> None:
        commands.append((command, env))
        raise SystemExit(0)

    monkeypatch.setattr("os.execve", become)
    monkeypatch.setenv("TILCOACH_PASSWORD", PASSWORD)
    return commands


@pytest.fixture
def files(certificate: tuple[Path, Path]) -> tuple[object, ...]:
    return ("--certificate", certificate[0], "--key", certificate[1])


def test_the_server_gets_certificate_name_and_hash_but_no_password(
    ending: Ending, started: Started, files: tuple[object, ...], capsys: Said
) -> None:
    assert ending("app", "--lan", "--name", "praktijk.local", *files) == 0
    ((command, environment),) = started
    assert "--server.address=0.0.0.0" in command
    assert "--browser.serverAddress=praktijk.local" in command
    assert f"--server.sslCertFile={files[1]}" in command
    assert f"--server.sslKeyFile={files[3]}" in command
    assert is_password(PASSWORD, environment["TILCOACH_PASSWORD_HASH"])
    assert PASSWORD not in {*command, *environment.values()}
    assert "in een netwerk dat u vertrouwt" in capsys.readouterr().out


def test_without_a_name_it_is_the_address_of_this_machine(
    ending: Ending, started: Started, files: tuple[object, ...]
) -> None:
    ending("app", "--lan", *files)
    assert any(word.startswith("--browser.serverAddress=") for word in started[0][0])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.2", "praktijk.local", "::"])  # noqa: S104
def test_an_address_for_others_needs_the_flag(
    ending: Ending, started: Started, capsys: Said, host: str
) -> None:
    assert ending("app", "--host", host) == 2
    assert "--lan" in capsys.readouterr().err
    assert started == []


def test_no_certificate_no_network(ending: Ending, started: Started, capsys: Said) -> None:
    assert ending("app", "--lan") == 2
    assert "certificaat" in capsys.readouterr().err
    assert started == []


def test_a_file_that_is_no_certificate_is_named(
    ending: Ending, started: Started, capsys: Said, tmp_path: Path
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("no certificate", encoding="utf-8")
    assert ending("app", "--lan", "--certificate", other, "--key", other) == 2
    assert "notes.txt" in capsys.readouterr().err
    assert started == []


@pytest.mark.parametrize(("given", "says"), [("1234", "te kort"), ("", "TILCOACH_PASSWORD")])
def test_no_password_no_network(
    ending: Ending,
    started: Started,
    files: tuple[object, ...],
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
    given: str,
    says: str,
) -> None:
    monkeypatch.setenv("TILCOACH_PASSWORD", given)
    assert ending("app", "--lan", *files) == 2
    assert says in capsys.readouterr().err
    assert started == []


def test_a_certificate_without_the_flag_is_wrong_use(
    ending: Ending, started: Started, files: tuple[object, ...]
) -> None:
    assert ending("app", *files) == 2
    assert started == []


def test_forwarded_addresses_are_believed_only_when_a_proxy_is_named() -> None:
    assert only_here(None, {})["FORWARDED_ALLOW_IPS"] == ""
    own = {"FORWARDED_ALLOW_IPS": "10.0.0.2"}
    assert only_here(None, own)["FORWARDED_ALLOW_IPS"] == "10.0.0.2"
