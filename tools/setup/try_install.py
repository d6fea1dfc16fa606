"""Tries an installed tilcoach as its users would: a sample is judged, and the app answers.

python tools/setup/try_install.py
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SAMPLE = "stoop_straight_legs"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120.0


def main() -> None:
    """Try both, and end with a sentence that says how it went."""
    with tempfile.TemporaryDirectory() as folder:
        judge_sample(Path(folder))
        answer(Path(folder))
    print("tilcoach judges a sample, and its app answers.")


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
