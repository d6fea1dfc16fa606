"""``python -m tools.fuzz``: tries many cases and counts them; ``make fuzz`` is the whole of it."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tilcoach import __version__
from tilcoach.provenance import Provenance
from tools.fuzz.batches import Batch, run_batch
from tools.fuzz.corpus import write_corpus
from tools.fuzz.doors import Door
from tools.fuzz.kinds import DOORS

WHOLE = 24_000
_PER_SHARE = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """How the cases of one door ended."""

    door: str
    what: str
    cases: int
    taken: int
    refused: int
    seeds: tuple[int, ...]
    faults: tuple[str, ...]


def count_cases(cases: int, seed: int, doors: tuple[Door, ...] = DOORS) -> Iterator[Count]:
    """Try cases at each door, and give what came of them, door by door.

    Parameters
    ----------
    cases
        How many in all; each door gets its share.
    seed
        Of the first batch; each further one has the next.
    doors
        Which doors.
    """
    with tempfile.TemporaryDirectory(prefix="tilcoach-corpus-") as folder:
        corpus = Path(folder)
        write_corpus(corpus)
        for door in doors:
            yield _counted(door, cases * door.share // _PER_SHARE, seed, corpus)


def _counted(door: Door, cases: int, seed: int, corpus: Path) -> Count:
    batches: list[Batch] = []
    left = cases
    while left > 0:
        batch = run_batch(door, seed + len(batches), min(left, door.batch), corpus)
        batches.append(batch)
        left -= door.batch
    return Count(
        door.name,
        door.what,
        cases=sum(batch.cases for batch in batches),
        taken=sum(batch.taken for batch in batches),
        refused=sum(batch.refused for batch in batches),
        seeds=tuple(batch.seed for batch in batches),
        faults=tuple(batch.fault for batch in batches if batch.fault),
    )


def main(arguments: list[str] | None = None) -> int:
    """Try the cases, print the counts, and return 1 when something broke.

    Parameters
    ----------
    arguments
        Of the command line when left out.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=WHOLE, help="in all")
    parser.add_argument("--seed", type=int, default=1, help="of the first batch of each door")
    parser.add_argument("--door", choices=[door.name for door in DOORS], help="this one alone")
    parser.add_argument("--out", type=Path, help="where the counts go, as JSON")
    options = parser.parse_args(arguments)
    chosen = tuple(door for door in DOORS if options.door in (None, door.name))
    counts = []
    for count in count_cases(options.cases, options.seed, chosen):
        counts.append(count)
        print(f"{count.door:10} {count.cases:6} cases {count.taken:6} taken "
              f"{count.refused:6} refused {len(count.faults):3} broken", flush=True)  # fmt: skip
        for fault in count.faults:
            print(fault, file=sys.stderr)
    print(f"{'all':10} {sum(count.cases for count in counts):6} cases")
    if options.out is not None:
        _write(options.out, counts, alone=options.door is not None)
    return 1 if any(count.faults for count in counts) else 0


def _write(path: Path, counts: list[Count], *, alone: bool) -> None:
    """Write the counts; those of one door alone take their place among the others."""
    provenance = Provenance.of_everything().as_json()
    found = {count.door: {**asdict(count), "provenance": provenance} for count in counts}
    if alone and path.exists():
        older = json.loads(path.read_text(encoding="utf-8"))
        found = {**{door["door"]: _dated(door, older) for door in older["doors"]}, **found}
    doors = [found[door.name] for door in DOORS if door.name in found]
    for door in doors:
        if door["provenance"] == provenance:
            del door["provenance"]  # said once, of all
    whole = {
        "tilcoach": __version__,
        "cases": sum(door["cases"] for door in doors),
        "provenance": provenance,
        "doors": doors,
    }
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _dated(door: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """Return the counts of a door with what they were taken of; nothing when nobody said it."""
    return {"provenance": whole.get("provenance", Provenance().as_json()), **door}


if __name__ == "__main__":
    sys.exit(main())
