"""What is written here, the flatbuffers library reads; what it wrote before stays readable."""

from __future__ import annotations

import struct
from collections.abc import Callable

import flatbuffers
from flatbuffers.table import Table as ReadTable
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.estimation.flatbuffer import (
    Blob,
    Old,
    Table,
    Vector,
    blob_bytes,
    build,
    floats,
    root_fields,
    string,
    table_fields,
    target,
    vector_slots,
)

NUMBERS = st.integers(0, 2**32 - 1)


def root_of(file: bytes) -> ReadTable:
    """Return the root table as the flatbuffers library sees it."""
    return ReadTable(file, struct.unpack_from("<I", file)[0])


@given(st.dictionaries(st.integers(0, 20), NUMBERS, min_size=1))
def test_numbers_stand_in_their_fields(numbers: dict[int, int]) -> None:
    file = build(Table(numbers), b"TEST")
    table = root_of(file)
    read = {number: table.Offset(4 + 2 * number) for number in range(21)}
    assert {number: bool(offset) for number, offset in read.items() if offset} == dict.fromkeys(
        sorted(numbers), True
    )
    for number, value in numbers.items():
        assert table.Get(flatbuffers.number_types.Uint32Flags, table.Pos + read[number]) == value


@given(st.lists(st.text(), max_size=5), NUMBERS)
def test_texts_in_a_vector(words: list[str], number: int) -> None:
    file = build(Table({0: number, 3: Vector([string(word) for word in words])}), b"TEST")
    assert flatbuffers.util.BufferHasIdentifier(file, 0, b"TEST")
    table = root_of(file)
    field = table.Offset(4 + 2 * 3)
    start = table.Vector(field)
    assert table.VectorLen(field) == len(words)
    assert [table.String(start + 4 * n).decode() for n in range(len(words))] == words


@given(st.binary(max_size=40), st.integers(0, 40))
def test_data_is_aligned_behind_the_old_file_too(data: bytes, extra: int) -> None:
    old = bytes(extra * 16)
    file = build(Table({0: Blob(data, len(data))}), b"TEST", old)
    blob = target(file, root_fields(file)[0])
    assert (blob + 4) % 16 == 0
    assert blob_bytes(file, blob) == data
    assert (len(file) - len(old)) % 16 == 0


def test_floats() -> None:
    file = build(Table({1: floats(127.5, -1.0)}), b"TEST")
    blob = target(file, root_fields(file)[1])
    assert struct.unpack_from("<I2f", file, blob) == (2, 127.5, -1.0)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_parts_of_an_older_file_are_pointed_to(words: list[str]) -> None:
    old = build(Table({2: Vector([string(word) for word in words])}), b"OLD1")
    vector = target(old, root_fields(old)[2])
    items = [Old(target(old, slot)) for slot in vector_slots(old, vector)]
    new = build(Table({0: Vector([*items, string("new")]), 1: Old(vector)}), b"NEW1", old)
    assert new.endswith(old)
    added, kept = (
        [blob_bytes(new, target(new, slot)).decode() for slot in vector_slots(new, part)]
        for part in (target(new, root_fields(new)[number]) for number in (0, 1))
    )
    assert (added, kept) == ([*words, "new"], words)


def test_it_reads_what_the_library_wrote(toy: Callable[..., bytes]) -> None:
    file = toy()
    fields = root_fields(file)
    assert blob_bytes(file, target(file, fields[3])) == b"toy"
    buffers = vector_slots(file, target(file, fields[4]))
    assert len(buffers) == 3
    weights = table_fields(file, target(file, buffers[1]))[0]
    assert blob_bytes(file, target(file, weights)) == bytes(range(256)) * 3
