"""The pages of the tour, and what each must show before its screenshot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the tour.

    Attributes
    ----------
    name
        Of the screenshots.
    title
        As the documentation calls it.
    address
        Below that of the app.
    about
        One sentence.
    ready
        What must be visible (CSS) before the screenshot.
    click
        What to click first (CSS); empty for nothing.
    whole
        Whether the screenshot shows the whole page instead of one screen.
    phone
        Whether there is a screenshot at a telephone's width as well.
    """

    name: str
    title: str
    address: str
    about: str
    ready: str
    click: str = ""
    whole: bool = True
    phone: bool = False


CAMERAS = ("sample_videos/lift_and_twist.mp4", "docs/../sample_videos/lift_and_twist.mp4")
"""What stands in for the cameras of the machine."""

STOPS = (
    Stop(
        "practise",
        "Oefenen / Practise",
        "",
        "A sample says that it is one; one large button, or Enter, begins with your own camera.",
        ".tc-verdict",
        whole=False,
        phone=True,
    ),
    Stop(
        "large",
        "Oefenen, schermvullend / Practise, filling the screen",
        "",
        "A picture, one sentence, one symbol and the count, to be read from 3 to 4 metres.",
        ".tc-large-symbol",
        ".st-key-fill button",
        whole=False,
        phone=True,
    ),
    Stop(
        "phone",
        "Oefenen, de telefoon als camera / Practise, the phone as the camera",
        "?source=camera",
        "A code to scan, and what the phone asks; the picture goes to this computer, nowhere else.",
        ".tc-qr img",
        ".st-key-use-phone button",
    ),
    Stop(
        "two-cameras",
        "Oefenen, twee camera's / Practise, two cameras",
        f"?source=camera&cam={CAMERAS[0]}&cam2={CAMERAS[1]}",
        "Each verdict says which camera saw it best; here one film plays both.",
        '[data-verdict="goed"] .tc-why',
        ".st-key-start button",
        whole=False,
    ),
    Stop(
        "video",
        "Video",
        "video",
        "A film is analysed: lifts, verdicts, curves, downloads.",
        ".tc-card .tc-verdict",
        ".st-key-analyse-stoop_straight_legs button",
    ),
    Stop(
        "compare",
        "Vergelijken / Compare",
        "compare",
        "Two lifts side by side, and the difference in words.",
        ".tc-differences li",
    ),
    Stop(
        "together",
        "Vergelijken, naast elkaar / Compare, side by side",
        "compare",
        "Both lifts play in the same phase at the same moment.",
        ".player",
        ".st-key-together button",
    ),
    Stop(
        "group",
        "Groep / Group",
        "group",
        "In turn or several at once, with numbers and no names; large enough for a projector.",
        ".tc-group",
        whole=False,
    ),
    Stop(
        "progress",
        "Voortgang / Progress",
        "progress",
        "Practice over the weeks, to export or to erase.",
        "canvas, svg.marks",
    ),
    Stop(
        "plan",
        "Plan",
        "plan",
        "A therapist makes a plan; a patient opens its file.",
        "[data-testid=stFileUploader], form, [data-testid=stForm]",
    ),
    Stop(
        "about",
        "Uitleg / About",
        "about",
        "What the patterns mean, how accurate the coach is, and what else the leaflet advises.",
        "video",
        phone=True,
    ),
    Stop(
        "settings",
        "Instellingen / Settings",
        "settings",
        "Choices for all pages, and where data are stored.",
        "[data-testid=stCheckbox]",
        phone=True,
    ),
)
