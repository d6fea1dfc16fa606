"""A small window that stands for the running app: it opens the pages again, and ends the app."""

from __future__ import annotations

import signal
import subprocess
import sys
import tkinter as tk
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from tkinter import ttk

from tilcoach.auth.opening_page import write_opening_page
from tilcoach.i18n import Translator

_ADDRESS = "tilcoach: "  # what the server prints in front of it
_POLL_MS = 100
_STOP_S = 5.0  # a server that has not ended by then is ended hard


def serve_in_window(
    command: Sequence[str], environment: Mapping[str, str], words: Translator, *, opens: bool
) -> int:
    """Start the server, show the window until one of the two ends, and return the exit code.

    With ``opens`` it opens a browser once the server answers; the server itself opens none.
    Raises `tk.TclError` where there is no screen; nothing was started then.
    """
    root = tk.Tk(className="tilcoach")
    with (
        TemporaryDirectory(prefix="tilcoach-") as folder,
        subprocess.Popen(  # noqa: S603 - our own words
            [*command, "--server.headless=true"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as server,
    ):
        try:
            _Window(root, server, Path(folder) / "open.html", words, opens=opens)
            signal.signal(signal.SIGTERM, lambda *_: root.destroy())
            root.mainloop()
        except KeyboardInterrupt:  # it reaches the server too: the usual way to stop the app
            pass
        finally:
            code = _stopped(server)
    return code


def _stopped(server: subprocess.Popen[str]) -> int:
    """End the server if it still runs, and return its exit code; ending it is no fault."""
    code = server.poll()
    if code is not None:
        return code
    server.terminate()
    try:
        server.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        server.kill()
    return 0


class _Window:
    """Two buttons and a line that says how it goes."""

    def __init__(
        self,
        root: tk.Tk,
        server: subprocess.Popen[str],
        page: Path,
        words: Translator,
        *,
        opens: bool,
    ) -> None:
        self._root = root
        self._server = server
        self._page = page
        self._opens = opens
        self._address: str | None = None
        root.title("tilcoach")
        root.resizable(width=False, height=False)
        frame = ttk.Frame(root, padding=24)
        frame.grid()
        self._line = ttk.Label(frame, text=words.text("tilcoach is starting."), wraplength=320)
        self._line.grid(columnspan=2, sticky="w", pady=(0, 16))
        self._ready = words.text(
            "tilcoach is running in your browser. Close this window to stop it."
        )
        self._open = _button(frame, words.text("Open tilcoach"), self._show, column=0)
        self._open.state(["disabled"])
        _button(frame, words.text("Stop tilcoach"), root.destroy, column=1)
        Thread(target=self._read, daemon=True).start()
        root.after(_POLL_MS, self._poll)

    def _read(self) -> None:
        """Pass on what the server prints, and note its address."""
        output = self._server.stdout
        for line in output or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            if line.strip().startswith(_ADDRESS):
                self._address = line.strip().removeprefix(_ADDRESS)

    def _poll(self) -> None:
        """Follow the server; Tk may only be called from its own thread."""
        if self._server.poll() is not None:
            self._root.destroy()
            return
        if self._address and not self._page.exists():
            write_opening_page(self._page, self._address)
            self._line.configure(text=self._ready)
            self._open.state(["!disabled"])
            if self._opens:
                self._show()
        self._root.after(_POLL_MS, self._poll)

    def _show(self) -> None:
        webbrowser.open(self._page.as_uri())


def _button(frame: ttk.Frame, text: str, command: Callable[[], None], *, column: int) -> ttk.Button:
    button = ttk.Button(frame, text=text, command=command, padding=8)
    button.grid(row=1, column=column, sticky="ew", padx=(0, 8))
    return button
