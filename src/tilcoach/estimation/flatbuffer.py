"""Just enough FlatBuffers to put a new beginning before an existing file.

In a FlatBuffer every reference points forward, and says how far. So a new root table can be put
in front of a finished file and point into it: nothing in the old part has to move or change.
Written out here because mediapipe's own metadata writer does not import in version 1.2, and
because the same bytes must come out on every machine: the bundle's SHA-256 depends on it.

References
----------
FlatBuffers internals, https://flatbuffers.dev/internals (tables, vtables, vectors, strings).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ALIGNMENT = 16  # the strictest alignment in a TFLite file: the data of a Buffer
_HEADER = struct.Struct("<I4s")  # where the root table is, and the file identifier


@dataclass(frozen=True, slots=True)
class Old:
    """A part of the existing file, by its position."""

    position: int


@dataclass(frozen=True, slots=True)
class Blob:
    """A string, or a vector of scalars: ``data`` holds ``count`` of them."""

    data: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a number (uint32 or smaller) or another part, by field number."""

    fields: Mapping[int, int | Part]


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector of references to other parts."""

    items: Sequence[Part]


Part = Old | Blob | Table | Vector


def string(words: str) -> Blob:
    """Return a string as a part."""
    data = words.encode()
    return Blob(data, len(data))


def floats(*values: float) -> Blob:
    """Return a vector of 32-bit floats as a part."""
    return Blob(struct.pack(f"<{len(values)}f", *values), len(values))


def build(root: Table, identifier: bytes, old: bytes = b"") -> bytes:
    """Return a FlatBuffer with a new root, followed by an existing file."""
    writer = _Writer()
    writer.place(root, slot=0)
    writer.buffer[4:8] = identifier
    return writer.finished() + old


def root_fields(file: bytes) -> dict[int, int]:
    """Return the position of each field that the root table holds, by field number."""
    return table_fields(file, _uint32(file, 0))


def table_fields(file: bytes, table: int) -> dict[int, int]:
    """Return the position of each field of a table, by field number; absent ones are left out."""
    (back,) = struct.unpack_from("<i", file, table)
    vtable = table - back
    (size,) = struct.unpack_from("<H", file, vtable)
    offsets = struct.unpack_from(f"<{size // 2 - 2}H", file, vtable + 4)
    return {number: table + offset for number, offset in enumerate(offsets) if offset}


def target(file: bytes, slot: int) -> int:
    """Return the position that a reference points to."""
    return slot + _uint32(file, slot)


def vector_slots(file: bytes, vector: int) -> range:
    """Return the positions of the references in a vector."""
    count = _uint32(file, vector)
    return range(vector + 4, vector + 4 + 4 * count, 4)


def blob_bytes(file: bytes, blob: int) -> bytes:
    """Return the bytes of a string or of a vector of bytes."""
    return file[blob + 4 : blob + 4 + _uint32(file, blob)]


def _uint32(file: bytes | bytearray, position: int) -> int:
    return int.from_bytes(file[position : position + 4], "little")


class _Writer:
    """Places parts one after the other; what a part refers to always comes after it."""

    def __init__(self) -> None:
        self.buffer = bytearray(_HEADER.size)
        self._old_slots: list[tuple[int, int]] = []

    def place(self, part: Part, slot: int) -> None:
        """Write a part and let the reference at ``slot`` point to it."""
        if isinstance(part, Old):
            self._old_slots.append((slot, part.position))
        elif isinstance(part, Blob):
            self._place_blob(part, slot)
        elif isinstance(part, Vector):
            self._place_vector(part, slot)
        else:
            self._place_table(part, slot)

    def finished(self) -> bytes:
        """Return the new beginning, padded for alignment, with its references filled in."""
        self._align(_ALIGNMENT)
        for slot, position in self._old_slots:
            self._point(slot, len(self.buffer) + position)
        return bytes(self.buffer)

    def _place_blob(self, blob: Blob, slot: int) -> None:
        self._align(_ALIGNMENT, before=4)  # the data after the count is what must be aligned
        self._point(slot, len(self.buffer))
        self.buffer += struct.pack("<I", blob.count) + blob.data + b"\0"

    def _place_vector(self, vector: Vector, slot: int) -> None:
        self._align(4)
        start = len(self.buffer)
        self._point(slot, start)
        self.buffer += struct.pack("<I", len(vector.items)) + bytes(4 * len(vector.items))
        for number, item in enumerate(vector.items):
            self.place(item, start + 4 + 4 * number)

    def _place_table(self, table: Table, slot: int) -> None:
        numbers = sorted(table.fields)
        vtable = [0] * (1 + max(numbers))
        for place, number in enumerate(numbers):
            vtable[number] = 4 + 4 * place  # every field takes four bytes, after the vtable offset
        self._align(4)
        start_vtable = len(self.buffer)
        table_size = 4 + 4 * len(numbers)
        self.buffer += struct.pack(f"<{2 + len(vtable)}H", 4 + 2 * len(vtable), table_size, *vtable)
        self._align(4)
        start = len(self.buffer)
        self._point(slot, start)
        self.buffer += struct.pack("<i", start - start_vtable) + bytes(table_size - 4)
        for number in numbers:
            self._fill(table.fields[number], start + vtable[number])

    def _fill(self, value: int | Part, slot: int) -> None:
        if isinstance(value, int):
            struct.pack_into("<I", self.buffer, slot, value)
        else:
            self.place(value, slot)

    def _point(self, slot: int, position: int) -> None:
        struct.pack_into("<I", self.buffer, slot, position - slot)

    def _align(self, size: int, before: int = 0) -> None:
        self.buffer += bytes(-(len(self.buffer) + before) % size)
