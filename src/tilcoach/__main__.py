"""``python -m tilcoach`` is the same as ``tilcoach``."""

from tilcoach.cli.main import run

if __name__ == "__main__":
    run()
