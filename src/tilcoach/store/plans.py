"""The plans in the history: what is practised under each profile, and results that came back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, Json, ValidationError

from tilcoach.config import Settings, body_height_m, lay_over
from tilcoach.errors import StoreError
from tilcoach.plan import Plan, PlanResults
from tilcoach.store.database import Database
from tilcoach.store.same_film import COUNTED

_NAME_OF_SOURCE = Path("plan")  # in the source of the limits that a plan sets


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan under a profile.

    Attributes
    ----------
    number
        Never given to another plan.
    profile
        The number of the profile.
    opened_on
        The first day of the plan.
    is_followed
        Whether it is what the profile practises now.
    plan
        What was agreed on.
    results
        As they came back from elsewhere; None when nothing did.
    """

    number: int
    profile: int
    opened_on: date
    is_followed: bool
    plan: Plan
    results: PlanResults | None = None

    def lay_over(self, base: Settings) -> Settings:
        """Return settings with what the plan sets over them."""
        return lay_over(base, self.plan.settings(body_height_m(base)), _NAME_OF_SOURCE)


class _PlanRow(BaseModel):
    number: int
    profile: int
    opened_on: date
    followed: bool
    document: Json[Plan]
    results: Json[PlanResults] | None

    @property
    def saved(self) -> SavedPlan:
        """The plan that the row holds."""
        own = (self.number, self.profile, self.opened_on, self.followed)
        return SavedPlan(*own, self.document, self.results)


class Plans:
    """The plans in a database; each change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, profile: int | None = None) -> tuple[SavedPlan, ...]:
        """Return plans in the order in which they came; what cannot be read is left out."""
        return tuple(plan for plan in map(_read, self._rows(profile)) if plan is not None)

    def unreadable_rows(self) -> tuple[dict[str, object], ...]:
        """Return what `all` leaves out, as the database holds it."""
        return tuple(dict(row) for row in self._rows(None) if _read(row) is None)

    def followed(self, profile: int) -> SavedPlan | None:
        """Return the plan that a profile practises; None when there is none."""
        return next((plan for plan in reversed(self.all(profile)) if plan.is_followed), None)

    def open(self, profile: int, plan: Plan, opened_on: date) -> SavedPlan:
        """Let a profile follow a plan; the same one, changed, goes on from its first day."""
        with self._database.writing() as connection:
            connection.execute("UPDATE plan SET followed = 0 WHERE profile = ?", (profile,))
            row = _put(connection, profile, plan, opened_on)
            connection.execute("UPDATE plan SET followed = 1 WHERE number = ?", (row["number"],))
            row = connection.execute(_BY_NUMBER, (row["number"],)).fetchone()
        return _PlanRow.model_validate(dict(row)).saved

    def put_results(self, profile: int, results: PlanResults) -> SavedPlan:
        """Put results beside their plan, or newer ones in the place of older ones."""
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT number FROM plan WHERE code = ? ORDER BY profile <> ?, number",
                (results.plan.code, profile),
            ).fetchone()
            if row is None:
                row = _put(connection, profile, results.plan, results.opened_on)
            number, text = row["number"], results.model_dump_json()
            connection.execute("UPDATE plan SET results = ? WHERE number = ?", (text, number))
            row = connection.execute(_BY_NUMBER, (number,)).fetchone()
        return _PlanRow.model_validate(dict(row)).saved

    def stop(self, number: int) -> None:
        """Follow a plan no longer; it stays in the history."""
        self._change("UPDATE plan SET followed = 0 WHERE number = ?", number)

    def erase(self, number: int) -> None:
        """Erase a plan and the results beside it."""
        self._change("DELETE FROM plan WHERE number = ?", number)

    def lifts_by_day(self, profile: int, first_day: date) -> dict[date, int]:
        """Return how many lifts each day has from a day on; a film counts once."""
        if not self._database.exists:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(_LIFTS_BY_DAY, (profile, first_day.isoformat())).fetchall()
        return dict(_days(rows))

    def _rows(self, profile: int | None) -> list[sqlite3.Row]:
        if not self._database.exists:
            return []
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT * FROM plan WHERE ?1 IS NULL OR profile = ?1 ORDER BY number", (profile,)
            ).fetchall()

    def _change(self, statement: str, number: int) -> None:
        if self._database.exists:
            with self._database.writing() as connection:
                connection.execute(statement, (number,))
            self._database.purge_erased()


_BY_NUMBER = "SELECT * FROM plan WHERE number = ?"
_LIFTS_BY_DAY = f"""
    SELECT substr(session.started_at, 1, 10) AS day, count(*) AS lifts
    FROM session JOIN lift ON lift.session = session.number
    WHERE session.number IN ({COUNTED}) AND session.started_at >= ?2 GROUP BY day
"""  # noqa: S608  a text of our own


def _put(connection: sqlite3.Connection, profile: int, plan: Plan, opened_on: date) -> sqlite3.Row:
    """Write a plan under a profile, or a changed one in its own place."""
    values = (plan.code, opened_on.isoformat(), plan.model_dump_json(), profile)
    connection.execute(
        "INSERT INTO plan (profile, code, opened_on, followed, document)"
        " SELECT number, ?1, ?2, 0, ?3 FROM profile WHERE number = ?4"
        " ON CONFLICT (profile, code) DO UPDATE SET document = excluded.document",
        values,
    )
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM plan WHERE profile = ? AND code = ?", (profile, plan.code)
    ).fetchone()
    if row is None:
        sentence = "The profile that this would be saved under is gone: choose another."
        raise StoreError(sentence)
    return row


def import_plan(connection: sqlite3.Connection, profile: int, saved: SavedPlan) -> None:
    """Import a plan; one that is here stays as it is, and so does what is followed here."""
    connection.execute(
        "INSERT INTO plan (profile, code, opened_on, followed, document, results)"
        " SELECT ?1, ?2, ?3,"
        " ?4 AND NOT EXISTS (SELECT 1 FROM plan WHERE profile = ?1 AND followed), ?5, ?6"
        " WHERE NOT EXISTS (SELECT 1 FROM plan WHERE profile = ?1 AND code = ?2)",
        (
            profile,
            saved.plan.code,
            saved.opened_on.isoformat(),
            saved.is_followed,
            saved.plan.model_dump_json(),
            None if saved.results is None else saved.results.model_dump_json(),
        ),
    )


def _read(row: sqlite3.Row) -> SavedPlan | None:
    """Return the plan that a row holds; None when only a later version can read it."""
    try:
        return _PlanRow.model_validate(dict(row)).saved
    except ValidationError:
        return None


def _days(rows: list[sqlite3.Row]) -> Iterator[tuple[date, int]]:
    for row in rows:
        try:
            yield date.fromisoformat(row["day"]), int(row["lifts"])
        except ValueError:  # damaged: what makes no sense is left out
            continue
