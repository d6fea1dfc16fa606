"""How two lifts differ, in sentences and in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tilcoach.coaching import ComparedLift, Difference, Outcome, Quantity
from tilcoach.messages import Translator
from tilcoach.ui.marks import verdict_row
from tilcoach.ui.result import detail


def quantity_names(words: Translator) -> dict[Quantity, str]:
    """Return what each quantity is called, as in the middle of a sentence.

    Parameters
    ----------
    words
        In the user's language.
    """
    return {
        Quantity.KNEE_FLEXION: words.text("bend of the knees"),
        Quantity.TRUNK_FLEXION: words.text("bend of the trunk"),
        Quantity.STOOP_SQUAT: words.text("bending over or through the knees"),
        Quantity.LOAD_DISTANCE: words.text("distance of the load"),
        Quantity.TRUNK_ROTATION: words.text("turn of the shoulders"),
    }


def sentences(differences: Sequence[Difference], words: Translator) -> Iterator[str]:
    """Give the differences, then what is about the same, then what cannot be compared.

    Parameters
    ----------
    differences
        One per quantity.
    words
        In the user's language.
    """
    told = _told(words)
    for one in differences:
        if (one.quantity, one.outcome) in told:
            unit = one.quantity.unit
            values = words.text(
                "{second} against {first}",
                second=words.quantity(one.second, unit),
                first=words.quantity(one.first, unit),
            )
            yield told[one.quantity, one.outcome].format(values=values)
    if same := _listed(differences, Outcome.SAME, words):
        yield words.text("About the same: {names}.", names=same)
    if unknown := _listed(differences, Outcome.UNKNOWN, words):
        yield words.text(
            "Not to be compared: {names}. At least one of the two did not show it clearly.",
            names=unknown,
        )


def _told(words: Translator) -> dict[tuple[Quantity, Outcome], str]:
    """Return the sentence for each difference, with a place for the values."""
    more, less = Outcome.MORE, Outcome.LESS
    place = "{values}"  # filled in later: the same sentence with every pair of values
    return {
        (Quantity.KNEE_FLEXION, more): words.text(
            "In the second lift the knees bend further ({values}).", values=place
        ),
        (Quantity.KNEE_FLEXION, less): words.text(
            "In the second lift the knees stay straighter ({values}).", values=place
        ),
        (Quantity.TRUNK_FLEXION, more): words.text(
            "In the second lift the trunk bends further forward ({values}).", values=place
        ),
        (Quantity.TRUNK_FLEXION, less): words.text(
            "In the second lift the trunk stays more upright ({values}).", values=place
        ),
        (Quantity.STOOP_SQUAT, more): words.text(
            "In the second lift more of the way down comes from bending over ({values}).",
            values=place,
        ),
        (Quantity.STOOP_SQUAT, less): words.text(
            "In the second lift more of the way down comes from the legs ({values}).",
            values=place,
        ),
        (Quantity.LOAD_DISTANCE, more): words.text(
            "In the second lift the load is further from the body ({values}).", values=place
        ),
        (Quantity.LOAD_DISTANCE, less): words.text(
            "In the second lift the load is closer to the body ({values}).", values=place
        ),
        (Quantity.TRUNK_ROTATION, more): words.text(
            "In the second lift the shoulders turn further ({values}).", values=place
        ),
        (Quantity.TRUNK_ROTATION, less): words.text(
            "In the second lift the shoulders turn less far ({values}).", values=place
        ),
    }


def _listed(differences: Sequence[Difference], outcome: Outcome, words: Translator) -> str:
    names = quantity_names(words)
    return ", ".join(names[one.quantity] for one in differences if one.outcome is outcome)


def figures_table(differences: Sequence[Difference], words: Translator) -> str:
    """Return the values side by side as an HTML table.

    Parameters
    ----------
    differences
        One per quantity.
    words
        In the user's language.
    """
    outcomes = {
        Outcome.MORE: words.text("more"),
        Outcome.LESS: words.text("less"),
        Outcome.SAME: words.text("about the same"),
        Outcome.UNKNOWN: words.text("not to be compared"),
    }
    names = quantity_names(words)
    heads = ("", words.text("First"), words.text("Second"), words.text("Second against first"))
    rows = [
        (
            names[one.quantity][:1].upper() + names[one.quantity][1:],
            words.quantity(one.first, one.quantity.unit),
            words.quantity(one.second, one.quantity.unit),
            outcomes[one.outcome],
        )
        for one in differences
    ]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr data-outcome="{one.outcome}"><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in row[1:])
        + "</tr>"
        for one, row in zip(differences, rows, strict=True)
    )
    return f'<table class="tc-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def compared_card(lift: ComparedLift, figure: str, words: Translator) -> str:
    """Return one of the two lifts as HTML: its verdicts, and the body at one moment.

    Parameters
    ----------
    lift
        Which one.
    figure
        The drawing of the body as HTML; empty where no landmarks are kept.
    words
        In the user's language.
    """
    rows = "".join(verdict_row(f, words, detail(f, words)) for f in lift.findings)
    return f'<div class="tc-panel tc-card tc-compared"><div>{rows}</div>{figure}</div>'
