"""The lock of one system and Python: pip judges markers by the machine on which it runs."""

from __future__ import annotations

from packaging.requirements import Requirement

from tools.wheelhouse.systems import System


def lock_of(lock: str, system: System, python: str) -> str:
    """Return what a lock asks for on a system, hashes and all, without conditions.

    Parameters
    ----------
    lock
        The text of a lock: a requirement on a line of its own, its hashes indented below it.
    system, python
        Where it is to be installed; the version as ``3.12``.
    """
    environment = _environment(system, python)
    kept: list[str] = []
    applies = True
    for line in lock.splitlines():
        if line[:1].isspace():  # a hash of the requirement above it
            kept += [line] * applies
            continue
        named, condition, rest = line.partition(" ;")
        if condition:
            asked = Requirement(line.removesuffix("\\"))
            applies = asked.marker is None or asked.marker.evaluate(environment)
            line = named + rest[rest.rindex(" \\") :]  # noqa: PLW2901 - the same requirement
        else:
            applies = True
        kept += [line] * applies
    return "\n".join(kept) + "\n"


def _environment(system: System, python: str) -> dict[str, str]:
    """Return what markers ask of a machine (PEP 508)."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt" if system.platform == "win32" else "posix",
        "platform_machine": system.machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}[
            system.platform
        ],
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": system.platform,
    }
