"""What was measured on: a number says nothing without its machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("mediapipe", "av", "opencv-contrib-python", "numpy", "streamlit")
_BYTES_PER_GB = 1024**3


def describe_machine() -> Mapping[str, str]:
    """Return the machine and the versions of what does the work, in words."""
    return {
        "processor": f"{_processor()}, {len(_cores())} cores",
        "memory": _memory(),
        "other work": _load(),
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        **dict(_versions()),
    }


def _versions() -> Iterator[tuple[str, str]]:
    """Give the libraries that do the work; those of the pages may not be here."""
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield name, version(name)


def _processor() -> str:
    """Return the name on the chip; `platform` knows none on Linux."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _cores() -> range | set[int]:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return range(os.cpu_count() or 1)


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "not known"
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return "not known"
    return f"{whole / _BYTES_PER_GB:.0f} GB"


def _load() -> str:
    """Return how many programs wanted a core during the last minute: a busy machine is slow."""
    if not hasattr(os, "getloadavg"):
        return "not known"
    return f"load {os.getloadavg()[0]:.1f}"
