"""Write docs/limits.md from limits.toml: ``python -m tools.write_limits_page``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tilcoach.coaching import PatternLimit, read_limits
from tilcoach.tuning import Tuning

PAGE = Path(__file__).parent.parent / "docs" / "limits.md"

_HEAD = """# Limits

Every number that decides a verdict, from `src/tilcoach/coaching/limits.toml`. This page is written
by `python -m tools.write_limits_page`. A profile changes them:

```toml
# my-profile.toml, for: tilcoach analyze FILE --profile my-profile.toml
[limits]
trunk_rotation_deg = 30.0
```

| limit | value | unit | what it means | source |
|---|---|---|---|---|
"""

_ERRORS = """
## How far one camera may be mistaken

So much around a limit (the margin) nothing is judged; so far from it (the uncertainty) a verdict
holds in 85 of 100 lifts. Where a view has errors of its own, it has a line of its own; what is read
as too much there (the bias) moves the limit. In a profile these are `trunk_rotation_deg_margin`,
which then holds from every side, or `trunk_rotation_deg_margin_side`.

| limit | view | margin | uncertainty | bias | source |
|---|---|---|---|---|---|
"""

_RULES = """
## Rules

The numbers by which people are followed, measured and coached. What each means, and why it has
this value, stands beside it in the code; a profile changes them for an experiment:

```toml
[tuning]
"lifts.lift.bend_from" = 0.08
```

| rule | value |
|---|---|
"""

_IS_ERROR = re.compile("_(margin|uncertainty|bias)(_[a-z]+)?$")


def _error_lines(name: str, limit: PatternLimit) -> Iterator[str]:
    """Give the error of a measure from each side, its source once."""
    yield f"| `{name}` | | {limit.margin:g} | {limit.uncertainty:g} | | {limit.error_source} |\n"
    for view, error in limit.views.items():
        bias = f"{error.bias:g}" if error.bias else ""
        yield f"| | `{view}` | {error.margin:g} | {error.uncertainty:g} | {bias} | |\n"


def limits_page() -> str:
    """Return the page as Markdown."""
    limits = read_limits()
    rows = (
        f"| `{name}` | {limit.value:g} | {limit.unit} | {limit.why} | {limit.source} |\n"
        for name, limit in limits.entries()
        if not _IS_ERROR.search(name)
    )
    errors = (line for name, limit in limits.measures.items() for line in _error_lines(name, limit))
    rules = (f"| `{name}` | {value:g} |\n" for name, value in Tuning().numbers().items())
    return _HEAD + "".join(rows) + _ERRORS + "".join(errors) + _RULES + "".join(rules)


if __name__ == "__main__":
    PAGE.write_text(limits_page(), encoding="utf-8")
