"""The systems that tilcoach is packed for, by the names that wheels have for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """One kind of computer.

    Attributes
    ----------
    title
        As people call it.
    tags
        The platform tags of wheels that it takes, PEP 425 and PEP 600.
    start
        The script that starts tilcoach there.
    platform, machine
        What Python calls it: `sys.platform` and `platform.machine()`.
    """

    title: str
    tags: tuple[str, ...]
    start: str
    platform: str
    machine: str


_MAC_ARM = ("11_0", "12_0", "13_0", "14_0")
_MAC_INTEL = ("10_9", "10_12", "10_13", "10_15", *_MAC_ARM)
_UNIVERSAL = tuple(f"macosx_{version}_universal2" for version in _MAC_INTEL)
_LINUX = ("2_17", "2_24", "2_26", "2_27", "2_28")


def _mac(versions: tuple[str, ...], machine: str) -> tuple[str, ...]:
    return (*(f"macosx_{version}_{machine}" for version in versions), *_UNIVERSAL)


def _linux(machine: str) -> tuple[str, ...]:
    return (*(f"manylinux_{glibc}_{machine}" for glibc in _LINUX), f"manylinux2014_{machine}")


_WINDOWS_START, _MAC_START, _LINUX_START = (
    "Start tilcoach.bat",
    "Start tilcoach.command",
    "start-tilcoach.sh",
)

SYSTEMS = {
    "windows": System("Windows 10 and 11", ("win_amd64",), _WINDOWS_START, "win32", "AMD64"),
    "macos": System(
        "macOS 14, Apple silicon", _mac(_MAC_ARM, "arm64"), _MAC_START, "darwin", "arm64"
    ),
    "macos-intel": System(
        "macOS 14, Intel", _mac(_MAC_INTEL, "x86_64"), _MAC_START, "darwin", "x86_64"
    ),
    "linux": System("Linux x86-64", _linux("x86_64"), _LINUX_START, "linux", "x86_64"),
    "linux-arm": System("Linux ARM", _linux("aarch64"), _LINUX_START, "linux", "aarch64"),
}

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions of Python that are supported."""
