"""A plan and its results in words, as terminal, pages and report show them."""

from __future__ import annotations

from collections.abc import Iterator

from tilcoach.i18n import Translator
from tilcoach.plan.plan import Plan
from tilcoach.plan.results import Trend
from tilcoach.plan.schedule import Adherence, Today

_S_PER_MIN = 60
_GAP = " \N{MIDDLE DOT} "


def plan_lines(plan: Plan, words: Translator) -> Iterator[tuple[str, str]]:
    """Yield what a plan says, each as a heading and a text; what it does not say is left out.

    Parameters
    ----------
    plan
        What was agreed on.
    words
        In which language.
    """
    if plan.name:
        yield words.text("For"), plan.name
    yield words.text("What you practise"), focus_text(plan, words)
    yield words.text("How much"), amount_text(plan, words)
    yield words.text("How often"), how_often_text(plan, words)
    if load := load_text(plan, words):
        yield words.text("What you lift"), load
    if targets := tuple(target_texts(plan, words)):
        yield words.text("Targets"), "; ".join(targets)
    speaks = words.feedback(plan.feedback)
    if plan.feedback.speaks_after:
        speaks += _GAP + words.speaking(plan.speaking)
    yield words.text("When the coach speaks"), speaks
    if plan.message:
        yield words.text("Message"), plan.message


def focus_text(plan: Plan, words: Translator) -> str:
    """Return the patterns that are practised."""
    names = [words.pattern(pattern) for pattern in plan.practised]
    if plan.targets.bend_freely:
        names.insert(0, words.text("Bend more freely"))
    return _GAP.join(names)


def amount_text(plan: Plan, words: Translator) -> str:
    """Return lifts, sets and rest."""
    sets = words.plural("{n} set", "{n} sets", plan.sets)
    lifts = words.plural("{n} lift", "{n} lifts", plan.lifts)
    amount = words.text("{sets} of {lifts}", sets=sets, lifts=lifts)
    if not plan.rest_s or plan.sets == 1:
        return amount
    return words.text("{amount}, {rest} of rest in between", amount=amount,
                      rest=duration_text(plan.rest_s, words))  # fmt: skip


def duration_text(seconds: int, words: Translator) -> str:
    """Return a duration in seconds, or in minutes when it is whole ones."""
    minutes, rest = divmod(seconds, _S_PER_MIN)
    if rest or not minutes:
        return words.plural("{n} second", "{n} seconds", seconds)
    return words.plural("{n} minute", "{n} minutes", minutes)


def how_often_text(plan: Plan, words: Translator) -> str:
    """Return days a week and weeks."""
    days = words.plural("{n} day a week", "{n} days a week", plan.days_per_week)
    weeks = words.plural("{n} week", "{n} weeks", plan.weeks)
    return words.text("{days}, {weeks} long", days=days, weeks=weeks)


def load_text(plan: Plan, words: Translator) -> str:
    """Return what is lifted and how heavy it is; empty when the plan does not say."""
    kg = plan.load_kg
    weight = "" if kg is None else f"{words.number(kg, 0 if kg.is_integer() else 1)} kg"
    return ", ".join(part for part in (plan.lift_what, weight) if part)


def target_texts(plan: Plan, words: Translator) -> Iterator[str]:
    """Yield each target as a therapist says it."""
    targets = plan.targets
    if (value := targets.knee_at_least_deg) is not None:
        yield words.text("knees at least {n}°", n=words.number(value))
    if (value := targets.trunk_at_most_deg) is not None:
        yield words.text("trunk at most {n}°", n=words.number(value))
    if (value := targets.hands_at_most_cm) is not None:
        yield words.text("hands at most {n} cm away", n=words.number(value))
    if (value := targets.turned_at_most_deg) is not None:
        yield words.text("turned at most {n}°", n=words.number(value))
    if targets.bend_freely:
        yield words.text("bend more freely")


def today_sentence(plan: Plan, now: Today, words: Translator) -> str:
    """Return what is to be done now: one sentence, calm and forward-looking."""
    if now.is_over:
        return words.text("The weeks of this plan are over; practising on is fine.")
    if now.is_done:
        return words.text("Done for today. Well done, and see you next time.")
    if now.sets_done and not now.lifts_in_set:
        rest = duration_text(plan.rest_s, words) if plan.rest_s else ""
        return _rest_sentence(now, rest, words)
    return words.text(
        "Set {set} of {sets}: {done} of {lifts} lifts.",
        set=words.number(now.sets_done + 1),
        sets=words.number(plan.sets),
        done=words.number(now.lifts_in_set),
        lifts=words.number(plan.lifts),
    )


def _rest_sentence(now: Today, rest: str, words: Translator) -> str:
    n = words.number(now.sets_done)
    if not rest:
        return words.text("Set {n} is done. Go on when you like.", n=n)
    return words.text("Set {n} is done. Rest for {rest}, and go on when you like.", n=n, rest=rest)


def rest_sentence(set_number: int, left_s: int, words: Translator) -> str:
    """Return how much of the rest after a set is left."""
    return words.text("Set {n} is done. Rest for another {left}.", n=words.number(set_number),
                      left=duration_text(left_s, words))  # fmt: skip


def adherence_sentences(found: Adherence, words: Translator) -> Iterator[str]:
    """Yield how much of a plan was done: numbers, and nobody is told off."""
    yield words.text(
        "Practised on {done} of {asked} days; {lifts} of {all} lifts.",
        done=words.number(found.days_done),
        asked=words.number(found.days_asked),
        lifts=words.number(found.lifts_done),
        all=words.number(found.lifts_asked),
    )
    if found.days_since:
        yield words.plural("Last practised {n} day ago.", "Last practised {n} days ago.",
                           found.days_since)  # fmt: skip


def trend_sentence(trend: Trend, words: Translator) -> str:
    """Return how the middle lift changed, from the first sessions to the newest."""
    measure = trend.measure
    first, latest = (words.quantity(abs(v), measure.unit) for v in (trend.first, trend.latest))
    name = words.measure(measure)
    return words.text("{measure}: {first} at first, {latest} now", measure=name, first=first,
                      latest=latest)  # fmt: skip
