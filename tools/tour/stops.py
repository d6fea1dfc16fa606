"""Which pages the tour shows, and what is waited for on each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the tour.

    Attributes
    ----------
    name
        Of the pictures.
    title
        As the documentation calls it.
    address
        Below that of the app.
    about
        One sentence.
    ready
        What must be in view (CSS) before the picture is taken.
    click
        What to click first (CSS); empty for nothing.
    whole
        Whether the picture shows the page as far as it goes, and not one screen of it.
    phone
        Whether a telephone's width is shown as well.
    """

    name: str
    title: str
    address: str
    about: str
    ready: str
    click: str = ""
    whole: bool = True
    phone: bool = False


STOPS = (
    Stop(
        "practise",
        "Oefenen / Practise",
        "",
        "A sample film, or the own camera, is coached at once.",
        ".tc-verdict",
        whole=False,
        phone=True,
    ),
    Stop(
        "video",
        "Video",
        "video",
        "A film is looked at: lifts, verdicts, curves, downloads.",
        ".tc-card .tc-verdict",
        ".st-key-look-stoop_straight_legs button",
    ),
    Stop(
        "compare",
        "Vergelijken / Compare",
        "compare",
        "Two lifts side by side, and the difference in words.",
        ".tc-told li",
    ),
    Stop(
        "group",
        "Groep / Group",
        "group",
        "In turn or several at once, with numbers and no names; large enough for a beamer.",
        ".tc-group",
        whole=False,
    ),
    Stop(
        "progress",
        "Voortgang / Progress",
        "progress",
        "What was practised over the weeks, to take along or to erase.",
        "canvas, svg.marks",
    ),
    Stop(
        "about",
        "Uitleg / About",
        "about",
        "What the patterns mean, how exact the coach is, and what else the leaflet advises.",
        "video",
        phone=True,
    ),
    Stop(
        "settings",
        "Instellingen / Settings",
        "settings",
        "What holds on all pages, and what is kept where.",
        ".tc-table",
        phone=True,
    ),
)
