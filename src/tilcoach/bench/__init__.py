"""How fast tilcoach is on this machine: measured against the goal, one file per version.

`tilcoach.bench.two_cameras` stands apart: it needs the libraries of the pages.
"""

from tilcoach.bench.figure import Figure
from tilcoach.bench.files import Cost, file_figures, measure_cost
from tilcoach.bench.group import GroupCost, group_figures, measure_group
from tilcoach.bench.machine import describe_machine
from tilcoach.bench.memory import Memory, measure_memory, memory_figures
from tilcoach.bench.release_figures import ReleaseFigures, Run, read_figures, write_run
from tilcoach.bench.sizes import size_figures
from tilcoach.bench.start import start_figures
from tilcoach.bench.test_videos import long_film, one_frame
from tilcoach.bench.workers import worker_figures

__all__ = [
    "Cost",
    "Figure",
    "GroupCost",
    "Memory",
    "ReleaseFigures",
    "Run",
    "describe_machine",
    "file_figures",
    "group_figures",
    "long_film",
    "measure_cost",
    "measure_group",
    "measure_memory",
    "memory_figures",
    "one_frame",
    "read_figures",
    "size_figures",
    "start_figures",
    "worker_figures",
    "write_run",
]
