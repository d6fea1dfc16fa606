from __future__ import annotations

import gc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tilcoach.ui.components.session_state import Workspace, safe_file_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lift.mp4", "lift.mp4"),
        ("Mijn film é.mov", "Mijn film é.mov"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\lift.avi", "lift.avi"),
        ("..", "video"),
        ("", "video"),
        ("/etc/shadow", "shadow"),
        ("..\\..\\lift.mp4", "lift.mp4"),
        ("lift.mp4\0.exe", "lift.mp4.exe"),
        ("lift.mp4:hidden", "lift.mp4hidden"),
        (".bashrc", "bashrc"),
        ("con.mp4", "file-con.mp4"),
    ],
)
def test_an_upload_stays_inside_its_folder(name: str, kept: str) -> None:
    workspace = Workspace()
    path = workspace.store(name, b"abc")
    assert path == workspace.folder / kept
    assert path.read_bytes() == b"abc"
    workspace.remove()


@example("000000000 0")  # cut after a space
@given(st.text(max_size=400))
def test_no_name_leads_out_of_the_folder_or_breaks_the_disk(name: str) -> None:
    plain = safe_file_name(name)
    assert plain == safe_file_name(plain)
    assert not set(plain) & set("/\\:\0")
    assert plain.strip(". ")
    assert len(plain.encode()) <= 255


def test_the_folder_is_for_this_user_alone() -> None:
    workspace = Workspace()
    assert workspace.folder.stat().st_mode & 0o777 == 0o700
    workspace.remove()


def test_removing_leaves_nothing_and_twice_is_fine() -> None:
    workspace = Workspace()
    workspace.store("lift.mp4", memoryview(b"abc"))
    workspace.remove()
    workspace.remove()
    assert not workspace.folder.exists()


def test_a_forgotten_workspace_is_removed_as_well() -> None:
    workspace = Workspace()
    folder = workspace.folder
    workspace.store("lift.mp4", b"abc")
    del workspace
    gc.collect()
    assert not folder.exists()
