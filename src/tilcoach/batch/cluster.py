"""Films on a cluster: the workers of a Dask scheduler (the optional extra ``cluster``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tilcoach.batch.executor import OnFrame
from tilcoach.batch.film_task import FilmOutcome, FilmTask, Work
from tilcoach.batch.processes import ended_twice
from tilcoach.errors import SettingsError
from tilcoach.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE_S = 30  # for the scheduler to answer


class DaskExecutor:
    """The workers of a Dask scheduler, which gives the films of a lost worker to another one.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def run(
        self, work: Work, tasks: Sequence[FilmTask], on_frame: OnFrame
    ) -> Iterator[FilmOutcome]:
        """Yield what came of each film, in the order in which they are done."""
        del on_frame  # frames are not told across the network
        try:
            from distributed import as_completed  # noqa: PLC0415 - not in every install
        except ImportError as error:
            sentence = "`--cluster` needs a library that is not here: install tilcoach[cluster]."
            raise SettingsError(sentence) from error
        with _client(self._address) as client:
            _check_workers(client, self._address)
            waiting = list(reversed(tasks))
            asked: dict[Future, FilmTask] = {}
            done = as_completed(loop=client.loop)

            def submit() -> None:
                # No more than there are hands: when a worker is lost, the scheduler blames every
                # film that lay ready for it, and those that only waited have done nothing.
                while waiting and len(asked) < max(1, sum(client.nthreads().values())):
                    task = waiting.pop()
                    future = client.submit(_do, work, task, pure=False)
                    asked[future] = task
                    done.add(future)

            submit()
            while asked:
                future = next(done)
                outcome = _outcome(future, asked.pop(future))
                submit()
                yield outcome


def _do(work: Work, task: FilmTask) -> FilmOutcome:
    """Do a task on a worker."""
    return work(task, None).without_analysis()


def _outcome(future: Future, task: FilmTask) -> FilmOutcome:
    from distributed import KilledWorker  # noqa: PLC0415

    error = future.exception()
    if error is None:
        outcome: FilmOutcome = future.result()
        return outcome
    if isinstance(error, KilledWorker):
        return FilmOutcome(task, error=ended_twice(task))
    raise error


def _client(address: str) -> Client:
    from distributed import Client  # noqa: PLC0415

    try:
        return Client(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        sentence = "The cluster at {address} does not answer: check the address of the scheduler."
        raise SettingsError(sentence, address=address) from error


def _check_workers(client: Client, address: str) -> None:
    """Check that there are workers, all of this version: another one would give other results."""
    try:
        versions = client.run(_version)
    except (OSError, ImportError, AttributeError) as error:
        sentence = "A worker of {address} has no tilcoach ({cause}): install it on each of them."
        raise SettingsError(sentence, address=address, cause=error) from error
    if not versions:
        sentence = "The cluster at {address} has no workers: start `dask worker {address}`."
        raise SettingsError(sentence, address=address)
    others = sorted(set(versions.values()) - {__version__})
    if others:
        sentence = (
            "The workers of {address} have tilcoach {other} and this is {version}: install the "
            "same version everywhere."
        )
        raise SettingsError(sentence, address=address, other=", ".join(others), version=__version__)


def _version() -> str:
    return __version__
