from __future__ import annotations

import numpy as np
import pytest

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.lifting import LiftPhase
from tilcoach.overlay import OverlayWords
from tilcoach.overlay.panel import shape
from tilcoach.overlay.sprite import label, paste, text_width


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translator_knows_every_word_of_the_overlay(language: Language) -> None:
    words = OverlayWords.of(translator(language))
    assert set(words.phases) == set(LiftPhase)
    assert set(words.patterns) == set(Pattern)
    assert set(words.verdicts) == set(Verdict)
    assert words.lifts


def test_accented_letters_are_drawn_as_themselves() -> None:
    # A letter that the font does not have is drawn as a question mark, and these would be equal.
    assert not np.array_equal(label("é", 40).light, label("ë", 40).light)
    assert text_width("é", 40) > 0


def test_each_verdict_has_a_shape_of_its_own_even_without_colour() -> None:
    drawn = []
    for verdict in Verdict:
        picture = np.zeros((40, 40, 3), np.uint8)
        shape(picture, verdict, (20, 20), 14)
        drawn.append(picture.max(axis=2) > 60)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.mean(drawn[one] != drawn[other]) > 0.05


@pytest.mark.parametrize(("x", "y"), [(-15, -10), (90, 90), (500, 500), (-500, 3)])
def test_a_sprite_over_the_edge_is_cut_off(x: int, y: int) -> None:
    canvas = np.full((100, 100, 3), 200, np.uint8)
    paste(canvas, label("62°", 30), x, y)
    assert canvas.shape == (100, 100, 3)
    inside = x in range(-15, 100)
    assert bool((canvas != 200).any()) == inside
