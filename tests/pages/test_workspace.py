from __future__ import annotations

import gc

import pytest

from tilcoach.ui.workspace import Workspace


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lift.mp4", "lift.mp4"),
        ("Mijn film é.mov", "Mijn film é.mov"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\lift.avi", "lift.avi"),
        ("..", "video"),
        ("", "video"),
    ],
)
def test_an_upload_stays_inside_its_folder(name: str, kept: str) -> None:
    workspace = Workspace()
    path = workspace.keep(name, b"abc")
    assert path == workspace.folder / kept
    assert path.read_bytes() == b"abc"
    workspace.remove()


def test_removing_leaves_nothing_and_twice_is_fine() -> None:
    workspace = Workspace()
    workspace.keep("lift.mp4", memoryview(b"abc"))
    workspace.remove()
    workspace.remove()
    assert not workspace.folder.exists()


def test_a_forgotten_workspace_is_removed_as_well() -> None:
    workspace = Workspace()
    folder = workspace.folder
    workspace.keep("lift.mp4", b"abc")
    del workspace
    gc.collect()
    assert not folder.exists()
