"""Both languages say everything, in the right tone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

import tilcoach
from tilcoach.coaching import Camera, Cue, Note, Pattern, Reason, Verdict, WarningCode
from tilcoach.guidance import FeedbackMode, Instruction, Pause, Turn
from tilcoach.i18n import LANGUAGES, Language
from tilcoach.i18n.catalogue import read_catalogues
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.lifting_index import Change, Coupling, NoIndex
from tilcoach.measures import MEASURES
from tilcoach.plan import Speaking
from tilcoach.pose import FilmFault

SOURCE = Path(tilcoach.__file__).parent

FIELDS = tuple(measure.field for measure in MEASURES)

# The kind of code in codes.po, and the codes of that kind.
KINDS: Mapping[str, Iterable[str]] = {
    "pattern": Pattern,
    "verdict": Verdict,
    "verdict note": Verdict,
    "reason": Reason,
    "cue": Cue,
    "phase": LiftPhase,
    "view": ViewLabel,
    "camera": Camera,
    "warning": WarningCode,
    "change": Change,
    "coupling": Coupling,
    "no index": NoIndex,
    "film fault": FilmFault,
    "cue again": Cue,
    "better": Pattern,
    "hint": Instruction,
    "during": Pattern,
    "pause": Pause,
    "turn": Turn,
    "note": Note,
    "praise": Pattern,
    "seen": Pattern,
    "feedback": FeedbackMode,
    "speaking": Speaking,
    "limit source": FIELDS,
    "measure": FIELDS,
    "measure title": FIELDS,
    "measure more": FIELDS,
    "measure less": FIELDS,
}
UNITS = {"deg", "m", "ratio", "index", "s", "probability"}

# Functions that happen to be called like the translator's.
NOT_WORDS = {"flatbuffer.text"}

# Words that worry a patient without helping: parts of words, or whole words between \b.
FORBIDDEN = (
    r"gevaar|\bschade|blessure|letsel|verkeerd|\bslecht|risico|waarschuwing|kapot"
    r"|danger|\bdamage\b|injur|\bwrong\b|\bbad\b|\bbadly\b|\brisk|\bharm"
)


# Words that people stumbled over (the look at 0.1.0), what they may not be taken for, and words
# that say more than the evidence does: none of them comes back.
NOT_AGAIN: Mapping[Language, str] = {
    "nl": (
        r"gestrekte benen: |draaien met last|last ver van|(met|zonder) een? ?last|\bde last\b"
        r"|kijk zelf|moment dat het meest|waarvan$|tweede tegen eerste|op één as|middelste tilb"
        r"|geef er zelf|cijfers bewaren|goed bezig|rug is (sterk|zwak)|komt vaker voor"
        r"|gemeten index|\bupload|voorkom|veilig(er)? tillen|rechte rug|juiste houding"
    ),
    "en": (
        r"twisting with a load|load far from|see for yourself|tells most|second against"
        r"|on one axis|will stand here|looked at$|good that you|take everything"
        r"|your back is (strong|weak)|\banew\b|\blest\b|prevents?\b|safe(r|ly)? lift"
        r"|straight back|correct posture"
    ),
}


def forms(message: Message) -> tuple[str, ...]:
    """Give the translation, or its singular and plural."""
    words = message.string
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def ids(message: Message) -> tuple[str, ...]:
    """Give the English sentence, or its singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def messages(language: Language) -> Iterator[tuple[str, Message]]:
    for domain, catalogue in read_catalogues(language).items():
        for message in catalogue:
            if message.id:
                yield domain, message


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def sentences_in_code() -> Iterator[tuple[str, ...]]:
    """Give every literal that is handed to ``.text(…)`` or ``.plural(…)`` in the package."""
    wanted = {"text": 1, "plural": 2}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = ast.unparse(node.func)
                n = 0 if called in NOT_WORDS else wanted.get(node.func.attr, 0)
                texts = tuple(
                    arg.value
                    for arg in node.args[:n]
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                )
                if n and len(texts) == n:
                    yield texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_code_has_words(language: Language, kind: str) -> None:
    codes = read_catalogues(language)["codes"]
    for code in KINDS[kind]:
        message = codes.get(str(code), context=kind)
        assert message is not None, f"{language}: {kind} {code}"
        assert message.string, f"{language}: {kind} {code}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_has_words_without_being_a_code(language: Language) -> None:
    known = {(kind, str(code)) for kind, codes in KINDS.items() for code in codes}
    known |= {(kind, unit) for kind in ("unit", "quantity") for unit in UNITS}
    found = {(m.context, m.id) for d, m in messages(language) if d == "codes"}
    assert found == known


def test_both_languages_hold_the_same_sentences() -> None:
    dutch, english = (
        {(domain, message.context, message.id) for domain, message in messages(language)}
        for language in LANGUAGES
    )
    assert dutch == english


def test_every_sentence_in_code_stands_in_the_catalogues() -> None:
    known = {ids(message) for _, message in messages("nl") if message.context is None}
    missing = {texts for texts in sentences_in_code() if texts not in known}
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_over_from_older_code(language: Language) -> None:
    literals = {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = {
        m.id for _, m in messages(language) if m.context is None and ids(m)[0] not in literals
    }
    assert unused == set()


def test_every_dutch_sentence_is_translated() -> None:
    assert [m.id for _, m in messages("nl") if not all(forms(m)) or m.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_as_in_the_original(language: Language) -> None:
    for domain, message in messages(language):
        if domain == "codes":
            continue
        wanted = set().union(*map(places, ids(message)))
        for form in filter(None, forms(message)):
            assert places(form) == wanted, form


def test_codes_have_the_same_placeholders_in_both_languages() -> None:
    dutch, english = (
        {(m.context, m.id): places(str(m.string)) for d, m in messages(language) if d == "codes"}
        for language in LANGUAGES
    )
    assert dutch == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_has_one_translation(language: Language) -> None:
    seen: dict[object, object] = {}
    for _, message in messages(language):
        assert seen.setdefault((message.context, message.id), message.string) == message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tone_is_calm(language: Language) -> None:
    for _, message in messages(language):
        for sentence in (*forms(message), *ids(message)):
            assert re.search(FORBIDDEN, sentence, re.IGNORECASE) is None, sentence
            assert "!" not in sentence, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_were_replaced_do_not_come_back(language: Language) -> None:
    for _, message in messages(language):
        said = [form for form in forms(message) if form]
        for sentence in said or (ids(message) if language == "en" else ()):
            assert re.search(NOT_AGAIN[language], sentence, re.IGNORECASE) is None, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_says_what_is_wanted(language: Language) -> None:
    wanted = {
        "nl": ["Door de knieën", "Voeten mee", "Dicht bij u"],
        "en": ["Bend your knees", "Move your feet", "Keep it close"],
    }
    labels = [str(m.string) for _, m in messages(language) if m.context == "pattern"]
    assert labels == wanted[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind",
    [
        "reason",
        "note",
        "cue",
        "cue again",
        "better",
        "hint",
        "during",
        "pause",
        "turn",
        "warning",
        "praise",
        "seen",
        "measure more",
        "measure less",
    ],
)
def test_what_the_coach_says_is_one_whole_sentence(language: Language, kind: str) -> None:
    for domain, message in messages(language):
        if domain == "codes" and message.context == kind:
            sentence = str(message.string)
            assert sentence[0].isupper(), sentence
            assert sentence.endswith("."), sentence
            assert len(re.findall(r"[.?](\s|$)", sentence)) == 1, sentence


def test_the_tone_test_can_fail() -> None:
    assert re.search(FORBIDDEN, "Dat is slecht voor uw rug", re.IGNORECASE)
    assert re.search(FORBIDDEN, "Something went wrong", re.IGNORECASE)
    assert re.search(FORBIDDEN, "The badge was damaged", re.IGNORECASE) is None
