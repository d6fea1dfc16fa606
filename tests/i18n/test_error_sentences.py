"""Every error is a literal sentence with named values, and both languages can say it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

import tilcoach
from tilcoach import errors
from tilcoach.errors import InputError, ModelError, TilcoachError
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.i18n.catalogue import read_catalogues

SOURCE = Path(tilcoach.__file__).parent
ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, TilcoachError)
}


@dataclass(frozen=True)
class Made:
    """One place in the package where an error is made."""

    where: str
    sentence: str | None  # None: it is not a literal
    values: frozenset[str | None]  # None: **values of something


def made_in(source: str, name: str) -> Iterator[Made]:
    """Give the errors that a module makes, except those that pass on another error's words."""
    nodes = list(ast.walk(ast.parse(source)))
    above = {node.end_lineno: node for node in nodes if isinstance(node, ast.Assign)}
    for call in nodes:
        if not isinstance(call, ast.Call) or ast.unparse(call.func).split(".")[-1] not in ERRORS:
            continue
        words = [ast.unparse(arg) for arg in (*call.args, *(k.value for k in call.keywords))]
        if len(words) == 2 and [w.rpartition(".")[2] for w in words] == ["sentence", "values"]:
            continue
        sentence = literal(call, above) if len(call.args) == 1 else None
        yield Made(f"{name}:{call.lineno}", sentence, frozenset(k.arg for k in call.keywords))


def literal(call: ast.Call, above: Mapping[int | None, ast.Assign]) -> str | None:
    """Return the sentence when it is a literal here, or one that got its name on the line above."""
    given = call.args[0]
    named = above.get(call.lineno - 1)
    if isinstance(given, ast.Name) and named and ast.unparse(named.targets[0]) == given.id:
        given = named.value
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None


def made_in_package() -> list[Made]:
    return [
        made
        for path in sorted(SOURCE.rglob("*.py"))
        for made in made_in(path.read_text(encoding="utf-8"), str(path.relative_to(SOURCE)))
    ]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_error_is_made_of_a_literal_sentence() -> None:
    assert [made.where for made in made_in_package() if made.sentence is None] == []


def test_every_error_has_the_values_that_its_sentence_asks_for() -> None:
    assert [m.where for m in made_in_package() if m.values != places(m.sentence or "")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_the_sentences_of_the_errors_and_no_other(language: Language) -> None:
    known = {message.id for message in read_catalogues(language)["errors"] if message.id}
    assert known == {made.sentence for made in made_in_package()}


@pytest.mark.parametrize(
    ("code", "sentence", "values"),
    [
        ("VideoError('No {x}.', x=1)", "No {x}.", {"x"}),
        ("s = 'No {x}.'\nraise errors.VideoError(s, x=1) from error", "No {x}.", {"x"}),
        ("VideoError(f'No {x}.')", None, set()),
        ("s = f'No {x}.'\nraise VideoError(s)", None, set()),
        ("s = 'No.'\n\nraise VideoError(s)", None, set()),  # who knows what it is by now
        ("t = 'No.'\nraise VideoError(s)", None, set()),
        ("VideoError(text('No.'), **values)", None, {None}),
        ("VideoError()", None, set()),
    ],
)
def test_the_scan_can_fail(code: str, sentence: str | None, values: set[str | None]) -> None:
    (made,) = made_in(code, "module")
    assert (made.sentence, set(made.values)) == (sentence, values)


def test_an_error_may_pass_on_the_words_of_another() -> None:
    assert list(made_in("ModelError(error.sentence, **error.values)", "module")) == []


def test_an_error_is_said_in_the_language_of_the_user() -> None:
    sentence = "{path} is empty (0 bytes): record or copy it again."
    error = InputError(sentence, path=Path("lift.mp4"))
    assert translator("en").error(error) == str(error)
    assert translator("nl").error(error).startswith("lift.mp4 is leeg (0 bytes)")


def test_an_error_inside_an_error_is_said_in_the_same_language() -> None:
    fault = InputError("it is no whole zip file")
    sentence = "{file} is no pose model ({cause}): choose a .task bundle for pose."
    error = ModelError(sentence, file="photo.jpg", cause=fault)
    assert "(it is no whole zip file)" in str(error)
    assert "(het is geen heel zip-bestand)" in translator("nl").error(error)


def test_braces_in_a_value_stay_as_they_are() -> None:
    error = InputError("it cannot be read: {cause}", cause="{cause} {0}")
    assert translator("nl").error(error) == "het kan niet worden gelezen: {cause} {0}"
