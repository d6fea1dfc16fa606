"""A live session without a browser, in a process of its own: what the page does, and no more.

``python tests/faults/session.py`` opens the camera that ``$TILCOACH_CAMERA`` names, saves what it
sees in ``$TILCOACH_HISTORY``, and tells three times a second what the panel says, one JSON line
each. A line on standard input is a word of the test: ``leave`` closes the page, ``second`` opens
another one.

A recording stands in for the pose model, so that lifts are found on a busy machine too; with
``--model NAME`` it is the real one. With ``--phone`` the camera is a telephone, which the test
plays.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from unittest import mock

from tools.fuzz.pictures import Somebody

from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.lifting import LoadChoice
from tilcoach.live.session import LiveSession
from tilcoach.phone.camera import PhoneCamera
from tilcoach.store import DEFAULT_PROFILE
from tilcoach.ui.components.save_controls import saving_status
from tilcoach.ui.live_view.panel import live_panel
from tilcoach.video import find_cameras

LIFTS = Path(__file__).parents[1] / "recordings" / "stoop_straight_legs.npz"
WORDS = translator("en")
EVERY_S = 0.3
TAG = re.compile(r"<[^>]+>")


@dataclass
class Tab:
    """One page that is open."""

    name: str
    session: LiveSession
    viewer: object

    @classmethod
    def open(cls, name: str, settings: Settings) -> Tab:
        session = LiveSession(profile_number=DEFAULT_PROFILE)
        source = PhoneCamera(WORDS) if "--phone" in sys.argv else find_cameras()[0]
        session.start_stream(source, WORDS, settings)
        assert session.stream is not None
        return cls(name, session, session.stream.add_viewer())

    def close(self) -> None:
        """Go away without a word, as a tab does."""
        if self.session.stream is not None:
            self.session.stream.remove_viewer(self.viewer)

    def tell(self) -> dict[str, object]:
        """Return what the page shows."""
        snapshot, recorder, stream = (
            self.session.state.snapshot(),
            self.session.recorder,
            self.session.stream,
        )
        phases = (
            [person.phase.value for person in snapshot.result.people] if snapshot.result else []
        )
        return {
            "tab": self.name,
            "panel": " ".join(unescape(TAG.sub(" ", live_panel(snapshot, WORDS))).split()),
            "saving": saving_status(recorder.state, WORDS) if recorder is not None else "",
            "saved": recorder.state.saved if recorder is not None else 0,
            "waiting": recorder.state.waiting if recorder is not None else 0,
            "phases": phases,
            "received": snapshot.received,
            "running": stream is not None and stream.is_running,
            "link": stream.phone.link if stream is not None and stream.phone is not None else "",
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
    if model is None:  # the film shows no load, and the recording is of somebody who lifts one
        settings = replace(settings, load=LoadChoice.YES)
        mock.patch("tilcoach.live.session.open_estimator", _somebody).start()
    tabs = [Tab.open("first", settings)]
    threading.Thread(target=listen, args=(tabs, settings), daemon=True).start()
    pause = threading.Event()
    while not pause.wait(EVERY_S):
        for tab in tuple(tabs):
            sys.stdout.write(json.dumps(tab.tell()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
