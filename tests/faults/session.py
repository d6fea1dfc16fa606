"""A live session without a browser, in a process of its own: what the page does, and no more.

``python tests/faults/session.py`` opens the camera that ``$TILCOACH_CAMERA`` names, saves what it
sees in ``$TILCOACH_HISTORY``, and tells three times a second what the panel says, one JSON line
each. A line on standard input is a word of the test: ``leave`` closes the page, ``second`` opens
another one.

A recording stands in for the pose model, so that lifts are found on a busy machine too; with
``--model NAME`` it is the real one.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from unittest import mock

from tools.fuzz.pictures import Somebody

from tilcoach.config import Settings
from tilcoach.messages import translator
from tilcoach.store import DEFAULT_PROFILE
from tilcoach.ui.keeping import saving_line
from tilcoach.ui.live_panel import live_panel
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.video import find_cameras

LIFTS = Path(__file__).parents[1] / "recordings" / "stoop_straight_legs.npz"
WORDS = translator("en")
EVERY_S = 0.3
TAG = re.compile(r"<[^>]+>")


@dataclass
class Tab:
    """One page that is open."""

    name: str
    room: LiveRoom
    viewer: object

    @classmethod
    def open(cls, name: str, settings: Settings) -> Tab:
        room = LiveRoom(saving=DEFAULT_PROFILE)
        (place, *_) = find_cameras()
        room.start_local(place, WORDS, settings)
        assert room.local is not None
        return cls(name, room, room.local.enter())

    def close(self) -> None:
        """Go away without a word, as a tab does."""
        if self.room.local is not None:
            self.room.local.exit(self.viewer)

    def tell(self) -> dict[str, object]:
        """Return what the page shows."""
        snapshot, diary, local = self.room.slot.snapshot(), self.room.diary, self.room.local
        phases = [person.phase.value for person in snapshot.step.people] if snapshot.step else []
        return {
            "tab": self.name,
            "panel": " ".join(unescape(TAG.sub(" ", live_panel(snapshot, WORDS))).split()),
            "saving": saving_line(diary.state, WORDS) if diary is not None else "",
            "saved": diary.state.saved if diary is not None else 0,
            "waiting": diary.state.waiting if diary is not None else 0,
            "phases": phases,
            "received": snapshot.received,
            "running": local is not None and local.is_running,
        }


def listen(tabs: list[Tab], settings: Settings) -> None:
    """Do what the test asks for, until it says no more."""
    for line in sys.stdin:
        if line.strip() == "leave":
            tabs[0].close()
        elif line.strip() == "second":
            tabs.append(Tab.open("second", settings))


def _somebody(*_: object) -> Somebody:
    return Somebody(LIFTS)


def main() -> None:
    """Open a page and tell what it shows, for ever."""
    model = sys.argv[2] if sys.argv[1:2] == ["--model"] else None
    settings = Settings(model=model or "full")
    if model is None:
        mock.patch("tilcoach.ui.live_stream.open_estimator", _somebody).start()
    tabs = [Tab.open("first", settings)]
    threading.Thread(target=listen, args=(tabs, settings), daemon=True).start()
    pause = threading.Event()
    while not pause.wait(EVERY_S):
        for tab in tuple(tabs):
            sys.stdout.write(json.dumps(tab.tell()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
