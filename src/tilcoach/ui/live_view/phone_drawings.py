"""What a telephone shows before it opens the page, drawn: which line to tap."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from tilcoach.i18n import Translator
from tilcoach.overlay.palette import MEASURE_HEX

_FRAME_HEX, _INK_HEX, _GREY_HEX = "#7c8b9b", "#1b2530", "#c9d3dd"
_SIZE = "0 0 170 236"
_LINES = '<path d="M28 118H142M28 130H132M28 142H138" stroke="#c9d3dd" stroke-width="5"/>'


def draw_browser_steps(host: str, words: Translator) -> str:
    """Return four drawings as HTML: two for Android and two for an iPhone."""
    private = words.text("Your connection is not private")
    advanced, proceed = (
        words.text("Advanced"),
        words.text("Proceed to {host} (unsafe)", host=host.rpartition(":")[0]),
    )
    details, visit = words.text("Show Details"), words.text("visit this website")
    android = (_drawing(host, private, advanced, low=True), _drawing(host, private, proceed))
    iphone = (_drawing(host, private, details, low=True), _drawing(host, private, visit))
    pairs = (
        _pair("Android (Chrome)", android, (advanced, proceed), words),
        _pair("iPhone (Safari)", iphone, (details, visit), words),
    )
    return f'<div class="tc-warned">{"".join(pairs)}</div>'


def _pair(name: str, drawings: tuple[str, str], labels: tuple[str, str], words: Translator) -> str:
    """Return the two screens of one kind of telephone, with what to tap as their captions."""
    figures = "".join(
        f'<figure><img src="{drawing}" alt=""><figcaption>{number}. '
        f"{escape(words.text('Tap “{label}”', label=label))}</figcaption></figure>"
        for number, (drawing, label) in enumerate(zip(drawings, labels, strict=True), 1)
    )
    return f'<div><p class="tc-warned-name">{escape(name)}</p><div>{figures}</div></div>'


def _drawing(host: str, heading: str, label: str, *, low: bool = False) -> str:
    """Return one screen as a data URL; what is to be tapped has a ring around it."""
    y = 192 if low else 168
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_SIZE}" fill="none" '
        'stroke-linecap="round" stroke-linejoin="round" font-family="system-ui, sans-serif">'
        f'<rect x="6" y="4" width="158" height="228" rx="20" fill="#fff" stroke="{_FRAME_HEX}" '
        'stroke-width="6"/>'
        f'<rect x="18" y="18" width="134" height="20" rx="10" fill="{_GREY_HEX}"/>'
        f"{_text(host, 32)}"
        '<path d="M85 52 100 78H70Z" stroke="#b37400" stroke-width="5"/>'
        '<path d="M85 62V68M85 73V73.5" stroke="#b37400" stroke-width="4"/>'
        f"{_wrapped(heading, 94)}{_LINES}"
        f'<rect x="18" y="{y - 16}" width="134" height="32" rx="16" fill="#fff" '
        f'stroke="{MEASURE_HEX}" stroke-width="4"/>{_wrapped(label, y - 2)}</svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _wrapped(sentence: str, y: int) -> str:
    """Return a sentence on one line, or on two of about the same length."""
    if len(sentence) <= _MOST_LETTERS:
        return _text(sentence, y + 6)
    half = len(sentence) // 2
    spaces = [at for at, letter in enumerate(sentence) if letter == " "] or [half]
    at = min(spaces, key=lambda place: abs(place - half))
    return _text(sentence[:at], y) + _text(sentence[at + 1 :], y + 12)


_MOST_LETTERS = 20
_LARGEST, _WIDTH = 11, 190  # of letters, which are some six tenths as wide as they are high


def _text(text: str, y: int) -> str:
    """Return one line that is no wider than the screen."""
    size = min(_LARGEST, _WIDTH / len(text))
    return (
        f'<text x="85" y="{y}" font-size="{size:.1f}" text-anchor="middle" fill="{_INK_HEX}" '
        f'font-weight="600">{escape(text)}</text>'
    )
