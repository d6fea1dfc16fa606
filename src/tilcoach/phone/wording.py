"""What the page on the telephone says."""

from __future__ import annotations

from tilcoach.i18n import Translator
from tilcoach.phone.pairing import Refusal


def page_words(words: Translator) -> dict[str, str]:
    """Return the sentences that stand in the page, by their names there."""
    return {
        "title": words.text("Your phone as the camera"),
        "promise": words.text(
            "The pictures go to the computer that showed the code, encrypted, and nowhere else. "
            "Nothing is kept on this phone. There is no sound."
        ),
        "begin": words.text("Turn on the camera"),
        "place": words.text(
            "Then put the phone down upright or on its side, at the height of your hips, so that "
            "you are in view from head to feet."
        ),
        "other": words.text("Other camera"),
        "stop": words.text("Stop"),
        "preview": words.text("What this phone sees"),
    }


def script_words(words: Translator) -> dict[str, str]:
    """Return the sentences that the script shows, by their names there."""
    return {
        "asking": words.text("Allow the camera when the browser asks for it."),
        "connecting": words.text("Looking for the computer. This goes on by itself."),
        "live": words.text("The computer sees your picture."),
        "stopped": words.text("The camera is off. You may close this page."),
        "ended": words.text(
            "This session has ended. Press “Use my phone” on the computer and scan the new code."
        ),
        "denied": words.text(
            "The browser may not use the camera: allow it in the settings of this page, and load "
            "the page again."
        ),
        "no_camera": words.text("This browser gives no camera: open the page in another one."),
        Refusal.UNKNOWN: words.text("This is not the code that the computer shows: scan it again."),
        Refusal.USED: words.text(
            "Another phone has used this code. For this phone, press “New code” on the computer."
        ),
        Refusal.EXPIRED: words.text(
            "This code has run out. Press “New code” on the computer and scan it."
        ),
        Refusal.TOO_OFTEN: words.text(
            "That was tried often. Wait five minutes, then scan the code again."
        ),
    }
