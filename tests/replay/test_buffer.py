from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import pairwise

import pytest

from tilcoach.coaching import JudgedLift
from tilcoach.replay import MOST_BYTES, REMEMBERED_S, Replay, ReplayBuffer, span_of
from tilcoach.replay.buffer import LEAD_S

LiftOf = Callable[..., JudgedLift]


def follow(keeper: ReplayBuffer, stream: object) -> ReplayBuffer:
    for frame, step in stream:  # type: ignore[attr-defined]  # see conftest
        keeper.note(frame, step)
    return keeper


def times_of(replay: Replay | None) -> tuple[float, float]:
    assert replay is not None
    return replay.moments[0].time_s, replay.moments[-1].time_s


def test_before_the_first_lift_there_is_nothing_to_look_back_at(
    stream: Callable[..., object],
) -> None:
    assert ReplayBuffer().newest is None
    assert follow(ReplayBuffer(), stream(0, 3)).newest is None


def test_a_lift_is_shown_from_before_it_begins_until_after_it_ends(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    keeper = follow(ReplayBuffer(), stream(0, 8, {4.2: lift_of()}))
    replay = keeper.newest
    assert replay is not None
    assert (replay.person, replay.lift) == (1, 1)
    assert times_of(replay) == pytest.approx((2 - LEAD_S, 4 + LEAD_S))
    gaps = {round(b.time_s - a.time_s, 3) for a, b in pairwise(replay.moments)}
    assert gaps == {0.05}


def test_looked_at_at_once_it_ends_where_it_is_now(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    keeper = follow(ReplayBuffer(), stream(0, 4.3, {4.2: lift_of()}))
    assert times_of(keeper.newest) == pytest.approx((2 - LEAD_S, 4.25))


def test_a_pattern_seen_after_upright_is_shown_as_well(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    lifts = {4.2: lift_of(), 6.5: lift_of(fout_end_s=6.0)}
    replay = follow(ReplayBuffer(), stream(0, 8, lifts)).newest
    assert times_of(replay) == pytest.approx((2 - LEAD_S, 6 + LEAD_S))
    assert replay is not None
    assert len({moment.time_s for moment in replay.moments}) == len(replay.moments)


def test_the_next_lift_takes_the_place_of_the_last(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    lifts = {4.2: lift_of(), 12.2: lift_of(2, 10.0)}
    keeper = follow(ReplayBuffer(), stream(0, 15, lifts))
    assert keeper.newest is not None
    assert keeper.newest.lift == 2
    assert times_of(keeper.newest)[0] == pytest.approx(10 - LEAD_S)


def test_a_lift_stays_until_the_next_one_however_long_that_takes(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    keeper = follow(ReplayBuffer(), stream(0, 6, {4.2: lift_of()}))
    long_after = REMEMBERED_S + 20
    follow(keeper, stream(long_after, long_after + 1, {0.0: lift_of()}))
    assert times_of(keeper.newest) == pytest.approx((2 - LEAD_S, 4 + LEAD_S))


def test_memory_is_bounded_however_long_it_goes_on(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    """The pictures are noise, which JPEG packs worse than anything that a camera sees."""
    keeper = ReplayBuffer()
    most = 0
    for frame, step in stream(0, 14, {4.2: lift_of()}, (640, 480)):  # type: ignore[attr-defined]
        keeper.note(frame, step)
        most = max(most, keeper.size_bytes)
    assert MOST_BYTES / 2 < most <= 2 * MOST_BYTES


def test_old_pictures_go_by_their_age(stream: Callable[..., object]) -> None:
    keeper = follow(ReplayBuffer(), stream(0, 3))
    full = keeper.size_bytes
    follow(keeper, stream(3 + REMEMBERED_S, 3.5 + REMEMBERED_S))
    assert keeper.size_bytes < full / 2


def test_cleared_nothing_is_left(stream: Callable[..., object], lift_of: LiftOf) -> None:
    keeper = follow(ReplayBuffer(), stream(0, 6, {4.2: lift_of()}))
    keeper.clear()
    assert keeper.newest is None
    assert keeper.size_bytes == 0
    follow(keeper, stream(6, 7))
    assert keeper.newest is None


def test_a_person_out_of_view_for_a_moment_stays_in_the_replay(
    stream: Callable[..., object],
    lift_of: LiftOf,
    nobody: Callable[[object], tuple[object, object]],
) -> None:
    keeper = ReplayBuffer()
    for pair in stream(0, 6, {4.2: lift_of()}):  # type: ignore[attr-defined]
        hidden = 3 < pair[0].time_s < 3.3
        frame, step = nobody(pair) if hidden else pair
        keeper.note(frame, step)  # type: ignore[arg-type]
    assert keeper.newest is not None
    assert sum(not moment.people for moment in keeper.newest.moments) == 5


def test_the_page_may_ask_at_any_time(stream: Callable[..., object], lift_of: LiftOf) -> None:
    keeper, done = ReplayBuffer(), threading.Event()
    asked: list[int] = []

    def ask() -> None:
        while not done.is_set():
            replay = keeper.newest
            asked.append(len(replay.moments) if replay else 0)

    page = threading.Thread(target=ask)
    page.start()
    follow(keeper, stream(0, 8, {4.2: lift_of()}))
    done.set()
    page.join()
    assert asked == sorted(asked)


def test_the_span_of_a_lift_without_a_pattern_ends_after_upright(lift_of: LiftOf) -> None:
    assert span_of(lift_of()) == pytest.approx((2 - LEAD_S, 4 + LEAD_S))
    assert span_of(lift_of(fout_end_s=3.0)) == pytest.approx((2 - LEAD_S, 4 + LEAD_S))


def test_the_best_and_the_worst_lift_are_kept_until_all_is_cleared(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    lifts = {4.2: lift_of(1, fout_end_s=4.0), 12.2: lift_of(2, 10.0), 20.2: lift_of(3, 18.0)}
    keeper = follow(ReplayBuffer(), stream(0, 23, lifts))
    keeper.end()
    assert keeper.newest is None
    assert (keeper.worst and keeper.worst.lift, keeper.best and keeper.best.lift) == (1, 3)
    keeper.clear()
    assert (keeper.best, keeper.size_bytes) == (None, 0)


def test_where_all_went_alike_one_lift_is_kept(
    stream: Callable[..., object], lift_of: LiftOf
) -> None:
    keeper = follow(ReplayBuffer(), stream(0, 15, {4.2: lift_of(1), 12.2: lift_of(2, 10.0)}))
    assert keeper.best is not None
    assert keeper.worst is None
