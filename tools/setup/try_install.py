"""Tries an installed tilcoach as its users would: a sample is judged, and the app answers.

::

    python -m tools.setup.try_install                          # in the environment that is tried
    python -m tools.setup.try_install --how "pip, the wheel"   # also writes it down for the page
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tools.setup.tried import Trial, add_trial

SAMPLE = "stoop_straight_legs"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Try both, and end with a sentence that says how it went."""
    parser = argparse.ArgumentParser(prog="python -m tools.setup.try_install", description=__doc__)
    parser.add_argument("--how", help="write it down, with how tilcoach got there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        judge_sample(Path(folder))
        if find_spec("streamlit") is None:
            ask_for_app(Path(folder))
            done = "a sample judged; app: says what to install"
        else:
            answer(Path(folder))
            done = "a sample judged; the app answers"
    if options.how:
        megabytes = sum(path.stat().st_size for path in _own_files()) / 1e6
        add_trial(Trial.here(options.how, f"{done}; {megabytes:.0f} MB"))
    print(f"tilcoach: {done}.")


def _own_files() -> Iterator[Path]:
    """Give all files of the libraries here, without Python's own."""
    folders = {Path(place).resolve() for place in sys.path if place.endswith("site-packages")}
    everything = (path for folder in folders for path in folder.rglob("*"))
    return (path for path in everything if path.is_file() and not path.is_symlink())


def judge_sample(folder: Path) -> None:
    """Let the command line judge a sample, and look at the verdict."""
    film = ROOT / "sample_videos" / f"{SAMPLE}.mp4"
    subprocess.run([*_TILCOACH, "analyze", str(film), "--out", str(folder)], check=True)  # noqa: S603
    (kept,) = folder.rglob("session.json")
    session = json.loads(kept.read_text(encoding="utf-8"))
    lifts = session["people"][0]["lifts"]
    findings = {one["pattern"]: one["verdict"] for one in lifts[0]["findings"]}
    if findings["straight_legs"] != "fout":
        sys.exit(f"The sample is judged otherwise than it should be: {findings}")


def answer(folder: Path) -> None:
    """Start the app, ask for its first page, and end it."""
    port = _free_port()
    command = [*_TILCOACH, "app", "--no-browser", "--no-token", "--port", str(port)]
    app = subprocess.Popen(command, cwd=folder)  # noqa: S603 - our own words
    try:
        page = _first_page(f"http://127.0.0.1:{port}/")
    finally:
        app.terminate()
        app.wait(timeout=30)
    if "<title>" not in page:
        sys.exit(f"The app answers with something else: {page[:200]}")


def ask_for_app(folder: Path) -> None:
    """Start the app where it is not installed: one sentence says what to type."""
    command = [*_TILCOACH, "app", "--lang", "en"]
    ended = subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if "tilcoach[app]" not in ended.stderr or ended.stderr.count("\n") != 1:
        sys.exit(f"The app says something else than what to install: {ended.stderr}")


_TILCOACH = (sys.executable, "-m", "tilcoach")


def _first_page(url: str) -> str:
    until_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310 - this machine
                return str(page.read(), "utf-8")
        except OSError:
            if time.monotonic() > until_s:
                raise
            time.sleep(1)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main()
