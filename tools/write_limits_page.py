"""Write docs/limits.md from limits.toml: ``python -m tools.write_limits_page``."""

from __future__ import annotations

from pathlib import Path

from tilcoach.coaching import read_limits

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


def limits_page() -> str:
    """Return the page as Markdown."""
    rows = (
        f"| `{name}` | {limit.value:g} | {limit.unit} | {limit.why} | {limit.source} |\n"
        for name, limit in read_limits().items()
    )
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(limits_page(), encoding="utf-8")
