"""The figures of a report: the key poses of up to three lifts, and the curves of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.measures import MEASURES
from tilcoach.pose import Points
from tilcoach.report.contents import ReportLift, ReportSession
from tilcoach.report.plot import CurvesPlot
from tilcoach.report.skeleton import Skeleton, points_from_curves
from tilcoach.report.styles import BODY, GAP_PT, HEADING, SMALL, STRONG, WIDTH_PT, text
from tilcoach.report.verdicts import marked, measured
from tilcoach.session_files import nan_if_none

_COLUMNS = 3
_CELL_PT = (WIDTH_PT - (_COLUMNS - 1) * GAP_PT) / _COLUMNS
_KEY_POSE_PT = 96.0
_PLOT_PT = 86.0
_BARE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


def representative_lifts(lifts: Sequence[ReportLift]) -> tuple[ReportLift, ...]:
    """Return up to three lifts: one *fout* per pattern, a good one, then the first ones."""
    chosen: dict[tuple[int, int], ReportLift] = {}
    for pattern in Pattern:
        for lift in lifts:
            if lift.finding(pattern).verdict is Verdict.FOUT:
                chosen.setdefault(lift.key, lift)
                break
    good = [lift for lift in lifts if lift.has(Verdict.GOED) and not lift.has(Verdict.FOUT)]
    for lift in (*good[:1], *lifts):
        chosen.setdefault(lift.key, lift)
    return tuple(list(chosen.values())[:_COLUMNS])


def key_poses(session: ReportSession, words: Translator) -> Iterator[Flowable]:
    """Yield the key poses, side by side."""
    cells = [
        cell
        for lift in representative_lifts(session.lifts)
        if (cell := _key_pose_cell(lift, session, words))
    ]
    if not cells:
        return
    heading = text(words.text("The key moment, as a skeleton"), HEADING)
    how = words.text(
        "Blue is the trunk, from hips to shoulders, beside the vertical; the person's own left is "
        "lighter. No picture of the person is kept."
    )
    yield KeepTogether([heading, text(how, SMALL), Spacer(0, 2), _grid(cells)])


def _key_pose_cell(
    lift: ReportLift, session: ReportSession, words: Translator
) -> list[Flowable] | None:
    points, time_s = _points(lift)
    if points is None:
        return None
    measures = lift.part.measures
    angles = words.text(
        "trunk up to {trunk}, knee {knee} when low",
        trunk=words.quantity(nan_if_none(measures.trunk_flexion_deg), "deg"),
        knee=words.quantity(nan_if_none(measures.knee_flexion_deg), "deg"),
    )
    name = words.text("Lift {n}", n=lift.part.lift)
    if session.people > 1:
        name = f"{words.text('Person {n}', n=lift.person)}, {name.lower()}"
    below: list[Flowable] = [
        text(words.text("{lift}, at {time}", lift=name, time=words.quantity(time_s, "s")), STRONG),
        *_patterns(lift, words),
        text(angles, SMALL),
    ]
    if lift.part.key_pose is None:
        below.append(text(words.text("Drawn from the measured angles."), SMALL))
    return [Skeleton(points, _CELL_PT, _KEY_POSE_PT), Spacer(0, 3), *below]


def _patterns(lift: ReportLift, words: Translator) -> list[Flowable]:
    """Return the patterns that were seen, or that none was."""
    seen = [f for f in lift.findings if f.verdict is Verdict.FOUT]
    if not seen:
        seen = [f for f in lift.findings if f.verdict is Verdict.GOED][:1]
    if not seen:
        return [marked(Verdict.NOT_JUDGED, [text(words.verdict(Verdict.NOT_JUDGED))], _CELL_PT)]
    return [
        marked(
            f.verdict,
            [
                text(f"{words.pattern(f.pattern)}: {words.verdict(f.verdict)}"),
                text(measured(f, words), SMALL),
            ],
            _CELL_PT,
        )
        for f in seen
    ]


def _points(lift: ReportLift) -> tuple[Points | None, float]:
    """Return the key pose and its time."""
    if lift.part.key_pose is not None:
        return lift.part.key_pose.landmarks, lift.part.key_pose.time_s
    seen = next((f for f in lift.findings if f.start_s is not None), None)
    moment = lift.part.grasp_s
    if seen is not None and seen.start_s is not None and seen.end_s is not None:
        moment = (seen.start_s + seen.end_s) / 2
    return (points_from_curves(lift.curves, moment) if lift.curves else None), moment


def curves(session: ReportSession, words: Translator) -> Iterator[Flowable]:
    """Yield the curves of all lifts, superimposed."""
    heading = text(words.text("Curves of the lifts"), HEADING)
    if not any(lift.curves for lift in session.lifts):
        sentence = words.text("The curves were not kept with this session, so none are drawn.")
        yield KeepTogether([heading, Spacer(0, 2), text(sentence)])
        return
    candidates = representative_lifts(session.lifts)
    shown = next((lift.key for lift in candidates if lift.curves), None)
    limits = session.document.settings.limits
    size = (_CELL_PT, _PLOT_PT)
    cells: list[list[Flowable]] = [
        [CurvesPlot(measure, session.lifts, shown, limits, words, size)] for measure in MEASURES
    ]
    cells.append(_key(shown, session, words))
    yield KeepTogether([heading, Spacer(0, 2), _grid(cells)])


def _key(
    shown: tuple[int, int] | None, session: ReportSession, words: Translator
) -> list[Flowable]:
    """Return how to read the curves."""
    lines = [
        words.text("Every line is one lift; 0 s is where it was grasped."),
        words.text("The dashed line is the limit."),
    ]
    if shown is not None:
        name = words.text("Lift {n}", n=shown[1]).lower()
        if session.people > 1:
            name = f"{words.text('Person {n}', n=shown[0])}, {name}"
        lines.insert(1, words.text("The thick line is {lift}.", lift=name))
    return [Spacer(0, 14), *(text(line, BODY) for line in lines)]


def _grid(cells: Sequence[list[Flowable]]) -> Table:
    """Return cells in rows of three."""
    rows: list[list[object]] = []
    for start in range(0, len(cells), _COLUMNS):
        row: list[object] = []
        for cell in cells[start : start + _COLUMNS]:
            row += [cell, ""]
        row += ["", ""] * _COLUMNS
        rows.append(row[: 2 * _COLUMNS - 1])
    widths = [_CELL_PT, GAP_PT] * _COLUMNS
    return Table(rows, colWidths=widths[:-1], hAlign="LEFT", style=_BARE)
