"""Drawing sizes: everything scales with the smaller side of the picture."""

from __future__ import annotations

from tilcoach.pose.arrays import Bytes


def line_px(canvas: Bytes) -> int:
    """Return the thickness of a thin line, in pixels: 2 on 640x480."""
    return max(1, round(_side(canvas) / 240))


def letter_px(canvas: Bytes) -> int:
    """Return the height of a letter, in pixels: 22 on 640x480, and legible on a small screen."""
    return max(8, round(_side(canvas) / 22))


def _side(canvas: Bytes) -> int:
    return min(int(canvas.shape[0]), int(canvas.shape[1]))
