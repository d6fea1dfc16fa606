"""The page of a run on films of several people, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from tilcoach.validation.group_scores import GroupScores, GroupsReport
from tilcoach.validation.intervals import Estimate
from tilcoach.validation.scores import LiftScores
from tilcoach.validation.tables import figure, table
from tilcoach.version import __version__

LIFTS_F1_GOAL = 0.95
"""Of the lifts under the number of the one who lifts, in films that nothing was tuned on."""

_HOW = """A lift counts under the number that its person has in most pictures; any other lift is
false. In brackets the 95 % interval, from drawing whole films again; when all of n films are right,
the exact bound, about 1 - 3/n. IDF1, HOTA and switches are told by TrackEval, over people of whom
at least half is seen.
"""


def groups_page(report: GroupsReport, command: str) -> str:
    """Return the page: totals with their interval, every film, and every mistake."""
    return "\n".join(_parts(report, command))


def _parts(report: GroupsReport, command: str) -> Iterable[str]:
    yield f"# Several people at once, tilcoach {__version__}\n"
    yield f"Written by `{command}`; what is in the films: [docs/groups.md](../docs/groups.md).\n"
    yield _HOW
    yield table(("what", "goal", "measured", "n"), _totals(report))
    yield "## Film by film\n"
    yield table(_HEAD, map(_film, report.clips))
    wrong = [sentence for one in report.clips for sentence in one.wrong]
    yield "## Every lift that was missed or is false\n"
    yield "\n".join(f"- {sentence}" for sentence in wrong) + "\n" if wrong else "None.\n"


def _totals(report: GroupsReport) -> Iterable[tuple[str, ...]]:
    for name, lifts, f1 in (
        ("F1 of lifts in the file", report.filed, report.filed_f1),
        ("F1 of lifts live", report.live, report.live_f1),
    ):
        yield name, f"at least {LIFTS_F1_GOAL}", figure(f1, 3), _resting_on(lifts, f1)
    kept = report.identity
    poses = f"{kept.poses} poses, {len(report.clips)} films"
    yield "IDF1", "", f"{kept.idf1:.3f}", poses
    yield "HOTA", "", f"{kept.hota:.3f}", poses
    yield "people who got another number", "", str(kept.switches), poses


def _resting_on(lifts: LiftScores, f1: Estimate) -> str:
    return f"{_found(lifts)}, {f1.clips} films"


_HEAD = ("film", "people", "lifts in the file", "lifts live", "IDF1", "HOTA", "switches")


def _film(one: GroupScores) -> tuple[str, ...]:
    kept = one.identity
    return (
        one.name,
        str(one.people),
        _found(one.filed),
        _found(one.live),
        f"{kept.idf1:.3f}",
        f"{kept.hota:.3f}",
        str(kept.switches),
    )


def _found(lifts: LiftScores) -> str:
    return f"{lifts.hits} of {lifts.actual}, {lifts.false} false"
