"""Starts the pose engine where it may fail: in a process of its own."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from tilcoach.errors import ModelError
from tilcoach.estimation import MediaPipeEstimator


def start_engine(bundle: Path) -> None:
    """Start the pose engine and end it again.

    On a processor or a system that does not fit, the engine ends the whole program without a word;
    here it ends a process of its own.

    Raises
    ------
    ModelError
        It does not start.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        try:
            fault = pool.submit(fault_of_engine, bundle).result()
        except BrokenProcessPool as error:
            sentence = (
                "The pose engine breaks down on this computer, because the processor or the system "
                "does not fit: run tilcoach on another computer."
            )
            raise ModelError(sentence) from error
    if fault is not None:
        raise fault


def fault_of_engine(bundle: Path) -> ModelError | None:
    """Return why the engine does not start here; None when it does."""
    try:
        MediaPipeEstimator(bundle).close()
    except ModelError as error:
        values = {name: str(value) for name, value in error.values.items()}
        return ModelError(error.sentence, **values)
    return None
