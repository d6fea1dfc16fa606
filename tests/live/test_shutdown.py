from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from tilcoach.live.shutdown import close_before_exit

class Worker:
    def __init__(self):
        self.pool, self.end = ThreadPoolExecutor(1), Event()
        self.thread = Thread(target=self.work, daemon=True)
        self.thread.start()
    def work(self):
        self.end.wait()
        print(self.pool.submit(lambda: "freed").result(), flush=True)
    def shut_down(self):
        self.end.set()
        self.thread.join()

worker, forgotten = Worker(), Worker()
close_before_exit(worker)
close_before_exit(forgotten)
forgotten.shut_down()
del forgotten
"""


def test_a_worker_can_still_use_its_thread_pool_when_the_program_ends() -> None:
    ended = subprocess.run(  # noqa: S603  the program above
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.split() == ["freed", "freed"]
    assert ended.stderr == ""
