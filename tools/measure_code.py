"""Measure the code of one or more git revisions, side by side.

``python -m tools.measure_code 1cc2e6b HEAD`` compares two revisions; ``.`` is the working tree.
A code line holds more than a comment or a docstring. A repeated block is a run of at least four
code lines, imports aside, that also stands somewhere before.
"""

from __future__ import annotations

import argparse
import ast
import io
import subprocess
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
FOLDERS = ("src", "tests", "tools", "examples")
TREE = "."

BLOCK_LINES = 4
"""As pylint's R0801 counts; shorter runs are mostly the same call of a library."""

_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One Python file.

    Attributes
    ----------
    lines
        All of them.
    code
        The code lines, stripped.
    body
        The code lines without imports.
    functions
        The code lines of each function.
    """

    lines: int
    code: tuple[str, ...]
    body: tuple[str, ...]
    functions: tuple[int, ...]


def measure(text: str) -> Measured:
    """Return what is counted of one file."""
    tree = ast.parse(text)
    lines = text.splitlines()
    code = _code_lines(text) - _spans(tree, _is_docstring)
    body = sorted(code - _spans(tree, lambda node: isinstance(node, ast.Import | ast.ImportFrom)))
    functions = (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return Measured(
        lines=len(lines),
        code=tuple(lines[number - 1].strip() for number in sorted(code)),
        body=tuple(lines[number - 1].strip() for number in body),
        functions=tuple(len(code & _lines_of(function)) for function in functions),
    )


def repeated_blocks(files: Iterable[Sequence[str]]) -> int:
    """Return how many runs of lines stand somewhere before as well."""
    seen: set[tuple[str, ...]] = set()
    blocks = 0
    for lines in files:
        inside = False
        for start in range(len(lines) - BLOCK_LINES + 1):
            window = tuple(lines[start : start + BLOCK_LINES])
            blocks += window in seen and not inside
            inside = window in seen
            seen.add(window)
    return blocks


def figures(files: Sequence[Measured]) -> dict[str, str]:
    """Return the rows of the table for the files of one folder."""
    functions = [length for file in files for length in file.functions]
    return {
        "files": f"{len(files)}",
        "lines": f"{sum(file.lines for file in files)}",
        "code lines": f"{sum(len(file.code) for file in files)}",
        "file length: median, 95 %, max": _spread([file.lines for file in files]),
        "functions": f"{len(functions)}",
        "function length (code): median, 95 %, max": _spread(functions),
        "repeated blocks": f"{repeated_blocks(file.body for file in files)}",
    }


def table(revisions: Sequence[str]) -> str:
    """Return a Markdown table: one column per revision, one part per folder."""
    measured = [
        {folder: figures(files) for folder, files in _measured_folders(revision).items()}
        for revision in revisions
    ]
    head = f"| | {' | '.join(map(_title, revisions))} |\n|---|{'---:|' * len(revisions)}\n"
    rows = (
        f"| {folder}: {name} | {' | '.join(one[folder][name] for one in measured)} |\n"
        for folder in FOLDERS
        for name in measured[0][folder]
    )
    return head + "".join(rows)


def _code_lines(text: str) -> set[int]:
    """Return the numbers of the lines that hold more than a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {
        number
        for token in tokens
        if token.type not in _NO_CODE
        for number in range(token.start[0], token.end[0] + 1)
    }


def _is_docstring(node: ast.stmt) -> bool:
    """Tell a string that stands alone: a docstring, or what is written below a constant."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _spans(tree: ast.Module, wanted: Callable[[ast.stmt], bool]) -> set[int]:
    """Return the lines of all statements of a kind."""
    return {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and wanted(node)
        for number in _lines_of(node)
    }


def _lines_of(node: ast.stmt) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _spread(lengths: Sequence[int]) -> str:
    if not lengths:
        return "-"
    middle, most = np.percentile(lengths, [50, 95])
    return f"{middle:.0f}, {most:.0f}, {max(lengths)}"


def _title(revision: str) -> str:
    return "working tree" if revision == TREE else revision


def _measured_folders(revision: str) -> Mapping[str, list[Measured]]:
    return {folder: [measure(text) for text in _texts(revision, folder)] for folder in FOLDERS}


def _texts(revision: str, folder: str) -> Iterator[str]:
    """Give the Python files of a folder as they stood at a revision."""
    if revision == TREE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.read_text(encoding="utf-8")
        return
    for name in _git("ls-tree", "-r", "--name-only", revision, "--", folder).splitlines():
        if name.endswith(".py"):
            yield _git("show", f"{revision}:{name}")


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - git, with words from the command line of a developer
        ["git", *arguments],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the code of git revisions.")
    parser.add_argument("revisions", nargs="*", default=[TREE], help="such as 1cc2e6b; . = tree")
    print(table(parser.parse_args().revisions), end="")


if __name__ == "__main__":
    main()
