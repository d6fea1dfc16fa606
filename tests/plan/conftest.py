"""A plan with something in every place, and one session under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tilcoach.plan import Plan, checked_plan

FIRST_DAY = date(2026, 3, 4)  # a Wednesday


@pytest.fixture
def make_plan() -> Callable[..., Plan]:
    """Make a plan of three sets of ten, three days a week for six weeks; parts can be replaced."""

    def make(**parts: object) -> Plan:
        return checked_plan({"code": "0" * 32, "made_on": FIRST_DAY, **parts})

    return make
