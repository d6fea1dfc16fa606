"""Verdicts for the page: a shape, a colour and a word, each of which says enough."""

from __future__ import annotations

from html import escape

from tilcoach.coaching import Finding, Verdict
from tilcoach.messages import Translator
from tilcoach.overlay.palette import VERDICT_HEX


def mark(verdict: Verdict) -> str:
    """Return the shape of a verdict; style.css draws it, since Streamlit leaves out inline SVG.

    Parameters
    ----------
    verdict
        Which shape.
    """
    colour = VERDICT_HEX[verdict]
    return f'<span class="tc-mark tc-{verdict}" style="color: {colour}" aria-hidden="true"></span>'


def verdict_row(finding: Finding, words: Translator, detail: str = "") -> str:
    """Return one finding as a row of HTML.

    Parameters
    ----------
    finding
        What was found.
    words
        In the user's language.
    detail
        A short line below the word, such as the measured value; empty for none.
    """
    below = f'<div class="tc-why">{escape(detail)}</div>' if detail else ""
    return (
        f'<div class="tc-verdict" data-pattern="{finding.pattern}" '
        f'data-verdict="{finding.verdict}">{mark(finding.verdict)}<div>'
        f'<div class="tc-pattern">{escape(words.pattern(finding.pattern))}</div>'
        f'<div class="tc-word">{escape(words.verdict(finding.verdict))}</div>{below}</div></div>'
    )
