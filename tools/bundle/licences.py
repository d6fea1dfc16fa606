"""Says in a bundle what each part of it is given under, and sees that it may be given away."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.bundle.free_encoders import replace_encoders
from tools.bundled_libraries import known, libraries_of, libraries_page
from tools.list_licences import licences_page, pinned

_TEXTS = Path("/usr/share/common-licenses")  # of Debian
_ASKED_FOR = ("GPL-3", "LGPL-2.1", "LGPL-3")  # the LGPL 3 adds to the GPL 3
_INTRODUCTION = """\
# Licences

tilcoach is given under the Apache License 2.0 (LICENSE). With it come libraries of others, each
under its own licence; their texts stand in `licences` and in the folders `_internal/*.dist-info`.

Those under the LGPL and GCC's are files of their own, so you may put another build of the same
version in their place. A person who gives this folder away also gives the source of these, from the
places named below.

"""


def settle_licences(folder: Path, lock: str) -> None:
    """Replace what may not be in a bundle, and write the licences of the rest into it.

    Parameters
    ----------
    folder
        Of the bundle.
    lock
        The text of the requirements file that it was made of.

    Raises
    ------
    SystemExit
        There is a library that is not listed, or one that would bind the whole.
    """
    replaced = {path.relative_to(folder).as_posix() for path in replace_encoders(folder)}
    rest = [
        found for found in libraries_of(folder, dict(pinned(lock))) if found.path not in replaced
    ]
    binding = [found.path for found, row in known(rest) if row.binds]
    if binding:
        message = f"under the GPL, and so not for a bundle: {', '.join(binding)}"
        raise SystemExit(message)
    page = _INTRODUCTION + licences_page(lock) + "\n" + libraries_page(rest)
    (folder / "licences.md").write_text(page, encoding="utf-8")
    (folder / "licences").mkdir(exist_ok=True)
    for name in _ASKED_FOR:
        shutil.copy(_TEXTS / name, folder / "licences" / f"{name}.txt")
