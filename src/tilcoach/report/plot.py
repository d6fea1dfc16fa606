"""The curves of all lifts in small charts, with the limits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from tilcoach.coaching import Verdict
from tilcoach.i18n import Translator
from tilcoach.measures import Measure
from tilcoach.report.contents import LiftKey, ReportLift
from tilcoach.report.styles import BOLD, INK, LIMIT, LINE, QUIET, REGULAR, printable

_OTHER = HexColor("#9aa5af")
_SHOWN = HexColor("#1b5e9b")
_LEFT_PT, _BOTTOM_PT, _TOP_PT, _RIGHT_PT = 22.0, 14.0, 15.0, 4.0
_TITLE_PT, _TICK_PT = 7.0, 6.0  # a title too long for its chart is set smaller
_STEPS = (1, 2, 5, 10, 15, 20, 25, 30, 50, 100)
_SCALES = (1, 100, 10_000, 1_000_000, 100_000_000)  # a lift may take days in a file of others
_MOST_TICKS = 5


class CurvesPlot(Flowable):
    """One small chart: every lift as a thin line, one of them thick, the limit dashed."""

    def __init__(
        self,
        measure: Measure,
        lifts: Sequence[ReportLift],
        shown: LiftKey | None,
        limits: Mapping[str, float],
        words: Translator,
        size_pt: tuple[float, float],
    ) -> None:
        super().__init__()
        self.width, self.height = size_pt
        self._words = words
        self._title = words.with_unit(words.measure_title(measure), measure)
        self._levels = _levels(measure, limits)
        self._open = measure.pattern is not None and all(
            lift.finding(measure.pattern).verdict is Verdict.NOT_JUDGED for lift in lifts
        )
        lines = {lift.key: list(_line(measure, lift)) for lift in lifts}
        self._lines = sorted(lines.items(), key=lambda item: item[0] == shown)  # the thick one last
        self._shown = shown
        points = [point for line in lines.values() for point in line]
        known = [y for _, y in points if not math.isnan(y)]
        self._empty = not known
        self._x = _span([x for x, _ in points], (-1.0, 1.0))  # the same in all charts
        self._y = _span(known + self._levels, measure.axis)

    def draw(self) -> None:
        """Draw at the origin of the canvas."""
        canvas = self.canv
        canvas.setFillColor(INK)
        title = printable(self._title)
        wide_pt = stringWidth(title, BOLD, _TITLE_PT)
        canvas.setFont(BOLD, _TITLE_PT * min(1, self.width / wide_pt))
        canvas.drawString(0, self.height - 8, title)
        if self._empty:
            self._write(canvas, (self.height - _TOP_PT) / 2, self._words.text("not measured"))
            return
        self._axes(canvas)
        canvas.saveState()
        self._clip(canvas)
        for key, line in self._lines:
            self._curve(canvas, line, thick=key == self._shown)
        canvas.restoreState()
        self._limit(canvas)
        if self._open:
            self._write(canvas, _BOTTOM_PT + 3, self._words.text("shown, but not judged"))

    def _write(self, canvas: Canvas, y: float, words: str) -> None:
        canvas.setFillColor(QUIET)
        canvas.setFont(REGULAR, _TICK_PT)
        canvas.drawString(_LEFT_PT + 3, y, printable(words))

    def _axes(self, canvas: Canvas) -> None:
        canvas.setFont(REGULAR, _TICK_PT)
        canvas.setLineWidth(0.4)
        for value in _ticks(*self._y):
            x, y = self._at(self._x[0], value)
            canvas.setStrokeColor(LINE)
            canvas.line(x, y, self.width - _RIGHT_PT, y)
            canvas.setFillColor(QUIET)
            canvas.drawRightString(x - 3, y - 2, self._words.number(value))
        for value in _ticks(*self._x):
            x, y = self._at(value, self._y[0])
            canvas.setStrokeColor(QUIET if value == 0 else LINE)
            canvas.line(x, y, x, self.height - _TOP_PT if value == 0 else y - 2)
            canvas.setFillColor(QUIET)
            canvas.drawCentredString(x, y - 9, f"{self._words.number(value)} s")

    def _clip(self, canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(
            _LEFT_PT,
            _BOTTOM_PT,
            self.width - _LEFT_PT - _RIGHT_PT,
            self.height - _BOTTOM_PT - _TOP_PT,
        )
        canvas.clipPath(path, stroke=0, fill=0)

    def _curve(self, canvas: Canvas, line: list[tuple[float, float]], *, thick: bool) -> None:
        """Draw a line with gaps where nothing was measured."""
        canvas.setStrokeColor(_SHOWN if thick else _OTHER)
        canvas.setLineWidth(1.6 if thick else 0.6)
        canvas.setLineJoin(1)
        path, drawing = canvas.beginPath(), False
        for x, y in line:
            if math.isnan(y):
                drawing = False
                continue
            (path.lineTo if drawing else path.moveTo)(*self._at(x, y))
            drawing = True
        canvas.drawPath(path, stroke=1, fill=0)

    def _limit(self, canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setStrokeColor(LIMIT)
        canvas.setLineWidth(1)
        canvas.setDash(4, 2)
        for level in self._levels:
            x, y = self._at(self._x[0], level)
            canvas.line(x, y, self.width - _RIGHT_PT, y)
        canvas.restoreState()
        if self._levels:
            label = f"{self._words.text('limit')} {self._words.number(max(self._levels))}"
            _, y = self._at(0, max(self._levels))
            wide = stringWidth(label, REGULAR, _TICK_PT)
            canvas.setFillColor(white)
            canvas.rect(
                self.width - _RIGHT_PT - wide - 2, y + 1.2, wide + 2, _TICK_PT, stroke=0, fill=1
            )
            canvas.setFillColor(LIMIT)
            canvas.setFont(REGULAR, _TICK_PT)
            canvas.drawString(self.width - _RIGHT_PT - wide - 1, y + 2, label)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a value lies in the box."""
        (left, right), (low, high) = self._x, self._y
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        return (
            _LEFT_PT + across * (self.width - _LEFT_PT - _RIGHT_PT),
            _BOTTOM_PT + up * (self.height - _BOTTOM_PT - _TOP_PT),
        )


def _line(measure: Measure, lift: ReportLift) -> Iterator[tuple[float, float]]:
    """Yield the seconds since the grasp and the values; NaN where nothing was measured."""
    if lift.curves is None:
        return
    for time_s, value in zip(lift.curves.time_s, lift.curves.values(measure.field), strict=True):
        yield time_s - lift.part.grasp_s, math.nan if value is None else value * measure.scale


def _levels(measure: Measure, limits: Mapping[str, float]) -> list[float]:
    if measure.pattern is None or measure.limit not in limits:
        return []
    level = limits[measure.limit] * measure.scale
    return [level, -level] if measure.mirrored else [level]


def _span(values: Sequence[float], least: tuple[float, float]) -> tuple[float, float]:
    """Return from where to where an axis goes, with a little room beyond the values."""
    low, high = min((*values, least[0])), max((*values, least[1]))
    room = 0.04 * (high - low)
    return (low if low == least[0] else low - room), high + room


def _ticks(low: float, high: float) -> Iterator[float]:
    """Yield some four round values."""
    steps = (step * scale for scale in _SCALES for step in _STEPS)
    step = next(step for step in steps if (high - low) / step <= _MOST_TICKS)
    value = math.ceil(low / step) * step
    while value <= high:
        yield value
        value += step
