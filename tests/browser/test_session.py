"""A whole session before the camera, as a patient has it; and where everything went."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.live_page import start_camera, stream_frame, verdicts
from tests.browser.page_state import offered_name

from tilcoach.store import History
from tilcoach.video import VideoFile

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent
LOOK_S = 0.1
STANDING_FRAMES, RATE_HZ = 300, 30  # see conftest: so many come before the film
UPRIGHT_S = 5.556  # of the first lift of the stoop, in sample_videos/expected.toml
PICTURES = {".jpg", ".jpeg", ".png", ".mp4", ".webm", ".mkv", ".avi", ".part"}
SAID_SQUAT = "Mooi getild"


class Connections:
    """Looks at all connections of the app and its children, again and again, until it is closed.

    WebRTC on one machine goes by the address of the machine's own network card: that is no way
    out. A UDP socket that is not tied to a peer does not tell where it sends; the browser knows
    the other end of each of those (peers.js).
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.looks = 0
        self.outside: set[str] = set()
        self.own = {a.address for card in psutil.net_if_addrs().values() for a in card}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def is_here(self, address: str) -> bool:
        """Return whether an address is of this machine."""
        return address in self.own or ip_address(address.partition("%")[0]).is_loopback

    def _watch(self) -> None:
        while not self._done.wait(LOOK_S):
            app = psutil.Process(self._pid)
            for process in (app, *app.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):  # a child that has just ended
                    self._analyse_sample(process)
            self.looks += 1

    def _analyse_sample(self, process: psutil.Process) -> None:
        for connection in process.net_connections(kind="inet"):
            if connection.raddr and not self.is_here(connection.raddr.ip):
                self.outside.add(connection.raddr.ip)


@pytest.fixture
def open_here(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page that notes to whom it goes, what it says, and what the camera sees."""

    def open_one(*film: object) -> Page:
        page = open_page(*film)
        for probe in ("probe.js", "voice_probe.js", "peers.js"):
            page.add_init_script(path=FOLDER / probe)
        return page

    return open_one


def seen(page: Page, text: str) -> Locator:
    cue = page.locator(".tc-cue")
    expect(cue).to_contain_text(text)
    return cue


def shown_at_ms(page: Page, text: str) -> float:
    """Give when a text was first on the page, by the clock on the wall."""
    at_ms: float = page.evaluate(
        """(text) => performance.timeOrigin
          + tilcoachShown.find((shown) => shown.text.includes(text)).at_ms""",
        text,
    )
    return at_ms


def heard_at_ms(page: Page, code: str) -> float:
    """Wait until a sentence sounds, and give when it began, by the clock on the wall."""
    begun = f"(told) => told.state === 'started' && told.code === '{code}'"
    page.wait_for_function(f"() => tilcoachHeard.some({begun})", polling=200)
    at_ms: float = page.evaluate(
        f"() => performance.timeOrigin + tilcoachHeard.find({begun}).started_ms"
    )
    return at_ms


def upright_at_ms(page: Page) -> float:
    """Give when the camera saw the person of the stoop upright again, by the clock on the wall."""
    number = STANDING_FRAMES + round(RATE_HZ * UPRIGHT_S)
    came: dict[str, float] = stream_frame(page).evaluate("() => tilcoachProbe.arrived_ms")
    return min(at_ms for frame, at_ms in came.items() if int(frame) >= number)


def player(page: Page) -> Locator:
    return page.locator(".player[data-row]")


@pytest.fixture
def connections(server: Any) -> Iterator[Connections]:  # noqa: ANN401  a Server of conftest
    with Connections(server.pid) as watched:
        yield watched


@pytest.fixture
def practising(open_here: Callable[..., Page], app_url: str) -> Page:
    """Start the camera, which sees a stoop, with the numbers saved."""
    page = open_here()
    start_camera(page, app_url, save=True)
    return page


@pytest.fixture
def pictures(history_folder: Path, temporary_folder: Path) -> Callable[[], list[Path]]:
    """List the pictures and films that the app has put on the disk since the test began.

    The result of a film that another test had looked at stays as long as that page may come back.
    """

    def all_there() -> set[Path]:
        folders = (history_folder.parent, temporary_folder)
        files = (path for folder in folders if folder.is_dir() for path in folder.rglob("*"))
        return {path for path in files if path.suffix.lower() in PICTURES}

    before = all_there()
    return lambda: sorted(all_there() - before)


def test_a_whole_session_stays_on_this_machine(
    practising: Page,
    history_folder: Path,
    connections: Connections,
    visited_hosts: set[str],
    pictures: Callable[[], list[Path]],
    print_figures: Callable[[str], None],
) -> None:
    """Set-up, lifts, voice, looking back, saving a film, history: and nobody outside was asked."""
    before = {session.number for session in History(history_folder).sessions()}
    page = practising
    seen(page, "knieën")
    assert "half opzij" in " ".join(page.evaluate("() => tilcoachShown.map((shown) => shown.text)"))
    expect(page.locator('[data-pattern="twist_with_load"]')).to_be_visible()
    heard_ms, shown_ms = heard_at_ms(page, "cue.bend_knees"), shown_at_ms(page, "knieën")
    upright_ms = upright_at_ms(page)

    look_back(page)
    assert pictures() == []
    assert len(list(VideoFile(saved_film(page)))) > 10
    page.keyboard.press("Escape")
    expect(player(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Pauze")).to_be_visible()
    ways = stream_frame(page).evaluate("() => tilcoachWays()")

    page.goto(page.url.split("?")[0].rstrip("/") + "/progress")
    expect(page.locator("[data-testid=stDataFrame]").first).to_be_visible()
    (new,) = [s for s in History(history_folder).sessions() if s.number not in before]
    assert "fout" in verdicts(new)
    assert pictures() == []

    assert visited_hosts <= {"127.0.0.1"}
    assert connections.looks > 10
    assert connections.outside == set()
    assert {way["kind"] for way in ways} <= {"host", "prflx"}  # and none by way of another machine
    addresses = {way["address"] for way in ways if way["end"] == "remote-candidate"}
    assert addresses
    assert all(connections.is_here(address) for address in addresses if address)
    print_figures(
        f"session: after upright the cue is shown in {shown_ms - upright_ms:.0f} ms"
        f" and heard in {heard_ms - upright_ms:.0f} ms; {connections.looks} looks at connections"
    )


def look_back(page: Page) -> None:
    """Look back by the key, freeze, and go on picture by picture."""
    expect(page.get_by_role("button", name="Terugkijken")).to_be_enabled()
    page.keyboard.press("t")
    expect(player(page)).to_be_visible()
    page.get_by_role("slider", name="Moment in de tilbeweging").fill("5")
    expect(player(page)).to_have_attribute("data-playing", "false")
    expect(player(page)).to_have_attribute("data-row", "5")
    page.keyboard.press("ArrowLeft")
    expect(player(page)).to_have_attribute("data-row", "4")
    page.get_by_role("button", name="Eén beeld verder").click()
    expect(player(page)).to_have_attribute("data-row", "5")
    page.get_by_role("button", name="Speel af").click()
    expect(player(page)).to_have_attribute("data-playing", "true")


def saved_film(page: Page) -> Path:
    """Save what is looked at, as it is offered, and return where the browser put it."""
    expect(page.locator(".st-key-clip-blur input")).to_be_checked()
    with page.expect_download() as download:
        page.get_by_role("button", name="Film bewaren").click()
    assert offered_name(page, download.value) == "tilcoach-film.mp4"
    return Path(download.value.path())


def test_a_squat_is_praised(open_here: Callable[..., Page], app_url: str) -> None:
    page = open_here("squat_close")
    start_camera(page, app_url)
    seen(page, SAID_SQUAT)
    verdict = page.locator('[data-pattern="straight_legs"][data-verdict="goed"]')
    expect(verdict).to_be_visible()
    heard_at_ms(page, "cue.well_done")


class Suspicious(Connections):
    """Takes every address for one outside."""

    def is_here(self, address: str) -> bool:
        return not address


def test_the_watch_sees_a_connection_and_knows_what_is_outside() -> None:
    me = psutil.Process().pid
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
        Suspicious(me) as watched,
    ):
        one.bind(("127.0.0.1", 0))
        other.connect(one.getsockname())
        for _ in range(600):
            if watched.outside:
                break
            threading.Event().wait(LOOK_S)
    assert "127.0.0.1" in watched.outside
    assert Connections(me).is_here("127.0.0.1")
    assert Connections(me).is_here("::1")
    assert not Connections(me).is_here("192.0.2.1")  # nobody's: RFC 5737
