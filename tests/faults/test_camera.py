"""The camera of a live session fails in every way that a camera can; the page says so, and goes on.

The first line of each test is a fault and what tilcoach does; docs/robustness.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.live import Cameras, Session

Start = Callable[..., Session]


def test_unplugged(start: Start, cameras: Cameras) -> None:
    """The camera is unplugged, and put back | reported within seconds; it goes on by itself."""
    session = start()
    session.works()
    cameras.unplug()
    session.shows("plug")  # it stopped giving pictures, and a moment later: it cannot be opened
    cameras.show("works")
    session.works()


def test_busy_or_absent_from_the_start(start: Start, cameras: Cameras) -> None:
    """The camera is in use by another program, or absent | reported; it starts when it is free."""
    cameras.unplug()
    session = start()
    session.shows("close other programs that use it")
    cameras.show("works")
    session.works()


def test_black_frozen_and_slow(start: Start, cameras: Cameras) -> None:
    """The picture is black, frozen, or comes 5 times a second | each is reported."""
    session = start()
    session.works()
    cameras.show("black")
    session.shows("is black: take the cover off")
    cameras.show("frozen")
    session.shows("stands still: take out its plug")
    cameras.show("slow")
    session.shows("pictures per second: more light")
    cameras.show("works")
    session.works()


def test_two_pages(start: Start) -> None:
    """Two tabs at once | the second says which one has the camera, and takes over when it goes."""
    session = start()
    session.works()
    session.say("second")
    session.shows("Another window of tilcoach is using this camera", "second")
    session.say("leave")
    session.until(lambda told: not told["running"])
    session.until(lambda told: told["received"] > 0, "second")
