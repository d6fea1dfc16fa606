"""Every library that lies inside a wheel is written down with its licence, and no other."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet
from tools.bundled_libraries import (
    Found,
    add_to_sbom,
    is_library,
    libraries_in,
    libraries_of,
    libraries_page,
    read_table,
    row_of,
    stem,
)
from tools.list_licences import pinned

from tools import bundled_libraries

LOCK = (Path(__file__).parents[2] / "requirements" / "app.txt").read_text(encoding="utf-8")
WHEELS = tuple(dict(pinned(LOCK)))
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def is_as_locked(wheel: str) -> bool:
    """Return whether a wheel is of a version that the lock has, or not here at all."""
    try:
        return (wheel, metadata.version(wheel)) in set(pinned(LOCK))
    except metadata.PackageNotFoundError:
        return True


AS_LOCKED = [wheel for wheel in WHEELS if is_as_locked(wheel)]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the table is of Linux's wheels")


@pytest.mark.parametrize(
    ("path", "called"),
    [
        ("av.libs/libx264-d6533a8d.so.165", "libx264"),
        ("a.libs/libgfortran-040039e1-0352e75f.so.5.0.0", "libgfortran"),
        ("a.libs/libopenblasp-r0-59ffcd50.3.15.so", "libopenblasp"),
        ("a.libs/libcrypto-5409cd36.so.1.1.1k", "libcrypto"),
        ("a.libs/libxcb-render-util-f04ad2c5.so.0.0.0", "libxcb-render-util"),
        ("pyarrow/libarrow_python.so", "libarrow_python"),
    ],
)
def test_what_a_file_is_called(path: str, called: str) -> None:
    assert is_library(path)
    assert stem(path) == called


@pytest.mark.parametrize("path", ["a/b.cpython-311-x86_64-linux-gnu.so", "a/b.abi3.so", "a/so.py"])
def test_modules_of_the_wheel_itself_are_none(path: str) -> None:
    assert not is_library(path)


@pytest.mark.parametrize("found", list(libraries_in(AS_LOCKED)), ids=lambda found: found.path)
def test_each_is_written_down(found: Found) -> None:
    assert row_of(found), f"write {found.path} of {found.wheel} down in {bundled_libraries.TABLE}"


def test_nothing_is_written_down_that_is_gone() -> None:
    """With other wheels than those of the lock, nothing can be said of what may lie in them."""
    there = {(found.wheel, found.stem) for found in libraries_in(WHEELS)}
    gone = [
        (row.name, file)
        for row in read_table("wheel")
        for file in row.files
        if SpecifierSet(row.python).contains(HERE)
        and set(row.wheels or WHEELS) <= set(AS_LOCKED)
        and not any((wheel, file) in there for wheel in row.wheels or WHEELS)
    ]
    assert gone == []


def test_only_two_encoders_would_bind_us() -> None:
    assert [row.name for row in read_table("wheel") if row.binds] == ["x264", "x265"]


def test_the_page_and_the_sbom_tell_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    files = ("libx264-d6533a8d.so.165", "libavcodec-5e6b81c2.so.62", "libvmaf-258f7447.so.3.2.0")
    lying = [Found("av", f"av.libs/{name}") for name in files]
    monkeypatch.setattr(bundled_libraries, "libraries_in", lambda _wheels: iter(lying))
    page = libraries_page(lying)
    assert "| x264 | GPL-2.0-or-later |" in page
    assert "| FFmpeg of PyAV | LGPL-3.0-or-later |" in page
    sbom: dict[str, Any] = {"components": [{"name": "av"}]}
    add_to_sbom(sbom, ["av"])
    assert len(sbom["components"]) == 1 + len(lying)
    assert len({part.get("bom-ref") for part in sbom["components"]}) == len(sbom["components"])
    assert {"expression": "GPL-2.0-or-later"} in [
        licence for part in sbom["components"] for licence in part.get("licenses", ())
    ]


def test_one_that_nobody_wrote_down_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"libstrange.* is not in bundled_libraries.toml"):
        libraries_page([Found("av", "av.libs/libstrange-d6533a8d.so.1")])


def test_a_folder_tells_what_came_from_wheels_and_what_from_the_system(tmp_path: Path) -> None:
    (found, *_) = libraries_in(["numpy"])
    name = Path(found.path).name
    (tmp_path / "inner").mkdir()
    for file in ("inner/libz.so.1", f"inner/{name}", "inner/module.abi3.so"):
        (tmp_path / file).touch()
    (tmp_path / name).symlink_to(tmp_path / "inner" / name)
    there = {one.path: one.wheel for one in libraries_of(tmp_path, ["numpy"])}
    assert there == {f"inner/{name}": "numpy", "inner/libz.so.1": ""}
    assert "| the system | libz.so.1 | zlib | Zlib |" in libraries_page(
        libraries_of(tmp_path, ["numpy"])
    )
