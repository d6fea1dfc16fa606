"""Translates codes and numbers into sentences in the user's language."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from tilcoach.coaching import (
    Camera,
    Cue,
    JudgedLift,
    Note,
    Outcome,
    Pattern,
    Reason,
    Verdict,
    WarningCode,
    choose_praise,
)
from tilcoach.errors import TilcoachError
from tilcoach.guidance import FeedbackMode, Instruction, Sentence, Turn
from tilcoach.i18n.catalogue import Language, read_translations
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.lifting_index import Band, Change, Coupling, NoIndex
from tilcoach.measures import Measure
from tilcoach.pose import FilmFault

_NO_NUMBER = "\N{EN DASH}"  # what cannot be measured is shown as a dash, never as "nan"

# How a measured value is shown: how many decimals say something, and whether it is a share.
_DECIMALS = {"deg": 0, "index": 0, "m": 2, "s": 1}
_SHARES = frozenset({"ratio", "probability"})
_PERCENT = 100.0

_MINUTE_S = 60
_LONG_S = 90  # from here on a time left is in whole minutes


class Translator:
    """All that tilcoach can say, in one language."""

    def __init__(self, language: Language, translations: GNUTranslations) -> None:
        self.language = language
        self._translations = translations

    def text(self, sentence: str, /, **values: object) -> str:
        """Return a sentence in this language, with the values filled in."""
        return self._translations.gettext(sentence).format(**values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Return a sentence about ``n`` things; ``{n}`` is filled in by itself."""
        return self._translations.ngettext(singular, plural, n).format(n=self.number(n), **values)

    def time_left(self, left_s: float) -> str:
        """Return how long something will still take: in seconds, or in whole minutes."""
        if left_s < _LONG_S:
            return self.plural(
                "about {n} second to go", "about {n} seconds to go", max(1, round(left_s))
            )
        minutes = round(left_s / _MINUTE_S)
        return self.plural("about {n} minute to go", "about {n} minutes to go", minutes)

    def error(self, error: TilcoachError, /) -> str:
        """Return the sentence of an error; the message of a library is not translated."""
        values = {
            name: self.error(value) if isinstance(value, TilcoachError) else value
            for name, value in error.values.items()
        }
        return self.text(error.sentence, **values)

    def pattern(self, pattern: Pattern | str) -> str:
        """Return the name of a pattern, as a heading."""
        return self._code("pattern", pattern)

    def verdict(self, verdict: Verdict) -> str:
        """Return the word for a verdict, as a heading."""
        return self._code("verdict", verdict)

    def verdict_note(self, verdict: Verdict) -> str:
        """Return the line that explains the word for a verdict."""
        return self._code("verdict note", verdict)

    def reason(self, reason: Reason | str) -> str:
        """Return why a pattern was not judged, and what to do about it: one sentence."""
        return self._code("reason", reason)

    def note(self, note: Note | str) -> str:
        """Return what is told with a verdict: one sentence."""
        return self._code("note", note)

    def cue(self, cue: Cue | str) -> str:
        """Return the one sentence after a lift."""
        return self._code("cue", cue)

    def sentence(self, sentence: Sentence) -> str:
        """Return the sentence after a lift: what went better, or the cue, varied on repeats."""
        if sentence.better is not None:
            return self._code("better", sentence.better)
        cue = self._code("cue again" if sentence.again else "cue", sentence.cue)
        return cue if sentence.praise is None else f"{self.praise(sentence.praise)} {cue}"

    def praise(self, pattern: Pattern) -> str:
        """Return what went well in a lift: one short sentence."""
        return self._code("praise", pattern)

    def advice(self, judged: JudgedLift) -> str:
        """Return what a lift comes down to: what truly went well, then the one thing."""
        praise = choose_praise(judged.findings)
        cue = self.cue(judged.cue)
        return cue if praise is None else f"{self.praise(praise)} {cue}"

    def seen(self, pattern: Pattern) -> str:
        """Return what was seen of a pattern that was *fout*, in plain words: one sentence."""
        return self._code("seen", pattern)

    def hint(self, hint: Instruction) -> str:
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

    def speaking(self, speaking: str) -> str:
        """Return how often the coach speaks under a plan, as a choice."""
        return self._code("speaking", speaking)

    def phase(self, phase: LiftPhase) -> str:
        """Return the word for what the person is doing."""
        return self._code("phase", phase)

    def camera(self, camera: Camera | str) -> str:
        """Return which of two cameras, in a word or two."""
        return self._code("camera", camera)

    def seen_by(self, camera: Camera | str) -> str:
        """Return which of two cameras judged a pattern: one short sentence."""
        return self.text("Seen by {camera}.", camera=self.camera(camera))

    def view(self, view: ViewLabel | str) -> str:
        """Return from where the camera looks, as a short phrase."""
        return self._code("view", view)

    def change(self, change: Change) -> str:
        """Return what could be done otherwise in a job of lifting, as advice in a few words."""
        return self._code("change", change)

    def coupling(self, coupling: Coupling) -> str:
        """Return how well the hands hold a load, as a choice."""
        return self._code("coupling", coupling)

    def index(self, band: Band) -> str:
        """Return a lifting index with its margin."""
        low, li, high = map(self.index_alone, (band.low, band.li, band.high))
        if not math.isfinite(band.li):
            return li
        return self.text("{n} (from {low} to {high})", n=li, low=low, high=high)

    def index_alone(self, li: float) -> str:
        """Return a lifting index in one decimal; infinite where nothing may be lifted."""
        return self.number(li, 1) if math.isfinite(li) else self.text("beyond every limit")

    def no_index(self, reason: NoIndex | str) -> str:
        """Return why a lift has no lifting index: one sentence."""
        return self._code("no index", reason)

    def warning(self, warning: WarningCode | str) -> str:
        """Return what the user should know of a recording: one sentence."""
        return self._code("warning", warning)

    def film_span(self, fault: FilmFault, start_s: float, end_s: float) -> str:
        """Return what a film does not show, with its time: one sentence."""
        sentence = self._code("film fault", fault)
        return sentence.format(start=self.number(start_s, 1), end=self.number(end_s, 1))

    def limit_source(self, name: str) -> str:
        """Return where a limit comes from, which stands in English in limits.toml."""
        return self._code("limit source", name)

    def unit(self, unit: str) -> str:
        """Return a unit, as it stands beside an axis."""
        return self._code("unit", unit)

    def measure(self, measure: Measure) -> str:
        """Return the name of a measure, in a word or two."""
        return self._code("measure", measure.field)

    def measure_title(self, measure: Measure) -> str:
        """Return the name of a measure, as the title of its chart."""
        return self._code("measure title", measure.field)

    def with_unit(self, name: str, measure: Measure) -> str:
        """Return a name of a measure with its unit, unless that is no more than "index"."""
        return name if measure.unit == "index" else f"{name} ({self.unit(measure.unit)})"

    def difference(self, measure: Measure, outcome: Outcome, values: str) -> str:
        """Return how a measure of the second of two lifts differs: one sentence."""
        return self._code(f"measure {outcome}", measure.field).format(values=values)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as this language writes it, or a dash when there is none."""
        if not math.isfinite(value):
            return _NO_NUMBER
        # Rounded first, and zero added: -0.4 is "0" and not "-0".
        rounded = round(value, decimals) + 0.0
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return format_decimal(rounded, format=pattern, locale=self.language)

    def day(self, day: date) -> str:
        """Return a day as this language writes it, short: 2 mrt 2026."""
        return format_date(day, "d MMM y", locale=self.language)

    def short_day(self, day: date) -> str:
        """Return a day without its year: 2 mrt."""
        return format_date(day, "d MMM", locale=self.language)

    def moment(self, moment: datetime) -> str:
        """Return a day with the time of day: ma 2 mrt 2026, 09:30."""
        clock = moment.replace(tzinfo=None)  # Babel would turn it into UTC
        return format_datetime(clock, "EEE d MMM y, HH:mm", locale=self.language)

    def quantity(self, value: float, unit: str) -> str:
        """Return a measured value with its unit, or a dash when there is none."""
        if not math.isfinite(value):
            return _NO_NUMBER
        number = self.number(value * (_PERCENT if unit in _SHARES else 1), _DECIMALS.get(unit, 0))
        return self._code("quantity", unit).format(number=number)

    def _code(self, kind: str, code: str) -> str:
        """Look up a code of the core: its kind is the context, the code itself the key."""
        return self._translations.pgettext(kind, str(code))


class _UnknownCodes(NullTranslations):
    """Shows a code that only a later version knows as such; a saved session may hold one."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def pgettext(self, context: str, message: str) -> str:
        """Return a unit as it is, with room for its number, and any other code in a sentence."""
        if context == "unit":
            return message
        if context == "quantity":
            return f"{{number}} {message}"
        return self._sentence.format(code=message)


@cache
def translator(language: Language) -> Translator:
    """Return the translator of one language; it is read once and has no state of its own."""
    translations = read_translations(language)
    translations.add_fallback(_UnknownCodes(translations.gettext("unknown code {code}")))
    return Translator(language, translations)
