"""How fast tilcoach is on this machine: measured, beside the goal, and kept per version."""

from tilcoach.bench.figure import Figure
from tilcoach.bench.files import Cost, file_figures, measure_cost
from tilcoach.bench.film import long_film, one_frame
from tilcoach.bench.kept import Kept, Run, read_figures, write_run
from tilcoach.bench.machine import describe_machine
from tilcoach.bench.memory import Memory, measure_memory, memory_figures
from tilcoach.bench.start import start_figures

__all__ = [
    "Cost",
    "Figure",
    "Kept",
    "Memory",
    "Run",
    "describe_machine",
    "file_figures",
    "long_film",
    "measure_cost",
    "measure_memory",
    "memory_figures",
    "one_frame",
    "read_figures",
    "start_figures",
    "write_run",
]
