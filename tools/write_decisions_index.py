"""Write docs/decisions/README.md: ``python -m tools.write_decisions_index``."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "decisions"
PAGE = FOLDER / "README.md"

_HEAD = """# Decisions

What was decided, why, what was weighed, and what it costs. A later decision says which earlier one
it changes. Files are named after what a decision was first called. This page is written by
`python -m tools.write_decisions_index`.

| | decision |
|---|---|
"""

_TREE = """
```{toctree}
:hidden:
:glob:
0*
```
"""


def decisions_index() -> str:
    """Return the page as Markdown."""
    titles = {
        path.name: path.read_text(encoding="utf-8")
        .splitlines()[0]
        .removeprefix("# ")
        .split(". ", 1)
        for path in sorted(FOLDER.glob("0*.md"))
    }
    rows = (f"| {number} | [{title}]({name}) |\n" for name, (number, title) in titles.items())
    return _HEAD + "".join(rows) + _TREE


if __name__ == "__main__":
    PAGE.write_text(decisions_index(), encoding="utf-8")
