from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tilcoach.ui.components.labels import unique_labels


def test_only_what_is_the_same_gets_a_number() -> None:
    names = {1: "ma 9:30", 2: "ma 9:31", 3: "ma 9:30", 4: "ma 9:30"}
    assert list(unique_labels(names).values()) == [
        "ma 9:30",
        "ma 9:31",
        "ma 9:30 (2)",
        "ma 9:30 (3)",
    ]


@given(st.lists(st.sampled_from(["a", "b", "a (2)", "a (3)"]), max_size=8))
def test_no_two_names_are_the_same_whatever_they_look_like(names: list[str]) -> None:
    found = unique_labels(dict(enumerate(names)))
    assert list(found) == list(range(len(names)))
    assert len(set(found.values())) == len(names)
