"""Sessions to put on a report: lifts of the person of sticks, and a way to look at the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import numpy as np
import pypdfium2
import pytest

from tilcoach.coaching import Camera, Cue, Pattern, Reason, Verdict, WarningCode, read_limits
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LoadChoice, LoadSource
from tilcoach.pose import PoseSeries
from tilcoach.release_accuracy import ERRORS
from tilcoach.report import ReleaseAccuracy, Report, ReportSession, report_bytes
from tilcoach.session_files import KeyPosePart, LiftPart, SessionDocument
from tilcoach.session_files.key_pose import SHOWN
from tilcoach.session_files.lift_schema import LiftingIndexPart
from tilcoach.store import Curves

LIFT_S = 4.0
Stick = Callable[..., PoseSeries]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Run the test in each language."""
    chosen: Language = request.param
    return chosen


def finding(pattern: Pattern, verdict: Verdict, start_s: float) -> dict[str, object]:
    """Return one finding; what was not judged was seen from the side."""
    measured = {
        Pattern.STRAIGHT_LEGS: (92.0, 75.0, "index"),
        Pattern.TWIST_WITH_LOAD: (38.0, 25.0, "deg"),
        Pattern.LOAD_FAR: (0.62, 0.51, "m"),
    }
    value, limit, unit = measured[pattern]
    open_ = verdict is Verdict.NOT_JUDGED
    seen = verdict is Verdict.FOUT
    return {
        "pattern": pattern,
        "verdict": verdict,
        "start_s": start_s + 1.5 if seen else None,
        "end_s": start_s + 2.0 if seen else None,
        "measured": None if open_ else value if seen else value / 2,
        "limit": limit,
        "unit": unit,
        "confidence": 0.0 if open_ else 0.93,
        "reason": Reason.VIEW_SIDE if open_ else None,
    }


def judged_by(part: LiftPart, cameras: Sequence[Camera]) -> LiftPart:
    """Return a lift as two cameras judged it, each pattern that was judged by the one named."""
    findings = tuple(
        found.model_copy(update={"judged_by": camera if found.reason is None else None})
        for found, camera in zip(part.findings, cameras, strict=True)
    )
    return part.model_copy(update={"findings": findings})


_SECOND = {
    "name": "telefoon.mp4",
    "sha256": "ef" * 32,
    "duration_s": 11.0,
    "frame_rate_hz": 30,
    "view": {"label": ViewLabel.FRONT, "yaw_deg": 88.0},
    "begins_s": 0.4,
    "likeness": 0.97,
    "lifts": 2,
}


def still(stick: Stick, time_s: float) -> KeyPosePart:
    """Return the person of sticks, bent over and seen from the side."""
    film = stick([0.0], trunk_deg=70, knee_deg=12, reach=0.3, hand_height=0.25)
    points = film.image_px[0]
    named = {p.name.lower(): (float(points[p, 0]), float(points[p, 1])) for p in SHOWN}
    return KeyPosePart(time_s=time_s, points_px=named)


def lift(number: int, verdicts: Sequence[Verdict], kept: KeyPosePart | None) -> LiftPart:
    start_s = LIFT_S * number
    cue = Cue.BEND_KNEES if verdicts[0] is Verdict.FOUT else Cue.WELL_DONE
    pairs = zip(Pattern, verdicts, strict=True)
    return LiftPart.model_validate(
        {
            "lift": number,
            "start_s": start_s,
            "grasp_s": start_s + 1.7,
            "upright_s": start_s + 3.0,
            "end_s": start_s + LIFT_S,
            "load": {"held": True, "probability": 0.9, "source": LoadSource.AUTO},
            "measures": {"trunk_flexion_deg": 71.0, "knee_flexion_deg": 12.0}
            | {"stoop_squat_index": 92.0, "trunk_rotation_deg": None}
            | {"load_distance_m": 0.4, "load_distance_ratio": 0.23},
            "findings": [finding(pattern, verdict, start_s) for pattern, verdict in pairs],
            "cue": {"code": cue, "text": "in whatever language it was"},
            "still": kept,
        }
    )


def curves(number: int) -> Curves:
    """Return a bend and a rise that last as long as a lift; the rotation was not measured."""
    times_s = LIFT_S * number + np.linspace(0, LIFT_S, 41)
    bend = np.sin(np.pi * np.linspace(0, 1, 41)) ** 2
    return Curves.model_validate(
        {
            "time_s": times_s.round(2).tolist(),
            "trunk_flexion_deg": (71 * bend).round(1).tolist(),
            "knee_flexion_deg": (5 + (7 + number) * bend).round(1).tolist(),
            "stoop_squat_index": [92.0 if b > 0.3 else None for b in bend],
            "trunk_rotation_deg": [None] * 41,
            "load_distance_ratio": (0.15 + 0.1 * bend).round(3).tolist(),
        }
    )


def index() -> dict[str, object]:
    """Return the index of a lift from far, low and turned, of which everything could be better."""
    known = {"rwl_kg": 8.0, "li": 1.5, "li_low": 1.2, "li_high": 1.9, "travel_cm": 85.0}
    low = known | {"horizontal_cm": 48.0, "height_cm": 10.0, "asymmetry_deg": 45.0}
    high = known | {"horizontal_cm": 30.0, "height_cm": 95.0, "asymmetry_deg": 45.0}
    return {"origin": low, "destination": high, "reason": None, "lifts_per_min": 0.0}


Make = Callable[..., ReportSession]


@pytest.fixture
def make(stick: Stick) -> Make:
    """Make a session: ``make(3, people=2, key_poses=False)``; its first lift has straight legs."""
    fout, goed, open_ = Verdict.FOUT, Verdict.GOED, Verdict.NOT_JUDGED

    def session(
        lifts: int = 2,
        *,
        people: int = 1,
        key_poses: bool = True,
        note: str = "",
        name: str = "",
        load_kg: float | None = None,
        cameras: Sequence[Camera] = (),
    ) -> ReportSession:
        parts = [
            lift(
                number,
                (fout if number == 1 else goed, open_, goed),
                still(stick, LIFT_S * number + 1.75) if key_poses else None,
            )
            for number in range(1, lifts + 1)
        ]
        if load_kg is not None:
            weighed = LiftingIndexPart.model_validate(index())
            parts = [part.model_copy(update={"lifting_index": weighed}) for part in parts]
        if cameras:
            parts = [judged_by(part, cameras) for part in parts]
        view = {"label": ViewLabel.SIDE, "yaw_deg": 4.0}
        document = SessionDocument.model_validate(
            {
                "tilcoach": "0.1.0",
                "source": {"name": name or "één lift.mp4", "sha256": "ab" * 32, "duration_s": 12.4}
                | {"frame_rate_hz": 30, "width_px": 640, "height_px": 480}
                | {"frames": 372, "frames_without_person": 3},
                "model": {"name": "pose_landmarker_full", "sha256": "cd" * 32},
                "settings": {"load": LoadChoice.AUTO, "height_cm": None, "language": "nl"}
                | {"load_kg": load_kg, "persons": people}
                | {"limits": dict(read_limits().values())},
                "people": [
                    {"person": n + 1, "view": view, "lifts": parts, "bends": ()}
                    for n in range(people)
                ],
                "second_camera": _SECOND if cameras else None,
                "warnings": [
                    {"code": WarningCode.DEFAULT_HEIGHT, "text": "in any language", "person": None}
                ],
            }
        )
        kept = {(p + 1, n): curves(n) for p in range(people) for n in range(1, lifts + 1)}
        return ReportSession(document, datetime(2026, 3, 2, 9, 30), note, kept)  # noqa: DTZ001  as it is shown

    return session


@pytest.fixture
def published() -> ReleaseAccuracy:
    """Return errors that no version ever had: 1.1, 1.2 and so on."""
    names = [name for views in ERRORS.values() for name in views.values()]
    return ReleaseAccuracy("0.0.9", {name: 1.1 + n / 10 for n, name in enumerate(names)})


@pytest.fixture
def opened(language: Language) -> Callable[[Report], pypdfium2.PdfDocument]:
    """Make the PDF in the language of the test, and open it as a reader of PDF does."""
    return lambda report: pypdfium2.PdfDocument(report_bytes(report, translator(language)))


@pytest.fixture
def texts(
    opened: Callable[[Report], pypdfium2.PdfDocument],
) -> Callable[[Report], list[str]]:
    """Give the text of each page of a report, with single spaces."""

    def read(report: Report) -> list[str]:
        pages = [page.get_textpage().get_text_range() for page in opened(report)]
        return [" ".join(page.split()) for page in pages]

    return read


@pytest.fixture
def report(make: Make, published: ReleaseAccuracy) -> Report:
    """Return the report that the golden pictures show."""
    session = make(3, note="Rustig opgebouwd; volgende week een krat van 5 kg.")
    return Report((session,), date(2026, 3, 3), "Daniëlle Özgür", published)
