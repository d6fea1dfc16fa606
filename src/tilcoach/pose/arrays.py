"""Arrays are checked once, at the door, and read-only from then on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
"""An array of 64-bit floats; the shape and the unit stand in the docstring that uses it."""

Bools = NDArray[np.bool_]
"""An array of yes and no."""

Bytes = NDArray[np.uint8]
"""An array of bytes, such as the pixels of a picture."""


def freeze(array: NDArray[Any]) -> NDArray[Any]:
    """Return a read-only view of an array.

    Parameters
    ----------
    array
        Any array; it stays as it was.
    """
    view = array.view()
    view.flags.writeable = False
    return view


def checked_floats(values: ArrayLike, shape: tuple[int | None, ...], name: str) -> Floats:
    """Return ``values`` as a read-only array of floats of the expected shape.

    Parameters
    ----------
    values
        Anything that numpy can read as numbers.
    shape
        The expected length of each axis; None stands for any length.
    name
        What to call the array in the error message.

    Raises
    ------
    ValueError
        If the number of axes or the length of an axis differs; says expected and actual.
    """
    array = np.array(values, dtype=np.float64)
    matches = array.ndim == len(shape) and all(
        expected in (None, actual) for expected, actual in zip(shape, array.shape, strict=True)
    )
    if not matches:
        message = f"{name}: expected shape {shape}, got {array.shape}"
        raise ValueError(message)
    return freeze(array)
