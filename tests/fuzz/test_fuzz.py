"""A share of the cases of ``make fuzz``, and that the fuzzer notices what it is there for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tools.fuzz import broken
from tools.fuzz.__main__ import main
from tools.fuzz.batches import run_batch
from tools.fuzz.corpus import write_corpus
from tools.fuzz.damage import WHOLE, Cut, Drop, Flip, Lie, Put, Repeat, damaged
from tools.fuzz.doors import Door, refusing
from tools.fuzz.kinds import DOORS

from tilcoach.errors import InputError

SHARE_OF_CASES = 2  # parts of the shares, which count in thousandths: 2,000 cases in all
FEW = 50
SEED = 20_261_122  # far from those of `make fuzz`, so that these are further cases


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder)
    return folder


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_whatever_comes_in_is_taken_or_refused_in_a_sentence(door: Door, corpus: Path) -> None:
    batch = run_batch(door, SEED, SHARE_OF_CASES * door.share, corpus)
    assert batch.fault == ""
    assert batch.cases >= SHARE_OF_CASES * door.share
    assert batch.taken + batch.refused == batch.cases
    assert batch.taken
    assert batch.refused or batch.cases < FEW  # of the names, one in fifty is refused


@pytest.mark.parametrize(
    ("door", "fault"),
    [
        (broken.DOORS[0], "Crashed with signal 11: "),
        (broken.DOORS[1], "Took too long: "),
        (broken.DOORS[2], "Took too long: "),
        (broken.DOORS[3], "ValueError: 1000"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_is_broken_is_noticed_with_its_case(door: Door, fault: str, corpus: Path) -> None:
    batch = run_batch(door, 1, 100, corpus, patience_s=10, cpu_s=2)
    assert fault in batch.fault
    assert batch.cases > batch.taken


def test_one_door_alone_takes_its_place_among_the_counts_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "fuzz.json"
    for arguments in (["--door", "table"], ["--door", "labels"], ["--door", "table"]):
        assert main([*arguments, "--cases", "200", "--out", str(path)]) == 0
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [door["door"] for door in written["doors"]] == ["labels", "table"]
    assert written["cases"] == sum(door["cases"] for door in written["doors"])
    assert "ui" in written["provenance"]["code"]
    assert not any("provenance" in door for door in written["doors"])


def test_the_counts_of_an_earlier_run_say_what_they_are_of(tmp_path: Path) -> None:
    path = tmp_path / "fuzz.json"
    arguments = ["--cases", "200", "--out", str(path)]
    assert main(["--door", "table", *arguments]) == 0
    earlier = json.loads(path.read_text(encoding="utf-8"))
    earlier["provenance"]["code"]["lifting"] = "other"
    path.write_text(json.dumps(earlier), encoding="utf-8")
    assert main(["--door", "labels", *arguments]) == 0
    labels, table = json.loads(path.read_text(encoding="utf-8"))["doors"]
    assert "provenance" not in labels
    assert table["provenance"] == earlier["provenance"]


def test_the_shares_make_a_whole() -> None:
    assert sum(door.share for door in DOORS) == 1000


@pytest.mark.parametrize(
    ("step", "left"),
    [
        (Cut(WHOLE // 2), b"01234"),
        (Flip(0, 0), b"1123456789"),
        (Put(WHOLE // 2, b"xy"), b"01234xy789"),
        (Lie(b"34", 1, b"x"), b"012345x789"),
        (Lie(b"ab", 1, b"x"), b"0123456789"),
        (Drop(0, 3), b"3456789"),
        (Repeat(0, 2), b"010123456789"),
    ],
)
def test_damage_does_what_it_says(step: Cut, left: bytes) -> None:
    assert damaged(b"0123456789", (step,)) == left


def test_damage_to_nothing_is_nothing() -> None:
    assert damaged(b"", (Flip(0, 3), Cut(9), Drop(1, 2), Repeat(5, 2))) == b""


def _refuse(sentence: str) -> str:
    with refusing() as outcome:
        _raise(InputError(sentence, path="x"))
    return outcome[-1]


def _raise(error: Exception) -> None:
    raise error


def test_a_refusal_without_words_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="No sentence"):
        _refuse("No.")
    assert _refuse("There is a file {path} already: choose another name.") == "refused"
