"""Names for the kinds of array that are passed around."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Picture = npt.NDArray[np.uint8]
"""Shape (height, width, 3), RGB."""
