"""Which names and addresses can only mean the machine itself."""

from __future__ import annotations

from ipaddress import ip_address


def is_this_machine(host: str | None) -> bool:
    """Say whether a name or address can only mean the machine itself.

    Parameters
    ----------
    host
        Without a port.
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
