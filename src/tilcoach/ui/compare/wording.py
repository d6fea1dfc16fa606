"""The differences between two lifts, in sentences and in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tilcoach.coaching import ComparedLift, Difference, Outcome
from tilcoach.i18n import Translator
from tilcoach.ui.components.verdict_html import finding_detail, fout_note, verdict_row
from tilcoach.ui.components.widgets import html_table


def difference_sentences(differences: Sequence[Difference], words: Translator) -> Iterator[str]:
    """Yield the differences, then what is about the same, then what cannot be compared."""
    for difference in differences:
        if difference.outcome in (Outcome.MORE, Outcome.LESS):
            unit = difference.measure.finding_unit
            values = words.text(
                "{second}; first: {first}",
                second=words.quantity(difference.second, unit),
                first=words.quantity(difference.first, unit),
            )
            yield words.difference(difference.measure, difference.outcome, values)
    if same := _listed(differences, Outcome.SAME, words):
        yield words.text("About the same: {names}.", names=same)
    if unknown := _listed(differences, Outcome.UNKNOWN, words):
        yield words.text(
            "Not to be compared: {names}. At least one of the two did not show it clearly.",
            names=unknown,
        )


def _listed(differences: Sequence[Difference], outcome: Outcome, words: Translator) -> str:
    names = (
        words.measure_title(difference.measure)
        for difference in differences
        if difference.outcome is outcome
    )
    return ", ".join(name[:1].lower() + name[1:] for name in names)


def figures_table(differences: Sequence[Difference], words: Translator) -> str:
    """Return the values side by side as an HTML table."""
    outcomes = {
        Outcome.MORE: words.text("more"),
        Outcome.LESS: words.text("less"),
        Outcome.SAME: words.text("about the same"),
        Outcome.UNKNOWN: words.text("not to be compared"),
    }
    heads = ("", words.text("First"), words.text("Second"), words.text("Difference"))
    rows = [
        (
            words.measure_title(difference.measure),
            words.quantity(difference.first, difference.measure.finding_unit),
            words.quantity(difference.second, difference.measure.finding_unit),
            outcomes[difference.outcome],
        )
        for difference in differences
    ]
    return html_table(heads, rows, [f'data-outcome="{d.outcome}"' for d in differences])


def compared_card(lift: ComparedLift, figure: str, words: Translator) -> str:
    """Return one of the two lifts as HTML: its verdicts and its figure."""
    rows = "".join(
        verdict_row(f, words, finding_detail(f, lift.measures, words)) for f in lift.findings
    )
    note = fout_note(lift.findings, words)
    return f'<div class="tc-panel tc-card tc-compared"><div>{rows}{note}</div>{figure}</div>'
