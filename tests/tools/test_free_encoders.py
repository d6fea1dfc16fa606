"""A bundle holds no encoder under the GPL, and its FFmpeg works all the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from tests.doubles import write_film
from tools.bundle import licences
from tools.bundle.free_encoders import replace_encoders
from tools.bundle.licences import settle_licences

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("gcc") and shutil.which("nm")),
    reason="bundles are made on Linux, with gcc",
)

TRY = """
import json, sys, av
from tests.doubles import write_film
from pathlib import Path
folder, film = map(Path, sys.argv[1:])
assert str(folder) in av.__file__
opened = {}
for name in ("libx264", "libx265", "libvpx-vp9", "mpeg4"):
    try:
        write_film(folder / "new.mp4", 3, codec=name)
        opened[name] = True
    except av.FFmpegError:
        opened[name] = False
with av.open(str(film)) as file:
    frames = sum(1 for _ in file.decode(video=0))
print(json.dumps({"opened": opened, "frames": frames}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of PyAV in which the encoders are replaced."""
    folder = tmp_path_factory.mktemp("wheel")
    home = Path(str(distribution("av").locate_file(".")))
    for name in ("av", "av.libs"):
        shutil.copytree(home / name, folder / name)
    replaced = replace_encoders(folder)
    assert [path.name.split("-")[0] for path in replaced] == ["libx264", "libx265"]
    return folder


def with_that(wheel: Path, film: Path) -> dict[str, Any]:
    """Return what a process tells that uses the copy."""
    paths = os.pathsep.join([str(wheel), *sys.path])
    return dict(
        json.loads(
            subprocess.run(  # noqa: S603 - our own words
                [sys.executable, "-c", TRY, str(wheel), str(film)],
                env={**os.environ, "PYTHONPATH": paths},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
    )


def test_the_two_encoders_cannot_be_opened_and_the_rest_works(wheel: Path, tmp_path: Path) -> None:
    film = write_film(tmp_path / "telephone.mp4", 7, codec="libx264")
    assert with_that(wheel, film) == {
        "opened": {"libx264": False, "libx265": False, "libvpx-vp9": True, "mpeg4": True},
        "frames": 7,
    }


def test_what_stands_there_now_is_small_and_ours(wheel: Path) -> None:
    for path in (wheel / "av.libs").glob("libx26*"):
        content = path.read_bytes()
        assert len(content) < 50_000
        assert b"HEVC" not in content
        assert b"MPEG-4" not in content


def test_a_bundle_tells_its_licences(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, texts = tmp_path / "bundle", tmp_path / "texts"
    shutil.copytree(wheel / "av.libs", bundle / "_internal" / "av.libs")
    texts.mkdir()
    for name in ("GPL-3", "LGPL-2.1", "LGPL-3"):
        (texts / name).write_text(name)
    monkeypatch.setattr(licences, "_TEXTS", texts)
    settle_licences(bundle, "av==18.1.0\n")
    page = (bundle / "licences.md").read_text(encoding="utf-8")
    assert "| FFmpeg of PyAV | LGPL-3.0-or-later |" in page
    assert "x264" not in page
    assert (bundle / "licences" / "LGPL-3.txt").read_text() == "LGPL-3"


def test_a_library_that_nobody_knows_stops_the_bundle(tmp_path: Path) -> None:
    (tmp_path / "libreadline.so.8").touch()
    with pytest.raises(SystemExit, match=r"libreadline.so.8 of the system is not in"):
        settle_licences(tmp_path, "av==18.1.0\n")
