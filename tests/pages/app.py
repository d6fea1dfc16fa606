"""Starts the app, or one of its pages, in Streamlit's AppTest, and reads what it shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

import tilcoach
from tilcoach.i18n import Language
from tilcoach.live.processor import LiveProcessor

ROOT = Path(tilcoach.__file__).parents[2]
StartStream = Callable[[], LiveProcessor]
TIMEOUT_S = 300  # on a busy computer the first run imports for half a minute


def make_app(**query: str) -> AppTest:
    """Return the whole app at an address with these parameters; `run` starts it."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT_S)
    for name, value in query.items():
        at.query_params[name] = value
    return at


def make_page(name: str, language: Language = "nl", **state: object) -> AppTest:
    """Return one page by itself, as the navigation runs it; `run` starts it."""
    script = f"from tilcoach.ui.{name}.page import show_page\nshow_page()\n"
    return make_script(script, language, **state)


def make_script(script: str, language: Language = "nl", **state: object) -> AppTest:
    """Return a script with this session state; `run` starts it."""
    at = AppTest.from_string(script, default_timeout=TIMEOUT_S)
    at.session_state["lang"] = language
    for key, value in state.items():
        at.session_state[key] = value
    return at


def html_of(at: AppTest) -> str:
    """Return all HTML of a page."""
    return " ".join(str(getattr(element, "value", "")) for element in at.get("html"))


def count_charts(at: AppTest) -> int:
    """Return how many charts a page shows."""
    return len(at.get("altair_chart") or at.get("vega_lite_chart"))


def component_data(at: AppTest, name: str) -> dict[str, Any]:
    """Return the data that a component of ours received; nothing when it is not on the page."""
    protos = [node.proto for node in at.get("bidi_component")]
    found = [proto.json for proto in protos if proto.component_name == f"tilcoach_{name}"]
    return json.loads(found[0]) if found else {}
