"""A real server: who reaches it, and what they get."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import pytest
from tests.ports import free_port, listens, wait_for

from tilcoach.auth.health import is_healthy

PASSWORD = "til met je knieën"  # noqa: S105 - of this test


@pytest.fixture
def outer_address() -> str:
    """Return an address of this machine other than 127.0.0.1: in its network, if it has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("192.0.2.1", 9))  # for examples (RFC 5737); nothing is sent
        except OSError:
            return "127.0.0.2"
        return str(line.getsockname()[0])


@contextmanager
def serving(*options: str, variables: Mapping[str, str] | None = None) -> Iterator[int]:
    """Start the app as a user does, and give its port once it listens."""
    port = free_port()
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--port", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(  # noqa: S603 - our own words
        [*words, *options], env={**os.environ, **(variables or {})}, stdout=quiet, stderr=quiet
    )
    try:
        wait_for(lambda: listens("127.0.0.1", port))
        yield port
    finally:
        server.terminate()
        server.wait()
    assert not listens("127.0.0.1", port)  # what stops tilcoach stops the server


def test_only_the_address_that_is_said_opens_the_app() -> None:
    port = free_port()
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        said = next(line.strip() for line in server.stdout if line.strip())
        address = said.removeprefix("tilcoach: ")
        assert address.startswith(f"http://127.0.0.1:{port}/?token=")
        assert status(f"http://127.0.0.1:{port}/", f"127.0.0.1:{port}") == 403
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(address) as answer:
            assert answer.url == f"http://127.0.0.1:{port}/"
        with browser.open(f"http://127.0.0.1:{port}/_stcore/health") as answer:
            assert answer.read() == b"ok"
        assert is_healthy(port)
        server.terminate()


def test_the_browser_is_opened_without_the_secret_on_its_command_line(tmp_path: Path) -> None:
    said, program = tmp_path / "said", tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$@" > {said}.part && mv {said}.part {said}\n')
    program.chmod(0o700)
    port = free_port()
    words = [sys.executable, "-m", "tilcoach", "app", "--port", str(port)]
    variables = {**os.environ, "BROWSER": str(program)}
    with subprocess.Popen(words, env=variables, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        wait_for(said.exists)
        opened = Path(urlsplit(said.read_text("utf-8").strip()).path)
        assert f"url=http://127.0.0.1:{port}/?token=" in opened.read_text("utf-8")
        assert opened.parent.stat().st_mode & 0o077 == 0
        server.terminate()
    assert not opened.exists()


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_is_how_the_app_ends_and_no_fault(presses: int) -> None:
    port = free_port()
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--port", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True) as server:  # noqa: S603
        wait_for(lambda: listens("127.0.0.1", port))
        for _ in range(presses):
            server.send_signal(signal.SIGINT)
        _, said = server.communicate()
    assert said.strip() == ""
    assert server.returncode == 0


def status(url: str, host: str, **more: str) -> int:
    headers = {"Host": host, **{name.replace("_", "-"): value for name, value in more.items()}}
    asked = urllib.request.Request(url, headers=headers)  # noqa: S310 - this machine
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:  # it holds the answer
            return int(error.code)


def test_without_the_flag_only_this_machine_is_answered(outer_address: str) -> None:
    with serving("--no-token") as port:
        assert not listens(outer_address, port)
        assert status(f"http://127.0.0.1:{port}/", f"127.0.0.1:{port}") == 200
        assert status(f"http://127.0.0.1:{port}/", "evil.example") == 403
        assert status(f"http://127.0.0.1:{port}/", "[") == 400
        # Anybody may write this header: believed, it would make us refuse our own browser.
        forwarded = status(
            f"http://127.0.0.1:{port}/", f"127.0.0.1:{port}", X_Forwarded_For="192.0.2.7"
        )
        assert forwarded == 200


def test_with_the_flag_there_is_nothing_without_the_password(
    certificate: tuple[Path, Path], outer_address: str
) -> None:
    files = ("--certificate", str(certificate[0]), "--key", str(certificate[1]))
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    trust.check_hostname = False  # it is made out to another name
    with ExitStack() as stack:
        port = stack.enter_context(
            serving("--lan", *files, variables={"TILCOACH_PASSWORD": PASSWORD})
        )
        line = stack.enter_context(closing(HTTPSConnection(outer_address, port, context=trust)))
        for path in ("/", "/_stcore/health", "/_stcore/host-config", "/media/x", "/static/x"):
            line.request("GET", path)
            answer = line.getresponse()
            assert (answer.status, b'id="password"' in answer.read()) == (401, True), path
        line.request("POST", "/tilcoach/login", f"password={quote_plus(PASSWORD)}")
        answer = line.getresponse()
        cookie = str(answer.headers["Set-Cookie"]).split(";")[0]
        answer.read()
        line.request("GET", "/_stcore/health", headers={"Cookie": cookie})
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (200, b"ok")
        with pytest.raises(ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere they are removed after a day")
def test_films_that_a_killed_server_left_are_removed_at_the_next_start(tmp_path: Path) -> None:
    place = {"TMPDIR": str(tmp_path)}
    make = "from tilcoach.atomic_files import film_folder; print(film_folder())"
    made = [sys.executable, "-c", make]
    left = subprocess.check_output(made, env={**os.environ, **place}, text=True)  # noqa: S603
    with serving("--no-token", variables=place):
        wait_for(lambda: not Path(left.strip()).exists())


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that limits open files")
def test_strangers_who_take_all_open_files_do_not_fill_the_log(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--port", str(port)]
    limited = ["sh", "-c", 'ulimit -n 100 && exec "$@"', "sh", *words]
    with ExitStack() as stack:
        out = stack.enter_context(log.open("wb"))
        server = subprocess.Popen(limited, stdout=out, stderr=out)  # noqa: S603 - our own words
        stack.callback(server.wait)
        stack.callback(server.terminate)
        wait_for(lambda: listens("127.0.0.1", port))
        for _ in range(150):
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        wait_for(lambda: b"out of system resource" in log.read_bytes())
        assert answers(port)
        size_bytes = log.stat().st_size
    assert size_bytes < 50_000  # each of the 2,048 tries of a second was a traceback


def answers(port: int) -> bool:
    """Return whether the server answers at all."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=30)
    except urllib.error.HTTPError as refused:  # it asks for the token
        refused.close()
        return True
    return False
