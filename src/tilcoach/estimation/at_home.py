"""Keeps MediaPipe's reports of its use on this machine.

From some version between 0.10.21 and 0.10.35 on, MediaPipe's library reports how it is used to
play.googleapis.com (google-ai-edge/mediapipe issue 6291), and has no switch for that. It goes by
the proxy that the environment names, so it is sent to a port of this machine at which nobody
listens: no name is looked up, and nothing leaves. tilcoach itself asks the network for nothing
while a model is open. Watched on Linux with `strace`; on other systems the library may go another
way.
"""

from __future__ import annotations

import os

NOWHERE = "http://127.0.0.1:9"
"""Port 9 is for what is to be thrown away (RFC 863); nobody listens there."""

_WAYS = ("https_proxy", "HTTPS_PROXY")
_EXCEPTIONS = ("no_proxy", "NO_PROXY")


def stay_at_home() -> None:
    """Leave MediaPipe no way out of this machine, for the rest of this program."""
    for name in _WAYS:
        os.environ[name] = NOWHERE
    for name in _EXCEPTIONS:
        os.environ.pop(name, None)
