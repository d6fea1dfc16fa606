"""Output that no file name, note or library can use to steer the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_KEPT = "\n\t"
_BIDIRECTIONAL = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # they reorder what is read
_CONTROL = [
    code for code in (*range(0x20), *range(0x7F, 0xA0), *_BIDIRECTIONAL) if chr(code) not in _KEPT
]
_REPLACED = dict.fromkeys(_CONTROL, "\N{REPLACEMENT CHARACTER}")
_ESCAPED = {code: f"\\u{code:04x}" for code in _CONTROL}


def safe_text(text: str) -> str:
    """Return text without control characters, which could move the cursor or change the title."""
    return text.translate(_REPLACED)


def safe_json(text: str) -> str:
    """Return JSON of the same meaning without control characters."""
    return text.translate(_ESCAPED)


class SafeConsole(Console):
    """A console that replaces the control characters in a text; its own still work."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield the segments of a renderable."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(safe_text(segment.text), segment.style)
