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
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPSConnection
from pathlib import Path
from threading import Event
from urllib.parse import quote_plus

import pytest

TRIES, PAUSE_S = 480, 0.25
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
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


def test_the_address_is_said_and_nothing_to_programmers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        said = next(line.strip() for line in server.stdout if line.strip())
        server.terminate()
    assert said == f"tilcoach: http://127.0.0.1:{port}"


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_is_how_the_app_ends_and_no_fault(presses: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--port", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True) as server:  # noqa: S603
        wait_for(lambda: listens("127.0.0.1", port))
        for _ in range(presses):
            server.send_signal(signal.SIGINT)
        _, said = server.communicate()
    assert said.strip() == ""
    assert server.returncode == 0


def wait_for(there: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(TRIES):
        if there():
            return
        pause.wait(PAUSE_S)
    pytest.fail("The app did not answer")


def listens(address: str, port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex((address, port)) == 0


def status(url: str, host: str) -> int:
    asked = urllib.request.Request(url, headers={"Host": host})  # noqa: S310 - this machine
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)


def test_without_the_flag_only_this_machine_is_answered(outer_address: str) -> None:
    with serving() as port:
        assert not listens(outer_address, port)
        assert status(f"http://127.0.0.1:{port}/", f"127.0.0.1:{port}") == 200
        assert status(f"http://127.0.0.1:{port}/", "evil.example") == 403


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
        line.request("POST", "/tilcoach/door", f"password={quote_plus(PASSWORD)}")
        answer = line.getresponse()
        cookie = str(answer.headers["Set-Cookie"]).split(";")[0]
        answer.read()
        line.request("GET", "/_stcore/health", headers={"Cookie": cookie})
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (200, b"ok")
        with pytest.raises(ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/")
