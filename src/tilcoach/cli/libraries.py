"""The libraries that tilcoach is made of, and those of its optional parts."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

from tilcoach.errors import SettingsError

# Distribution and module of every dependency; a test compares them with pyproject.toml.
LIBRARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "av": "av",
        "babel": "babel",
        "cv2-enumerate-cameras": "cv2_enumerate_cameras",
        "matplotlib": "matplotlib",
        "mediapipe": "mediapipe",
        "numpy": "numpy",
        "opencv-contrib-python": "cv2",
        "platformdirs": "platformdirs",
        "pydantic": "pydantic",
        "reportlab": "reportlab",
        "rich": "rich",
        "scipy": "scipy",
        "typer": "typer",
    }
)

# The same of what is installed by `pip install "tilcoach[NAME]"`.
EXTRAS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "app": {
            "altair": "altair",
            "click": "click",
            "cryptography": "cryptography",
            "pandas": "pandas",
            "pillow": "PIL",
            "segno": "segno",
            "streamlit": "streamlit",
            "streamlit-webrtc": "streamlit_webrtc",
        },
        "cluster": {"distributed": "distributed", "fsspec": "fsspec"},
        "lab": {"pandas": "pandas", "pyarrow": "pyarrow"},
    }
)


def version_of(distribution: str) -> str:
    """Return the version of an installed library, or a question mark."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "?"


def lacking(extra: str) -> tuple[str, ...]:
    """Return the libraries of an extra that are not here; imports none of them."""
    return tuple(name for name, module in EXTRAS[extra].items() if find_spec(module) is None)


def check_app() -> None:
    """Check that the libraries of the pages are here.

    Raises
    ------
    SettingsError
        tilcoach was installed without them.
    """
    absent = lacking("app")
    if absent:
        sentence = (
            "The pages need libraries that are not here ({libraries}): run "
            '`pip install "tilcoach[app]"`.'
        )
        raise SettingsError(sentence, libraries=", ".join(absent))
