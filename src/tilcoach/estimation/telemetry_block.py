"""Keeps MediaPipe's reports of its use on this machine.

Since some version after 0.10.21, MediaPipe's library reports how it is used to
play.googleapis.com (google-ai-edge/mediapipe issue 6291), once a minute and when a model is closed.
It has no switch for that. So a model lives in a thread of its own that cannot open a connection to
a network; on Linux the kernel sees to that, also for the threads that MediaPipe starts from it.
Everything else in the program, its environment too, stays as it is. Watched with `strace`.

Other systems have no such thing. There our own programs (and not those of others that import
tilcoach) name a proxy at which nobody listens, which MediaPipe then tries in vain.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import platform
import socket
import struct
import sys
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor

_log = logging.getLogger(__name__)

NOWHERE = "http://127.0.0.1:9"
"""Port 9 is for what is to be thrown away (RFC 863); nobody listens there."""

_PROXIES = ("https_proxy", "HTTPS_PROXY")
_EXCEPTIONS = ("no_proxy", "NO_PROXY")

# From the kernel's headers: prctl.h, seccomp.h, filter.h, and per machine audit.h and unistd.h.
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 22, 38, 2
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_AT_NUMBER, _AT_MACHINE, _AT_FIRST_ARGUMENT = 0, 4, 16  # in struct seccomp_data
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EACCES
_MACHINE_AND_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_INSTRUCTION = struct.Struct("=HBBI")  # struct sock_filter: code, jump if true, if false, value
_PROGRAM = struct.Struct("@HP")  # struct sock_fprog: how many instructions, and where


def offline_thread(name: str) -> ThreadPoolExecutor:
    """Return an executor with one thread that cannot reach a network."""
    return ThreadPoolExecutor(1, thread_name_prefix=name, initializer=_go_offline)


def name_dead_proxy(environment: MutableMapping[str, str]) -> None:
    """Set a proxy that leads nowhere, on systems that cannot keep a thread off the network."""
    if sys.platform != "linux":
        environment.update(dict.fromkeys(_PROXIES, NOWHERE))
        for name in _EXCEPTIONS:
            environment.pop(name, None)


def _go_offline() -> None:
    if not forbid_network() and os.environ.get(_PROXIES[0]) != NOWHERE:
        _log.warning("MediaPipe may report its use to its maker: it cannot be stopped here.")


def forbid_network() -> bool:
    """Keep the calling thread and those that it starts off any network; False if it cannot."""
    if sys.platform != "linux" or platform.machine() not in _MACHINE_AND_SOCKET:
        return False
    machine, call = _MACHINE_AND_SOCKET[platform.machine()]
    steps = (
        (_LOAD_WORD, 0, 0, _AT_MACHINE),
        (_JUMP_IF_EQUAL, 0, 5, machine),
        (_LOAD_WORD, 0, 0, _AT_NUMBER),
        (_JUMP_IF_EQUAL, 0, 3, call),
        (_LOAD_WORD, 0, 0, _AT_FIRST_ARGUMENT),
        (_JUMP_IF_EQUAL, 2, 0, socket.AF_INET),
        (_JUMP_IF_EQUAL, 1, 0, socket.AF_INET6),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL),
    )
    filters = ctypes.create_string_buffer(b"".join(_INSTRUCTION.pack(*step) for step in steps))
    program = _PROGRAM.pack(len(steps), ctypes.addressof(filters))
    prctl = ctypes.CDLL(None).prctl
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program) == 0)
