"""The summary in the terminal after an analysis."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from tilcoach.coaching import (
    Finding,
    JudgedLift,
    Pattern,
    PersonRecordingResult,
    RecordingResult,
    Verdict,
)
from tilcoach.fusion import SecondCamera
from tilcoach.i18n import Translator
from tilcoach.kinematics import quarter_turn_deg
from tilcoach.pose import SourceInfo

# A shape and a word go with every colour: nobody has to tell colours apart.
SHAPES = {Verdict.GOED: "●", Verdict.FOUT: "▲", Verdict.NOT_JUDGED: "○"}
STYLES = {Verdict.GOED: "cyan", Verdict.FOUT: "yellow", Verdict.NOT_JUDGED: "bright_black"}


def summary(
    source: SourceInfo,
    review: RecordingResult,
    words: Translator,
    second: SecondCamera | None = None,
) -> RenderableType:
    """Return one table per person, then what the user should know."""
    heading = words.text(
        "{name}: {seconds} s, {frames} frames",
        name=escape(source.name),
        seconds=words.number(source.duration_s, 1),
        frames=words.number(source.frames),
    )
    return Group(
        f"[bold]{heading}[/bold]",
        *(_second_camera(second, words) if second is not None else ()),
        *(part for person in review.people for part in _person(person, words)),
        *(f"• {line}" for line in _warnings(review, words)),
        "",
    )


def _second_camera(second: SecondCamera, words: Translator) -> Iterator[str]:
    """Yield what the second camera is, and how the films lie in time."""
    begins_s = second.alignment.offset_s
    yield words.text(
        "Camera 2: {name} ({view})",
        name=escape(second.source.name),
        view=words.view(second.view.label),
    )
    seconds = words.number(abs(begins_s), 1)
    if begins_s >= 0:
        yield words.text("It begins {seconds} s after camera 1.", seconds=seconds)
    else:
        yield words.text("It begins {seconds} s before camera 1.", seconds=seconds)


def _person(person: PersonRecordingResult, words: Translator) -> Iterator[RenderableType]:
    yield words.text(
        "Person {person} ({view}): {lifts}",
        person=person.person,
        view=words.view(person.view.label),
        lifts=words.plural("{n} lift", "{n} lifts", len(person.lifts)),
    )
    if person.lifts:
        yield _table(person.lifts, words)
        yield from _reasons(person.lifts, words)
    if person.bends:
        yield words.plural(
            "{n} bend with nothing in the hands",
            "{n} bends with nothing in the hands",
            len(person.bends),
        )


def _table(lifts: tuple[JudgedLift, ...], words: Translator) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), leading=1)
    table.add_column(words.text("Lift"), justify="right")
    table.add_column(words.text("Time (s)"), no_wrap=True)
    for pattern in Pattern:
        table.add_column(words.pattern(pattern), overflow="fold")
    table.add_column(words.text("Coach"))
    for judged in lifts:
        lift = judged.lift
        table.add_row(
            words.number(lift.number),
            f"{words.number(lift.start_s, 1)} \N{EN DASH} {words.number(lift.end_s, 1)}",
            *(_cell(judged.finding(pattern), words) for pattern in Pattern),
            words.cue(judged.cue),
        )
    return table


def _cell(finding: Finding, words: Translator) -> Text:
    """Return shape, word, and what was measured."""
    cell = Text(
        f"{SHAPES[finding.verdict]} {words.verdict(finding.verdict)}",
        style=STYLES[finding.verdict],
    )
    if finding.verdict is not Verdict.NOT_JUDGED:
        cell.append("\n" + words.quantity(finding.measured, finding.unit), style="default")
    if finding.judged_by is not None:
        cell.append("\n" + words.camera(finding.judged_by), style="default")
    return cell


def _reasons(lifts: tuple[JudgedLift, ...], words: Translator) -> Iterator[str]:
    """Yield each reason once per pattern."""
    seen = dict.fromkeys(
        (finding.pattern, finding.reason)
        for judged in lifts
        for finding in judged.findings
        if finding.reason is not None
    )
    for pattern, reason in seen:
        yield f"{SHAPES[Verdict.NOT_JUDGED]} {words.pattern(pattern)}: {words.reason(reason)}"


def _warnings(review: RecordingResult, words: Translator) -> Iterator[str]:
    """Yield each warning once, even when it holds for several people."""
    for span in review.spans:
        yield words.film_span(span.fault, span.start_s, span.end_s)
    codes = [*review.warnings, *(code for person in review.people for code in person.warnings)]
    for code in dict.fromkeys(codes):
        yield words.warning(code)
    for person in review.people:
        if turn_deg := quarter_turn_deg(person.poses):
            yield words.text("To turn it: --rotate {degrees}", degrees=turn_deg)


def slow_motion_hint(times: float, words: Translator) -> str:
    """Return what to type when a film plays slower than it was filmed."""
    return words.text(
        "It seems to play {times} times slower than real time: type --slow-motion {times}, or "
        "--slow-motion 1 if it does not.",
        times=f"{times:g}",
    )
