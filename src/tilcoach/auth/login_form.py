"""The login page: Dutch with English under it, no script, no picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from http import HTTPStatus

from tilcoach.i18n import LANGUAGES, Translator, translator

LOGIN_PATH, PASSWORD_FIELD = "/tilcoach/login", "password"

_S_PER_MIN = 60
_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>tilcoach</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 12vh auto; max-width: 26rem;
  padding: 0 1rem; color: #1b2530; background: #fff }}
input, button {{ font: inherit; padding: .6rem .8rem; border-radius: .6rem; width: 100%;
  box-sizing: border-box; border: 1px solid #5b6875 }}
button {{ margin-top: .8rem; background: #1f63b5; color: #fff; border: 0 }}
[lang=en] {{ color: #4a5763; font-size: .9em }}
</style></head><body><main><h1>tilcoach</h1>
{sentences}
<form method="post" action="{door}">
<p><label for="password">{label}</label><br>
<input id="password" name="{field}" type="password" autocomplete="current-password" required
  autofocus></p>
<button>{button}</button></form></main></body></html>
"""


def form(status: HTTPStatus, wait_s: float = 0.0) -> str:
    """Return the login page."""
    dutch, english = (translator(language) for language in LANGUAGES)
    return _PAGE.format(
        sentences="\n".join(_sentences(status, math.ceil(wait_s / _S_PER_MIN))),
        door=LOGIN_PATH,
        field=PASSWORD_FIELD,
        label=escape(f"{dutch.text('Password')} / {english.text('Password')}"),
        button=escape(f"{dutch.text('Open')} / {english.text('Open')}"),
    )


def _sentences(status: HTTPStatus, minutes: int) -> Iterator[str]:
    for language in LANGUAGES:
        sentence = escape(_sentence(status, minutes, translator(language)))
        yield f'<p lang="{language}" role="status">{sentence}</p>'


def _sentence(status: HTTPStatus, minutes: int, words: Translator) -> str:
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        return words.plural(
            "That was tried often. Wait {n} minute and try again.",
            "That was tried often. Wait {n} minutes and try again.",
            minutes,
        )
    if status is HTTPStatus.FORBIDDEN:
        return words.text("That is not the password. Try again.")
    return words.text(
        "This tilcoach runs on somebody's computer. Ask that person for the password."
    )
