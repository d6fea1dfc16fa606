"""All doors, by name."""

from __future__ import annotations

from tools.fuzz import broken, commands, files, imports, knocks, pictures, screens, sheets
from tools.fuzz.doors import Door

DOORS: tuple[Door, ...] = (
    *pictures.DOORS,
    *files.DOORS,
    *imports.DOORS,
    *sheets.DOORS,
    *knocks.DOORS,
    *commands.DOORS,
    *screens.DOORS,
)


def door_named(name: str) -> Door:
    """Return the door of a name, one that is broken on purpose too."""
    return next(door for door in (*DOORS, *broken.DOORS) if door.name == name)
