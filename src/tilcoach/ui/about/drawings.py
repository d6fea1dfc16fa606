"""Two simple drawings per pattern: *goed* and *fout*."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.ui.components.verdict_html import verdict_mark

_SIZE = "0 0 220 220"
_LINE_HEX = "#7c8b9b"  # a slate that is visible on a light and on a dark background
_FLOOR = '<path d="M10 205H210" stroke-width="3" opacity="0.35"/>'


def _box(x: int, y: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="44" height="36" rx="4" fill="{MEASURE_HEX}" stroke="none"/>'
    )


def _side_view(legs: str, trunk: str, arm: str, head: tuple[int, int], box: str) -> str:
    x, y = head
    return (
        f'{_FLOOR}{box}<path d="{legs}"/><path d="{trunk}" stroke-width="13"/><path d="{arm}"/>'
        f'<circle cx="{x}" cy="{y}" r="15" fill="{_LINE_HEX}" stroke="none"/>'
    )


def _top_view(trunk_turn_deg: int) -> str:
    """Draw feet that point up, and an upper body with a box, rotated by an angle."""
    feet = (
        f'<g fill="{_LINE_HEX}" stroke="none" opacity="0.5">'
        '<rect x="78" y="92" width="24" height="66" rx="12"/>'
        '<rect x="118" y="92" width="24" height="66" rx="12"/></g>'
    )
    trunk = (
        f'<ellipse cx="110" cy="140" rx="62" ry="19" fill="{_LINE_HEX}" stroke="none"/>'
        f'<path d="M54 134 84 70M166 134 136 70" stroke-width="11"/>{_box(88, 40)}'
        f'<circle cx="110" cy="136" r="23" fill="{_LINE_HEX}" stroke="#ffffff" stroke-width="4"/>'
        '<path d="M110 112V106" stroke-width="8"/>'
    )
    return f'{feet}<g transform="rotate({trunk_turn_deg} 110 140)">{trunk}</g>'


_DRAWINGS: dict[tuple[Pattern, Verdict], str] = {
    (Pattern.STRAIGHT_LEGS, Verdict.GOED): _side_view(
        "M82 200 128 158 76 138M82 200H104",
        "M76 138 112 78",
        "M112 80 124 124 138 166",
        (126, 54),
        _box(124, 166),
    ),
    (Pattern.STRAIGHT_LEGS, Verdict.FOUT): _side_view(
        "M74 200 78 154 70 106M74 200H96",
        "M70 106 128 88",
        "M128 90 136 130 140 166",
        (154, 84),
        _box(124, 166),
    ),
    (Pattern.TWIST_WITH_LOAD, Verdict.GOED): _top_view(0),
    (Pattern.TWIST_WITH_LOAD, Verdict.FOUT): _top_view(50),
    (Pattern.LOAD_FAR, Verdict.GOED): _side_view(
        "M92 200 96 158 94 116M92 200H114",
        "M94 116 96 58",
        "M96 62 84 94 116 104",
        (100, 32),
        _box(106, 76),
    ),
    (Pattern.LOAD_FAR, Verdict.FOUT): _side_view(
        "M82 200 86 158 84 116M82 200H104",
        "M84 116 88 58",
        "M88 62 120 82 158 88",
        (92, 32),
        _box(152, 66),
    ),
}


def draw_pair(pattern: Pattern, words: Translator) -> str:
    """Return the two drawings of a pattern with their verdicts, as HTML."""
    figures = "".join(_figure(pattern, verdict, words) for verdict in (Verdict.GOED, Verdict.FOUT))
    return f'<div class="tc-pair">{figures}</div>'


def _figure(pattern: Pattern, verdict: Verdict, words: Translator) -> str:
    word = escape(words.verdict(verdict))
    return (
        f'<figure><img class="tc-drawing" src="{_picture(_DRAWINGS[pattern, verdict])}" '
        f'alt="{escape(words.pattern(pattern))}: {word}">'
        f"<figcaption>{verdict_mark(verdict)}{word}</figcaption></figure>"
    )


def _picture(shapes: str) -> str:
    """Return a drawing as a data URL."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_SIZE}" fill="none" '
        f'stroke="{_LINE_HEX}" stroke-width="10" stroke-linecap="round" stroke-linejoin="round">'
        f"{shapes}</svg>"
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
