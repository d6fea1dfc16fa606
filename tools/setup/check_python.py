"""Say in one sentence when the Python that make found is too old; runs on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python must reach this line
    version = ".".join(str(part) for part in sys.version_info[:3])
    message = (
        "tilcoach needs Python 3.11 or newer, and python3 is " + version + ". "
        "Install a newer one and run: make PYTHON=/path/to/python3.11 app"
    )
    sys.exit(message)
