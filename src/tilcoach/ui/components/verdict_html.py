"""Verdicts as HTML: a shape, a colour and a word, each of which says enough."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tilcoach.coaching import Finding, Verdict
from tilcoach.i18n import Translator
from tilcoach.lifting import LiftMeasures
from tilcoach.measures import KNEE_FLEXION, MEASURE_OF, STOOP_SQUAT, Pattern
from tilcoach.overlay.palette import VERDICT_HEX

NEARLY_ALL_INDEX = 75.0
"""From this stoop-squat index on, nearly all of the way down came from bending over."""


def verdict_mark(verdict: Verdict) -> str:
    """Return the shape of a verdict; style.css draws it, since Streamlit strips inline SVG."""
    colour = VERDICT_HEX[verdict]
    return f'<span class="tc-mark tc-{verdict}" style="color: {colour}" aria-hidden="true"></span>'


def verdict_row(finding: Finding, words: Translator, detail: str = "") -> str:
    """Return one finding as a row of HTML."""
    below = f'<div class="tc-why">{escape(detail)}</div>' if detail else ""
    return (
        f'<div class="tc-verdict" data-pattern="{finding.pattern}" '
        f'data-verdict="{finding.verdict}">{verdict_mark(finding.verdict)}<div>'
        f'<div class="tc-pattern">{escape(words.pattern(finding.pattern))}</div>'
        f'<div class="tc-word">{escape(words.verdict(finding.verdict))}</div>{below}</div></div>'
    )


def fout_note(findings: Iterable[Finding], words: Translator) -> str:
    """Return the line that explains the word *fout*, as HTML; empty where it does not stand."""
    if all(finding.verdict is not Verdict.FOUT for finding in findings):
        return ""
    return f'<p class="tc-small">{escape(words.verdict_note(Verdict.FOUT))}</p>'


def finding_detail(finding: Finding, measures: LiftMeasures, words: Translator) -> str:
    """Return the line below a verdict: what was seen, in words and numbers, or why nothing was."""
    if finding.reason is not None:
        return words.reason(finding.reason)
    if finding.note is not None:
        said = words.note(finding.note)
    else:
        numbers = _numbers(finding, measures, words)
        said = f"{_seen(finding, measures, words)} {numbers}"
    return with_camera(said, finding, words)


def with_camera(said: str, finding: Finding, words: Translator) -> str:
    """Return what is said of a finding, with which of two cameras judged it where there were."""
    camera = words.seen_by(finding.judged_by) if finding.judged_by is not None else ""
    return f"{said} {camera}".strip()


def _seen(finding: Finding, measures: LiftMeasures, words: Translator) -> str:
    """Return what a patient reads of a pattern that was *fout*; empty for one that was not."""
    if finding.verdict is not Verdict.FOUT:
        return ""
    stooped = measures.stoop_squat_index >= NEARLY_ALL_INDEX
    if finding.pattern is Pattern.STRAIGHT_LEGS and stooped:
        return words.text("Nearly all of it came from bending over.")
    return words.seen(finding.pattern)


def _numbers(finding: Finding, measures: LiftMeasures, words: Translator) -> str:
    """Return what a physiotherapist reads: the value, or all three of a bend, and the limit."""
    if finding.pattern is not Pattern.STRAIGHT_LEGS:
        measure = MEASURE_OF[finding.pattern]
        value = f"{words.measure(measure)} {words.quantity(finding.measured, finding.unit)}"
        limit = words.quantity(finding.limit, finding.unit)
    else:
        value = words.text(
            "Knee {knee}, trunk {trunk}, stoop index {index}",
            knee=words.quantity(measures.knee_flexion_deg, "deg"),
            trunk=words.quantity(measures.trunk_flexion_deg, "deg"),
            index=words.number(measures.stoop_squat_index),
        )
        deciding = KNEE_FLEXION if finding.unit == "deg" else STOOP_SQUAT
        number = words.number(finding.limit) + ("°" if finding.unit == "deg" else "")
        limit = f"{words.measure(deciding).lower()} {number}"
    return words.text("{values} (limit: {limit}).", values=value, limit=limit)
