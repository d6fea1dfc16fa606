"""The small window of ``tilcoach app --window``, on a screen of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tkinter as tk
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from tilcoach.cli import main, window
from tilcoach.i18n import translator

ADDRESS = "http://127.0.0.1:1/?token=abc"
SERVER = f"import time; print('\\n  tilcoach: {ADDRESS}\\n', flush=True); time.sleep(600)"
ENDED = "raise SystemExit(3)"


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """Start a screen that nobody sees, and return its name."""
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24"],  # noqa: S607 - of this system
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.fixture
def roots(screen: str, monkeypatch: pytest.MonkeyPatch) -> list[tk.Tk]:
    """Return the windows that were opened so far."""
    made: list[tk.Tk] = []

    class Noted(tk.Tk):
        def __init__(self, className: str) -> None:  # noqa: N803 - Tk's own name
            super().__init__(className=className)
            made.append(self)

    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.setattr(tk, "Tk", Noted)
    return made


def buttons(root: tk.Tk) -> dict[str, ttk.Button]:
    found: dict[str, ttk.Button] = {}
    for child in root.winfo_children()[0].winfo_children():
        if isinstance(child, ttk.Button):
            found[str(child.cget("text"))] = child
    return found


def serve(code: str, *, opens: bool = True, lang: str = "nl") -> int:
    command = [sys.executable, "-c", code]
    return window.serve_in_window(command, dict(os.environ), translator(lang), opens=opens)


def opened(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> list[str]:
    """Return the pages that the browser gets; do something at each."""
    pages: list[str] = []

    def open_page(uri: str) -> bool:
        pages.append(Path(url2pathname(urlsplit(uri).path)).read_text(encoding="utf-8"))
        then()
        return True

    monkeypatch.setattr(webbrowser, "open", open_page)
    return pages


def test_it_opens_the_pages_again_and_stops_the_app(
    roots: list[tk.Tk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def press() -> None:
        found = buttons(roots[0])
        found["tilcoach openen" if len(pages) == 1 else "Stoppen"].invoke()

    pages = opened(monkeypatch, press)
    assert serve(SERVER) == 0
    assert len(pages) == 2
    assert ADDRESS in pages[0]


def test_closing_the_window_stops_the_app(
    roots: list[tk.Tk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def close() -> None:
        roots[0].destroy()

    opened(monkeypatch, close)
    assert serve(SERVER, lang="en") == 0


def test_ending_the_window_from_outside_stops_the_app(
    roots: list[tk.Tk], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    opened(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert serve(SERVER) == 0
    assert len(roots) == 1
    signal.signal(signal.SIGTERM, before)


def test_a_server_that_ends_takes_the_window_with_it(
    roots: list[tk.Tk], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = opened(monkeypatch, lambda: None)
    assert serve(ENDED) == 3
    assert pages == []
    assert len(roots) == 1


def test_without_a_screen_the_app_starts_as_without_a_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    commands: list[list[str]] = []

    def become(_program: str, command: list[str], _environment: object) -> None:
        commands.append(command)
        raise SystemExit(0)

    monkeypatch.setattr("os.execve", become)
    with pytest.raises(SystemExit):
        main.run(["app", "--window"])
    assert "--server.headless=false" in commands[0]
