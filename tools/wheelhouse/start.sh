#!/bin/sh
# Starts tilcoach from this folder, without internet. The first time takes a minute.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
own=${TILCOACH_ENVIRONMENT:-"$HOME/.tilcoach/@VERSION@-python@PYTHON@"}

if [ ! -e "$own/ready" ]; then
    python=""
    for name in python@PYTHON@ python3 python; do
        if "$name" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' \
            2>/dev/null; then
            python=$name
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "tilcoach heeft Python @PYTHON@ nodig: zet het op deze computer en start dit opnieuw."
        echo "tilcoach needs Python @PYTHON@: put it on this computer and start this again."
        exit 1
    fi
    echo "De eerste keer duurt het een minuut. / The first time takes a minute."
    rm -rf "$own"
    "$python" -m venv "$own"
    "$own/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
        --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
    "$own/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
        --find-links "$here/wheels" tilcoach==@VERSION@
    touch "$own/ready"
fi

if [ "$#" -eq 0 ]; then
    set -- app --window
fi
exec "$own/bin/tilcoach" "$@"
