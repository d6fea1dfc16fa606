"""Turns codes and numbers into calm sentences in the user's language."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from tilcoach.coaching import Cue, Pattern, Reason, Verdict, WarningCode
from tilcoach.errors import TilcoachError
from tilcoach.guiding import FeedbackMode, Hint, Said, Sentence, Turn
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.messages.catalogue import Language, read_translations

_NO_NUMBER = "\N{EN DASH}"  # what cannot be measured is shown as a dash, never as "nan"

# How a measured value is shown: how many decimals say something, and whether it is a share.
_DECIMALS = {"deg": 0, "index": 0, "m": 2, "s": 1}
_SHARES = frozenset({"ratio", "probability"})
_PERCENT = 100.0


class Translator:
    """All that tilcoach can say, in one language.

    Parameters
    ----------
    language
        Which language.
    translations
        The catalogues of that language.
    """

    def __init__(self, language: Language, translations: GNUTranslations) -> None:
        self.language = language
        self._translations = translations

    def text(self, sentence: str, /, **values: object) -> str:
        """Return a sentence in this language, with the values filled in.

        Parameters
        ----------
        sentence
            The English sentence, with ``{named}`` places for the values.
        values
            What to fill in; numbers as they come out of `number`.
        """
        return self._translations.gettext(sentence).format(**values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Return a sentence about ``n`` things; ``{n}`` is filled in by itself.

        Parameters
        ----------
        singular, plural
            The English sentence for one thing, and for none or many.
        n
            How many things there are.
        values
            What else to fill in.
        """
        return self._translations.ngettext(singular, plural, n).format(n=self.number(n), **values)

    def error(self, error: TilcoachError, /) -> str:
        """Return what went wrong and what to do; what a library said stays as it is.

        Parameters
        ----------
        error
            Its values may hold other errors, which are said in this language too.
        """
        values = {
            name: self.error(value) if isinstance(value, TilcoachError) else value
            for name, value in error.values.items()
        }
        return self.text(error.sentence, **values)

    def pattern(self, pattern: Pattern) -> str:
        """Return the name of a pattern, as a heading."""
        return self._code("pattern", pattern)

    def verdict(self, verdict: Verdict) -> str:
        """Return the word for a verdict, as a heading."""
        return self._code("verdict", verdict)

    def verdict_note(self, verdict: Verdict) -> str:
        """Return the line that explains the word for a verdict."""
        return self._code("verdict note", verdict)

    def reason(self, reason: Reason) -> str:
        """Return why a pattern was not judged, and how it can be next time: one sentence."""
        return self._code("reason", reason)

    def cue(self, cue: Cue) -> str:
        """Return the one sentence after a lift."""
        return self._code("cue", cue)

    def sentence(self, sentence: Sentence) -> str:
        """Return what is said of a lift: what went better, or the cue; again, in other words."""
        if sentence.better is not None:
            return self._code("better", sentence.better)
        return self._code("cue again" if sentence.again else "cue", sentence.cue)

    def said(self, said: Said) -> str:
        """Return one thing that the coach says: one sentence."""
        return self._code(said.kind, said.code)

    def hint(self, hint: Hint) -> str:
        """Return what the set-up asks: one sentence."""
        return self._code("hint", hint)

    def during(self, pattern: Pattern) -> str:
        """Return the line for a lift that goes beyond a limit: one short sentence."""
        return self._code("during", pattern)

    def turn(self, turn: Turn) -> str:
        """Return how to turn so that more can be judged: one sentence."""
        return self._code("turn", turn)

    def feedback(self, mode: FeedbackMode) -> str:
        """Return when the coach speaks, as a choice."""
        return self._code("feedback", mode)

    def phase(self, phase: LiftPhase) -> str:
        """Return the word for what the person is doing."""
        return self._code("phase", phase)

    def view(self, view: ViewLabel) -> str:
        """Return from where the camera looks, as a short phrase."""
        return self._code("view", view)

    def warning(self, warning: WarningCode) -> str:
        """Return what the user should know of a recording: one sentence."""
        return self._code("warning", warning)

    def limit_source(self, name: str) -> str:
        """Return where a limit comes from, which stands in English in limits.toml.

        Parameters
        ----------
        name
            Of a limit that a sheet shows.
        """
        return self._code("limit source", name)

    def unit(self, unit: str) -> str:
        """Return a unit, as it stands beside an axis.

        Parameters
        ----------
        unit
            As in `tilcoach.coaching.Limit`.
        """
        return self._code("unit", unit)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as this language writes it, or a dash when there is none.

        Parameters
        ----------
        value
            Any number; NaN and infinite become a dash.
        decimals
            How many decimals to show.
        """
        if not math.isfinite(value):
            return _NO_NUMBER
        # Rounded first, and zero added: -0.4 is "0" and not "-0".
        rounded = round(value, decimals) + 0.0
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return format_decimal(rounded, format=pattern, locale=self.language)

    def day(self, day: date) -> str:
        """Return a day as this language writes it, short: 2 mrt 2026.

        Parameters
        ----------
        day
            Of the calendar.
        """
        return format_date(day, "d MMM y", locale=self.language)

    def moment(self, moment: datetime) -> str:
        """Return a day with the time of day: ma 2 mrt 2026, 09:30.

        Parameters
        ----------
        moment
            In the time zone that it is to be shown in.
        """
        clock = moment.replace(tzinfo=None)  # Babel would turn it into UTC
        return format_datetime(clock, "EEE d MMM y, HH:mm", locale=self.language)

    def quantity(self, value: float, unit: str) -> str:
        """Return a measured value with its unit, or a dash when there is none.

        Parameters
        ----------
        value
            In this unit.
        unit
            As in `tilcoach.coaching.Limit`; shares are shown as a percentage.
        """
        if not math.isfinite(value):
            return _NO_NUMBER
        number = self.number(value * (_PERCENT if unit in _SHARES else 1), _DECIMALS.get(unit, 0))
        return self._code("quantity", unit).format(number=number)

    def _code(self, kind: str, code: str) -> str:
        """Look up a code of the core: its kind is the context, the code itself the key."""
        return self._translations.pgettext(kind, str(code))


@cache
def translator(language: Language) -> Translator:
    """Return the translator of one language; it is read once and has no state of its own.

    Parameters
    ----------
    language
        Which language.
    """
    return Translator(language, read_translations(language))
