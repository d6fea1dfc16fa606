"""A password is never kept: only a salted hash of it, which is slow to guess from."""

from __future__ import annotations

import hmac
import os
from hashlib import scrypt

HASH_VARIABLE = "TILCOACH_PASSWORD_HASH"
"""Through it the hash reaches the server; other users of the machine see no environment."""

LEAST_LETTERS = 10
"""Shorter is guessed too soon, even at a few tries a minute."""

_SALT_BYTES = 16
_MEMORY_COST, _BLOCK_SIZE = 2**14, 8  # 16 MB and some 50 ms for each guess (RFC 7914)


def hash_password(password: str) -> str:
    """Return salt and hash, as hexadecimal text.

    Parameters
    ----------
    password
        As the user typed it.
    """
    salt = os.urandom(_SALT_BYTES)
    return f"{salt.hex()}:{_hashed(password, salt).hex()}"


def is_password(password: str, kept: str) -> bool:
    """Say whether a password is the one that was hashed; takes equally long for any wrong one.

    Parameters
    ----------
    password
        As somebody typed it.
    kept
        As from `hash_password`.
    """
    salt, _, expected = kept.partition(":")
    return hmac.compare_digest(_hashed(password, bytes.fromhex(salt)).hex(), expected)


def _hashed(password: str, salt: bytes) -> bytes:
    return scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=_MEMORY_COST, r=_BLOCK_SIZE, p=1
    )
