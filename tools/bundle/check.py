"""Command: starts the bundle in a bare Debian without network, as a user who is not root.

``python -m tools.bundle.check dist/tilcoach``, as root on a Debian with debootstrap, Xvfb and
xdotool. It prints what it saw, and ends with code 1 at the first thing that is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_SUITE = "bookworm"
_FONTS = "fontconfig,fonts-dejavu-core"  # every system with a screen has some
_USER = "jan"
_PORT = 8777
_PATIENCE_S = 30
_WINDOW_S = 2.0  # from the printed address to the window that says so
_VERDICTS = {"straight_legs": "goed", "twist_with_load": "goed", "load_far": "goed"}

# In a mount, process and network namespace of its own; the shell is the first process in it, so
# everything ends with it.
_ENTER = """
set -e
ip link set lo up
mount --rbind /dev {root}/dev
mount --rbind /sys {root}/sys
mount -t proc proc {root}/proc
mkdir -p -m 1777 /tmp/.X11-unix {root}/tmp/.X11-unix
mount --bind /tmp/.X11-unix {root}/tmp/.X11-unix
exec chroot --userspec={user} {root} env -i HOME=/home/{user} PATH=/usr/bin:/bin LANG=C.UTF-8 \\
    DISPLAY={display} BROWSER=true bash -c {command}
"""


class BareSystem:
    """A Debian of the smallest kind, with the bundle in ``/opt``."""

    def __init__(self, root: Path, bundle: Path) -> None:
        self._root = root
        if not (root / "etc/debian_version").exists():
            _run(["debootstrap", "--variant=minbase", f"--include={_FONTS}", _SUITE, str(root)])
            _run(["chroot", str(root), "useradd", "--create-home", _USER])
        _run(["rm", "-rf", str(root / "opt/tilcoach"), str(root / "home" / _USER / "out")])
        _run(["cp", "-a", str(bundle), str(root / "opt/tilcoach")])
        self.home = root / "home" / _USER

    def start(self, command: str, display: str = "") -> subprocess.Popen[str]:
        """Start a command in it, in the user's home."""
        enter = _ENTER.format(
            root=self._root, user=_USER, display=display, command=shlex.quote(f"cd; {command}")
        )
        return subprocess.Popen(  # noqa: S603 - our own words
            ["unshare", "--net", "--mount", "--pid", "--fork", "bash", "-c", enter],  # noqa: S607
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: str) -> str:
        """Run a command in it to its end, and return what it printed."""
        with self.start(command) as process:
            printed, _ = process.communicate()
        _must(process.returncode == 0, f"{command}\n{printed}")
        return printed


def main(arguments: Sequence[str] | None = None) -> None:
    """Try every way in which a user starts and ends it."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle.check", description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--root", type=Path, default=Path(".cache/bare"), help="for the Debian")
    options = parser.parse_args(arguments)
    system = BareSystem(options.root.absolute(), options.bundle)
    system.run("/opt/tilcoach/tilcoach doctor")
    print("doctor: everything is here")
    _judges_a_sample(system)
    _keeps_history(system)
    print(f"app: answers after {_answers_s(system):.1f} s; Ctrl-C ends it")
    _window_ends_it(system)
    print("window: opens, and ends the app")


def _judges_a_sample(system: BareSystem) -> None:
    sample = "/opt/tilcoach/_internal/tilcoach/sample_videos/squat_close.mp4"
    system.run(f"/opt/tilcoach/tilcoach analyze {sample} --out out")
    session = json.loads((system.home / "out/squat_close/session.json").read_text("utf-8"))
    for lift in session["people"][0]["lifts"]:
        verdicts = {finding["pattern"]: finding["verdict"] for finding in lift["findings"]}
        _must(verdicts == _VERDICTS, f"the sample was judged {verdicts}")
    print("analyze: the sample gets its verdicts")


def _keeps_history(system: BareSystem) -> None:
    before = system.run("/opt/tilcoach/tilcoach history list")
    system.run("/opt/tilcoach/tilcoach history import out/squat_close/session.json")
    after = system.run("/opt/tilcoach/tilcoach history list")
    _must(len(after) >= len(before) and "squat_close" in after, f"the history holds {after}")
    print("history: kept from one start to the next")


def _answers_s(system: BareSystem) -> float:
    """Return after how many seconds the first page is there; end the app by Ctrl-C."""
    ask = f"(exec 3<>/dev/tcp/127.0.0.1/{_PORT}) 2>/dev/null"
    begin_s = time.monotonic()
    with system.start(
        f"/opt/tilcoach/tilcoach app --no-browser --no-token --port {_PORT} & "
        f"until {ask}; do sleep 0.05; done; exec 3<>/dev/tcp/127.0.0.1/{_PORT}; "
        f"printf 'GET / HTTP/1.0\\r\\nHost: 127.0.0.1:{_PORT}\\r\\n\\r\\n' >&3; head -1 <&3; "
        "read -r; kill -INT $!; wait $!; echo ended $?"
    ) as process:
        lines = iter(process.stdout or ())
        answer = next(line for line in lines if line.startswith("HTTP"))
        took_s = time.monotonic() - begin_s
        _must(" 200 " in answer, answer)
        rest = "".join(lines)
    _must("ended 0" in rest, rest)
    return took_s


def _window_ends_it(system: BareSystem) -> None:
    """Press Stop, where no window manager has moved the window, and see everything end."""
    with _screen() as display, system.start("/opt/tilcoach/tilcoach", display) as process:
        next(line for line in process.stdout or () if "tilcoach: http" in line)
        time.sleep(_WINDOW_S)
        window = _run(["xdotool", "search", "--name", "^tilcoach$"], display).split()[0]
        shape = _run(["xdotool", "getwindowgeometry", "--shell", window], display)
        size = dict(line.split("=") for line in shape.split())
        x_px, y_px = (str(int(size[side]) * 7 // 10) for side in ("WIDTH", "HEIGHT"))
        _run(["xdotool", "mousemove", x_px, y_px, "click", "1"], display)  # on Stop
        _must(process.wait(_PATIENCE_S) == 0, f"ended with code {process.returncode}")


@contextmanager
def _screen() -> Iterator[str]:
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-ac"],  # noqa: S607 - of this system
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        number = next(iter(server.stdout or ())).strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def _run(command: Sequence[str], display: str = "") -> str:
    """Run a command to its end; an error of it ends the check."""
    return subprocess.run(  # noqa: S603 - our own words
        ["env", f"DISPLAY={display}", *command],  # noqa: S607
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def _must(is_so: bool, said: str) -> None:  # noqa: FBT001 - a check
    if not is_so:
        raise SystemExit(said)


if __name__ == "__main__":
    main()
