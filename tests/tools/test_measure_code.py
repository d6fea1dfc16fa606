"""Code is counted without comments and docstrings, and blocks that stand twice are found."""

from __future__ import annotations

from tools.measure_code import BLOCK_LINES, figures, measure, repeated_blocks, table

TEXT = '''"""What this is."""

import os


def folder() -> str:
    """Return it."""
    # a comment
    return os.path.join(
        "a",  # and one more
        "b",
    )


LIMIT = 3
"""Why three."""
'''


def test_comments_and_docstrings_are_no_code() -> None:
    measured = measure(TEXT)
    assert measured.lines == 16
    assert measured.code[0] == "import os"
    assert measured.code[-1] == "LIMIT = 3"
    assert len(measured.code) == 7
    assert len(measured.body) == 6
    assert measured.functions == (5,)


def test_a_block_that_stands_twice_counts_once() -> None:
    block = [f"step_{number}()" for number in range(BLOCK_LINES + 2)]
    assert repeated_blocks([["a"], block, ["b", *block, "c"]]) == 1
    assert repeated_blocks([block[1:], block[:3]]) == 0


def test_a_folder_without_files_has_figures() -> None:
    assert figures([])["file length: median, 95 %, max"] == "-"


def test_the_tree_has_a_column() -> None:
    lines = table(["."]).splitlines()
    assert lines[0] == "| | working tree |"
    assert any(line.startswith("| src: code lines | ") for line in lines)
