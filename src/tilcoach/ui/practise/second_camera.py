"""What the second camera does, below the panel."""

from __future__ import annotations

from html import escape

from tilcoach.i18n import Translator
from tilcoach.kinematics import ViewLabel
from tilcoach.live.second_camera import SecondCamera


def second_camera_line(second: SecondCamera | None, words: Translator) -> str:
    """Return whether the second camera sees the person, and from where, as HTML."""
    if second is None:
        return ""
    view, error = second.view.label, second.error
    if error is not None:
        sentence = words.text("Camera 2: {error}", error=words.error(error))
    elif view is ViewLabel.UNKNOWN:
        sentence = words.text("Camera 2 waits until you stand upright in its picture.")
    else:
        sentence = words.text("Camera 2 is watching too: {view}.", view=words.view(view))
    rate = f'data-second-hz="{second.analysed_hz:.1f}"'
    return f'<p class="tc-note" {rate} data-second-view="{view}">{escape(sentence)}</p>'
