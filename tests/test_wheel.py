"""The wheel stands alone: every public name, the types, the model and the samples are in it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SCRIPT = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
os.environ.pop("TILCOACH_MODELS", None)
import tilcoach
from tilcoach.estimation.model_files import find_bundle
package = Path(sys.argv[1]) / "tilcoach"
assert Path(tilcoach.__file__).parent == package
assert find_bundle("full").parent == package / "models"
assert (package / "py.typed").is_file()
assert len(list(package.glob("sample_videos/*.mp4"))) == 4
print(len([getattr(tilcoach, name) for name in tilcoach.__all__]))
"""


@pytest.mark.model
def test_the_wheel_stands_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - ours
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")

    away = [sys.executable, "-c", SCRIPT, str(tmp_path / "installed")]
    printed = subprocess.run(away, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603
    assert int(printed.stdout) >= 40
