"""A telephone that is the camera of a live session goes away; the page says so, and goes on.

The first line of each test is a fault and what tilcoach does; docs/robustness.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from tests.faults.live import Session
from tests.phone.player import PhonePlayer
from tests.ports import listens, wait_for

from tilcoach.phone.camera import ADDRESS_VARIABLE

Start = Callable[..., Session]


@pytest.fixture
def session(start: Start) -> Session:
    return start("--phone", **{ADDRESS_VARIABLE: "127.0.0.1"})


def link_of(session: Session) -> str:
    """Return what the code on the page opens, once it is there."""
    return str(session.until(lambda told: told["link"].startswith("https"))["link"])


def test_the_phone_is_gone_and_comes_back(session: Session) -> None:
    """The phone that is the camera leaves the network, and comes back | reported within seconds;
    it goes on by itself.
    """
    session.shows("Scan the code")
    with PhonePlayer(link_of(session)) as phone:
        session.works()
        phone.leave()
        session.shows("No picture comes from your phone")
        phone.come_back()
        session.works()


def test_the_page_is_closed_while_a_phone_is_awaited(session: Session) -> None:
    """The tab is closed while a phone is the camera, or awaited | its port closes in seconds."""
    port = urlsplit(link_of(session)).port
    assert port is not None
    wait_for(lambda: listens("127.0.0.1", port))
    session.say("leave")
    wait_for(lambda: not listens("127.0.0.1", port))
