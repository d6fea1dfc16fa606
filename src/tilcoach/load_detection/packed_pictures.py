"""Small grey pictures of one film, packed without loss: most of a film stays where it was."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from tilcoach.pose.arrays import Bools, Bytes

_FAST = 1  # of zlib: a tenth of a millisecond a picture, and a quarter of its bytes
_WHOLE_EVERY = 16  # pictures: the others are kept as their difference from the last whole one


class Pictures(Protocol):
    """N grey pictures (N, h, w), uint8: an array, or packed ones."""

    @property
    def shape(self) -> tuple[int, ...]:
        """N, h and w."""

    def __len__(self) -> int:
        """Return the number of pictures."""

    def __getitem__(self, chosen: Bools, /) -> Bytes:
        """Return some pictures, shape (M, h, w)."""


@dataclass(frozen=True, slots=True)
class PackedPicture:
    """One picture: the packed one that it is compared with, and its packed difference from it."""

    whole: bytes
    difference: bytes


class Packer:
    """Packs the pictures of one film as they go by; has state."""

    def __init__(self) -> None:
        self._whole: Bytes | None = None
        self._packed = b""
        self._left = 0

    def pack(self, grey: Bytes) -> PackedPicture:
        """Return a picture packed.

        Parameters
        ----------
        grey
            Shape (h, w), uint8.
        """
        if self._whole is None or self._left == 0 or self._whole.shape != grey.shape:
            self._whole, self._left = grey, _WHOLE_EVERY
            self._packed = zlib.compress(grey.tobytes(), _FAST)
        self._left -= 1
        return PackedPicture(self._packed, zlib.compress((grey - self._whole).tobytes(), _FAST))


class PackedPictures:
    """Pictures of one size; only those that are asked for are unpacked.

    Parameters
    ----------
    packed
        In order of time, from one `Packer`.
    size_px
        Rows and columns of each.
    """

    def __init__(self, packed: Sequence[PackedPicture], size_px: tuple[int, int]) -> None:
        self._packed, self._size_px = packed, size_px

    @property
    def shape(self) -> tuple[int, ...]:
        """N, h and w."""
        return (len(self._packed), *self._size_px)

    def __len__(self) -> int:
        """Return the number of pictures."""
        return len(self._packed)

    def __getitem__(self, chosen: Bools, /) -> Bytes:
        """Return some pictures, shape (M, h, w); `chosen` says of each whether it is wanted."""
        some = [self._packed[row] for row in np.flatnonzero(chosen).tolist()]
        if not some:
            return np.zeros((0, *self._size_px), np.uint8)
        return np.stack(list(self._unpacked(some)))

    def _unpacked(self, some: Sequence[PackedPicture]) -> Iterator[Bytes]:
        packed, whole = None, np.zeros(0, np.uint8)
        for one in some:
            if one.whole is not packed:
                packed, whole = one.whole, self._read(one.whole)
            yield whole + self._read(one.difference)

    def _read(self, packed: bytes) -> Bytes:
        read: Bytes = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(self._size_px)
        return read
