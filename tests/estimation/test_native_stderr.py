"""Notes are held back, errors are not."""

from __future__ import annotations

import logging
import os
import threading

import pytest

from tilcoach.estimation import native_stderr

NOISE = (
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    b"WARNING: Logging before InitGoogle() is written to STDERR\n"
    b"W0000 00:00:1.5 1 inference_feedback_manager.cc:121] Feedback manager requires a model\n"
    b"I0000 00:00:1.5 1 gl_context.cc:369] GL version: 3.2\n"
    b"INFO: [environment.cc:36] Creating LiteRT environment with options\n"
    b"WARNING: [model_load.cc:402] Sparsity tensors may not yet be fully supported.\n"
)
ERRORS = (
    b"E0000 00:00:1.5 1 graph.cc:1] It broke.\n"
    b"ERROR: [model_load.cc:1] It broke.\n"
    b"Someone else's words\n"
)


def test_notes_go_and_errors_stay(capfd: pytest.CaptureFixture[str]) -> None:
    with native_stderr.only_errors():
        os.write(2, NOISE + ERRORS + NOISE)
    os.write(2, b"after\n")
    assert capfd.readouterr().err.encode() == ERRORS + b"after\n"


def test_errors_stay_also_when_the_block_fails(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with native_stderr.only_errors():
            os.write(2, NOISE + ERRORS)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert capfd.readouterr().err.encode() == ERRORS


def test_with_debug_everything_is_shown(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", logging.DEBUG)
    logging.getLogger()._cache.clear()  # type: ignore[attr-defined]  # remembers the old level
    with native_stderr.only_errors():
        os.write(2, NOISE)
    assert capfd.readouterr().err.encode() == NOISE


def test_nobody_waits(capfd: pytest.CaptureFixture[str]) -> None:
    def other() -> None:
        with native_stderr.only_errors():
            os.write(2, b"other\n")

    with native_stderr.only_errors():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert capfd.readouterr().err == "other\n"


def test_without_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_stderr(_fd: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", no_stderr)
    monkeypatch.setattr("sys.stderr", None)
    ran = False
    with native_stderr.only_errors():
        ran = True
    assert ran
