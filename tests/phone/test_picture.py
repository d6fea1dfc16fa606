"""What a telephone sends is checked before it is read."""

from __future__ import annotations

import pytest
from tests.phone.conftest import message, picture

from tilcoach.phone.picture import LEAST_PX, MOST_BYTES, MOST_PX, PictureError, read_picture


def bomb(width_px: int, height_px: int) -> bytes:
    """Return a small JPEG that claims to be as large as this."""
    jpeg = bytearray(picture(64, 64))
    at = jpeg.index(b"\xff\xc0") + 5  # the frame header: height, then width
    jpeg[at : at + 4] = height_px.to_bytes(2, "big") + width_px.to_bytes(2, "big")
    return bytes(jpeg)


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (LEAST_PX, LEAST_PX), (MOST_PX, 720)])
def test_a_picture_and_its_moment_are_read(size: tuple[int, int]) -> None:
    taken_s, bgr = read_picture(message(picture(*size, shade=90), 1234.5))
    assert taken_s == 1.2345
    assert bgr.shape == (size[1], size[0], 3)
    assert abs(int(bgr[5, 5, 0]) - 90) <= 2


@pytest.mark.parametrize("moment_ms", [float("nan"), float("inf"), float("-inf")])
def test_a_moment_that_is_none_is_left_open(moment_ms: float) -> None:
    assert read_picture(message(picture(), moment_ms))[0] is None


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"short",
        message(b""),
        message(b"GIF89a" + bytes(100)),
        message(b"\xff\xd8\xff" + bytes(1000)),
        message(picture()[:300]),
        message(b"\x89PNG\r\n\x1a\n" + bytes(100)),
        message(bytes(MOST_BYTES)),
        message(picture(MOST_PX + 1, 480)),
        message(picture(LEAST_PX - 1, 480)),
        message(bomb(65535, 65535)),
        message(bomb(12000, 8000)),  # Pillow only warns of it
        message(bomb(2000, 100)),
    ],
)
def test_what_is_no_picture_within_bounds_is_refused(sent: bytes) -> None:
    with pytest.raises(PictureError):
        read_picture(sent)
