"""Makes ``src/tilcoach/report/srgb.icc``: what red, green and blue mean, for PDF/A.

An ICC profile of version 2 (every version of PDF/A takes it): the primaries of IEC 61966-2-1 as
they are after adaptation to D50, and its curve at 1024 places.

Run ``python -m tools.make_srgb_profile``.
"""

from __future__ import annotations

import struct
from pathlib import Path

PROFILE = Path(__file__).parent.parent / "src" / "tilcoach" / "report" / "srgb.icc"

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_NAME = b"sRGB IEC61966-2.1"
_PLACES, _FULL = 1024, 65535
_LINEAR_UP_TO = 0.04045
_HEAD, _ENTRY = 128, 12  # bytes


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _linear(share: float) -> float:
    """Return how much light a share of the full value stands for."""
    return share / 12.92 if share <= _LINEAR_UP_TO else ((share + 0.055) / 1.055) ** 2.4


def _curve() -> bytes:
    values = [round(_FULL * _linear(n / (_PLACES - 1))) for n in range(_PLACES)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_PLACES}H", _PLACES, *values)


def _description() -> bytes:
    text = _NAME + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def srgb_profile() -> bytes:
    """Return the profile."""
    tags = {
        b"desc": _description(),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _xyz(_D50),
        **{name: _xyz(primary) for name, primary in _PRIMARIES.items()},
        b"rTRC": _curve(),
    }
    tags = {name: body + bytes(-len(body) % 4) for name, body in tags.items()}
    at = _HEAD + 4 + _ENTRY * (len(tags) + 2)
    table, bodies = [], b""
    for name, body in tags.items():
        table.append(struct.pack(">4sII", name, at + len(bodies), len(body)))
        bodies += body
    shared = table[-1][4:]  # one curve for all three colours
    table += [b"gTRC" + shared, b"bTRC" + shared]
    whole = struct.pack(">I", len(table)) + b"".join(table) + bodies
    head = struct.pack(
        ">I4sI4s4s4s6H4s4s28s3i",
        _HEAD + len(whole),
        b"\0\0\0\0",
        0x02400000,  # version 2.4
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2026, 1, 1, 0, 0, 0),
        b"acsp",
        b"\0\0\0\0",
        b"",
        *(round(value * 65536) for value in _D50),
    )
    return head.ljust(_HEAD, b"\0") + whole


if __name__ == "__main__":
    PROFILE.write_bytes(srgb_profile())
    print(PROFILE)
