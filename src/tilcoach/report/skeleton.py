"""The key pose of a lift as a skeleton, drawn from landmarks and never from a picture."""

from __future__ import annotations

import math

import numpy as np
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from tilcoach.pose import BONES, Keypoint, Points, midpoint, trunk_line
from tilcoach.pose.arrays import Floats
from tilcoach.report.styles import GROUND, INK, LINE
from tilcoach.store import Curves

_MEASURE = HexColor("#1b5e9b")
_LEFT = HexColor("#98a3ad")  # the person's own left is lighter, so that the legs can be told apart
_PAD_PT = 9.0
_LIMB_PT = 1.6
_HEAD_SHARE = 0.05  # radius of a head, as a share of body height

# Shares of body height, as in the anthropometry of Winter (2009), table 4.1.
_SHANK, _THIGH, _TRUNK, _ARM, _FOOT = 0.246, 0.245, 0.288, 0.332, 0.11
_VERTICAL_HEADS = 3.0  # so many radii of a head of the vertical can always be seen
_SHANK_SHARE = 0.4  # of a knee's bend; the thigh leans back by the rest


class Skeleton(Flowable):
    """A skeleton in a box, with the trunk and the legs drawn as they were measured."""

    def __init__(self, points: Points, width_pt: float, height_pt: float) -> None:
        super().__init__()
        self.width, self.height = width_pt, height_pt
        self._two_sided = any(point.name.startswith("RIGHT") for point in points)
        self._points = points

    def draw(self) -> None:
        """Draw at the origin of the canvas."""
        canvas = self.canv
        canvas.setFillColor(GROUND)
        canvas.setStrokeColor(LINE)
        canvas.roundRect(0, 0, self.width, self.height, 4, stroke=0, fill=1)
        where = self._placed()
        canvas.setLineCap(1)
        for start, end in sorted(BONES, key=lambda bone: bone[0].name):  # the left below
            self._bone(canvas, where, start, end)
        self._trunk(canvas, where)
        self._head(canvas, where)

    def _placed(self) -> Points:
        """Return the points in the box, as large as they fit, with the feet at the bottom."""
        points = np.array([*self._points.values(), *_around(self._points)])
        low, high = points.min(axis=0), points.max(axis=0)
        room = np.array([self.width - 2 * _PAD_PT, self.height - 2 * _PAD_PT])
        scale = float(np.min(room / np.maximum(high - low, 1e-6)))
        middle = (low[0] + high[0]) / 2
        return {
            name: np.array([self.width / 2 + scale * (x - middle), _PAD_PT + scale * (high[1] - y)])
            for name, (x, y) in self._points.items()
        }

    def _bone(self, canvas: Canvas, where: Points, start: Keypoint, end: Keypoint) -> None:
        if start in where and end in where:
            left = start.name.startswith("LEFT") and end.name.startswith("LEFT")
            canvas.setStrokeColor(_LEFT if left and self._two_sided else INK)
            canvas.setLineWidth(_LIMB_PT)
            _line(canvas, where[start], where[end])

    def _trunk(self, canvas: Canvas, where: Points) -> None:
        """Draw the line that trunk flexion is measured by, and the vertical beside it."""
        line = trunk_line(where)
        if line is None:
            return
        hip, shoulder = line
        canvas.saveState()
        canvas.setStrokeColor(_MEASURE)
        canvas.setLineWidth(2.4)
        _line(canvas, hip, shoulder)
        canvas.setLineWidth(0.8)
        canvas.setDash(2, 2)
        long = min(float(np.linalg.norm(shoulder - hip)), self.height - float(hip[1]) - 4)
        _line(canvas, hip, hip + np.array([0.0, long]))
        canvas.restoreState()

    def _head(self, canvas: Canvas, where: Points) -> None:
        ear, radius = midpoint(where, "EAR"), _head_radius(where)
        if ear is not None and radius > 0:
            canvas.setFillColor(GROUND)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(_LIMB_PT)
            canvas.circle(float(ear[0]), float(ear[1]), radius, stroke=1, fill=1)


def _head_radius(where: Points) -> float:
    """Return the radius of a head, in the unit of the points; 0 when it cannot be told."""
    line = trunk_line(where)
    if line is None:
        return 0.0
    hip, shoulder = line
    return _HEAD_SHARE / _TRUNK * float(np.linalg.norm(shoulder - hip))


def _around(where: Points) -> list[Floats]:
    """Return what else has to fit: the head, and some of the vertical above the hips; y is down."""
    ear, hip, radius = midpoint(where, "EAR"), midpoint(where, "HIP"), _head_radius(where)
    head = [] if ear is None else [ear - radius, ear + radius]
    return head if hip is None else [*head, hip - np.array([0.0, _VERTICAL_HEADS * radius])]


def _line(canvas: Canvas, start: Floats, end: Floats) -> None:
    canvas.line(float(start[0]), float(start[1]), float(end[0]), float(end[1]))


def points_from_curves(curves: Curves, time_s: float) -> Points | None:
    """Return a figure seen from the side that has the measured angles; None without angles.

    How the bend of the knee is shared between shank and thigh is not measured: the figure leans
    its shank by 0.4 of it.
    """
    row = min(range(len(curves.time_s)), key=lambda i: abs(curves.time_s[i] - time_s), default=None)
    if row is None:
        return None
    trunk_deg, knee_deg = curves.trunk_flexion_deg[row], curves.knee_flexion_deg[row]
    if trunk_deg is None or knee_deg is None:
        return None
    ankle = np.zeros(2)
    knee = ankle + _lean(_SHANK_SHARE * knee_deg, _SHANK)
    hip = knee + _lean((_SHANK_SHARE - 1) * knee_deg, _THIGH)
    shoulder = hip + _lean(trunk_deg, _TRUNK)
    ear = shoulder + _lean(trunk_deg, 0.12)
    reach = curves.load_distance_ratio[row]
    wrist = shoulder + np.array([0.0, _ARM])
    if reach is not None:
        across = float(np.clip(reach - shoulder[0], -_ARM, _ARM))
        wrist = shoulder + np.array([across, math.sqrt(_ARM**2 - across**2)])
    toe = ankle + np.array([_FOOT, 0.02])
    return {
        Keypoint.LEFT_ANKLE: ankle,
        Keypoint.LEFT_KNEE: knee,
        Keypoint.LEFT_HIP: hip,
        Keypoint.LEFT_SHOULDER: shoulder,
        Keypoint.LEFT_EAR: ear,
        Keypoint.LEFT_ELBOW: (shoulder + wrist) / 2,
        Keypoint.LEFT_WRIST: wrist,
        Keypoint.LEFT_FOOT_INDEX: toe,
    }


def _lean(angle_deg: float, length: float) -> Floats:
    """Return a stick that leans forward; y is down."""
    angle = math.radians(angle_deg)
    return length * np.array([math.sin(angle), -math.cos(angle)])
