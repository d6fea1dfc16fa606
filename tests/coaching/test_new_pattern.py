"""A pattern is added in six files, as CONTRIBUTING says: done in a copy of the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.recorded import RECORDINGS, ROOT

import tilcoach

PACKAGE = Path(tilcoach.__file__).parent

# For each file: after which text what comes.
EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    "measures.py": (
        ('    LOAD_FAR = "load_far"\n', '    DEEP_BEND = "deep_bend"\n'),
        (
            "    in_metres=True,\n)\n",
            """
HIP_FLEXION = Measure(
    "hip_flexion_deg",
    "deg",
    (0, 120),
    views=SAGITTAL_VIEWS,
    pattern=Pattern.DEEP_BEND,
    limit="hip_flexion_deg",
)
""",
        ),
        ("TRUNK_ROTATION, LOAD_DISTANCE", ", HIP_FLEXION"),
    ),
    "coaching/limits.toml": (
        (
            "# Change one in a profile (docs/limits.md), never in code.\n",
            """
[hip_flexion_deg]
value = 60.0
margin = 5.0
uncertainty = 8.0
unit = "deg"
source = "An example, and no recommendation"
why = "Beyond it the hips are bent far."
error_source = "An example, and no measurement"
""",
        ),
    ),
    "coaching/criteria.py": (
        (
            "    LOAD_DISTANCE,\n    MEASURE_OF,\n",
            "    HIP_FLEXION,\n",
        ),
        (
            "    (Pattern.LOAD_FAR, assess_load_far),\n",
            "    (Pattern.DEEP_BEND, assess_deep_bend),\n",
        ),
        (
            '_NAN = float("nan")\n',
            '''

def assess_deep_bend(lift: Lift, view: View, limits: Limits) -> Finding:
    """Judge whether the hips bent far."""
    held = limits.of(HIP_FLEXION).seen_from(view.label)
    bend = lift.low_part
    peak = sustained_peak(bend.time_s, bend.hip_flexion_deg, SUSTAINED_S)
    reason = _hidden(Pattern.DEEP_BEND, view) or (
        Reason.NOT_SEEN if math.isnan(peak.value) else None
    )
    if reason is not None:
        return not_judged(Pattern.DEEP_BEND, reason, _NAN, held.value, held.unit)
    return against(Pattern.DEEP_BEND, peak, held)
''',
        ),
    ),
    "coaching/finding.py": (
        ('    BRING_CLOSER = "bring_closer"\n', '    STAND_TALL = "stand_tall"\n'),
        (
            "    (Pattern.LOAD_FAR, Cue.BRING_CLOSER),\n",
            "    (Pattern.DEEP_BEND, Cue.STAND_TALL),\n",
        ),
    ),
}
KINDS = {
    "deep_bend": ("pattern", "better", "during"),
    "stand_tall": ("cue", "cue again"),
    "hip_flexion_deg": (
        "measure",
        "measure title",
        "measure more",
        "measure less",
        "limit source",
    ),
}
USE = """
import numpy as np
from tilcoach.coaching import Cue, Verdict
from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.i18n.catalogue import read_catalogues
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import HIP_FLEXION, MEASURES, VIEW_COVERAGE, Pattern
from tilcoach.pipeline.recording import review
from tilcoach.pose import PoseSeries
from tilcoach.store.curves import Curves
from tilcoach.ui.components.charts import draw_plot, plots

with np.load(RECORDING) as arrays:
    series = PoseSeries(**arrays)
series = series.where(np.isfinite(series.image_px[:, 0, 0]))
off = frozenset(Pattern) - {Pattern.DEEP_BEND}
(person,) = review({1: series}, Settings(switched_off=off)).people
finding = person.lifts[0].finding(Pattern.DEEP_BEND)
assert finding.verdict is Verdict.FOUT
assert (finding.limit, finding.unit) == (60.0, "deg")
assert person.lifts[0].cue is Cue.STAND_TALL
own = Settings().limits.with_values({"hip_flexion_deg": 179.0}, "Profile")
(person,) = review({1: series}, Settings(limits=own)).people
assert person.lifts[0].finding(Pattern.DEEP_BEND).verdict is Verdict.GOED

assert Pattern.DEEP_BEND in VIEW_COVERAGE[ViewLabel.SIDE]
assert Pattern.DEEP_BEND not in VIEW_COVERAGE[ViewLabel.FRONT]
for language in ("nl", "en"):
    words = translator(language)
    assert words.pattern(Pattern.DEEP_BEND) == words.measure(HIP_FLEXION) == "Words."
    (plot,) = (plot for plot in plots(words) if plot.decides is HIP_FLEXION)
    draw_plot(plot, person.postures, person.lifts, own, words).to_dict()
curves = Curves.of(person.lifts[0].lift.postures)
assert set(curves.values(HIP_FLEXION.field)) == {None}
print("added", len(MEASURES))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy the package, and add a pattern to the copy."""
    package = tmp_path / "tilcoach"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "*.mp3"))
    for name, edits in EDITS.items():
        text = (package / name).read_text(encoding="utf-8")
        for place, more in edits:
            assert text.count(place) == 1, (name, place)
            text = text.replace(place, place + more)
        (package / name).write_text(text, encoding="utf-8")
    for language in ("nl", "en"):
        with (package / f"i18n/catalogues/{language}/codes.po").open("a", encoding="utf-8") as file:
            for code, kinds in KINDS.items():
                for kind in kinds:
                    file.write(f'\nmsgctxt "{kind}"\nmsgid "{code}"\nmsgstr "Words."\n')
    return tmp_path


def test_a_pattern_is_added_as_contributing_says(tree: Path) -> None:
    use = tree / "use.py"
    use.write_text(USE.replace("RECORDING", repr(str(RECORDINGS / "stoop_straight_legs.npz"))))
    done = subprocess.run(  # noqa: S603 - our own copy
        [sys.executable, str(use)],
        env={"PYTHONPATH": str(tree), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "added 6\n", "")


def test_contributing_names_these_files_and_no_other() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.split("## Add a pattern", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"^\d\. `src/tilcoach/([^`]+)`", section, re.MULTILINE))
    catalogues = {f"i18n/catalogues/{language}/codes.po" for language in ("nl", "en")}
    assert named == {*EDITS, *catalogues}
