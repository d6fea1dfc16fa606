"""What can happen to a file on its way: as small steps that can be drawn, shown and repeated."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

Place = int
"""Where in a file, in parts of `WHOLE`, so that it fits a file of any length."""

WHOLE = 1 << 16

# Where containers keep sizes, counts, rates and times: MP4, AVI, Matroska, and codec headers.
_TAGS = (
    *(b"ftyp", b"moov", b"mvhd", b"tkhd", b"mdhd", b"elst", b"stsd", b"stts", b"ctts", b"stsc"),
    *(b"stsz", b"stco", b"mdat", b"moof", b"trun", b"tfhd", b"avc1", b"avcC", b"hvcC", b"RIFF"),
    *(b"avih", b"strh", b"strf", b"idx1", b"movi", b"\x16\x54\xae\x6b", b"\x15\x49\xa9\x66"),
    *(b"\x2a\xd7\xb1", b"\x44\x89", b"\xb0", b"\xba", b"\x23\xe3\x83", b"\x1f\x43\xb6\x75"),
    *(b"GIF8", b"\x2c", b"\x47\x40", b"FLV", b"\xff\xc0", b"\x00\x00\x01"),
)
_WORDS = (
    *(b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"),
    *(b"\x80\x00\x00\x00", b"\x00\x00\x00\x80", b"\x00\x00\x00\x01", b"\x01\x00\x00\x00"),
    *(b"\x40\x00", b"\x00\x40", b"\xff\xff", b"\x00\x00", b"\xff", b"\x00", b"\x01"),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Everything from here on is lost."""

    at: Place

    def do(self, data: bytes) -> bytes:
        """Return what is left."""
        return data[: _index(self.at, data)]


@dataclass(frozen=True, slots=True)
class Flip:
    """One bit is the other way round."""

    at: Place
    bit: int

    def do(self, data: bytes) -> bytes:
        """Return the data with that bit changed."""
        changed = bytearray(data)
        if changed:
            changed[min(_index(self.at, data), len(data) - 1)] ^= 1 << self.bit
        return bytes(changed)


@dataclass(frozen=True, slots=True)
class Put:
    """Something else stands in a place."""

    at: Place
    what: bytes

    def do(self, data: bytes) -> bytes:
        """Return the data, of the same length or a little longer."""
        start = _index(self.at, data)
        return data[:start] + self.what + data[start + len(self.what) :]


@dataclass(frozen=True, slots=True)
class Lie:
    """A header says something else, at some bytes behind a tag; nothing where there is none."""

    tag: bytes
    behind: int
    what: bytes

    def do(self, data: bytes) -> bytes:
        """Return the data with the lie in it."""
        found = data.find(self.tag)
        start = found + len(self.tag) + self.behind
        if found < 0 or start >= len(data):
            return data
        return data[:start] + self.what + data[start + len(self.what) :]


@dataclass(frozen=True, slots=True)
class Drop:
    """A piece in the middle is lost."""

    at: Place
    length: int

    def do(self, data: bytes) -> bytes:
        """Return the rest."""
        start = _index(self.at, data)
        return data[:start] + data[start + self.length :]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A piece comes twice."""

    at: Place
    length: int

    def do(self, data: bytes) -> bytes:
        """Return the longer data."""
        start = _index(self.at, data)
        return data[: start + self.length] + data[start:]


Damage = Cut | Flip | Put | Lie | Drop | Repeat


def damaged(data: bytes, steps: tuple[Damage, ...]) -> bytes:
    """Return what is left of a file.

    Parameters
    ----------
    data
        The whole file.
    steps
        What happens to it, in order.
    """
    for step in steps:
        data = step.do(data)
    return data


def _index(place: Place, data: bytes) -> int:
    return place * len(data) // WHOLE


def damages(most: int = 4) -> st.SearchStrategy[tuple[Damage, ...]]:
    """Draw what happens to a file.

    Parameters
    ----------
    most
        How many steps at most.
    """
    place = st.integers(0, WHOLE - 1)
    length = st.integers(1, 400)
    what = st.one_of(st.sampled_from(_WORDS), st.binary(min_size=1, max_size=8))
    step: st.SearchStrategy[Damage] = st.one_of(
        st.builds(Cut, place),
        st.builds(Flip, place, st.integers(0, 7)),
        st.builds(Put, place, what),
        st.builds(Lie, st.sampled_from(_TAGS), st.integers(0, 90), what),
        st.builds(Drop, place, length),
        st.builds(Repeat, place, length),
    )
    return st.lists(step, min_size=1, max_size=most).map(tuple)
