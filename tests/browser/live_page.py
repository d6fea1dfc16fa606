"""What the tests of the live page have in common."""

from __future__ import annotations

from playwright.sync_api import Frame, Page, expect
from tests.browser.page_state import wait_until_settled

from tilcoach.store import SavedSession


def start_camera(page: Page, app_url: str, *, save: bool = False) -> None:
    """Open the live page, choose to save if asked to, and let it see the browser's camera."""
    page.goto(f"{app_url}/?source=camera")
    if save:
        wait_until_settled(page)
        page.locator(".st-key-save [role=combobox]").click()
        page.get_by_role("option", name="Mijn resultaten bewaren").click()
        expect(page.locator(".st-key-save")).to_contain_text("Mijn resultaten bewaren")
    page.frame_locator("iframe[title*=webrtc]").get_by_role("button", name="Start").click()


def stream_frame(page: Page) -> Frame:
    """Return the frame in which the browser's camera is sent and shown."""
    return next(frame for frame in page.frames if "streamlit_webrtc" in frame.url)


def verdicts(session: SavedSession) -> list[str]:
    """Return the verdict on the legs in each lift; in one seen too seldom, it stays open."""
    return [str(lift.part.findings[0].verdict) for lift in session.lifts]
