"""Memory goes back where that can be asked for, and nowhere is it a fault."""

from __future__ import annotations

import pytest

from tilcoach.batch.give_back import give_back


class Glibc:
    """Counts what is asked of it."""

    asked: tuple[int, ...] = ()

    def malloc_trim(self, keep_bytes: int) -> None:
        self.asked = (*self.asked, keep_bytes)


def test_all_of_it_is_asked_back(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Glibc()
    monkeypatch.setattr("ctypes.CDLL", lambda _name: library)
    give_back()
    assert library.asked == (0,)


@pytest.mark.parametrize("fault", [AttributeError, OSError, TypeError])
def test_a_system_that_cannot_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    asked = []

    def missing(name: object) -> None:
        asked.append(name)
        raise fault

    monkeypatch.setattr("ctypes.CDLL", missing)
    give_back()
    assert asked == [None]
