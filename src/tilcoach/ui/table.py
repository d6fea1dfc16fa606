"""A table that a screen reader can read: Streamlit draws its own as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as HTML; the first cell of each row is its heading.

    Parameters
    ----------
    heads
        The headings of the columns; an empty one is no heading.
    rows
        As many cells each, as plain text.
    """
    head = "".join(
        f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in heads
    )
    body = "".join(_row(row) for row in rows)
    return (
        '<div class="tc-scroll" tabindex="0"><table class="tc-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *rest = (escape(text) for text in cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{text}</td>" for text in rest)}</tr>'
