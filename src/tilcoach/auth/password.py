"""Only a salted hash of the password is stored, and it is slow to guess from."""

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
    """Return salt and hash, as hexadecimal text."""
    salt = os.urandom(_SALT_BYTES)
    return f"{salt.hex()}:{_hashed(password, salt).hex()}"


def is_password(password: str, password_hash: str) -> bool:
    """Return whether a password matches the hash, in constant time."""
    salt, _, expected = password_hash.partition(":")
    return hmac.compare_digest(_hashed(password, bytes.fromhex(salt)).hex(), expected)


def _hashed(password: str, salt: bytes) -> bytes:
    return scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=_MEMORY_COST, r=_BLOCK_SIZE, p=1
    )
