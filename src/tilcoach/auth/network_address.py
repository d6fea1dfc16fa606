"""The address of this machine in its network."""

from __future__ import annotations

import socket

_NOWHERE = ("192.0.2.1", 9)  # an address for examples (RFC 5737); nothing is sent to it


def network_address() -> str | None:
    """Return this machine's address in its network, None without one; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(_NOWHERE)
        except OSError:
            return None
        address: str = line.getsockname()[0]
        return address
